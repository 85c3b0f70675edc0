//! Circles of files: A uses an item of B, and B, through any number of others, one of A. The files of a circle can only
//! be read, tested and moved together.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::modules::FileId;
use crate::uses::Uses;

/// A use that is allowed although it closes a circle.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Exception {
    /// The file that uses, below `src`; ending in `/`, every file of the folder.
    pub(crate) from: &'static str,
    /// The file that is used, likewise.
    pub(crate) to: &'static str,
    /// Why it is allowed.
    pub(crate) reason: &'static str,
}

impl Exception {
    fn covers(&self, from: &str, to: &str) -> bool {
        let within =
            |name: &str, place: &str| name == place || place.ends_with('/') && name.starts_with(place);
        within(from, self.from) && within(to, self.to)
    }
}

/// Files that use each other.
type Graph = BTreeMap<FileId, BTreeSet<FileId>>;

/// The faults: a message for every circle that no exception allows, and for every exception that is not needed.
pub(crate) fn faults(files: &[String], uses: &Uses, exceptions: &[Exception]) -> Vec<String> {
    let without = |skipped: Option<usize>| {
        let mut graph = Graph::new();
        for (&(from, to), found) in uses {
            let excepted = exceptions
                .iter()
                .enumerate()
                .any(|(at, exception)| Some(at) != skipped && exception.covers(&files[from], &files[to]));
            // A facade re-exports what its files define; uses between those files are not its own.
            if !excepted && found.iter().any(|found| !found.passed_on) {
                graph.entry(from).or_default().insert(to);
            }
        }
        circles(&graph)
    };
    let told = |circle: &Vec<FileId>| {
        let mut message = format!("a circle of {} files:", circle.len());
        for (at, &from) in circle.iter().enumerate() {
            let to = circle[(at + 1) % circle.len()];
            let first = uses[&(from, to)].iter().find(|found| !found.passed_on).expect("an arrow has a use");
            let (user, used) = (&files[from], &files[to]);
            message += &format!("\n    src/{user}:{} uses {} of src/{used}", first.line, first.name);
        }
        message
    };
    let stale = |at: &usize| without(Some(*at)).is_empty();
    let told_stale = |at: usize| {
        let Exception { from, to, reason } = exceptions[at];
        format!("the exception {from} → {to} ({reason}) is no longer needed: take it out")
    };
    let found = without(None);
    if found.is_empty() {
        (0..exceptions.len()).filter(stale).map(told_stale).collect()
    } else {
        found.iter().map(told).collect()
    }
}

/// The shortest circle through each file that is in one, each once.
fn circles(graph: &Graph) -> Vec<Vec<FileId>> {
    let mut found: Vec<Vec<FileId>> = graph.keys().filter_map(|&file| shortest(graph, file)).collect();
    for circle in &mut found {
        let least = circle.iter().enumerate().min_by_key(|(_, file)| **file).map_or(0, |(at, _)| at);
        circle.rotate_left(least);
    }
    found.sort_by_key(|circle| (circle.len(), circle.clone()));
    found.dedup();
    found
}

/// The shortest way from a file back to itself.
fn shortest(graph: &Graph, file: FileId) -> Option<Vec<FileId>> {
    let mut came_from: BTreeMap<FileId, FileId> = BTreeMap::new();
    let mut queue = VecDeque::from([file]);
    while let Some(at) = queue.pop_front() {
        for &next in graph.get(&at).into_iter().flatten() {
            if next == file {
                let mut way = vec![at];
                while let Some(&before) = came_from.get(way.last().expect("it is not empty")) {
                    way.push(before);
                }
                way.reverse();
                return Some(way);
            }
            came_from.entry(next).or_insert_with(|| {
                queue.push_back(next);
                at
            });
        }
    }
    None
}
