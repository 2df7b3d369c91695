//! Facets of agreements, and the kinds of link between them.

use super::vocabulary;

vocabulary! {
    /// Whether an agreement binds.
    LegalForce, "legal force" {
        Binding = "binding": "Binding under law",
        NonBinding = "non_binding": "Not legally binding",
        Unknown = "unknown": "Not stated",
    }
}

vocabulary! {
    /// How wide an agreement reaches.
    GeoScope, "geographic scope" {
        Global = "global": "The world",
        Regional = "regional": "One region",
        MultiCountry = "multi_country": "Several countries",
        National = "national": "One country",
        Subnational = "subnational": "A part of one country",
    }
}

vocabulary! {
    /// On what level an agreement is made.
    Level, "level" {
        Political = "political": "Between governments or their heads",
        Operational = "operational": "Between agencies, about their work",
        Technical = "technical": "Between technical teams",
    }
}

vocabulary! {
    /// How people meet in it.
    Modality, "modality" {
        InPerson = "in_person": "In one place",
        Online = "online": "Online",
        Hybrid = "hybrid": "Both",
        Unknown = "unknown": "Not stated",
    }
}

vocabulary! {
    /// How one agreement relates to another.
    LinkKind, "link kind" {
        Supersedes = "supersedes": "Replaces the other",
        EditionOf = "edition_of": "Is one edition of the series that the other stands for",
        PartOf = "part_of": "Is a part of the other",
        Implements = "implements": "Carries the other out",
    }
}
