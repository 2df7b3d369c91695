//! The tables that the oracle goes by: kinds with their sides, direction and time, classes of status, areas.
//!
//! They are copied from the written vocabulary by hand and know only codes, so that a slip in the tables of the code
//! shows. Not here: what follows from them.

/// Where an actor stands in an agreement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Side {
    /// Around the centre.
    Spoke,
    /// Among equals.
    Peer,
    /// At the centre.
    Hub,
}

/// How a kind holds in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Time {
    /// From its start to its end.
    State,
    /// On its own days only.
    Event,
    /// On its own days only where it is dated to a day.
    EventIfDay,
}

/// What a status means for ties, from the weakest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Class {
    /// No tie.
    Void,
    /// Possible, never certain.
    Pending,
    /// Over.
    Ended,
    /// In effect.
    Effective,
}

/// One row of the table of kinds; roles stand apart by blanks.
pub(super) struct Row {
    /// The code.
    pub(super) kind: &'static str,
    hub: &'static str,
    peer: &'static str,
    spoke: &'static str,
    silent: &'static str,
    direction: &'static str,
    /// How it holds in time.
    pub(super) time: Time,
}

use Time::{Event, EventIfDay, State};

const fn row(
    kind: &'static str,
    hub: &'static str,
    peer: &'static str,
    spoke: &'static str,
    direction: &'static str,
    time: Time,
) -> Row {
    Row { kind, hub, peer, spoke, silent: "", direction, time }
}

const AID_ROLES: (&str, &str) = ("provider funder", "beneficiary host");
const EVENT_ROLES: (&str, &str) = ("organiser host trainer funder", "participant speaker observer partner");
const TRAINING_ROLES: (&str, &str) = ("provider trainer organiser host funder", "beneficiary participant visitor");
const PROJECT_HUBS: &str = "funder accountable manager implementer lead";
const PROJECT_SPOKES: &str = "beneficiary receiver observer";

/// Every kind, in the order of the vocabulary.
pub(super) const ROWS: [Row; 37] = [
    row("treaty", "depositary organisation", "party signatory", "", "", State),
    row("agreement", "", "signatory", "witness", "", State),
    row("mou", "", "signatory", "witness", "", State),
    row("joint_statement", "", "adopter", "endorser", "", Event),
    row("action_plan", "", "signatory", "witness", "", State),
    row("endorsement", "text_owner", "", "endorser", "endorser text_owner", State),
    row(
        "membership",
        "organisation",
        "",
        "member associate observer partner chair secretariat",
        "member organisation",
        State,
    ),
    row("accreditation", "accreditor sponsor", "", "accredited", "accredited accreditor", State),
    row("hosting", "host", "", "hosted", "host hosted", State),
    row("contact_point", "platform", "", "contact_point", "contact_point platform", State),
    row("dialogue", "", "participant chair provider", "observer", "", State),
    row("meeting", "", "participant host visitor chair", "observer", "", Event),
    row("working_group", "group", "", "participant chair observer", "participant group", State),
    row("conference", EVENT_ROLES.0, "", EVENT_ROLES.1, "", Event),
    row("workshop", EVENT_ROLES.0, "", EVENT_ROLES.1, "", Event),
    // Training runs from who provides it to who benefits, and a visit from who is visited to who visits.
    row("training", TRAINING_ROLES.0, "", TRAINING_ROLES.1, "provider beneficiary", Event),
    row("exercise", EVENT_ROLES.0, "", EVENT_ROLES.1, "", Event),
    row("study_visit", TRAINING_ROLES.0, "", TRAINING_ROLES.1, "host visitor", Event),
    row("programme", PROJECT_HUBS, "partner", PROJECT_SPOKES, "funder implementer beneficiary", State),
    row("project", PROJECT_HUBS, "partner", PROJECT_SPOKES, "funder implementer beneficiary", State),
    row("technical_assistance", AID_ROLES.0, "", AID_ROLES.1, "provider beneficiary", EventIfDay),
    row("assessment", "assessor funder", "", "assessed", "assessor assessed", Event),
    row("equipment", AID_ROLES.0, "", AID_ROLES.1, "provider beneficiary", EventIfDay),
    row("secondment", AID_ROLES.0, "", AID_ROLES.1, "provider host beneficiary", EventIfDay),
    row("funding", "funder", "", "receiver beneficiary implementer", "funder receiver", State),
    row("trust_fund", "trustee", "", "funder beneficiary", "funder trustee", State),
    row("contract", "client", "", "supplier", "client supplier", State),
    row("information_sharing", "", "participant chair provider", "observer", "", State),
    row("incident_assistance", AID_ROLES.0, "", AID_ROLES.1, "provider beneficiary", EventIfDay),
    row("joint_operation", "lead organiser", "participant partner", "observer", "", Event),
    row("joint_advisory", "funder", "author partner", "", "", Event),
    row("joint_research", "funder lead", "participant partner", "observer", "", State),
    row("joint_publication", "funder", "author partner", "", "", Event),
    row("part_of", "whole", "", "part", "part whole", State),
    row("operates", "operator", "", "operated", "operator operated", State),
    row("successor_of", "successor", "", "predecessor", "successor predecessor", Event),
    Row { silent: "other", ..row("other", "lead", "participant partner", "observer", "", State) },
];

/// Kinds that tie units, operators and successors.
pub(super) const STRUCTURAL: [&str; 3] = ["part_of", "operates", "successor_of"];
/// Kinds that make one actor a part of another.
pub(super) const MAKES_PARTS: [&str; 2] = ["part_of", "operates"];

impl Row {
    /// Finds the row of a kind.
    pub(super) fn of(kind: &str) -> &'static Self {
        &ROWS[Self::place_of(kind)]
    }

    /// Returns the place of a kind in the vocabulary.
    pub(super) fn place_of(kind: &str) -> usize {
        ROWS.iter().position(|row| row.kind == kind).expect("every kind has a row")
    }

    /// Returns the side of a role; nothing where it is tied to nobody.
    pub(super) fn side(&self, role: &str) -> Option<Side> {
        let sides = [(self.hub, Side::Hub), (self.peer, Side::Peer), (self.spoke, Side::Spoke)];
        sides.into_iter().find(|(roles, _)| roles.split(' ').any(|other| other == role)).map(|(_, side)| side)
    }

    /// Returns the rank of a role in the direction of the kind.
    pub(super) fn rank(&self, role: &str) -> Option<usize> {
        self.direction.split(' ').position(|other| other == role)
    }

    /// Lists the roles that the kind allows.
    pub(super) fn roles(&self) -> Vec<&'static str> {
        let all = [self.hub, self.peer, self.spoke, self.silent].into_iter().flat_map(|roles| roles.split(' '));
        all.filter(|role| !role.is_empty()).collect()
    }
}

/// Every status, in the order of the vocabulary.
pub(super) const STATUSES: [&str; 13] = [
    "announced",
    "negotiating",
    "signed",
    "in_force",
    "active",
    "finalising",
    "completed",
    "expired",
    "suspended",
    "cancelled",
    "terminated",
    "superseded",
    "unknown",
];

/// Returns the class of a status.
pub(super) fn class(status: &str) -> Class {
    match status {
        "announced" | "negotiating" => Class::Pending,
        "signed" | "in_force" | "active" | "finalising" | "unknown" | "suspended" => Class::Effective,
        "completed" | "expired" | "terminated" | "superseded" => Class::Ended,
        "cancelled" => Class::Void,
        other => unreachable!("`{other}` is no status"),
    }
}

/// Areas with what they belong to: countries and regions of the world.
const AREAS: [(&str, &str); 10] = [
    ("ALB", "039"),
    ("ROU", "151"),
    ("KOR", "030"),
    ("039", "150"),
    ("151", "150"),
    ("030", "142"),
    ("150", "001"),
    ("142", "001"),
    ("419", "019"),
    ("019", "001"),
];

/// Says whether an area is another or lies in it.
pub(super) fn lies_in(area: &str, other: &str) -> bool {
    let parent = || AREAS.iter().find(|(child, _)| *child == area).map(|(_, parent)| *parent);
    area == other || parent().is_some_and(|parent| lies_in(parent, other))
}
