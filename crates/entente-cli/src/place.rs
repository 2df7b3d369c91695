//! Where the store and the data are: from flags, the environment, and places that are looked at in their absence.
//!
//! Not here: opening what is there (see `opening`).

use std::path::{Path, PathBuf};

use clap::Args;
use etcetera::BaseStrategy;

use crate::failure::Failure;

/// The variable that names the folder of data.
const DATA: &str = "ENTENTE_DATA";

/// Which store is meant.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct StoreArgs {
    #[arg(long, value_name = "FILE", help = store_help())]
    store: Option<String>,
}

/// Which folder of data is meant.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct DataArgs {
    /// The folder of CSV tables [default: what ENTENTE_DATA names, else ./data]
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
}

/// A place in which a store is kept, in the words of [`entente_store::open`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct StorePlace(String);

impl StorePlace {
    /// The store that is gone when the program ends.
    pub(crate) fn memory() -> Self {
        Self("memory".to_owned())
    }

    /// Returns the words.
    pub(crate) fn spec(&self) -> &str {
        &self.0
    }

    /// Returns the file of a store that has to be one and to be there.
    ///
    /// # Errors
    /// [`Failure`] where the store is no file, or there is none.
    pub(crate) fn standing_file(&self) -> Result<&Path, Failure> {
        match self.file() {
            Some(file) if file.is_file() => Ok(file),
            Some(file) => Err(Failure::unusable(
                format!("there is no store `{}`", file.display()),
                "make it with `entente import DIR`, or name another one with --store FILE",
            )),
            None => Err(Failure::unusable("this store is no file", "name a file with --store FILE")),
        }
    }

    /// Returns the file, where the store is one.
    pub(crate) fn file(&self) -> Option<&Path> {
        let is_file = self.0 != "memory" && !self.0.contains("://");
        is_file.then(|| Path::new(self.0.strip_prefix("sqlite:").unwrap_or(&self.0)))
    }
}

impl StoreArgs {
    /// Says whether the command line names a store.
    pub(crate) fn is_given(&self) -> bool {
        self.store.is_some()
    }

    /// Returns the store that is named, else the one of this user.
    ///
    /// # Errors
    /// [`Failure`] where none is named and the system knows no folder for this user's data.
    pub(crate) fn place(&self) -> Result<StorePlace, Failure> {
        let found = self.store.clone().or_else(default_store);
        found.map(StorePlace).ok_or_else(|| {
            Failure::unusable("there is no folder for the data of this user, so no store is known", "add --store FILE")
        })
    }
}

impl DataArgs {
    /// Says whether the command line names a folder.
    pub(crate) fn is_given(&self) -> bool {
        self.data.is_some()
    }

    /// Returns the folder that is named, else the one of the environment, else `data` where the program was started.
    ///
    /// # Errors
    /// [`Failure`] where none is named and there is no folder `data`.
    pub(crate) fn folder(&self) -> Result<PathBuf, Failure> {
        let named = self.data.clone().or_else(|| std::env::var_os(DATA).map(PathBuf::from));
        let here = || Some(PathBuf::from("data")).filter(|folder| folder.is_dir());
        named.filter(|folder| !folder.as_os_str().is_empty()).or_else(here).ok_or_else(|| {
            Failure::unusable(
                "there is no data: none is named, and there is no folder `data` here",
                format!("add --data DIR, or set {DATA}, or go to the folder that holds `data`"),
            )
        })
    }
}

fn default_store() -> Option<String> {
    let folders = etcetera::choose_base_strategy().ok()?;
    folders.data_dir().join("entente").join("entente.sqlite").into_os_string().into_string().ok()
}

fn store_help() -> String {
    let default = default_store().unwrap_or_else(|| "none".to_owned());
    format!("The file of the store, or `memory` to keep nothing [default: {default}]")
}

#[test]
fn a_store_is_a_file_unless_it_is_memory_or_an_address() {
    let cases = [
        ("memory", None),
        ("a.sqlite", Some("a.sqlite")),
        ("sqlite:dir/a", Some("dir/a")),
        ("postgres://host/db", None),
    ];
    for (given, file) in cases {
        let place = StoreArgs { store: Some(given.to_owned()) }.place().expect("it is named");
        assert_eq!(place.file(), file.map(Path::new), "{given}");
        assert_eq!(place.spec(), given);
    }
}
