//! The open connections. When there is little room left, a client may hold no more than its share, and connections on
//! which nothing is asked give way to new ones, the oldest of the client that holds the most first: silent connections
//! lock nobody out.

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::Notify;

use super::clients::Client;

/// From the first 3/4 of the connections on, a client may hold a quarter of all, but always 16: a browser opens 6, and
/// behind one address there may be a newsroom.
const SHARED_OUT: (usize, usize) = (3, 4);
const SHARE: (usize, usize) = (1, 4);
const SHARE_AT_LEAST: usize = 16;

/// A connection gives way only when nothing was asked for 50 ms: a new one may have its first request on the way.
const IDLE: Duration = Duration::from_millis(50);

/// What happens on a connection.
pub(super) struct Activity {
    /// Requests that are being answered.
    working: AtomicUsize,
    /// Since when there is none.
    idle_since: Mutex<Instant>,
    /// Told when the connection has to give way.
    ended: Notify,
}

impl Activity {
    fn new() -> Self {
        Self { working: AtomicUsize::new(0), idle_since: Mutex::new(Instant::now()), ended: Notify::new() }
    }

    /// A request is being answered until the result is dropped.
    pub(super) fn work(self: &Arc<Self>) -> Working {
        self.working.fetch_add(1, Ordering::Relaxed);
        Working(Arc::clone(self))
    }

    /// Waits until the connection has to give way.
    pub(super) async fn ended(&self) {
        self.ended.notified().await;
    }

    /// Since when nothing is asked; `None` while something is answered.
    fn idle_since(&self) -> Option<Instant> {
        let idle = self.working.load(Ordering::Relaxed) == 0;
        idle.then(|| *self.idle_since.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// A request that is being answered.
pub(super) struct Working(Arc<Activity>);

impl Drop for Working {
    fn drop(&mut self) {
        *self.0.idle_since.lock().unwrap_or_else(PoisonError::into_inner) = Instant::now();
        self.0.working.fetch_sub(1, Ordering::Relaxed);
    }
}

/// All open connections.
pub(super) struct Connections {
    most: usize,
    open: Mutex<Open>,
    freed: Notify,
}

#[derive(Default)]
struct Open {
    next: u64,
    /// By number; a connection of a trusted proxy has no client, as it may hold as many as it needs.
    slots: HashMap<u64, (Option<Client>, Arc<Activity>)>,
}

/// An open connection; closed when dropped.
pub(super) struct Slot {
    number: u64,
    connections: Arc<Connections>,
    pub(super) activity: Arc<Activity>,
}

/// Whether a connection is taken.
pub(super) enum Admission {
    /// It is.
    Open(Slot),
    /// Its client holds its share.
    Refused,
    /// Everything is taken and worked on.
    Full,
}

impl Connections {
    pub(super) fn new(most: usize) -> Arc<Self> {
        Arc::new(Self { most: most.max(1), open: Mutex::default(), freed: Notify::new() })
    }

    fn open(&self) -> MutexGuard<'_, Open> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes up a connection of a client, or of a trusted proxy.
    pub(super) fn admit(self: &Arc<Self>, client: Option<Client>) -> Admission {
        let mut open = self.open();
        if open.slots.len() * SHARED_OUT.1 >= self.most * SHARED_OUT.0 && client.is_some() {
            let share = (self.most * SHARE.0 / SHARE.1).max(SHARE_AT_LEAST.min(self.most));
            let held = open.slots.values().filter(|(other, _)| *other == client).count();
            if held >= share && !open.end_idle(|other| other == client) {
                return Admission::Refused;
            }
        }
        if open.slots.len() >= self.most && !open.end_idle_of_the_greatest() {
            return Admission::Full;
        }
        let number = open.next;
        open.next += 1;
        let activity = Arc::new(Activity::new());
        open.slots.insert(number, (client, Arc::clone(&activity)));
        drop(open);
        Admission::Open(Slot { number, connections: Arc::clone(self), activity })
    }

    /// Ends an idle connection, when the system has no room for more.
    pub(super) fn make_room(&self) {
        self.open().end_idle_of_the_greatest();
    }

    /// Waits until a connection ends or may have become idle.
    pub(super) async fn freed(&self) {
        let _ = tokio::time::timeout(IDLE / 2, self.freed.notified()).await;
    }
}

impl Open {
    /// Ends the connection of some clients on which nothing was asked for the longest time.
    fn end_idle(&mut self, of: impl Fn(Option<Client>) -> bool) -> bool {
        let idle = self.slots.iter().filter(|(_, (client, _))| of(*client));
        let idle = idle.filter_map(|(number, (_, activity))| Some((activity.idle_since()?, *number)));
        let Some((_, number)) = idle.min().filter(|(since, _)| since.elapsed() >= IDLE) else { return false };
        if let Some((_, activity)) = self.slots.remove(&number) {
            activity.ended.notify_one();
        }
        true
    }

    /// Ends an idle connection of the client that holds the most, or of anyone when that has none.
    fn end_idle_of_the_greatest(&mut self) -> bool {
        let mut held: HashMap<Client, usize> = HashMap::new();
        for (client, _) in self.slots.values() {
            if let Some(client) = client {
                *held.entry(*client).or_default() += 1;
            }
        }
        let greatest = held.into_iter().max_by_key(|(_, held)| *held).map(|(client, _)| client);
        (greatest.is_some() && self.end_idle(|client| client == greatest)) || self.end_idle(|_| true)
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        self.connections.open().slots.remove(&self.number);
        self.connections.freed.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use super::*;

    fn client(number: u8) -> Option<Client> {
        Some(Client::at(Ipv4Addr::new(192, 0, 2, number).into()))
    }

    #[track_caller]
    fn admitted(connections: &Arc<Connections>, number: u8) -> Slot {
        match connections.admit(client(number)) {
            Admission::Open(slot) => slot,
            Admission::Refused => panic!("refused"),
            Admission::Full => panic!("full"),
        }
    }

    fn long_idle(slot: &Slot) {
        let since = Instant::now().checked_sub(Duration::from_secs(1)).expect("a moment");
        *slot.activity.idle_since.lock().expect("no panic") = since;
    }

    fn has_ended(slot: &Slot) -> bool {
        !slot.connections.open().slots.contains_key(&slot.number)
    }

    #[test]
    fn one_client_may_have_the_room_that_no_other_wants() {
        let connections = Connections::new(100);
        let working: Vec<_> = (0..75).map(|_| admitted(&connections, 1)).collect();
        let _work: Vec<_> = working.iter().map(|slot| slot.activity.work()).collect();
        // A quarter stays for the others, and is theirs as well as that of a proxy.
        assert!(matches!(connections.admit(client(1)), Admission::Refused));
        let others: Vec<_> = (0..24).map(|_| admitted(&connections, 2)).collect();
        assert!(matches!(connections.admit(None), Admission::Open(_)));
        drop((working, others));
        assert!(connections.open().slots.is_empty());
    }

    #[test]
    fn silent_connections_give_way() {
        let connections = Connections::new(100);
        let silent: Vec<_> = (0..74).map(|_| admitted(&connections, 1)).collect();
        let first = admitted(&connections, 1);
        assert!(matches!(connections.admit(client(1)), Admission::Refused), "all were asked for just now");
        silent.iter().for_each(long_idle);
        long_idle(&first);
        let last = admitted(&connections, 1);
        assert_eq!(silent.iter().chain([&first]).filter(|slot| has_ended(slot)).count(), 1);
        assert!(!has_ended(&last));
    }

    #[test]
    fn the_client_that_holds_the_most_gives_way_first() {
        let connections = Connections::new(40);
        let many: Vec<_> = (0..30).map(|_| admitted(&connections, 1)).collect();
        let few: Vec<_> = (0..10).map(|_| admitted(&connections, 2)).collect();
        many.iter().chain(&few).for_each(long_idle);
        let other = admitted(&connections, 3);
        let ended = |slots: &[Slot]| slots.iter().filter(|slot| has_ended(slot)).count();
        assert_eq!((ended(&many), ended(&few), has_ended(&other)), (1, 0, false));
        // What is worked on stays.
        let _work: Vec<_> = many.iter().map(|slot| slot.activity.work()).collect();
        let _another = admitted(&connections, 4);
        assert_eq!((ended(&many), ended(&few)), (1, 1));
        let _work: Vec<_> = few.iter().map(|slot| slot.activity.work()).collect();
        assert!(matches!(connections.admit(client(5)), Admission::Full));
    }
}
