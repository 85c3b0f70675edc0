//! The names of all lists in one gazetteer, so that one pass over a text finds them all. The room of each list decides
//! what a match means; a name may contain one of another list («Банк России»).

use crate::analysis::{Gazetteer, GazetteerBuilder, Match, Word};
use crate::lexicon::Morphology;

use super::country::Countries;
use super::organisations::Organisations;
use super::text::Candidates;
use super::word_facts::{Flags, WordFacts, Words};

/// The names of countries and organisations.
pub(super) struct Names {
    gazetteer: Gazetteer,
    /// Names with a smaller number are those of countries.
    countries: usize,
}

impl Names {
    pub(super) fn new(countries: &Countries, organisations: &Organisations, morphology: &Morphology) -> Self {
        let mut builder = GazetteerBuilder::default();
        let count = countries.add_names(&mut builder);
        organisations.add_names(&mut builder, morphology, |number| count + number);
        Self { gazetteer: builder.build(), countries: count }
    }

    pub(super) fn look_up(&self, word: &Word, facts: &mut WordFacts) {
        facts.begins_name = self.gazetteer.begins(&word.form);
        facts.in_names = Box::<[u32]>::from(self.gazetteer.classes(&word.form)).into();
    }

    /// What looks like a name in a text whose words these are.
    pub(super) fn candidates(&self, words: &Words<'_>) -> Candidates {
        let classes = |at| words.facts(at, Flags::IN_NAMES).map_or(&[][..], |facts| &facts.in_names);
        let matches = self.gazetteer.matches_by(words.places(Flags::BEGINS_NAME), classes);
        let (countries, mut organisations): (Vec<Match>, Vec<Match>) =
            matches.into_iter().partition(|found| found.name < self.countries);
        for found in &mut organisations {
            found.name -= self.countries;
        }
        Candidates { countries, organisations }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{Analyzer, longest};
    use crate::annotate::passage::{Knowledge, Passage};
    use crate::annotate::text::Text;
    use crate::model::Language;

    #[test]
    fn a_country_inside_of_an_organisation_is_found_too() {
        let countries = Countries::new();
        let organisations = Organisations::new();
        let knowledge = Knowledge::new();
        let names = Names::new(&countries, &organisations, &knowledge.morphology);
        let text = "Встреча в Банке России";
        let tokens = Analyzer::new().document(text, Language::Russian);
        let text = Text::of(text, &tokens, |word, facts| {
            names.look_up(word, facts);
            organisations.look_up(word, facts);
        });
        let candidates = names.candidates(&text.words);
        let ends =
            |found: Vec<Match>| found.iter().map(|found| (found.first, found.last)).collect::<Vec<_>>();
        assert_eq!(ends(candidates.countries), [(3, 3)]);
        let passage = Passage::new(&text, Language::Russian, &knowledge);
        let accepted = longest(candidates.organisations, |found| organisations.accepts(found, &passage));
        assert_eq!(ends(accepted), [(2, 3)]);
    }
}
