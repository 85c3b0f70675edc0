//! The thresholds and weights of the annotator of people: all of them, each with its meaning.
//!
//! Probabilities are those of the dictionary, from 0 to 1: of all uses of a form, the part in which it is a first name,
//! a surname, a place, an adjective and so on (see `NameWord`). `person` is that of being any part of a name, `common` that
//! of being an ordinary word. Words that the dictionary does not know are judged by their shape, and have none.

// Words that are no part of a name.

/// A word is barred from names when it is more often than this something else than a noun …
pub(super) const NO_NOUN: f32 = 0.6;

/// … and more seldom than this a part of a name.
pub(super) const HARDLY_PERSON: f32 = 0.03;

/// A word for an office that is also a name (Король) stays an office when it is more often than this a noun for people.
pub(super) const OFFICE_NOUN: f32 = 0.5;

/// A word of the list of barred ones is a name all the same when it is a first name this often.
pub(super) const BARRED_FIRST: f32 = 0.3;

/// A word in capitals with fewer letters than this is an abbreviation, unless it is known as a name.
pub(super) const SHORT_SHOUT: usize = 4;

// First names.

/// From how probable a first name may lead a name …
pub(super) const LEADING_FIRST: f32 = 0.1;

/// … or a word that is sometimes a first name, when together with its surname it is more than this.
pub(super) const LEADING_PERSON: f32 = 0.5;

/// A first name before a surname is sure from here …
pub(super) const SURE_FIRST: f32 = 0.5;

/// … and likely from here.
pub(super) const LIKELY_FIRST: f32 = 0.2;

/// Another name begins with a word that is a first name more often than this.
pub(super) const BEGINNING_FIRST: f32 = 0.5;

/// A word behind a first name is a second one when it is one more often than this, and more often than a surname.
pub(super) const SECOND_FIRST: f32 = 0.3;

/// A first name behind a surname («Залесский Кирилл») is one at least this often.
pub(super) const FIRST_AFTER_SURNAME: f32 = 0.3;

/// A first name with a patronymic and without a surname is sure when it is one more often than this.
pub(super) const FIRST_WITH_PATRONYMIC: f32 = 0.3;

/// A place is no first name before a whole name («(президент) Сальвадора Франсиско Флорес») when it is one this often.
pub(super) const PLACE_BEFORE_NAME: f32 = 0.2;

// Patronymics.

/// Behind a first name a patronymic is more often one than this.
pub(super) const PATRONYMIC: f32 = 0.4;

/// The same behind a surname and a first name.
pub(super) const PATRONYMIC_LAST: f32 = 0.3;

// Surnames.

/// A name has at most this many surnames: «Мигель Диас-Канель Бермудес».
pub(super) const MOST_SURNAMES: usize = 3;

/// At most this many particles stand before a surname: «фон дер».
pub(super) const MOST_PARTICLES: usize = 3;

/// A word that is a surname more often than this is one where its neighbours agree, as the first or a further one.
pub(super) const SURE_SURNAME: f32 = 0.5;

/// A known surname makes a name likely from here, whatever the word before it.
pub(super) const LIKELY_SURNAME: f32 = 0.5;

/// What is more often than this an ordinary word, and no name by the dictionary, is an ordinary surname …
pub(super) const ORDINARY_SURNAME: f32 = 0.7;

/// … and from here no surname at all.
pub(super) const ORDINARY: f32 = 0.9;

/// A known word before a first name and a patronymic is a surname at least this often …
pub(super) const SURNAME_BEFORE_NAMES: f32 = 0.05;

/// … before a first name alone, at least this often.
pub(super) const SURNAME_BEFORE_FIRST: f32 = 0.3;

/// Behind the patronymic another surname stands when the word is one more often than this.
pub(super) const SURNAME_AFTER_PATRONYMIC: f32 = 0.1;

// Initials.

/// A name has at most this many initials.
pub(super) const MOST_INITIALS: usize = 3;

/// Initials between two words belong to the second when it is a surname more often than this, and cannot belong to the
/// first when it is one more seldom.
pub(super) const SURNAME_BESIDE_INITIALS: f32 = 0.1;

/// A known word before one initial is a surname at least this often.
pub(super) const SURNAME_BEFORE_INITIAL: f32 = 0.05;

// Names of the Far East.

/// At most this many syllables follow the surname.
pub(super) const MOST_SYLLABLES: usize = 3;

/// A given name has at most this many letters, whether one word or several syllables.
pub(super) const GIVEN_LETTERS: usize = 11;

/// A syllable that stands apart has at most this many letters …
pub(super) const SYLLABLE_LETTERS: usize = 5;

/// … and each of three at most this many; a word as short may be known as anything.
pub(super) const SHORT_SYLLABLE_LETTERS: usize = 4;

/// A syllable is a place more seldom than this …
pub(super) const SYLLABLE_PLACE: f32 = 0.5;

/// … an ordinary word more seldom than this …
pub(super) const SYLLABLE_ORDINARY: f32 = 0.9;

/// … and a patronymic more seldom than this.
pub(super) const SYLLABLE_PATRONYMIC: f32 = 0.5;

/// What follows is a surname, and the word before it a first name («Ли Петров»), when it is one more often than this.
pub(super) const SURNAME_NOT_GIVEN: f32 = 0.3;

// Chains of words that no dictionary knows.

/// A chain has at most this many parts.
pub(super) const MOST_CHAINED: usize = 5;

/// A known word of a chain is a part of a name at least this often …
pub(super) const CHAINED_PERSON: f32 = 0.2;

/// … and a place more seldom than this.
pub(super) const CHAINED_PLACE: f32 = 0.5;

/// A word of a chain looks like an adjective more seldom than this …
pub(super) const CHAINED_ADJECTIVE: f32 = 0.5;

/// … and the surname in it more seldom than this.
pub(super) const CHAINED_SURNAME_ADJECTIVE: f32 = 0.3;

/// An ordinary word leads a chain when it is a place or a brand more seldom than this.
pub(super) const ORDINARY_LEAD: f32 = 0.2;

/// A word is the first of several first names when it is a part of a name more often than this.
pub(super) const GOES_ON_PERSON: f32 = 0.2;

// A word alone.

/// One word is likely a person when it is a part of a name at least this often …
pub(super) const SINGLE_PERSON: f32 = 0.5;

/// … and a place more seldom than this.
pub(super) const SINGLE_PLACE: f32 = 0.3;

/// At the beginning of a sentence, when it is a part of a name at least this often …
pub(super) const STARTING_PERSON: f32 = 0.8;

/// … and an ordinary word more seldom than this.
pub(super) const STARTING_COMMON: f32 = 0.05;

/// A word that is a surname more often than this is accepted alone inside a sentence.
pub(super) const ALONE_SURNAME: f32 = 0.5;

// What the words around a name say.

/// Before a name a word is a noun for people at least this often.
pub(super) const PERSON_NOUN: f32 = 0.6;

/// Behind an office a single word is a place more seldom than this, and an ordinary word, too.
pub(super) const BEHIND_OFFICE: f32 = 0.5;

/// After «в», «из» and the like a name is doubtful when it is a place more often than this, …
pub(super) const PLACE_AFTER_PREPOSITION: f32 = 0.02;

/// … or a first name more seldom than this …
pub(super) const FIRST_AFTER_PREPOSITION: f32 = 0.3;

/// … and a surname more seldom than this.
pub(super) const SURNAME_AFTER_PREPOSITION: f32 = 0.9;

/// Before the noun for a place or a body a word is an attribute unless it is a first name this often.
pub(super) const ATTRIBUTE_FIRST: f32 = 0.5;

/// A word behind an adjective is a noun more often than this.
pub(super) const ATTRIBUTE_NOUN: f32 = 0.5;

/// What is vouched for counts when no dictionary knows it and it looks like a place more seldom than this, …
pub(super) const STRANGE_PLACE: f32 = 0.7;

/// … like a brand or an adjective more seldom than this; …
pub(super) const STRANGE_OTHER: f32 = 0.6;

/// … or when it is a place more seldom than this and a part of a name from [`HINT_OF_PERSON`].
pub(super) const VOUCHED_PLACE: f32 = 0.4;

/// From here a known word may be a part of a name at all; a chain without one is unlikely.
pub(super) const HINT_OF_PERSON: f32 = 0.1;

/// What is named beside a person looks like a place, a brand or an adjective more seldom than this.
pub(super) const COORDINATE_OTHER: f32 = 0.3;

/// How many words before a name are looked at for the head of the body that it may be named after.
pub(super) const HEAD_BEFORE: usize = 4;

/// A word behind a name is its verb when it is no noun more often than this …
pub(super) const VERB: f32 = 0.8;

/// … and has more letters than this.
pub(super) const SHORT_WORD: usize = 3;

/// A word at the beginning of a sentence that is a place at least this often needs no verb behind it.
pub(super) const KNOWN_PLACE: f32 = 0.5;

// Offices.

/// An office has at most this many words.
pub(super) const MOST_OFFICE_WORDS: usize = 16;

/// A word inside of an office is no noun more seldom than this.
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
