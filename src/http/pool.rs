//! The threads that search. Searching uses the processor, so it never runs on the threads of connections; the queue is
//! bounded, and work whose client has left is not begun.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use tokio::sync::oneshot;

type Job = Box<dyn FnOnce() + Send>;

/// A fixed number of threads with a bounded queue.
#[derive(Clone)]
pub(super) struct SearchPool {
    sender: SyncSender<Job>,
    queue_timeout: Duration,
}

/// Why work was not done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PoolError {
    /// The queue is full, or the work waited too long in it.
    Busy,
    /// The work panicked.
    Panicked,
}

impl SearchPool {
    pub(super) fn new(threads: usize, queue: usize, queue_timeout: Duration) -> std::io::Result<Self> {
        let (sender, receiver) = sync_channel::<Job>(queue);
        let receiver = Arc::new(Mutex::new(receiver));
        for number in 0..threads {
            let receiver = Arc::clone(&receiver);
            std::thread::Builder::new().name(format!("search-{number}")).spawn(move || work(&receiver))?;
        }
        Ok(Self { sender, queue_timeout })
    }

    /// Runs work on a thread of the pool.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, PoolError> {
        let (answer, answered) = oneshot::channel();
        let deadline = Instant::now() + self.queue_timeout;
        let job = Box::new(move || {
            // The client has left, or its time is over.
            if answer.is_closed() {
                return;
            }
            if Instant::now() > deadline {
                let _ = answer.send(Err(PoolError::Busy));
                return;
            }
            let done = catch_unwind(AssertUnwindSafe(work)).map_err(|_| PoolError::Panicked);
            let _ = answer.send(done);
        });
        self.sender.try_send(job).map_err(|error| match error {
            TrySendError::Full(_) | TrySendError::Disconnected(_) => PoolError::Busy,
        })?;
        answered.await.unwrap_or(Err(PoolError::Panicked))
    }
}

fn work(receiver: &Mutex<Receiver<Job>>) {
    loop {
        let job = match receiver.lock() {
            Ok(receiver) => receiver.recv(),
            Err(poisoned) => poisoned.into_inner().recv(),
        };
        match job {
            Ok(job) => job(),
            Err(_) => return,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn work_is_done_and_panics_are_reported() {
        let pool = SearchPool::new(1, 4, Duration::from_secs(5)).expect("a pool");
        assert_eq!(pool.run(|| 7).await, Ok(7));
        assert_eq!(pool.run(|| -> () { panic!("a bug") }).await, Err(PoolError::Panicked));
        assert_eq!(pool.run(|| 8).await, Ok(8));
    }

    #[tokio::test]
    async fn a_full_queue_refuses_at_once() {
        let pool = SearchPool::new(1, 1, Duration::from_secs(5)).expect("a pool");
        let (release, released) = std::sync::mpsc::channel::<()>();
        let (begun, has_begun) = oneshot::channel();
        let first = tokio::spawn({
            let pool = pool.clone();
            async move {
                pool.run(move || {
                    let _ = begun.send(());
                    let _ = released.recv();
                })
                .await
            }
        });
        has_begun.await.expect("the first job runs");
        let mut second = Box::pin(pool.run(|| ()));
        // After one poll the second job is in the queue.
        assert!(tokio::time::timeout(Duration::ZERO, &mut second).await.is_err());
        assert_eq!(pool.run(|| ()).await, Err(PoolError::Busy));
        release.send(()).expect("the first job waits");
        assert_eq!(second.await, Ok(()));
        assert_eq!(first.await.expect("no panic"), Ok(()));
    }
}
