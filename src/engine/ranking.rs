//! What makes one document a better answer than another, and how much: every weight of the ranking is in this file,
//! with the measurement that chose it.
//!
//! A word's score is BM25F (Robertson, Zaragoza, Taylor 2004): its frequencies in title, lead, body and background are
//! divided by the relative length of each text, weighed, added, and only then saturated, so that a word in two texts
//! is not counted as two words. Words that stand near one another in the query's order add to that. Of a long query a
//! document need not have every word: for one that it lacks, words of the same family count a part. The result is raised
//! a little for newer documents.
//!
//! The weights were chosen with `vestnik eval` on three sets of different kinds: 240 short encyclopaedic paragraphs
//! with 588 questions, 17,497 news articles with their 8,745 headlines, and the judged queries of `tests/relevance`.
//! nDCG@10 on the three: .969, .809, .873; plain BM25 over Snowball stems: .957, .771, .723. What each part is worth is
//! measured by `vestnik eval DIR --without PART`; other values are tried by `--weight NAME=VALUE`.

/// The weights of a ranking.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ranking {
    /// A word in the title, where a word in the body is 1.
    pub title: f32,
    /// What a word in the first paragraph counts in addition. A communiqué says everything in its first sentence.
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
    /// a query's words need not all be there. It is worth .005 of nDCG@10 on 8,745 headlines over news articles and .002
    /// on 588 questions; 0.8 would be another .002 on the headlines, but lose on the two other sets.
    pub family: f32,
    /// What a number counts, where a word that is as rare is 1: dates and sums tell events of one kind apart. Worth .0015
    /// on the same headlines, and nothing on the other sets; 2 would be another .0005.
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
    pub const PARTS: [&str; 8] =
        ["title", "lead", "background", "nearness", "order", "families", "numbers", "recency"];

    /// The ranking with one of [`Ranking::PARTS`] taken out: what is weighed counts like the body, what is added
    /// counts nothing. `None` for another name.
    #[must_use]
    pub fn without(self, part: &str) -> Option<Self> {
        Some(match part {
            "title" => Self { title: 1.0, ..self },
            "lead" => Self { lead: 0.0, opening: 0.0, ..self },
            "background" => Self { background: 1.0, ..self },
            "nearness" => Self { nearness: 0.0, ..self },
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
