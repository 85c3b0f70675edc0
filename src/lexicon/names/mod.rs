//! What a word may be as part of a name: a first name, patronymic or surname, or the name of something else, with the
//! cases in which it may stand.

pub(super) mod agreement;
pub(super) mod declension;
pub(super) mod reading;
mod words;

pub use agreement::Agreement;
pub use reading::{NameKind, NameReading};
pub use words::{NameLexicon, NameWord, may_be_undeclined};
