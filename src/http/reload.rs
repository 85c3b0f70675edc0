//! A new generation becomes live: the server notices, opens it beside the old one, and swaps between requests.

use std::path::Path;

use tokio::time::{MissedTickBehavior, interval};

use super::state::App;
use crate::engine::{Engine, EngineError};

/// Checks the index for as long as the server runs. A generation that cannot be opened is refused, logged once, and the
/// one before it goes on serving.
pub(super) async fn watch(app: App) {
    let mut ticks = interval(app.settings().reload_interval);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        let known_bad = app.refused().map(|refused| refused.generation);
        let (engine, index) = (app.engine(), app.index().to_owned());
        let warmer = app.clone();
        let open = move || {
            let next = open_next(&engine, &index, known_bad);
            if let Next::Opened(engine) = &next {
                warmer.warm(engine);
            }
            next
        };
        let opened = tokio::task::spawn_blocking(open).await;
        match opened {
            Ok(Next::Same) => {}
            Ok(Next::Served) => app.accept(),
            Ok(Next::Opened(engine)) => {
                tracing::info!(generation = engine.generation(), "a new generation is live");
                app.swap(*engine);
            }
            Ok(Next::Refused(generation, error)) => {
                tracing::error!(%generation, %error, "a generation was refused; the one before goes on serving");
                app.refuse(generation, error.to_string());
            }
            Err(error) => tracing::error!(%error, "opening a generation panicked"),
        }
    }
}

/// The name for the log when the live generation cannot be determined.
pub const CURRENT: &str = "index/current";

enum Next {
    /// Nothing has changed.
    Same,
    /// The live generation is the one served.
    Served,
    Opened(Box<Engine>),
    Refused(String, EngineError),
}

fn open_next(serving: &Engine, index: &Path, known_bad: Option<String>) -> Next {
    match Engine::live_identity(index) {
        Ok(Some(live)) if Some(live.as_str()) == serving.identity() => Next::Served,
        Ok(Some(live)) if Some(&live) != known_bad.as_ref() => match serving.reopen(index) {
            Ok(engine) => Next::Opened(Box::new(engine)),
            Err(error) => Next::Refused(live, error),
        },
        // A damaged file is reported like a damaged generation.
        Err(error) if known_bad.as_deref() != Some(CURRENT) => Next::Refused(CURRENT.to_owned(), error),
        _ => Next::Same,
    }
}
