//! Agreements: what was agreed or done together, one record however many take part.

use rust_decimal::Decimal;

use crate::area::Area;
use crate::citation::{Citation, ParticipationKey};
use crate::date::{Edtf, Period};
use crate::id::{ActorId, AgreementId};
use crate::money::Money;
use crate::vocabulary::{
    AgreementKind, AgreementStatus, GeoScope, LegalForce, Level, LinkKind, Modality, Role, TagScheme, Topic, Vocabulary,
};

/// One actor's part in one agreement.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Participation {
    /// Who takes part.
    pub actor: ActorId,
    /// What it does there.
    pub role: Role,
    /// Which of several spells in that role, from 1: who left and came back has two.
    pub spell: u32,
    /// How its part stands where that differs from the agreement.
    pub status: Option<AgreementStatus>,
    /// Its own dates, as of accession and withdrawal; what is unknown is the agreement's.
    pub period: Period,
    /// On whose behalf it acts, as an agency that signs for its state.
    pub acting_for: Option<ActorId>,
    /// What a reader has to know beside the fields.
    pub note: String,
}

impl Participation {
    /// Returns the key that names the participation within its agreement.
    pub fn key(&self) -> ParticipationKey {
        ParticipationKey { actor: self.actor.clone(), role: self.role, spell: self.spell }
    }
}

/// How one agreement relates to another.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Link {
    /// How.
    pub kind: LinkKind,
    /// To which.
    pub target: AgreementId,
}

/// Where an agreement takes place or what it covers.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The country or region.
    pub area: Area,
    /// Its share of the whole in per cent.
    pub share: Option<Decimal>,
}

/// A concept that an agreement is tagged with.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tag {
    /// The concept scheme.
    pub scheme: TagScheme,
    /// The code there.
    pub code: String,
}

/// What was agreed or done together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agreement {
    /// The stable readable identifier.
    pub id: AgreementId,
    /// What it is.
    pub kind: AgreementKind,
    /// Its title.
    pub title: String,
    /// How it stands in the world.
    pub status: AgreementStatus,
    /// When the status was known.
    pub status_as_of: Option<Edtf>,
    /// From when to when it holds.
    pub period: Period,
    /// How sure the curators are, 0 to 100.
    pub confidence: Option<u8>,
    /// The series that it is an edition of, as `locked-shields`; empty where there is none.
    pub series: String,
    /// Whether it binds.
    pub legal_force: Option<LegalForce>,
    /// How wide it reaches.
    pub geo_scope: Option<GeoScope>,
    /// On what level it is made.
    pub level: Option<Level>,
    /// How people meet in it.
    pub modality: Option<Modality>,
    /// What a reader has to know beside the fields.
    pub note: String,
    /// Who takes part.
    pub participations: Vec<Participation>,
    /// How it relates to other agreements.
    pub links: Vec<Link>,
    /// Where it takes place or what it covers.
    pub places: Vec<Place>,
    /// What it is tagged with.
    pub tags: Vec<Tag>,
    /// What it moves or promises.
    pub money: Vec<Money>,
    /// The places that support the record and its participations.
    pub citations: Vec<Citation>,
}

impl Agreement {
    /// Lists its topics, in the order of the vocabulary.
    pub fn topics(&self) -> Vec<Topic> {
        let topic = |tag: &Tag| (tag.scheme == TagScheme::EntenteTopic).then(|| Topic::parse(&tag.code)).flatten();
        let mut topics: Vec<Topic> = self.tags.iter().filter_map(topic).collect();
        topics.sort();
        topics.dedup();
        topics
    }

    /// Finds the participation with this key.
    pub fn participation(&self, key: &ParticipationKey) -> Option<&Participation> {
        let matches = |p: &&Participation| p.actor == key.actor && p.role == key.role && p.spell == key.spell;
        self.participations.iter().find(matches)
    }

    /// Puts the children into their canonical order, in which equal agreements are equal.
    pub fn normalise(&mut self) {
        self.participations.sort();
        self.links.sort();
        self.places.sort();
        self.tags.sort();
        self.money.sort();
        self.citations.sort();
    }
}
