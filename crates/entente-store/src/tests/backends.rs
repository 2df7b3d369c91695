//! What holds for every row of the table of backends.

use std::cell::Cell;
use std::path::Path;

use crate::backend::{BACKENDS, Backend, open};
use crate::conformance;
use crate::error::OpenError;

/// Returns a spec of a store of this name in a folder.
fn spec(backend: &Backend, folder: &Path, name: &str) -> String {
    if backend.durable { format!("{}:{}", backend.name, folder.join(name).display()) } else { backend.name.to_owned() }
}

#[test]
fn every_backend_conforms() {
    for backend in BACKENDS {
        let folder = tempfile::tempdir().unwrap();
        let number = Cell::new(0);
        conformance::check(|| {
            number.set(number.get() + 1);
            open(&spec(backend, folder.path(), &format!("store-{}", number.get()))).unwrap()
        });
    }
}

#[test]
fn every_durable_backend_keeps_what_was_committed() {
    let durable: Vec<&Backend> = BACKENDS.iter().filter(|backend| backend.durable).collect();
    assert!(!durable.is_empty());
    for backend in durable {
        let folder = tempfile::tempdir().unwrap();
        conformance::check_reopened(|| open(&spec(backend, folder.path(), "store")).unwrap());
    }
}

#[test]
fn a_spec_that_names_no_backend_is_refused_with_the_forms_that_are_known() {
    for spec in ["", "postgres://localhost/entente", "sqlite:"] {
        let forms = BACKENDS.iter().map(|backend| backend.form).collect();
        let expected = OpenError::UnknownBackend { spec: spec.to_owned(), forms };
        assert_eq!(open(spec).err(), Some(expected), "{spec}");
    }
}
