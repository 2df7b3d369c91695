//! What an actor with tens of thousands of ties costs who asks for the first of them. Not here: the usual actor.

use entente_engine::query::actor::Scope;
use entente_engine::query::neighbourhood::neighbourhood;
use entente_engine::query::ties::ties_of;
use entente_engine::query::{Asking, PageRequest};
use entente_graph::{Halt, Node};
use entente_model::filter::TieFilter;
use entente_model::limits::Limits;

use crate::clock::Times;
use crate::records::{actor_code, register};
use crate::rmat::{Agreement, Graph, KINDS, STATUSES};
use crate::starts::neighbours_of;
use crate::table::{Line, Table, microseconds};

/// How many ties the hub has.
const TIES: u32 = 50_000;
/// How many of them are listed.
const LISTED: i64 = 50;
/// How often each is asked.
const ASKED: usize = 50;
/// How long a first page may take, in microseconds.
const PAGE_MAX_US: f64 = 50_000.0;

/// Measures the first page of the ties and of the neighbours of a hub, each with its total, and adds that to the table.
///
/// # Panics
/// Where an answer is wrong.
pub fn measure(table: &mut Table) {
    let agreement = |spoke: u32| Agreement {
        actors: [0, spoke].into(),
        kind: (spoke as usize % KINDS) as u8,
        status: (spoke as usize % STATUSES) as u8,
        day: 7_305 + (spoke % 13_000).cast_signed(),
    };
    let agreements = (1..=TIES).map(agreement).collect();
    let graph = Graph { actors: TIES as usize + 1, agreements, questions: Vec::new() };
    let register = register(&graph, Limits::default());
    let (edition, never) = (register.edition(), || None::<Halt>);
    let asking = Asking { edition: &edition, limits: register.limits(), stop: &never };
    let hub = edition.find_actor(&actor_code(0)).expect("the hub was recorded");
    let sorts: [(&str, &dyn Fn() -> u64); 2] = [
        ("the first 50 ties, and how many there are", &|| ties(&asking, hub)),
        ("the first 50 neighbours, and how many there are", &|| neighbours(&asking)),
    ];
    for (what, ask) in sorts {
        let mut times = Times::new();
        let answers = times.ask(&[(); ASKED], |()| ask() as i64);
        assert!(answers.iter().all(|&answer| answer == i64::from(TIES)), "{what}: {answers:?}");
        let middle = times.quantile(0.5);
        table.add(Line {
            on: format!("a hub with {TIES} ties"),
            what: what.to_owned(),
            ours: microseconds(middle),
            floor: format!("goal {}", microseconds(PAGE_MAX_US)),
            ratio: Some(middle / PAGE_MAX_US),
            goal: Some(1.0),
            ..Line::default()
        });
    }
}

fn ties(asking: &Asking, hub: Node) -> u64 {
    let page = PageRequest { first: Some(LISTED), after: None };
    let answer = ties_of(asking, hub, Scope::SelfOnly, &TieFilter::default(), &page);
    answer.expect("the question is admissible").value.total as u64
}

fn neighbours(asking: &Asking) -> u64 {
    neighbourhood(asking, &neighbours_of(actor_code(0), LISTED))
        .expect("the question is admissible")
        .value
        .total_nodes
        .unwrap_or_default()
}
