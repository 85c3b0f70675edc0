//! How far the rules for organisations look, and their thresholds: every one of this annotator.

// Names that begin with a word for a body.

/// A name has at most this many words.
pub(super) const MOST_WORDS: usize = 30;

/// Behind its head a name goes on in at most this many steps: a place, a person, a subject, another name.
pub(super) const MOST_STEPS: usize = 12;

/// At most this many adjectives before a noun are read.
pub(super) const MOST_ADJECTIVES: usize = 6;

/// At most this many nouns are coordinated with one: «занятости и социальной защиты».
pub(super) const MOST_COORDINATED: usize = 5;

/// At most this many parts follow the noun behind «по»: «по борьбе с коррупцией и терроризмом».
pub(super) const MOST_MATTERS: usize = 6;

/// A person that a body is named after has at most this many words behind the first: «Короля Кигели V».
pub(super) const MOST_PERSON_WORDS: usize = 2;

/// Behind «имени» at most this many words are read: a title, initials, a name.
pub(super) const MOST_EPONYM_WORDS: usize = 4;

/// The number of a body («75-го») has at most this many digits, and its ending at most this many letters.
pub(super) const ORDINAL_LETTERS: usize = 3;

/// Between the name of a body and its state at most this many words are read: «of the Republic of Belarus».
pub(super) const MOST_WORDS_BEFORE_STATE: usize = 4;

// Belarusian names, which are read by endings.

/// Behind a head at most this many words are read.
pub(super) const MOST_BELARUSIAN_WORDS: usize = 8;

/// Before it at most this many adjectives.
pub(super) const MOST_BELARUSIAN_ADJECTIVES: usize = 5;

/// A word in the genitive has at least this many letters: the endings of shorter ones tell nothing.
pub(super) const LEAST_GENITIVE: usize = 4;

/// An adjective has at least this many letters.
pub(super) const LEAST_ADJECTIVE: usize = 5;

// English names.

/// To either side of the head at most this many words are read.
pub(super) const MOST_ENGLISH_WORDS: usize = 8;

// Names that their surroundings show.

/// An abbreviation has at most this many letters; longer words in capitals are words of a heading.
pub(super) const MOST_ABBREVIATION: usize = 7;

/// A name in Latin letters has at most this many words.
pub(super) const MOST_LATIN_WORDS: usize = 8;

/// A Latin word of more bytes than this before a full stop ends its sentence; shorter ones are initials.
pub(super) const LATIN_INITIAL: usize = 2;

/// A number in a Latin name has at most this many digits: «Channel 4».
pub(super) const MOST_LATIN_DIGITS: usize = 2;

/// The abbreviation of a name in brackets begins like one of this many words before it.
pub(super) const ABBREVIATED_WORDS: usize = 12;

/// At most this many words in the genitive stand between a name in quotation marks and the word that says what it is:
/// «сеть магазинов электроники «Пятый элемент»».
pub(super) const DESCRIBED_FROM_AFAR: usize = 3;

/// Between two words of a listed name, and between a head and the quotation mark behind it, at most this many
/// characters stand.
pub(super) const MOST_GAP: usize = 3;
