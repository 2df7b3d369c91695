//! The files of the repository, or of a small one made up for a test.

use std::collections::BTreeMap;
use std::path::Path;

use ignore::WalkBuilder;

/// Files by their path from the root, written with `/`.
#[derive(Debug, Default)]
pub(super) struct Tree {
    files: BTreeMap<String, String>,
}

impl Tree {
    /// Reads the repository that this package stands in.
    pub(super) fn of_the_repository() -> Self {
        Self::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join(".."))
    }

    /// Reads a folder, without what git ignores. Bytes that are no UTF-8 are replaced.
    pub(super) fn read(root: &Path) -> Self {
        let entries = WalkBuilder::new(root)
            .standard_filters(false)
            .git_ignore(true)
            .require_git(false)
            .filter_entry(|entry| entry.file_name() != ".git")
            .build();
        let mut files = BTreeMap::new();
        for entry in entries {
            let entry = entry.expect("the repository can be listed");
            if entry.file_type().is_some_and(|kind| kind.is_file()) {
                let path = entry.path().strip_prefix(root).expect("what is listed lies below the root");
                // Somebody else's editor or build may take a file away between the listing and the reading.
                let Ok(bytes) = std::fs::read(entry.path()) else { continue };
                let path = path.to_string_lossy().replace('\\', "/");
                files.insert(path, String::from_utf8_lossy(&bytes).into_owned());
            }
        }
        Self { files }
    }

    /// Makes a tree of paths and texts.
    pub(super) fn of(files: &[(&str, &str)]) -> Self {
        let owned = files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned()));
        Self { files: owned.collect() }
    }

    /// Lists paths and texts in the order of the paths.
    pub(super) fn files(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files.iter().map(|(path, text)| (path.as_str(), text.as_str()))
    }

    /// Lists the files whose name ends so.
    pub(super) fn ending(&self, end: &'static str) -> impl Iterator<Item = (&str, &str)> {
        self.files().filter(move |(path, _)| path.ends_with(end))
    }

    /// Returns the text of a file.
    pub(super) fn text(&self, path: &str) -> Option<&str> {
        self.files.get(path).map(String::as_str)
    }

    /// Says whether a file or folder is there; the root is the empty path.
    pub(super) fn has(&self, path: &str) -> bool {
        let path = path.trim_end_matches('/');
        let inside = format!("{path}/");
        path.is_empty() || self.files.contains_key(path) || self.files.keys().any(|file| file.starts_with(&inside))
    }
}

#[test]
fn a_tree_holds_hidden_files_and_not_what_git_ignores() {
    let root = tempfile::tempdir().expect("there is room for a folder");
    let files =
        [(".gitignore", "target\n"), (".ci/run", "make"), ("target/a.rs", ""), ("src/a.rs", ""), (".git/config", "")];
    for (path, text) in files {
        let path = root.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a file has a folder")).expect("the folder is ours");
        std::fs::write(path, text).expect("the folder is ours");
    }
    let tree = Tree::read(root.path());
    assert_eq!(tree.files().map(|(path, _)| path).collect::<Vec<_>>(), [".ci/run", ".gitignore", "src/a.rs"]);
    assert!(tree.has("src") && tree.has("src/") && !tree.has("sr") && !tree.has("target"));
}

#[test]
fn the_repository_is_read_whole() {
    let tree = Tree::of_the_repository();
    for path in ["Cargo.toml", ".ci/run", "tests/tidy/tree.rs", "crates/entente-model/src/lib.rs"] {
        assert!(tree.text(path).is_some_and(|text| !text.is_empty()), "{path} is not seen");
    }
}
