//! The index of names: whole folded names for references, and trigrams for what comes near.
//!
//! A reference by name has to match a whole name; what merely resembles it is offered, never chosen. The index of a base
//! is shared, and over it lie the names of the actors that were stated since. Not here: how near a name comes.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::Arc;

use entente_graph::{Network, Node};
use entente_model::actor::Actor;
use entente_model::id::ActorId;
use entente_model::name::fold;

use super::merges::Merges;
use super::over::OverSet;
use super::resemblance::{Match, foldings, trigrams, weigh};

/// How many names the index weighs for one text.
const WEIGHED_MAX: usize = 400;

/// An actor, and the identifiers of the records that are merged into it.
#[derive(Clone, Copy)]
pub(super) struct Named<'a> {
    actor: &'a Actor,
    merged: &'a [ActorId],
}

impl<'a> Named<'a> {
    /// Finds what is merged into an actor.
    pub(super) fn of(actor: &'a Actor, merges: &'a Merges) -> Self {
        Self { actor, merged: merges.merged_into(actor.id.as_str()) }
    }
}

/// A folded name.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Entry {
    folded: String,
    /// The position among the actor's names; none for an identifier.
    name: Option<u32>,
    /// The identifier of a record that is merged into the actor, where this is it.
    merged: Option<ActorId>,
}

/// Lists the folded names of an actor, and its folded identifiers.
fn entries_of(Named { actor, merged }: Named<'_>) -> Vec<Entry> {
    let mut entries = Vec::new();
    for (position, name) in actor.names.iter().enumerate() {
        let entry = |folded| Entry { folded, name: Some(position as u32), merged: None };
        entries.extend(foldings(&name.value).into_iter().map(entry));
    }
    let identifier = |id: &ActorId, merged| Entry { folded: fold(id.as_str()), name: None, merged };
    entries.push(identifier(&actor.id, None));
    entries.extend(merged.iter().map(|id| identifier(id, Some(id.clone()))));
    entries
}

/// The index of a base. Its folded names lie in one piece of text, since there may be millions of them.
#[derive(Debug, Default)]
struct Built {
    text: String,
    names: Vec<Place>,
    /// The names in their order, by number; no identifiers.
    whole: Vec<u32>,
    /// The identifiers of records that are merged into others, by number.
    merged: HashMap<u32, ActorId>,
    trigrams: HashMap<[char; 3], Vec<u32>>,
}

/// Where a folded name lies, and whose it is.
#[derive(Debug)]
struct Place {
    node: Node,
    /// The position among the actor's names; [`IDENTIFIER`] for an identifier.
    position: u32,
    /// Where it begins; it ends where the next one begins.
    start: u64,
}

/// Stands for the position of what is no name, so that a place takes 16 bytes and not 24.
const IDENTIFIER: u32 = u32::MAX;

impl Place {
    fn name(&self) -> Option<u32> {
        (self.position != IDENTIFIER).then_some(self.position)
    }
}

impl Built {
    fn add(&mut self, node: Node, entry: Entry) {
        let number = self.names.len() as u32;
        for trigram in trigrams(&entry.folded) {
            self.trigrams.entry(trigram).or_default().push(number);
        }
        let position = entry.name.unwrap_or(IDENTIFIER);
        self.names.push(Place { node, position, start: self.text.len() as u64 });
        self.text.push_str(&entry.folded);
        if entry.name.is_some() {
            self.whole.push(number);
        }
        if let Some(id) = entry.merged {
            self.merged.insert(number, id);
        }
    }

    /// Puts whole names in order, and gives back the room that more would take.
    fn complete(mut self) -> Self {
        let mut whole = std::mem::take(&mut self.whole);
        whole.sort_by(|&one, &other| self.folded(one).cmp(self.folded(other)));
        whole.shrink_to_fit();
        self.text.shrink_to_fit();
        self.names.shrink_to_fit();
        self.trigrams.values_mut().for_each(Vec::shrink_to_fit);
        Self { whole, ..self }
    }

    fn folded(&self, number: u32) -> &str {
        let end = self.names.get(number as usize + 1).map_or(self.text.len(), |next| next.start as usize);
        &self.text[self.place(number).start as usize..end]
    }

    fn place(&self, number: u32) -> &Place {
        &self.names[number as usize]
    }

    /// Lists the actors that bear a whole folded name.
    fn named(&self, folded: &str) -> impl Iterator<Item = Node> {
        let first = self.whole.partition_point(|&number| self.folded(number) < folded);
        let found = self.whole[first..].iter().take_while(move |&&number| self.folded(number) == folded);
        found.map(|&number| self.place(number).node)
    }

    fn entry(&self, number: u32) -> Entry {
        let (folded, name) = (self.folded(number).to_owned(), self.place(number).name());
        Entry { folded, name, merged: self.merged.get(&number).cloned() }
    }
}

/// Finds actors by name.
#[derive(Debug, Clone, Default)]
pub(super) struct NameIndex {
    built: Arc<Built>,
    /// The actors whose names in the base do not count, since they were stated anew or no longer stand.
    touched: OverSet<u32>,
    /// Whole folded names that were stated since, with the actor.
    whole: OverSet<(Arc<str>, u32)>,
    /// The trigrams of what was stated since, with the actor and the place among what it has.
    trigrams: OverSet<([char; 3], u32, u32)>,
}

impl NameIndex {
    /// Builds the index of sorted actors.
    ///
    /// # Complexity
    /// Time **O(L log n)** and memory **O(L)** in the length of all n names.
    pub(super) fn build(actors: &[Arc<Actor>], merges: &Merges) -> Self {
        let mut built = Built::default();
        for (number, actor) in actors.iter().enumerate() {
            entries_of(Named::of(actor, merges)).into_iter().for_each(|entry| built.add(Node(number as u32), entry));
        }
        Self { built: Arc::new(built.complete()), ..Self::default() }
    }

    /// Takes an actor as it stands, or no longer stands, in place of what it was before.
    ///
    /// # Complexity
    /// Time **O(l log n)** in the length of its names, and nothing where they stay.
    pub(super) fn change(&mut self, node: Node, before: Option<Named<'_>>, after: Option<Named<'_>>) {
        let [before, after] = [before, after].map(|named| named.map(entries_of).unwrap_or_default());
        if before == after {
            return;
        }
        self.touched.insert_cow(node.0);
        for (place, entry) in before.iter().enumerate() {
            self.whole.remove_cow(&entry.whole(node));
            entry.trigrams(node, place).for_each(|key| _ = self.trigrams.remove_cow(&key));
        }
        for (place, entry) in after.iter().enumerate() {
            if entry.name.is_some() {
                self.whole.insert_cow(entry.whole(node));
            }
            entry.trigrams(node, place).for_each(|key| _ = self.trigrams.insert_cow(key));
        }
    }

    /// Lists the actors that bear this whole name, by identifier. Case, accents and punctuation do not count.
    ///
    /// # Complexity
    /// Time **O(log n)** for n names, beside what is found.
    pub(super) fn named(&self, network: &Network, name: &str) -> Vec<Node> {
        let folded = fold(name);
        let mut nodes: Vec<Node> = self.built.named(&folded).filter(|&node| self.counts(node)).collect();
        let from: Arc<str> = Arc::from(folded);
        let stated = self.whole.range((from.clone(), 0)..=(from, u32::MAX));
        nodes.extend(stated.map(|(_, node)| Node(*node)));
        network.sort(&mut nodes);
        nodes.dedup();
        nodes
    }

    /// Lists the actors whose names or identifiers come near a text, nearest first, one match an actor.
    ///
    /// # Complexity
    /// Time **O(P + W)**: the postings of the text's trigrams, and a bounded number of names weighed.
    pub(super) fn nearest<'a>(
        &self,
        network: &Network,
        named: impl Fn(Node) -> Named<'a>,
        text: &str,
        admits: impl Fn(&Actor) -> bool,
        first: usize,
    ) -> Vec<Match> {
        let wanted = fold(text);
        let mut best: HashMap<Node, Match> = HashMap::new();
        for (node, entry) in self.resembling(network, &named, &wanted) {
            let actor = named(node).actor;
            let weighed = weigh(&wanted, &entry.folded, entry.name.is_some());
            let Some((why, score)) = weighed.filter(|_| admits(actor)) else { continue };
            let name = entry.name.map(|position| &actor.names[position as usize]);
            let found = Match {
                node,
                name: match (name, &entry.merged) {
                    (Some(name), _) => name.value.clone(),
                    (None, id) => id.as_ref().unwrap_or(&actor.id).to_string(),
                },
                kind: name.map(|name| name.kind),
                score,
                why,
            };
            let better = |old: &Match| (found.score, old.why) > (old.score, found.why);
            if best.get(&node).is_none_or(better) {
                best.insert(node, found);
            }
        }
        let mut matches: Vec<Match> = best.into_values().collect();
        let place = |found: &Match| network.place_of(found.node);
        matches.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.why.cmp(&b.why)).then(place(a).cmp(&place(b))));
        matches.truncate(first);
        matches
    }

    /// Lists the names that share the most trigrams with a text, and whose they are.
    fn resembling<'a>(&self, network: &Network, named: impl Fn(Node) -> Named<'a>, wanted: &str) -> Vec<(Node, Entry)> {
        let mut built: HashMap<u32, u32> = HashMap::new();
        let mut stated: HashMap<(u32, u32), u32> = HashMap::new();
        for trigram in trigrams(wanted) {
            for &number in self.built.trigrams.get(&trigram).map_or(&[] as &[u32], Vec::as_slice) {
                *built.entry(number).or_default() += 1;
            }
            for &(_, node, place) in self.trigrams.range((trigram, 0, 0)..=(trigram, u32::MAX, u32::MAX)) {
                *stated.entry((node, place)).or_default() += 1;
            }
        }
        let of_base = |&(number, _): &(u32, u32)| self.counts(self.built.place(number).node);
        // The numbers of the base are in the order of actors and of what each has.
        let mut built: Vec<(u32, u32)> = built.into_iter().filter(of_base).collect();
        built.sort_by_key(|&(number, count)| (Reverse(count), number));
        built.truncate(WEIGHED_MAX);
        let of_built = |(number, count)| (self.built.place(number).node, true, number, count);
        let mut found: Vec<(Node, bool, u32, u32)> = built.into_iter().map(of_built).collect();
        found.extend(stated.into_iter().map(|((node, place), count)| (Node(node), false, place, count)));
        // All names of an actor are in the base, or none is that counts.
        found.sort_by_key(|&(node, _, place, count)| (Reverse(count), network.place_of(node), place));
        // A whole name shares all its trigrams and so survives the cut.
        found.truncate(WEIGHED_MAX);
        let entry = |(node, is_built, place, _): (Node, bool, u32, u32)| match is_built {
            true => (node, self.built.entry(place)),
            false => (node, entries_of(named(node)).swap_remove(place as usize)),
        };
        found.into_iter().map(entry).collect()
    }

    /// Says whether the names count that the base has of an actor.
    fn counts(&self, node: Node) -> bool {
        self.touched.len() == 0 || !self.touched.contains(&node.0)
    }
}

impl Entry {
    /// Returns what finds an actor by the whole of this name.
    fn whole(&self, node: Node) -> (Arc<str>, u32) {
        (Arc::from(self.folded.as_str()), node.0)
    }

    /// Returns what finds the name, at its place among what an actor has, by each of its trigrams.
    fn trigrams(&self, node: Node, place: usize) -> impl Iterator<Item = ([char; 3], u32, u32)> {
        trigrams(&self.folded).into_iter().map(move |trigram| (trigram, node.0, place as u32))
    }
}
