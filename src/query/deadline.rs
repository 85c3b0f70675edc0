//! How long the work for one request may take. Whoever searches for someone who waits runs the work [`within`] a
//! deadline; loops over documents, words and names look at it by a [`Ticker`], other steps by [`over`]. Work that finds
//! that its time is over stops where it is, and [`within`] throws its result away, so that a part of an answer is never
//! taken for the whole. Work without a deadline, that of the command line, is never over.
//!
//! The deadline belongs to the thread: a search runs on one, and the scorers between the request and a posting list are
//! the library's, which pass nothing on.

use std::cell::RefCell;
use std::time::Instant;

/// The work was not finished in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Over;

/// What is done once when work takes long: it may wait, and tells whether the work may go on.
pub type WhenLong = Box<dyn FnOnce() -> bool>;

struct Work {
    ends: Option<Instant>,
    long: Option<(Instant, WhenLong)>,
    over: bool,
}

thread_local! {
    static WORK: RefCell<Work> = const { RefCell::new(Work { ends: None, long: None, over: false }) };
}

/// Runs work that must end at a moment, `long` from another moment on. Ends late by what the work does between two looks
/// at the deadline.
///
/// # Errors
/// [`Over`] when the work has found that its time is over; then its result is incomplete and dropped.
pub fn within<T>(
    ends: Instant,
    long: Option<(Instant, WhenLong)>,
    work: impl FnOnce() -> T,
) -> Result<T, Over> {
    /// The deadline goes with the work, also when that panics.
    struct Reset;
    impl Drop for Reset {
        fn drop(&mut self) {
            WORK.with_borrow_mut(|now| *now = Work { ends: None, long: None, over: false });
        }
    }
    WORK.with_borrow_mut(|now| *now = Work { ends: Some(ends), long, over: false });
    let _reset = Reset;
    let done = work();
    if WORK.with_borrow(|now| now.over) { Err(Over) } else { Ok(done) }
}

/// Whether the time of this thread's work is over. Once it is, it stays so.
pub fn over() -> bool {
    let long = WORK.with_borrow_mut(|work| {
        let ends = work.ends?;
        let now = Instant::now();
        work.over |= now >= ends;
        if work.over { None } else { work.long.take_if(|(from, _)| now >= *from) }
    });
    if let Some((_, when_long)) = long {
        // It waits, so the time is looked at again.
        let goes_on = when_long();
        WORK.with_borrow_mut(|work| {
            work.over |= !goes_on || work.ends.is_some_and(|ends| Instant::now() >= ends);
        });
    }
    WORK.with_borrow(|work| work.over)
}

/// Looks at the deadline once in a number of steps: the clock costs more than a step.
#[derive(Clone, Debug, Default)]
pub struct Ticker {
    left: u32,
    over: bool,
}

/// The cost between two looks. A step over a posting costs 1 (some 10 ns), so a look every 10 µs; one over the positions
/// of a phrase costs more and says so.
const EVERY: u32 = 1_024;

impl Ticker {
    /// Counts a step of some cost. Whether the time is over.
    #[inline]
    pub fn over(&mut self, cost: u32) -> bool {
        match self.left.checked_sub(cost) {
            Some(left) => self.left = left,
            None => {
                self.left = EVERY;
                self.over = over();
            }
        }
        self.over
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn soon() -> Instant {
        Instant::now() + Duration::from_millis(20)
    }

    #[test]
    fn work_without_a_deadline_is_never_over() {
        let mut ticker = Ticker::default();
        assert!(!over() && (0..10_000).all(|_| !ticker.over(1)));
    }

    #[test]
    fn a_result_of_work_that_was_stopped_is_dropped() {
        let mut steps = 0_u64;
        let result = within(soon(), None, || {
            let mut ticker = Ticker::default();
            while !ticker.over(1) {
                steps += 1;
            }
            "a part"
        });
        assert_eq!(result, Err(Over));
        assert!(steps > 1_000, "{steps}");
        assert!(!over(), "the deadline ends with its work");
        assert_eq!(within(soon(), None, || 7), Ok(7));
    }

    #[test]
    fn a_deadline_ends_with_a_panic_too() {
        let caught = std::panic::catch_unwind(|| within(Instant::now(), None, || assert!(!over())));
        assert!(caught.is_err());
        assert!(!over());
    }

    #[test]
    fn long_work_is_asked_once() {
        let later = Instant::now() + Duration::from_secs(60);
        let asked = std::rc::Rc::new(std::cell::Cell::new(0));
        let counted = std::rc::Rc::clone(&asked);
        let when_long = move || {
            counted.set(counted.get() + 1);
            true
        };
        let long: WhenLong = Box::new(when_long);
        assert_eq!(within(later, Some((Instant::now(), long)), || (over(), over())), Ok((false, false)));
        assert_eq!(asked.get(), 1);
        let refused: WhenLong = Box::new(|| false);
        assert_eq!(within(later, Some((Instant::now(), refused)), over), Err(Over));
    }
}
