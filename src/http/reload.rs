//! A new generation becomes live: the server notices, opens it beside the old one, and swaps between requests.

use std::path::Path;

use tokio::time::{MissedTickBehavior, interval};

use super::state::App;
use crate::engine::{Engine, EngineError};

/// Looks at the index for as long as the server runs. A generation that cannot be opened is refused, once in the
/// log, and the one before it goes on serving.
pub(super) async fn watch(app: App) {
    let mut ticks = interval(app.settings().reload_interval);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut refused: Option<String> = None;
    loop {
        ticks.tick().await;
        let (engine, index, known_bad) = (app.engine(), app.index().to_owned(), refused.clone());
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
            Ok(Next::Opened(engine)) => {
                tracing::info!(generation = engine.generation(), "a new generation is live");
                app.swap(*engine);
                refused = None;
            }
            Ok(Next::Refused(generation, error)) => {
                tracing::error!(%generation, %error, "a generation was refused; the one before goes on serving");
                app.refuse(generation.clone(), error.to_string());
                refused = Some(generation);
            }
            Err(error) => tracing::error!(%error, "opening a generation panicked"),
        }
    }
}

/// What is told of when it cannot be read which generation is live.
const CURRENT: &str = "index/current";

enum Next {
    Same,
    Opened(Box<Engine>),
    Refused(String, EngineError),
}

fn open_next(serving: &Engine, index: &Path, known_bad: Option<String>) -> Next {
    match Engine::live_identity(index) {
        Ok(Some(live)) if Some(live.as_str()) != serving.identity() && Some(&live) != known_bad.as_ref() => {
            match serving.reopen(index) {
                Ok(engine) => Next::Opened(Box::new(engine)),
                Err(error) => Next::Refused(live, error),
            }
        }
        // A file that is damaged is told of as a generation is.
        Err(error) if known_bad.as_deref() != Some(CURRENT) => Next::Refused(CURRENT.to_owned(), error),
        _ => Next::Same,
    }
}
