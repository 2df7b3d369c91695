//! The index of names: whole folded names for references, and trigrams for what comes near.
//!
//! A reference by name has to match a whole name; what merely resembles it is offered, never chosen.

use std::collections::HashMap;
use std::sync::Arc;

use entente_graph::Node;
use entente_model::actor::Actor;
use entente_model::name::fold;
use entente_model::vocabulary::NameKind;

/// How many names the index weighs for one text.
const WEIGHED_MAX: usize = 400;
/// From what resemblance on a name counts as near, 0 to 1.
const NEAR: f64 = 0.7;

/// Why a text found an actor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// It is the identifier.
    Identifier,
    /// It is a whole name.
    WholeName,
    /// A name begins with it.
    Beginning,
    /// A name has all its words.
    Words,
    /// A name resembles it.
    Resemblance,
}

/// An actor that a text found.
#[derive(Debug, Clone, PartialEq)]
pub struct Match {
    /// The actor.
    pub node: Node,
    /// The name that matched, as recorded.
    pub name: String,
    /// The type of that name; none where the identifier matched.
    pub kind: Option<NameKind>,
    /// How near it is, 0 to 1.
    pub score: f64,
    /// Why it matched.
    pub why: Why,
}

/// What stands for an apostrophe in names.
const APOSTROPHES: [char; 2] = ['\'', '’'];

struct Entry {
    folded: String,
    node: Node,
    /// The position among the actor's names; none for its identifier.
    name: Option<u32>,
}

/// Finds actors by name.
pub(super) struct NameIndex {
    entries: Vec<Entry>,
    whole: HashMap<String, Vec<u32>>,
    trigrams: HashMap<[char; 3], Vec<u32>>,
}

impl NameIndex {
    /// Builds the index of sorted actors.
    ///
    /// # Complexity
    /// Time and memory **O(L)** in the length of all names.
    pub(super) fn build(actors: &[Arc<Actor>]) -> Self {
        let mut index = Self { entries: Vec::new(), whole: HashMap::new(), trigrams: HashMap::new() };
        for (number, actor) in actors.iter().enumerate() {
            let node = Node(number as u32);
            for (position, name) in actor.names.iter().enumerate() {
                for folded in foldings(&name.value) {
                    index.add(Entry { folded, node, name: Some(position as u32) });
                }
            }
            index.add(Entry { folded: fold(actor.id.as_str()), node, name: None });
        }
        index
    }

    fn add(&mut self, entry: Entry) {
        let number = self.entries.len() as u32;
        for trigram in trigrams(&entry.folded) {
            self.trigrams.entry(trigram).or_default().push(number);
        }
        self.whole.entry(entry.folded.clone()).or_default().push(number);
        self.entries.push(entry);
    }

    /// Lists the actors that bear this whole name, by identifier. Case, accents and punctuation do not count.
    pub(super) fn named(&self, name: &str) -> Vec<Node> {
        let entries = self.whole.get(&fold(name)).map_or(&[] as &[u32], Vec::as_slice);
        let named = |&number: &u32| &self.entries[number as usize];
        let mut nodes: Vec<Node> =
            entries.iter().map(named).filter(|entry| entry.name.is_some()).map(|entry| entry.node).collect();
        nodes.sort();
        nodes.dedup();
        nodes
    }

    /// Lists the actors whose names or identifiers come near a text, nearest first, one match an actor.
    ///
    /// # Complexity
    /// Time **O(P + W)**: the postings of the text's trigrams, and a bounded number of names weighed.
    pub(super) fn nearest<'a>(
        &self,
        actor_of: impl Fn(Node) -> &'a Actor,
        text: &str,
        admits: impl Fn(&Actor) -> bool,
        first: usize,
    ) -> Vec<Match> {
        let wanted = fold(text);
        let mut best: HashMap<Node, Match> = HashMap::new();
        for number in self.resembling(&wanted) {
            let entry = &self.entries[number as usize];
            let actor = actor_of(entry.node);
            let Some((why, score)) = weigh(&wanted, entry).filter(|_| admits(actor)) else { continue };
            let name = entry.name.map(|position| &actor.names[position as usize]);
            let found = Match {
                node: entry.node,
                name: name.map_or(actor.id.as_str(), |name| &name.value).to_owned(),
                kind: name.map(|name| name.kind),
                score,
                why,
            };
            let better = |old: &Match| (found.score, old.why) > (old.score, found.why);
            if best.get(&entry.node).is_none_or(better) {
                best.insert(entry.node, found);
            }
        }
        let mut matches: Vec<Match> = best.into_values().collect();
        matches.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.why.cmp(&b.why)).then(a.node.cmp(&b.node)));
        matches.truncate(first);
        matches
    }

    /// Lists the names that share the most trigrams with a text.
    fn resembling(&self, wanted: &str) -> Vec<u32> {
        let mut shared: HashMap<u32, u32> = HashMap::new();
        for trigram in trigrams(wanted) {
            for &number in self.trigrams.get(&trigram).map_or(&[] as &[u32], Vec::as_slice) {
                *shared.entry(number).or_default() += 1;
            }
        }
        let mut numbers: Vec<(u32, u32)> = shared.into_iter().collect();
        numbers.sort_by_key(|&(number, count)| (std::cmp::Reverse(count), number));
        // A whole name shares all its trigrams and so survives the cut.
        numbers.truncate(WEIGHED_MAX);
        numbers.into_iter().map(|(number, _)| number).collect()
    }
}

/// Folds a name, and where it has an apostrophe also as if that were a space: `Côte d'Ivoire` is `cote divoire` to some
/// and `cote d ivoire` to others.
fn foldings(name: &str) -> Vec<String> {
    let mut foldings = vec![fold(name)];
    if name.contains(APOSTROPHES) {
        foldings.push(fold(&name.replace(APOSTROPHES, " ")));
    }
    foldings
}

fn weigh(wanted: &str, entry: &Entry) -> Option<(Why, f64)> {
    let found = entry.folded.as_str();
    if wanted.is_empty() || found.is_empty() {
        return None;
    }
    if found == wanted {
        return Some((if entry.name.is_some() { Why::WholeName } else { Why::Identifier }, 1.0));
    }
    let coverage = wanted.chars().count() as f64 / found.chars().count() as f64;
    if found.starts_with(wanted) {
        return Some((Why::Beginning, 0.9 + 0.09 * coverage));
    }
    let words: Vec<&str> = found.split(' ').collect();
    if wanted.split(' ').all(|word| words.iter().any(|candidate| candidate.starts_with(word))) {
        return Some((Why::Words, 0.8 + 0.09 * coverage.min(1.0)));
    }
    let likeness = strsim::normalized_damerau_levenshtein(wanted, found).max(strsim::sorensen_dice(wanted, found));
    (likeness >= NEAR * 0.7).then_some((Why::Resemblance, 0.79 * likeness))
}

/// Lists the trigrams of a folded text, each once, with its ends marked so that short names have some.
fn trigrams(folded: &str) -> Vec<[char; 3]> {
    let mut window = [' ', ' ', ' '];
    let mut found = Vec::with_capacity(folded.len() + 2);
    for c in folded.chars().chain([' ']) {
        window = [window[1], window[2], c];
        found.push(window);
    }
    found.sort_unstable();
    found.dedup();
    found
}
