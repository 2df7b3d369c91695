//! Every sort of question, as each of the rivals is asked it. Not here: the clock, and the questions' numbers.

use entente_graph::path::{self, Constraints, HubPolicy, Hubs};
use entente_graph::{Admission, Budget, Network, Node, count_within, distance};
use entente_model::filter::TieFilter;

use crate::floor::{self, Csr, Marks, Peer, Pet};
use crate::ours;
use crate::rmat::Question;

/// Which word of a tie the others' filter looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Word {
    /// The kind.
    Kind,
    /// The status.
    Status,
}

/// One sort of question. What it answers is a number, so that answers can be compared.
pub struct Workload {
    /// What is asked.
    pub name: &'static str,
    /// In how many floors it shall be answered, in the middle.
    pub goal: Option<f64>,
    /// Which ties count.
    pub filter: fn(&Question) -> TieFilter,
    /// What the others are told of a tie.
    pub word: Word,
    /// How Entente is asked.
    pub ours: fn(&Network, &Question, &Admission) -> i64,
    /// How the floor is asked.
    pub floor: fn(&Csr, &mut [Marks; 2], &Question) -> i64,
    /// How petgraph's lists are asked.
    pub lists: fn(&Pet, &mut [Marks; 2], &Question) -> i64,
    /// How many questions are asked.
    pub questions_max: usize,
}

/// What a workload is unless it says otherwise.
pub const USUAL: Workload = Workload {
    name: "",
    goal: None,
    filter: |_| TieFilter::default(),
    word: Word::Kind,
    ours: length,
    floor: way,
    lists: way,
    questions_max: usize::MAX,
};

/// All of them, in the order of the table.
pub const WORKLOADS: [Workload; 14] = [
    Workload { name: "1 hop", goal: Some(1.35), ours: one_hop, floor: hop, lists: hop, ..USUAL },
    Workload { name: "2 hops", goal: Some(1.35), ours: two_hops, floor: hops, lists: hops, ..USUAL },
    Workload {
        name: "2 hops, by kinds and date",
        goal: Some(1.2),
        filter: ours::by_kinds_and_date,
        ours: two_hops,
        floor: hops_by_both,
        lists: hops_by_both,
        ..USUAL
    },
    Workload {
        name: "2 hops, by date",
        goal: Some(1.4),
        filter: ours::by_date,
        ours: two_hops,
        floor: hops_by_date,
        lists: hops_by_date,
        ..USUAL
    },
    Workload {
        name: "2 hops, by status",
        goal: Some(1.4),
        filter: ours::by_status,
        word: Word::Status,
        ours: two_hops,
        floor: hops_by_status,
        lists: hops_by_status,
        ..USUAL
    },
    Workload { name: "path's length", goal: Some(1.35), ..USUAL },
    Workload {
        name: "path's length, by kinds and date",
        goal: Some(1.2),
        filter: ours::by_kinds_and_date,
        floor: way_by_both,
        lists: way_by_both,
        ..USUAL
    },
    Workload {
        name: "path's length, by date",
        goal: Some(1.4),
        filter: ours::by_date,
        floor: way_by_date,
        lists: way_by_date,
        ..USUAL
    },
    Workload {
        name: "path's length, by status",
        goal: Some(1.4),
        filter: ours::by_status,
        word: Word::Status,
        floor: way_by_status,
        lists: way_by_status,
        ..USUAL
    },
    // The floor tells no more than the length here either.
    Workload { name: "path", goal: Some(1.7), ours: smallest_path, ..USUAL },
    Workload { name: "path, hubs penalised", ours: usual_path, ..USUAL },
    Workload {
        name: "path, by kinds and date",
        goal: Some(1.7),
        filter: ours::by_kinds_and_date,
        ours: smallest_path,
        floor: way_by_both,
        lists: way_by_both,
        ..USUAL
    },
    Workload {
        name: "path, by date",
        filter: ours::by_date,
        ours: smallest_path,
        floor: way_by_date,
        lists: way_by_date,
        ..USUAL
    },
    Workload { name: EVERYTHING, ours: everywhere, floor: everything, lists: everything, questions_max: 2, ..USUAL },
];

/// The name of the search that looks at every tie.
pub const EVERYTHING: &str = "everything";

/// The name of the question for several paths.
pub const SEVERAL: &str = "first 5 paths, beside one";

/// How many paths that question asks for.
const PATHS: usize = 5;

/// Asks Entente for the first path alone.
pub fn smallest_path(network: &Network, question: &Question, admission: &Admission) -> i64 {
    one_path(network, question, admission, HubPolicy::Allow)
}

/// Asks Entente for the first five paths; the answer is how many there are.
pub fn several_paths(network: &Network, question: &Question, admission: &Admission) -> i64 {
    let (from, to) = question.pair;
    let constraints = about_hubs(HubPolicy::Allow);
    let mut budget = unbounded();
    let found = path::k_shortest(network, &[Node(from)], &[Node(to)], admission, &constraints, &mut budget, PATHS);
    found.expect("nobody cancels").value.paths.len() as i64
}

fn usual_path(network: &Network, question: &Question, admission: &Admission) -> i64 {
    one_path(network, question, admission, HubPolicy::Penalise)
}

fn one_path(network: &Network, question: &Question, admission: &Admission, policy: HubPolicy) -> i64 {
    let (from, to) = question.pair;
    let constraints = about_hubs(policy);
    let found = path::shortest(network, &[Node(from)], &[Node(to)], admission, &constraints, &mut unbounded());
    found.expect("nobody cancels").value.map_or(-1, |path| path.len() as i64 - 1)
}

fn about_hubs(policy: HubPolicy) -> Constraints {
    Constraints { hubs: Hubs { policy, ..Hubs::default() }, ..Constraints::default() }
}

fn unbounded() -> Budget<'static> {
    Budget::of_expansions(u64::MAX)
}

fn length(network: &Network, question: &Question, admission: &Admission) -> i64 {
    let (from, to) = question.pair;
    let found = distance(network, &[Node(from)], &[Node(to)], admission, &mut unbounded());
    found.expect("nobody cancels").value.map_or(-1, i64::from)
}

fn one_hop(network: &Network, question: &Question, admission: &Admission) -> i64 {
    within(network, question, 1, admission)
}

fn two_hops(network: &Network, question: &Question, admission: &Admission) -> i64 {
    within(network, question, 2, admission)
}

fn everywhere(network: &Network, question: &Question, admission: &Admission) -> i64 {
    within(network, question, u32::MAX, admission)
}

fn within(network: &Network, question: &Question, hops: u32, admission: &Admission) -> i64 {
    let found = count_within(network, &[Node(question.seed)], hops, admission, &mut unbounded());
    found.expect("nobody cancels").value.iter().sum::<u64>() as i64
}

const EVERY_KIND: u16 = u16::MAX;

fn hop<T: Peer>(g: &T, m: &mut [Marks; 2], q: &Question) -> i64 {
    floor::hops(g, &mut m[0], q.seed, 1, None)
}
fn hops<T: Peer>(g: &T, m: &mut [Marks; 2], q: &Question) -> i64 {
    floor::hops(g, &mut m[0], q.seed, 2, None)
}
fn hops_by_both<T: Peer>(g: &T, m: &mut [Marks; 2], q: &Question) -> i64 {
    floor::hops(g, &mut m[0], q.seed, 2, Some((q.kinds, q.until as u32)))
}
fn hops_by_date<T: Peer>(g: &T, m: &mut [Marks; 2], q: &Question) -> i64 {
    floor::hops(g, &mut m[0], q.seed, 2, Some((EVERY_KIND, q.until as u32)))
}
fn hops_by_status<T: Peer>(g: &T, m: &mut [Marks; 2], q: &Question) -> i64 {
    floor::hops(g, &mut m[0], q.seed, 2, Some((q.statuses, u32::MAX)))
}
fn way<T: Peer>(g: &T, [a, b]: &mut [Marks; 2], q: &Question) -> i64 {
    floor::shortest(g, a, b, q.pair.0, q.pair.1, None)
}
fn way_by_both<T: Peer>(g: &T, [a, b]: &mut [Marks; 2], q: &Question) -> i64 {
    floor::shortest(g, a, b, q.pair.0, q.pair.1, Some((q.kinds, q.until as u32)))
}
fn way_by_date<T: Peer>(g: &T, [a, b]: &mut [Marks; 2], q: &Question) -> i64 {
    floor::shortest(g, a, b, q.pair.0, q.pair.1, Some((EVERY_KIND, q.until as u32)))
}
fn way_by_status<T: Peer>(g: &T, [a, b]: &mut [Marks; 2], q: &Question) -> i64 {
    floor::shortest(g, a, b, q.pair.0, q.pair.1, Some((q.statuses, u32::MAX)))
}
fn everything<T: Peer>(g: &T, _: &mut [Marks; 2], q: &Question) -> i64 {
    floor::bfs(g, q.seed).0 as i64 - 1
}
