//! Everything that an edition tells, written down by identifiers, so that two editions can be compared whatever their
//! numbers. Not here: what is right, which an edition that is built anew says.

use std::fmt::{Debug, Write};
use std::sync::Arc;

use entente_engine::Edition;
use entente_engine::query::actor::{ActorRef, Scope};
use entente_engine::query::actors::{ActorFilter, actors};
use entente_engine::query::agreements::{AgreementFilter, agreements};
use entente_engine::query::counts::{
    AgreementBy, AgreementGrouping, CountRequest, TieBy, count_agreements, count_ties,
};
use entente_engine::query::coverage::coverage;
use entente_engine::query::diff::{Class, DiffOf, DiffRequest, Side, diff};
use entente_engine::query::neighbourhood::{NeighbourhoodRequest, neighbourhood};
use entente_engine::query::participants::ParticipantFilter;
use entente_engine::query::partners::{PartnersRequest, partners};
use entente_engine::query::path::{
    HubRules, PathRequest, PathRules, PathView, ReachRequest, cheapest_path, k_shortest_paths, reachable,
    shortest_path, shortest_paths,
};
use entente_engine::query::structure::{parts, wholes};
use entente_engine::query::tally::tally;
use entente_engine::query::tie::TieView;
use entente_engine::query::ties::{TiesAsked, TiesOf, ties_between, ties_of};
use entente_engine::query::{Asking, PageRequest};
use entente_graph::path::Weight;
use entente_graph::{Halt, Node, Shape, parts_of};
use entente_model::agreement::Agreement;
use entente_model::date::{Certainty, Day, Frame};
use entente_model::filter::{Projection, TieFilter};
use entente_model::limits::Limits;
use entente_model::record::{Record, Records};
use entente_model::vocabulary::{ActorKind, AgreementKind};

use crate::recorded::recorded;

/// What is asked beside the records: about which actors, and compared with which edition.
pub(crate) struct Asked<'a> {
    pub(crate) older: &'a Edition,
    pub(crate) actors: [String; 3],
}

/// An edition with what is written down of it.
struct Telling<'a> {
    edition: &'a Edition,
    asking: &'a Asking<'a>,
    told: String,
}

/// Writes down everything that an edition tells of its records, and as what they were recorded.
pub(crate) fn records(edition: &Edition) -> String {
    let shown = telling(edition, |telling| {
        telling.records();
        telling.near_names();
    });
    format!("{:?}\n{shown}", recorded(edition))
}

/// Writes down everything that an edition shows of its records, whatever was recorded of those that are merged.
pub(crate) fn shown(edition: &Edition) -> String {
    telling(edition, |telling| telling.records())
}

/// Writes down what an edition answers to questions.
pub(crate) fn answers(edition: &Edition, asked: &Asked) -> String {
    telling(edition, |telling| {
        telling.lists(asked);
        telling.near(asked);
        telling.paths(asked);
        telling.counts(asked);
        telling.difference(asked);
    })
}

fn telling(edition: &Edition, tell: impl FnOnce(&mut Telling)) -> String {
    let (limits, never) = (Limits::default(), || None::<Halt>);
    let asking = Asking { edition, limits: &limits, stop: &never };
    let mut telling = Telling { edition, asking: &asking, told: String::new() };
    tell(&mut telling);
    telling.told
}

fn page(first: i64) -> PageRequest {
    PageRequest { first: Some(first), after: None }
}

impl Telling<'_> {
    fn tell(&mut self, what: impl Debug) {
        writeln!(self.told, "{what:?}").expect("a text can be written");
    }

    fn id(&self, node: Node) -> String {
        self.edition.actor(node).id.to_string()
    }

    fn ids(&self, nodes: impl IntoIterator<Item = Node>) -> Vec<String> {
        nodes.into_iter().map(|node| self.id(node)).collect()
    }

    /// Writes down a tie with all that is told of it.
    fn tie(&self, view: &TieView) -> String {
        let (edition, tie) = (self.edition, &view.tie);
        let evidence = edition.network().evidence_of(tie.agreement);
        let (from, to) = view.ends();
        let ends = self.ids([from, to]);
        let dates = (view.start(edition), view.end(edition), tie.span, tie.status, tie.kind, view.certainty);
        format!("{} {ends:?} {dates:?} {evidence:?} {}", view.id(edition), view.agreement.title)
    }

    fn ties(&self, views: &[TieView]) -> Vec<String> {
        views.iter().map(|view| self.tie(view)).collect()
    }

    fn path(&self, path: &PathView) -> Vec<(String, Vec<String>, bool)> {
        let mut steps = vec![(self.id(path.start), Vec::new(), false)];
        steps.extend(path.steps.iter().map(|step| (self.id(step.to), self.ties(&step.ties), step.more_ties)));
        steps
    }

    fn records(&mut self) {
        let edition = self.edition;
        let mut records = Records::default();
        records.actors.extend(edition.nodes().map(|node| edition.actor(node).clone()));
        records.sources.extend(edition.sources().map(|source| (**source).clone()));
        edition.each_agreement(|agreement| records.agreements.push((**agreement).clone())).expect("all can be read");
        self.tell((edition.counts(), edition.network().node_count(), edition.network().agreement_count()));
        self.tell(self.ids(edition.network().nodes()));
        // What is added to an actor by others that are merged into it comes after its own.
        let mut ordered = records.clone();
        ordered.normalise();
        self.tell(ordered);
        for record in records.into_records() {
            let reference = record.reference();
            let (mentions, count) = (edition.mentions_of(&reference, usize::MAX), edition.mention_count(&reference));
            assert_eq!(mentions.len(), count);
            self.tell((&reference, mentions, edition.mentions_of(&reference, 1)));
            self.record(&record);
        }
        assert_eq!(edition.find_agreement("nothing"), None);
        for text in ["team of albania", "Alliance"] {
            self.tell(self.ids(edition.named(text)));
        }
    }

    fn near_names(&mut self) {
        let edition = self.edition;
        for text in ["team of albania", "Alliance", "allianse of tea", "m", "ma", "k9"] {
            let near = edition.nearest(text, |actor| actor.kind != ActorKind::Network, 5);
            let near = near.into_iter().map(|entente_engine::edition::Match { node, name, kind, score, why }| {
                (self.id(node), name, kind, score, why)
            });
            let near: Vec<_> = near.collect();
            self.tell(near);
        }
    }

    fn record(&mut self, record: &Record) {
        let edition = self.edition;
        match record {
            Record::Actor(actor) => {
                let node = edition.find_actor(actor.id.as_str()).expect("it stands");
                assert_eq!(edition.actor(node), actor);
                let own: Vec<&str> = edition.agreements_of(node).map(|number| edition.agreement_id(number)).collect();
                let filter = TieFilter { structure: true, projection: Projection::Pairwise, ..TieFilter::default() };
                let ties = ties_of(self.asking, node, Scope::SelfOnly, &filter, &page(500)).expect("it is admissible");
                let ties: Vec<String> = ties.value.rows.iter().map(|(_, view)| self.tie(view)).collect();
                let units = [parts(edition, node), wholes(edition, node)]
                    .map(|units| self.ids(units.expect("they can be read")));
                let network = edition.network();
                self.tell((own, ties, units, network.actor_kind_of(node), network.area_of(node)));
            }
            Record::Agreement(agreement) => {
                let number = edition.find_agreement(agreement.id.as_str()).expect("it stands");
                assert_eq!(*edition.agreement(number).expect("it can be read"), *agreement);
                self.tell((edition.network().kind_of(number), edition.network().evidence_of(number)));
            }
            Record::Source(source) => {
                assert_eq!(**edition.find_source(source.id.as_str()).expect("it stands"), *source);
            }
        }
    }

    fn lists(&mut self, asked: &Asked) {
        let tied = Some(TieFilter::default());
        let untied = ActorFilter { untied: tied.clone(), scope: Scope::Parts, ..ActorFilter::default() };
        for filter in [ActorFilter { tied, ..ActorFilter::default() }, untied] {
            let found = actors(self.asking, &filter, &page(3)).expect("it is admissible");
            self.tell((self.ids(found.rows.into_iter().map(|(_, node)| node)), found.total));
        }
        let companies = ParticipantFilter { kinds: vec![ActorKind::Company], ..ParticipantFilter::default() };
        let linked = AgreementFilter { participants: vec![companies], linked: 1, ..AgreementFilter::default() };
        let actors = asked.actors[..2].iter().cloned().map(ActorRef::Code).collect();
        let named = ParticipantFilter { actors, scope: Scope::Parts, ..ParticipantFilter::default() };
        let kinds = vec![AgreementKind::Mou, AgreementKind::Membership];
        let with = AgreementFilter { participants: vec![named], kinds, ..AgreementFilter::default() };
        self.tell(self.with_some(&with, &asked.actors[..2]));
        for filter in [AgreementFilter::default(), linked, with] {
            let found = agreements(self.asking, None, &filter, &page(4)).expect("it is admissible");
            self.tell(found.rows);
            self.tell(found.total);
        }
        self.tell(tally(self.edition).expect("all can be read"));
        let coverage = coverage(self.edition).expect("all can be read");
        // They come by the name to display, of which an actor with several that are equally good has the first.
        let mut all: Vec<_> = coverage.states.into_iter().chain(coverage.organisations).collect();
        all.sort_by_cached_key(|covered| self.id(covered.actor));
        for mut covered in all {
            let id = self.id(covered.actor);
            covered.actor = Node(0);
            self.tell((id, covered));
        }
    }

    /// Lists the agreements that a filter admits, and checks that they are those of its kinds in which one of the actors
    /// that it names, or a part of one, takes part.
    fn with_some(&self, filter: &AgreementFilter, actors: &[String]) -> Vec<String> {
        let found = agreements(self.asking, None, filter, &page(500)).expect("it is admissible");
        let mut set = Vec::new();
        for id in actors {
            let node = self.edition.find_actor(id).expect("it stands");
            set.extend(parts_of(self.edition.network(), &[node], Frame::ALL_TIME, Certainty::Possible));
        }
        let set = self.ids(set);
        let mut expected = Vec::new();
        let has_one =
            |agreement: &Agreement| agreement.participations.iter().any(|part| set.contains(&part.actor.to_string()));
        let each = |agreement: &Arc<Agreement>| {
            if filter.kinds.contains(&agreement.kind) && has_one(agreement) {
                expected.push(agreement.id.to_string());
            }
        };
        self.edition.each_agreement(each).expect("all can be read");
        let found: Vec<String> = found.rows.into_iter().map(|(id, _)| id).collect();
        assert_eq!(found, expected);
        found
    }

    fn near(&mut self, asked: &Asked) {
        let of: Vec<ActorRef> = asked.actors[..2].iter().cloned().map(ActorRef::Code).collect();
        for (hops, shape, scope) in [(1, Shape::Induced, Scope::SelfOnly), (2, Shape::Tree, Scope::Parts)] {
            let request = NeighbourhoodRequest {
                of: of.clone(),
                scope,
                hops,
                filter: TieFilter::default(),
                shape,
                ties_min: 1,
                core: 1,
                page: page(100),
                lists_ties: true,
                ties: None,
            };
            let answer = neighbourhood(self.asking, &request).expect("it is admissible");
            let (found, reduced) = (answer.value, answer.reduced_agreements);
            let near = found
                .nodes
                .iter()
                .map(|near| (self.id(near.node), near.distance, self.id(near.through), near.ties, near.core));
            let near: Vec<_> = near.collect();
            self.tell((near, self.ties(&found.edges), found.counts, found.total_nodes, found.total_edges, reduced));
        }
        let request = PartnersRequest {
            of: of.clone(),
            not_of: Vec::new(),
            matching: entente_graph::Match::Any,
            scope: Scope::SelfOnly,
            filter: TieFilter::default(),
            without: None,
            ties_min: 1,
            lists_ties: true,
            page: page(100),
        };
        let found = partners(self.asking, &request).expect("it is admissible").value.page.expect("nothing cuts it");
        for (_, partner) in found.rows {
            let with: Vec<_> =
                partner.with.iter().map(|with| (self.id(with.with), with.count, self.ties(&with.ties))).collect();
            self.tell((self.id(partner.node), with));
        }
        let between = ties_between(self.asking, &of, Scope::Parts, &TieFilter::default(), &page(100));
        let between: Vec<String> = match between {
            Ok(found) => found.value.rows.iter().map(|(_, view)| self.tie(view)).collect(),
            Err(error) => vec![error.to_string()],
        };
        self.tell(between);
    }

    fn paths(&mut self, asked: &Asked) {
        let [from, to, pass] = asked.actors.clone().map(ActorRef::Code);
        let plain = PathRules { hubs: HubRules { tells: true, ..HubRules::default() }, ..PathRules::default() };
        let passing = PathRules { must_pass: vec![pass], ..plain.clone() };
        let filter = TieFilter { structure: true, ..TieFilter::default() };
        for (rules, scope) in [(plain, Scope::Parts), (passing, Scope::SelfOnly)] {
            let (from, to, filter) = (from.clone(), to.clone(), filter.clone());
            let request = PathRequest { from, to, scope, filter, rules };
            let found = shortest_path(self.asking, &request).expect("it is admissible").value;
            let paths = [&found.path, &found.plain.path].map(|path| path.as_ref().map(|path| self.path(path)));
            self.tell((paths, self.ids(found.plain.hubs_avoided)));
            let all = shortest_paths(self.asking, &request, &page(10)).expect("it is admissible").value;
            self.tell((all.paths.iter().map(|path| self.path(path)).collect::<Vec<_>>(), all.total));
            let few = k_shortest_paths(self.asking, &request, &page(4)).expect("it is admissible").value;
            self.tell((few.paths.iter().map(|path| self.path(path)).collect::<Vec<_>>(), few.total));
            if request.rules.must_pass.is_empty() {
                let cheap = cheapest_path(self.asking, &request, Weight::Evidence).expect("it is admissible").value;
                self.tell(cheap.0.map(|cheap| self.path(&cheap.path)));
            }
        }
        let request = ReachRequest {
            from,
            scope: Scope::SelfOnly,
            kinds: Vec::new(),
            hops: 3,
            filter,
            rules: PathRules::default(),
            page: page(100),
        };
        let found = reachable(self.asking, &request).expect("it is admissible").value;
        let reached =
            found.actors.iter().map(|reached| (self.id(reached.node), reached.distance, self.path(&reached.path)));
        let reached: Vec<_> = reached.collect();
        self.tell((reached, found.total));
    }

    fn counts(&mut self, asked: &Asked) {
        let by = AgreementGrouping { by: AgreementBy::Actor, roles: Vec::new() };
        let distinct = Some(AgreementGrouping { by: AgreementBy::Kind, roles: Vec::new() });
        let request = CountRequest { by, distinct, distinct_min: 1, page: page(100) };
        let found = count_agreements(self.asking, None, &AgreementFilter::default(), &request);
        let found = found.expect("it is admissible");
        let groups =
            found.page.rows.iter().map(|(code, group)| (code, group.count, group.distinct)).collect::<Vec<_>>();
        self.tell(groups);
        let node = self.edition.find_actor(&asked.actors[0]).expect("it stands");
        let of = TiesAsked { of: TiesOf::Actor(node), scope: Scope::Parts, filter: TieFilter::default() };
        let request = CountRequest { by: TieBy::Pair, distinct: None, distinct_min: 0, page: page(100) };
        let found = count_ties(self.asking, &of, &request).expect("it is admissible");
        let groups = found.page.rows.iter().map(|(code, group)| (code, group.count)).collect::<Vec<_>>();
        self.tell((groups, found.counted));
    }

    fn difference(&mut self, asked: &Asked) {
        let day = |year| Frame::on(Day::of(year, 1, 1).expect("a day"));
        let frames = [day(2013), day(2015)];
        for (of, edition) in [
            (DiffOf::Network, asked.older),
            (DiffOf::Network, self.edition),
            (DiffOf::Actor(ActorRef::Code(asked.actors[0].clone())), asked.older),
        ] {
            let classes = vec![Class::Added, Class::Ended, Class::Changed, Class::Kept];
            let filter = TieFilter::default();
            let request = DiffRequest { of, scope: Scope::SelfOnly, filter, classes, page: page(20) };
            let before = Side { edition, frame: frames[0] };
            let after = Side { edition: self.edition, frame: frames[1] };
            let found = match diff(self.asking, before, after, &request) {
                Ok(found) => found,
                // The actor did not stand yet.
                Err(error) => {
                    self.tell(error.to_string());
                    continue;
                }
            };
            let older = |view: &TieView| view.id(edition);
            let rows: Vec<_> = found
                .rows
                .iter()
                .map(|row| (row.class, row.before.as_ref().map(older), row.after.as_ref().map(|view| self.tie(view))))
                .collect();
            let partners = found.partners.as_ref().map(|partners| {
                let ended: Vec<_> = partners.ended.iter().map(|&node| edition.actor(node).id.to_string()).collect();
                (self.ids(partners.added.clone()), ended, self.ids(partners.kept.clone()))
            });
            self.tell((found.counts, found.by_kind, rows, partners, found.reduced));
        }
    }
}
