//! The same graphs as agreements, and the same questions asked of Entente's network. Not here: the floor and the clock.

use entente_graph::{ActorFacts, AgreementFacts, Network, Node, PartFacts};
use entente_model::date::{Bounds, Day, Frame, Span};
use entente_model::filter::TieFilter;
use entente_model::part::Ranks;
use entente_model::vocabulary::{ActorKind, AgreementKind, AgreementStatus, Side};

use crate::rmat::{Agreement, Graph, KINDS, Question, STATUSES};

/// Which kinds of agreement stand for the kinds of the graph.
pub const AGREEMENT_KINDS: [AgreementKind; KINDS] = [
    AgreementKind::Funding,
    AgreementKind::Agreement,
    AgreementKind::Mou,
    AgreementKind::Membership,
    AgreementKind::Dialogue,
    AgreementKind::Project,
    AgreementKind::Treaty,
    AgreementKind::Workshop,
    AgreementKind::Training,
    AgreementKind::Exercise,
    AgreementKind::Meeting,
    AgreementKind::Conference,
];

/// Which statuses stand for those of the graph.
pub const AGREEMENT_STATUSES: [AgreementStatus; STATUSES] =
    [AgreementStatus::Active, AgreementStatus::InForce, AgreementStatus::Completed, AgreementStatus::Signed];

/// Builds the network of a graph.
pub fn network(graph: &Graph) -> Network {
    let actors = vec![ActorFacts { kind: ActorKind::Igo, area: None }; graph.actors];
    Network::build(actors, graph.agreements.iter().map(facts)).expect("the graph is not too large")
}

/// Returns what a network is told of an agreement.
pub fn facts(agreement: &Agreement) -> AgreementFacts {
    let (status, day) = (AGREEMENT_STATUSES[usize::from(agreement.status)], Day::from_number(agreement.day));
    let start = Bounds { earliest: day, latest: day };
    let span = Span { start, end: Bounds { earliest: day, latest: Day::MAX }, tentative: false };
    let is_large = agreement.actors.len() > 2;
    let parts = agreement.actors.iter().enumerate().map(|(place, &actor)| {
        let side = match (is_large, place) {
            (false, _) => Side::Peer,
            (true, 0) => Side::Hub,
            (true, _) => Side::Spoke,
        };
        PartFacts { actor: Node(actor), side, span, status, ranks: Ranks::default() }
    });
    AgreementFacts {
        kind: AGREEMENT_KINDS[usize::from(agreement.kind)],
        confidence: Some(80),
        topics: Vec::new(),
        places: Vec::new(),
        sources: 1,
        parts: parts.collect(),
    }
}

/// Returns the filter by three kinds and the last day on which a tie may begin.
pub fn by_kinds_and_date(question: &Question) -> TieFilter {
    let kinds = AGREEMENT_KINDS.iter().enumerate().filter(|(kind, _)| question.kinds >> kind & 1 == 1);
    TieFilter { kinds: kinds.map(|(_, kind)| *kind).collect(), ..by_date(question) }
}

/// Returns the filter by the last day on which a tie may begin.
pub fn by_date(question: &Question) -> TieFilter {
    let frame = Frame { from: Day::MIN, to: Day::from_number(question.until) };
    TieFilter { frame, ..TieFilter::default() }
}

/// Returns the filter by two statuses.
pub fn by_status(question: &Question) -> TieFilter {
    let statuses = AGREEMENT_STATUSES.iter().enumerate().filter(|(status, _)| question.statuses >> status & 1 == 1);
    TieFilter { statuses: statuses.map(|(_, status)| *status).collect(), ..TieFilter::default() }
}
