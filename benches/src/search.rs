//! The comparison of searches: every question asked of all in turn, and the ratios of their medians.

use comfy_table::{Table, presets};
use entente_graph::path::{self, Constraints, HubPolicy, Hubs};
use entente_graph::{Admission, Budget, Network, Node, count_within, distance};
use entente_model::filter::TieFilter;

use crate::clock::{Times, clock, median};
use crate::floor::{self, Csr, Marks, Peer, Pet, Tie};
use crate::ours;
use crate::rmat::{Graph, Question};

/// One line of the table.
struct Line {
    name: &'static str,
    // Of each round: ours, the floor again, petgraph, each against the floor; and the same at the 99th percentile.
    ratios: [Vec<f64>; 3],
    tail: Vec<f64>,
    floor_us: f64,
    ours_us: f64,
}

/// Asks all questions of all, and prints the table.
///
/// # Panics
/// Where the answers differ.
pub fn compare(graph: &Graph, rounds: usize, with_petgraph: bool) {
    let spelt: Vec<(u32, u32, usize)> = graph.ties().collect();
    let ends: Vec<(u32, u32)> = spelt.iter().map(|&(a, b, _)| (a, b)).collect();
    let tie = |&(_, _, number): &(u32, u32, usize)| {
        let agreement = &graph.agreements[number];
        Tie { kind: agreement.kind, date: agreement.day as u32 }
    };
    let ties: Vec<Tie> = spelt.iter().map(tie).collect();
    drop(spelt);
    let (network, ours_s) = clock(|| ours::network(graph));
    let (csr, floor_s) = clock(|| Csr::new(graph.actors, &ends, &ties));
    let pet = with_petgraph.then(|| clock(|| Pet::new(graph.actors, &ends, &ties)));
    let per_tie = |bytes: usize| bytes as f64 / ends.len() as f64;
    println!("build: ours {ours_s:.2} s, floor {floor_s:.2} s, petgraph {:.2} s", pet.as_ref().map_or(0.0, |p| p.1));
    println!("bytes a tie: ours {:.1}, floor {:.1}", per_tie(network.bytes()), per_tie(csr.bytes()));
    let pet = pet.map(|(pet, _)| pet);
    let mut lines = Vec::new();
    for (name, filter, ours, theirs) in workloads() {
        lines.push(measure(name, graph, rounds, &network, &csr, pet.as_ref(), filter, ours, theirs));
    }
    print(&lines);
}

type Ours = fn(&Network, &Question, &Admission) -> i64;
type Filter = fn(&Question) -> TieFilter;
type Theirs = (fn(&Csr, &mut [Marks; 2], &Question) -> i64, fn(&Pet, &mut [Marks; 2], &Question) -> i64);

fn workloads() -> [(&'static str, Filter, Ours, Theirs); 10] {
    let all: Filter = |_| TieFilter::default();
    [
        ("1 hop", all, |n, q, a| within(n, q, 1, a), (hop1, hop1)),
        ("2 hops", all, |n, q, a| within(n, q, 2, a), (hop2, hop2)),
        ("2 hops, 3 kinds and date", ours::by_kinds_and_date, |n, q, a| within(n, q, 2, a), (hop2_some, hop2_some)),
        ("2 hops, date", ours::by_date, |n, q, a| within(n, q, 2, a), (hop2_date, hop2_date)),
        ("path length", all, length, (way, way)),
        ("path length, 3 kinds and date", ours::by_kinds_and_date, length, (way_some, way_some)),
        ("path length, date", ours::by_date, length, (way_date, way_date)),
        ("path with actors", all, whole, (way, way)),
        ("path with actors, 3 kinds and date", ours::by_kinds_and_date, whole, (way_some, way_some)),
        ("everything", all, |n, q, a| within(n, q, u32::MAX, a), (everything, everything)),
    ]
}

fn within(network: &Network, question: &Question, hops: u32, admission: &Admission) -> i64 {
    let mut budget = Budget::of_expansions(u64::MAX);
    let outcome = count_within(network, &[Node(question.seed)], hops, admission, &mut budget);
    outcome.expect("nobody cancels").value.iter().sum::<u64>() as i64
}

fn length(network: &Network, question: &Question, admission: &Admission) -> i64 {
    let mut budget = Budget::of_expansions(u64::MAX);
    let (from, to) = question.pair;
    let outcome = distance(network, &[Node(from)], &[Node(to)], admission, &mut budget);
    outcome.expect("nobody cancels").value.map_or(-1, i64::from)
}

fn whole(network: &Network, question: &Question, admission: &Admission) -> i64 {
    let mut budget = Budget::of_expansions(u64::MAX);
    let (from, to) = question.pair;
    let hubs = Hubs { policy: HubPolicy::Allow, ..Hubs::default() };
    let constraints = Constraints { hubs, ..Constraints::default() };
    let outcome = path::shortest(network, &[Node(from)], &[Node(to)], admission, &constraints, &mut budget);
    outcome.expect("nobody cancels").value.map_or(-1, |path| path.len() as i64 - 1)
}

const EVERY_KIND: u16 = u16::MAX;

fn hop1<T: Peer>(g: &T, m: &mut [Marks; 2], q: &Question) -> i64 {
    floor::hops(g, &mut m[0], q.seed, 1, None)
}
fn hop2<T: Peer>(g: &T, m: &mut [Marks; 2], q: &Question) -> i64 {
    floor::hops(g, &mut m[0], q.seed, 2, None)
}
fn hop2_some<T: Peer>(g: &T, m: &mut [Marks; 2], q: &Question) -> i64 {
    floor::hops(g, &mut m[0], q.seed, 2, Some((q.kinds, q.until as u32)))
}
fn hop2_date<T: Peer>(g: &T, m: &mut [Marks; 2], q: &Question) -> i64 {
    floor::hops(g, &mut m[0], q.seed, 2, Some((EVERY_KIND, q.until as u32)))
}
fn way<T: Peer>(g: &T, [a, b]: &mut [Marks; 2], q: &Question) -> i64 {
    floor::shortest(g, a, b, q.pair.0, q.pair.1, None)
}
fn way_some<T: Peer>(g: &T, [a, b]: &mut [Marks; 2], q: &Question) -> i64 {
    floor::shortest(g, a, b, q.pair.0, q.pair.1, Some((q.kinds, q.until as u32)))
}
fn way_date<T: Peer>(g: &T, [a, b]: &mut [Marks; 2], q: &Question) -> i64 {
    floor::shortest(g, a, b, q.pair.0, q.pair.1, Some((EVERY_KIND, q.until as u32)))
}
fn everything<T: Peer>(g: &T, _: &mut [Marks; 2], q: &Question) -> i64 {
    floor::bfs(g, q.seed).0 as i64 - 1
}

#[expect(clippy::too_many_arguments, reason = "all that is compared")]
fn measure(
    name: &'static str,
    graph: &Graph,
    rounds: usize,
    network: &Network,
    csr: &Csr,
    pet: Option<&Pet>,
    filter: Filter,
    ours: Ours,
    theirs: Theirs,
) -> Line {
    let is_kernel = name == "everything";
    let questions = if is_kernel { &graph.questions[..2] } else { &graph.questions[..] };
    let questions: Vec<(Question, Admission)> = questions.iter().map(|q| (*q, Admission::new(&filter(q)))).collect();
    let questions = &questions[..];
    let mut marks = [Marks::new(csr.n()), Marks::new(csr.n())];
    let mut line = Line { name, ratios: Default::default(), tail: Vec::new(), floor_us: 0.0, ours_us: 0.0 };
    let [mut floor, mut own, mut again, mut lists] = [const { Times::new() }; 4];
    for round in 0..=rounds {
        // Each is asked twice in turn, and the second time counts, so that none inherits another's cache.
        let mut expected = Vec::new();
        let mut answers = Vec::new();
        for _ in 0..2 {
            expected = floor.ask(questions, |(q, _)| theirs.0(csr, &mut marks, q));
        }
        for _ in 0..2 {
            answers = own.ask(questions, |(q, a)| ours(network, q, a));
        }
        for _ in 0..2 {
            again.ask(questions, |(q, _)| theirs.0(csr, &mut marks, q));
        }
        assert_eq!(answers, expected, "{name}: ours and the floor differ");
        if let (Some(pet), true) = (pet, round == rounds) {
            let some = &questions[..questions.len().min(100)];
            let answers = lists.ask(some, |(q, _)| theirs.1(pet, &mut marks, q));
            assert_eq!(answers, expected[..some.len()], "{name}: petgraph and the floor differ");
            own.ask(some, |(q, a)| ours(network, q, a));
            line.ratios[2].push(own.quantile(0.5) / lists.quantile(0.5));
            continue;
        }
        // The first round warms up.
        if round > 0 {
            let middle = floor.quantile(0.5);
            line.ratios[0].push(own.quantile(0.5) / middle);
            line.ratios[1].push(again.quantile(0.5) / middle);
            line.tail.push(own.quantile(0.99) / floor.quantile(0.99));
            (line.floor_us, line.ours_us) = (middle, own.quantile(0.5));
        }
    }
    line
}

fn print(lines: &[Line]) {
    let mut table = Table::new();
    table.load_style(presets::ASCII_MARKDOWN);
    table.set_header(["question", "ours / floor", "at p99", "floor / floor", "ours / petgraph", "ours µs", "floor µs"]);
    for line in lines {
        let [ours, again, lists] = line.ratios.clone().map(median);
        let cells = [ours, median(line.tail.clone()), again, lists, line.ours_us, line.floor_us];
        let cells = cells.map(|cell| if cell.is_nan() { "-".to_owned() } else { format!("{cell:.2}") });
        table.add_row(std::iter::once(line.name.to_owned()).chain(cells));
    }
    println!("{table}");
}
