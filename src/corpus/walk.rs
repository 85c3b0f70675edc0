//! Which files to read: the given ones, and those in the given folders that hold communiqués.

use std::{
    collections::HashSet,
    fs, io,
    path::{Component, Path, PathBuf},
    sync::Arc,
};

use walkdir::{DirEntry, WalkDir};

use super::format::Format;
use super::{ReadError, Rejection, readers};
use crate::model::Origin;

/// A file to read.
#[derive(Clone, Debug)]
pub(super) struct Found {
    /// Its path.
    pub(super) path: PathBuf,
    /// Its name in messages.
    pub(super) shown: String,
    /// The path from which the ids of its documents are made.
    pub(super) name: String,
    /// Its reader.
    pub(super) format: Format,
    /// Its size on disk.
    pub(super) bytes: u64,
}

/// The files of `paths`, folders in the order of the bytes of their paths, each file once. A path that cannot be read
/// gives an error at its place in the order.
pub(super) fn find(paths: &[PathBuf], root: Option<&Path>) -> Vec<Result<Found, Rejection>> {
    let root = root.and_then(|root| fs::canonicalize(root).ok());
    let mut seen = HashSet::new();
    let mut found = Vec::new();
    for path in paths {
        match fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => found.extend(in_folder(path, root.as_deref())),
            Ok(metadata) => found.push(given(path, &metadata, root.as_deref())),
            Err(error) => found.push(Err(rejection(display(path), io_reason(error)))),
        }
    }
    // The same file through two paths, or a folder given with a file inside it, is one input.
    found.retain(|item| match item {
        Ok(file) => fs::canonicalize(&file.path).map_or(true, |path| seen.insert(path)),
        Err(_) => true,
    });
    found
}

/// A file given by its own path.
fn given(path: &Path, metadata: &fs::Metadata, root: Option<&Path>) -> Result<Found, Rejection> {
    let shown = display(path);
    if !metadata.is_file() {
        return Err(rejection(shown, ReadError::NotAFile));
    }
    let file_name = path.file_name().unwrap_or_default().to_string_lossy();
    let Some(format) = Format::of(&file_name) else {
        let name = file_name.into_owned();
        return Err(rejection(shown, ReadError::UnknownFormat { name, known: readers::extensions() }));
    };
    Ok(Found {
        path: path.to_owned(),
        name: below(path, root).unwrap_or_else(|| file_name.into_owned()),
        shown,
        format,
        bytes: metadata.len(),
    })
}

fn in_folder(folder: &Path, root: Option<&Path>) -> Vec<Result<Found, Rejection>> {
    // A folder inside the corpus names its files as the corpus does.
    let prefix = below(folder, root).unwrap_or_default();
    let name_of = |path: &Path| {
        let inner = display(path.strip_prefix(folder).unwrap_or(path));
        if prefix.is_empty() { inner } else { format!("{prefix}/{inner}") }
    };
    let mut found: Vec<(PathBuf, Result<Found, Rejection>)> = Vec::new();
    let walk = WalkDir::new(folder)
        .follow_links(true)
        .into_iter()
        .filter_entry(|entry| entry.depth() == 0 || !is_hidden(entry));
    for entry in walk {
        match entry {
            Ok(entry) => {
                if let Some(item) = in_entry(&entry, &name_of) {
                    found.push((entry.into_path(), item));
                }
            }
            Err(error) => {
                let path = error.path().unwrap_or(folder).to_owned();
                let reason = match error.loop_ancestor() {
                    Some(ancestor) => ReadError::LinkLoop { ancestor: display(ancestor) },
                    None => io_reason(error.into()),
                };
                let item = Err(rejection(name_of(&path), reason));
                found.push((path, item));
            }
        }
    }
    found.sort_by(|(a, _), (b, _)| a.as_os_str().as_encoded_bytes().cmp(b.as_os_str().as_encoded_bytes()));
    found.into_iter().map(|(_, item)| item).collect()
}

/// `None` for other files that a folder may contain.
fn in_entry(entry: &DirEntry, name_of: &impl Fn(&Path) -> String) -> Option<Result<Found, Rejection>> {
    let file_name = entry.file_name().to_string_lossy();
    let kept_aside = file_name.eq_ignore_ascii_case("readme.md") || file_name == "sources.toml";
    if !entry.file_type().is_file() || kept_aside {
        return None;
    }
    let format = Format::of(&file_name)?;
    let name = name_of(entry.path());
    let found = match entry.metadata() {
        Ok(metadata) => Ok(Found {
            path: entry.path().to_owned(),
            shown: name.clone(),
            name,
            format,
            bytes: metadata.len(),
        }),
        Err(error) => Err(rejection(name, io_reason(error.into()))),
    };
    Some(found)
}

fn is_hidden(entry: &DirEntry) -> bool {
    entry.file_name().as_encoded_bytes().starts_with(b".")
}

/// The path below `root`, which is canonical; `None` when it lies elsewhere.
fn below(path: &Path, root: Option<&Path>) -> Option<String> {
    let path = fs::canonicalize(path).ok()?;
    path.strip_prefix(root?).ok().map(display)
}

/// A path as text, with `/` between its parts on every system. `.` is left out.
fn display(path: &Path) -> String {
    let mut text = String::new();
    for component in path.components() {
        match component {
            Component::CurDir => continue,
            Component::RootDir => {
                text.push('/');
                continue;
            }
            _ => {}
        }
        if !text.is_empty() && !text.ends_with('/') {
            text.push('/');
        }
        text.push_str(&component.as_os_str().to_string_lossy());
    }
    if text.is_empty() { ".".to_owned() } else { text }
}

pub(super) fn io_reason(error: io::Error) -> ReadError {
    if error.kind() == io::ErrorKind::NotFound {
        ReadError::Missing
    } else {
        ReadError::Unreadable(Arc::new(error))
    }
}

fn rejection(path: String, reason: ReadError) -> Rejection {
    Rejection { origin: Origin { path, line: None }, reason }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(files: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        for file in files {
            let path = folder.path().join(file);
            fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
            fs::write(path, "x").expect("a file");
        }
        folder
    }

    fn names(found: &[Result<Found, Rejection>]) -> Vec<String> {
        let name = |item: &Result<Found, Rejection>| match item {
            Ok(found) => found.name.clone(),
            Err(rejection) => rejection.to_string(),
        };
        found.iter().map(name).collect()
    }

    #[test]
    fn a_folder_gives_its_communiques_in_order() {
        let folder = tree(&[
            "b.md",
            "a/2.txt",
            "a/1.html",
            "a-b/x.md",
            "README.md",
            "a/Readme.MD",
            "sources.toml",
            ".git/x.md",
            ".hidden.md",
            "a/picture.png",
            "a/data.json",
            "news.jsonl.gz",
        ]);
        let found = find(&[folder.path().to_owned()], None);
        assert_eq!(names(&found), ["a-b/x.md", "a/1.html", "a/2.txt", "b.md", "news.jsonl.gz"]);
    }

    #[test]
    fn a_file_has_one_name_however_it_was_given() {
        let folder = tree(&["a/1.md", "a/2.md"]);
        let root = folder.path();
        let paths = [root.join("a/2.md"), root.join("a"), root.to_owned()];
        assert_eq!(names(&find(&paths, Some(root))), ["a/2.md", "a/1.md"]);
        assert_eq!(names(&find(&paths[..1], None)), ["2.md"]);
    }

    #[test]
    fn what_cannot_be_read_is_reported() {
        let folder = tree(&["notes.doc"]);
        let found = find(&[folder.path().join("notes.doc"), folder.path().join("none")], None);
        let names = names(&found);
        assert!(names[0].contains("notes.doc: \"notes.doc\" is not a known kind"), "{names:?}");
        assert!(names[1].ends_with("none: there is no such file or folder; check the path"), "{names:?}");
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed_but_not_in_circles() {
        let folder = tree(&["a/1.md"]);
        let root = folder.path();
        std::os::unix::fs::symlink(root, root.join("a/loop")).expect("a link");
        std::os::unix::fs::symlink(root.join("gone"), root.join("a/broken.md")).expect("a link");
        std::os::unix::fs::symlink(root.join("a/1.md"), root.join("z.md")).expect("a link");
        let names = names(&find(&[root.to_owned()], None));
        assert_eq!(names.len(), 3, "{names:?}");
        assert_eq!(names[0], "a/1.md");
        assert!(names[1].starts_with("a/broken.md: there is no such file"), "{names:?}");
        assert!(names[2].starts_with("a/loop: the symbolic link leads back to"), "{names:?}");
    }
}
