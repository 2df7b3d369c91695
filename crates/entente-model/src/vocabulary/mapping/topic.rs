//! Topics in the Delhi Communiqué, the Capacity Maturity Model, the measures of OSCE and norms of the United Nations,
//! the cooperation data set ICCD and the purpose codes of OECD.
//!
//! No purpose code means cyber, so that each is the nearest one, for export.

use super::mapped;
use crate::vocabulary::Topic;

mapped! {
    Topic {
        NationalStrategy => [Gfce "a", Cmm2021 "D1.1", OsceCbm "7", Iccd "capacity_building", CrsSector "15110"],
        CapacityAssessment => [Gfce "a", Iccd "capacity_building", CrsSector "15110"],
        Cbms => [
            Gfce "a", OsceCbm "1", OsceCbm "2", OsceCbm "3", OsceCbm "4", OsceCbm "5", OsceCbm "6", OsceCbm "7",
            OsceCbm "8", OsceCbm "9", OsceCbm "10", OsceCbm "11", OsceCbm "12", OsceCbm "13", OsceCbm "14",
            OsceCbm "15", OsceCbm "16", UnNorm "a", Iccd "cbm", CrsSector "15220",
        ],
        NormsAndLaw => [
            Gfce "a", UnNorm "a", UnNorm "b", UnNorm "c", UnNorm "d", UnNorm "e", UnNorm "f", UnNorm "g", UnNorm "h",
            UnNorm "i", UnNorm "j", UnNorm "k", Iccd "cbm", CrsSector "15220",
        ],
        CyberDiplomacy => [
            Gfce "a", OsceCbm "3", OsceCbm "5", OsceCbm "10", OsceCbm "11", UnNorm "a", Iccd "discussion_dialogue",
            CrsSector "15220",
        ],
        IncidentResponse => [
            Gfce "b", Cmm2021 "D1.2", OsceCbm "8", OsceCbm "13", UnNorm "h", UnNorm "k", Iccd "incident_response",
            CrsSector "22040",
        ],
        ThreatIntelligence => [
            Gfce "b", Cmm2021 "D1.2", OsceCbm "2", UnNorm "d", Iccd "incident_response", CrsSector "22040",
        ],
        Exercises => [Gfce "b", Cmm2021 "D1.2", OsceCbm "12", Iccd "incident_response", CrsSector "22040"],
        CriticalInfrastructure => [
            Gfce "b", Cmm2021 "D1.3", OsceCbm "3", OsceCbm "15", UnNorm "f", UnNorm "g", Iccd "incident_response",
            CrsSector "22010",
        ],
        VulnerabilityDisclosure => [
            Gfce "b", Gfce "e", Cmm2021 "D5.6", OsceCbm "16", UnNorm "j", Iccd "incident_response", CrsSector "22040",
        ],
        CybercrimeLegislation => [
            Gfce "c", Cmm2021 "D4.1", Cmm2021 "D4.2", OsceCbm "6", UnNorm "d", Iccd "crime", CrsSector "15130",
        ],
        CybercrimeEnforcement => [Gfce "c", Cmm2021 "D4.3", OsceCbm "6", UnNorm "d", Iccd "crime", CrsSector "15130"],
        CybercrimeCooperation => [Gfce "c", Cmm2021 "D4.4", OsceCbm "6", UnNorm "d", Iccd "crime", CrsSector "15130"],
        ChildOnlineProtection => [Gfce "c", Gfce "d", Cmm2021 "D4.2", UnNorm "e", Iccd "crime", CrsSector "15160"],
        TerroristUse => [Gfce "c", Cmm2021 "D4", OsceCbm "6", UnNorm "d", Iccd "terrorism", CrsSector "15210"],
        Awareness => [Gfce "d", Cmm2021 "D2", Cmm2021 "D3.1", OsceCbm "5", Iccd "capacity_building", CrsSector "22040"],
        EducationWorkforce => [Gfce "d", Cmm2021 "D3.2", Cmm2021 "D3.3", Iccd "capacity_building", CrsSector "43081"],
        GenderInclusion => [Gfce "d", Cmm2021 "D3", UnNorm "e", Iccd "capacity_building", CrsSector "15170"],
        Standards => [
            Gfce "e", Cmm2021 "D5.1", Cmm2021 "D5.2", UnNorm "i", Iccd "capacity_building", CrsSector "22010",
        ],
        InternetInfrastructure => [Gfce "e", Cmm2021 "D5.4", OsceCbm "4", Iccd "capacity_building", CrsSector "22040"],
        SupplyChain => [
            Gfce "e", Cmm2021 "D5.3", Cmm2021 "D5.5", UnNorm "i", Iccd "activity_limiting", CrsSector "22010",
        ],
        CyberDefence => [Cmm2021 "D1.4", Iccd "defense"],
        Restraint => [OsceCbm "3", UnNorm "a", UnNorm "c", UnNorm "f", Iccd "activity_limiting"],
        CapacityGeneral => [
            Gfce "a", Gfce "b", Gfce "c", Gfce "d", Gfce "e", Cmm2021 "D3.4", OsceCbm "5", UnNorm "h",
            Iccd "research", CrsSector "43010",
        ],
        DigitalGovernance => [Cmm2021 "D4.2", UnNorm "e", CrsSector "22010"],
    }
}
