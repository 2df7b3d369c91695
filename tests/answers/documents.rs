//! The documents that are made from the data: those in `docs` are what `entente report` prints for the bundled data.
//!
//! With `ENTENTE_BLESS=1` in the environment they are written anew instead of compared; read the difference before
//! committing it. Not here: what is counted, which the engine's tests hold against editions made by hand.

use std::fs;

use entente_cli::report::{codebook, coverage, searched};

use super::bundled::{Part, register, repository};

fn check(name: &str, given: &str) {
    let path = repository("docs").join(format!("{name}.md"));
    if std::env::var_os("ENTENTE_BLESS").is_some() {
        fs::write(&path, given).expect("the repository may be written to");
    }
    let committed = fs::read_to_string(&path).unwrap_or_default();
    let mut lines = given.lines().zip(committed.lines()).enumerate();
    let first = lines.find(|(_, (given, committed))| given != committed);
    assert!(
        given == committed,
        "docs/{name}.md differs from the data at {first:?}; `ENTENTE_BLESS=1 cargo test -p entente-tests documents` \
         writes it"
    );
}

#[test]
fn the_codebook_is_that_of_the_data() {
    check("codebook", &codebook(&register(Part::Whole).edition()).unwrap());
}

#[test]
fn the_coverage_is_that_of_the_data() {
    let searched = searched(&repository("data")).unwrap();
    check("coverage", &coverage(&register(Part::Whole).edition(), searched.as_deref()).unwrap());
}

#[test]
fn what_was_searched_and_not_found_closes_the_coverage() {
    let edition = register(Part::Whole).edition();
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(searched(folder.path()).unwrap(), None);
    fs::write(folder.path().join("not-found.md"), "# Not found\n\nNothing between A and B.\n").unwrap();
    let text = searched(folder.path()).unwrap();
    let whole = coverage(&edition, text.as_deref()).unwrap();
    let end = "\n## Searched and not found\n\nNothing between A and B.\n";
    assert_eq!(whole.strip_suffix(end), Some(coverage(&edition, None).unwrap().as_str()));
}

#[test]
fn every_value_of_every_list_is_explained() {
    use entente_model::vocabulary::{AgreementKind, Role, Topic, Vocabulary};
    fn check_list<V: Vocabulary>(codebook: &str) {
        for value in V::ALL {
            let row =
                |line: &str| line.starts_with(&format!("| `{}` ", value.code())) && line.contains(value.definition());
            assert!(codebook.lines().any(row), "{value:?}");
        }
    }
    let codebook = codebook(&register(Part::Whole).edition()).unwrap();
    check_list::<AgreementKind>(&codebook);
    check_list::<Role>(&codebook);
    check_list::<Topic>(&codebook);
}
