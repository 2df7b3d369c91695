//! What editions of a network are made of, and the network that is built of it anew. Not here: what is compared.

use entente_graph::{
    ActorChange, ActorFacts, AgreementChange, AgreementFacts, AgreementNumber, Delta, Network, Node, PartFacts, Place,
    Tie,
};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;

use crate::world::{Draft, World, actors, agreements};

/// A random change.
#[derive(Debug, Clone)]
pub(crate) enum Step {
    /// A new actor in a place among the others, with an agreement that it may have a part in.
    StateActor(Index, ActorFacts, Draft),
    AmendActor(Index, ActorFacts),
    WithdrawActor(Index),
    StateAgreement(Index, Draft),
    AmendAgreement(Index, Draft),
    WithdrawAgreement(Index),
}

pub(crate) fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        3 => (any::<Index>(), actors(), agreements()).prop_map(|(at, facts, draft)| Step::StateActor(at, facts, draft)),
        2 => (any::<Index>(), actors()).prop_map(|(at, facts)| Step::AmendActor(at, facts)),
        1 => any::<Index>().prop_map(Step::WithdrawActor),
        4 => (any::<Index>(), agreements()).prop_map(|(at, draft)| Step::StateAgreement(at, draft)),
        3 => (any::<Index>(), agreements()).prop_map(|(at, draft)| Step::AmendAgreement(at, draft)),
        2 => any::<Index>().prop_map(Step::WithdrawAgreement),
    ];
    vec(step, 1..=8)
}

/// All actors and agreements by number, and their order by id; what no longer stands is nothing.
#[derive(Debug, Clone, Default)]
pub(crate) struct Ledger {
    pub(crate) actors: Vec<Option<ActorFacts>>,
    actor_places: Vec<Place>,
    actor_order: Vec<usize>,
    pub(crate) agreements: Vec<Option<AgreementFacts>>,
    agreement_places: Vec<Place>,
    agreement_order: Vec<usize>,
}

impl Ledger {
    pub(crate) fn of(world: &World, network: &Network) -> Self {
        Self {
            actors: world.actors.iter().copied().map(Some).collect(),
            actor_places: network.nodes().map(|node| network.place_of(node)).collect(),
            actor_order: (0..world.actors.len()).collect(),
            agreements: world.agreements.iter().cloned().map(Some).collect(),
            agreement_places: (0..world.agreements.len() as u32)
                .map(|number| network.place_of_agreement(AgreementNumber(number)))
                .collect(),
            agreement_order: (0..world.agreements.len()).collect(),
        }
    }

    /// The actors that stand, by id.
    pub(crate) fn standing(&self) -> Vec<Node> {
        let stands = |number: &&usize| self.actors[**number].is_some();
        self.actor_order.iter().filter(stands).map(|&number| Node(number as u32)).collect()
    }

    pub(crate) fn standing_agreements(&self) -> Vec<AgreementNumber> {
        let stands = |number: &&usize| self.agreements[**number].is_some();
        self.agreement_order.iter().filter(stands).map(|&number| AgreementNumber(number as u32)).collect()
    }

    /// Builds the network anew, with numbers in the order of ids.
    pub(crate) fn rebuilt(&self) -> (Network, Renumbered) {
        let renumbered = Renumbered { actors: self.standing(), agreements: self.standing_agreements() };
        let actors = renumbered.actors.iter().filter_map(|node| self.actors[node.index()]).collect();
        let agreements = renumbered.agreements.iter().filter_map(|number| self.agreements[number.index()].clone());
        let agreements = agreements.map(|mut facts| {
            facts.parts.iter_mut().for_each(|part| part.actor = renumbered.new_number(part.actor));
            facts
        });
        (Network::build(actors, agreements).expect("a small network is not too large"), renumbered)
    }

    /// Takes a step; returns what the network is told of it.
    pub(crate) fn take(&mut self, step: &Step) -> Delta {
        let mut delta = Delta::default();
        match step {
            Step::StateActor(at, facts, draft) => {
                let place = insert(at, &mut self.actor_order, &mut self.actor_places);
                self.actors.push(Some(*facts));
                delta.actors.push(ActorChange::Stated { place, facts: *facts });
                self.state(at, draft, &mut delta);
            }
            Step::AmendActor(at, facts) => {
                // One that no longer stood may stand again.
                let number = at.index(self.actors.len());
                self.actors[number] = Some(*facts);
                delta.actors.push(ActorChange::Amended { node: Node(number as u32), facts: *facts });
            }
            Step::WithdrawActor(at) if self.standing().len() > 2 => {
                let node = *at.get(&self.standing());
                self.actors[node.index()] = None;
                delta.actors.push(ActorChange::Withdrawn { node });
                self.leave_all(node, &mut delta);
            }
            Step::WithdrawActor(_) => {}
            Step::StateAgreement(at, draft) => self.state(at, draft, &mut delta),
            Step::AmendAgreement(at, _) | Step::WithdrawAgreement(at) if !self.agreements.is_empty() => {
                let number = at.index(self.agreements.len());
                let facts = match step {
                    Step::AmendAgreement(_, draft) => Some(self.dealt(draft)),
                    _ => None,
                };
                self.amend(number, facts, &mut delta);
            }
            Step::AmendAgreement(..) | Step::WithdrawAgreement(_) => {}
        }
        delta
    }

    fn state(&mut self, at: &Index, draft: &Draft, delta: &mut Delta) {
        let (place, facts) = (insert(at, &mut self.agreement_order, &mut self.agreement_places), self.dealt(draft));
        self.agreements.push(Some(facts.clone()));
        delta.agreements.push(AgreementChange::Stated { place, facts });
    }

    fn amend(&mut self, number: usize, facts: Option<AgreementFacts>, delta: &mut Delta) {
        let before = self.agreements[number].take();
        let parts = before.map(|facts| facts.parts).unwrap_or_default();
        let former = parts.iter().map(|part| part.actor).collect();
        self.agreements[number] = facts.clone();
        let number = AgreementNumber(number as u32);
        delta.agreements.push(match facts {
            Some(facts) => AgreementChange::Amended { number, former, facts },
            None => AgreementChange::Withdrawn { number, former },
        });
    }

    /// Lets an actor leave all its agreements.
    fn leave_all(&mut self, node: Node, delta: &mut Delta) {
        for number in 0..self.agreements.len() {
            let has_it = |facts: &AgreementFacts| facts.parts.iter().any(|part| part.actor == node);
            if let Some(mut facts) = self.agreements[number].clone().filter(has_it) {
                facts.parts.retain(|part: &PartFacts| part.actor != node);
                self.amend(number, Some(facts), delta);
            }
        }
    }

    /// Deals the members of a draft to the actors that stand.
    fn dealt(&self, draft: &Draft) -> AgreementFacts {
        let standing = self.standing();
        let mut facts = draft.clone().placed(standing.len());
        facts.parts.iter_mut().for_each(|part| part.actor = standing[part.actor.index()]);
        facts
    }
}

/// Puts the next number somewhere in an order, and returns its place.
fn insert(at: &Index, order: &mut Vec<usize>, places: &mut Vec<Place>) -> Place {
    let at = at.index(order.len() + 1);
    let place_at = |at: usize| order.get(at).map(|&number| places[number]);
    let before = at.checked_sub(1).and_then(place_at);
    let place = Place::between(before, place_at(at)).expect("few changes use no gap up");
    order.insert(at, places.len());
    places.push(place);
    place
}

/// What has another number in the network that is built anew: by that number, what it was.
#[derive(Debug, Clone)]
pub(crate) struct Renumbered {
    pub(crate) actors: Vec<Node>,
    pub(crate) agreements: Vec<AgreementNumber>,
}

impl Renumbered {
    pub(crate) fn new_number(&self, node: Node) -> Node {
        let at = self.actors.iter().position(|&known| known == node).expect("the actor stands");
        Node(at as u32)
    }

    pub(crate) fn node(&self, node: Node) -> Node {
        self.actors[node.index()]
    }

    pub(crate) fn path(&self, path: &[Node]) -> Vec<Node> {
        path.iter().map(|&node| self.node(node)).collect()
    }

    pub(crate) fn tie(&self, tie: &Tie) -> Tie {
        Tie { agreement: self.agreements[tie.agreement.index()], a: self.node(tie.a), b: self.node(tie.b), ..*tie }
    }

    pub(crate) fn ties(&self, ties: &[Tie]) -> Vec<Tie> {
        ties.iter().map(|tie| self.tie(tie)).collect()
    }
}
