//! The manifest of a generation: how it was built, its documents, and a hash of every file. The manifest's own hash is
//! in `manifest.b3` (`b3sum -c` reads both) and in `index/current`, so that no byte of a generation can change
//! unnoticed.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use serde::{Deserialize, Deserializer, Serialize};

use super::bytes::{self, Failed, Hashed};
use super::disk::{create_new, read, write_synced};
use crate::engine::EngineError;

pub(crate) const MANIFEST: &str = "manifest.json";
pub(crate) const MANIFEST_HASH: &str = "manifest.b3";

/// Raise it when the manifest itself changes.
const FORMAT: u32 = 1;

/// The manifest of a generation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Manifest {
    /// The version of the manifest's format.
    pub(crate) format: u32,
    /// The fingerprint of the schema it was built with. Earlier programs wrote a number here, which never equals a
    /// fingerprint.
    #[serde(deserialize_with = "text_or_number")]
    pub(crate) schema: String,
    /// The fingerprint of the analyzer it was built with.
    pub(crate) analyzer: String,
    /// How many documents it holds.
    pub(crate) documents: u64,
    /// When it was finished, RFC 3339 in UTC.
    pub(crate) created: String,
    /// The newest publication date in it.
    pub(crate) newest: Option<String>,
    /// The fingerprint of the annotators of the documents.
    pub(crate) rules: String,
    /// Every other file of the folder, by name.
    pub(crate) files: BTreeMap<String, FileRecord>,
}

/// A file as it was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct FileRecord {
    pub(crate) bytes: u64,
    /// BLAKE3, in hexadecimal digits.
    pub(crate) blake3: String,
}

impl FileRecord {
    /// What is wrong with a file, in plain words; an error of the system when it is there and cannot be read.
    fn problem(&self, path: &Path, trust: Trust) -> io::Result<Option<String>> {
        let found = match path.metadata() {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Ok(Some("is missing".to_owned()));
            }
            found => found?.len(),
        };
        if found != self.bytes {
            return Ok(Some(format!("has {found} bytes, not {}", self.bytes)));
        }
        if trust == Trust::Nothing && !self.is_of(&bytes::hash(path)?) {
            return Ok(Some("is not what was written: its hash differs".to_owned()));
        }
        Ok(None)
    }

    pub(super) fn is_of(&self, found: &Hashed) -> bool {
        self.bytes == found.bytes && self.blake3 == found.blake3
    }

    /// Copies a file, and refuses it if the bytes of the copy are not those that were recorded. The copy is on the disk
    /// when this returns. It shares nothing with the original, so that one damaged file is never two.
    ///
    /// # Errors
    /// [`EngineError::NotWhatWasWritten`] for another file, [`EngineError::Io`] with the path that failed.
    pub(crate) fn copy(&self, from: &Path, to: &Path) -> Result<(), EngineError> {
        let (reading, writing) =
            (|source| EngineError::io(from, source), |source| EngineError::io(to, source));
        let mut original = bytes::open(from).map_err(reading)?;
        let file = create_new(to).map_err(writing)?;
        let copied = bytes::copy(&mut original, &mut &file).map_err(|failed| match failed {
            Failed::Reading(error) => reading(error),
            Failed::Writing(error) => writing(error),
        })?;
        if !self.is_of(&copied) {
            let problem = format!("{} is not what was written: its hash differs", from.display());
            return Err(EngineError::NotWhatWasWritten { problem });
        }
        file.sync().map_err(writing)
    }
}

/// How much of a generation is checked before it is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Trust {
    /// Every byte.
    Nothing,
    /// The presence and length of every file; for a list.
    Bytes,
}

impl Manifest {
    pub(crate) fn new(schema: String, analyzer: String, rules: String) -> Self {
        Self {
            format: FORMAT,
            schema,
            analyzer,
            documents: 0,
            created: now(),
            newest: None,
            rules,
            files: BTreeMap::new(),
        }
    }

    /// Whether it was built with a schema and an analyzer, by their fingerprints.
    pub(crate) fn is_of(&self, schema: &str, analyzer: &str) -> bool {
        self.schema == schema && self.analyzer == analyzer
    }

    /// Reads the manifest of a generation; a changed one is an error.
    pub(crate) fn read(folder: &Path) -> Result<Self, EngineError> {
        let path = folder.join(MANIFEST);
        let text = read(&path).map_err(|source| EngineError::io(&path, source))?;
        if stated_hash(folder)? != hash(&text) {
            return Err(EngineError::Changed { path });
        }
        serde_json::from_slice(&text).map_err(|source| EngineError::Manifest { path, source })
    }

    /// Writes it, and its hash beside it.
    pub(crate) fn write(&self, folder: &Path) -> Result<(), EngineError> {
        let text = serde_json::to_vec_pretty(self).map_err(|source| EngineError::Stored { source })?;
        write_synced(&folder.join(MANIFEST), &text)?;
        write_synced(&folder.join(MANIFEST_HASH), format!("{}  {MANIFEST}\n", hash(&text)).as_bytes())
    }

    /// Records every file of a folder. The record of a file with the same name and length in `known` is reused without
    /// reading it: it is a copy that was verified as it was made.
    pub(crate) fn record(
        &mut self,
        folder: &Path,
        known: &BTreeMap<String, FileRecord>,
    ) -> Result<(), EngineError> {
        self.files.clear();
        for entry in fs::read_dir(folder).map_err(|source| EngineError::io(folder, source))? {
            let path = entry.map_err(|source| EngineError::io(folder, source))?.path();
            let Some(name) = path.file_name().and_then(|name| name.to_str()) else { continue };
            if name == MANIFEST || name == MANIFEST_HASH {
                continue;
            }
            let bytes = path.metadata().map_err(|source| EngineError::io(&path, source))?.len();
            let record = match known.get(name).filter(|known| known.bytes == bytes) {
                Some(known) => known.clone(),
                None => {
                    let Hashed { bytes, blake3 } =
                        bytes::hash(&path).map_err(|source| EngineError::io(&path, source))?;
                    FileRecord { bytes, blake3 }
                }
            };
            self.files.insert(name.to_owned(), record);
        }
        Ok(())
    }

    /// The faults of the files of a folder, in plain words; empty when they are as written.
    pub(crate) fn problems(&self, folder: &Path, trust: Trust) -> Vec<String> {
        let problems = self.files.iter().map(|(name, record)| {
            let found = record.problem(&folder.join(name), trust);
            found.unwrap_or_else(|error| Some(format!("cannot be read: {error}"))).map(|what| (name, what))
        });
        problems.flatten().map(|(name, what)| format!("{name} {what}")).collect()
    }

    /// Refuses a folder whose files are not as written, or cannot be read.
    pub(crate) fn verify(&self, folder: &Path, trust: Trust) -> Result<(), EngineError> {
        for (name, record) in &self.files {
            let path = folder.join(name);
            let problem = record.problem(&path, trust).map_err(|source| EngineError::io(&path, source))?;
            if let Some(problem) = problem {
                return Err(EngineError::NotWhatWasWritten { problem: format!("{name} {problem}") });
            }
        }
        Ok(())
    }

    /// The bytes of all files together.
    pub(crate) fn bytes(&self) -> u64 {
        self.files.values().map(|record| record.bytes).sum()
    }
}

/// Reads a number as its digits.
fn text_or_number<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Written {
        Text(String),
        Number(u64),
    }
    Ok(match Written::deserialize(from)? {
        Written::Text(text) => text,
        Written::Number(number) => number.to_string(),
    })
}

/// The hash of a generation's manifest, as the file beside it states it.
pub(crate) fn stated_hash(folder: &Path) -> Result<String, EngineError> {
    let path = folder.join(MANIFEST_HASH);
    let text = read(&path).map_err(|source| EngineError::io(&path, source))?;
    let text = String::from_utf8_lossy(&text);
    let hash = text.split_whitespace().next().unwrap_or_default();
    // Compared exactly, so that no byte of this file can change either.
    if text != format!("{hash}  {MANIFEST}\n") || hash.len() != 64 {
        return Err(EngineError::Changed { path });
    }
    Ok(hash.to_owned())
}

fn hash(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex().to_string()
}

/// The time in UTC to the second, RFC 3339.
fn now() -> String {
    let now = jiff::Timestamp::now();
    now.round(jiff::Unit::Second).unwrap_or(now).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written() -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("a.store"), b"documents").expect("written");
        let mut manifest = Manifest::new("1".to_owned(), "x".to_owned(), String::new());
        manifest.record(folder.path(), &BTreeMap::new()).expect("recorded");
        manifest.write(folder.path()).expect("written");
        folder
    }

    #[test]
    fn what_was_written_is_sound() {
        let folder = written();
        let manifest = Manifest::read(folder.path()).expect("a manifest");
        assert_eq!(manifest.bytes(), 9);
        assert!(manifest.problems(folder.path(), Trust::Nothing).is_empty());
    }

    /// A generation with a numbered schema is one of another schema, not a damaged one.
    #[test]
    fn a_schema_may_be_a_number() {
        let folder = written();
        let path = folder.path().join(MANIFEST);
        let text = fs::read_to_string(&path).expect("readable").replace("\"schema\": \"1\"", "\"schema\": 6");
        fs::write(&path, &text).expect("written");
        let hash = format!("{}  {MANIFEST}\n", hash(text.as_bytes()));
        fs::write(folder.path().join(MANIFEST_HASH), hash).expect("written");
        assert_eq!(Manifest::read(folder.path()).expect("a manifest").schema, "6");
    }

    #[test]
    fn every_bit_of_every_file_counts() {
        let folder = written();
        let sound = |folder: &Path| {
            Manifest::read(folder).and_then(|manifest| manifest.verify(folder, Trust::Nothing)).is_ok()
        };
        for name in ["a.store", MANIFEST, MANIFEST_HASH] {
            let path = folder.path().join(name);
            let bytes = fs::read(&path).expect("readable");
            for bit in 0..bytes.len() * 8 {
                let mut flipped = bytes.clone();
                flipped[bit / 8] ^= 1 << (bit % 8);
                fs::write(&path, flipped).expect("written");
                assert!(!sound(folder.path()), "{name}: bit {bit}");
            }
            fs::write(&path, &bytes[..bytes.len() - 1]).expect("written");
            assert!(!sound(folder.path()), "{name} cut short");
            fs::remove_file(&path).expect("removed");
            assert!(!sound(folder.path()), "{name} missing");
            fs::write(&path, &bytes).expect("written");
            assert!(sound(folder.path()), "{name} as it was");
        }
    }
}
