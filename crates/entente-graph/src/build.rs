//! Building a network from facts. Not here: what an agreement comes to ([`crate::derive`]), the layout itself
//! ([`crate::rows`], [`crate::groups`]), and changes of a network ([`crate::delta`]).

use std::collections::HashMap;
use std::sync::Arc;

use entente_model::date::Span;

use crate::actors::Actors;
use crate::agreements::{Agreements, Columns};
use crate::derive::{NumberSpans, derive};
use crate::entry::{Packed, TARGETS_MAX};
use crate::facts::{ActorFacts, AgreementFacts, AgreementNumber, Node, TooLarge};
use crate::groups::{Block, Groups};
use crate::marks::Marks;
use crate::network::Network;
use crate::place::Place;
use crate::rows::Rows;
use crate::spans::Spans;

impl Network {
    /// Builds a network from actors, in the order of their ids, and agreements.
    ///
    /// Silent parts are left out. Where the parts of an actor in an agreement differ in side, it stands on its
    /// strongest, and it holds the ranks of all its parts.
    ///
    /// # Errors
    /// [`TooLarge`] where there are 2^30 actors or groups, 2^32 entries, members or parts, or where two actors have
    /// 2^19 different ties in one agreement.
    ///
    /// # Panics
    /// Where a part names an actor that is not among the actors.
    ///
    /// # Complexity
    /// Time **O(V + E log E)**, memory about three times that of the network, for a while.
    pub fn build(
        actors: Vec<ActorFacts>,
        agreements: impl IntoIterator<Item = AgreementFacts>,
    ) -> Result<Self, TooLarge> {
        TooLarge::check("actors", actors.len(), TARGETS_MAX - 1)?;
        let node_count = actors.len();
        let mut builder = Builder { node_count, ..Builder::default() };
        for agreement in agreements {
            builder.add(&agreement)?;
        }
        let Builder { mut columns, drafts, mut groups, mut spans, .. } = builder;
        columns.further_spans.sort_unstable();
        columns.shrink();
        groups.shrink();
        spans.list.shrink_to_fit();
        Ok(Self {
            dead_ends: Arc::new(dead_ends(&actors)),
            actors: Actors::new(actors),
            agreements: Agreements::new(columns),
            rows: Rows::build(node_count, drafts)?,
            groups: Groups::new(groups),
            spans: Spans::new(spans.list),
        })
    }
}

/// Returns the actors that carry no path.
pub(crate) fn dead_ends(actors: &[ActorFacts]) -> Marks {
    let mut marks = Marks::default();
    if actors.iter().any(|actor| !actor.kind.carries_paths()) {
        marks.reset(actors.len());
        let ends = actors.iter().enumerate().filter(|(_, actor)| !actor.kind.carries_paths());
        ends.for_each(|(number, _)| _ = marks.insert(number));
    }
    marks
}

#[derive(Default)]
struct Builder {
    node_count: usize,
    columns: Columns,
    drafts: Vec<(Node, Packed)>,
    groups: Block,
    spans: Interned,
}

/// Spans, each once.
#[derive(Default)]
struct Interned {
    list: Vec<Span>,
    numbers: HashMap<Span, u32>,
}

impl NumberSpans for Interned {
    fn number(&mut self, span: Span) -> Result<u32, TooLarge> {
        TooLarge::check("different spans", self.list.len() + 1, u64::from(u32::MAX))?;
        let next = self.list.len() as u32;
        let number = *self.numbers.entry(span).or_insert(next);
        if number == next {
            self.list.push(span);
        }
        Ok(number)
    }
}

impl Builder {
    fn add(&mut self, facts: &AgreementFacts) -> Result<(), TooLarge> {
        let number = self.columns.grades.len();
        TooLarge::check("agreements", number, u64::from(u32::MAX))?;
        let number = AgreementNumber(number as u32);
        for part in &facts.parts {
            let is_given = part.actor.index() < self.node_count;
            assert!(is_given, "a part names actor {}, which is not given", part.actor.0);
        }
        let place_of = |node: Node| Place::built(node.0);
        let group = self.groups.len() as u32;
        let derived = derive(number, (facts.kind, &facts.parts), group, place_of, &mut self.spans)?;
        self.columns.push(facts, &derived.spans);
        if !derived.members.is_empty() {
            self.groups.push(number, &derived.members);
            TooLarge::check("agreements of more than two actors", group as usize, TARGETS_MAX - 1)?;
            TooLarge::check("parts", self.groups.part_count(), u64::from(u32::MAX))?;
        }
        self.drafts.extend(derived.entries);
        Ok(())
    }
}
