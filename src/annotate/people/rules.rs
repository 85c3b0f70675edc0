//! The names of the rules for people: how the words of a candidate are read, and why it is accepted as a person.

/// How the words of a candidate are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pattern {
    /// «Ю.А. Шапкина»
    InitialsAndSurname,
    /// «Шапкина Ю.А.»
    SurnameAndInitials,
    /// «Кирилл Залесский», with or without a patronymic
    FirstAndSurname,
    /// «Кирилл Борисович», «Карл XVI»
    FirstAlone,
    /// «Залесский Кирилл»
    SurnameAndFirst,
    /// «Си Цзиньпин», whose surname stands first and of whose other words only the last is declined
    FarEastern,
    /// «Димитриос Пагуртзис», whose words the dictionary does not have
    Foreign,
    /// «бен Ладен»
    ParticleAndSurname,
    /// «Залесский»
    OneWord,
}

impl Pattern {
    /// The name of the rule.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::InitialsAndSurname => "initials and a surname",
            Self::SurnameAndInitials => "a surname and initials",
            Self::FirstAndSurname => "a first name and a surname",
            Self::FirstAlone => "a first name with a patronymic or a number",
            Self::SurnameAndFirst => "a surname and a first name",
            Self::FarEastern => "a surname of the Far East and what follows it",
            Self::Foreign => "words of a foreign shape",
            Self::ParticleAndSurname => "a particle and a surname",
            Self::OneWord => "one word with a capital",
        }
    }
}

/// Why a candidate is accepted as a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ground {
    /// Its words alone are enough evidence.
    Itself,
    /// The context is evidence of it.
    Beside(Voucher),
    /// The dictionary has the word as a name, and there is no evidence against it.
    Dictionary,
    /// The text has a person of that name.
    Known,
    /// It stands in a list with a person.
    Coordinate,
    /// It repeats the name before it in other letters: «Ларри Кинг (Larry King)».
    OtherLetters,
}

/// The evidence in a name's context that it is a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Voucher {
    /// «писатель»
    PersonNoun,
    /// «сказал»
    Speech,
    /// «премьер Палестины»
    Office,
}

impl Ground {
    /// The evidence as an explanation shows it; empty when the rule's name says it all.
    pub(super) fn told(self) -> &'static str {
        match self {
            Self::Itself => "",
            Self::Beside(Voucher::PersonNoun) => "behind a noun for people",
            Self::Beside(Voucher::Speech) => "beside a verb of speech",
            Self::Beside(Voucher::Office) => "behind an office",
            Self::Dictionary => "a name by the dictionary",
            Self::Known => "a person of that name elsewhere in the text",
            Self::Coordinate => "beside a person in a list",
            Self::OtherLetters => "the name before it in other letters",
        }
    }
}
