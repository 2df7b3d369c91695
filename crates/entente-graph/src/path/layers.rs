//! The actors on all shortest paths, layer by layer, with the steps between them. Not here: finding how long they are.

use std::ops::Range;

use crate::ball::Ball;
use crate::budget::Interruption;
use crate::facts::Node;
use crate::network::Network;
use crate::path::constraints::Passage;
use crate::path::meeting::Meeting;
use crate::question::Question;

/// All shortest paths as layers: the i-th actor of every path lies in the i-th layer.
pub(crate) struct Layers {
    layers: Vec<Layer>,
}

/// One layer: its actors in order, and for each the places of the next ones in the next layer, in order.
#[derive(Default)]
struct Layer {
    nodes: Vec<Node>,
    // What its actors cost in penalty: nothing at the ends.
    penalties: Vec<u64>,
    ends: Vec<u32>,
    next: Vec<u32>,
}

impl Layer {
    fn next(&self, place: usize) -> &[u32] {
        let start = if place == 0 { 0 } else { self.ends[place - 1] };
        &self.next[start as usize..self.ends[place] as usize]
    }
}

/// A step between two layers: an actor and a next one.
type Pair = (Node, Node);

impl Layers {
    /// Finds the layers between two ends that have met.
    pub(crate) fn between(question: &mut Question, meeting: &Meeting) -> Result<Self, Interruption> {
        let Meeting { forward, backward, nodes } = meeting;
        let network = question.network;
        let middle = distinct(network, nodes.iter().copied());
        let mut gaps = gaps_towards_centre(question, forward, middle.clone(), forward.depth(), &|_| true)?;
        gaps.reverse();
        let later = gaps_towards_centre(question, backward, middle.clone(), backward.depth(), &|_| true)?;
        gaps.extend(later.iter().map(|pairs| turned(network, pairs)));
        Ok(Self::of(network, middle, &gaps))
    }

    /// Finds the layers from the centre of a ball to an actor at a distance, through actors that `carries` accepts.
    pub(crate) fn within(
        question: &mut Question,
        ball: &Ball,
        (goal, distance): (Node, u32),
        carries: impl Fn(Node) -> bool,
    ) -> Result<Self, Interruption> {
        let mut gaps = gaps_towards_centre(question, ball, vec![goal], distance, &carries)?;
        gaps.reverse();
        Ok(Self::of(question.network, vec![goal], &gaps))
    }

    /// Arranges the steps; without any, the only layer is `lone`.
    fn of(network: &Network, lone: Vec<Node>, gaps: &[Vec<Pair>]) -> Self {
        let mut layers: Vec<Layer> = Vec::with_capacity(gaps.len() + 1);
        for pairs in gaps {
            let mut layer = Layer::default();
            for run in pairs.chunk_by(|one, other| one.0 == other.0) {
                layer.nodes.push(run[0].0);
            }
            layers.push(layer);
        }
        let last = match gaps.last() {
            Some(pairs) => distinct(network, pairs.iter().map(|pair| pair.1)),
            None => lone,
        };
        layers.push(Layer { nodes: last, ..Layer::default() });
        for (at, pairs) in gaps.iter().enumerate() {
            let (earlier, later) = layers.split_at_mut(at + 1);
            let (layer, following) = (&mut earlier[at], &later[0].nodes);
            for run in pairs.chunk_by(|one, other| one.0 == other.0) {
                let places = run.iter().filter_map(|pair| network.find_in(following, pair.1));
                layer.next.extend(places.map(|place| place as u32));
                layer.ends.push(layer.next.len() as u32);
            }
        }
        let mut layers = Self { layers };
        layers.weigh(|_| 0, false);
        layers
    }

    /// Tells what the actors between the ends cost; those of the first layer too where the paths are parts of others.
    pub(crate) fn weighed(mut self, passage: &Passage, first_lies_between: bool) -> Self {
        self.weigh(|node| passage.penalty(node), first_lies_between);
        self
    }

    fn weigh(&mut self, penalty: impl Fn(Node) -> u64, first_lies_between: bool) {
        let last = self.layers.len() - 1;
        for (at, layer) in self.layers.iter_mut().enumerate() {
            let lies_between = at < last && (at > 0 || first_lies_between);
            let weight = |&node: &Node| if lies_between { penalty(node) } else { 0 };
            layer.penalties = layer.nodes.iter().map(weight).collect();
        }
    }

    /// Returns the path of the least penalty, the smallest of those.
    ///
    /// # Complexity
    /// **O(S)** for S steps.
    pub(crate) fn least(&self) -> Vec<Node> {
        let mut rest: Vec<Vec<u64>> = Vec::with_capacity(self.layers.len());
        for layer in self.layers.iter().rev() {
            let onward = |place: usize| match rest.last() {
                Some(later) => layer.next(place).iter().map(|&next| later[next as usize]).min().unwrap_or(u64::MAX),
                None => 0,
            };
            let sums = (0..layer.nodes.len()).map(|place| onward(place).saturating_add(layer.penalties[place]));
            let sums = sums.collect();
            rest.push(sums);
        }
        rest.reverse();
        // Of equal ones `min_by_key` returns the first, which is the smallest.
        let mut place = (0..rest[0].len()).min_by_key(|&place| rest[0][place]).unwrap_or_default();
        let mut path = Vec::with_capacity(self.layers.len());
        for (at, layer) in self.layers.iter().enumerate() {
            path.push(layer.nodes[place]);
            if let Some(later) = rest.get(at + 1) {
                let next = layer.next(place).iter().map(|&next| next as usize);
                place = next.min_by_key(|&next| later[next]).unwrap_or_default();
            }
        }
        path
    }

    /// Counts the paths.
    pub(crate) fn ranked(self) -> Ranked {
        let mut ways: Vec<Ways> = Vec::with_capacity(self.layers.len());
        for layer in self.layers.iter().rev() {
            let counted = Ways::of(layer, ways.last());
            ways.push(counted);
        }
        ways.reverse();
        let mut classes: Vec<Class> = ways[0].classes.clone();
        merge(&mut classes);
        Ranked { layers: self.layers, ways, classes }
    }
}

/// How many ways lead on at a penalty. The count saturates: what does not fit is larger than every rank asked for.
type Class = (u64, u128);

/// The ways on from every actor of a layer, by penalty.
struct Ways {
    ends: Vec<u32>,
    classes: Vec<Class>,
}

impl Ways {
    fn of(layer: &Layer, later: Option<&Self>) -> Self {
        let mut ways = Self { ends: Vec::with_capacity(layer.nodes.len()), classes: Vec::new() };
        let mut found: Vec<Class> = Vec::new();
        for (place, own) in layer.penalties.iter().enumerate() {
            found.clear();
            match later {
                Some(later) => {
                    let next = layer.next(place).iter().flat_map(|&next| later.classes_of(next as usize));
                    found.extend(next.map(|&(penalty, count)| (penalty + own, count)));
                }
                None => found.push((*own, 1)),
            }
            merge(&mut found);
            ways.classes.extend_from_slice(&found);
            ways.ends.push(ways.classes.len() as u32);
        }
        ways
    }

    fn range(&self, place: usize) -> Range<usize> {
        let start = if place == 0 { 0 } else { self.ends[place - 1] };
        start as usize..self.ends[place] as usize
    }

    fn classes_of(&self, place: usize) -> &[Class] {
        &self.classes[self.range(place)]
    }

    fn count(&self, place: usize, penalty: u64) -> u128 {
        let classes = self.classes_of(place);
        classes.binary_search_by_key(&penalty, |class| class.0).map_or(0, |found| classes[found].1)
    }
}

/// Sorts by penalty and adds up what has the same.
fn merge(classes: &mut Vec<Class>) {
    classes.sort_unstable_by_key(|class| class.0);
    classes.dedup_by(|later, first| {
        let is_same = later.0 == first.0;
        if is_same {
            first.1 = first.1.saturating_add(later.1);
        }
        is_same
    });
}

/// All shortest paths, counted and in the order of penalty and sequence.
pub(crate) struct Ranked {
    layers: Vec<Layer>,
    ways: Vec<Ways>,
    classes: Vec<Class>,
}

impl Ranked {
    /// Returns how many paths there are.
    pub(crate) fn total(&self) -> u128 {
        self.classes.iter().fold(0, |total, class| total.saturating_add(class.1))
    }

    /// Returns the path with this rank, from 0, which must be smaller than the total.
    pub(crate) fn path(&self, mut rank: u128) -> Vec<Node> {
        let mut penalty = 0;
        for class in &self.classes {
            penalty = class.0;
            if rank < class.1 {
                break;
            }
            rank -= class.1;
        }
        let mut path = Vec::with_capacity(self.layers.len());
        let mut place = self.choice(0, &mut rank, penalty, 0..self.layers[0].nodes.len());
        for (at, layer) in self.layers.iter().enumerate() {
            path.push(layer.nodes[place]);
            if at + 1 < self.layers.len() {
                penalty -= layer.penalties[place];
                place = self.choice(at + 1, &mut rank, penalty, layer.next(place).iter().map(|&next| next as usize));
            }
        }
        path
    }

    /// Returns the place through which the path of this rank leads, and makes the rank one among those through it.
    fn choice(&self, at: usize, rank: &mut u128, penalty: u64, places: impl Iterator<Item = usize>) -> usize {
        let mut last = 0;
        for place in places {
            last = place;
            let count = self.ways[at].count(place, penalty);
            if *rank < count {
                break;
            }
            *rank -= count;
        }
        last
    }
}

/// Lists the steps from each level of a ball to the next nearer one, back to the centre; the nearer actor stands first.
/// It begins with `level`, which is in order and lies at `distance`; nearer actors count where `carries` says so.
fn gaps_towards_centre(
    question: &mut Question,
    ball: &Ball,
    mut level: Vec<Node>,
    distance: u32,
    carries: &impl Fn(Node) -> bool,
) -> Result<Vec<Vec<Pair>>, Interruption> {
    let mut gaps = Vec::with_capacity(distance as usize);
    for nearer in (0..distance).rev() {
        let counts = |node: Node| ball.distance(node) == Some(nearer) && (nearer == 0 || carries(node));
        let pairs = pairs_with_nearer(question, level_of(ball, nearer), &level, counts)?;
        level = distinct(question.network, pairs.iter().map(|pair| pair.0));
        gaps.push(pairs);
    }
    Ok(gaps)
}

/// Lists, in order, the steps between a level and the nearer actors that count; those stand first. The rows of the side
/// that has the shorter ones are read.
fn pairs_with_nearer(
    question: &mut Question,
    nearer: &[Node],
    level: &[Node],
    counts: impl Fn(Node) -> bool,
) -> Result<Vec<Pair>, Interruption> {
    let network = question.network;
    let work = |nodes: &[Node]| nodes.iter().map(|&node| network.entries_of(node)).sum::<usize>();
    let (mut pairs, mut found) = (Vec::new(), Vec::new());
    if work(level) <= work(nearer) {
        for &node in level {
            question.neighbours(node, &counts, &mut found)?;
            pairs.extend(found.drain(..).map(|other| (other, node)));
        }
    } else {
        for &other in nearer.iter().filter(|&&other| counts(other)) {
            question.neighbours(other, |node| network.find_in(level, node).is_some(), &mut found)?;
            pairs.extend(found.drain(..).map(|node| (other, node)));
        }
    }
    network.sort_pairs(&mut pairs);
    Ok(pairs)
}

/// Returns the actors of a ball at a distance.
fn level_of(ball: &Ball, distance: u32) -> &[Node] {
    let first_at =
        |least: u32| ball.nodes().partition_point(|&node| ball.distance(node).is_some_and(|far| far < least));
    &ball.nodes()[first_at(distance)..first_at(distance + 1)]
}

fn turned(network: &Network, pairs: &[Pair]) -> Vec<Pair> {
    let mut turned: Vec<Pair> = pairs.iter().map(|&(one, other)| (other, one)).collect();
    network.sort_pairs(&mut turned);
    turned
}

fn distinct(network: &Network, nodes: impl Iterator<Item = Node>) -> Vec<Node> {
    let mut nodes: Vec<Node> = nodes.collect();
    network.sort(&mut nodes);
    nodes.dedup();
    nodes
}
