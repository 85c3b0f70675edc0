//! Generations as files in a folder: manifests, the lock, publishing and removal. The content of the files belongs to
//! the engine that wrote them.

mod bytes;
mod disk;
#[cfg(test)]
mod faults;
mod generation;
mod job;
mod manifest;
mod snapshot;

pub(super) use disk::free_space;
#[cfg(test)]
pub(super) use faults::{FaultyDisk, Plan};
pub(super) use generation::{
    current, generations, hold, identity, identity_of, list, live, name_of, stand_ins,
};
pub(super) use job::{IndexLock, Staging, rollback};
pub(super) use manifest::{FileRecord, MANIFEST, MANIFEST_HASH, Manifest, Trust};
pub(super) use snapshot::{restore, snapshot};
