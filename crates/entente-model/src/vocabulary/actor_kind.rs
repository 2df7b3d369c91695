//! Kinds of actor, and the statehood of states and territories.

use super::vocabulary;

vocabulary! {
    /// What an actor is.
    ActorKind, "actor kind" {
        State = "state": "A state or ISO 3166-1 territory acting as such",
        SubnationalGovernment = "subnational_government": "A region, province or city",
        Ministry = "ministry": "A government department headed by a minister",
        CyberAgency = "cyber_agency": "A national cyber-security authority or centre that is not only a CERT",
        NationalCert = "national_cert": "A CERT or CSIRT with a national mandate",
        Csirt = "csirt": "Any other incident response team: of a sector, a company, a university, the military",
        Regulator = "regulator": "An independent public authority, as for telecommunications or data protection",
        LawEnforcement = "law_enforcement": "Police, prosecutors or customs",
        Military = "military": "Armed forces or a defence command",
        Intelligence = "intelligence": "An intelligence or signals agency",
        JudiciaryOrLegislature = "judiciary_or_legislature": "A court or a parliament",
        Igo = "igo": "An organisation founded by treaty between states, or a body of one",
        DevelopmentBank = "development_bank": "A multilateral or national development bank or fund",
        DonorAgency = "donor_agency": "A state's agency for development cooperation",
        Network = "network": "A forum or association without a treaty, or an aggregate with known members",
        Centre = "centre": "A centre of excellence or regional capacity centre, hosted or run jointly",
        Company = "company": "A private firm",
        CivilSociety = "civil_society": "A non-governmental organisation, foundation or think tank",
        Academic = "academic": "A university, research or training institute",
        Group = "group": "An aggregate that a source names without listing it; it may end a path and never carries one",
        Person = "person": "An office holder in a public role, as a signatory; off by default",
    }
}

impl ActorKind {
    /// Says whether a path may lead through an actor of this kind.
    pub fn carries_paths(self) -> bool {
        self != Self::Group
    }

    /// Says whether records of this kind are admitted only where persons are switched on.
    pub fn is_private(self) -> bool {
        self == Self::Person
    }

    /// Says whether an actor of this kind names the country that it is, and may say how far it is recognised.
    pub fn is_country(self) -> bool {
        self == Self::State
    }

    /// Says whether an actor of this kind may say how many it counts.
    pub fn is_aggregate(self) -> bool {
        self == Self::Group
    }
}

vocabulary! {
    /// How far a state or territory is recognised.
    Statehood, "statehood" {
        UnMember = "un_member": "A member state of the United Nations",
        UnObserver = "un_observer": "A non-member observer state of the United Nations",
        IsoTerritory = "iso_territory": "A territory with an ISO 3166-1 code of its own",
        PartiallyRecognised = "partially_recognised": "Recognised as a state by some states",
    }
}
