//! The filters of a search: the values to choose from, and the chosen ones.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::{frame::FieldForm, links::Links};
use crate::engine::{Facet, FacetValue};
use crate::model::{Language, Period, Vocabulary};
use crate::query::MatchMode;
use crate::texts::{grouped, in_words, texts};

/// At most 20 names are listed; the others are found by typing.
const LISTED_NAMES: usize = 20;
/// At most 60 names are offered while typing.
const OFFERED_NAMES: usize = 60;

/// A property with its values.
pub(super) struct FacetView {
    /// Its code, for ids in the page.
    pub(super) code: &'static str,
    /// Its name.
    pub(super) name: &'static str,
    /// The first values, and chosen ones from further down.
    pub(super) shown: Vec<ValueView>,
    /// The other values.
    pub(super) folded: Vec<ValueView>,
    /// «ещё 5».
    pub(super) more: String,
    /// Where a name can be typed.
    pub(super) form: Option<FieldForm>,
}

/// A value to choose or, when it is chosen, to remove.
pub(super) struct ValueView {
    pub(super) name: String,
    pub(super) count: String,
    pub(super) chosen: bool,
    /// A topic that stands below its area.
    pub(super) below: bool,
    pub(super) href: String,
}

/// A chosen filter, with the link that removes it.
pub(super) struct Chip {
    /// The property.
    pub(super) property: &'static str,
    /// The value.
    pub(super) value: String,
    /// The search without it.
    pub(super) href: String,
}

/// The facets that have something to choose.
pub(super) fn facets(
    facets: &[Facet],
    links: &Links,
    vocabulary: &Vocabulary,
    reader: Language,
) -> Vec<FacetView> {
    let view = |facet: &Facet| {
        let mut shown = Vec::new();
        let mut folded = Vec::new();
        let spec = facet.name.spec();
        let name = |value: &FacetValue| facet.name.shown(&value.value, vocabulary, reader).to_owned();
        let mut values: Vec<&FacetValue> =
            facet.values.iter().filter(|value| !value.value.is_empty()).collect();
        // Equal counts are ordered by the displayed name, not by the code.
        values.sort_by_cached_key(|value| (Reverse(value.count), name(value).to_lowercase()));
        below_their_parents(&mut values, |value| facet.name.parent(value, vocabulary));
        for value in values {
            if spec.open_ended && shown.len() + folded.len() >= LISTED_NAMES && !value.selected {
                continue;
            }
            let chosen = value.selected || links.has(facet.name, &value.value);
            let parent = facet.name.parent(&value.value, vocabulary);
            let view = ValueView {
                name: name(value),
                count: grouped(value.count),
                chosen,
                below: parent.is_some(),
                href: match parent {
                    _ if chosen => links.without(facet.name, &value.value),
                    // A topic and its area together would give the same as the area.
                    Some(parent) => links.instead(facet.name, parent, &value.value),
                    None => links.with(facet.name, &value.value),
                },
            };
            let visible = match parent {
                // The topics of an area unfold when it or one of them is chosen.
                Some(parent) => is_open(parent, facet, vocabulary),
                None => shown.len() < spec.shown_first,
            };
            if chosen || visible { shown.push(view) } else { folded.push(view) }
        }
        let form = spec.open_ended.then(|| {
            let names = facet.values.iter().filter(|value| !value.selected && value.count > 0);
            let names = names.take(OFFERED_NAMES);
            FieldForm::name(facet.name.code(), names.map(|value| value.value.clone()).collect(), links)
        });
        FacetView {
            form,
            code: facet.name.code(),
            name: facet.name.label(reader),
            shown,
            more: texts(reader).more(folded.len() as u64),
            folded,
        }
    };
    facets.iter().map(view).filter(|facet| !facet.shown.is_empty()).collect()
}

/// Puts every value below its parent, both ordered by their numbers of documents: topics below their areas.
fn below_their_parents<'v>(values: &mut [&'v FacetValue], parent: impl Fn(&'v str) -> Option<&'v str>) {
    let place: HashMap<&str, usize> =
        values.iter().enumerate().map(|(at, value)| (value.value.as_str(), at)).collect();
    values.sort_by_cached_key(|value| {
        let parent = parent(&value.value);
        let top = parent.unwrap_or(&value.value);
        let at = |value: &str| place.get(value).copied();
        (at(top).unwrap_or(usize::MAX), top.to_owned(), parent.is_some(), at(&value.value))
    });
}

/// Whether a value or one below it is chosen.
fn is_open(parent: &str, facet: &Facet, vocabulary: &Vocabulary) -> bool {
    facet
        .values
        .iter()
        .filter(|value| value.selected)
        .any(|value| value.value == parent || facet.name.parent(&value.value, vocabulary) == Some(parent))
}

/// The chosen filters, in the order of the facets; then the period and the rule of matching.
pub(super) fn chips(links: &Links, vocabulary: &Vocabulary, reader: Language) -> Vec<Chip> {
    let t = texts(reader);
    let params = links.params();
    let mut chips = Vec::new();
    for (facet, values) in params.chosen.iter() {
        chips.extend(values.iter().map(|value| Chip {
            property: facet.label(reader),
            value: facet.shown(value, vocabulary, reader).to_owned(),
            href: links.without(facet, value),
        }));
    }
    if let Some(value) = period_text(params.from.as_deref(), params.to.as_deref(), reader) {
        chips.push(Chip { property: t.date, value, href: links.period(None, None) });
    }
    if let Some(value) = params.event.as_deref() {
        let (from, to) = value.split_once("..").map_or((value, value), |ends| ends);
        let value = period_text(Some(from), Some(to), reader).unwrap_or_else(|| value.to_owned());
        chips.push(Chip { property: t.event, value, href: links.without_event() });
    }
    let matching = [(MatchMode::All, t.match_all), (MatchMode::Any, t.match_any)];
    if let Some((_, value)) =
        matching.into_iter().find(|(mode, _)| params.matching.as_deref() == Some(mode.code()))
    {
        chips.push(Chip {
            property: t.matching,
            value: value.to_owned(),
            href: links.matching(MatchMode::Auto),
        });
    }
    chips
}

/// A period in words: «октябрь 2025 г. — январь 2026 г.». An open end is an ellipsis.
fn period_text(from: Option<&str>, to: Option<&str>, reader: Language) -> Option<String> {
    let words = |text: Option<&str>| {
        let (period, precision) = Period::parse(text?).ok()?;
        Some(in_words(period.first, precision, reader))
    };
    match (words(from), words(to)) {
        (None, None) => None,
        (Some(from), Some(to)) if from == to => Some(from),
        (from, to) => {
            let end = |end: Option<String>| end.unwrap_or_else(|| "…".to_owned());
            Some(format!("{} — {}", end(from), end(to)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::FacetValue;
    use crate::http::web::samples;
    use crate::model::FacetName;

    #[test]
    fn chosen_values_are_never_folded_away() {
        let value = |n: usize| FacetValue {
            value: format!("t{n:02}"),
            count: 100 - n as u64,
            selected: n == 20 || n == 3,
        };
        let params = samples::params("topic=t20&topic=t03");
        let list = [Facet { name: FacetName::TOPIC, values: (0..30).map(value).collect() }];
        let views = facets(&list, &Links::new(&params), &Vocabulary::default(), Language::Russian);
        let view = &views[0];
        assert_eq!((view.shown.len(), view.folded.len(), view.more.as_str()), (13, 17, "ещё 17"));
        let chosen: Vec<&str> = view.shown.iter().filter(|v| v.chosen).map(|v| v.name.as_str()).collect();
        assert_eq!(chosen, ["t03", "t20"]);
        assert_eq!(view.shown[3].href, "/?topic=t20");
        assert_eq!(view.shown[0].href, "/?topic=t20&topic=t03&topic=t00");
    }

    #[test]
    fn periods_in_words() {
        let check = |from, to, expected: Option<&str>| {
            assert_eq!(period_text(from, to, Language::Russian).as_deref(), expected);
        };
        check(None, None, None);
        check(Some("2026-01"), Some("2026-01"), Some("январь 2026 г."));
        check(Some("2025-10"), None, Some("октябрь 2025 г. — …"));
        check(None, Some("2026-01-28"), Some("… — 28 января 2026 г."));
        check(Some("2025"), Some("2026-01"), Some("2025 г. — январь 2026 г."));
    }

    #[test]
    fn every_filter_has_a_chip() {
        let params = samples::params("country=ae&lang=be&from=2026&match=any");
        let chips = chips(&Links::new(&params), &Vocabulary::default(), Language::Russian);
        let shown: Vec<(&str, &str)> =
            chips.iter().map(|chip| (chip.property, chip.value.as_str())).collect();
        assert_eq!(
            shown,
            [
                ("Страна", "ОАЭ"),
                ("Язык", "белорусский"),
                ("Дата", "2026 г. — …"),
                ("Совпадение", "любое слово запроса")
            ]
        );
        assert_eq!(chips[0].href, "/?lang=be&from=2026&match=any");
    }
}
