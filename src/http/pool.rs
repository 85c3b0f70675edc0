//! The threads that search. Searching uses the processor, so it never runs on the threads of connections.
//!
//! Clients are served in turn, however much one of them asks. Work that takes long goes on beside the short work and
//! does not hold it up: after [`SHORT`] it gives its place to the next, and as many long ones go on as there are cores
//! that the short work leaves idle, at least one. Work whose time would run out while it waits is refused at once, work
//! whose client has left is not begun, and work whose time is over stops (see [`deadline`]).

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::oneshot;

use super::clients::Client;
use crate::query::deadline::{self, Over};

/// Work is long after 100 ms: of the queries of readers over 10,000 documents the median takes 10 ms.
const SHORT: Duration = Duration::from_millis(100);

/// At most 4 pieces of long work a core are begun; each has a thread. Those of a further one would wait in vain.
const LONG_PER_THREAD: usize = 4;

/// The weight of the last piece of work in the averages of their durations.
const LAST: f64 = 1.0 / 16.0;

/// The limits of a pool.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    /// Threads for short work, and the most that long work may have.
    pub(super) threads: usize,
    /// Pieces of work that may wait.
    pub(super) queue: usize,
    /// How long work may take from the arrival of its request. Half of it may be spent waiting.
    pub(super) time: Duration,
}

/// A fixed number of threads with a bounded queue. The threads end with it.
pub(super) struct SearchPool(Arc<Shared>);

/// Why work was not done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PoolError {
    /// There is too much other work.
    Busy,
    /// The work took longer than it may.
    Deadline,
    /// The work panicked.
    Panicked,
}

struct Shared {
    limits: Limits,
    state: Mutex<State>,
    /// There is work, and a place for it.
    work: Condvar,
    /// Long work may go on.
    room: Condvar,
}

/// Where work stood when it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Short,
    Long,
    /// It had given up its place and got none among the long work.
    None,
}

type Job = Box<dyn FnOnce() -> Place + Send>;

struct State {
    /// What waits, a line for each client; the first line is next.
    lines: VecDeque<(Client, VecDeque<Job>)>,
    waiting: usize,
    /// Free places for short work.
    free: usize,
    /// How long a place for short work is taken on average, in seconds.
    short: f64,
    /// Long work that runs.
    long: usize,
    /// Long work that waits, by its numbers, the first first.
    long_waiting: VecDeque<u64>,
    next_number: u64,
    /// How long long work goes on, on average, in seconds.
    longer: f64,
    closed: bool,
}

fn learn(average: &mut f64, last: Duration) {
    *average += LAST * (last.as_secs_f64() - *average);
}

impl State {
    /// The first piece of work of the client whose turn it is.
    fn next(&mut self) -> Option<Job> {
        let (client, mut line) = self.lines.pop_front()?;
        let job = line.pop_front();
        if !line.is_empty() {
            self.lines.push_back((client, line));
        }
        self.waiting -= usize::from(job.is_some());
        job
    }

    /// Puts work into the line of its client, unless it would wait too long there. When a client with a much longer line
    /// is the reason, the last of that line makes room.
    fn admit(&mut self, client: Client, job: Job, limits: &Limits, left: Duration) -> bool {
        #[expect(clippy::cast_precision_loss, reason = "a length of the queue")]
        let wait = self.short * self.waiting as f64 / limits.threads as f64;
        let patience = left.min(limits.time / 2).as_secs_f64();
        let at = self.lines.iter().position(|(other, _)| *other == client);
        if self.waiting >= limits.queue || (self.waiting > 0 && wait + self.short > patience) {
            let own = at.map_or(0, |at| self.lines[at].1.len());
            match self.lines.iter_mut().max_by_key(|(_, line)| line.len()) {
                Some((_, longest)) if longest.len() > own + 1 => drop(longest.pop_back()),
                _ => return false,
            }
            self.waiting -= 1;
        }
        match at {
            Some(at) => self.lines[at].1.push_back(job),
            None => self.lines.push_back((client, VecDeque::from([job]))),
        }
        self.waiting += 1;
        true
    }
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The work of this thread has become long: it gives up its place and waits for one among the long work. Returns
    /// where it stands then, and whether it was refused because others are before it.
    fn go_on(&self, ends: Instant) -> (Place, bool) {
        let mut state = self.state();
        state.free += 1;
        learn(&mut state.short, SHORT);
        self.work.notify_one();
        let before = state.long + state.long_waiting.len();
        let left = ends.saturating_duration_since(Instant::now());
        #[expect(clippy::cast_precision_loss, reason = "some pieces of work")]
        let wait = state.longer * (before + 1) as f64 / self.limits.threads as f64;
        let most = LONG_PER_THREAD * self.limits.threads;
        if before >= most || (before > 0 && wait > left.as_secs_f64()) {
            return (Place::None, true);
        }
        let number = state.next_number;
        state.next_number += 1;
        state.long_waiting.push_back(number);
        loop {
            if state.long_waiting.front() == Some(&number) && state.long < state.free.max(1) {
                state.long_waiting.pop_front();
                state.long += 1;
                self.room.notify_all();
                return (Place::Long, false);
            }
            let left = ends.saturating_duration_since(Instant::now());
            if left.is_zero() {
                state.long_waiting.retain(|other| *other != number);
                self.room.notify_all();
                return (Place::None, false);
            }
            let waited = self.room.wait_timeout(state, left).unwrap_or_else(PoisonError::into_inner);
            state = waited.0;
        }
    }

    /// Works for as long as the pool is there.
    fn work(&self) {
        let mut state = self.state();
        loop {
            if state.closed {
                return;
            }
            if state.free == 0 || state.waiting == 0 {
                state = self.work.wait(state).unwrap_or_else(PoisonError::into_inner);
                continue;
            }
            let Some(job) = state.next() else { continue };
            state.free -= 1;
            drop(state);
            let started = Instant::now();
            let place = job();
            let took = started.elapsed();
            state = self.state();
            match place {
                Place::Short => {
                    state.free += 1;
                    learn(&mut state.short, took);
                }
                Place::Long => {
                    state.long -= 1;
                    learn(&mut state.longer, took.saturating_sub(SHORT));
                }
                Place::None => {}
            }
            self.room.notify_all();
        }
    }
}

impl SearchPool {
    /// # Errors
    /// The system's error when a thread cannot be started.
    pub(super) fn new(limits: Limits) -> std::io::Result<Self> {
        let state = State {
            lines: VecDeque::new(),
            waiting: 0,
            free: limits.threads,
            short: 0.01,
            long: 0,
            long_waiting: VecDeque::new(),
            next_number: 0,
            longer: 0.1,
            closed: false,
        };
        let (work, room) = (Condvar::new(), Condvar::new());
        let pool = Self(Arc::new(Shared { limits, state: Mutex::new(state), work, room }));
        // Each piece of work keeps its thread to the end.
        for number in 0..limits.threads * (1 + LONG_PER_THREAD) {
            let shared = Arc::clone(&pool.0);
            std::thread::Builder::new().name(format!("search-{number}")).spawn(move || shared.work())?;
        }
        Ok(pool)
    }

    /// Runs work for a client, whose request arrived at a moment, on a thread of the pool.
    ///
    /// # Errors
    /// [`PoolError`]; work that was not done in time has no result.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        client: Client,
        arrived: Instant,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, PoolError> {
        let (answer, answered) = oneshot::channel();
        let ends = arrived + self.0.limits.time;
        let shared = Arc::clone(&self.0);
        let job = Box::new(move || {
            // The client has left.
            if answer.is_closed() {
                return Place::Short;
            }
            let (place, done) = shared.timed(ends, work);
            let _ = answer.send(done);
            place
        });
        let left = ends.saturating_duration_since(Instant::now());
        if !self.0.state().admit(client, job, &self.0.limits, left) {
            return Err(PoolError::Busy);
        }
        self.0.work.notify_one();
        // Work that made room for another client's is dropped.
        answered.await.unwrap_or(Err(PoolError::Busy))
    }
}

impl Shared {
    /// Runs work that must end at a moment. Returns where it stood in the end.
    fn timed<T>(self: &Arc<Self>, ends: Instant, work: impl FnOnce() -> T) -> (Place, Result<T, PoolError>) {
        let (is_long, has_place, refused) = (Flag::default(), Flag::default(), Flag::default());
        let when_long = {
            let (shared, flags) = (Arc::clone(self), (is_long.clone(), has_place.clone(), refused.clone()));
            move || {
                let (place, busy) = shared.go_on(ends);
                flags.0.set(true);
                flags.1.set(place == Place::Long);
                flags.2.set(busy);
                place == Place::Long
            }
        };
        let long = (Instant::now() + SHORT, Box::new(when_long) as deadline::WhenLong);
        let done = catch_unwind(AssertUnwindSafe(|| deadline::within(ends, Some(long), work)));
        let place = match (is_long.get(), has_place.get()) {
            (false, _) => Place::Short,
            (true, true) => Place::Long,
            (true, false) => Place::None,
        };
        let done = match done {
            Ok(Ok(done)) => Ok(done),
            Ok(Err(Over)) if refused.get() => Err(PoolError::Busy),
            Ok(Err(Over)) => Err(PoolError::Deadline),
            Err(_) => Err(PoolError::Panicked),
        };
        (place, done)
    }
}

/// Something that work has told.
#[derive(Clone, Default)]
struct Flag(Arc<AtomicBool>);

impl Flag {
    fn set(&self, value: bool) {
        self.0.store(value, Ordering::Relaxed);
    }

    fn get(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

impl Drop for SearchPool {
    fn drop(&mut self) {
        self.0.state().closed = true;
        self.0.work.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;
    use std::sync::mpsc;

    use tokio::task::JoinHandle;

    use super::*;

    const TIME: Duration = Duration::from_secs(30);

    fn pool(threads: usize, queue: usize, time: Duration) -> Arc<SearchPool> {
        Arc::new(SearchPool::new(Limits { threads, queue, time }).expect("a pool"))
    }

    fn client(number: u8) -> Client {
        Client::at(Ipv4Addr::new(192, 0, 2, number).into())
    }

    async fn run<T: Send + 'static>(
        pool: &SearchPool,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, PoolError> {
        pool.run(client(1), Instant::now(), work).await
    }

    /// Work that looks at its deadline until it is over or was released.
    fn busy(released: mpsc::Receiver<()>) -> impl FnOnce() + Send + 'static {
        move || while !deadline::over() && released.try_recv() == Err(mpsc::TryRecvError::Empty) {}
    }

    /// Takes the only thread of a pool until the sender is dropped.
    async fn occupied(pool: &Arc<SearchPool>) -> (mpsc::Sender<()>, JoinHandle<Result<(), PoolError>>) {
        let (release, released) = mpsc::channel::<()>();
        let (begun, has_begun) = oneshot::channel();
        let there = Arc::clone(pool);
        let task = tokio::spawn(async move {
            let work = move || {
                let _ = begun.send(());
                let _ = released.recv();
            };
            run(&there, work).await
        });
        has_begun.await.expect("it runs");
        (release, task)
    }

    #[tokio::test]
    async fn work_is_done_and_panics_are_reported() {
        let pool = pool(1, 4, TIME);
        assert_eq!(run(&pool, || 7).await, Ok(7));
        assert_eq!(run(&pool, || -> () { panic!("a bug") }).await, Err(PoolError::Panicked));
        assert_eq!(run(&pool, || 8).await, Ok(8));
    }

    #[tokio::test]
    async fn a_full_queue_refuses_at_once() {
        let pool = pool(1, 1, TIME);
        let (release, first) = occupied(&pool).await;
        let mut second = Box::pin(run(&pool, || ()));
        // After one poll the second job is in the queue.
        assert!(tokio::time::timeout(Duration::ZERO, &mut second).await.is_err());
        assert_eq!(run(&pool, || ()).await, Err(PoolError::Busy));
        drop(release);
        assert_eq!(second.await, Ok(()));
        assert_eq!(first.await.expect("no panic"), Ok(()));
    }

    #[tokio::test]
    async fn a_wait_that_would_be_too_long_is_refused_at_once() {
        let pool = pool(1, 1_000, Duration::from_secs(2));
        let (release, _first) = occupied(&pool).await;
        pool.0.state().short = 0.3;
        let mut waiting = Vec::new();
        for _ in 0..3 {
            let mut next = Box::pin(run(&pool, || ()));
            assert!(tokio::time::timeout(Duration::ZERO, &mut next).await.is_err());
            waiting.push(next);
        }
        let started = Instant::now();
        assert_eq!(run(&pool, || ()).await, Err(PoolError::Busy));
        assert!(started.elapsed() < Duration::from_secs(1), "{:?}", started.elapsed());
        drop(release);
    }

    #[tokio::test]
    async fn a_client_with_a_long_line_does_not_hold_up_another() {
        let pool = pool(1, 10, TIME);
        let (release, _first) = occupied(&pool).await;
        let (told, done) = mpsc::channel();
        let mut waiting = Vec::new();
        for number in 0..10 {
            let told = told.clone();
            let mut next = Box::pin(pool.run(client(1), Instant::now(), move || told.send((1, number))));
            assert!(tokio::time::timeout(Duration::ZERO, &mut next).await.is_err());
            waiting.push(next);
        }
        // The queue is full: the last of the long line makes room for another client, and none for the same one.
        let mut other = Box::pin(pool.run(client(2), Instant::now(), move || told.send((2, 0))));
        assert!(tokio::time::timeout(Duration::ZERO, &mut other).await.is_err());
        assert_eq!(waiting.pop().expect("ten").await, Err(PoolError::Busy));
        assert_eq!(run(&pool, || ()).await, Err(PoolError::Busy));
        drop(release);
        other.await.expect("done").expect("told");
        let order: Vec<(i32, i32)> = (0..2).map(|_| done.recv().expect("done")).collect();
        assert_eq!(order, [(1, 0), (2, 0)]);
        for next in waiting {
            next.await.expect("done").expect("told");
        }
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn long_work_does_not_hold_up_short_work() {
        let pool = pool(1, 100, TIME);
        let mut held = Vec::new();
        for _ in 0..3 {
            let (release, released) = mpsc::channel::<()>();
            let there = Arc::clone(&pool);
            held.push((release, tokio::spawn(async move { run(&there, busy(released)).await })));
        }
        let short = async { while run(&pool, || ()).await.is_err() {} };
        tokio::time::timeout(Duration::from_secs(10), async { (short.await, short_again(&pool).await) })
            .await
            .expect("short work is done");
        // All at once: one that waits for its place among the long work goes on only when the one before it ends.
        let (releases, tasks): (Vec<_>, Vec<_>) = held.into_iter().unzip();
        drop(releases);
        for task in tasks {
            assert_eq!(task.await.expect("no panic"), Ok(()));
        }
        all_free(&pool, 1).await;
    }

    /// Waits until all places are free; a thread gives its place back after the answer.
    async fn all_free(pool: &SearchPool, threads: usize) {
        let started = Instant::now();
        while started.elapsed() < TIME {
            let places = {
                let state = pool.0.state();
                (state.free, state.long, state.long_waiting.len())
            };
            if places == (threads, 0, 0) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        panic!("a place was not given back");
    }

    async fn short_again(pool: &SearchPool) {
        for _ in 0..100 {
            run(pool, || ()).await.expect("done");
        }
    }

    #[tokio::test]
    async fn work_ends_at_its_deadline() {
        let time = Duration::from_millis(300);
        let pool = pool(2, 100, time);
        let (_keep, released) = mpsc::channel::<()>();
        let started = Instant::now();
        assert_eq!(run(&pool, busy(released)).await, Err(PoolError::Deadline));
        let late = started.elapsed().saturating_sub(time);
        assert!(late < Duration::from_secs(2), "{late:?} late");
        // Both threads are free again.
        assert_eq!(run(&pool, || 7).await, Ok(7));
        all_free(&pool, 2).await;
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn more_long_work_than_there_is_time_for_is_refused() {
        let pool = pool(1, 100, Duration::from_secs(5));
        pool.0.state().longer = 3.0;
        let (release, released) = mpsc::channel::<()>();
        let there = Arc::clone(&pool);
        let first = tokio::spawn(async move { run(&there, busy(released)).await });
        while pool.0.state().long == 0 {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        let (_keep, held) = mpsc::channel::<()>();
        let started = Instant::now();
        assert_eq!(run(&pool, busy(held)).await, Err(PoolError::Busy));
        assert!(started.elapsed() < Duration::from_secs(2), "{:?}", started.elapsed());
        drop(release);
        assert_eq!(first.await.expect("no panic"), Ok(()));
    }
}
