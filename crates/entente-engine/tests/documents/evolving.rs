//! Records that change by chance, a few at a time: all that can happen to an actor, an agreement and a source, and that
//! they stand again after they did not. Not here: what an edition makes of it.

use std::collections::{BTreeMap, BTreeSet};

use entente_model::actor::{Actor, Identifier};
use entente_model::agreement::{Agreement, Link};
use entente_model::citation::Citation;
use entente_model::date::{Edtf, Period};
use entente_model::id::{ActorId, AgreementId};
use entente_model::money::Money;
use entente_model::record::Records;
use entente_model::source::Source;
use entente_model::vocabulary::{
    ActorKind, AgreementKind, AgreementStatus, IdentifierScheme, LinkKind, MoneyStage, NameKind, Role,
};

use crate::chance::Chance;
use crate::sample::{actor, agreement, cited, place, source};

// Later ones come before and between earlier ones in the order of identifiers.
const ACTORS: [&str; 9] = ["m", "ma", "t", "A", "b", "mab", "z", "k9", "m-1"];
const AGREEMENTS: [&str; 14] = ["g5", "g50", "g9", "G", "g", "g500", "g51", "h", "a1", "g5a", "zz", "g4", "g6", "g52"];
const SOURCES: [&str; 4] = ["s5", "s", "t", "s50"];

/// Records by identifier.
#[derive(Clone, Default)]
pub(crate) struct Evolving {
    actors: BTreeMap<&'static str, Actor>,
    agreements: BTreeMap<&'static str, Agreement>,
    sources: BTreeMap<&'static str, Source>,
    /// Who was merged once; another may answer for it, so that it stays.
    merged: BTreeSet<String>,
}

impl Evolving {
    /// Returns the records that stand.
    pub(crate) fn records(&self) -> Records {
        Records {
            actors: self.actors.values().cloned().collect(),
            agreements: self.agreements.values().cloned().collect(),
            sources: self.sources.values().cloned().collect(),
        }
    }

    /// Begins with some records of each type.
    pub(crate) fn begin(chance: &mut Chance) -> Self {
        let mut world = Self::default();
        SOURCES[..2].iter().for_each(|id| world.state_source(id, chance));
        ACTORS[..5].iter().for_each(|id| world.state_actor(id, chance));
        AGREEMENTS[..6].iter().for_each(|id| world.state_agreement(id, chance));
        world
    }

    /// Changes something.
    pub(crate) fn change(&mut self, chance: &mut Chance) {
        match chance.below(15) {
            0 => self.state_source(chance.of(&SOURCES), chance),
            1 => self.withdraw_source(chance.of(&SOURCES[1..])),
            2 | 3 => self.state_actor(chance.of(&ACTORS), chance),
            4 => self.withdraw_actor(chance.of(&ACTORS)),
            5 => self.touch_actor(chance.of(&ACTORS), chance),
            6 => self.withdraw_agreement(chance.of(&AGREEMENTS)),
            7 => self.touch_agreement(chance.of(&AGREEMENTS), chance),
            8 | 9 => self.merge(chance),
            10 => self.unmerge(chance.of(&ACTORS)),
            _ => self.state_agreement(chance.of(&AGREEMENTS), chance),
        }
    }

    fn state_source(&mut self, id: &'static str, chance: &mut Chance) {
        self.sources.insert(id, source(id, chance.of(&["", "Press", "Ministry"])));
    }

    fn withdraw_source(&mut self, id: &str) {
        self.sources.remove(id);
        self.actors.values_mut().for_each(|actor| actor.citations.retain(|citation| citation.source.as_str() != id));
        let cites = self.agreements.values_mut();
        cites.for_each(|agreement| agreement.citations.retain(|citation| citation.source.as_str() != id));
    }

    fn state_actor(&mut self, id: &'static str, chance: &mut Chance) {
        let kind = chance.of(&[ActorKind::Company, ActorKind::Igo, ActorKind::Group, ActorKind::Network]);
        let name = chance.of(&["Alliance of Teams", "Team of Albania", "Alliance", "Côte d'Ivoire team", "Actor"]);
        // What makes up one actor is of one kind.
        let kind = self.actors.get(id).filter(|_| self.is_shared(id)).map_or(kind, |before| before.kind);
        let mut made = actor(id, kind, name, chance.of(&[Some("ALB"), Some("CAN"), None]));
        made.merged_into = self.actors.get(id).and_then(|before| before.merged_into.clone());
        if chance.once_in(3) {
            let mut other = made.names[0].clone();
            (other.kind, other.value) = (NameKind::Former, format!("{} {id}", chance.of(&["Team", "Office"])));
            made.names.push(other);
        }
        made.life = chance.of(&["", "2010/2014", "2013-06/.."]).parse_period();
        // Who holds one gives it up in the same change.
        let value = format!("Q{}", 1 + chance.below(2));
        let held = Identifier { scheme: IdentifierScheme::Wikidata, value };
        self.actors.values_mut().for_each(|other| other.identifiers.retain(|identifier| *identifier != held));
        made.identifiers = vec![held];
        made.citations = self.cited(chance);
        self.actors.insert(id, made);
    }

    /// Changes one thing of an actor and leaves the rest.
    fn touch_actor(&mut self, id: &str, chance: &mut Chance) {
        let is_shared = self.is_shared(id);
        let Some(actor) = self.actors.get_mut(id) else { return };
        match chance.below(3) {
            1 if is_shared => actor.note.push('!'),
            0 => actor.life = chance.of(&["", "2010/2014", "2013-06/.."]).parse_period(),
            1 => actor.kind = chance.of(&[ActorKind::Company, ActorKind::Group]),
            _ => actor.note.push('.'),
        }
    }

    fn withdraw_actor(&mut self, id: &str) {
        let others = self.actors.keys().filter(|other| **other != id).count();
        if others < 3 || self.merged.contains(id) || self.actors.remove(id).is_none() {
            return;
        }
        self.unmerge(id);
        // Other kinds have one who must not be missing.
        let has_it = |it: &Agreement| it.participations.iter().any(|part| part.actor.as_str() == id);
        let lost = |it: &Agreement| has_it(it) && it.kind != AgreementKind::Mou;
        let lost: Vec<&str> = self.agreements.iter().filter(|(_, it)| lost(it)).map(|(id, _)| *id).collect();
        lost.into_iter().for_each(|id| self.withdraw_agreement(id));
        for agreement in self.agreements.values_mut() {
            agreement.participations.retain(|part| part.actor.as_str() != id);
            agreement.participations.iter_mut().for_each(|part| part.acting_for = None);
            agreement.money.clear();
            agreement.citations.retain(|citation| citation.participation.is_none());
        }
        let lonely = |agreement: &Agreement| agreement.participations.len() < 2;
        let lonely: Vec<&str> = self.agreements.iter().filter(|(_, it)| lonely(it)).map(|(id, _)| *id).collect();
        lonely.into_iter().for_each(|id| self.withdraw_agreement(id));
    }

    /// Says whether an actor is merged into another, or another into it.
    fn is_shared(&self, id: &str) -> bool {
        let into = |actor: &Actor| actor.merged_into.as_ref().is_some_and(|into| into.as_str() == id);
        self.actors.get(id).is_some_and(|actor| actor.merged_into.is_some()) || self.actors.values().any(into)
    }

    /// Merges an actor into another of its kind, if there are two.
    pub(crate) fn merge(&mut self, chance: &mut Chance) {
        let standing: Vec<&str> = self.actors.keys().copied().collect();
        let (one, other) = (chance.of(&standing), chance.of(&standing));
        // Whoever is merged already may be merged into another instead.
        let is_into = |actor: &Actor| actor.merged_into.as_ref().is_some_and(|into| into.as_str() == one);
        let into = &self.actors[other];
        let stands = into.merged_into.is_none() && !self.actors.values().any(is_into);
        if one != other && stands && into.kind == self.actors[one].kind {
            let into = into.id.clone();
            self.merged.insert(one.to_owned());
            self.actors.get_mut(one).expect("it stands").merged_into = Some(into);
        }
    }

    /// Lets an actor, and those that are merged into it, stand for themselves.
    pub(crate) fn unmerge(&mut self, id: &str) {
        for actor in self.actors.values_mut() {
            if actor.id.as_str() == id || actor.merged_into.as_ref().is_some_and(|into| into.as_str() == id) {
                actor.merged_into = None;
            }
        }
    }

    fn state_agreement(&mut self, id: &'static str, chance: &mut Chance) {
        use Role::{Member, Organisation, Organiser, Part, Participant, Signatory, Whole};
        let (kind, first, others) = chance.of(&[
            (AgreementKind::Mou, Signatory, Signatory),
            (AgreementKind::Mou, Signatory, Signatory),
            (AgreementKind::Exercise, Organiser, Participant),
            (AgreementKind::Membership, Organisation, Member),
            (AgreementKind::PartOf, Whole, Part),
        ]);
        let mut standing: Vec<&str> = self.actors.keys().copied().collect();
        let count = if kind == AgreementKind::PartOf { 2 } else { (2 + chance.below(4)).min(standing.len()) };
        let role = |place: usize| if place == 0 { first } else { others };
        let parts: Vec<(&str, Role)> =
            (0..count).map(|place| (standing.swap_remove(chance.below(standing.len())), role(place))).collect();
        let mut made = agreement(id, kind, chance.of(&["2013", "2014-05", "2012-06-01", ""]), &parts);
        made.title = format!("Memorandum {}", chance.below(3));
        made.status = chance.of(&[AgreementStatus::Active, AgreementStatus::Signed, AgreementStatus::Terminated]);
        made.confidence = chance.of(&[None, Some(40), Some(90)]);
        made.places = chance.of(&[None, Some("ALB"), Some("039")]).map(place).into_iter().collect();
        if chance.once_in(3) && kind != AgreementKind::Exercise {
            made.participations[1].period = Period::parse("2014-06-15").expect("a day");
        }
        if chance.once_in(3) && kind == AgreementKind::Mou {
            let (payer, whom) = (self.any_actor(chance), self.any_actor(chance));
            let (stage, note) = (MoneyStage::Pledge, String::new());
            let (provider, receiver) = (Some(payer), Some(whom));
            made.money = vec![Money {
                amount: 5.into(),
                currency: None,
                stage,
                finance: None,
                date: None,
                provider,
                receiver,
                note,
            }];
            made.participations[0].acting_for = Some(self.any_actor(chance)).filter(|of| of.as_str() != parts[0].0);
        }
        made.links = self.links(id, chance);
        made.citations = for_parts(self.cited(chance), &made, chance);
        self.agreements.insert(id, made);
    }

    /// Changes one thing of an agreement and leaves the rest.
    fn touch_agreement(&mut self, id: &str, chance: &mut Chance) {
        let (links, cited) = (self.links(id, chance), self.cited(chance));
        let Some(agreement) = self.agreements.get_mut(id) else { return };
        match chance.below(4) {
            0 => agreement.title.push('.'),
            1 => agreement.links = links,
            2 => agreement.citations = for_parts(cited, agreement, chance),
            _ => agreement.confidence = chance.of(&[None, Some(70)]),
        }
    }

    fn withdraw_agreement(&mut self, id: &str) {
        self.agreements.remove(id);
        let others = self.agreements.values_mut();
        others.for_each(|agreement| agreement.links.retain(|link| link.target.as_str() != id));
    }

    fn any_actor(&self, chance: &mut Chance) -> ActorId {
        let standing: Vec<&str> = self.actors.keys().copied().collect();
        ActorId::new(chance.of(&standing)).expect("an identifier")
    }

    fn links(&self, id: &str, chance: &mut Chance) -> Vec<Link> {
        let others: Vec<&str> = self.agreements.keys().copied().filter(|other| *other != id).collect();
        if others.is_empty() || chance.once_in(2) {
            return Vec::new();
        }
        let target = AgreementId::new(chance.of(&others)).expect("an identifier");
        vec![Link { kind: LinkKind::EditionOf, target }]
    }

    /// Cites the source that is never withdrawn, and some others.
    fn cited(&self, chance: &mut Chance) -> Vec<Citation> {
        let others = self.sources.keys().copied().filter(|id| *id != SOURCES[0] && chance.once_in(2));
        std::iter::once(SOURCES[0]).chain(others).map(|id| cited(id, None)).collect()
    }
}

/// Lets some of the citations of an agreement support one of its participations.
fn for_parts(mut citations: Vec<Citation>, agreement: &Agreement, chance: &mut Chance) -> Vec<Citation> {
    let parts = &agreement.participations;
    for citation in citations.iter_mut().skip(1) {
        let part = &parts[chance.below(parts.len())];
        citation.participation = chance.once_in(2).then(|| part.key());
    }
    citations
}

/// Reads a period of life.
trait ParsePeriod {
    fn parse_period(self) -> Period;
}

impl ParsePeriod for &str {
    fn parse_period(self) -> Period {
        let date = |text: &str| (!text.is_empty()).then(|| Edtf::parse(text).expect("a date"));
        let (start, end) = self.split_once('/').unwrap_or((self, ""));
        Period { start: date(start), end: date(end) }
    }
}
