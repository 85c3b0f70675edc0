//! Which names are meant by what was typed: part of a name, or another case form of it.

use crate::engine::{Engine, EngineError};
use crate::query::{Completion, FacetName};

/// At most so many names are meant by what was typed.
const MAX_MEANT: usize = 5;

/// The names that somebody means who typed part of one or another form of it; what no document has stays as it is.
pub fn meant(engine: &Engine, facet: FacetName, typed: &[String]) -> Result<Vec<String>, EngineError> {
    let mut names: Vec<String> = Vec::with_capacity(typed.len());
    for typed in typed {
        let mut found = Vec::new();
        if !engine.has_value(facet, typed)? {
            let completion = Completion::new(typed);
            found = engine.values(facet, MAX_MEANT, &|value| completion.matches(value))?;
        }
        if found.is_empty() {
            names.push(typed.clone());
        }
        names.extend(found.into_iter().map(|(name, _)| name));
    }
    Ok(names)
}
