//! Questions about ways under rules, put to the engine. Not here: other questions, and what is due.

use entente_engine::query::path::{
    HubRules, PathRequest, PathRules, PathView, PlainView, ReachRequest, cheapest_path, k_shortest_paths, reachable,
    shortest_path, shortest_paths, timed_path,
};
use entente_engine::query::tie::TieView;
use entente_engine::query::{PageRequest, QueryError};
use entente_graph::Node;
use entente_graph::path::{HubPolicy, Weight};
use entente_model::date::{Certainty, Day};
use entente_model::vocabulary::{ActorKind, Vocabulary};

use super::asked::{Asked, said_of};
use super::question::{Answer, Path, Said, Sort, Ways};

impl Asked<'_> {
    /// Asks which ways there are.
    pub(super) fn ways(&self, ways: &Ways) -> Result<Said, QueryError> {
        let named = |actors: &[usize]| actors.iter().map(|&actor| self.by(actor)).collect();
        let policy = match (ways.penalises_hubs, ways.shuns_hubs) {
            (true, _) => HubPolicy::Penalise,
            (_, true) => HubPolicy::Avoid,
            _ => HubPolicy::Allow,
        };
        let rules = PathRules {
            must_pass: named(&ways.must_pass),
            avoid: named(&ways.avoid),
            hops_max: ways.hops_max.map(|hops| hops as i64),
            hubs: HubRules { policy, above: Some(ways.above as i64), tells: true },
        };
        let request = PathRequest { rules, ..self.path_request(ways.from, ways.to) };
        let all = PageRequest { first: Some(500), after: None };
        let said = |paths: &[PathView], beside: Vec<i64>, reduced, cut| {
            if !matches!(ways.sort, Sort::InTime) {
                paths.iter().for_each(|path| self.check_certainty(path, &vec![None; path.steps.len()]));
            }
            let paths = paths.iter().map(|path| self.path(path)).collect();
            Ok(said_of(Answer::Ways(paths, beside), reduced, cut))
        };
        match &ways.sort {
            Sort::All => {
                let found = shortest_paths(&self.asking, &request, &all)?;
                self.check_plain(&request, found.value.paths.first(), &found.value.plain, |request| {
                    Ok(shortest_path(&self.asking, request)?.value.path)
                })?;
                said(&found.value.paths, Vec::new(), found.reduced_agreements, found.cut)
            }
            Sort::First(k) => {
                let page = PageRequest { first: Some(*k as i64), after: None };
                let found = k_shortest_paths(&self.asking, &request, &page)?;
                self.check_plain(&request, found.value.paths.first(), &found.value.plain, |request| {
                    Ok(k_shortest_paths(&self.asking, request, &page)?.value.paths.into_iter().next())
                })?;
                said(&found.value.paths, Vec::new(), found.reduced_agreements, found.cut)
            }
            Sort::ByTies => self.cheapest(&request, Weight::Strength),
            Sort::ByAge(day) => self.cheapest(&request, Weight::Recency { reference: Day::from_number(*day) }),
            Sort::InTime => {
                let found = timed_path(&self.asking, &request)?;
                let (timed, plain) = found.value;
                self.check_plain(&request, timed.as_ref().map(|timed| &timed.path), &plain, |request| {
                    Ok(timed_path(&self.asking, request)?.value.0.map(|timed| timed.path))
                })?;
                timed.iter().for_each(|timed| self.check_certainty(&timed.path, &timed.days));
                let (path, days) = timed.map(|found| (found.path, found.days)).unzip();
                let number = |day: Option<Day>| day.map_or(i64::MIN, |day| i64::from(day.number()));
                let days = days.into_iter().flatten().map(number).collect();
                said(&Vec::from_iter(path), days, found.reduced_agreements, found.cut)
            }
            Sort::Reachable { kinds, hops } => {
                let request = ReachRequest {
                    from: request.from,
                    scope: request.scope,
                    kinds: kinds.iter().map(|kind| ActorKind::parse(kind).expect("a kind of the vocabulary")).collect(),
                    hops: *hops as i64,
                    filter: request.filter,
                    rules: request.rules,
                    page: all,
                };
                let found = reachable(&self.asking, &request)?;
                let paths: Vec<PathView> = found.value.actors.into_iter().map(|reached| reached.path).collect();
                assert_eq!(found.value.total, Some(paths.len() as u64), "how many can be reached");
                said(&paths, Vec::new(), found.reduced_agreements, found.cut)
            }
        }
    }

    fn cheapest(&self, request: &PathRequest, weight: Weight) -> Result<Said, QueryError> {
        let found = cheapest_path(&self.asking, request, weight)?;
        let (cheapest, plain) = found.value;
        self.check_plain(request, cheapest.as_ref().map(|view| &view.path), &plain, |request| {
            Ok(cheapest_path(&self.asking, request, weight)?.value.0.map(|view| view.path))
        })?;
        let (paths, costs): (Vec<Path>, Vec<u64>) = match cheapest {
            None => (Vec::new(), Vec::new()),
            Some(view) => {
                assert_eq!(view.cost, view.step_costs.iter().sum::<u64>(), "the cost of a path is that of its steps");
                (vec![self.path(&view.path)], view.step_costs)
            }
        };
        let costs = costs.into_iter().map(|cost| cost as i64).collect();
        Ok(said_of(Answer::Ways(paths, costs), found.reduced_agreements, found.cut))
    }

    /// Holds the certainty of each step against its ties on its day, or in the days of the question where it has none.
    fn check_certainty(&self, path: &PathView, days: &[Option<Day>]) {
        for (step, day) in path.steps.iter().zip(days) {
            let certain = |view: &TieView| {
                let tie = self.facts(view);
                let on = |day: i32| !tie.tentative && tie.start.1 <= day && day <= tie.end.0;
                day.map_or(tie.certain, |day| on(day.number()))
            };
            assert_eq!(step.certainty == Certainty::Certain, step.ties.iter().any(certain), "a step on {day:?}");
        }
    }

    /// Holds what is told of the path without regard to hubs against the answer to the question that has none.
    fn check_plain(
        &self,
        request: &PathRequest,
        chosen: Option<&PathView>,
        told: &PlainView,
        find: impl FnOnce(&PathRequest) -> Result<Option<PathView>, QueryError>,
    ) -> Result<(), QueryError> {
        let mut plain = request.clone();
        plain.rules.hubs.policy = HubPolicy::Allow;
        let due = find(&plain)?.filter(|path| Some(path) != chosen);
        // Of a path in time, the days of the one that was not chosen are not told, nor the certainty on them.
        let passed =
            |path: &PathView| path.steps.iter().map(|step| (step.from, step.to, step.ties.clone())).collect::<Vec<_>>();
        let passed = |path: &Option<PathView>| path.as_ref().map(|path| (path.start, passed(path)));
        assert_eq!(passed(&told.path), passed(&due), "the path without regard to hubs");
        let between = |path: &PathView| path.steps.iter().skip(1).map(|step| step.from).collect::<Vec<_>>();
        let (passed, chosen) = (due.as_ref().map(between), chosen.map(between).unwrap_or_default());
        let is_avoided = |node: &Node| passed.iter().flatten().any(|other| other == node) && !chosen.contains(node);
        assert!(told.hubs_avoided.iter().all(is_avoided), "{:?} are avoided", told.hubs_avoided);
        Ok(())
    }
}
