//! Counterpart countries: names, abbreviations, adjectives, demonyms and cities, found in any form by one gazetteer.

mod context;
mod weights;

use std::collections::{HashMap, HashSet};

use super::explain::{Explained, Place, Trace};
use super::passage::Passage;
use crate::analysis::{GazetteerBuilder, Match, longest};
use crate::lexicon::{NotCountry, combining_form, forms, normalize, not_countries};
use crate::model::{Communique, Country, CountryMentions, CountryName, Language, Mention, Via};

use context::{Verdict, is_written, verdict};

/// The names of countries, in all languages.
pub(super) struct Countries {
    names: &'static [CountryName],
    /// Names of other things, numbered after `names`.
    others: Vec<NotCountry>,
}

/// A country named in a text.
struct Named {
    country: Country,
    /// The other country that the name may mean.
    or: Option<Country>,
    verdict: Verdict,
    first: usize,
    last: usize,
    /// The index of its name in the list.
    name: usize,
    /// The name of the rule that decided for this country.
    rule: &'static str,
}

impl Countries {
    pub(super) fn new() -> Self {
        Self { names: Country::names(), others: not_countries() }
    }

    /// Adds all names to a gazetteer, numbered from 0. Returns how many there are.
    pub(super) fn add_names(&self, builder: &mut GazetteerBuilder) -> usize {
        for (number, name) in self.names.iter().enumerate() {
            add_name(builder, number, name);
        }
        for (number, other) in (self.names.len()..).zip(&self.others) {
            let words = split(other.text).into_iter().map(|word| match other.fixed {
                true => vec![normalize(word)],
                false => forms(word, other.language, false),
            });
            builder.add(words.collect(), number);
        }
        self.names.len() + self.others.len()
    }

    /// The counterpart countries of a communiqué, the main one first; without `host`, the publisher's own. Those that
    /// the publisher states are among them, mentioned or not.
    pub(super) fn find(
        &self,
        communique: &Communique,
        title: &Passage<'_>,
        text: &Passage<'_>,
        host: Option<Country>,
        trace: &mut Trace,
    ) -> Vec<CountryMentions> {
        let [mut in_title, mut in_text] =
            [title, text].map(|part| self.named(part, &part.candidates.countries));
        settle(&mut in_title, &mut in_text);
        if trace.is_on() {
            self.explain(communique, [(title, in_title.as_slice()), (text, in_text.as_slice())], host, trace);
        }

        let mut found: HashMap<Country, CountryMentions> = HashMap::new();
        let entry = |country| CountryMentions { country, mentions: Vec::new(), in_title: 0 };
        for &country in &communique.countries {
            found.entry(country).or_insert_with(|| entry(country));
        }
        for named in in_title.iter().filter(|named| named.via().is_some()) {
            found.entry(named.country).or_insert_with(|| entry(named.country)).in_title += 1;
        }
        for named in &in_text {
            let Some(via) = named.via() else { continue };
            let range = text.tokens[named.first].start..text.tokens[named.last].end;
            found
                .entry(named.country)
                .or_insert_with(|| entry(named.country))
                .mentions
                .push(Mention { range, via });
        }
        let mut countries: Vec<CountryMentions> =
            found.into_values().filter(|mentions| Some(mentions.country) != host).collect();
        countries.sort_by_key(|mentions| (std::cmp::Reverse(mentions.weight()), mentions.country));
        countries
    }

    /// Tells for each mention how it names its country, and by which name of the list.
    fn explain(
        &self,
        communique: &Communique,
        parts: [(&Passage<'_>, &[Named]); 2],
        host: Option<Country>,
        trace: &mut Trace,
    ) {
        let explained = |country: Country, place, rule, by| Explained {
            property: "country",
            value: country.to_string(),
            place,
            rule,
            by,
        };
        for &country in communique.countries.iter().filter(|country| Some(**country) != host) {
            trace.note(|| explained(country, None, "stated by the publisher", String::new()));
        }
        for (in_title, (text, all)) in [true, false].into_iter().zip(parts) {
            let of_others = |named: &&Named| Some(named.country) != host && named.via().is_some();
            for named in all.iter().filter(of_others) {
                let range = text.tokens[named.first].start..text.tokens[named.last].end;
                let name = &self.names[named.name];
                let by = format!("{} ({})", name.text, name.language.code());
                trace.note(|| explained(named.country, Some(Place::of(in_title, range)), named.rule, by));
            }
        }
    }

    fn named(&self, passage: &Passage<'_>, candidates: &[Match]) -> Vec<Named> {
        let written = |candidate: Match| match self.names.get(candidate.name) {
            Some(name) => is_written(passage, candidate, name.language, name.via, name.text),
            None => {
                let other = &self.others[candidate.name - self.names.len()];
                is_written(passage, candidate, other.language, Via::Name, other.text)
            }
        };
        longest(candidates.iter().copied(), written)
            .into_iter()
            .filter_map(|found| {
                let name = self.names.get(found.name)?;
                let verdict = verdict(passage, found, name);
                let Match { first, last, .. } = found;
                (verdict != Verdict::Else).then_some(Named {
                    country: name.country,
                    or: name.or,
                    verdict,
                    first,
                    last,
                    name: found.name,
                    rule: rule(verdict, name.via),
                })
            })
            .collect()
    }
}

impl Named {
    fn via(&self) -> Option<Via> {
        match self.verdict {
            Verdict::Names(via) => Some(via),
            Verdict::Unclear(_) | Verdict::Else => None,
        }
    }
}

/// The name of the rule, from what the text and the list say of the name.
fn rule(verdict: Verdict, listed: Via) -> &'static str {
    match (verdict, listed) {
        (Verdict::Names(Via::People), Via::Adjective) => "an adjective for a person's origin",
        (_, Via::Name) => "a name of the country",
        (_, Via::Abbreviation) => "an abbreviation of the country",
        (_, Via::Adjective) => "an adjective of the country",
        (_, Via::People) => "a name of its people",
        (_, Via::Place) => "a place in the country",
    }
}

/// Decides from the whole document what single mentions leave open: a name of two countries counts for the one that has
/// another name in the document too; a name that is also an ordinary word counts if its country is named unambiguously
/// somewhere.
fn settle(in_title: &mut [Named], in_text: &mut [Named]) {
    let clear: HashSet<Country> = in_title
        .iter()
        .chain(in_text.iter())
        .filter(|named| named.via().is_some() && named.or.is_none())
        .map(|named| named.country)
        .collect();
    for named in in_title.iter_mut().chain(in_text) {
        if let Some(other) = named.or
            && clear.contains(&other)
            && !clear.contains(&named.country)
        {
            named.country = other;
            named.rule = "a name of two countries, of which the text names this one otherwise too";
        }
        if let Verdict::Unclear(via) = named.verdict
            && clear.contains(&named.country)
        {
            named.verdict = Verdict::Names(via);
            named.rule = "an ordinary word too, but the text names the country beyond doubt elsewhere";
        }
    }
}

fn add_name(builder: &mut GazetteerBuilder, number: usize, name: &CountryName) {
    let words = split(name.text);
    if !name.fixed || name.forms.is_empty() {
        let last = words.len().saturating_sub(1);
        let inflected = words.iter().enumerate().map(|(at, word)| {
            if name.fixed || name.via == Via::Abbreviation || at == last && is_indeclinable(name) {
                return vec![normalize(word)];
            }
            let mut forms = forms(word, name.language, name.plural || name.via == Via::People);
            if name.via == Via::Adjective && at == last {
                forms.extend(combining_form(word, name.language));
            }
            forms
        });
        builder.add(inflected.collect(), number);
    }
    for form in &name.forms {
        let words = split(form).into_iter().map(|word| vec![normalize(word)]);
        builder.add(words.collect(), number);
    }
}

/// A Belarusian noun in -ы or -і that is not a plural is indeclinable (Малі, Дэлі); the rules would inflect it as an
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
    use std::sync::LazyLock;

    use super::*;
    use crate::analysis::{Analyzer, Gazetteer, Token};
    use crate::annotate::passage::Knowledge;
    use crate::annotate::text::{Candidates, Text};

    static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(Knowledge::new);

    fn gazetteer(countries: &Countries) -> Gazetteer {
        let mut builder = GazetteerBuilder::default();
        countries.add_names(&mut builder);
        builder.build()
    }

    fn part<'t>(gazetteer: &Gazetteer, text: &'t str, tokens: &'t [Token]) -> Text<'t> {
        let candidates = Candidates { countries: gazetteer.matches(tokens), organisations: Vec::new() };
        Text { candidates, ..Text::of(text, tokens, |_, _| ()) }
    }

    fn check(language: Language, text: &str, expected: &str) {
        let communique = Communique::of("Заголовок", text);
        let tokens = Analyzer::new().document(text, language);
        let countries = Countries::new();
        let gazetteer = gazetteer(&countries);
        let (title, text_of) = (part(&gazetteer, &communique.title, &[]), part(&gazetteer, text, &tokens));
        let passage = |part| Passage::new(part, language, &KNOWLEDGE);
        let (title, text_of) = (passage(&title), passage(&text_of));
        let found: Vec<String> = countries
            .find(&communique, &title, &text_of, Country::parse("BY"), &mut Trace::default())
            .iter()
            .map(|mentions| format!("{}:{}", mentions.country, mentions.count()))
            .collect();
        assert_eq!(found.join(" "), expected, "{text}");
    }

    #[test]
    fn russian_texts() {
        let ru = Language::Russian;
        check(ru, "Посол Объединенных Арабских Эмиратов, ОАЭ, эмиратский, в г.Дубай", "AE:4");
        check(ru, "визит в Египет, из Египта, с Китаем, белорусско-китайский", "EG:2 CN:2");
        check(ru, "Республика Корея и КНДР, Нигер, Нигерия", "KP:1 KR:1 NE:1 NG:1");
        check(ru, "В Республике Беларусь, в Минске, белорусский", "");
        check(ru, "ДР Конго; Южный Судан", "CD:1 SS:1");
        check(ru, "российско-американский форум, франко-германский", "DE:1 FR:1 RU:1 US:1");
        check(ru, "Советский Союз, СССР, Чехословакия и Югославия, в ГДР", "SU:2 CS:1 DD:1 YU:1");
        check(ru, "президент Южной Осетии, Абхазии", "XO:1 XZ:1");
        check(ru, "визит в Америку; страны Латинской Америки", "US:1");
    }

    #[test]
    fn peoples_name_their_countries() {
        let ru = Language::Russian;
        check(ru, "приняли марокканца и двух алжирцев", "DZ:1 MA:1");
        check(ru, "с эфиопами, ливийцем и гаитянами", "ET:1 HT:1 LY:1");
        check(ru, "о сенегальцах, непальцах и лаосце", "LA:1 NP:1 SN:1");
        check(ru, "В Браззавиль прибыли конголезцы. Республика Конго", "CG:3");
        check(Language::Belarusian, "сустрэча з мараканцамі, іракцамі і лівійцам", "IQ:1 LY:1 MA:1");
        check(Language::English, "a meeting with Moroccans, Algerians and the Kenyans", "DZ:1 KE:1 MA:1");
    }

    #[test]
    fn words_that_only_look_like_names() {
        let ru = Language::Russian;
        check(ru, "Того требует закон. Перевозка грузов, данные, индий, малый, обман.", "");
        check(ru, "президент Того; делегация Мали", "ML:1 TG:1");
        check(ru, "5 млн долларов США. Делегация США", "US:1");
        check(ru, "чад и перу", "");
        check(ru, "у Южно-Китайского моря", "");
        check(ru, "Мартин Куба и посол Кубы", "CU:1");
        check(ru, "на немецком, французском и китайском языках, владеет испанским языком", "");
        check(ru, "Беседа шла на французском. Об этом пишет французская газета", "FR:1");
    }

    #[test]
    fn the_document_decides_what_a_name_alone_does_not() {
        let ru = Language::Russian;
        check(ru, "Того ждёт программа. Делегация Того прибыла.", "TG:2");
        check(ru, "Делегация Конго", "CG:1");
        check(ru, "ДРК и Бельгия. Делегация Конго", "CD:2 BE:1");
        check(ru, "В Пхеньяне и в КНДР корейский лидер", "KP:3");
        check(ru, "Сеул и Пхеньян: корейский лидер", "KR:2 KP:1");
    }

    #[test]
    fn what_names_a_country_is_told() {
        let via = |text: &str, expected: &str| {
            let tokens = Analyzer::new().document(text, Language::Russian);
            let countries = Countries::new();
            let part = part(&gazetteer(&countries), text, &tokens);
            let passage = Passage::new(&part, Language::Russian, &KNOWLEDGE);
            let named = countries.named(&passage, &part.candidates.countries);
            let found: Vec<&str> = named.iter().filter_map(|named| Some(named.via()?.code())).collect();
            assert_eq!(found.join(" "), expected, "{text}");
        };
        via("ОАЭ, Китай, китайский министр, китайцы, Пекин", "abbreviation name adjective people place");
        via("китайский писатель и 33-летний польский боксёр", "people people");
        via(
            "американская компания, экс-президент Польши, польский экс-президент",
            "adjective name adjective",
        );
        via("инженер польского происхождения", "people");
    }

    #[test]
    fn other_languages() {
        check(Language::Belarusian, "Пасол Кітайскай Народнай Рэспублікі, кітайскі, у Індыі", "CN:2 IN:1");
        check(Language::Belarusian, "у школе аграгарадка Малая Бераставіца; дэлегацыя Малі", "ML:1");
        check(Language::English, "the United Arab Emirates and China's Ministry, Chinese", "CN:2 AE:1");
    }
}
