//! The generations in the folder of an index: their names, which one is live, and which ones may stand in for it.
//!
//! `index/current` is a small file that holds the name of the live generation and the hash of its manifest. When it is
//! missing, cannot be read, or does not fit what lies in the folder, it is not known which generation is live: that is
//! [`EngineError::NotNamed`], never an index without generations.

use std::cmp::Reverse;
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::Path;

use super::disk::{fault, read};
use super::manifest::{MANIFEST, Manifest, Trust, stated_hash};
use crate::engine::EngineError;
use crate::engine::error::is_passing;
use crate::engine::generations::Generation;

pub(super) const CURRENT: &str = "current";
pub(super) const PREFIX: &str = "gen-";

/// The number in the name of a generation; `None` for any other name.
pub(super) fn number(name: &str) -> Option<u64> {
    let digits = name.strip_prefix(PREFIX)?;
    (digits.len() >= 6 && digits.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| digits.parse().ok())
        .flatten()
}

/// The names of the generations in an index, the oldest first.
pub(crate) fn generations(root: &Path) -> Result<Vec<String>, EngineError> {
    let mut names: Vec<String> = match fault("list").and_then(|()| fs::read_dir(root)) {
        Ok(entries) => entries
            .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
            .filter(|name| number(name).is_some())
            .collect(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
        Err(source) => return Err(EngineError::io(root, source)),
    };
    names.sort_unstable_by_key(|name| number(name));
    Ok(names)
}

/// The name of the live generation; `None` when the index has no generation yet.
pub(crate) fn current(root: &Path) -> Result<Option<String>, EngineError> {
    Ok(identity(root)?.map(|identity| name_of(&identity).to_owned()))
}

/// The content of `index/current`: the name of the live generation and the hash of its manifest, which identifies it
/// also against one of the same name in an index that was deleted and built anew. `None` only when there is neither
/// this file nor any generation.
pub(crate) fn identity(root: &Path) -> Result<Option<String>, EngineError> {
    let unnamed = |problem: String| EngineError::NotNamed { index: root.to_owned(), problem };
    let bytes = match read(&root.join(CURRENT)) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return match generations(root)?.as_slice() {
                [] => Ok(None),
                names => Err(unnamed(format!("is missing, and {} there", lie(names)))),
            };
        }
        // What it says can be read later; it may not be passed over.
        Err(source) if is_passing(&source) => return Err(EngineError::io(&root.join(CURRENT), source)),
        Err(error) => return Err(unnamed(format!("cannot be read ({error})"))),
    };
    if bytes.is_empty() {
        return Err(unnamed("is empty".to_owned()));
    }
    let text = String::from_utf8_lossy(&bytes);
    let identity = text.strip_suffix('\n').unwrap_or_default();
    match identity.split_once(' ') {
        // A path is never made from the content of a file.
        Some((name, hash)) if number(name).is_some() && hash.len() == 64 => Ok(Some(identity.to_owned())),
        _ => Err(unnamed("does not name a generation".to_owned())),
    }
}

fn lie(names: &[String]) -> String {
    match names {
        [one] => format!("{one} lies"),
        [first, .., last] => format!("{} generations, {first} to {last}, lie", names.len()),
        [] => "nothing lies".to_owned(),
    }
}

/// The name in an identity.
pub(crate) fn name_of(identity: &str) -> &str {
    identity.split_once(' ').map_or(identity, |(name, _)| name)
}

/// The identity of the live generation, which lies in the folder and has the manifest that `current` says. `None` when
/// the index has no generation yet.
///
/// An error other than [`EngineError::NotNamed`] is about the generation that `current` names.
pub(crate) fn live(root: &Path) -> Result<Option<String>, EngineError> {
    let Some(identity) = identity(root)? else { return Ok(None) };
    let unnamed = |problem: String| EngineError::NotNamed { index: root.to_owned(), problem };
    let name = name_of(&identity);
    if !root.join(name).is_dir() {
        return Err(unnamed(format!("names {name}, which is not there")));
    }
    if identity_of(root, name)? != identity {
        return Err(unnamed(format!("states another hash of {name}'s manifest than manifest.b3 in it")));
    }
    Ok(Some(identity))
}

/// The identity of any generation.
pub(crate) fn identity_of(root: &Path, name: &str) -> Result<String, EngineError> {
    Ok(format!("{name} {}", stated_hash(&root.join(name))?))
}

/// The generations that may stand in for the live one, the one to try first in front: those before it, the newest
/// first, then those after it. When it is not known which one is live: the one that `current` names, if it names one,
/// and then in the same order.
pub(crate) fn stand_ins(root: &Path) -> Result<Vec<String>, EngineError> {
    let named = current(root).ok().flatten();
    let known = !matches!(live(root), Err(EngineError::NotNamed { .. }));
    let mut names = generations(root)?;
    names.retain(|name| !known || named.as_ref() != Some(name));
    let named = named.as_deref().and_then(number).unwrap_or(u64::MAX);
    names.sort_by_key(|name| (number(name) > Some(named), Reverse(number(name))));
    Ok(names)
}

/// The generations before the live one, the newest first; all that may stand in for it when it is not known which one
/// is live.
pub(super) fn earlier(root: &Path) -> Result<Vec<String>, EngineError> {
    let mut names = stand_ins(root)?;
    if !matches!(live(root), Err(EngineError::NotNamed { .. })) {
        let named = current(root)?.as_deref().and_then(number);
        names.retain(|name| number(name) < named);
    }
    Ok(names)
}

/// Holds a generation with a shared lock while it is read, so that no job removes it. On a file system without locks
/// nothing is held, and open files stay readable.
pub(crate) fn hold(folder: &Path) -> Option<File> {
    let file = File::open(folder.join(MANIFEST)).ok()?;
    file.try_lock_shared().ok()?;
    Some(file)
}

/// Whether a reader holds a generation.
pub(super) fn is_read(folder: &Path) -> bool {
    File::open(folder.join(MANIFEST))
        .is_ok_and(|file| matches!(file.try_lock(), Err(TryLockError::WouldBlock)))
}

/// Every generation in an index, the oldest first. Only the lengths of their files are checked, not the contents.
pub(crate) fn list(root: &Path) -> Result<Vec<Generation>, EngineError> {
    let live = current(root).unwrap_or_default();
    let generations = generations(root)?.into_iter().map(|name| {
        let folder = root.join(&name);
        let manifest = Manifest::read(&folder).and_then(|manifest| {
            manifest.verify(&folder, Trust::Bytes)?;
            Ok(manifest)
        });
        let live = live.as_ref() == Some(&name);
        match manifest {
            Ok(manifest) => Generation {
                name,
                live,
                documents: manifest.documents,
                bytes: manifest.bytes(),
                created: manifest.created,
                newest: manifest.newest,
                problem: None,
            },
            Err(error) => Generation {
                name,
                live,
                documents: 0,
                bytes: 0,
                created: String::new(),
                newest: None,
                problem: Some(error.to_string()),
            },
        }
    });
    Ok(generations.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder with generations, and `current` if it is given.
    fn index(names: &[&str], current: Option<&str>) -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        for name in names {
            let generation = folder.path().join(name);
            fs::create_dir(&generation).expect("a folder");
            Manifest::new("1".to_owned(), "x".to_owned(), String::new())
                .write(&generation)
                .expect("a manifest");
        }
        if let Some(current) = current {
            let text = match number(current) {
                Some(_) if names.contains(&current) => {
                    identity_of(folder.path(), current).expect("a hash") + "\n"
                }
                Some(_) => format!("{current} {}\n", "0".repeat(64)),
                None => current.to_owned(),
            };
            fs::write(folder.path().join(CURRENT), text).expect("written");
        }
        folder
    }

    #[test]
    fn only_a_folder_without_generations_has_no_index_yet() {
        assert_eq!(live(index(&[], None).path()).expect("readable"), None);
        let missing = tempfile::tempdir().expect("a folder").path().join("missing");
        assert_eq!(live(&missing).expect("no folder"), None);
        for (current, says) in [
            (None, "is missing, and 2 generations, gen-000001 to gen-000002, lie there"),
            (Some(""), "is empty"),
            (Some("../../etc\n"), "does not name a generation"),
            (Some("gen-000009"), "names gen-000009, which is not there"),
        ] {
            let error = live(index(&["gen-000001", "gen-000002"], current).path()).expect_err("not known");
            assert!(matches!(error, EngineError::NotNamed { .. }), "{error}");
            assert!(
                error.to_string().contains(says) && error.to_string().contains("vestnik rollback"),
                "{error}"
            );
        }
    }

    #[test]
    fn what_stands_in_for_the_live_generation() {
        let all = ["gen-000001", "gen-000002", "gen-000003"];
        for (current, stand_ins_, earlier_) in [
            (Some("gen-000002"), vec![1, 3], vec![1]),
            (Some("gen-000001"), vec![3, 2], vec![]),
            (None, vec![3, 2, 1], vec![3, 2, 1]),
            (Some(""), vec![3, 2, 1], vec![3, 2, 1]),
            (Some("gen-000009"), vec![3, 2, 1], vec![3, 2, 1]),
        ] {
            let folder = index(&all, current);
            let names =
                |numbers: &[u64]| numbers.iter().map(|number| format!("gen-{number:06}")).collect::<Vec<_>>();
            assert_eq!(stand_ins(folder.path()).expect("names"), names(&stand_ins_), "{current:?}");
            assert_eq!(earlier(folder.path()).expect("names"), names(&earlier_), "{current:?}");
        }
        // The hash in `current` is not the one of the generation that it names, which is tried first nevertheless.
        let folder = index(&all, Some("gen-000002"));
        let path = folder.path().join(CURRENT);
        fs::write(&path, format!("gen-000002 {}\n", "0".repeat(64))).expect("written");
        assert_eq!(stand_ins(folder.path()).expect("names"), ["gen-000002", "gen-000001", "gen-000003"]);
    }
}
