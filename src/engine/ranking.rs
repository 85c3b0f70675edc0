//! What makes one document a better answer than another, and how much: every weight of the ranking is in this file,
//! with the measurement that chose it.
//!
//! A word's score is BM25F (Robertson, Zaragoza, Taylor 2004): its frequencies in title, lead, body and background are
//! divided by the relative length of each text, weighed, added, and only then saturated, so that a word in two texts
//! is not counted as two words. Of a long query a document need not have every word: for one that it lacks, words of the
//! same family count a part. The result is raised by a bounded share for words that stand near one another, and a little
//! for newer documents. Near words and families are looked at in the best 200 documents only.
//!
//! A weight has to be good for texts that nobody has seen, so other values are tried on 15 sets of different kinds, and none
//! is taken that is better for some and clearly worse for others (`vestnik eval --all FOLDER --try NAME=VALUE,…`): headlines, first sentences, rare words beside a name,
//! titles in other forms and with a synonym, editors' tags and lines of keywords, of two newspapers and of the sample
//! corpus (`vestnik eval --derive`), questions to encyclopaedic paragraphs, and the judged queries of `tests/relevance`.
//! nDCG@10 over plain BM25 of lemmas and, in points of a hundred, what other values change (300 queries of a set):
//!
//! | set | lemma BM25 | here | nearness 0 | passage 0 | passage 0.6 | opening 0 | lead 0.5 | title 6 | number 1 | family 0.3 |
//! | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
//! | first sentences, newspaper 1 | .659 | .661 | +.1 | .0 | .0 | +.6 | +.7 | +.3 | .0 | .0 |
//! | headlines, newspaper 1 | .845 | .867 | +.1 | −.2 | −.2 | −.3 | −.2 | .0 | .0 | −.1 |
//! | titles in other forms, newspaper 1 | .977 | .995 | .0 | .0 | .0 | +.1 | +.1 | +.1 | .0 | .0 |
//! | rare words, newspaper 1 | .961 | .992 | .0 | −.1 | .0 | −.1 | .0 | .0 | .0 | .0 |
//! | titles with a synonym, newspaper 1 | .974 | .995 | .0 | .0 | .0 | .0 | .0 | .0 | .0 | .0 |
//! | tags, newspaper 1 | .778 | .804 | −.4 | −.6 | −.2 | −.8 | .0 | −.2 | .0 | −.1 |
//! | first sentences, newspaper 2 | .624 | .645 | −.2 | .0 | −.6 | −.4 | −.3 | −.1 | +.2 | −.7 |
//! | headlines, newspaper 2 | .674 | .686 | −.5 | −.6 | +.5 | +.4 | +.5 | .0 | −.1 | −.9 |
//! | keywords, newspaper 2 | .853 | .868 | −.1 | −.3 | .0 | −.4 | .0 | +.1 | .0 | −.3 |
//! | rare words, newspaper 2 | .900 | .917 | −.1 | −.1 | .0 | −.2 | −.2 | −.1 | .0 | .0 |
//! | first sentences, sample corpus (70) | .890 | .902 | −.5 | .0 | −.5 | +1.4 | −.1 | .0 | −.5 | −.6 |
//! | headlines, sample corpus (70) | .945 | .951 | .0 | .0 | +.5 | −.7 | −.5 | .0 | .0 | +.1 |
//! | titles in other forms, sample corpus (46) | 1 | 1 | .0 | .0 | .0 | .0 | .0 | .0 | .0 | .0 |
//! | judged queries (273) | .754 | .904 | .0 | +.1 | −.1 | +.1 | +.1 | .0 | .0 | .0 |
//! | questions | .966 | .971 | −.3 | −.5 | −.1 | +.1 | .0 | .0 | .0 | .0 |
//!
//! What each part is worth on one set tells `vestnik eval DIR --without PART`.

/// The weights of a ranking.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ranking {
    /// A word in the title, where a word in the body is 1.
    pub title: f32,
    /// What a word in the lead, the first 60 words, counts in addition. A communiqué says everything in its first sentence.
    pub lead: f32,
    /// What a word adds to its score for standing in the lead at all, where all that it can score elsewhere is 2.2.
    pub opening: f32,
    /// A word in the background part, which tells of earlier events.
    pub background: f32,
    /// How fast a word's repetitions stop counting: BM25's k1.
    pub saturation: f32,
    /// How much a text's length counts against it: BM25's b.
    pub length: f32,
    /// The share by which a score is raised when all pairs of neighbouring words of the query stand beside one another, and
    /// no other document has them so.
    pub nearness: f32,
    /// The share by which a score is raised when one passage has all the words of the query.
    pub passage: f32,
    /// What a pair in the other order counts, where one in the query's order is 1.
    pub reversed: f32,
    /// What another name of the thing that was typed counts, where the name itself is 1.
    pub other_name: f32,
    /// What a word of the same family counts in a document without the word itself, where the word is 1; only where
    /// a query's words need not all be there.
    pub family: f32,
    /// What a number counts, where a word that is as rare is 1: dates and sums tell events of one kind apart.
    pub number: f32,
    /// By how much the newest document is raised over an old one that matches as well: 0.05 is a twentieth, so a
    /// match that is better by more always stays before it.
    pub recency: f32,
}

/// The window of proximity: two words count when they are at most 8 positions apart.
pub(crate) const NEAR: u32 = 8;

/// The advantage of the newest document halves in this many days.
pub(crate) const RECENCY_HALF_LIFE: f32 = 365.0;

impl Default for Ranking {
    fn default() -> Self {
        Self {
            title: 4.0,
            lead: 1.0,
            opening: 0.2,
            background: 0.5,
            saturation: 1.2,
            length: 0.75,
            nearness: 0.25,
            passage: 0.3,
            reversed: 0.5,
            other_name: 0.8,
            family: 0.5,
            number: 1.5,
            recency: 0.05,
        }
    }
}

impl Ranking {
    /// BM25 and nothing else, as a plain index of one text has it: the measure of what the rest is worth.
    pub fn plain() -> Self {
        Self {
            title: 1.0,
            lead: 0.0,
            opening: 0.0,
            background: 1.0,
            nearness: 0.0,
            passage: 0.0,
            reversed: 0.0,
            family: 0.0,
            number: 1.0,
            recency: 0.0,
            ..Self::default()
        }
    }

    /// The ranking with another value of one weight, by the weight's name. `None` for another name, and for a value
    /// that is negative or no number.
    #[must_use]
    pub fn with(mut self, name: &str, value: f32) -> Option<Self> {
        let weight = match name {
            "title" => &mut self.title,
            "lead" => &mut self.lead,
            "opening" => &mut self.opening,
            "background" => &mut self.background,
            "saturation" => &mut self.saturation,
            "length" => &mut self.length,
            "nearness" => &mut self.nearness,
            "passage" => &mut self.passage,
            "reversed" => &mut self.reversed,
            "other_name" => &mut self.other_name,
            "family" => &mut self.family,
            "number" => &mut self.number,
            "recency" => &mut self.recency,
            _ => return None,
        };
        *weight = value;
        (value.is_finite() && value >= 0.0).then_some(self)
    }

    /// The names of the parts that [`Ranking::without`] knows.
    pub const PARTS: [&str; 9] =
        ["title", "lead", "background", "nearness", "passage", "order", "families", "numbers", "recency"];

    /// The ranking with one of [`Ranking::PARTS`] taken out: what is weighed counts like the body, what is added
    /// counts nothing. `None` for another name.
    #[must_use]
    pub fn without(self, part: &str) -> Option<Self> {
        Some(match part {
            "title" => Self { title: 1.0, ..self },
            "lead" => Self { lead: 0.0, opening: 0.0, ..self },
            "background" => Self { background: 1.0, ..self },
            "nearness" => Self { nearness: 0.0, ..self },
            "passage" => Self { passage: 0.0, ..self },
            "order" => Self { reversed: 1.0, ..self },
            "families" => Self { family: 0.0, ..self },
            "numbers" => Self { number: 1.0, ..self },
            "recency" => Self { recency: 0.0, ..self },
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_can_be_taken_out() {
        for part in Ranking::PARTS {
            let without = Ranking::default().without(part).expect(part);
            assert_ne!(without, Ranking::default(), "{part} is worth nothing");
        }
        assert_eq!(Ranking::default().without("nothing"), None);
        assert_eq!(Ranking::default().with("recency", 0.0), Ranking::default().without("recency"));
        assert_eq!(Ranking::default().with("lead", f32::NAN), None);
        assert_eq!(Ranking::default().with("nothing", 1.0), None);
    }
}
