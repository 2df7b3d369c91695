//! A register in the oracle's own words, codes and dates of its table, and the records that say the same.
//!
//! Actors are numbered in the order of their identifiers. Not here: how registers are drawn, and what is true of them.

use entente_model::actor::Actor;
use entente_model::agreement::{Agreement, Participation, Place, Tag};
use entente_model::area::Area;
use entente_model::date::{Edtf, Period};
use entente_model::id::{ActorId, AgreementId};
use entente_model::name::Name;
use entente_model::record::Records;
use entente_model::vocabulary::{AgreementStatus, NameKind, Vocabulary};

use super::dates::Written;
use crate::chance::Chance;

/// A start and an end as written, each perhaps unknown.
pub(super) type Ends = (Option<Written>, Option<Written>);

/// A register.
#[derive(Debug, Clone, Default)]
pub(super) struct Sketch {
    /// The actors, in the order of their identifiers.
    pub(super) actors: Vec<ActorSketch>,
    /// The agreements, in any order.
    pub(super) agreements: Vec<AgreementSketch>,
}

/// An actor.
#[derive(Debug, Clone)]
pub(super) struct ActorSketch {
    /// Its identifier.
    pub(super) id: &'static str,
    /// The code of its kind.
    pub(super) kind: &'static str,
    /// The code of its country.
    pub(super) country: Option<&'static str>,
    /// The code of its region.
    pub(super) region: Option<&'static str>,
    /// Its life.
    pub(super) life: Ends,
}

/// An agreement.
#[derive(Debug, Clone)]
pub(super) struct AgreementSketch {
    /// Its identifier.
    pub(super) id: String,
    /// The code of its kind.
    pub(super) kind: &'static str,
    /// The code of its status.
    pub(super) status: &'static str,
    /// When the status was known.
    pub(super) as_of: Option<Written>,
    /// Its dates.
    pub(super) ends: Ends,
    /// How sure the curators are.
    pub(super) confidence: Option<u8>,
    /// Its tags: the code of a scheme and a code there.
    pub(super) tags: Vec<(&'static str, &'static str)>,
    /// The codes of its places.
    pub(super) places: Vec<&'static str>,
    /// Who takes part.
    pub(super) parts: Vec<PartSketch>,
}

/// A participation.
#[derive(Debug, Clone)]
pub(super) struct PartSketch {
    /// The number of the actor.
    pub(super) actor: usize,
    /// The code of its role.
    pub(super) role: &'static str,
    /// The code of its own status.
    pub(super) status: Option<&'static str>,
    /// Its own dates.
    pub(super) ends: Ends,
}

/// The topics among its tags stand in this scheme.
pub(super) const TOPICS: &str = "entente-topic";

impl Sketch {
    /// Writes the records of the register in an order drawn by chance.
    pub(super) fn records(&self, chance: &mut Chance) -> Records {
        let mut actors: Vec<Actor> = self.actors.iter().map(actor).collect();
        let mut agreements: Vec<Agreement> = self.agreements.iter().map(|one| self.agreement(one)).collect();
        chance.shuffle(&mut actors);
        chance.shuffle(&mut agreements);
        for agreement in &mut agreements {
            chance.shuffle(&mut agreement.participations);
            chance.shuffle(&mut agreement.tags);
            chance.shuffle(&mut agreement.places);
        }
        Records { actors, agreements, sources: Vec::new() }
    }

    fn agreement(&self, sketch: &AgreementSketch) -> Agreement {
        Agreement {
            id: AgreementId::new(&sketch.id).expect("an identifier of the oracle"),
            kind: coded(sketch.kind),
            title: format!("What {} is about", sketch.id),
            status: coded(sketch.status),
            status_as_of: sketch.as_of.map(|date| written(&date)),
            period: period(&sketch.ends),
            confidence: sketch.confidence,
            series: String::new(),
            legal_force: None,
            geo_scope: None,
            level: None,
            modality: None,
            note: String::new(),
            participations: self.participations(sketch),
            links: Vec::new(),
            places: sketch.places.iter().map(|code| Place { area: area(code), share: None }).collect(),
            tags: sketch
                .tags
                .iter()
                .map(|(scheme, code)| Tag { scheme: coded(scheme), code: (*code).into() })
                .collect(),
            money: Vec::new(),
            citations: Vec::new(),
        }
    }

    /// Writes the participations. Those of one actor in one role are its spells, counted as they come.
    fn participations(&self, sketch: &AgreementSketch) -> Vec<Participation> {
        let spell = |at: usize| {
            let part = &sketch.parts[at];
            1 + sketch.parts[..at]
                .iter()
                .filter(|before| (before.actor, before.role) == (part.actor, part.role))
                .count()
        };
        let participation = |(at, part): (usize, &PartSketch)| Participation {
            actor: ActorId::new(self.actors[part.actor].id).expect("an identifier of the oracle"),
            role: coded(part.role),
            spell: spell(at) as u32,
            status: part.status.map(coded::<AgreementStatus>),
            period: period(&part.ends),
            acting_for: None,
            note: String::new(),
        };
        sketch.parts.iter().enumerate().map(participation).collect()
    }
}

/// Finds the value of a vocabulary with this code.
pub(super) fn coded<V: Vocabulary>(code: &str) -> V {
    V::parse(code).unwrap_or_else(|| unreachable!("`{code}` is no code of a {}", V::NOUN))
}

/// Finds the area with this code.
pub(super) fn area(code: &str) -> Area {
    Area::parse(code).unwrap_or_else(|| unreachable!("`{code}` is no area"))
}

fn actor(sketch: &ActorSketch) -> Actor {
    let name = Name {
        kind: NameKind::ALL[0],
        value: format!("The actor {}", sketch.id),
        language: "en".into(),
        period: Period::default(),
    };
    Actor {
        id: ActorId::new(sketch.id).expect("an identifier of the oracle"),
        kind: coded(sketch.kind),
        names: vec![name],
        identifiers: Vec::new(),
        country: sketch.country.map(area),
        region: sketch.region.map(area),
        statehood: None,
        life: period(&sketch.life),
        size: None,
        note: String::new(),
        citations: Vec::new(),
        merged_into: None,
    }
}

fn period(ends: &Ends) -> Period {
    Period { start: ends.0.as_ref().map(written), end: ends.1.as_ref().map(written) }
}

fn written(date: &Written) -> Edtf {
    Edtf::parse(date.text).unwrap_or_else(|error| unreachable!("{error}"))
}
