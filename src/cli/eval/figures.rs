//! The figures of a set as JSON.

use serde::Serialize;

use crate::eval::Report;

#[derive(Serialize)]
pub(super) struct FiguresJson {
    ndcg_at_10: f64,
    recall_at_100: f64,
    mrr_at_10: f64,
    /// Bootstrap, 95 %.
    intervals: IntervalsJson,
}

#[derive(Serialize)]
pub(super) struct IntervalsJson {
    ndcg_at_10: (f64, f64),
    recall_at_100: (f64, f64),
    mrr_at_10: (f64, f64),
}

impl From<Report> for FiguresJson {
    fn from(report: Report) -> Self {
        Self {
            ndcg_at_10: report.ndcg_at_10.mean,
            recall_at_100: report.recall_at_100.mean,
            mrr_at_10: report.mrr_at_10.mean,
            intervals: IntervalsJson {
                ndcg_at_10: report.ndcg_at_10.interval,
                recall_at_100: report.recall_at_100.interval,
                mrr_at_10: report.mrr_at_10.interval,
            },
        }
    }
}
