//! The image beside a store: a file that spares a start from building the edition. It holds nothing that the store does
//! not, and can be removed at any time.
//!
//! It is written after an edition was built, under another name first, so that a crash leaves the old one or none. A
//! store to which little was committed since is opened with it too: the edition follows what was committed. Not here:
//! what is in it.

use std::fs::File;
use std::io::{BufWriter, ErrorKind, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use entente_graph::{ImageError, Network};
use entente_model::change::Revision;
use entente_store::log::LogLine;
use entente_store::{Head, LoadError, Store};

use crate::edition::{Edition, ImageRefusal, Library, stamp};

/// How many changes since the image was made are followed; building then takes about as long at most sizes.
const FOLLOWED_MAX: usize = 100_000;

/// How many revisions are read at a time.
const BATCH: usize = 1_000;

/// Opens the edition of the head of a store with the image beside it; nothing where there is none. What speaks against
/// one that is there is logged.
///
/// # Errors
/// [`LoadError`] where the head cannot be read.
pub(crate) fn open(library: &Library, path: &Path) -> Result<Option<Edition>, LoadError> {
    let head = library.store().head()?;
    match read(library, path, &head) {
        Ok(edition) => {
            let revision = head.revision.0;
            let path = path.display();
            edition.iter().for_each(|_| tracing::info!(image.path = %path, revision, "the image was opened"));
            Ok(edition)
        }
        Err(refusal) => {
            let path = path.display();
            tracing::warn!(image.path = %path, reason = %refusal, "the image is not used, and the edition is built");
            Ok(None)
        }
    }
}

/// Writes the image of an edition, where it has one.
pub(crate) fn write(store: &dyn Store, path: &Path, edition: &Edition) {
    if !edition.has_image() {
        return;
    }
    let written = store
        .head_at(edition.revision())
        .map_err(|error| error.to_string())
        .and_then(|head| replace(path, |file| edition.write_image(file, &head)).map_err(|error| error.to_string()));
    let (path, revision) = (path.display(), edition.revision().0);
    match written {
        Ok(()) => tracing::info!(image.path = %path, revision, "the image was written"),
        Err(reason) => tracing::warn!(image.path = %path, reason, "the image could not be written"),
    }
}

fn read(library: &Library, path: &Path, head: &Head) -> Result<Option<Edition>, ImageRefusal> {
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(ImageError::Io(error).into()),
    };
    let told = Network::stamp_of_image(&file)?;
    if told.revision > head.revision.0 {
        return Err(ImageRefusal::OtherHistory);
    }
    let then = library.store().head_at(Revision(told.revision))?;
    if stamp(&then) != told {
        return Err(ImageRefusal::OtherHistory);
    }
    if is_beyond(library.store(), then.revision)? {
        return Err(ImageRefusal::Behind { changes_max: FOLLOWED_MAX });
    }
    let bytes = file.metadata().map_err(ImageError::Io)?.len();
    let mut edition = Edition::of_image(&file, bytes, &then, library.clone())?;
    while edition.revision() < head.revision {
        for committed in library.store().changes(edition.revision(), BATCH)? {
            edition = edition.next(&committed.changes)?.committed_at(committed.at_us);
        }
    }
    Ok(Some(edition))
}

/// Says whether more changes than are followed were committed after a revision.
fn is_beyond(store: &dyn Store, since: Revision) -> Result<bool, LoadError> {
    let mut changes = 0;
    store.log(since, &mut |line| {
        changes += usize::from(matches!(line, LogLine::Change(_)));
        if changes > FOLLOWED_MAX { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    })?;
    Ok(changes > FOLLOWED_MAX)
}

/// Writes a file anew, so that at any moment the old one or the new one is there as a whole.
fn replace(path: &Path, write: impl FnOnce(&mut BufWriter<&File>) -> Result<(), ImageError>) -> Result<(), ImageError> {
    let mut name = path.as_os_str().to_owned();
    name.push(".part");
    let part = PathBuf::from(name);
    let file = create(&part)?;
    let mut buffered = BufWriter::with_capacity(1 << 20, &file);
    write(&mut buffered)?;
    buffered.flush()?;
    drop(buffered);
    file.sync_all()?;
    Ok(std::fs::rename(&part, path)?)
}

/// Makes a file that, like the store, only its owner may read.
fn create(path: &Path) -> std::io::Result<File> {
    let mut options = File::options();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}
