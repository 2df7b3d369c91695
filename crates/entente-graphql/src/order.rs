//! The members of an answer in the order of the question, as the GraphQL specification demands.
//!
//! Fields that wait for each other come as they are ready. Most answers are in order already and are only looked at. Not
//! here: the values.

use async_graphql::indexmap::IndexMap;
use async_graphql::parser::types::{ExecutableDocument, OperationDefinition, Selection, SelectionSet};
use async_graphql::{Name, Positioned, Value};

/// The order in which the operations of a document ask for their members.
pub struct Order(Vec<(Option<Name>, Asked)>);

impl Order {
    /// Reads it from a document whose fragments do not spread themselves.
    ///
    /// # Complexity
    /// Time and memory **O(S)** for S selections once fragments are spread.
    pub fn of(document: &ExecutableDocument) -> Self {
        let asked = |operation: &OperationDefinition| Asked::of(&[&operation.selection_set], document);
        let operations = document.operations.iter();
        Self(operations.map(|(name, operation)| (name.cloned(), asked(&operation.node))).collect())
    }

    /// Puts the members of an answer into the order in which its operation asks for them. Of several operations it is the
    /// one with this name.
    ///
    /// # Complexity
    /// Time **O(A)** for an answer of A members in order; an object that is not in order is built anew.
    pub fn restore(&self, data: &mut Value, operation_name: Option<&str>) {
        let named = |name: Option<&Name>| operation_name.is_none() || name.map(Name::as_str) == operation_name;
        if let Some((_, asked)) = self.0.iter().find(|(name, _)| named(name.as_ref())) {
            place(data, asked);
        }
    }
}

/// The keys of a selection in their order, with what is selected below each.
struct Asked(IndexMap<Name, Asked>);

impl Asked {
    fn of(sets: &[&Positioned<SelectionSet>], document: &ExecutableDocument) -> Self {
        let mut keys = IndexMap::new();
        sets.iter().for_each(|set| collect(set, document, &mut keys));
        Self(keys.into_iter().map(|(key, sets)| (key.clone(), Self::of(&sets, document))).collect())
    }
}

fn place(data: &mut Value, asked: &Asked) {
    match data {
        Value::List(items) if !asked.0.is_empty() => items.iter_mut().for_each(|item| place(item, asked)),
        Value::Object(members) => {
            let mut keys = asked.0.keys();
            if !members.keys().all(|member| keys.any(|key| key == member)) {
                arrange(members, asked);
            }
            let mut fields = asked.0.iter();
            for (key, member) in members {
                if let Some((_, inner)) = fields.find(|(name, _)| *name == key) {
                    place(member, inner);
                }
            }
        }
        _ => {}
    }
}

/// Builds an object anew in the order of the question.
fn arrange(members: &mut IndexMap<Name, Value>, asked: &Asked) {
    let mut placed = IndexMap::with_capacity(members.len());
    placed.extend(asked.0.keys().filter_map(|key| members.shift_remove_entry(key)));
    // Nothing that was answered is lost, though nothing should be left.
    placed.extend(std::mem::take(members));
    *members = placed;
}

type Sets<'d> = Vec<&'d Positioned<SelectionSet>>;

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
