//! Opens registers: on a store that is made where there is none, on one that has to be there, or on a folder of data.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use entente_engine::{Edition, Register};
use entente_graph::Halt;
use entente_model::change::Revision;
use entente_model::limits::Limits;

use crate::argument::Moment;
use crate::console::Console;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::intake::{Intake, import};
use crate::place::{DataArgs, StoreArgs, StorePlace};

/// What the name of the image of a store has beside that of the store.
const IMAGE: &str = ".image";

/// Opens the register of a store, which is made, with its folder, where there is none.
///
/// # Errors
/// [`Failure`] where the store cannot be made, opened or read.
pub(crate) fn open(place: &StorePlace, console: &Console) -> Result<Register, Failure> {
    if let Some(file) = place.file() {
        make_folder(file)?;
    }
    let spinner = console.spinner("opening the store");
    let store = entente_store::open(place.spec())?;
    let register = match place.file() {
        Some(file) => Register::open_beside(store, Limits::default(), with_suffix(file, IMAGE)),
        None => Register::open(store, Limits::default()),
    };
    spinner.finish_and_clear();
    Ok(register?)
}

/// Makes the folder of a store.
///
/// # Errors
/// [`Failure`] where it cannot be made.
pub(crate) fn make_folder(store: &Path) -> Result<(), Failure> {
    let Some(folder) = store.parent().filter(|folder| !folder.as_os_str().is_empty()) else { return Ok(()) };
    std::fs::create_dir_all(folder).map_err(|error| {
        let what = format!("the folder `{}` of the store cannot be made: {error}", folder.display());
        Failure::unusable(what, "name another place with --store FILE")
    })
}

/// Removes the files of a store that this run has made and left empty, so that a failure leaves nothing behind.
pub(crate) fn remove_made(place: &StorePlace, register: Register) {
    let empty = register.store().head().is_ok_and(|head| head.revision == Revision::default());
    drop(register);
    let Some(file) = place.file().filter(|_| empty) else { return };
    for suffix in ["", "-wal", "-shm", ".lock", IMAGE] {
        // A file that is not there needs no removing, and one that cannot be removed is an empty store, no loss.
        let _ = std::fs::remove_file(with_suffix(file, suffix));
    }
}

/// Returns the path of a file that lies beside a store.
fn with_suffix(file: &Path, suffix: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

/// Says whether opening a store will make it.
pub(crate) fn makes(place: &StorePlace) -> bool {
    place.file().is_some_and(|file| !file.exists())
}

/// Opens the register of a store that has to be there.
///
/// # Errors
/// As [`open`], and where there is no such store or nothing stands in it.
pub(crate) fn open_standing(place: &StorePlace, console: &Console) -> Result<Register, Failure> {
    match place.file() {
        Some(_) => place.standing_file().and_then(|_| filled(open(place, console)?)),
        None if *place == StorePlace::memory() => Err(Failure::unusable(
            "a store in memory is empty when the program begins",
            "name a file with --store FILE",
        )),
        _ => filled(open(place, console)?),
    }
}

/// Refuses a register in which nothing stands, since an answer from it would say nothing of the world.
fn filled(register: Register) -> Result<Register, Failure> {
    match register.edition().counts().is_empty() {
        true => {
            Err(Failure::new(Exit::NothingFound, "nothing stands in the store", "fill it with `entente import DIR`"))
        }
        false => Ok(register),
    }
}

/// Returns the edition that a question is asked of: of the store or the folder that is named, else of this user's
/// store, else of the folder of data that is found; as it was known at a moment, where one is named.
///
/// # Errors
/// [`Failure`] where there is neither a store nor data, or what is there cannot be used.
pub(crate) fn edition(
    store: &StoreArgs,
    data: &DataArgs,
    known_at: Option<&Moment>,
    console: &Console,
) -> Result<Arc<Edition>, Failure> {
    if store.is_given() && data.is_given() {
        let hint = "name the store, or the folder that is read into memory";
        return Err(Failure::new(Exit::Usage, "--store and --data exclude each other in a question", hint));
    }
    let place = store.place();
    let stands = |place: &StorePlace| place.file().is_some_and(Path::is_file);
    match place {
        Ok(place) if store.is_given() => known(&open_standing(&place, console)?, known_at),
        Ok(place) if !data.is_given() && stands(&place) => known(&open_standing(&place, console)?, known_at),
        _ => {
            let dir = data.folder()?;
            if !data.is_given() {
                console.note(format!("there is no store yet, so the folder `{}` is asked", dir.display()));
            }
            known(&of_folder(&dir, console)?, known_at)
        }
    }
}

/// Reads a folder into memory.
fn of_folder(dir: &Path, console: &Console) -> Result<Register, Failure> {
    let register = open(&StorePlace::memory(), console)?;
    import(&register, dir, Intake::default(), console)?;
    Ok(register)
}

/// Returns the edition that a register has, had at a moment, or would have with a proposal.
fn known(register: &Register, at: Option<&Moment>) -> Result<Arc<Edition>, Failure> {
    match at {
        None => Ok(register.edition()),
        Some(Moment::Past(at)) => Ok(register.known_at(at, &|| None::<Halt>)?),
        Some(Moment::Draft(number)) => register.draft(*number).map_err(|error| Failure::of_draft(*number, error)),
    }
}
