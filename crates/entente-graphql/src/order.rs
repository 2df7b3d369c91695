//! The members of an answer in the order of the question, as the GraphQL specification demands.
//!
//! Fields are resolved at the same time, and their values come as they are ready. Not here: the values.

use async_graphql::indexmap::IndexMap;
use async_graphql::parser::types::{ExecutableDocument, OperationDefinition, Selection, SelectionSet};
use async_graphql::{Name, Positioned, Value};

/// Puts the members of an answer into the order in which its operation asks for them. Of several operations it is the
/// one with this name.
///
/// # Complexity
/// Time **O(A · S)** for an answer of A objects and selections of at most S fields.
pub fn ordered(data: Value, document: &ExecutableDocument, operation_name: Option<&str>) -> Value {
    let named = |name: Option<&Name>| operation_name.is_none() || name.map(Name::as_str) == operation_name;
    let operation: Option<&OperationDefinition> =
        document.operations.iter().find(|(name, _)| named(*name)).map(|(_, operation)| &operation.node);
    match operation {
        Some(operation) => value(data, &[&operation.selection_set], document),
        None => data,
    }
}

type Sets<'d> = Vec<&'d Positioned<SelectionSet>>;

fn value(data: Value, sets: &[&Positioned<SelectionSet>], document: &ExecutableDocument) -> Value {
    match data {
        Value::List(items) => Value::List(items.into_iter().map(|item| value(item, sets, document)).collect()),
        Value::Object(mut members) => {
            let mut asked: IndexMap<&Name, Sets<'_>> = IndexMap::new();
            sets.iter().for_each(|set| collect(set, document, &mut asked));
            let mut placed = IndexMap::with_capacity(members.len());
            for (key, inner) in asked {
                if let Some((key, member)) = members.shift_remove_entry(key) {
                    placed.insert(key, value(member, &inner, document));
                }
            }
            // Nothing that was answered is lost, though nothing should be left.
            placed.extend(members);
            Value::Object(placed)
        }
        leaf => leaf,
    }
}

/// Collects the keys of a selection in their order, with what is selected below each. The guard has refused fragments
/// that spread themselves.
fn collect<'d>(
    set: &'d Positioned<SelectionSet>,
    document: &'d ExecutableDocument,
    asked: &mut IndexMap<&'d Name, Sets<'d>>,
) {
    for selection in &set.node.items {
        match &selection.node {
            Selection::Field(field) => {
                let key = &field.node.response_key().node;
                asked.entry(key).or_default().push(&field.node.selection_set);
            }
            Selection::InlineFragment(fragment) => collect(&fragment.node.selection_set, document, asked),
            Selection::FragmentSpread(spread) => {
                if let Some(fragment) = document.fragments.get(&spread.node.fragment_name.node) {
                    collect(&fragment.node.selection_set, document, asked);
                }
            }
        }
    }
}
