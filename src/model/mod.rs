//! The types that every other room shares: what was published ([`Communique`]), what is inferred from it
//! ([`Annotations`]), both together ([`Document`]), and their parts. This room does not depend on serde or any file
//! format and does no IO.

mod annotations;
pub(crate) mod calendar;
mod communique;
mod country;
mod date;
mod document;
mod facets;
mod id;
mod kind;
mod language;
mod publisher;
mod shown;
pub mod table;
mod topic;

pub use annotations::{
    Annotations, CountryMentions, EventDates, Mention, Organisation, Person, TopicMentions,
};
pub use communique::{Communique, Origin};
pub use country::{Country, CountryName, Via};
pub use date::{DateOrigin, InvalidPeriod, Period, Precision, Published};
pub use document::Document;
pub use facets::{
    Accepts, ByFacet, DocumentValue, FacetName, FacetRefusal, FacetSpec, Places, RESERVED_NAMES,
    register_facet,
};
pub use id::DocumentId;
pub use kind::Kind;
pub use language::{Language, Names};
pub use publisher::{Publisher, Publishers};
pub use shown::{Shown, sets_direction, without_directions};
pub use topic::{Topic, Vocabulary};

/// A day in the proleptic Gregorian calendar, without a time zone.
pub use jiff::civil::Date;
