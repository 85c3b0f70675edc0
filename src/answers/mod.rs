//! One request, one answer: what is asked is turned into an answer here, whatever the face. The page, the API and the
//! command line only make bytes of it. The JSON types of searches, documents and annotations are here, each once.

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
