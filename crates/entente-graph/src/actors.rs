//! The actors of a network: what filters ask of them, and where they stand in the order of ids. Not here: their rows.

use std::sync::Arc;

use crate::facts::{ActorFacts, Node};
use crate::place::Place;
use crate::radix::Radix;

/// All actors: those that the network was built of, and over them what was stated since.
#[derive(Debug, Clone, Default)]
pub(crate) struct Actors {
    built: Arc<Vec<ActorFacts>>,
    stated: Radix<Stated>,
    bound: u32,
    // The numbers of actors that no longer stand, sorted.
    vacant: Arc<Vec<u32>>,
}

/// What was stated of an actor since the network was built.
#[derive(Debug)]
struct Stated {
    place: Place,
    // Of one that no longer stands, the last that was known.
    facts: ActorFacts,
}

impl Actors {
    pub(crate) fn new(built: Vec<ActorFacts>) -> Self {
        let bound = built.len() as u32;
        Self { built: Arc::new(built), bound, ..Self::default() }
    }

    /// Returns the actors that the network was built of.
    pub(crate) fn built(&self) -> &[ActorFacts] {
        &self.built
    }

    /// Says whether anything has been stated since the network was built.
    pub(crate) fn is_changed(&self) -> bool {
        !self.stated.is_empty()
    }

    /// Returns how many numbers are in use or vacant: all are below.
    #[inline]
    pub(crate) fn bound(&self) -> usize {
        self.bound as usize
    }

    /// Returns how many actors stand.
    pub(crate) fn count(&self) -> usize {
        self.bound() - self.vacant.len()
    }

    /// Returns how many actors the network was built of; those have the numbers below, in the order of ids.
    #[inline]
    pub(crate) fn built_count(&self) -> usize {
        self.built.len()
    }

    pub(crate) fn facts(&self, node: Node) -> &ActorFacts {
        match self.stated(node) {
            Some(stated) => &stated.facts,
            None => &self.built[node.index()],
        }
    }

    /// Says whether an actor stands; a number that nobody has does not.
    pub(crate) fn stands(&self, node: Node) -> bool {
        node.0 < self.bound && self.vacant.binary_search(&node.0).is_err()
    }

    /// Returns where an actor stands in the order of ids.
    #[inline]
    pub(crate) fn place(&self, node: Node) -> Place {
        if node.index() < self.built.len() { Place::built(node.0) } else { self.stated_place(node) }
    }

    /// Returns how many actors that stand have smaller numbers.
    pub(crate) fn rank(&self, node: Node) -> usize {
        node.index() - self.vacant.partition_point(|&vacant| vacant < node.0)
    }

    /// Returns the actor that stands and has this rank.
    pub(crate) fn ranked(&self, rank: usize) -> Node {
        // Before the i-th vacant number, as many numbers as it says less i stand.
        let (mut below, mut to) = (0, self.vacant.len());
        while below < to {
            let at = below.midpoint(to);
            if self.vacant[at] as usize - at <= rank { below = at + 1 } else { to = at }
        }
        Node((rank + below) as u32)
    }

    /// Lists the actors that stand, in the order of their places.
    pub(crate) fn nodes(&self) -> Vec<Node> {
        let mut nodes: Vec<Node> = (0..self.bound).map(Node).filter(|&node| self.stands(node)).collect();
        if self.bound as usize > self.built.len() {
            nodes.sort_by_key(|&node| self.place(node));
        }
        nodes
    }

    /// Adds an actor, with the next number.
    pub(crate) fn add(&mut self, place: Place, facts: ActorFacts) -> Node {
        let node = Node(self.bound);
        self.stated.set(node.0, Arc::new(Stated { place, facts }));
        self.bound += 1;
        node
    }

    /// States an actor anew, or that it no longer stands.
    pub(crate) fn amend(&mut self, node: Node, facts: Option<ActorFacts>) {
        let stands = facts.is_some();
        match self.vacant.binary_search(&node.0) {
            Ok(at) if stands => _ = Arc::make_mut(&mut self.vacant).remove(at),
            Err(at) if !stands => Arc::make_mut(&mut self.vacant).insert(at, node.0),
            _ => {}
        }
        let facts = facts.unwrap_or(*self.facts(node));
        self.stated.set(node.0, Arc::new(Stated { place: self.place(node), facts }));
    }

    pub(crate) fn bytes(&self) -> usize {
        self.built.capacity() * size_of::<ActorFacts>() + self.stated.len() * size_of::<Stated>()
    }

    #[cold]
    fn stated_place(&self, node: Node) -> Place {
        self.stated.get(node.0).expect("an actor that the network was not built of was stated since").place
    }

    #[inline]
    fn stated(&self, node: Node) -> Option<&Stated> {
        if self.stated.is_empty() { None } else { self.stated.get(node.0) }
    }
}
