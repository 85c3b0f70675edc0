//! Counterpart countries: names, abbreviations, adjectives, demonyms and cities, found in any form by one gazetteer.

use std::collections::HashMap;

use crate::analysis::{Gazetteer, GazetteerBuilder, Match, Token, forms, normalize, starts_sentence};
use crate::model::{Communique, Country, CountryMentions, CountryName, Language, Mention, Via};

/// The gazetteer of countries.
pub(super) struct Countries {
    gazetteer: Gazetteer,
    names: &'static [CountryName],
}

/// What is known of a text that names are looked for in.
struct Context<'a> {
    text: &'a str,
    tokens: &'a [Token],
    language: Language,
}

impl Countries {
    pub(super) fn new() -> Self {
        let names = Country::names();
        let mut builder = GazetteerBuilder::default();
        for (number, name) in names.iter().enumerate() {
            let words = split(name.text);
            if !name.fixed || name.forms.is_empty() {
                let last = words.len().saturating_sub(1);
                let inflected = words.iter().enumerate().map(|(at, word)| {
                    if name.fixed || name.via == Via::Abbreviation || at == last && is_indeclinable(name) {
                        vec![normalize(word)]
                    } else {
                        forms(word, name.language, name.plural || name.via == Via::People)
                    }
                });
                builder.add(inflected.collect(), number);
            }
            for form in &name.forms {
                let words = split(form).into_iter().map(|word| vec![normalize(word)]);
                builder.add(words.collect(), number);
            }
        }
        Self { gazetteer: builder.build(), names }
    }

    /// The counterpart countries of a communiqué, the most mentioned first, then by code; without `host`, the
    /// publisher's own. Those that the publisher states are among them, mentioned or not.
    pub(super) fn find(
        &self,
        communique: &Communique,
        title: &[Token],
        text: &[Token],
        language: Language,
        host: Option<Country>,
    ) -> Vec<CountryMentions> {
        let mut found: HashMap<Country, CountryMentions> = HashMap::new();
        let entry = |country| CountryMentions { country, mentions: Vec::new(), in_title: 0 };
        for &country in &communique.countries {
            found.entry(country).or_insert_with(|| entry(country));
        }
        let context = Context { text: &communique.title, tokens: title, language };
        for mention in self.mentions(&context) {
            let country = self.names[mention.name].country;
            found.entry(country).or_insert_with(|| entry(country)).in_title += 1;
        }
        let context = Context { text: &communique.text, tokens: text, language };
        for mention in self.mentions(&context) {
            let name = &self.names[mention.name];
            let range = text[mention.first].start..text[mention.last].end;
            found
                .entry(name.country)
                .or_insert_with(|| entry(name.country))
                .mentions
                .push(Mention { range, via: name.via });
        }
        let mut countries: Vec<CountryMentions> =
            found.into_values().filter(|mentions| Some(mentions.country) != host).collect();
        countries.sort_by_key(|mentions| (std::cmp::Reverse(mentions.count()), mentions.country));
        countries
    }

    fn mentions(&self, context: &Context<'_>) -> Vec<Match> {
        let mut mentions = self.gazetteer.find(context.tokens, |candidate| self.accepts(candidate, context));
        mentions.retain(|mention| !is_currency(*mention, context));
        mentions
    }

    /// Whether what looks like a name is one here: written in the right language, with the capital letter that the
    /// name has, an abbreviation in capitals, and a name that is also a word only where the capital says something.
    fn accepts(&self, candidate: Match, context: &Context<'_>) -> bool {
        let name = &self.names[candidate.name];
        let first = &context.tokens[candidate.first];
        let last = &context.tokens[candidate.last];
        let written = &context.text[first.start..last.end];
        if !readable_in(name.language, context.language) {
            return false;
        }
        if name.via == Via::Abbreviation {
            return written == name.text;
        }
        let capital = |text: &str| text.chars().next().is_some_and(char::is_uppercase);
        if capital(name.text) && !capital(written) {
            return false;
        }
        if name.guard {
            let shouted = written.chars().count() > 1 && !written.chars().any(char::is_lowercase);
            return !shouted && !starts_sentence(context.text, first.start);
        }
        true
    }
}

/// Russian and Belarusian names are looked for in texts of their own language, because a form of one may be a word
/// of the other; English ones everywhere.
fn readable_in(name: Language, text: Language) -> bool {
    match (name, text) {
        (Language::Belarusian, Language::Belarusian) | (Language::English, _) => true,
        (Language::Russian, text) => text != Language::Belarusian,
        _ => false,
    }
}

/// «5 млн долларов США», "US dollars" are an amount and name no counterpart.
fn is_currency(mention: Match, context: &Context<'_>) -> bool {
    const CURRENCIES: [&str; 5] = ["доллар", "долл", "долар", "dollar", "usd"];
    let is_currency = |token: Option<&Token>| {
        token.is_some_and(|token| CURRENCIES.iter().any(|name| token.form.starts_with(name)))
    };
    let before = mention.first.checked_sub(1).and_then(|at| context.tokens.get(at));
    let american = ["сша", "зша", "us", "usa"].contains(&context.tokens[mention.first].form.as_str());
    american && (is_currency(before) || is_currency(context.tokens.get(mention.last + 1)))
}

/// A Belarusian noun in -ы or -і that is no plural has no other forms (Малі, Дэлі). The rules would take it for an
/// adjective: Малі, Малая.
fn is_indeclinable(name: &CountryName) -> bool {
    name.language == Language::Belarusian
        && matches!(name.via, Via::Name | Via::Place)
        && !name.plural
        && name.text.ends_with(['ы', 'і'])
}

fn split(name: &str) -> Vec<&str> {
    name.split([' ', '-', '\u{a0}']).filter(|word| !word.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Analyzer;
    use crate::model::{DocumentId, Origin};

    fn check(language: Language, text: &str, expected: &str) {
        let communique = Communique {
            id: DocumentId::from_path("test").expect("an id"),
            url: None,
            source: String::new(),
            title: "Заголовок".to_owned(),
            text: text.to_owned(),
            background: Vec::new(),
            published: None,
            language: None,
            countries: Vec::new(),
            topics: Vec::new(),
            origin: Origin { path: "test".to_owned(), line: None },
        };
        let tokens = Analyzer::new().document(text, language);
        let found: Vec<String> = Countries::new()
            .find(&communique, &[], &tokens, language, Country::parse("BY"))
            .iter()
            .map(|mentions| format!("{}:{}", mentions.country, mentions.count()))
            .collect();
        assert_eq!(found.join(" "), expected, "{text}");
    }

    #[test]
    fn russian_texts() {
        let ru = Language::Russian;
        check(ru, "Посол Объединенных Арабских Эмиратов, ОАЭ, эмиратский, в г.Дубай", "AE:4");
        check(ru, "визит в Египет, из Египта, с Китаем, белорусско-китайский", "CN:2 EG:2");
        check(ru, "Республика Корея и КНДР, Нигер, Нигерия", "KP:1 KR:1 NE:1 NG:1");
        check(ru, "В Республике Беларусь, в Минске, белорусский", "");
        check(ru, "ДР Конго; Южный Судан", "CD:1 SS:1");
    }

    #[test]
    fn words_that_only_look_like_names() {
        let ru = Language::Russian;
        check(ru, "Того требует закон. Перевозка грузов, данные, индий, малый, обман.", "");
        check(ru, "президент Того; делегация Мали", "ML:1 TG:1");
        check(ru, "5 млн долларов США. Делегация США", "US:1");
        check(ru, "чад и перу", "");
    }

    #[test]
    fn other_languages() {
        check(Language::Belarusian, "Пасол Кітайскай Народнай Рэспублікі, кітайскі, у Індыі", "CN:2 IN:1");
        check(Language::Belarusian, "у школе аграгарадка Малая Бераставіца; дэлегацыя Малі", "ML:1");
        check(Language::English, "the United Arab Emirates and China's Ministry, Chinese", "CN:2 AE:1");
    }
}
