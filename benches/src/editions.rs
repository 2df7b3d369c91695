//! What a change of the network costs, what changes cost the questions, and how long its image takes. Not here: the
//! durable change, which the store decides.

use std::fs::File;
use std::hint::black_box;
use std::io::BufWriter;
use std::time::Instant;

use entente_graph::{Admission, AgreementChange, AgreementNumber, Delta, Network, Node, Place, Sections, Stamp};
use entente_model::filter::TieFilter;

use crate::clock::{Times, clock, median};
use crate::ours;
use crate::rmat::Graph;
use crate::table::{Line, Table, microseconds};
use crate::workload::WORKLOADS;

/// How long a change may take, in microseconds.
const CHANGE_MAX_US: f64 = 50.0;
/// How long an image may take to open, in microseconds.
const OPEN_MAX_US: f64 = 150_000.0;
/// How often an image is opened.
const OPENINGS: usize = 5;

/// Measures changes and images, and adds what was found to the table.
///
/// # Panics
/// Where an image cannot be written beside the temporary files, or does not give the same network.
pub fn measure(graph: &Graph, on: &str, rounds: usize, table: &mut Table) {
    let network = ours::network(graph);
    let of_change = Line { on: on.to_owned(), ..change(graph, &network) };
    table.add(of_change);
    for rows in [1_000, 10_000] {
        if rows * 5 > graph.actors {
            continue;
        }
        let changed = with_rows(graph, &network, rows);
        for name in ["2 hops", "path's length"] {
            compare(graph, (&network, &changed), (name, rows), (on, rounds), table);
        }
    }
    image(&network, on, table);
}

/// Amends agreements of two, one in an edition; their ends are as busy as the agreements are many.
fn change(graph: &Graph, network: &Network) -> Line {
    let bilateral: Vec<usize> =
        (0..graph.agreements.len()).filter(|&at| graph.agreements[at].actors.len() == 2).collect();
    let step = (bilateral.len() / 10_000).max(1);
    let (mut edition, mut times) = (network.clone(), Times::new());
    let picks: Vec<usize> = bilateral.iter().copied().step_by(step).take(10_000).collect();
    times.ask(&picks, |&at| {
        let facts = ours::facts(&graph.agreements[(at + 1) % graph.agreements.len()]);
        let mut facts = entente_graph::AgreementFacts { parts: ours::facts(&graph.agreements[at]).parts, ..facts };
        facts.confidence = Some(50);
        let former = graph.agreements[at].actors.iter().map(|&actor| Node(actor)).collect();
        let number = AgreementNumber(at as u32);
        let delta = Delta { actors: Vec::new(), agreements: vec![AgreementChange::Amended { number, former, facts }] };
        edition = edition.next(&delta).expect("the graph is not too large");
        edition.agreement_count() as i64
    });
    let (middle, tail) = (times.quantile(0.5), times.quantile(0.99));
    Line {
        what: "a change, in memory".to_owned(),
        ours: format!("{} (p99 {})", microseconds(middle), microseconds(tail)),
        floor: format!("goal {}", microseconds(CHANGE_MAX_US)),
        ratio: Some(middle / CHANGE_MAX_US),
        goal: Some(1.0),
        ..Line::default()
    }
}

/// Returns an edition with so many changed rows.
fn with_rows(graph: &Graph, network: &Network, rows: usize) -> Network {
    let step = (graph.actors / rows).max(1);
    let mut agreements = Vec::new();
    let bound = network.agreement_bound() as u32;
    let mut before = bound.checked_sub(1).map(|last| network.place_of_agreement(AgreementNumber(last)));
    for pair in 0..rows / 2 {
        let mut facts = ours::facts(&graph.agreements[pair]);
        facts.parts.truncate(2);
        let ends = [2 * pair, 2 * pair + 1].map(|at| Node((at * step) as u32));
        facts.parts.iter_mut().zip(ends).for_each(|(part, end)| part.actor = end);
        let place = Place::between(before, None).expect("the order has no end");
        before = Some(place);
        agreements.push(AgreementChange::Stated { place, facts });
    }
    network.next(&Delta { actors: Vec::new(), agreements }).expect("the graph is not too large")
}

/// Asks a network and a changed edition of it the same.
fn compare(
    graph: &Graph,
    (network, changed): (&Network, &Network),
    (name, rows): (&str, usize),
    (on, rounds): (&str, usize),
    table: &mut Table,
) {
    let Some(workload) = WORKLOADS.iter().find(|workload| workload.name == name) else { return };
    let admission = Admission::new(&TieFilter::default());
    let questions = &graph.questions[..graph.questions.len().min(workload.questions_max)];
    let mut ratios = Vec::new();
    let mut last = (0.0, 0.0);
    for round in 0..=rounds {
        let [plain, over] = [network, changed].map(|network| {
            let mut times = Times::new();
            times.ask(questions, |question| (workload.ours)(network, question, &admission));
            times.quantile(0.5)
        });
        if round > 0 {
            ratios.push(over / plain);
            last = (plain, over);
        }
    }
    table.add(Line {
        on: on.to_owned(),
        what: format!("{name}, {rows} rows changed"),
        ours: microseconds(last.1),
        floor: format!("none {}", microseconds(last.0)),
        ratio: Some(median(ratios)),
        ..Line::default()
    });
}

fn image(network: &Network, on: &str, table: &mut Table) {
    let path = std::env::temp_dir().join(format!("entente-bench-{}.image", std::process::id()));
    let (stamp, sections) = (Stamp::default(), Sections::new());
    let (bytes, write_s) = clock(|| {
        let file = File::create(&path).expect("temporary files can be written");
        network.write_image(BufWriter::new(&file), &stamp, &sections).expect("temporary files can be written");
        file.sync_all().expect("temporary files can be written");
        file.metadata().map_or(0, |metadata| metadata.len())
    });
    let open = |is_cold: bool| {
        let times = (0..OPENINGS).map(|_| {
            let file = File::open(&path).expect("the file was written");
            if is_cold {
                // Where the system keeps what it has read, the figure is that of a warm file.
                let _ = rustix::fs::fadvise(&file, 0, None, rustix::fs::Advice::DontNeed);
            }
            let start = Instant::now();
            let (read, _) = Network::read_image(&file, bytes, &stamp).expect("the file was written");
            let seconds = start.elapsed().as_secs_f64();
            assert_eq!(black_box(read).node_count(), network.node_count());
            seconds * 1e6
        });
        median(times.collect())
    };
    let (warm, cold) = (open(false), open(true));
    // A file that cannot be removed is left to the system.
    let _ = std::fs::remove_file(&path);
    table.add(Line {
        on: on.to_owned(),
        what: "open an image, warm".to_owned(),
        ours: format!("{} ({} MB, written in {write_s:.2} s)", microseconds(warm), bytes / 1_000_000),
        floor: format!("goal {}", microseconds(OPEN_MAX_US)),
        ratio: Some(warm / OPEN_MAX_US),
        goal: Some(1.0),
        ..Line::default()
    });
    table.add(Line {
        on: on.to_owned(),
        what: "open an image, cold".to_owned(),
        ours: microseconds(cold),
        ..Line::default()
    });
}
