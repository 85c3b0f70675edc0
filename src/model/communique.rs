//! The communiqué as it was published, and what we add to it.

use std::{fmt, ops::Range};

use super::{Country, Date, DocumentId, Language, Published};

/// Where an item was read: a file, and a line or entry in it when it holds several.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Origin {
    /// The path as it was given, below the corpus.
    pub path: String,
    /// The line (JSON Lines) or the entry (feeds), counted from 1.
    pub line: Option<u64>,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A name of a file may hold line breaks and commands for terminals; a report must not.
        for c in self.path.chars() {
            if c.is_control() { write!(f, "{}", c.escape_default())? } else { write!(f, "{c}")? }
        }
        match self.line {
            Some(line) => write!(f, ":{line}"),
            None => Ok(()),
        }
    }
}

/// What was published, as a reader of `corpus` found it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Communique {
    /// Its stable id.
    pub id: DocumentId,
    /// Where it was published.
    pub url: Option<String>,
    /// The host of the publisher's site, in the form of [`super::Publishers::key`]; empty when unknown.
    pub source: String,
    /// The title: one line, never empty.
    pub title: String,
    /// The whole text: paragraphs separated by blank lines (`\n\n`), never empty.
    pub text: String,
    /// The byte ranges of `text` that are background («Справочно»), in order, on paragraph boundaries.
    pub background: Vec<Range<usize>>,
    /// The publication date that the publisher stated.
    pub published: Option<Published>,
    /// The language that the publisher stated.
    pub language: Option<Language>,
    /// Country codes that the publisher stated. They are taken over beside those found in the text.
    pub countries: Vec<Country>,
    /// Topic ids that the publisher stated.
    pub topics: Vec<String>,
    /// Where it was read.
    pub origin: Origin,
}

impl Communique {
    /// Whether the byte at `offset` of the text belongs to the background.
    pub fn is_background(&self, offset: usize) -> bool {
        self.background.iter().any(|range| range.contains(&offset))
    }

    /// A hash of all that was published, for telling a changed communiqué from an unchanged one. Where it was
    /// read does not count.
    pub fn content_hash(&self) -> String {
        let mut hasher = blake3::Hasher::new();
        let date =
            self.published.map(|published| format!("{}{}", published.date, published.precision.code()));
        let countries: Vec<&str> = self.countries.iter().map(Country::code).collect();
        let fields = [
            self.id.as_str(),
            self.url.as_deref().unwrap_or(""),
            &self.source,
            &self.title,
            &self.text,
            &format!("{:?}", self.background),
            date.as_deref().unwrap_or(""),
            self.language.map_or("", Language::code),
            &countries.join(" "),
            &self.topics.join(" "),
        ];
        for field in fields {
            // The length keeps fields apart: ("ab", "c") is not ("a", "bc").
            hasher.update(&(field.len() as u64).to_le_bytes());
            hasher.update(field.as_bytes());
        }
        hasher.finalize().to_hex()[..32].to_owned()
    }
}

#[cfg(test)]
impl Communique {
    /// A communiqué of which nothing but title and text is known, for tests. What follows «Справочно» is background.
    pub(crate) fn of(title: &str, text: &str) -> Self {
        Self {
            id: DocumentId::from_path("a").expect("an id"),
            url: None,
            source: String::new(),
            title: title.to_owned(),
            text: text.to_owned(),
            background: text.find("Справочно").map(|at| at..text.len()).into_iter().collect(),
            published: None,
            language: None,
            countries: Vec::new(),
            topics: Vec::new(),
            origin: Origin { path: "a".to_owned(), line: None },
        }
    }
}

/// What we inferred from a communiqué.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Annotations {
    /// The language of the text.
    pub language: Language,
    /// When it was published, if that is known.
    pub published: Option<Published>,
    /// The counterpart countries, the main one first.
    pub countries: Vec<CountryMentions>,
    /// The topics and the areas that they lie in, in the order of the topic list.
    pub topics: Vec<TopicMentions>,
    /// The days that the text speaks of, in its order.
    pub events: Vec<EventDates>,
    /// The people whom it names, the most important first.
    pub people: Vec<Person>,
    /// The organisations that it names, the most important first.
    pub organisations: Vec<Organisation>,
    /// What sort of event it tells of.
    pub kind: Kind,
    /// The bytes of the text that decided the kind, where not the title did.
    pub kind_place: Option<Range<usize>>,
}

impl Annotations {
    /// Nothing but the language.
    pub fn none(language: Language) -> Self {
        Self {
            language,
            published: None,
            countries: Vec::new(),
            topics: Vec::new(),
            events: Vec::new(),
            people: Vec::new(),
            organisations: Vec::new(),
            kind: Kind::Other,
            kind_place: None,
        }
    }
}

/// One country of a document and where it is named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountryMentions {
    /// The country.
    pub country: Country,
    /// Its mentions in the text, in order. Mentions in the title alone leave this empty.
    pub mentions: Vec<Mention>,
    /// How many times the title names it.
    pub in_title: u32,
}

impl CountryMentions {
    /// Mentions in title and text; 0 when only the publisher's metadata names the country.
    pub fn count(&self) -> u32 {
        self.in_title + u32::try_from(self.mentions.len()).unwrap_or(u32::MAX)
    }

    /// How much the communiqué is about the country: its name counts three times what a city of it or a person from it
    /// counts, its adjective twice; a mention in the title as four names.
    pub fn weight(&self) -> u32 {
        let weight = |mention: &Mention| match mention.via {
            Via::Name | Via::Abbreviation => 3,
            Via::Adjective => 2,
            Via::People | Via::Place => 1,
        };
        self.mentions.iter().map(weight).fold(self.in_title.saturating_mul(12), u32::saturating_add)
    }
}

/// A place in the text that names something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The bytes of the communiqué's text.
    pub range: Range<usize>,
    /// What kind of word named it.
    pub via: Via,
}

/// What named a country.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Via {
    /// Its name: «Китай».
    Name,
    /// An abbreviation: «КНР».
    Abbreviation,
    /// The adjective: «китайский».
    Adjective,
    /// Its people: «китайцы».
    People,
    /// A city: «Пекин».
    Place,
}

impl Via {
    /// `name`, `abbreviation`, `adjective`, `people` or `place`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Abbreviation => "abbreviation",
            Self::Adjective => "adjective",
            Self::People => "people",
            Self::Place => "place",
        }
    }

    /// Reads what [`Self::code`] writes.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Name, Self::Abbreviation, Self::Adjective, Self::People, Self::Place]
            .into_iter()
            .find(|via| via.code() == code)
    }
}

/// One topic of a document and what speaks for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TopicMentions {
    /// The topic's id.
    pub topic: String,
    /// The bytes of the text that speak for it, in order and without overlaps. Empty for an area that the document has
    /// because of a topic in it, and for a topic that only the publisher or the title names.
    pub mentions: Vec<Range<usize>>,
    /// How many places of the title speak for it.
    pub in_title: u32,
}

/// Days that a text speaks of: «14 – 17 октября 2025 г.», «в первом квартале», «вчера».
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventDates {
    /// The first day.
    pub from: Date,
    /// The last day, never before the first.
    pub to: Date,
    /// The bytes of the communiqué's text that say so.
    pub range: Range<usize>,
}

/// A person whom a communiqué names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The fullest name that the communiqué gives, in the nominative, the surname last: «Кирилл Залесский».
    pub name: String,
    /// The office that stands beside the name, as it is written there.
    pub office: Option<String>,
    /// The bytes of the text that name the person, in order.
    pub mentions: Vec<Range<usize>>,
    /// How many times the title names the person.
    pub in_title: u32,
}

/// An organisation that a communiqué names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organisation {
    /// Its name in the nominative: the gazetteer's, or the fullest that the communiqué gives.
    pub name: String,
    /// The bytes of the text that name it, in order.
    pub mentions: Vec<Range<usize>>,
    /// How many times the title names it.
    pub in_title: u32,
}

/// What sort of event a communiqué tells of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// People met.
    Meeting,
    /// A delegation or an official came or went somewhere.
    Visit,
    /// Negotiations, consultations, a session of a commission.
    Talks,
    /// A document was signed.
    Signing,
    /// A statement, comment or greeting.
    Statement,
    /// Somebody was appointed or dismissed, or took up or left an office.
    Appointment,
    /// A telephone or video call.
    Call,
    /// An exhibition, forum, conference or fair.
    Exhibition,
    /// None of these.
    Other,
}

impl Kind {
    /// Every kind, in the order in which they are listed.
    pub const ALL: [Self; 9] = [
        Self::Meeting,
        Self::Visit,
        Self::Talks,
        Self::Signing,
        Self::Statement,
        Self::Appointment,
        Self::Call,
        Self::Exhibition,
        Self::Other,
    ];

    /// `meeting`, `visit`, `talks`, `signing`, `statement`, `appointment`, `call`, `exhibition` or `other`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Meeting => "meeting",
            Self::Visit => "visit",
            Self::Talks => "talks",
            Self::Signing => "signing",
            Self::Statement => "statement",
            Self::Appointment => "appointment",
            Self::Call => "call",
            Self::Exhibition => "exhibition",
            Self::Other => "other",
        }
    }

    /// Its name for a reader of `language`.
    pub fn name(self, language: Language) -> &'static str {
        language.choose(self.names())
    }

    /// Russian, Belarusian, English.
    fn names(self) -> [&'static str; 3] {
        match self {
            Self::Meeting => ["Встреча", "Сустрэча", "Meeting"],
            Self::Visit => ["Визит", "Візіт", "Visit"],
            Self::Talks => ["Переговоры", "Перамовы", "Talks"],
            Self::Signing => ["Подписание", "Падпісанне", "Signing"],
            Self::Statement => ["Заявление", "Заява", "Statement"],
            Self::Appointment => ["Назначение", "Прызначэнне", "Appointment"],
            Self::Call => ["Телефонный разговор", "Тэлефонная размова", "Call"],
            Self::Exhibition => ["Выставка или форум", "Выстава або форум", "Exhibition or forum"],
            Self::Other => ["Другое", "Іншае", "Other"],
        }
    }

    /// The kind that somebody means by a code or a name, letter case aside.
    pub fn find(text: &str) -> Option<Self> {
        let wanted = text.trim().to_lowercase();
        Self::ALL.into_iter().find(|kind| {
            kind.code() == wanted || kind.names().iter().any(|name| name.to_lowercase() == wanted)
        })
    }

    /// Reads what [`Self::code`] writes.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// A communiqué with its annotations: what the index holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// What was published.
    pub communique: Communique,
    /// What we inferred.
    pub annotations: Annotations,
}
