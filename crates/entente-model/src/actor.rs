//! Actors: who cooperates.

use crate::area::Area;
use crate::citation::Citation;
use crate::date::Period;
use crate::id::ActorId;
use crate::name::Name;
use crate::vocabulary::{ActorKind, IdentifierScheme, Statehood};

/// The number of an actor in an outside register.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Identifier {
    /// The register.
    pub scheme: IdentifierScheme,
    /// The number or slug there.
    pub value: String,
}

/// Who cooperates: a state, agency, team, organisation, network, company, or a group that a source names without
/// listing it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// The stable readable identifier.
    pub id: ActorId,
    /// What it is.
    pub kind: ActorKind,
    /// Its names, at least one.
    pub names: Vec<Name>,
    /// Its numbers in outside registers.
    pub identifiers: Vec<Identifier>,
    /// The country that it is or belongs to.
    pub country: Option<Area>,
    /// The region that it covers or comes from, where that is no single country.
    pub region: Option<Area>,
    /// How far it is recognised, of a state or territory.
    pub statehood: Option<Statehood>,
    /// From its founding to its end.
    pub life: Period,
    /// How many it counts, of a group whose size is stated.
    pub size: Option<u32>,
    /// What a reader has to know beside the fields.
    pub note: String,
    /// The places that support the record.
    pub citations: Vec<Citation>,
    /// The actor that it is, where curators have judged that two records are one actor: that one answers for both. The
    /// records that refer to this one go on doing so.
    pub merged_into: Option<ActorId>,
}

impl Actor {
    /// Returns the name to display: the everyday one before the official one, English before other languages.
    pub fn name(&self) -> &str {
        let preference = |name: &&Name| (name.kind, !matches!(name.language.as_str(), "" | "en"));
        self.names.iter().min_by_key(preference).map_or(self.id.as_str(), |name| name.value.as_str())
    }

    /// Returns the most specific area of the actor: its country, else its region.
    pub fn area(&self) -> Option<Area> {
        self.country.or(self.region)
    }

    /// Puts the children into their canonical order, in which equal actors are equal.
    pub fn normalise(&mut self) {
        self.names.sort();
        self.identifiers.sort();
        self.citations.sort();
    }
}
