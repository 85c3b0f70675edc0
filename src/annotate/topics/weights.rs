//! Every weight and threshold of the annotator of topics.

/// The weight of all mentions in the title together; one in the body weighs 1.
pub(super) const TITLE: f64 = 3.0;

/// The weight of a mention in the lead.
pub(super) const LEAD: f64 = 1.5;

/// The lead is this many words at the beginning of the text, where news say what they are about.
pub(super) const LEAD_WORDS: usize = 60;

/// In a text of more than 300 words the weight of a body mention falls with the square root of the length: two mentions
/// in 3,000 words are in passing.
pub(super) const SHORT_TEXT_WORDS: f64 = 300.0;

/// The weight of a hint, relative to a match of the query in the same place.
pub(super) const HINT: f64 = 0.3;

/// The most that all hints together add to the query's score; without a match of the query they give no topic.
pub(super) const MOST_HINTS: f64 = 0.9;

/// A topic with less than this part of the highest score is dropped.
pub(super) const FAR_WEAKER: f64 = 0.4;

/// The factor for both thresholds in communiqués of meetings, talks and the like: what they name was on the agenda,
/// while a news text names much in passing.
pub(super) const AGENDA: f64 = 0.5;

/// In a text of more words than this, even of a meeting, much is named in passing.
pub(super) const AGENDA_WORDS: f64 = 500.0;

/// A document has at most this many topics, not counting their areas.
pub(super) const MOST: usize = 6;
