//! One request, one answer: every request is answered here. The page, the API and the command line only render the
//! answer. The JSON types of searches, documents and annotations are here, each once.

mod annotations;
mod ask;
mod document;
mod facets;
mod names;
mod search;
mod spans;
mod suggestions;
mod values;

pub use annotations::AnnotationsJson;
pub use ask::{Answer, Refusal, Thesaurus, ask};
pub use document::DocumentJson;
pub use facets::{CompletionsJson, complete};
pub use names::Resolved;
pub use search::SearchJson;
pub use spans::{EventJson, MentionJson, Places, PublishedJson, SpanJson};
pub use suggestions::{Suggestion, SuggestionKind};
