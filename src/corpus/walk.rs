//! Which files to read: the given ones, and those in the given folders that hold communiqués.

use std::{
    collections::HashSet,
    fs,
    path::{Component, Path, PathBuf},
};

use walkdir::{DirEntry, WalkDir};

use super::format::Format;
use super::{ReadError, Rejection, opening, readers};
use crate::model::Origin;

/// A file to read.
#[derive(Clone, Debug)]
pub(super) struct Found {
    /// Its canonical path: without links, when it was found.
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
        match (fs::metadata(path), fs::canonicalize(path)) {
            (Ok(metadata), Ok(canonical)) if metadata.is_dir() => {
                found.extend(Folder::new(path, canonical, root.as_deref()).files());
            }
            (Ok(metadata), Ok(canonical)) => found.push(given(path, canonical, &metadata, root.as_deref())),
            (Err(error), _) | (_, Err(error)) => {
                found.push(Err(rejection(display(path), opening::reason(error))));
            }
        }
    }
    // The same file through two paths, or a folder given with a file inside it, is one input.
    found.retain(|item| match item {
        Ok(file) => seen.insert(file.path.clone()),
        Err(_) => true,
    });
    found
}

/// A file given by its own path.
fn given(
    path: &Path,
    canonical: PathBuf,
    metadata: &fs::Metadata,
    root: Option<&Path>,
) -> Result<Found, Rejection> {
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
        name: below(&canonical, root).unwrap_or_else(|| file_name.into_owned()),
        path: canonical,
        shown,
        format,
        bytes: metadata.len(),
    })
}

/// A folder that is searched.
struct Folder<'a> {
    path: &'a Path,
    /// Links may lead to what is in here: the folder itself, or the corpus that it is in.
    around: PathBuf,
    /// A folder inside the corpus names its files as the corpus does.
    prefix: String,
}

impl<'a> Folder<'a> {
    fn new(path: &'a Path, canonical: PathBuf, root: Option<&Path>) -> Self {
        let prefix = below(&canonical, root).unwrap_or_default();
        let around = root.filter(|root| canonical.starts_with(root)).map_or(canonical, Path::to_owned);
        Self { path, around, prefix }
    }

    fn files(&self) -> Vec<Result<Found, Rejection>> {
        let mut found: Vec<(PathBuf, Result<Found, Rejection>)> = Vec::new();
        // Folders by their canonical paths: links to one another would otherwise multiply.
        let mut visited = HashSet::new();
        let mut walk = WalkDir::new(self.path)
            .follow_links(true)
            .sort_by_file_name()
            .into_iter()
            .filter_entry(|entry| entry.depth() == 0 || !is_hidden(entry));
        while let Some(entry) = walk.next() {
            match entry {
                Ok(entry) => {
                    let item = self.item(&entry, &mut visited);
                    if entry.file_type().is_dir() && !matches!(item, Item::Entered) {
                        walk.skip_current_dir();
                    }
                    match item {
                        Item::File(file) => found.push((entry.into_path(), Ok(file))),
                        Item::Rejected(reason) => {
                            let item = Err(rejection(self.name_of(entry.path()), reason));
                            found.push((entry.into_path(), item));
                        }
                        Item::Entered | Item::PassedOver => {}
                    }
                }
                Err(error) => {
                    let path = error.path().unwrap_or(self.path).to_owned();
                    let reason = match error.loop_ancestor() {
                        Some(ancestor) => ReadError::LinkLoop { ancestor: display(ancestor) },
                        None => opening::reason(error.into()),
                    };
                    let item = Err(rejection(self.name_of(&path), reason));
                    found.push((path, item));
                }
            }
        }
        found
            .sort_by(|(a, _), (b, _)| a.as_os_str().as_encoded_bytes().cmp(b.as_os_str().as_encoded_bytes()));
        found.into_iter().map(|(_, item)| item).collect()
    }

    fn name_of(&self, path: &Path) -> String {
        let inner = display(path.strip_prefix(self.path).unwrap_or(path));
        if self.prefix.is_empty() { inner } else { format!("{}/{inner}", self.prefix) }
    }

    fn item(&self, entry: &DirEntry, visited: &mut HashSet<PathBuf>) -> Item {
        let kind = entry.file_type();
        let file_name = entry.file_name().to_string_lossy();
        let kept_aside = file_name.eq_ignore_ascii_case("readme.md") || file_name == "sources.toml";
        let format = Format::of(&file_name);
        // Other files that a folder may contain, whatever they lead to.
        if kind.is_file() && (kept_aside || format.is_none()) {
            return Item::PassedOver;
        }
        let canonical = match fs::canonicalize(entry.path()) {
            Ok(canonical) => canonical,
            Err(error) => return Item::Rejected(opening::reason(error)),
        };
        if !canonical.starts_with(&self.around) {
            return Item::Rejected(ReadError::LinkLeadsOut { target: display(&canonical) });
        }
        if kind.is_dir() {
            return if visited.insert(canonical) { Item::Entered } else { Item::PassedOver };
        }
        let Some(format) = format.filter(|_| kind.is_file()) else {
            return Item::Rejected(ReadError::NotAFile);
        };
        let name = self.name_of(entry.path());
        match entry.metadata() {
            Ok(metadata) => Item::File(Found {
                path: canonical,
                shown: name.clone(),
                name,
                format,
                bytes: metadata.len(),
            }),
            Err(error) => Item::Rejected(opening::reason(error.into())),
        }
    }
}

/// What becomes of something in a folder.
enum Item {
    File(Found),
    /// A folder whose files are looked for.
    Entered,
    /// Something that folders may contain and that is not read, or a folder that was entered already.
    PassedOver,
    Rejected(ReadError),
}

fn is_hidden(entry: &DirEntry) -> bool {
    entry.file_name().as_encoded_bytes().starts_with(b".")
}

/// The path below `root`; `None` when it lies elsewhere. Both are canonical.
fn below(path: &Path, root: Option<&Path>) -> Option<String> {
    let below = display(path.strip_prefix(root?).ok()?);
    Some(if below == "." { String::new() } else { below })
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

    /// Links to `/etc/passwd` and to `/proc/self/environ` were read and published.
    #[cfg(unix)]
    #[test]
    fn links_do_not_lead_out_of_the_folder() {
        use std::os::unix::fs::symlink;

        let outside = tree(&["secret.md", "inside/other.md"]);
        let folder = tree(&["corpus/a/1.md", "corpus/b/2.md"]);
        let root = folder.path().join("corpus");
        let link = |target: &Path, name: &str| symlink(target, root.join(name)).expect("a link");
        link(&outside.path().join("secret.md"), "a/secret.md");
        link(outside.path(), "a/folder");
        link(Path::new("../../../../../../../../etc/passwd"), "a/p.txt");
        link(Path::new("/dev/null"), "a/device");
        link(&outside.path().join("secret.md"), "a/picture.png");
        link(Path::new("../b/2.md"), "a/two.md");
        link(Path::new("../b"), "a/more");
        rustix::fs::mkfifoat(rustix::fs::CWD, root.join("a/pipe"), rustix::fs::Mode::from_raw_mode(0o600))
            .expect("a pipe");
        let whole = names(&find(std::slice::from_ref(&root), Some(&root)));
        let expected = [
            "a/1.md",
            "a/device: the symbolic link leads out of the folder, to /dev/null; give that path itself",
            "a/folder: the symbolic link leads out of the folder, to /",
            "a/more/2.md",
            "a/p.txt: the symbolic link leads out of the folder, to /etc/passwd",
            "a/pipe: it is a pipe, a socket or a device",
            "a/secret.md: the symbolic link leads out of the folder, to /",
        ];
        assert_eq!(whole.len(), expected.len(), "{whole:#?}");
        for (name, expected) in whole.iter().zip(expected) {
            assert!(name.starts_with(expected), "{name} instead of {expected}");
        }
        // A part of the corpus may lead to other parts of it, a folder of its own may not.
        assert_eq!(names(&find(&[root.join("a")], Some(&root))), whole);
        let alone = names(&find(&[root.join("a")], None));
        assert!(alone.iter().any(|name| name.starts_with("more: the symbolic link leads out")), "{alone:?}");
        // What is named is followed.
        let named = [root.join("a/secret.md"), root.join("a/folder")];
        assert_eq!(names(&find(&named, Some(&root))), ["secret.md", "inside/other.md"]);
    }

    /// Each of 40 folders has two links to the next: a path for each way through them would be 2^40 files.
    #[cfg(unix)]
    #[test]
    fn links_do_not_multiply() {
        let folder = tree(&["40/1.md"]);
        for n in 0..40 {
            let from = folder.path().join(n.to_string());
            fs::create_dir_all(&from).expect("a folder");
            for name in ["x", "y"] {
                std::os::unix::fs::symlink(format!("../{}", n + 1), from.join(name)).expect("a link");
            }
        }
        assert_eq!(find(&[folder.path().to_owned()], None).len(), 1);
    }
}
