//! The organisations that are known by name: the list, its names in a gazetteer, and which matches count.

use crate::analysis::{GazetteerBuilder, Match};
use crate::lexicon::{
    Morphology, OrganisationKind, OrganisationName, OrganisationWords, is_abbreviated_name,
    known_organisations, normalize, words_of_name,
};
use crate::model::Language;

use super::weights;
use crate::annotate::passage::Passage;

/// An organisation that is known by name.
#[derive(Debug)]
pub(super) struct Entry {
    /// The value of the filter.
    pub(super) name: &'static str,
    /// Whether a place behind its name makes it the name of another one: «МИД», «МИД Киргизии».
    pub(super) state: bool,
    /// Whether people post there, so that «в» before its name does not mean the organisation.
    pub(super) site: bool,
    /// The one country that has it.
    pub(super) country: &'static str,
}

/// One name of an entry.
#[derive(Debug)]
pub(super) struct KnownName {
    pub(super) entry: usize,
    pub(super) name: OrganisationName,
    /// Its words.
    parts: Vec<&'static str>,
    /// Its words may be written without capitals: «министерство юстиции».
    lower: bool,
}

/// The list.
pub(super) struct Known {
    pub(super) entries: Vec<Entry>,
    pub(super) names: Vec<KnownName>,
}

impl Known {
    pub(super) fn new(words: &OrganisationWords) -> Self {
        let mut known = Self { entries: Vec::new(), names: Vec::new() };
        for organisation in known_organisations() {
            let entry = known.entries.len();
            known.entries.push(Entry {
                name: organisation.name,
                state: organisation.kind == OrganisationKind::State,
                site: organisation.kind == OrganisationKind::Site,
                country: organisation.country,
            });
            for name in organisation.names {
                let parts = words_of_name(name.text);
                let lower = name.language != Language::English
                    && if parts.len() > 1 {
                        parts.iter().any(|word| words.head(&normalize(word)).is_some())
                    } else {
                        organisation.kind == OrganisationKind::State
                    };
                known.names.push(KnownName { entry, name, parts, lower });
            }
        }
        known
    }

    /// Adds every name to a gazetteer, under the numbers that `number` gives for its place in `names`.
    pub(super) fn add_names(
        &self,
        builder: &mut GazetteerBuilder,
        morphology: &Morphology,
        number: impl Fn(usize) -> usize,
    ) {
        for (at, name) in self.names.iter().enumerate() {
            builder.add(name.name.forms(morphology), number(at));
        }
    }

    /// Whether a match is written as the name is, in the right language.
    pub(super) fn accepts(&self, candidate: Match, passage: &Passage<'_>) -> bool {
        let (text, tokens) = (passage.text, passage.tokens);
        let Some(name) = self.names.get(candidate.name) else { return false };
        let readable = match (name.name.language, passage.language) {
            (Language::Belarusian, Language::Belarusian) | (Language::English, _) => true,
            (Language::Russian, language) => language != Language::Belarusian,
            _ => false,
        };
        if !readable {
            return false;
        }
        let written = tokens[candidate.first..=candidate.last].iter();
        let spelled = name
            .parts
            .iter()
            .zip(written)
            .all(|(part, token)| spelled_like(part, &text[token.start..token.end], name.lower));
        let gaps = tokens[candidate.first..=candidate.last].windows(2).all(|pair| {
            let gap = &text[pair[0].end..pair[1].start];
            gap.chars().count() <= weights::MOST_GAP
                && !gap.contains(['\n', ';', '!', '?', '('])
                && (!gap.contains([',', '.']) || name.name.text.contains([',', '.', '—']))
        });
        spelled && gaps
    }
}

impl Known {
    /// Whether the words around a match allow it: a name that is also an ordinary word needs quotation marks or a word
    /// before it that says what it is; a site must not be where a person posts; and no other thing has the name.
    pub(super) fn stands_as_name(
        &self,
        passage: &Passage<'_>,
        words: &OrganisationWords,
        found: Match,
    ) -> bool {
        let name = &self.names[found.name];
        if passage.joined(found.first) || passage.joined(found.last + 1) {
            return false;
        }
        let before = found.first.checked_sub(1);
        let cue = before.map(|before| passage.cue(before)).unwrap_or_default();
        let described = before.is_some_and(|before| {
            passage.flows(before) && passage.head_of(words, before).is_some_and(|(_, head)| head.name)
        });
        let quoted = passage.opens_quote(found.first) && passage.closes_quote(found.last);
        if cue.product && (quoted || passage.latin(found.first)) {
            return false;
        }
        if self.entries[name.entry].site {
            let place = before
                .is_some_and(|before| passage.flows(before) && passage.function_word(before).before_site);
            return !place || passage.cue(found.last + 1).speech;
        }
        !name.name.guarded || passage.capital(found.first) && (described || quoted)
    }
}

/// Whether a word is written as in the name: an abbreviation in the same capitals, apart from an ending; a capital
/// where the name has one, unless small letters are allowed.
fn spelled_like(part: &str, written: &str, lower: bool) -> bool {
    if is_abbreviated_name(part) {
        return written.strip_prefix(part).is_some_and(|ending| !ending.chars().any(char::is_uppercase));
    }
    let capital = |text: &str| text.chars().next().is_some_and(char::is_uppercase);
    lower || !capital(part) || capital(written)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_a_name_is_written() {
        assert!(spelled_like("МИД", "МИДа", false) && !spelled_like("МИД", "мида", false));
        assert!(spelled_like("Газпром", "Газпрома", false) && !spelled_like("Газпром", "газпрома", false));
        assert!(spelled_like("Министерство", "министерства", true));
        assert!(!spelled_like("МАРТ", "Марта", false));
    }
}
