//! The program killed (`kill -9`) at random moments of every job that writes, with `index/current` damaged before some of
//! them, while a server serves. A short run in `make test`; `make soak` makes it long.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::faults::{documents, random, times};
use crate::support::{Server, Site, api, document, ids, sound};

/// The generations that a job keeps unless told otherwise.
const KEEP: usize = 3;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Job {
    Index,
    Reindex,
    Prune,
    Snapshot,
    Restore,
    Rollback,
}

const JOBS: [Job; 6] = [Job::Index, Job::Snapshot, Job::Reindex, Job::Rollback, Job::Prune, Job::Restore];

/// The hash of every file of a folder by name.
type Files = BTreeMap<String, blake3::Hash>;

/// The ids of the documents of a generation, and the title of the one that every run changes.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Content {
    ids: Vec<String>,
    run: String,
}

/// What lies in the folder of an index.
struct State {
    /// The generation that `current` names.
    named: Option<String>,
    generations: BTreeMap<String, Files>,
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder");
    entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect()
}

fn files(folder: &Path) -> Files {
    let hash = |name: String| {
        let bytes = fs::read(folder.join(&name)).expect("a file of a generation");
        (name, blake3::hash(&bytes))
    };
    names(folder).into_iter().map(hash).collect()
}

fn state(index: &Path) -> State {
    let generations: BTreeMap<String, Files> = names(index)
        .into_iter()
        .filter(|name| name.starts_with("gen-"))
        .map(|name| (name.clone(), files(&index.join(name))))
        .collect();
    let current = fs::read(index.join("current")).unwrap_or_default();
    let current = String::from_utf8_lossy(&current);
    let named = current.split_once(' ').map(|(name, _)| name.to_owned());
    State { named: named.filter(|name| generations.contains_key(name)), generations }
}

/// An index that is killed at, and everything that was ever seen of it.
struct Watched {
    site: Site,
    server: Server,
    /// The files of every generation that ever lay there.
    known: BTreeMap<String, Files>,
    /// The documents of every generation that was ever searched.
    contents: BTreeMap<String, Content>,
    /// The generation in each finished snapshot, and the hash of the file.
    snapshots: BTreeMap<PathBuf, (String, blake3::Hash)>,
    lengths: BTreeMap<Job, Duration>,
    killed: BTreeMap<Job, u32>,
    run: usize,
}

impl Watched {
    fn new() -> Self {
        let site = Site::with_documents(&documents(0, 60, "первая"));
        fs::create_dir(site.folder().join("snapshots")).expect("a folder");
        let server = Server::start(&site);
        let mut watched = Self {
            site,
            server,
            known: BTreeMap::new(),
            contents: BTreeMap::new(),
            snapshots: BTreeMap::new(),
            lengths: BTreeMap::new(),
            killed: BTreeMap::new(),
            run: 0,
        };
        let state = state(watched.site.index());
        watched.look_at_generations(&state);
        watched.look_at_answers(&state);
        watched
    }

    /// Two snapshots are replaced in turn.
    fn snapshot(&self) -> PathBuf {
        self.site.folder().join(format!("snapshots/{}.tar.zst", self.run / JOBS.len() % 2))
    }

    /// Runs a job, which is killed after a time, and looks at everything that it could have harmed.
    fn work(&mut self, job: Job, moment: Option<Duration>) {
        self.run += 1;
        let mut changing = document("changing", "Встреча, о которой пишут снова.");
        changing["title"] = format!("Запуск {}.", self.run).into();
        let extra = document(&format!("extra{}", self.run % 5), "Встреча, которая уходит.");
        self.site.write_documents("changing.jsonl", &[changing, extra]);
        let packed = self.snapshots.keys().next_back().cloned();
        let mut command = match job {
            Job::Index => self.site.command(["index"]),
            Job::Reindex => self.site.command(["reindex"]),
            Job::Prune => self.site.command(["index", "--prune"]),
            Job::Rollback => self.site.command(["rollback"]),
            Job::Snapshot => self.site.command(["snapshot".as_ref(), self.snapshot().as_os_str()]),
            Job::Restore => {
                let packed = packed.as_ref().expect("a snapshot was finished before");
                self.site.command(["restore".as_ref(), packed.as_os_str()])
            }
        };
        let before = state(self.site.index());
        let started = Instant::now();
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("it starts");
        let ended = |child: &mut Child| child.try_wait().expect("a child").is_some();
        while !ended(&mut child) && moment.is_none_or(|moment| started.elapsed() < moment) {
            std::thread::sleep(Duration::from_millis(1));
        }
        let took = started.elapsed();
        let _ = child.kill();
        let output = child.wait_with_output().expect("an end");
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        let code = output.status.code();
        if code.is_none() {
            *self.killed.entry(job).or_default() += 1;
        } else {
            let length = self.lengths.entry(job).or_insert(took);
            *length = (*length + took) / 2;
        }
        let what = format!("run {}, {job:?}, code {code:?}, {told}", self.run);
        assert!(!told.contains("panicked"), "{what}");

        let after = state(self.site.index());
        self.nothing_lost(job, &before, &after, &what);
        let highest = self.known.keys().next_back().cloned().expect("a first generation");
        self.look_at_generations(&after);
        let (searched, content) = self.look_at_answers(&after);
        self.look_at_snapshots(job, &before, &what);
        match code {
            None => return,
            Some(0) => {}
            Some(1) => {
                assert_eq!(after.named, before.named, "{what}");
                match job {
                    Job::Snapshot => assert!(before.named.is_none() && told.contains("current"), "{what}"),
                    Job::Rollback => {
                        assert_eq!(before.named.as_ref(), before.generations.keys().next(), "{what}");
                        assert!(told.contains("there is no earlier sound generation"), "{what}");
                    }
                    _ => panic!("{what}"),
                }
            }
            Some(_) => panic!("{what}"),
        }
        // The job ran to its end: nothing is left of those that were killed, and it did what its code says.
        if job == Job::Snapshot {
            let left = names(&self.site.folder().join("snapshots"));
            assert!(left.iter().all(|name| name.ends_with(".tar.zst")), "{what}: {left:?}");
        } else {
            let left = names(self.site.index());
            let of_an_index =
                |name: &String| name.starts_with("gen-") || name == "current" || name == ".lock";
            assert!(left.iter().all(of_an_index), "{what}: {left:?}");
        }
        if code != Some(0) {
            return;
        }
        let run = format!("Запуск {}.", self.run);
        let extras = content.ids.iter().filter(|id| id.starts_with("extra")).count();
        match job {
            Job::Index => assert!(searched > highest && content.run.contains(&run), "{what}"),
            Job::Reindex | Job::Prune => {
                assert!(searched > highest && content.run.contains(&run) && extras == 1, "{what}");
            }
            Job::Restore => {
                let (packed, _) = &self.snapshots[packed.as_ref().expect("a snapshot")];
                assert!(searched > highest, "{what}");
                assert_eq!(self.known[&searched], self.known[packed], "{what}: restored byte for byte");
            }
            Job::Rollback => {
                let earlier = |name: &&String| before.named.as_ref().is_none_or(|named| *name < named);
                let expected = before.generations.keys().rfind(earlier);
                assert_eq!(after.named.as_ref(), expected, "{what}");
            }
            Job::Snapshot => assert_eq!(after.named, before.named, "{what}"),
        }
    }

    /// A generation goes only when a newer one went live in the same job, and never the one that was live; `current`
    /// never falls back to naming nothing.
    fn nothing_lost(&self, job: Job, before: &State, after: &State, what: &str) {
        let gone: Vec<&String> =
            before.generations.keys().filter(|name| !after.generations.contains_key(*name)).collect();
        let newest = before.generations.keys().next_back();
        let published = after.named > before.named && after.named.as_ref() > newest;
        if !gone.is_empty() {
            assert!(before.named.is_some() && published, "{what}: {gone:?} gone");
            assert!(after.generations.len() >= KEEP, "{what}: {gone:?} gone");
            assert!(!gone.contains(&before.named.as_ref().expect("named")), "{what}: {gone:?} gone");
        }
        if after.named != before.named {
            let went_back = after.named.is_some() && after.named.as_ref() <= newest;
            match job {
                Job::Rollback => assert!(went_back, "{what}"),
                Job::Snapshot => panic!("{what}: {:?} is live", after.named),
                _ => assert!(published, "{what}: {:?} is live", after.named),
            }
        }
    }

    /// A generation never changes, a number is given once, and what lies there is as its manifest says.
    fn look_at_generations(&mut self, state: &State) {
        let highest = self.known.keys().next_back().cloned();
        for (name, files) in &state.generations {
            if let Some(known) = self.known.get(name) {
                assert_eq!(known, files, "{name} is another one or has changed");
                continue;
            }
            assert!(Some(name) > highest.as_ref(), "{name} comes after {highest:?}");
            let folder = self.site.index().join(name);
            let manifest = fs::read(folder.join("manifest.json")).expect("a manifest");
            let manifest: Value = serde_json::from_slice(&manifest).expect("JSON");
            for (file, record) in manifest["files"].as_object().expect("files") {
                assert_eq!(record["blake3"], files[file].to_hex().as_str(), "{name}/{file}");
            }
            self.known.insert(name.clone(), files.clone());
        }
    }

    /// The generation that `current` names answers, or else the newest: with the same documents each time, all of the
    /// first ones and none twice. The server answers from one of those.
    fn look_at_answers(&mut self, state: &State) -> (String, Content) {
        let ran = self.site.run(["search", "--json", "--param=limit=100", "встреча"]).expect_code(0);
        let (searched, found) = content(&ran.json());
        let expected = state.named.as_ref().or(state.generations.keys().next_back());
        assert_eq!(Some(&searched), expected, "{}", ran.stderr);
        assert!(state.named.is_some() || ran.stderr.contains("is searched"), "{}", ran.stderr);
        let known = self.contents.entry(searched.clone()).or_insert_with(|| found.clone());
        assert_eq!(*known, found, "{searched}");
        let mut unique = found.ids.clone();
        unique.dedup();
        assert_eq!(unique, found.ids, "a document is there twice");
        let first = found.ids.iter().filter(|id| id.starts_with('d')).count();
        assert_eq!(first, 60, "a document is lost: {:?}", found.ids);
        let (served, answered) =
            content(&self.server.get(&api(&[("q", "встреча"), ("limit", "100")])).expect_status(200).json());
        assert_eq!(self.contents.get(&served), Some(&answered), "{served} is served");
        (searched, found)
    }

    /// A snapshot that has its name is the one from before or a whole new one, and restores byte for byte.
    fn look_at_snapshots(&mut self, job: Job, before: &State, what: &str) {
        let folder = self.site.folder().join("snapshots");
        for name in names(&folder).into_iter().filter(|name| name.ends_with(".tar.zst")) {
            let path = folder.join(name);
            let hash = blake3::hash(&fs::read(&path).expect("a snapshot"));
            if self.snapshots.get(&path).is_some_and(|(_, known)| *known == hash) {
                continue;
            }
            assert!(
                job == Job::Snapshot && path == self.snapshot(),
                "{what}: {} has changed",
                path.display()
            );
            let packed = before.named.clone().expect("what was packed");
            let other = tempfile::tempdir().expect("a folder");
            let restored = self.restore_to(&path, other.path());
            assert_eq!(restored, self.known[&packed], "{what}: the snapshot differs");
            self.snapshots.insert(path, (packed, hash));
        }
    }

    /// The files of a snapshot that is restored to another index.
    fn restore_to(&self, snapshot: &Path, index: &Path) -> Files {
        let mut command = self.site.command(["restore".as_ref(), snapshot.as_os_str()]);
        let output = command.arg("--index").arg(index).output().expect("the program starts");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        files(&index.join("gen-000001"))
    }
}

fn content(answer: &Value) -> (String, Content) {
    let mut ids = ids(answer);
    ids.sort();
    let hits = answer["hits"].as_array().expect("hits");
    let run = hits.iter().find(|hit| hit["id"] == "changing").map(|hit| hit["title"].to_string());
    let generation = answer["generation"].as_str().expect("a generation").to_owned();
    (generation, Content { ids, run: run.unwrap_or_default() })
}

/// Takes away what `current` says.
fn damage(current: &Path, random: &mut fastrand::Rng) -> &'static str {
    let _ = fs::remove_file(current);
    let _ = fs::remove_dir(current);
    match random.u32(..4) {
        0 => "missing",
        1 => {
            fs::write(current, "").expect("written");
            "empty"
        }
        2 => {
            fs::create_dir(current).expect("made");
            "a folder"
        }
        _ => {
            let garbage: Vec<u8> = (0..random.usize(1..200)).map(|_| random.u8(..)).collect();
            fs::write(current, garbage).expect("written");
            "garbage"
        }
    }
}

/// Kills every job that writes, again and again, at random moments, a third of them with a damaged `current`. Nothing
/// that was published is lost or changes, nothing else is served, no number is given twice, exit codes are true, the
/// next job leaves nothing of a killed one, and a snapshot that is there restores byte for byte.
#[test]
fn killed_at_any_moment() {
    let mut random = random("killed_at_any_moment");
    let mut watched = Watched::new();
    // How long each takes.
    for job in JOBS {
        watched.work(job, None);
    }
    let each = times(3, 167);
    let mut damaged = BTreeMap::<&str, u32>::new();
    let mut runs = 0;
    let missing = |watched: &Watched, job: &Job| watched.killed.get(job).is_none_or(|killed| *killed < each);
    let mut jobs = JOBS.iter().cycle();
    while let Some(&job) = jobs.by_ref().take(JOBS.len()).find(|job| missing(&watched, job)) {
        runs += 1;
        assert!(runs < 30 * each, "only these of {runs} jobs were killed: {:?}", watched.killed);
        if random.u32(..3) == 0 {
            *damaged.entry(damage(&watched.site.index().join("current"), &mut random)).or_default() += 1;
        }
        let length = watched.lengths[&job];
        watched.work(job, Some(length.mul_f64(random.f64() * 1.1)));
        if runs % 20 == 0 {
            // What a damaged `current` and a killed job leave is cured by the next one.
            watched.work(Job::Index, None);
            sound(&watched.site);
        }
    }
    let killed: u32 = watched.killed.values().sum();
    println!("{killed} of {runs} jobs were killed: {:?}; `current` was damaged: {damaged:?}", watched.killed);
    println!("{} generations, {} of them searched", watched.known.len(), watched.contents.len());
    watched.work(Job::Index, None);
    watched.work(Job::Snapshot, None);
    sound(&watched.site);
}
