//! The loop: seeds, then changed seeds, until the time is over.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::changes::changed;

/// An unoptimised program takes about eight times as long as a released one, which may have a second for 100 kB.
const SECONDS: f64 = if cfg!(debug_assertions) { 8.0 } else { 1.0 };

/// The least size that a limit is reckoned with, in bytes.
const LEAST: usize = 100_000;

/// The time of a target without VESTNIK_FUZZ_SECONDS.
const SHORT: Duration = Duration::from_secs(2);

/// The files that `Cargo.toml`'s folder has below `folder`, with one of these extensions.
pub(crate) fn files(folder: &str, extensions: &[&str]) -> Vec<Vec<u8>> {
    fn collect(folder: &Path, extensions: &[&str], found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).expect("the sample corpus").flatten() {
            let path = entry.path();
            if path.is_dir() {
                collect(&path, extensions, found);
            } else if extensions.iter().any(|extension| path.to_string_lossy().ends_with(extension)) {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), extensions, &mut found);
    found.sort();
    assert!(!found.is_empty(), "no {extensions:?} in {folder}");
    found.iter().map(|path| std::fs::read(path).expect("a file")).collect()
}

/// Texts as seeds.
pub(crate) fn texts(texts: &[&str]) -> Vec<Vec<u8>> {
    texts.iter().map(|text| text.as_bytes().to_vec()).collect()
}

/// Calls `target` with the seeds and with changes of them; it panics when something is wrong.
pub(crate) fn fuzz(name: &str, seeds: &[Vec<u8>], words: &[&str], most: usize, target: impl Fn(&[u8])) {
    if let Some(path) = std::env::var_os("VESTNIK_FUZZ_INPUT").map(PathBuf::from) {
        let file = path.file_name().unwrap_or_default().to_string_lossy();
        if file.starts_with(&format!("{name}-")) {
            let input = std::fs::read(&path).expect("the input");
            try_one(&target, &input).unwrap_or_else(|fault| panic!("{name}: {fault}"));
        }
        return;
    }
    let asked = std::env::var("VESTNIK_FUZZ_SECONDS").ok();
    let time = asked.as_deref().map_or(SHORT, |seconds| {
        Duration::from_secs(seconds.parse().expect("VESTNIK_FUZZ_SECONDS is a number"))
    });
    let seed = match std::env::var("VESTNIK_SEED") {
        Ok(seed) => seed.parse().expect("VESTNIK_SEED is a number"),
        Err(_) if asked.is_some() => fastrand::u64(..),
        Err(_) => 1,
    };
    let mut random = fastrand::Rng::with_seed(seed);
    let started = Instant::now();
    let (mut inputs, mut bytes) = (0_u64, 0_usize);
    let mut attempt = |input: &[u8]| {
        (inputs, bytes) = (inputs + 1, bytes + input.len());
        if let Err(fault) = try_one(&target, input) {
            let path = save(name, input);
            panic!(
                "{name}, VESTNIK_SEED={seed}, input {inputs}: {fault}\nrepeat it with VESTNIK_FUZZ_INPUT={} \
                 cargo test --test fuzz",
                path.display()
            );
        }
    };
    for input in seeds {
        attempt(input);
        if started.elapsed() > time {
            break;
        }
    }
    while started.elapsed() < time {
        let input = changed(&mut random, seeds, words, most);
        attempt(&input);
    }
    println!("{name}: VESTNIK_SEED={seed}, {inputs} inputs, {bytes} bytes, {:.0?}", started.elapsed());
}

/// What is wrong with one input.
fn try_one(target: &impl Fn(&[u8]), input: &[u8]) -> Result<(), String> {
    let limit = Duration::from_secs_f64(SECONDS * input.len().max(LEAST) as f64 / LEAST as f64);
    let mut quickest = Duration::MAX;
    // Another program may have disturbed it.
    for _ in 0..3 {
        let started = Instant::now();
        catch_unwind(AssertUnwindSafe(|| target(input))).map_err(|panic| {
            let said = panic.downcast_ref::<String>().map(String::as_str);
            format!("it panics: {}", said.or(panic.downcast_ref::<&str>().copied()).unwrap_or("no message"))
        })?;
        quickest = quickest.min(started.elapsed());
        if quickest <= limit {
            return Ok(());
        }
    }
    Err(format!("{} bytes take {quickest:.1?}, and they may take {limit:.1?}", input.len()))
}

fn save(name: &str, input: &[u8]) -> PathBuf {
    let hash = blake3::hash(input).to_hex();
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{}", &hash[..12]));
    std::fs::write(&path, input).expect("the input is saved");
    path
}

/// A target that fails says with which input, and the input repeats it.
#[test]
fn a_failing_input_is_found_and_saved() {
    let target = |input: &[u8]| assert!(!input.windows(3).any(|window| window == b"(((".as_slice()), "deep");
    let run = || fuzz("itself", &texts(&["a b c"]), &["((("], 1_000, target);
    let asked = ["VESTNIK_FUZZ_INPUT", "VESTNIK_FUZZ_SECONDS"];
    if asked.iter().any(|name| std::env::var_os(name).is_some()) {
        return;
    }
    let panic = catch_unwind(AssertUnwindSafe(run)).expect_err("found");
    let said = panic.downcast_ref::<String>().expect("a message");
    assert!(said.contains("it panics: deep"), "{said}");
    let path = said.split("VESTNIK_FUZZ_INPUT=").nth(1).and_then(|rest| rest.split(' ').next());
    let saved = std::fs::read(path.expect("a path")).expect("saved");
    assert!(try_one(&target, &saved).is_err());
    assert!(try_one(&|_: &[u8]| std::thread::sleep(Duration::from_millis(1)), &saved).is_ok());
}
