//! How near the words of a query stand to one another in a text.

use crate::engine::ranking::NEAR;

/// The length of a passage, in words: one or two sentences.
const PASSAGE: u32 = 40;

/// Two words of the query, by their numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Pair {
    pub(super) first: usize,
    pub(super) second: usize,
    /// How many positions the second is after the first in the query.
    pub(super) distance: u32,
}

impl Pair {
    /// How near the two come to one another, where they do so best: 1 when the second is `distance` after the first, as
    /// in the query, 1/(1+n) when it is n positions off, `reversed` times as much when it is before; 0 when they are more
    /// than [`NEAR`] positions apart.
    pub(super) fn closeness(self, places: &[Vec<u32>], reversed: f32) -> f32 {
        let (first, second, distance) = (&places[self.first], &places[self.second], self.distance);
        let mut best: f32 = 0.0;
        let mut from = 0;
        for &place in first {
            while second.get(from).is_some_and(|&other| other + NEAR < place) {
                from += 1;
            }
            for &other in second[from..].iter().take_while(|&&other| other <= place + NEAR) {
                let count = match other.checked_sub(place) {
                    // The same word cannot be its own neighbour.
                    Some(0) => continue,
                    Some(gap) => off(gap.abs_diff(distance)),
                    None => reversed * off(place - other + distance),
                };
                best = best.max(count);
            }
            if best >= 1.0 {
                break;
            }
        }
        best
    }
}

#[expect(clippy::cast_precision_loss, reason = "a distance of some words")]
fn off(positions: u32) -> f32 {
    1.0 / (1.0 + positions as f32)
}

/// The words of the query in the best passage of a text: the greatest sum of the weights of different words that stand
/// within [`PASSAGE`] words. `places` are the positions of each word in order.
pub(super) fn best_passage(places: &[Vec<u32>], weights: &[f32]) -> f32 {
    let mut all: Vec<(u32, usize)> = Vec::new();
    for (word, places) in places.iter().enumerate() {
        all.extend(places.iter().map(|&place| (place, word)));
    }
    all.sort_unstable();
    let mut inside = vec![0_u32; places.len()];
    let (mut sum, mut best) = (0.0_f32, 0.0_f32);
    let mut begins = 0;
    for &(place, word) in &all {
        while all[begins].0 + PASSAGE <= place {
            let left = all[begins].1;
            inside[left] -= 1;
            if inside[left] == 0 {
                sum -= weights[left];
            }
            begins += 1;
        }
        inside[word] += 1;
        if inside[word] == 1 {
            sum += weights[word];
        }
        best = best.max(sum);
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(first: &[u32], second: &[u32], distance: u32, expected: f32) {
        let places = [first.to_vec(), second.to_vec()];
        let found = Pair { first: 0, second: 1, distance }.closeness(&places, 0.5);
        assert!((found - expected).abs() < 1e-6, "{first:?} {second:?}: {found}, not {expected}");
    }

    #[test]
    fn words_in_the_order_of_the_query_are_nearest() {
        check(&[3], &[4], 1, 1.0);
        check(&[3], &[5], 1, 0.5);
        check(&[3], &[5], 2, 1.0);
        check(&[4], &[3], 1, 0.5 / 3.0);
        check(&[3], &[12], 1, 0.0);
        check(&[3], &[3], 1, 0.0);
        check(&[], &[2], 1, 0.0);
    }

    #[test]
    fn the_best_occurrence_counts_however_many_there_are() {
        check(&[1, 20, 40], &[3, 21, 47], 1, 1.0);
        check(&[1, 20], &[3, 22], 1, 0.5);
    }

    #[test]
    fn a_passage_counts_each_word_once() {
        let passage = |places: &[&[u32]]| {
            let places: Vec<Vec<u32>> = places.iter().map(|places| places.to_vec()).collect();
            best_passage(&places, &[1.0, 2.0, 4.0])
        };
        assert_eq!(passage(&[&[], &[], &[]]), 0.0);
        assert_eq!(passage(&[&[1, 2, 3], &[], &[]]), 1.0);
        assert_eq!(passage(&[&[1], &[PASSAGE], &[]]), 3.0);
        assert_eq!(passage(&[&[1], &[PASSAGE + 1], &[]]), 2.0);
        assert_eq!(passage(&[&[1, 500], &[20, 530], &[521]]), 7.0);
    }
}
