//! How many bytes of rows may be on their way to tantivy's threads, and who waits for room.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

/// So many bytes may be under way: a batch or two for each of tantivy's threads beside the one that it works on.
const MAX_BYTES: usize = 8 << 20;

/// How many bytes are under way.
#[derive(Debug, Default)]
pub(super) struct Underway {
    bytes: Mutex<usize>,
    fewer: Condvar,
}

impl Underway {
    /// Waits until there is room; a batch that is larger than all room goes alone.
    pub(super) fn enter(&self, bytes: usize) {
        let full = |underway: &mut usize| *underway > 0 && *underway + bytes > MAX_BYTES;
        let underway = self.fewer.wait_while(locked(&self.bytes), full);
        *underway.unwrap_or_else(PoisonError::into_inner) += bytes;
    }

    fn leave(&self, bytes: usize) {
        *locked(&self.bytes) -= bytes;
        self.fewer.notify_all();
    }
}

/// What the rows of a batch take of the room while they are under way.
#[derive(Debug)]
pub(super) struct Passage {
    pub(super) bytes: usize,
    pub(super) underway: Arc<Underway>,
}

impl Drop for Passage {
    fn drop(&mut self) {
        self.underway.leave(self.bytes);
    }
}

/// Nobody can leave what these locks guard half done.
pub(super) fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    #[test]
    fn who_finds_no_room_waits_until_others_have_left() {
        let underway = Arc::new(Underway::default());
        underway.enter(MAX_BYTES + 1);
        let first = Passage { bytes: MAX_BYTES + 1, underway: Arc::clone(&underway) };
        let (sender, receiver) = mpsc::channel();
        std::thread::scope(|scope| {
            scope.spawn(|| {
                underway.enter(1);
                sender.send("in").expect("somebody listens");
            });
            assert!(receiver.try_recv().is_err());
            drop(first);
            assert_eq!(receiver.recv(), Ok("in"));
        });
        assert_eq!(*locked(&underway.bytes), 1);
    }
}
