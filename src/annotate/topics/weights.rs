//! What speaks for a topic, and how much: every weight and threshold of this annotator.

/// What a mention in the title weighs, however many there are; one in the body weighs 1.
pub(super) const TITLE: f64 = 3.0;

/// What a mention in the lead weighs.
pub(super) const LEAD: f64 = 1.5;

/// How many words at the beginning of the text are the lead. News say there what they are about.
pub(super) const LEAD_WORDS: usize = 60;

/// A body mention weighs less in a longer text than this, by the square root: twice in 3,000 words is in passing.
pub(super) const SHORT_TEXT_WORDS: f64 = 300.0;

/// What a mention of a hint weighs, as a part of what another would weigh in its place.
pub(super) const HINT: f64 = 0.3;

/// What all hints can weigh together, beside what the query itself finds; alone they are nothing.
pub(super) const MOST_HINTS: f64 = 0.9;

/// A topic that weighs less than this part of the document's first is dropped.
pub(super) const FAR_WEAKER: f64 = 0.4;

/// Both thresholds are lower by this factor for communiqués of meetings, talks and the like: there whatever is named
/// was on the agenda, while a news text names much in passing.
pub(super) const AGENDA: f64 = 0.5;

/// In a text of more words than this, even of a meeting, much is named in passing again.
pub(super) const AGENDA_WORDS: f64 = 500.0;

/// How many topics a document has at most, the areas of its topics not counted.
pub(super) const MOST: usize = 6;
