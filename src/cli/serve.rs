//! `vestnik serve`, the default: builds the index if there is none, and serves it.

use std::net::SocketAddr;

use anyhow::Context;

use super::console;
use super::index::{IndexArgs, Mode, build};
use super::outcome::Outcome;
use crate::config::Config;
use crate::engine::Engine;
use crate::http;

#[derive(clap::Parser)]
pub(super) struct ServeArgs {
    /// Address and port; port 0 picks a free one [default: 127.0.0.1:8080]
    #[arg(long, value_name = "ADDR:PORT", env = "VESTNIK_LISTEN")]
    pub(super) listen: Option<SocketAddr>,
}

pub(super) fn serve(config: &Config) -> anyhow::Result<Outcome> {
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
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .context("cannot start the server")?
        .block_on(http::serve(app, |address| {
            // Without a reader of standard output the server serves all the same.
            let _ = console::print(format_args!("listening on http://{address}"));
        }))?;
    Ok(Outcome::Done)
}
