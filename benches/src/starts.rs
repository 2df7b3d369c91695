//! What a start from a store in a file takes, built and with an image, each in a process of its own: time, memory, and
//! what a list of neighbours costs then. Not here: an import from tables.

use std::io;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use cpu_time::ProcessTime;
use entente_engine::query::actor::{ActorRef, Scope};
use entente_engine::query::neighbourhood::{NeighbourhoodRequest, neighbourhood};
use entente_engine::query::{Asking, PageRequest};
use entente_engine::{Edition, Register};
use entente_graph::{Halt, Node, Shape};
use entente_model::filter::TieFilter;
use entente_model::limits::Limits;
use entente_store::SqliteStore;

use crate::cache;
use crate::clock::Times;
use crate::rmat::{Graph, Size};
use crate::table::{Line, Table, microseconds};

/// How many neighbours a list has.
const LISTED: i64 = 50;
/// How many lists are asked for.
const LISTS: usize = 1_000;
/// How long a list may take, in microseconds.
const LIST_MAX_US: f64 = 1_000.0;
/// How much memory a register may take, in MiB.
const MEMORY_MAX_MIB: f64 = 3_072.0;

/// Measures starts from the store of a graph, and adds what was found to the table.
///
/// # Errors
/// Where no file can be written or no process be started.
pub fn measure(graph: &Graph, size: Size, table: &mut Table) -> io::Result<()> {
    let path = cache::store(graph, size)?;
    // The first start finds no image and makes one.
    let _ = std::fs::remove_file(cache::image_of(&path));
    let on = format!("{} agreements", graph.agreements.len());
    for what in ["built", "with its image"] {
        let told = told(&path)?;
        let [wall, cpu, memory, peak, cold, warm] = told[..] else { return Err(io::ErrorKind::InvalidData.into()) };
        let line =
            |of: &str, ours: String| Line { on: on.clone(), what: format!("{of}, {what}"), ours, ..Line::default() };
        table.add(line("a start", format!("{wall:.2} s ({cpu:.2} s of processor)")));
        table.add(Line {
            floor: format!("goal {MEMORY_MAX_MIB} MiB"),
            ratio: Some(memory / MEMORY_MAX_MIB),
            goal: Some(1.0),
            ..line("memory when it is there", format!("{memory:.0} MiB (most {peak:.0} MiB)"))
        });
        table.add(Line {
            floor: format!("goal {}", microseconds(LIST_MAX_US)),
            ratio: Some(warm / LIST_MAX_US),
            goal: Some(1.0),
            ..line("a list of 50 neighbours", format!("{} (first time {})", microseconds(warm), microseconds(cold)))
        });
    }
    Ok(())
}

/// Starts a register in another process, and returns what it tells.
fn told(path: &Path) -> io::Result<Vec<f64>> {
    let mut command = Command::new(std::env::current_exe()?);
    let output = command.arg("--start").arg(path).stderr(Stdio::inherit()).output()?;
    let text = String::from_utf8_lossy(&output.stdout);
    Ok(text.split_whitespace().filter_map(|number| number.parse().ok()).collect())
}

/// Starts a register from a store, and prints what that took: seconds, seconds of the processor, MiB when it was there
/// and at most, and microseconds of a list of neighbours for the first time and again.
///
/// # Panics
/// Where there is no such store.
pub fn start(path: &Path) {
    let image = cache::image_of(path);
    let (cpu, wall) = (ProcessTime::now(), Instant::now());
    let store = SqliteStore::open(path).expect("there is a store");
    let register = Register::open_beside(Box::new(store), Limits::default(), image);
    let register = register.expect("the store is sound");
    let took = [wall.elapsed().as_secs_f64(), cpu.elapsed().as_secs_f64()];
    let memory = memory_mib("VmRSS:");
    let edition = register.edition();
    let network = edition.network();
    let busy: Vec<Node> = edition.nodes().filter(|&node| network.entries_of(node) > 2 * LISTED as usize).collect();
    let asked: Vec<Node> = busy.iter().copied().step_by((busy.len() / LISTS).max(1)).take(LISTS).collect();
    let [first, again] = [0, 1].map(|_| {
        let mut times = Times::new();
        times.ask(&asked, |&node| list(&edition, register.limits(), node));
        times.quantile(0.5)
    });
    println!("{} {} {memory} {} {first} {again}", took[0], took[1], memory_mib("VmHWM:"));
}

/// Asks for the first neighbours of an actor, with their ties.
pub fn neighbours_of(code: String, first: i64) -> NeighbourhoodRequest {
    NeighbourhoodRequest {
        of: vec![ActorRef::Code(code)],
        scope: Scope::SelfOnly,
        hops: 1,
        filter: TieFilter::default(),
        shape: Shape::Reach,
        ties_min: 1,
        core: 0,
        page: PageRequest { first: Some(first), after: None },
        lists_ties: true,
        ties: None,
    }
}

/// Lists neighbours of an actor with the titles and citations of their ties; returns how many bytes these have.
fn list(edition: &Edition, limits: &Limits, node: Node) -> i64 {
    let never = || None::<Halt>;
    let asking = Asking { edition, limits, stop: &never };
    let request = neighbours_of(edition.actor(node).id.to_string(), LISTED);
    let found = neighbourhood(&asking, &request).expect("the question is admissible").value;
    let named: usize = found.nodes.iter().map(|near| edition.actor(near.node).name().len()).sum();
    let cited = |view: &entente_engine::query::tie::TieView| {
        let sources =
            view.citations(edition).into_iter().filter_map(|cited| edition.find_source(cited.source.as_str()));
        view.agreement.title.len() + sources.map(|source| source.title.len()).sum::<usize>()
    };
    (named + found.edges.iter().map(cited).sum::<usize>()) as i64
}

/// Returns a line of what the system says of this process, in MiB; nothing where it does not say it so.
fn memory_mib(line: &str) -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let found = status.lines().find_map(|found| found.strip_prefix(line));
    let kib = found.and_then(|rest| rest.split_whitespace().next()).and_then(|number| number.parse::<f64>().ok());
    kib.unwrap_or(f64::NAN) / 1_024.0
}
