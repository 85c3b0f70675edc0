//! One request, one answer: what is asked is turned into an answer here, whatever the face. The page, the API and the
//! command line only make bytes of it. The JSON types of searches, documents and annotations are here, each once.

mod annotations;
mod document;
mod facets;
mod names;
mod search;
mod spans;

pub use annotations::AnnotationsJson;
pub use document::DocumentJson;
pub use facets::{CompletionsJson, shown_name};
pub use names::meant;
pub use search::SearchJson;
pub use spans::{EventJson, MentionJson, Places, PublishedJson, SpanJson};
