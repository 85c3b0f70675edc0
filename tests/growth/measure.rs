//! Measures how the time of a job grows with its size.

use std::time::{Duration, Instant};

/// The largest exponent that is taken for linear growth. Caches that no longer hold the data add some tenths.
const LIMIT: f64 = 1.3;

/// Quicker than this at the largest size, growth does not matter and cannot be measured.
const SHORT: Duration = Duration::from_millis(20);

/// Nor does it below a tenth of a second for a megabyte, however the time grows: a text has at most two.
const SHORT_AT_A_MEGABYTE: f64 = 0.1;

/// How often a pattern that seems to grow too fast is measured again: another program may have disturbed it.
const ATTEMPTS: usize = 4;

/// The sizes of the inputs of a test, in bytes.
pub(crate) fn sizes(short: usize) -> [usize; 3] {
    let n = if std::env::var_os("VESTNIK_SOAK").is_some() { 250_000 } else { short };
    [n, 2 * n, 4 * n]
}

/// The time that this thread has had the processor. Waiting for others does not count.
fn processor_time() -> Duration {
    // The kernel adds up the time of a thread when it leaves the processor.
    std::thread::yield_now();
    let read = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanos = read.and_then(|text| text.split_whitespace().next()?.parse().ok());
    nanos.map_or_else(wall, Duration::from_nanos)
}

/// Where a thread's own time cannot be read.
fn wall() -> Duration {
    static STARTED: std::sync::OnceLock<Instant> = std::sync::OnceLock::new();
    STARTED.get_or_init(Instant::now).elapsed()
}

/// A row of the table.
struct Row {
    exponent: f64,
    /// At one megabyte, as the largest size and the exponent foretell it.
    at_a_megabyte: f64,
    longest: Duration,
    outcome: String,
}

/// Jobs on hostile inputs, measured one after the other.
pub(crate) struct Table {
    of: &'static str,
    rows: Vec<(String, Row)>,
}

impl Table {
    pub(crate) fn new(of: &'static str) -> Self {
        Self { of, rows: Vec::new() }
    }

    /// Measures a job on inputs of some sizes: `input` makes one of about that many bytes, `job` reads it and says what
    /// came of it.
    pub(crate) fn measure<I>(
        &mut self,
        pattern: &str,
        sizes: [usize; 3],
        input: impl Fn(usize) -> (I, usize),
        job: impl Fn(&I) -> String,
    ) {
        let inputs = sizes.map(&input);
        let mut best = [Duration::MAX; 3];
        let mut row = None;
        for _ in 0..ATTEMPTS {
            let mut outcome = String::new();
            for ((input, _), best) in inputs.iter().zip(&mut best) {
                let started = processor_time();
                outcome = job(input);
                *best = (*best).min(processor_time().saturating_sub(started));
            }
            let points: Vec<(f64, f64)> = inputs
                .iter()
                .zip(best)
                .map(|((_, bytes), time)| ((*bytes as f64).ln(), time.as_secs_f64().max(1e-6).ln()))
                .collect();
            let exponent = slope(&points);
            let times = 1e6 / inputs[2].1 as f64;
            let at_a_megabyte = best[2].as_secs_f64() * times.powf(exponent.max(1.0));
            let measured = Row { exponent, at_a_megabyte, longest: best[2], outcome };
            let fine = measured.is_fine();
            row = Some(measured);
            if fine {
                break;
            }
        }
        self.rows.extend(row.map(|row| (pattern.to_owned(), row)));
    }

    /// Prints the table, and fails when a pattern grows too fast.
    pub(crate) fn check(mut self) {
        self.rows.sort_by(|(_, a), (_, b)| b.exponent.total_cmp(&a.exponent));
        for (pattern, row) in &self.rows {
            println!(
                "{:<11} {pattern:<34} {:>5.2} {:>8.3} s at 1 MB  {:.70}",
                self.of, row.exponent, row.at_a_megabyte, row.outcome
            );
        }
        let bad: Vec<&str> =
            self.rows.iter().filter(|(_, row)| !row.is_fine()).map(|(name, _)| name.as_str()).collect();
        assert!(bad.is_empty(), "{}: the time grows faster than the input: {bad:?}", self.of);
    }
}

impl Row {
    fn is_fine(&self) -> bool {
        self.exponent <= LIMIT || self.longest < SHORT || self.at_a_megabyte < SHORT_AT_A_MEGABYTE
    }
}

/// The slope of the line through some points, by least squares.
fn slope(points: &[(f64, f64)]) -> f64 {
    let count = points.len() as f64;
    let (x, y) = points.iter().fold((0.0, 0.0), |sum, point| (sum.0 + point.0, sum.1 + point.1));
    let (x, y) = (x / count, y / count);
    let (above, below) = points.iter().fold((0.0, 0.0), |sum, point| {
        (sum.0 + (point.0 - x) * (point.1 - y), sum.1 + (point.0 - x).powi(2))
    });
    if below == 0.0 { 0.0 } else { above / below }
}

/// A job whose work grows with the square of its input is seen, one whose work grows with it is not.
#[test]
fn growth_is_seen() {
    let work = |rounds: usize| {
        let mut state = 1_u64;
        for round in 0..rounds {
            state = std::hint::black_box(
                state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(round as u64),
            );
        }
        state.to_string()
    };
    let sizes = [2000, 4000, 8000];
    let mut table = Table::new("itself");
    table.measure("linear", sizes, |n| (n, n), |n| work(n * 400));
    table.measure("square", sizes, |n| (n, n), |n| work(n * n / 2));
    let fine: Vec<bool> = table.rows.iter().map(|(_, row)| row.is_fine()).collect();
    assert_eq!(fine, [true, false]);
}
