//! Changes of a network: the next edition of it shares with the last whatever did not change. Not here: reading a
//! network, which is the same in every edition, and building one.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use entente_model::date::Span;

use crate::derive::{Derived, NumberSpans, derive};
use crate::entry::{Packed, TARGETS_MAX, Target};
use crate::facts::{ActorFacts, AgreementFacts, AgreementNumber, Node, TooLarge};
use crate::network::Network;
use crate::place::Place;
use crate::spans::Spans;

/// What is different in the next edition of a network.
///
/// Changes are made in the order of the lists, those of actors before those of agreements. Numbers stay what they are:
/// what is stated first gets the next one ([`Network::node_bound`], [`Network::agreement_bound`]), and the number of
/// what no longer stands stays vacant.
#[derive(Debug, Clone, Default)]
pub struct Delta {
    /// Changes of actors.
    pub actors: Vec<ActorChange>,
    /// Changes of agreements, each agreement in one change at most.
    pub agreements: Vec<AgreementChange>,
}

/// A change of one actor.
#[derive(Debug, Clone, Copy)]
pub enum ActorChange {
    /// It is stated first.
    Stated {
        /// Where it stands in the order of ids, between its neighbours: see [`Network::place_of`].
        place: Place,
        /// What it is.
        facts: ActorFacts,
    },
    /// It is stated anew, or again after it no longer stood.
    Amended {
        /// Its number.
        node: Node,
        /// What it is.
        facts: ActorFacts,
    },
    /// It no longer stands. All agreements in which it has a part have to be amended or withdrawn with it.
    Withdrawn {
        /// Its number.
        node: Node,
    },
}

/// A change of one agreement.
#[derive(Debug, Clone)]
pub enum AgreementChange {
    /// It is stated first.
    Stated {
        /// Where it stands in the order of ids, between its neighbours: see [`Network::place_of_agreement`].
        place: Place,
        /// What it is.
        facts: AgreementFacts,
    },
    /// It is stated anew, or again after it no longer stood.
    Amended {
        /// Its number.
        number: AgreementNumber,
        /// The actors that had a part in it until then; others may be among them.
        former: Vec<Node>,
        /// What it is.
        facts: AgreementFacts,
    },
    /// It no longer stands.
    Withdrawn {
        /// Its number.
        number: AgreementNumber,
        /// The actors that had a part in it until then; others may be among them.
        former: Vec<Node>,
    },
}

impl Network {
    /// Returns the next edition of this network, which stays what it is.
    ///
    /// What changed lies over what the network was built of, and makes questions slower the more there is: see
    /// [`Network::overlay_share`].
    ///
    /// # Errors
    /// [`TooLarge`] as in [`Network::build`].
    ///
    /// # Panics
    /// Where a change names an actor or an agreement that the network has no number for, where a part names an actor
    /// that does not stand, and where an actor that is withdrawn still has ties.
    ///
    /// # Complexity
    /// For each change **O(n + d)**, where n counts the members of the agreement, before and after, and d the entries
    /// of their rows, and for what it is kept in **O(n log V)**. Changes of which kinds of actor carry paths copy a bit
    /// for each actor.
    pub fn next(&self, delta: &Delta) -> Result<Self, TooLarge> {
        let mut next = self.clone();
        let mut gone = Vec::new();
        for change in &delta.actors {
            gone.extend(next.change_actor(change)?);
        }
        let mut edits: BTreeMap<u32, Edit> = BTreeMap::new();
        let mut known = HashMap::new();
        for change in &delta.agreements {
            next.change_agreement(change, &mut edits, &mut known)?;
        }
        for (number, edit) in edits {
            next.edit(Node(number), edit);
        }
        for node in gone.into_iter().filter(|&node| !next.actors.stands(node)) {
            assert!(next.rows.len_of(node) == 0, "actor {} is withdrawn and still has ties", node.0);
        }
        Ok(next)
    }

    /// Changes an actor; returns the number that becomes vacant.
    fn change_actor(&mut self, change: &ActorChange) -> Result<Option<Node>, TooLarge> {
        match *change {
            ActorChange::Stated { place, facts } => {
                TooLarge::check("actors", self.actors.bound() + 1, TARGETS_MAX - 1)?;
                let node = self.actors.add(place, facts);
                self.rows.add(node);
                self.note_dead_end(node, facts);
            }
            ActorChange::Amended { node, facts } => {
                self.assert_numbered(node);
                self.actors.amend(node, Some(facts));
                self.note_dead_end(node, facts);
            }
            ActorChange::Withdrawn { node } => {
                self.assert_numbered(node);
                self.actors.amend(node, None);
                return Ok(Some(node));
            }
        }
        Ok(None)
    }

    fn note_dead_end(&mut self, node: Node, facts: ActorFacts) {
        let (is_one, was_one) = (!facts.kind.carries_paths(), self.dead_ends.contains(node.index()));
        if is_one != was_one {
            let marks = Arc::make_mut(&mut self.dead_ends);
            if is_one {
                marks.extend(self.actors.bound());
                marks.insert(node.index());
            } else {
                marks.remove(node.index());
            }
        }
    }

    /// Changes an agreement, and notes what becomes of its members' rows.
    fn change_agreement(
        &mut self,
        change: &AgreementChange,
        edits: &mut BTreeMap<u32, Edit>,
        known: &mut HashMap<Span, u32>,
    ) -> Result<(), TooLarge> {
        if let AgreementChange::Amended { number, former, .. } | AgreementChange::Withdrawn { number, former } = change
        {
            assert!(number.index() < self.agreements.bound(), "agreement {} has not been stated", number.0);
            for node in former {
                self.assert_numbered(*node);
                edits.entry(node.0).or_default().out.push(*number);
            }
        }
        let (number, facts) = match change {
            AgreementChange::Stated { facts, .. } => {
                TooLarge::check("agreements", self.agreements.bound() + 1, u64::from(u32::MAX))?;
                (AgreementNumber(self.agreements.bound() as u32), facts)
            }
            AgreementChange::Amended { number, facts, .. } => (*number, facts),
            AgreementChange::Withdrawn { number, .. } => {
                self.agreements.withdraw(*number);
                return Ok(());
            }
        };
        let derived = self.derive(number, facts, known)?;
        for (node, entry) in derived.entries {
            edits.entry(node.0).or_default().new.push(entry);
        }
        if let AgreementChange::Stated { place, .. } = change {
            self.agreements.add(*place, facts, derived.spans);
        } else {
            self.agreements.amend(number, facts, derived.spans);
        }
        Ok(())
    }

    /// Derives what an agreement comes to, and adds its group.
    fn derive(
        &mut self,
        number: AgreementNumber,
        facts: &AgreementFacts,
        known: &mut HashMap<Span, u32>,
    ) -> Result<Derived, TooLarge> {
        for part in &facts.parts {
            assert!(self.actors.stands(part.actor), "a part names actor {}, which does not stand", part.actor.0);
        }
        let Self { actors, groups, spans, .. } = self;
        let (place_of, group) = (|node: Node| actors.place(node), groups.len());
        let mut spans = Numbering { spans, known };
        let derived = derive(number, (facts.kind, &facts.parts), group as u32, place_of, &mut spans)?;
        if !derived.members.is_empty() {
            TooLarge::check("agreements of more than two actors", group + 1, TARGETS_MAX - 1)?;
            groups.add(number, &derived.members)?;
        }
        Ok(derived)
    }

    fn edit(&mut self, node: Node, edit: Edit) {
        let Self { rows, groups, .. } = self;
        let is_out = |target: Target| {
            let agreement = match target {
                Target::Hub { group, .. } => groups.head(group).agreement,
                Target::Actor { agreement, .. } | Target::Group { agreement, .. } => agreement,
            };
            edit.out.contains(&agreement)
        };
        if edit.out.is_empty() {
            rows.change(node, |_| false, edit.new);
        } else {
            rows.change(node, is_out, edit.new);
        }
    }

    fn assert_numbered(&self, node: Node) {
        assert!(node.index() < self.actors.bound(), "actor {} has not been stated", node.0);
    }
}

/// What becomes of a row.
#[derive(Default)]
struct Edit {
    // The agreements whose entries go out.
    out: Vec<AgreementNumber>,
    new: Vec<Packed>,
}

/// Numbers spans anew, each once in one change of a network: to look for older ones would take longer than they take up.
struct Numbering<'s> {
    spans: &'s mut Spans,
    known: &'s mut HashMap<Span, u32>,
}

impl NumberSpans for Numbering<'_> {
    fn number(&mut self, span: Span) -> Result<u32, TooLarge> {
        if let Some(&number) = self.known.get(&span) {
            return Ok(number);
        }
        let number = self.spans.len();
        TooLarge::check("different spans", number + 1, u64::from(u32::MAX))?;
        self.spans.add(span);
        self.known.insert(span, number as u32);
        Ok(number as u32)
    }
}
