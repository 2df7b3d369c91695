//! Kinds of actor in FollowTheMoney, STIX, IATI, schema.org, the Organization Ontology and PLOVER.

use super::mapped;
use crate::vocabulary::ActorKind;

mapped! {
    ActorKind {
        State => [
            FtmSchema "PublicBody", FtmTopic "gov.national", StixIdentityClass "organization",
            StixSector "government-national", IatiOrganisationType "10", SchemaOrg "Country", PloverSector "GOV",
        ],
        SubnationalGovernment => [
            FtmSchema "PublicBody", FtmTopic "gov.state", FtmTopic "gov.muni", StixIdentityClass "organization",
            StixSector "government-regional", StixSector "government-local", IatiOrganisationType "11",
            SchemaOrg "AdministrativeArea", PloverSector "GOV",
        ],
        Ministry => [
            FtmSchema "PublicBody", FtmTopic "gov.executive", StixIdentityClass "organization",
            StixSector "government-national", IatiOrganisationType "10", SchemaOrg "GovernmentOrganization",
            W3cOrg "org:FormalOrganization", PloverSector "GOV",
        ],
        CyberAgency => [
            FtmSchema "PublicBody", FtmTopic "gov.security", StixIdentityClass "organization",
            StixSector "government-national", IatiOrganisationType "10", SchemaOrg "GovernmentOrganization",
            PloverSector "GOV",
        ],
        NationalCert => [
            FtmSchema "PublicBody", FtmTopic "gov.security", StixIdentityClass "organization",
            StixSector "emergency-services", StixSector "government-public-services", StixRole "national-cert",
            IatiOrganisationType "10", IatiOrganisationType "15", SchemaOrg "GovernmentOrganization",
            PloverSector "GOV",
        ],
        Csirt => [
            FtmSchema "Organization", StixIdentityClass "organization", StixRole "csirt", SchemaOrg "Organization",
        ],
        Regulator => [
            FtmSchema "PublicBody", FtmTopic "gov.admin", StixIdentityClass "organization",
            StixSector "government-public-services", IatiOrganisationType "15", SchemaOrg "GovernmentOrganization",
            PloverSector "GOV",
        ],
        LawEnforcement => [
            FtmSchema "PublicBody", FtmTopic "gov.security", StixIdentityClass "organization",
            StixSector "government-national", IatiOrganisationType "10", SchemaOrg "GovernmentOrganization",
            PloverSector "COP",
        ],
        Military => [
            FtmSchema "PublicBody", FtmTopic "mil", StixIdentityClass "organization", StixSector "defense",
            IatiOrganisationType "10", SchemaOrg "GovernmentOrganization", PloverSector "MIL",
        ],
        Intelligence => [
            FtmSchema "PublicBody", FtmTopic "gov.security", StixIdentityClass "organization",
            StixSector "government-national", IatiOrganisationType "10", SchemaOrg "GovernmentOrganization",
            PloverSector "SPY",
        ],
        JudiciaryOrLegislature => [
            FtmSchema "PublicBody", FtmTopic "gov.judicial", FtmTopic "gov.legislative",
            StixIdentityClass "organization", StixSector "government-national", IatiOrganisationType "10",
            SchemaOrg "GovernmentOrganization", PloverSector "JUD", PloverSector "LEG",
        ],
        Igo => [
            FtmSchema "Organization", FtmTopic "gov.igo", StixIdentityClass "organization",
            StixSector "government-regional", StixSector "non-profit", IatiOrganisationType "40",
            SchemaOrg "Organization", PloverSector "IGO",
        ],
        DevelopmentBank => [
            FtmSchema "Organization", FtmTopic "gov.igo", FtmTopic "fin.bank", StixIdentityClass "organization",
            StixSector "financial-services", IatiOrganisationType "40", SchemaOrg "Organization", PloverSector "IGO",
        ],
        DonorAgency => [IatiOrganisationType "10"],
        Network => [
            FtmSchema "Organization", StixIdentityClass "group", IatiOrganisationType "30", IatiOrganisationType "21",
            W3cOrg "org:OrganizationalCollaboration", PloverSector "NGO",
        ],
        Centre => [
            FtmSchema "Organization", StixIdentityClass "organization", StixSector "education",
            IatiOrganisationType "80", IatiOrganisationType "40", SchemaOrg "Organization", PloverSector "EDU",
        ],
        Company => [
            FtmSchema "Company", StixIdentityClass "organization", StixSector "technology", IatiOrganisationType "70",
            IatiOrganisationType "71", IatiOrganisationType "72", IatiOrganisationType "73", SchemaOrg "Corporation",
            PloverSector "BUS",
        ],
        CivilSociety => [
            FtmSchema "Organization", StixIdentityClass "organization", StixSector "non-profit",
            IatiOrganisationType "21", IatiOrganisationType "22", IatiOrganisationType "23", IatiOrganisationType "24",
            IatiOrganisationType "60", SchemaOrg "NGO", PloverSector "NGO",
        ],
        Academic => [
            FtmSchema "Organization", StixIdentityClass "organization", StixSector "education",
            IatiOrganisationType "80", SchemaOrg "CollegeOrUniversity", SchemaOrg "EducationalOrganization",
            PloverSector "EDU",
        ],
        Group => [StixIdentityClass "class"],
        Person => [FtmSchema "Person", FtmTopic "role.diplo", StixIdentityClass "individual", SchemaOrg "Person"],
    }
}
