//! Which answers stay as they are for as long as their edition is the current one, so that a server may keep them.
//!
//! Every field of an answer is told from the edition that its root field carries. So it is the root fields that are
//! looked at: those named here ask the current edition and nothing else. What names another edition, what looks beyond
//! editions and what is added without being named here is answered anew each time. Not here: errors and answers that
//! time has cut, of which only their request knows.

use async_graphql::Positioned;
use async_graphql::parser::types::{ExecutableDocument, Field, OperationType, Selection, SelectionSet};

/// The root fields that are answered from the current edition alone.
pub const LASTING: [&str; 20] = [
    "__typename",
    "actor",
    "actors",
    "agreement",
    "agreements",
    "cheapestPath",
    "diff",
    "kShortestPaths",
    "neighbourhood",
    "node",
    "nodes",
    "partners",
    "reachable",
    "search",
    "shortestPath",
    "shortestPaths",
    "source",
    "ties",
    "timedPath",
    "dataset",
];

/// The arguments by which a field, at whatever level, is answered from another edition.
const ELSEWHERE: [&str; 3] = ["fromKnownAt", "knownAt", "toKnownAt"];

/// Says whether what a document asks is answered from the current edition alone, whichever of its operations is meant.
/// Fragments must not spread themselves.
///
/// # Complexity
/// Time **O(n)** in the length of the document.
pub fn is_lasting(document: &ExecutableDocument) -> bool {
    let stays = |set: &Positioned<SelectionSet>| set.node.items.iter().all(|item| stays_here(&item.node));
    document.fragments.values().all(|fragment| stays(&fragment.node.selection_set))
        && document.operations.iter().all(|(_, operation)| {
            let (operation, set) = (&operation.node, &operation.node.selection_set);
            operation.ty == OperationType::Query && stays(set) && has_lasting_roots(set, document)
        })
}

fn has_lasting_roots(set: &Positioned<SelectionSet>, document: &ExecutableDocument) -> bool {
    set.node.items.iter().all(|item| match &item.node {
        Selection::Field(field) => LASTING.contains(&field.node.name.node.as_str()),
        Selection::InlineFragment(fragment) => has_lasting_roots(&fragment.node.selection_set, document),
        Selection::FragmentSpread(spread) => {
            let fragment = document.fragments.get(&spread.node.fragment_name.node);
            fragment.is_some_and(|fragment| has_lasting_roots(&fragment.node.selection_set, document))
        }
    })
}

/// Says whether nothing that is written here, other fragments aside, asks another edition.
fn stays_here(selection: &Selection) -> bool {
    let asks_elsewhere =
        |field: &Field| field.arguments.iter().any(|(name, _)| ELSEWHERE.contains(&name.node.as_str()));
    let inner = match selection {
        Selection::Field(field) if asks_elsewhere(&field.node) => return false,
        Selection::Field(field) => &field.node.selection_set,
        Selection::InlineFragment(fragment) => &fragment.node.selection_set,
        Selection::FragmentSpread(_) => return true,
    };
    inner.node.items.iter().all(|item| stays_here(&item.node))
}

#[cfg(test)]
mod tests {
    use async_graphql::parser::parse_query;

    use super::*;

    #[test]
    fn only_what_asks_the_current_edition_lasts() {
        let documents = [
            ("{ shortestPath(from: {code: \"alb\"}, to: {code: \"kor\"}) { path { length } } }", true),
            (
                "query A { actors { totalCount } } query B { ...here } fragment here on Query { dataset { revision } }",
                true,
            ),
            ("{ ... on Query { renamed: actor(by: {code: \"alb\"}) { code } } __typename }", true),
            ("{ __schema { queryType { name } } }", false),
            ("{ actors { totalCount } proposals { id } }", false),
            ("{ actors { totalCount } ...there } fragment there on Query { unheard }", false),
            ("{ actor(by: {code: \"alb\"}, knownAt: {revision: 1}) { code } }", false),
            ("{ actor(by: {code: \"alb\"}, knownAt: {draft: 1}) { code } }", false),
            ("{ diff(toKnownAt: {draft: 1}) { totalCount } }", false),
            (
                "{ actor(by: {code: \"alb\"}) { ...then } } fragment then on Actor { ties(knownAt: {revision: 1}) { totalCount } }",
                false,
            ),
            ("{ ...missing }", false),
            ("mutation { actor }", false),
            ("subscription { actor }", false),
        ];
        for (document, lasts) in documents {
            assert_eq!(is_lasting(&parse_query(document).unwrap()), lasts, "{document}");
        }
    }
}
