//! How near a name comes to a text: whole, from its beginning, by its words, or by resemblance. Not here: the index of
//! names, which tells what to weigh.

use entente_graph::Node;
use entente_model::name::fold;
use entente_model::vocabulary::NameKind;

/// From what resemblance on a name counts as near, 0 to 1.
const NEAR: f64 = 0.7;

/// What stands for an apostrophe in names.
const APOSTROPHES: [char; 2] = ['\'', '’'];

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

/// Folds a name, and where it has an apostrophe also as if that were a space: `Côte d'Ivoire` is `cote divoire` to some
/// and `cote d ivoire` to others.
pub(super) fn foldings(name: &str) -> Vec<String> {
    let mut foldings = vec![fold(name)];
    if name.contains(APOSTROPHES) {
        foldings.push(fold(&name.replace(APOSTROPHES, " ")));
    }
    foldings
}

/// Says how near a folded name, or a folded identifier, comes to a folded text, 0 to 1; nothing where it is not near.
pub(super) fn weigh(wanted: &str, found: &str, is_name: bool) -> Option<(Why, f64)> {
    if wanted.is_empty() || found.is_empty() {
        return None;
    }
    if found == wanted {
        return Some((if is_name { Why::WholeName } else { Why::Identifier }, 1.0));
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
pub(super) fn trigrams(folded: &str) -> Vec<[char; 3]> {
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
