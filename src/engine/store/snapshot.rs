//! A generation as one file, and back: a tar of its files with the manifest, packed with zstd.

use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::{Component, Path};

use super::disk::{free_space, sync_file};
use super::generation;
use super::job::IndexLock;
use super::manifest::{MANIFEST, MANIFEST_HASH, Manifest, Trust};
use crate::engine::EngineError;

/// A low level, because most of a generation is compressed already.
const LEVEL: i32 = 3;

/// Packs the live generation into a file and returns its name. The file is there in full or not at all.
pub(crate) fn snapshot(root: &Path, to: &Path) -> Result<String, EngineError> {
    let live = generation::live(root)?.ok_or_else(|| EngineError::Empty { index: root.to_owned() })?;
    let name = generation::name_of(&live).to_owned();
    let folder = root.join(&name);
    let _held = generation::hold(&folder);
    let manifest = Manifest::read(&folder)?;
    manifest.verify(&folder, Trust::Nothing)?;
    let mut part = to.to_owned().into_os_string();
    part.push(".part");
    let part = Path::new(&part);
    let write = || -> io::Result<()> {
        let file = BufWriter::new(File::create(part)?);
        let mut packed = zstd::Encoder::new(file, LEVEL)?;
        packed.include_checksum(true)?;
        let mut tar = tar::Builder::new(packed);
        // The manifest first, so that a reader of the file knows at once what it is.
        let names = [MANIFEST, MANIFEST_HASH].into_iter().chain(manifest.files.keys().map(String::as_str));
        for name in names {
            tar.append_path_with_name(folder.join(name), name)?;
        }
        let mut file = tar.into_inner()?.finish()?;
        file.flush()?;
        file.get_ref().sync_all()
    };
    let written = write().and_then(|()| fs::rename(part, to));
    if written.is_err() {
        let _ = fs::remove_file(part);
    }
    written.map_err(|source| EngineError::io(to, source))?;
    Ok(name)
}

/// Makes a packed generation the live one and returns its name. It is refused if a byte differs from what was packed,
/// or if it was built with another schema or analyzer than this program has. The generations beyond `keep` are removed.
pub(crate) fn restore(
    root: &Path,
    from: &Path,
    schema: &str,
    analyzer: &str,
    keep: usize,
) -> Result<String, EngineError> {
    let lock = IndexLock::acquire(root)?;
    lock.tell_what_is_not_named();
    let mut staging = lock.staging()?;
    let folder = staging.folder().to_owned();
    let file = File::open(from).map_err(|source| EngineError::io(from, source))?;
    let unsound = |problem: String| EngineError::NoSnapshot { path: from.to_owned(), problem };
    unpack(BufReader::new(file), &folder).map_err(|source| {
        // An error of the operating system is not a fault of the snapshot.
        let refused = source.raw_os_error().is_some() || source.kind() == io::ErrorKind::StorageFull;
        if refused { EngineError::io(from, source) } else { unsound(source.to_string()) }
    })?;
    let manifest = Manifest::read(&folder)
        .and_then(|manifest| manifest.verify(&folder, Trust::Nothing).map(|()| manifest))
        .map_err(|error| match error {
            EngineError::Io { source, .. } if source.kind() != io::ErrorKind::NotFound => {
                EngineError::io(from, source)
            }
            _ => unsound("its files are not those that were packed".to_owned()),
        })?;
    if !manifest.is_of(schema, analyzer) {
        return Err(EngineError::Incompatible { generation: from.display().to_string() });
    }
    for name in manifest.files.keys() {
        sync_file(&folder.join(name))?;
    }
    lock.publish(&mut staging, &manifest, keep)
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
        let mut file = File::create_new(folder.join(name))?;
        let size = entry.size();
        let copied = io::copy(&mut entry.by_ref().take(size), &mut file)?;
        if copied != size {
            return Err(foreign(format!("{} is cut short", path.display())));
        }
    }
    // The tar ends before the zstd stream, whose last bytes are the checksum.
    io::copy(&mut tar.into_inner(), &mut io::sink())?;
    Ok(())
}
