//! A generation as one file, and back: a tar of its files with the manifest, packed with zstd.

use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::{Component, Path};

use super::bytes::{self, Hashing};
use super::disk::{NewFile, create, create_new, free_space, rename, sync_file, sync_folder};
use super::generation;
use super::job::IndexLock;
use super::manifest::{MANIFEST, MANIFEST_HASH, Manifest};
use crate::engine::EngineError;

/// A low level, because most of a generation is compressed already.
const LEVEL: i32 = 3;

/// The file that is written before it gets the name of the snapshot, in the same folder.
const PART: (&str, &str) = (".vestnik-", ".part");

/// Packs the live generation into a file and returns its name. Every byte is verified as it is packed. The file is there
/// in full or not at all.
pub(crate) fn snapshot(root: &Path, to: &Path) -> Result<String, EngineError> {
    let place = match to.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    // First, so that also one that is refused leaves nothing of a killed one.
    remove_parts(place);
    let live = generation::live(root)?.ok_or_else(|| EngineError::Empty { index: root.to_owned() })?;
    let name = generation::name_of(&live).to_owned();
    let folder = root.join(&name);
    let _held = generation::hold(&folder);
    let manifest = Manifest::read(&folder)?;
    let part = place.join(format!("{}{}{}", PART.0, std::process::id(), PART.1));
    let packed = create(&part).map_err(|source| EngineError::io(to, source)).and_then(|file| {
        // Held for as long as this process lives; a file that is not held was left by a killed one.
        file.hold();
        pack(&folder, &manifest, &file, to)?;
        rename(&part, to)?;
        sync_folder(place)
    });
    if packed.is_err() {
        let _ = fs::remove_file(&part);
    }
    packed.map(|()| name)
}

/// Removes what killed snapshots into a folder have left.
fn remove_parts(place: &Path) {
    let Ok(entries) = fs::read_dir(place) else { return };
    for path in entries.flatten().map(|entry| entry.path()) {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if name.starts_with(PART.0)
            && name.ends_with(PART.1)
            && File::open(&path).is_ok_and(|file| file.try_lock().is_ok())
        {
            let _ = fs::remove_file(&path);
        }
    }
}

/// Packs the files of a generation; `to` is the file for messages.
fn pack(folder: &Path, manifest: &Manifest, file: &NewFile, to: &Path) -> Result<(), EngineError> {
    let writing = |source| EngineError::io(to, source);
    let start = || -> io::Result<_> {
        let mut packed = zstd::Encoder::new(BufWriter::new(file), LEVEL)?;
        packed.include_checksum(true)?;
        Ok(tar::Builder::new(packed))
    };
    let mut tar = start().map_err(writing)?;
    // The manifest first, so that a reader of the file knows at once what it is.
    for name in [MANIFEST, MANIFEST_HASH].into_iter().chain(manifest.files.keys().map(String::as_str)) {
        let path = folder.join(name);
        let reading = |source| EngineError::io(&path, source);
        let original = bytes::open(&path).map_err(reading)?;
        let length = original.metadata().map_err(reading)?;
        let mut header = tar::Header::new_gnu();
        header.set_metadata(&length);
        // A file that grows meanwhile must not run into the next one.
        let mut original = Hashing::new(original.take(length.len()));
        let added = tar.append_data(&mut header, name, &mut original);
        added.map_err(|source| if original.failed { reading(source) } else { writing(source) })?;
        let found = original.hashed();
        let right = match manifest.files.get(name) {
            Some(record) => record.is_of(&found),
            // Compared with one another when the generation was opened, and when the snapshot is restored.
            None => found.bytes == length.len(),
        };
        if !right {
            let problem = format!("{name} is not what was written: its hash differs");
            return Err(EngineError::NotWhatWasWritten { problem });
        }
    }
    let finish = || -> io::Result<()> {
        tar.into_inner()?.finish()?.flush()?;
        file.sync()
    };
    finish().map_err(writing)
}

/// Makes a packed generation the live one and returns its name. It is refused if a byte differs from what was packed,
/// or if it was built with another schema or analyzer than this program has; `open` opens it in a folder, every byte
/// verified. The generations beyond `keep` are removed.
pub(crate) fn restore(
    root: &Path,
    from: &Path,
    keep: usize,
    open: impl FnOnce(&Path) -> Result<(), EngineError>,
) -> Result<String, EngineError> {
    let lock = IndexLock::acquire(root)?;
    lock.tell_what_is_not_named();
    let mut staging = lock.staging()?;
    let file = bytes::open(from).map_err(|source| EngineError::io(from, source))?;
    let unsound = |problem: String| EngineError::NoSnapshot { path: from.to_owned(), problem };
    unpack(BufReader::new(file), staging.folder()).map_err(|source| {
        // An error of the operating system is not a fault of the snapshot.
        let refused = source.raw_os_error().is_some() || source.kind() == io::ErrorKind::StorageFull;
        if refused { EngineError::io(root, source) } else { unsound(source.to_string()) }
    })?;
    for entry in fs::read_dir(staging.folder()).map_err(|source| EngineError::io(staging.folder(), source))? {
        sync_file(&entry.map_err(|source| EngineError::io(staging.folder(), source))?.path())?;
    }
    staging.seal()?;
    open(staging.folder()).map_err(|error| match error {
        EngineError::Incompatible { .. } => {
            EngineError::Incompatible { generation: from.display().to_string() }
        }
        EngineError::Io { ref source, .. } if source.kind() != io::ErrorKind::NotFound => error,
        _ => unsound("its files are not those that were packed".to_owned()),
    })?;
    lock.publish(&mut staging, keep)
}

fn unpack(packed: impl io::BufRead, folder: &Path) -> io::Result<()> {
    let mut tar = tar::Archive::new(zstd::Decoder::with_buffer(packed)?);
    let foreign = |what: String| io::Error::new(io::ErrorKind::InvalidData, what);
    for entry in tar.entries()? {
        let mut entry = entry?;
        let path = entry.path()?.into_owned();
        let mut parts = path.components();
        // Only files, and only into this folder.
        let (Some(Component::Normal(name)), None, true) =
            (parts.next(), parts.next(), entry.header().entry_type().is_file())
        else {
            return Err(foreign(format!("{} has no place in a snapshot", path.display())));
        };
        let room = free_space(folder)?;
        if entry.size() > room {
            return Err(io::Error::new(
                io::ErrorKind::StorageFull,
                format!("no room for {}", path.display()),
            ));
        }
        let file = create_new(&folder.join(name))?;
        let size = entry.size();
        let copied = io::copy(&mut entry.by_ref().take(size), &mut &file)?;
        if copied != size {
            return Err(foreign(format!("{} is cut short", path.display())));
        }
    }
    // The tar ends before the zstd stream, whose last bytes are the checksum.
    io::copy(&mut tar.into_inner(), &mut io::sink())?;
    Ok(())
}
