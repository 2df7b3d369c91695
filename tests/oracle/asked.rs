//! The engine's answers, page after page, in the form in which they are compared.
//!
//! Not here: whether they are right.

use std::collections::BTreeMap;

use entente_engine::Edition;
use entente_engine::query::actor::{ActorRef, Scope};
use entente_engine::query::neighbourhood::{
    NeighbourView, NeighbourhoodRequest, NeighbourhoodView, TiePage, neighbourhood,
};
use entente_engine::query::partners::{PartnerTies, PartnerView, PartnersRequest, partners};
use entente_engine::query::path::{HubRules, PathRequest, PathRules, PathView, shortest_path, shortest_paths};
use entente_engine::query::tie::TieView;
use entente_engine::query::ties::{ties_between, ties_of};
use entente_engine::query::{self, Asking, Page, PageRequest, QueryError};
use entente_graph::path::HubPolicy;
use entente_graph::{Bound, Counts, Cut, Halt, Match, Node, Shape};
use entente_model::area::Area;
use entente_model::change::Revision;
use entente_model::date::Certainty;
use entente_model::limits::Limits;
use entente_model::part::Direction;
use entente_model::record::Records;
use entente_model::vocabulary::Vocabulary;

use super::question::{Answer, Ask, Near, NearActor, Path, Question, Reach, Said, Sought, Spread, TieFacts};

/// Builds the edition of some records.
pub(super) fn edition(records: Records) -> Edition {
    Edition::build(Revision(7), 0, records).expect("every actor that is named is recorded")
}

/// Asks an edition a question.
pub(super) fn said(edition: &Edition, question: &Question) -> Said {
    let limits = Limits::default();
    let never = || None::<Halt>;
    let asking = Asking { edition, limits: &limits, stop: &never };
    Asked { asking, question }.said().expect("the question is admissible and nobody stops it")
}

/// A question on its way to the engine.
pub(super) struct Asked<'a> {
    /// What the engine is told of it.
    pub(super) asking: Asking<'a>,
    question: &'a Question,
}

impl Asked<'_> {
    fn said(&self) -> Result<Said, QueryError> {
        match &self.question.ask {
            Ask::Path { from, to } => {
                let found = shortest_path(&self.asking, &self.path_request(*from, *to))?;
                let path = found.value.path.map(|path| self.path(&path));
                Ok(said_of(Answer::Path(path), found.reduced_agreements, found.cut))
            }
            Ask::Paths { from, to, page } => self.paths(&self.path_request(*from, *to), *page),
            Ask::Neighbourhood(near) => {
                let found = neighbourhood(&self.asking, &self.near_request(near))?;
                self.check_pages(near, &found.value)?;
                Ok(said_of(Answer::Neighbourhood(self.reach(found.value)), found.reduced_agreements, found.cut))
            }
            Ask::TiesOf { of, page } => {
                let node = self.node(*of);
                let (scope, filter) = (self.scope(), &self.question.filter);
                self.ties(*page, |page| ties_of(&self.asking, node, scope, filter, page))
            }
            Ask::Ways(ways) => self.ways(ways),
            Ask::Partners(sought) => self.partners(sought),
            Ask::TiesBetween { between, page } => {
                let between: Vec<ActorRef> = between.iter().map(|&actor| self.by(actor)).collect();
                let (scope, filter) = (self.scope(), &self.question.filter);
                self.ties(*page, |page| ties_between(&self.asking, &between, scope, filter, page))
            }
        }
    }

    /// Takes all shortest paths page by page. Each page tells the same number, and is full unless it is the last.
    fn paths(&self, request: &PathRequest, size: usize) -> Result<Said, QueryError> {
        let mut paths = Vec::new();
        let mut page = PageRequest { first: Some(size as i64), after: None };
        loop {
            let found = shortest_paths(&self.asking, request, &page)?;
            let total = found.value.total.expect("so few can be counted") as usize;
            assert_eq!(found.value.paths.len(), size.min(total - paths.len()), "a page of {size} of {total} paths");
            paths.extend(found.value.paths.iter().map(|path| self.path(path)));
            assert_eq!(found.value.next.is_some(), paths.len() < total, "whether there is more than {}", paths.len());
            match found.value.next {
                Some(next) => page.after = Some(next),
                None => return Ok(said_of(Answer::Paths(paths), found.reduced_agreements, found.cut)),
            }
        }
    }

    /// Takes all ties page by page. Each page tells the same number, and is full unless it is the last.
    fn ties(
        &self,
        size: usize,
        ask: impl Fn(&PageRequest) -> Result<query::Answer<Page<TieView>>, QueryError>,
    ) -> Result<Said, QueryError> {
        let mut ties = Vec::new();
        let mut page = PageRequest { first: Some(size as i64), after: None };
        loop {
            let found = ask(&page)?;
            let Page { rows, total, has_next, has_previous } = found.value;
            assert_eq!(has_previous, !ties.is_empty(), "whether there is something before tie {}", ties.len());
            assert_eq!(rows.len(), size.min(total - ties.len()), "a page of {size} of {total} ties");
            ties.extend(rows.iter().map(|(_, tie)| self.facts(tie)));
            assert_eq!(has_next, ties.len() < total, "whether there is more than {}", ties.len());
            match rows.into_iter().last().filter(|_| has_next) {
                Some((cursor, _)) => page.after = Some(cursor),
                None => return Ok(said_of(Answer::Ties(ties), found.reduced_agreements, found.cut)),
            }
        }
    }

    /// Takes all partners page by page.
    fn partners(&self, sought: &Sought) -> Result<Said, QueryError> {
        let named = |actors: &[usize]| actors.iter().map(|&actor| self.by(actor)).collect();
        let mut request = PartnersRequest {
            of: named(&sought.of),
            not_of: named(&sought.not_of),
            matching: if sought.of_all { Match::All } else { Match::Any },
            scope: self.scope(),
            filter: self.question.filter.clone(),
            without: sought.without.clone(),
            ties_min: sought.ties_min as i64,
            lists_ties: true,
            page: PageRequest { first: Some(sought.page as i64), after: None },
        };
        let with = |ties: &PartnerTies| {
            assert_eq!((ties.count as usize, ties.more_ties), (ties.ties.len(), false), "so few ties are all listed");
            (ties.with.index(), ties.ties.iter().map(|tie| self.facts(tie)).collect())
        };
        let mut found = Vec::new();
        loop {
            let answer = partners(&self.asking, &request)?;
            let page = answer.value.page.expect("so few ties are all looked at");
            assert_eq!(page.rows.len(), sought.page.min(page.total - found.len()), "a page of {}", sought.page);
            let partner = |view: &PartnerView| (view.node.index(), view.with.iter().map(with).collect());
            found.extend(page.rows.iter().map(|(_, view)| partner(view)));
            match page.rows.into_iter().last().filter(|_| page.has_next) {
                Some((cursor, _)) => request.page.after = Some(cursor),
                None => return Ok(said_of(Answer::Partners(found), answer.reduced_agreements, answer.cut)),
            }
        }
    }

    fn near_request(&self, near: &Near) -> NeighbourhoodRequest {
        NeighbourhoodRequest {
            of: near.of.iter().map(|&actor| self.by(actor)).collect(),
            scope: self.scope(),
            hops: i64::from(near.hops),
            filter: self.question.filter.clone(),
            shape: match near.spread {
                Spread::Reach => Shape::Reach,
                Spread::Induced => Shape::Induced,
                Spread::Tree => Shape::Tree,
            },
            ties_min: near.ties_min as i64,
            core: near.core as i64,
            page: PageRequest { first: near.first.map(|first| first as i64), after: None },
            lists_ties: true,
            ties: None,
        }
    }

    /// Takes actors two by two and ties three by three: together they are as many as the whole says there are.
    fn check_pages(&self, near: &Near, whole: &NeighbourhoodView) -> Result<(), QueryError> {
        let (mut nodes, mut ties) = (Vec::new(), Vec::new());
        let mut request = self.near_request(near);
        request.page = PageRequest { first: Some(2), after: None };
        request.ties = Some(TiePage { kind: None, page: PageRequest { first: Some(3), after: None } });
        loop {
            let found = neighbourhood(&self.asking, &request)?.value;
            assert_eq!((&found.counts, found.total_nodes), (&whole.counts, whole.total_nodes));
            nodes.extend(found.nodes.iter().map(|near| near.node));
            ties.extend(found.edges.iter().map(|tie| tie.id(self.asking.edition)));
            let cursor = |bound| found.cuts.iter().find(|(cut, _)| cut.bound == bound).and_then(|(_, at)| at.clone());
            // A list that has come to its end stays there.
            let (of_nodes, of_ties) = (cursor(Bound::Nodes), cursor(Bound::Ties));
            if of_nodes.is_none() && of_ties.is_none() {
                break;
            }
            request.page = match of_nodes {
                Some(after) => PageRequest { first: Some(2), after: Some(after) },
                None => PageRequest { first: Some(0), after: Some(format!("7:{}", nodes.len())) },
            };
            let last = of_ties.or_else(|| ties.last().cloned());
            request.ties = Some(TiePage { kind: None, page: PageRequest { first: Some(3), after: last } });
        }
        let count = |list: &[String]| {
            let mut list = list.to_vec();
            list.sort_unstable();
            list.dedup();
            list.len()
        };
        assert_eq!(Some(nodes.len() as u64), whole.total_nodes, "all actors come, page after page");
        assert_eq!((ties.len() as u64, count(&ties) as u64), (whole.total_edges.unwrap_or(0), ties.len() as u64));
        Ok(())
    }

    /// Asks for paths between two actors, and for nothing else of them.
    pub(super) fn path_request(&self, from: usize, to: usize) -> PathRequest {
        let (from, to) = (self.by(from), self.by(to));
        let (filter, rules) = (self.question.filter.clone(), plain_rules());
        PathRequest { from, to, scope: self.scope(), filter, rules }
    }

    /// Names the actor with this number.
    pub(super) fn by(&self, actor: usize) -> ActorRef {
        ActorRef::Code(self.asking.edition.actor(self.node(actor)).id.to_string())
    }

    /// Returns the actor with this number in the order of identifiers.
    fn node(&self, actor: usize) -> Node {
        self.asking.edition.nodes().nth(actor).expect("the actor is recorded")
    }

    fn scope(&self) -> Scope {
        if self.question.with_parts { Scope::Parts } else { Scope::SelfOnly }
    }

    /// Writes a path in the oracle's words.
    pub(super) fn path(&self, path: &PathView) -> Path {
        let mut actors = vec![path.start.index()];
        let mut steps = Vec::new();
        for step in &path.steps {
            assert_eq!(actors.last(), Some(&step.from.index()), "a step begins where the one before it ended");
            assert!(!step.more_ties, "so few ties are all listed");
            actors.push(step.to.index());
            steps.push(step.ties.iter().map(|tie| self.facts(tie)).collect());
        }
        Path { actors, steps }
    }

    fn reach(&self, view: NeighbourhoodView) -> Reach {
        Reach {
            nodes: view.nodes.iter().map(near_actor).collect(),
            ties: view.edges.iter().map(|tie| self.facts(tie)).collect(),
            by_kind: view.counts.kinds.iter().map(|(kind, count)| (kind.code(), *count)).collect(),
            sorts: sorts(&view.counts),
            nodes_total: view.total_nodes.expect("so little is all looked at"),
            ties_total: view.total_edges.expect("so little is all looked at"),
        }
    }

    /// Writes a tie in the oracle's words.
    pub(super) fn facts(&self, view: &TieView) -> TieFacts {
        let (source, target) = view.ends();
        let span = view.tie.span;
        TieFacts {
            id: view.id(self.asking.edition),
            source: source.index(),
            target: target.index(),
            directed: view.tie.direction != Direction::Undirected,
            kind: view.tie.kind.code(),
            status: view.tie.status.code(),
            start: (span.start.earliest.number(), span.start.latest.number()),
            end: (span.end.earliest.number(), span.end.latest.number()),
            tentative: span.tentative,
            certain: view.certainty == Certainty::Certain,
        }
    }
}

fn near_actor(near: &NeighbourView) -> NearActor {
    NearActor {
        actor: near.node.index(),
        distance: near.distance,
        through: near.through.index(),
        ties: near.ties,
        core: near.core,
    }
}

/// Writes counts by sort in the oracle's words.
fn sorts(counts: &Counts) -> BTreeMap<String, u64> {
    let none = || "none".to_owned();
    let kinds = counts.actor_kinds.iter().map(|(kind, &count)| (format!("kind {}", kind.code()), count));
    let area = |(area, &count): (&Option<Area>, &u64)| (format!("area {}", area.map_or_else(none, Area::code)), count);
    let year = |(year, &count): (&Option<i16>, &u64)| {
        (format!("year {}", year.map_or_else(none, |year| year.to_string())), count)
    };
    kinds.chain(counts.areas.iter().map(area)).chain(counts.years.iter().map(year)).collect()
}

/// Writes an answer with what is said of its completeness.
pub(super) fn said_of(answer: Answer, reduced: u64, cut: Option<Cut>) -> Said {
    let seen = |cut: Cut| {
        assert_eq!(cut.bound, Bound::Nodes, "only the number of actors is bounded");
        cut.seen
    };
    Said { answer, reduced, cut: cut.map(seen) }
}

/// Nothing is asked of a path but its ends and ties, and hubs are nothing special.
fn plain_rules() -> PathRules {
    PathRules { hubs: HubRules { policy: HubPolicy::Allow, above: None, tells: false }, ..PathRules::default() }
}
