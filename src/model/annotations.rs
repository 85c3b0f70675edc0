//! What is inferred from a communiqué, each value with the places of the text that are evidence for it.

use std::ops::Range;

use super::{Country, Date, Kind, Language, Published, Via};

/// What is inferred from a communiqué.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Annotations {
    /// The language of the text.
    pub language: Language,
    /// When it was published, if that is known.
    pub published: Option<Published>,
    /// The counterpart countries, the main one first.
    pub countries: Vec<CountryMentions>,
    /// The topics and their areas, in the order of the topic list.
    pub topics: Vec<TopicMentions>,
    /// The days that the text speaks of, in its order.
    pub events: Vec<EventDates>,
    /// The people whom it names, the most important first.
    pub people: Vec<Person>,
    /// The organisations that it names, the most important first.
    pub organisations: Vec<Organisation>,
    /// What kind of event it tells of.
    pub kind: Kind,
    /// The bytes of the text that decided the kind, unless the title did.
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

    /// How much the communiqué is about the country: its name counts 3, its adjective 2, a city of it or its people 1;
    /// a mention in the title counts 4 times a name.
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

/// One topic of a document and the evidence for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TopicMentions {
    /// The topic's id.
    pub topic: String,
    /// The evidence in the text, in bytes, in order and without overlaps. Empty for an area that the document has
    /// because of a topic in it, and for a topic that only the publisher or the title names.
    pub mentions: Vec<Range<usize>>,
    /// How many mentions in the title are evidence for it.
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

/// A person named in a communiqué.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The fullest name that the communiqué gives, in the nominative, the surname last: «Кирилл Залесский».
    pub name: String,
    /// The office beside the name, as it is written there.
    pub office: Option<String>,
    /// The bytes of the text that name the person, in order.
    pub mentions: Vec<Range<usize>>,
    /// How many times the title names the person.
    pub in_title: u32,
}

/// An organisation named in a communiqué.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organisation {
    /// Its name in the nominative: the gazetteer's, or the fullest that the communiqué gives.
    pub name: String,
    /// The bytes of the text that name it, in order.
    pub mentions: Vec<Range<usize>>,
    /// How many times the title names it.
    pub in_title: u32,
}
