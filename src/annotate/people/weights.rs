//! The thresholds and weights of the annotator of people: all of them, each with its meaning.
//!
//! Probabilities are those of the dictionary, from 0 to 1: of all uses of a form, the part in which it is a first name,
//! a surname, a place, an adjective and so on (see `NameWord`). `person` is that of being any part of a name, `common` that
//! of being an ordinary word. Words that the dictionary does not know are judged by their shape, and have none.

// Words that are not part of a name.

/// A word is barred from names if its probability as neither a name, a noun nor an adjective is above this …
pub(super) const NO_NOUN: f32 = 0.6;

/// … and that of being part of a name is below this.
pub(super) const HARDLY_PERSON: f32 = 0.03;

/// A word for an office that is also a name (Король) stays an office if it is a noun for people with more than this
/// probability.
pub(super) const OFFICE_NOUN: f32 = 0.5;

/// A listed barred word is a name all the same if it is a first name with at least this probability.
pub(super) const BARRED_FIRST: f32 = 0.3;

/// A word in capitals with fewer letters than this is an abbreviation, unless it is known as a name.
pub(super) const SHORT_SHOUT: usize = 4;

// First names.

/// The least probability of a first name that may begin a name …
pub(super) const LEADING_FIRST: f32 = 0.1;

/// … or, for a word that is rarely one, the least sum of its probabilities as a first name and as a surname.
pub(super) const LEADING_PERSON: f32 = 0.5;

/// From this probability a first name before a surname makes the name sure …
pub(super) const SURE_FIRST: f32 = 0.5;

/// … and from this one likely.
pub(super) const LIKELY_FIRST: f32 = 0.2;

/// Another name begins with a word that is a first name with more than this probability.
pub(super) const BEGINNING_FIRST: f32 = 0.5;

/// A word behind a first name is a second one if it is one with more than this probability, and with more than that of
/// a surname.
pub(super) const SECOND_FIRST: f32 = 0.3;

/// The least probability of a first name behind a surname («Залесский Кирилл»).
pub(super) const FIRST_AFTER_SURNAME: f32 = 0.3;

/// A first name with a patronymic and without a surname is sure above this probability.
pub(super) const FIRST_WITH_PATRONYMIC: f32 = 0.3;

/// A place with at least this probability is not a first name before a whole name («(президент) Сальвадора Франсиско
/// Флорес»).
pub(super) const PLACE_BEFORE_NAME: f32 = 0.2;

// Patronymics.

/// Behind a first name a word is a patronymic above this probability.
pub(super) const PATRONYMIC: f32 = 0.4;

/// The same behind a surname and a first name.
pub(super) const PATRONYMIC_LAST: f32 = 0.3;

// Surnames.

/// A name has at most this many surnames: «Мигель Диас-Канель Бермудес».
pub(super) const MOST_SURNAMES: usize = 3;

/// At most this many particles stand before a surname: «фон дер».
pub(super) const MOST_PARTICLES: usize = 3;

/// A word is a surname above this probability if its neighbours agree, as the first or a further one.
pub(super) const SURE_SURNAME: f32 = 0.5;

/// From this probability a known surname makes a name likely, whatever the word before it.
pub(super) const LIKELY_SURNAME: f32 = 0.5;

/// A word that the dictionary does not have as a name is an ordinary surname above this probability of being an
/// ordinary word …
pub(super) const ORDINARY_SURNAME: f32 = 0.7;

/// … and from this one not a surname at all.
pub(super) const ORDINARY: f32 = 0.9;

/// The least probability as a surname of a known word before a first name and a patronymic …
pub(super) const SURNAME_BEFORE_NAMES: f32 = 0.05;

/// … and before a first name alone.
pub(super) const SURNAME_BEFORE_FIRST: f32 = 0.3;

/// Behind the patronymic another surname follows if the word is one with more than this probability.
pub(super) const SURNAME_AFTER_PATRONYMIC: f32 = 0.1;

// Initials.

/// A name has at most this many initials.
pub(super) const MOST_INITIALS: usize = 3;

/// Initials between two words belong to the second one above this probability of being a surname, and cannot belong to
/// the first one below it.
pub(super) const SURNAME_BESIDE_INITIALS: f32 = 0.1;

/// The least probability as a surname of a known word before one initial.
pub(super) const SURNAME_BEFORE_INITIAL: f32 = 0.05;

// Names of the Far East.

/// At most this many syllables follow the surname.
pub(super) const MOST_SYLLABLES: usize = 3;

/// A given name has at most this many letters, whether one word or several syllables.
pub(super) const GIVEN_LETTERS: usize = 11;

/// A syllable written as a separate word has at most this many letters …
pub(super) const SYLLABLE_LETTERS: usize = 5;

/// … and each of three at most this many; words this short may be known as anything.
pub(super) const SHORT_SYLLABLE_LETTERS: usize = 4;

/// A syllable is a place with less than this probability …
pub(super) const SYLLABLE_PLACE: f32 = 0.5;

/// … an ordinary word with less than this …
pub(super) const SYLLABLE_ORDINARY: f32 = 0.9;

/// … and a patronymic with less than this.
pub(super) const SYLLABLE_PATRONYMIC: f32 = 0.5;

/// Above this probability the word behind is a surname, and the one before it a first name («Ли Петров»).
pub(super) const SURNAME_NOT_GIVEN: f32 = 0.3;

// Chains of words that the dictionary does not have.

/// A chain has at most this many parts.
pub(super) const MOST_CHAINED: usize = 5;

/// A known word of a chain is part of a name with at least this probability …
pub(super) const CHAINED_PERSON: f32 = 0.2;

/// … and a place with less than this.
pub(super) const CHAINED_PLACE: f32 = 0.5;

/// A word of a chain is an adjective with less than this probability …
pub(super) const CHAINED_ADJECTIVE: f32 = 0.5;

/// … and the surname in it with less than this.
pub(super) const CHAINED_SURNAME_ADJECTIVE: f32 = 0.3;

/// An ordinary word begins a chain if it is a place or a brand with less than this probability.
pub(super) const ORDINARY_LEAD: f32 = 0.2;

/// A word is the first of several first names if it is part of a name with more than this probability.
pub(super) const GOES_ON_PERSON: f32 = 0.2;

// A word alone.

/// One word is likely a person if it is part of a name with at least this probability …
pub(super) const SINGLE_PERSON: f32 = 0.5;

/// … and a place with less than this.
pub(super) const SINGLE_PLACE: f32 = 0.3;

/// At the beginning of a sentence it must be part of a name with at least this probability …
pub(super) const STARTING_PERSON: f32 = 0.8;

/// … and an ordinary word with less than this.
pub(super) const STARTING_COMMON: f32 = 0.05;

/// Inside a sentence a word alone is accepted if it is a surname with more than this probability.
pub(super) const ALONE_SURNAME: f32 = 0.5;

// The context of a name.

/// The least probability of a noun for people before a name.
pub(super) const PERSON_NOUN: f32 = 0.6;

/// Behind an office a single word is a place, and an ordinary word, with less than this probability.
pub(super) const BEHIND_OFFICE: f32 = 0.5;

/// After «в», «из» and the like a name is doubtful if it is a place with more than this probability, …
pub(super) const PLACE_AFTER_PREPOSITION: f32 = 0.02;

/// … or a first name with less than this …
pub(super) const FIRST_AFTER_PREPOSITION: f32 = 0.3;

/// … and a surname with less than this.
pub(super) const SURNAME_AFTER_PREPOSITION: f32 = 0.9;

/// Before the noun for a place or a body a word is an attribute, unless it is a first name with at least this
/// probability.
pub(super) const ATTRIBUTE_FIRST: f32 = 0.5;

/// A word behind an adjective is a noun with more than this probability.
pub(super) const ATTRIBUTE_NOUN: f32 = 0.5;

/// A word with evidence beside it is accepted if the dictionary does not have it, and it is a place with less than this
/// probability, …
pub(super) const STRANGE_PLACE: f32 = 0.7;

/// … a brand or an adjective with less than this; …
pub(super) const STRANGE_OTHER: f32 = 0.6;

/// … or if it is a place with less than this and part of a name with at least [`HINT_OF_PERSON`].
pub(super) const VOUCHED_PLACE: f32 = 0.4;

/// From this probability a known word may be part of a name at all; a chain without one is unlikely.
pub(super) const HINT_OF_PERSON: f32 = 0.1;

/// A name listed beside a person is a place, a brand or an adjective with less than this probability.
pub(super) const COORDINATE_OTHER: f32 = 0.3;

/// The head of the body that is named after a person is looked for at most this many words before the name.
pub(super) const HEAD_BEFORE: usize = 4;

/// A word behind a name is its verb if its probability as neither a name, a noun nor an adjective is above this …
pub(super) const VERB: f32 = 0.8;

/// … and has more letters than this.
pub(super) const SHORT_WORD: usize = 3;

/// A word at the beginning of a sentence that is a place with at least this probability needs no verb behind it.
pub(super) const KNOWN_PLACE: f32 = 0.5;

// Offices.

/// An office has at most this many words.
pub(super) const MOST_OFFICE_WORDS: usize = 16;

/// A word inside an office is neither a name, a noun nor an adjective with less than this probability.
pub(super) const IN_OFFICE_OTHER: f32 = 0.5;

// Nominatives.

/// The weight of a reading without a dictionary: that the word is indeclinable.
pub(super) const UNDECLINED: f32 = 0.02;

/// The same for a word that ends like indeclinable foreign surnames.
pub(super) const FOREIGN: f32 = 0.1;

/// The factor for a name that is written in the nominative, against one that was inflected back to it.
pub(super) const NOMINATIVE_BONUS: f32 = 1.5;

/// The factor for a case that the words around the name require. They may mislead, so a form that is hardly one of the
/// name at all (Владимира, a woman) must not win by it.
pub(super) const CONTEXT_BONUS: f32 = 8.0;

/// The least weight of a mention's vote, with an uncertain nominative; a certain one adds 1.
pub(super) const LEAST_VOTE: f32 = 0.5;

/// The weight of a guessed reading, where one of the dictionary in the right role has 1.
pub(super) const GUESSED: f32 = 0.6;

/// The same for a foreign name that a guess reads as the case that it looks like: Масахару.
pub(super) const GUESSED_FOREIGN: f32 = 0.1;

/// A first name read as a surname.
pub(super) const FIRST_AS_SURNAME: f32 = 0.05;

/// Any other reading in another role.
pub(super) const OTHER_ROLE: f32 = 0.2;

// People of several mentions.

/// Nominatives less probable than this are not used to accept other candidates.
pub(super) const MIN_KEY: f32 = 0.05;

/// The shortest surname in which a difference of one letter counts as a misspelling.
pub(super) const SLIP_LETTERS: usize = 6;

/// Of more than 40 people with one name only the last 40 are considered, and among more than 40 with one first name no
/// misspellings are looked for.
pub(super) const MOST_NAMESAKES: usize = 40;

/// A surname alone with more possible nominatives than this is not taken for a misspelling of another.
pub(super) const MOST_NOMINATIVES: usize = 4;
