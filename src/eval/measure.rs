//! Figures of retrieval: nDCG@10 with linear gains (Järvelin and Kekäläinen 2002, as trec_eval computes it),
//! recall@100 and the reciprocal rank of the first relevant document among ten; means over the queries with bootstrap
//! intervals (Efron 1979).

use std::collections::HashMap;

/// The figures of one query, each from 0 to 1.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Figures {
    /// Normalised discounted cumulative gain of the first ten documents.
    pub ndcg_at_10: f64,
    /// The share of relevant documents that is among the first hundred.
    pub recall_at_100: f64,
    /// One divided by the rank of the first relevant document; 0 when it is not among the first ten.
    pub mrr_at_10: f64,
}

/// A mean and the interval that holds it with 95 % confidence.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// The mean over the queries.
    pub mean: f64,
    /// The ends of the interval.
    pub interval: (f64, f64),
}

/// The figures of a set of queries.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Report {
    /// See [`Figures::ndcg_at_10`].
    pub ndcg_at_10: Estimate,
    /// See [`Figures::recall_at_100`].
    pub recall_at_100: Estimate,
    /// See [`Figures::mrr_at_10`].
    pub mrr_at_10: Estimate,
}

/// How many times the queries are resampled for an interval.
const RESAMPLES: usize = 1_000;

impl Figures {
    /// Scores a ranking of document ids against the grades of the relevant ones.
    pub fn of<'a>(ranking: impl Iterator<Item = &'a str>, grades: &HashMap<String, u32>) -> Self {
        let mut figures = Self::default();
        let mut gained = 0.0;
        let mut found = 0.0;
        for (rank, id) in (1_u32..=100).zip(ranking) {
            let Some(&grade) = grades.get(id) else { continue };
            found += 1.0;
            if rank <= 10 {
                gained += gain(grade, rank);
                if figures.mrr_at_10 == 0.0 {
                    figures.mrr_at_10 = 1.0 / f64::from(rank);
                }
            }
        }
        let mut best: Vec<u32> = grades.values().copied().collect();
        best.sort_unstable_by(|a, b| b.cmp(a));
        let ideal: f64 = (1_u32..=10).zip(best).map(|(rank, grade)| gain(grade, rank)).sum();
        if ideal > 0.0 {
            figures.ndcg_at_10 = gained / ideal;
            #[expect(clippy::cast_precision_loss, reason = "numbers of documents")]
            let relevant = grades.len() as f64;
            figures.recall_at_100 = found / relevant;
        }
        figures
    }
}

fn gain(grade: u32, rank: u32) -> f64 {
    f64::from(grade) / f64::from(rank + 1).log2()
}

impl Report {
    /// Means and intervals over queries.
    pub fn new(queries: &[Figures]) -> Self {
        let estimate =
            |figure: fn(&Figures) -> f64| Estimate::new(&queries.iter().map(figure).collect::<Vec<f64>>());
        Self {
            ndcg_at_10: estimate(|figures| figures.ndcg_at_10),
            recall_at_100: estimate(|figures| figures.recall_at_100),
            mrr_at_10: estimate(|figures| figures.mrr_at_10),
        }
    }
}

/// By how much the first of two runs over the same queries is better, query by query.
pub fn difference(ours: &[Figures], theirs: &[Figures]) -> Report {
    let pairs: Vec<Figures> = ours
        .iter()
        .zip(theirs)
        .map(|(ours, theirs)| Figures {
            ndcg_at_10: ours.ndcg_at_10 - theirs.ndcg_at_10,
            recall_at_100: ours.recall_at_100 - theirs.recall_at_100,
            mrr_at_10: ours.mrr_at_10 - theirs.mrr_at_10,
        })
        .collect();
    Report::new(&pairs)
}

impl Estimate {
    /// The draws are the same in every run.
    fn new(values: &[f64]) -> Self {
        #[expect(clippy::cast_precision_loss, reason = "numbers of queries")]
        let count = values.len().max(1) as f64;
        let mean = values.iter().sum::<f64>() / count;
        let mut random = fastrand::Rng::with_seed(1);
        let mut means: Vec<f64> = (0..RESAMPLES)
            .map(|_| values.iter().map(|_| values[random.usize(..values.len())]).sum::<f64>() / count)
            .collect();
        means.sort_unstable_by(f64::total_cmp);
        Self { mean, interval: (means[RESAMPLES / 40], means[RESAMPLES - 1 - RESAMPLES / 40]) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(ranking: &[&str], grades: &[(&str, u32)], expected: [f64; 3]) {
        let grades = grades.iter().map(|&(id, grade)| (id.to_owned(), grade)).collect();
        let found = Figures::of(ranking.iter().copied(), &grades);
        let found = [found.ndcg_at_10, found.recall_at_100, found.mrr_at_10];
        for (found, expected) in found.into_iter().zip(expected) {
            assert!((found - expected).abs() < 1e-4, "{ranking:?}: {found}, not {expected}");
        }
    }

    #[test]
    fn figures_of_one_query() {
        check(&["a", "b"], &[("a", 1)], [1.0, 1.0, 1.0]);
        check(&["b", "a"], &[("a", 1)], [0.6309, 1.0, 0.5]);
        check(&["b"], &[("a", 1)], [0.0, 0.0, 0.0]);
        // (1 + 2 / log2 3) / (2 + 1 / log2 3)
        check(&["a", "b"], &[("a", 1), ("b", 2)], [0.8597, 1.0, 1.0]);
        check(&["a"], &[("a", 1), ("b", 1)], [0.6131, 0.5, 1.0]);
        let late: Vec<String> = (0..20).map(|number| format!("d{number}")).collect();
        let late: Vec<&str> = late.iter().map(String::as_str).collect();
        check(&late, &[("d10", 1)], [0.0, 1.0, 0.0]);
    }

    #[test]
    fn intervals_hold_the_mean_and_shrink_with_more_queries() {
        let estimate = |count: usize| {
            let values: Vec<f64> = (0..count).map(|at| f64::from(u8::from(at % 2 == 0))).collect();
            Estimate::new(&values)
        };
        let (few, many) = (estimate(20), estimate(2_000));
        for estimate in [few, many] {
            assert!(estimate.interval.0 <= estimate.mean && estimate.mean <= estimate.interval.1);
        }
        assert!(many.interval.1 - many.interval.0 < few.interval.1 - few.interval.0);
    }
}
