//! What is durable: a bulk import and single writes beside bare loops of SQLite and of the disk in the same run, how soon a
//! write can be seen, and editions of the past.
//!
//! How fast a disk syncs differs twentyfold between machines and hours, so that only ratios of one run say anything. Not
//! here: writes in memory ([`crate::following`]) and the bare loops ([`crate::bare`]).

use std::io;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use entente_engine::draft::Draft;
use entente_engine::write::Request;
use entente_engine::{Editor, Principal, Register};
use entente_graph::Halt;
use entente_model::change::Revision;
use entente_model::id::AgreementId;
use entente_model::limits::Limits;
use entente_model::record::Record;
use entente_store::SqliteStore;

use crate::bare::{self, rate};
use crate::cache;
use crate::clock::{Times, median};
use crate::records::recorded;
use crate::rmat::Graph;
use crate::table::{Line, Table, microseconds};

/// How many agreements the register has at most.
const AGREEMENTS: usize = 1_000_000;
/// How many agreements a second an import has to take.
const IMPORT_MIN: f64 = 40_000.0;
/// How many writes one writer makes.
const WRITES: usize = 1_000;
/// How many write at a time.
const WRITERS: usize = 16;
/// How long the many write, and the bare loops run.
const TIME: Duration = Duration::from_secs(2);
/// How often an edition of the past is asked for.
const PASTS: u64 = 5;

/// Measures an import, writes and the past of a register in a file, and adds what was found to the table.
///
/// # Errors
/// Where no file can be written.
///
/// # Panics
/// Where a write that is made here is refused, which would be a defect.
pub fn measure(graph: &Graph, table: &mut Table) -> io::Result<()> {
    let agreements = graph.agreements.iter().take(AGREEMENTS).cloned().collect();
    let graph = Graph { actors: graph.actors, agreements, questions: Vec::new() };
    let folder = tempfile::tempdir_in(cache::folder()?)?;
    let on = format!("{} agreements", graph.agreements.len());
    let path = folder.path().join("store");
    import(&graph, &path, &on, table);
    let (syncs, commits) =
        (bare::syncs(&folder.path().join("file"), TIME), bare::commits(&folder.path().join("bare"), TIME));
    let ours = format!("{:.0}/s", commits);
    table.add(Line { ours, floor: format!("{syncs:.0} syncs/s"), ..line(&on, "bare commits of SQLite") });
    // So few changes that one revision is made from the current edition, and another from the store.
    let limits = Limits { past_records_max: usize::MAX, past_changes_max: 2 * WRITES, ..Limits::default() };
    let store = SqliteStore::open(&path).expect("the store was written");
    let register = Register::open_beside(Box::new(store), limits, cache::image_of(&path)).expect("the store is sound");
    one_writer(&register, &graph, commits, &on, table);
    let head = register.edition().revision().0;
    past(&register, (head - WRITES as u64 / 2, PASTS), "made from the current edition", &on, table);
    many_writers(&register, &graph, commits, &on, table);
    past(&register, (1, 1), "made from the store", &on, table);
    Ok(())
}

fn line(on: &str, what: impl Into<String>) -> Line {
    Line { on: on.to_owned(), what: what.into(), ..Line::default() }
}

fn import(graph: &Graph, path: &Path, on: &str, table: &mut Table) {
    let own = cache::write(graph, path);
    let (rows, bare) = bare::copy(path, &path.with_extension("bare"));
    let agreements = graph.agreements.len() as f64 / own;
    table.add(Line {
        ours: format!("{own:.2} s, {rows} rows"),
        floor: format!("{bare:.2} s"),
        ratio: Some(own / bare),
        ..line(on, "an import in one commit, beside bare rows")
    });
    table.add(Line {
        ours: format!("{agreements:.0} agreements/s"),
        floor: format!("goal {IMPORT_MIN}"),
        ratio: Some(IMPORT_MIN / agreements),
        goal: Some(1.0),
        ..line(on, "the same, a second")
    });
}

/// Amends one agreement after the other.
fn one_writer(register: &Register, graph: &Graph, bare: f64, on: &str, table: &mut Table) {
    let editor = Editor::new(register, &Principal::operator("benchmark")).expect("an operator may write");
    let (mut times, mut seen) = (Times::new(), Vec::new());
    let (picks, start): (Vec<usize>, _) = ((0..WRITES).collect(), Instant::now());
    times.ask_by_wall(&picks, |&at| {
        let written = editor.write(request(graph, at, "one")).expect("the write is admissible");
        let acknowledged = Instant::now();
        while register.edition().revision() < written.revision {
            std::thread::yield_now();
        }
        seen.push(acknowledged.elapsed().as_secs_f64() * 1e6);
    });
    // The bare loop tells how often it commits, and few syncs take most of the time: only a mean may stand beside that.
    let mean = start.elapsed().as_secs_f64() * 1e6 / WRITES as f64;
    let (middle, tail) = (times.quantile(0.5), times.quantile(0.99));
    table.add(Line {
        ours: format!("{} (median {}, p99 {})", microseconds(mean), microseconds(middle), microseconds(tail)),
        floor: microseconds(1e6 / bare),
        ratio: Some(mean * bare / 1e6),
        ..line(on, "a write, durable, in the mean")
    });
    table.add(Line { ours: microseconds(median(seen)), ..line(on, "from acknowledged to visible") });
}

fn many_writers(register: &Register, graph: &Graph, bare: f64, on: &str, table: &mut Table) {
    let (done, turn, start) = (AtomicUsize::new(0), AtomicUsize::new(WRITES), Instant::now());
    std::thread::scope(|scope| {
        for _ in 0..WRITERS {
            scope.spawn(|| {
                let editor = Editor::new(register, &Principal::operator("benchmark")).expect("an operator may write");
                rate(TIME, |_| {
                    editor
                        .write(request(graph, turn.fetch_add(1, Ordering::Relaxed), "many"))
                        .expect("the write is admissible");
                    done.fetch_add(1, Ordering::Relaxed);
                });
            });
        }
    });
    let own = done.load(Ordering::Relaxed) as f64 / start.elapsed().as_secs_f64();
    table.add(Line {
        ours: format!("{own:.0}/s"),
        floor: format!("{bare:.0}/s"),
        ratio: Some(bare / own),
        ..line(on, format!("writes by {WRITERS} writers, durable"))
    });
}

/// Records an agreement of a number with the ends of one of the graph.
fn request(graph: &Graph, at: usize, prefix: &str) -> Request {
    let mut agreement = recorded(at, &graph.agreements[at % graph.agreements.len()]);
    agreement.id = AgreementId::new(&format!("{prefix}-{at:08}")).expect("the code is well formed");
    let drafts = vec![Draft::Record(Box::new(Record::Agreement(agreement)))];
    Request { drafts, note: "a measurement".to_owned(), base: None, client_key: None, at_us: 2 }
}

/// Asks for revisions, and for the last of them again.
fn past(register: &Register, (from, count): (u64, u64), how: &str, on: &str, table: &mut Table) {
    let never = || None::<Halt>;
    let asked = |revision: u64| {
        let start = Instant::now();
        let edition = register.edition_at(Revision(revision), &never).expect("the revision was committed");
        assert_eq!(edition.revision(), Revision(revision));
        start.elapsed().as_secs_f64() * 1e6
    };
    let made = median((from..from + count).map(asked).collect());
    let (kept, back) = (asked(from + count - 1), register.edition().revision().0 - from);
    table.add(Line {
        ours: format!("{} (again {})", microseconds(made), microseconds(kept)),
        ..line(on, format!("`knownAt` {back} revisions back, {how}"))
    });
}
