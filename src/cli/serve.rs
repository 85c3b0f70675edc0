//! `vestnik serve`, the default: builds the index if there is none, and serves it.

use std::net::{SocketAddr, TcpListener};

use anyhow::Context;
use tokio::runtime::{Builder, Runtime};
use tokio::sync::mpsc::UnboundedReceiver;

use super::console;
use super::index::{IndexArgs, Mode, build};
use super::outcome::Outcome;
#[cfg(unix)]
use super::supervisor;
use crate::config::Config;
use crate::engine::Engine;
use crate::http::{self, Order};

#[derive(clap::Parser)]
pub(super) struct ServeArgs {
    /// Address and port; port 0 picks a free one [default: 127.0.0.1:8080]
    #[arg(long, value_name = "ADDR:PORT", env = "VESTNIK_LISTEN")]
    pub(super) listen: Option<SocketAddr>,
}

pub(super) fn serve(config: &Config) -> anyhow::Result<Outcome> {
    #[cfg(unix)]
    match supervisor::post()? {
        None => supervisor::supervise(config),
        Some(post) => {
            let orders = post.orders()?;
            serve_on(config, &runtime()?, post.listener(), orders)
        }
    }
    #[cfg(not(unix))]
    {
        let runtime = runtime()?;
        let listener = {
            let _within = runtime.enter();
            http::listen(config.http.listen)?
        };
        // No orders but the operator's signals.
        let (_, orders) = tokio::sync::mpsc::unbounded_channel();
        serve_on(config, &runtime, listener, orders)
    }
}

fn runtime() -> anyhow::Result<Runtime> {
    Builder::new_multi_thread().enable_all().build().context("cannot start the server")
}

/// Serves on a socket until the process is told to stop.
fn serve_on(
    config: &Config,
    runtime: &Runtime,
    listener: TcpListener,
    orders: UnboundedReceiver<Order>,
) -> anyhow::Result<Outcome> {
    let assembly = config.assemble()?;
    // Generations without a sound `current` are an index: one of them is served, and none is built beside them.
    if matches!(Engine::live_generation(&config.index), Ok(None)) {
        console::note(format_args!(
            "there is no index in {} yet; indexing {}",
            config.index.display(),
            config.corpus.display()
        ));
        let report = build(config, &assembly, &IndexArgs::default(), Mode::Fresh, false)?;
        console::note(report);
    }
    let (engine, refused) = assembly.soundest_engine()?;
    let serving = engine.generation().to_owned();
    let app = assembly.server(engine)?;
    for (generation, error) in &refused {
        tracing::error!(%generation, %error, %serving, "a generation was refused");
    }
    // The first one is the generation that should be served.
    if let Some((_, error)) = refused.first() {
        let live = Engine::live_identity(&config.index).ok().flatten();
        app.refuse(live.unwrap_or_else(|| http::CURRENT.to_owned()), error.to_string());
    }
    app.warm_up();
    let ready = |address| {
        // Without a reader of standard output the server serves all the same.
        let _ = console::print(format_args!("listening on http://{address}"));
    };
    #[cfg(unix)]
    supervisor::serving();
    runtime.block_on(http::serve(app, listener, orders, ready))?;
    Ok(Outcome::Done)
}
