//! What is made once and used by every run: stores of the large graphs. Not here: what is measured on them.

use std::io;
use std::path::{Path, PathBuf};

use entente_model::change::Change;
use entente_store::{Changes, Next, SqliteStore, Store};

use crate::clock::clock;
use crate::records::{changes, commit};
use crate::rmat::{Graph, Size};

/// Names what the records look like: another number makes all stores anew.
const GENERATION: u32 = 1;

/// Gives changes as they are made.
struct Made<I> {
    changes: I,
    given: Option<Change>,
}

impl<I: Iterator<Item = Change>> Changes for Made<I> {
    fn next(&mut self) -> Next<'_> {
        self.given = self.changes.next();
        self.given.as_ref().map_or(Next::End, Next::Change)
    }
}

/// Returns the folder for files that may be large and have to lie on a disk: beside the program, which was built there.
///
/// # Errors
/// Where it cannot be made.
pub fn folder() -> io::Result<PathBuf> {
    let program = std::env::current_exe()?;
    let folder = program.parent().and_then(Path::parent).unwrap_or(Path::new(".")).join("bench");
    std::fs::create_dir_all(&folder)?;
    Ok(folder)
}

/// Returns the store of a graph of a size, made where there is none yet.
///
/// # Errors
/// Where it cannot be written.
///
/// # Panics
/// Where the store refuses the records, which would be a defect.
pub fn store(graph: &Graph, size: Size) -> io::Result<PathBuf> {
    let path = folder()?.join(format!("{size:?}-{GENERATION}.store"));
    if !path.exists() {
        let partial = path.with_extension("partial");
        // What an interrupted run left behind is of no use.
        let _ = std::fs::remove_file(&partial);
        let seconds = write(graph, &partial);
        std::fs::rename(&partial, &path)?;
        let bytes = path.metadata()?.len();
        eprintln!(
            "a store of {} agreements: {} MB, written in {seconds:.1} s",
            graph.agreements.len(),
            bytes / 1_000_000
        );
    }
    Ok(path)
}

/// Writes the store of a graph; returns how many seconds that took.
///
/// # Panics
/// Where the store refuses the records, which would be a defect.
pub fn write(graph: &Graph, path: &Path) -> f64 {
    let ((), seconds) = clock(|| {
        let store = SqliteStore::open(path).expect("the file is new");
        let mut more = Made { changes: changes(graph), given: None };
        store.commit_stream(&commit(&[]), &mut more, &mut |_| {}).expect("the records are sound");
    });
    seconds
}

/// Returns where the image of a store lies.
pub fn image_of(store: &Path) -> PathBuf {
    let mut image = store.as_os_str().to_owned();
    image.push(".image");
    PathBuf::from(image)
}
