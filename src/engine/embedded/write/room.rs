//! The limit on the bytes of rows that are in flight, that is, sent to tantivy's threads and not yet indexed.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

/// At most 8 MB are in flight: a batch or two for each of tantivy's threads beside the one that it works on.
const MAX_BYTES: usize = 8 << 20;

/// The bytes that are in flight.
#[derive(Debug, Default)]
pub(super) struct InFlight {
    bytes: Mutex<usize>,
    fewer: Condvar,
}

impl InFlight {
    /// Waits until there is room; a batch that is larger than all room goes alone.
    pub(super) fn enter(&self, bytes: usize) {
        let full = |in_flight: &mut usize| *in_flight > 0 && *in_flight + bytes > MAX_BYTES;
        let in_flight = self.fewer.wait_while(locked(&self.bytes), full);
        *in_flight.unwrap_or_else(PoisonError::into_inner) += bytes;
    }

    fn leave(&self, bytes: usize) {
        *locked(&self.bytes) -= bytes;
        self.fewer.notify_all();
    }
}

/// The bytes of a batch while it is in flight. Its rows share it; the last one that is dropped gives them back.
#[derive(Debug)]
pub(super) struct Permit {
    pub(super) bytes: usize,
    pub(super) in_flight: Arc<InFlight>,
}

impl Drop for Permit {
    fn drop(&mut self) {
        self.in_flight.leave(self.bytes);
    }
}

/// Locks a mutex also after a panic: no panic can leave what these mutexes guard half changed.
pub(super) fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    #[test]
    fn a_batch_waits_until_there_is_room() {
        let in_flight = Arc::new(InFlight::default());
        in_flight.enter(MAX_BYTES + 1);
        let first = Permit { bytes: MAX_BYTES + 1, in_flight: Arc::clone(&in_flight) };
        let (sender, receiver) = mpsc::channel();
        std::thread::scope(|scope| {
            scope.spawn(|| {
                in_flight.enter(1);
                sender.send("in").expect("a receiver");
            });
            assert!(receiver.try_recv().is_err());
            drop(first);
            assert_eq!(receiver.recv(), Ok("in"));
        });
        assert_eq!(*locked(&in_flight.bytes), 1);
    }
}
