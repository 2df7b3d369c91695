//! What is true of paths, spelled out without regard to cost: every simple path tried, and what each is worth.
//!
//! A [`Mutant`] breaks one of the rules, so that a test can show that the rule is looked after.

use std::collections::BTreeMap;

use entente_graph::path::{HubPolicy, Weight};
use entente_graph::{Node, Tie};
use entente_model::date::{Certainty, Day};
use entente_model::vocabulary::ActorKind;

use crate::asked::Asked;
use crate::oracle;
use crate::world::World;

/// A rule that is broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mutant {
    /// An actor with as many entries as the threshold is a hub.
    HubAtThreshold,
    /// Hubs at the ends weigh too.
    EndsWeigh,
    /// The larger penalty comes first.
    DearestFirst,
    /// Who is avoided is not.
    AvoidIgnored,
    /// Hubs that a path has to pass are avoided all the same.
    NamedHubsAvoided,
    /// A group carries a path.
    GroupsCarry,
    /// Ties inside a set are steps, and its actors lie between.
    EndsLieBetween,
    /// The length does not count.
    HopsUnbounded,
    /// A path may come back to where it was.
    NotSimple,
    /// The next day may be earlier.
    DaysDecrease,
    /// A day outside the frame will do.
    FrameIgnored,
    /// Certain days are taken for possible ones, and the other way round.
    CertaintyTurned,
    /// A step costs what its dearest tie does.
    DearestTie,
    /// Parallel ties do not add up.
    StrengthIgnored,
}

/// A path and what it is compared by.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Path {
    pub(crate) length: u32,
    pub(crate) penalty: u64,
    pub(crate) nodes: Vec<Node>,
}

/// All ties of a world by their ends, and the lengths of its rows.
pub(crate) struct Truth<'w> {
    world: &'w World,
    ties: BTreeMap<(Node, Node), Vec<Tie>>,
    entries: Vec<usize>,
}

impl<'w> Truth<'w> {
    pub(crate) fn of(world: &'w World) -> Self {
        let mut ties: BTreeMap<(Node, Node), Vec<Tie>> = BTreeMap::new();
        for tie in oracle::ties(world) {
            ties.entry((tie.a, tie.b)).or_default().push(tie);
        }
        Self { world, ties, entries: oracle::entries(world) }
    }

    /// Whether an actor is a hub.
    pub(crate) fn is_hub(&self, node: Node, asked: &Asked, mutant: Option<Mutant>) -> bool {
        let (entries, above) = (self.entries[node.index()], asked.constraints.hubs.above.max(1) as usize);
        entries > above || mutant == Some(Mutant::HubAtThreshold) && entries == above
    }

    /// One, and one more for every time that the threshold can be doubled; nothing of an actor that is no hub.
    fn penalty_of(&self, node: Node, asked: &Asked, mutant: Option<Mutant>) -> u64 {
        if asked.constraints.hubs.policy != HubPolicy::Penalise || !self.is_hub(node, asked, mutant) {
            return 0;
        }
        let (mut doubled, mut penalty) = (asked.constraints.hubs.above.max(1) as usize * 2, 1);
        while doubled <= self.entries[node.index()] {
            doubled *= 2;
            penalty += 1;
        }
        penalty
    }

    pub(crate) fn ties_between(&self, a: Node, b: Node) -> &[Tie] {
        self.ties.get(&(a.min(b), a.max(b))).map_or(&[], Vec::as_slice)
    }

    /// All paths that keep to the constraints, in the order of length, penalty and sequence.
    pub(crate) fn paths(&self, asked: &Asked, mutant: Option<Mutant>) -> Vec<Path> {
        let mut found = Vec::new();
        let (mut from, mut to) = (self.world.from.clone(), self.world.to.clone());
        from.sort();
        from.dedup();
        to.sort();
        to.dedup();
        for &start in &from {
            if to.contains(&start) {
                found.push(vec![start]);
            } else {
                self.walk(asked, &from, &to, &mut vec![start], mutant, &mut found);
            }
        }
        let named = &asked.constraints.must_pass;
        let keeps = |path: &Vec<Node>| {
            let fits = asked.constraints.hops_max.is_none_or(|most| path.len() as u32 - 1 <= most);
            named.iter().all(|node| path.contains(node)) && (fits || mutant == Some(Mutant::HopsUnbounded))
        };
        let mut paths: Vec<Path> =
            found.into_iter().filter(keeps).map(|nodes| self.worth(nodes, asked, mutant)).collect();
        match mutant {
            Some(Mutant::DearestFirst) => {
                paths.sort_by_key(|path| (path.length, std::cmp::Reverse(path.penalty), path.nodes.clone()));
            }
            _ => paths.sort(),
        }
        paths
    }

    fn worth(&self, nodes: Vec<Node>, asked: &Asked, mutant: Option<Mutant>) -> Path {
        let weighing = match mutant {
            Some(Mutant::EndsWeigh) => &nodes[..],
            _ if nodes.len() > 2 => &nodes[1..nodes.len() - 1],
            _ => &[],
        };
        let penalty = weighing.iter().map(|&node| self.penalty_of(node, asked, mutant)).sum();
        Path { length: nodes.len() as u32 - 1, penalty, nodes }
    }

    fn walk(
        &self,
        asked: &Asked,
        from: &[Node],
        to: &[Node],
        path: &mut Vec<Node>,
        mutant: Option<Mutant>,
        found: &mut Vec<Vec<Node>>,
    ) {
        let last = path[path.len() - 1];
        for next in self.world.nodes() {
            let is_new = !path.contains(&next) || mutant == Some(Mutant::NotSimple) && path.len() < 5;
            if !is_new || next == last || self.ties_between(last, next).is_empty() {
                continue;
            }
            let is_end = from.contains(&next) || to.contains(&next);
            path.push(next);
            if to.contains(&next) && !from.contains(&next) {
                found.push(path.clone());
            }
            let may_be_between = !is_end || mutant == Some(Mutant::EndsLieBetween);
            if may_be_between && self.lies_between(next, asked, mutant) {
                self.walk(asked, from, to, path, mutant, found);
            }
            path.pop();
        }
    }

    /// Whether an actor may lie between the ends.
    pub(crate) fn lies_between(&self, node: Node, asked: &Asked, mutant: Option<Mutant>) -> bool {
        let constraints = &asked.constraints;
        if constraints.avoid.contains(&node) && mutant != Some(Mutant::AvoidIgnored) {
            return false;
        }
        let is_group = self.world.actors[node.index()].kind == ActorKind::Group;
        if is_group && mutant != Some(Mutant::GroupsCarry) {
            return false;
        }
        let shuns = constraints.hubs.policy == HubPolicy::Avoid && self.is_hub(node, asked, mutant);
        let is_named = constraints.must_pass.contains(&node);
        match mutant {
            Some(Mutant::NamedHubsAvoided) => !shuns && (is_named || oracle::lists(self.world, node)),
            _ => is_named || !shuns && oracle::lists(self.world, node),
        }
    }

    /// What every step of a path costs.
    pub(crate) fn costs(&self, path: &Path, weight: Weight, mutant: Option<Mutant>) -> Vec<u64> {
        let step = |pair: &[Node]| {
            let ties = self.ties_between(pair[0], pair[1]);
            let costs = ties.iter().map(|tie| self.cost_of_tie(tie, weight));
            match weight {
                Weight::Strength if mutant == Some(Mutant::StrengthIgnored) => 1000,
                Weight::Strength => (1000 / ties.len() as u64).max(1),
                _ if mutant == Some(Mutant::DearestTie) => costs.max().expect("there is a tie"),
                _ => costs.min().expect("there is a tie"),
            }
        };
        path.nodes.windows(2).map(step).collect()
    }

    fn cost_of_tie(&self, tie: &Tie, weight: Weight) -> u64 {
        let agreement = &self.world.agreements[tie.agreement.index()];
        match weight {
            Weight::Unit | Weight::Strength => 1,
            Weight::Evidence => {
                let doubt = 100 - u64::from(agreement.confidence.unwrap_or(50));
                1000 + 10 * doubt + 1000 / u64::from(agreement.sources.max(1))
            }
            Weight::Recency { reference } => {
                let begin = tie.span.start.latest;
                if begin == Day::MIN || begin == Day::MAX {
                    return 365 + 18_250;
                }
                let age = i128::from(reference.number()) - i128::from(begin.number());
                365 + age.clamp(0, 18_250) as u64
            }
        }
    }

    /// A day for each step of a path, as early as can be and none before the last; nothing where that cannot be.
    pub(crate) fn days(&self, nodes: &[Node], asked: &Asked, mutant: Option<Mutant>) -> Option<Vec<Day>> {
        let (mut days, mut last) = (Vec::new(), Day::MIN);
        for pair in nodes.windows(2) {
            let no_earlier = if mutant == Some(Mutant::DaysDecrease) { Day::MIN } else { last };
            let day_in = |tie: &Tie| self.first_day(tie, no_earlier, asked, mutant);
            last = self.ties_between(pair[0], pair[1]).iter().filter_map(day_in).min()?;
            days.push(last);
        }
        Some(days)
    }

    /// The first day of a tie that counts and is not before another.
    fn first_day(&self, tie: &Tie, no_earlier: Day, asked: &Asked, mutant: Option<Mutant>) -> Option<Day> {
        let is_certain = (asked.certainty == Certainty::Certain) != (mutant == Some(Mutant::CertaintyTurned));
        let (first, last) = match is_certain {
            true if tie.span.tentative => return None,
            true => (tie.span.start.latest, tie.span.end.earliest),
            false => (tie.span.start.earliest, tie.span.end.latest),
        };
        let frame = self.world.filter.frame;
        let is_framed = mutant != Some(Mutant::FrameIgnored);
        let mut bounds = vec![first, no_earlier];
        bounds.extend(is_framed.then_some(frame.from));
        let day = bounds.into_iter().max().expect("there is a bound");
        (day <= last && (!is_framed || day <= frame.to)).then_some(day)
    }
}
