//! One byte of a store's file is altered, a thousand times: the check finds whatever reached a table, and whoever opens
//! or serves the file gets an answer or an error.
//!
//! SQLite keeps no sums of its pages, so that what it reads may be wrong without its noticing; the hash chain notices.

use std::collections::HashSet;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::http::Request;
use entente_engine::editor::Import;
use entente_engine::{Editor, Principal, Register};
use entente_model::limits::Limits;
use entente_model::record::Records;
use entente_server::App;
use entente_store::{SqliteStore, Store};
use serde_json::json;
use tower::ServiceExt;

use super::tables::tables;
use crate::answers::records;
use crate::chance::Chance;

/// How many copies are altered.
const COPIES: u64 = 1_000;

/// Questions that reach actors, agreements, sources, paths and counts.
const QUESTION: &str = r#"{
    actor(by: {code: "ALB"}) { name names { value } ties(first: 20) { nodes { agreement { title citations { source { title } } } } } }
    agreements(first: 20) { nodes { title participations { actor { name } } } }
    shortestPath(from: {code: "ALB"}, to: {code: "KOR"}) { path { explanation } }
    dataset { revision }
}"#;

/// Makes a store of several revisions, in which much was amended and something withdrawn.
fn fill(path: &Path) {
    let register = Register::open(Box::new(SqliteStore::open(path).unwrap()), Limits::default()).unwrap();
    let import = |records: Records, complete, at_us| {
        let import = Import { records, complete, note: "a test".to_owned(), at_us, ..Import::default() };
        Editor::new(&register, &Principal::operator("test")).unwrap().import(import, &mut |_| {}).unwrap();
    };
    let mut first = few(records());
    import(first.clone(), true, 1);
    first.agreements.iter_mut().for_each(|agreement| agreement.note.push_str(" Looked up again."));
    first.agreements.truncate(40);
    import(first, true, 2);
}

/// Keeps some agreements, and the actors and sources that they name.
fn few(mut records: Records) -> Records {
    records.agreements.truncate(60);
    let (mut actors, mut sources) = (HashSet::new(), HashSet::new());
    for agreement in &mut records.agreements {
        agreement.links.clear();
        actors.extend(agreement.participations.iter().map(|part| part.actor.clone()));
        actors.extend(agreement.participations.iter().filter_map(|part| part.acting_for.clone()));
        sources.extend(agreement.citations.iter().map(|citation| citation.source.clone()));
    }
    records.actors.retain(|actor| actors.contains(&actor.id) || ["ALB", "KOR"].contains(&actor.id.as_str()));
    sources.extend(records.actors.iter().flat_map(|actor| &actor.citations).map(|citation| citation.source.clone()));
    records.sources.retain(|source| sources.contains(&source.id));
    records
}

/// What became of one altered copy.
struct Fate {
    /// Whether a table is another than before, or can no longer be read.
    altered: bool,
    /// Whether the check, or opening the file, told of something wrong.
    told: bool,
}

/// Checks and serves a file.
fn fate(path: &Path, whole: &super::tables::Tables, runtime: &tokio::runtime::Runtime) -> Fate {
    let altered = tables(path) != *whole;
    let told = match SqliteStore::open(path) {
        Err(_) => true,
        Ok(store) => !store.verify().is_ok_and(|report| report.is_sound()),
    };
    if let Ok(store) = SqliteStore::open(path)
        && let Ok(register) = Register::open(Box::new(store), Limits::default())
    {
        let router = entente_server::router(App::new(Arc::new(register), || 0));
        let body = Body::from(json!({ "query": QUESTION }).to_string());
        let request = Request::post("/graphql").header("content-type", "application/json").body(body).unwrap();
        let answer = runtime.block_on(async {
            let response = router.oneshot(request).await.unwrap();
            to_bytes(response.into_body(), usize::MAX).await.unwrap()
        });
        let said = String::from_utf8_lossy(&answer);
        assert!(!said.contains("INTERNAL"), "the server broke off: {said}");
    }
    Fate { altered, told }
}

#[test]
fn a_flipped_byte_of_a_table_is_found_and_never_breaks_the_server() {
    let folder = tempfile::tempdir().unwrap();
    let (path, copy) = (folder.path().join("whole.db"), folder.path().join("copy.db"));
    fill(&path);
    let bytes = fs::read(&path).unwrap();
    let whole = tables(&path);
    assert!(whole.is_ok(), "{whole:?}");
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let (mut altered, mut missed) = (0, Vec::new());
    for seed in 0..COPIES {
        let mut chance = Chance::of(seed);
        let (place, flip) = (chance.below(bytes.len()), 1 + chance.below(255) as u8);
        let mut damaged = bytes.clone();
        damaged[place] ^= flip;
        fs::write(&copy, &damaged).unwrap();
        let fate = catch_unwind(AssertUnwindSafe(|| fate(&copy, &whole, &runtime)));
        let fate = fate.unwrap_or_else(|_| panic!("byte {place} altered by {flip:#04x} makes it panic"));
        altered += usize::from(fate.altered);
        if fate.altered && !fate.told {
            missed.push((place, flip));
        }
    }
    println!(
        "{COPIES} copies of {} bytes; {altered} with another table, of which {} not found",
        bytes.len(),
        missed.len()
    );
    assert!(altered > COPIES as usize / 2, "only {altered} of the copies had another table");
    assert!(missed.len() * 1_000 <= altered, "not found: {missed:?}");
}
