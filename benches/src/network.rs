//! One graph as Entente's network, as the floor and as petgraph's lists: building them, their size, and all questions.

use crate::arguments::Arguments;
use crate::clock::clock;
use crate::floor::{Csr, Pet, Tie};
use crate::ours;
use crate::rivals::{Peers, Rivals};
use crate::rmat::{Agreement, Graph};
use crate::search::{Asked, ask, ask_for_several};
use crate::table::{Line, Table, microseconds};
use crate::workload::{SEVERAL, WORKLOADS, Word};

/// How many bytes a tie may take.
const BYTES_MAX: f64 = 44.0;

/// Builds everything, asks everything, and adds what was found to the table.
///
/// # Panics
/// Where the answers differ.
pub fn measure(graph: &Graph, on: &str, arguments: &Arguments, table: &mut Table) {
    let rivals = built(graph, on, !arguments.without_petgraph, table);
    let mut asked = Asked::new(graph, &rivals, arguments.rounds);
    let is_asked = |name: &str| match &arguments.only {
        Some(only) => name == only,
        None => true,
    };
    for workload in WORKLOADS.iter().filter(|workload| is_asked(workload.name)) {
        table.add(Line { on: on.to_owned(), ..ask(&mut asked, workload) });
    }
    if is_asked(SEVERAL) {
        table.add(Line { on: on.to_owned(), ..ask_for_several(&mut asked) });
    }
}

fn built(graph: &Graph, on: &str, with_petgraph: bool, table: &mut Table) -> Rivals {
    let (ends, agreements): (Vec<(u32, u32)>, Vec<&Agreement>) =
        graph.ties().map(|(a, b, number)| ((a, b), &graph.agreements[number])).unzip();
    let told = |word: Word| -> Vec<Tie> {
        let tie = |agreement: &&Agreement| match word {
            Word::Kind => Tie { kind: agreement.kind, date: agreement.day as u32 },
            Word::Status => Tie { kind: agreement.status, date: agreement.day as u32 },
        };
        agreements.iter().map(tie).collect()
    };
    let (n, by_kind, by_status) = (graph.actors, told(Word::Kind), told(Word::Status));
    // Each is built twice, and the second time counts: the first one asks the system for the memory.
    let twice = |build: &dyn Fn() -> f64| [build(), build()][1];
    let ours_s = twice(&|| clock(|| ours::network(graph)).1);
    let floor_s = twice(&|| clock(|| Csr::new(n, &ends, &by_kind)).1);
    let again_s = twice(&|| clock(|| Csr::new(n, &ends, &by_kind)).1);
    let lists_s = with_petgraph.then(|| twice(&|| clock(|| Pet::new(n, &ends, &by_kind)).1));
    let network = ours::network(graph);
    let peers =
        |ties: &[Tie]| Peers { csr: Csr::new(n, &ends, ties), lists: with_petgraph.then(|| Pet::new(n, &ends, ties)) };
    let rivals = Rivals { network, by_kind: peers(&by_kind), by_status: peers(&by_status) };
    table.add(Line {
        on: on.to_owned(),
        what: "load, from arrays".to_owned(),
        ours: microseconds(ours_s * 1e6),
        floor: microseconds(floor_s * 1e6),
        ratio: Some(ours_s / floor_s),
        noise: Some(again_s / floor_s),
        // The lists are told nothing but ends, kinds and days, as the floor: a comparison, and no goal.
        ..Line::default()
    });
    if let Some(lists_s) = lists_s {
        eprintln!("  petgraph loads the same in {}", microseconds(lists_s * 1e6));
    }
    let per_tie = |bytes: usize| bytes as f64 / ends.len() as f64;
    let (own, floor) = (per_tie(rivals.network.bytes()), per_tie(rivals.by_kind.csr.bytes()));
    table.add(Line {
        on: on.to_owned(),
        what: "bytes a tie".to_owned(),
        ours: format!("{own:.1}"),
        floor: format!("{floor:.1}"),
        ratio: Some(own / floor),
        goal: Some(BYTES_MAX / floor),
        ..Line::default()
    });
    rivals
}
