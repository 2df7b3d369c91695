//! Kinds of agreement in PLOVER, CAMEO, FollowTheMoney, STIX, IATI, the Organization Ontology and the GCI.
//!
//! Of a kind that FollowTheMoney keeps as a link between two and as an event among more, the link comes first.

use super::mapped;
use crate::vocabulary::AgreementKind;

mapped! {
    AgreementKind {
        Treaty => [
            PloverCategory "SUPPORT", Cameo "057", FtmSchema "Event", FtmSchema "Documentation",
            StixRelationship "party-to", Gci "multilateral",
        ],
        Agreement => [
            PloverCategory "SUPPORT", Cameo "057", FtmSchema "UnknownLink", FtmSchema "Event",
            StixRelationship "agreement-with", Gci "bilateral",
        ],
        Mou => [
            PloverCategory "SUPPORT", Cameo "057", FtmSchema "UnknownLink", FtmSchema "Event",
            StixRelationship "mou-with", Gci "bilateral",
        ],
        JointStatement => [
            PloverCategory "SUPPORT", Cameo "051", Cameo "057", FtmSchema "Event", FtmSchema "Documentation",
            StixRelationship "joint-statement-with", Gci "fora",
        ],
        ActionPlan => [
            PloverCategory "AGREE", Cameo "030", FtmSchema "Documentation", StixRelationship "action-plan-with",
            IatiElement "document-link", IatiDocumentCategory "A02", Gci "bilateral",
        ],
        Endorsement => [
            PloverCategory "SUPPORT", Cameo "051", FtmSchema "UnknownLink", StixRelationship "endorses", Gci "fora",
        ],
        Membership => [
            PloverCategory "COOPERATE", Cameo "060", FtmSchema "Membership", StixRelationship "member-of", Gci "fora",
        ],
        Accreditation => [
            PloverCategory "SUPPORT", FtmSchema "Membership", StixRelationship "accredited-by", Gci "fora",
        ],
        Hosting => [PloverCategory "COOPERATE", FtmSchema "UnknownLink", StixRelationship "hosts"],
        ContactPoint => [
            PloverCategory "COOPERATE", Cameo "064", FtmSchema "Representation", StixRelationship "contact-point-for",
            IatiElement "contact-info", Gci "inter-agency",
        ],
        Dialogue => [
            PloverCategory "CONSULT", Cameo "040", FtmSchema "Event", StixRelationship "dialogue-with", Gci "bilateral",
        ],
        Meeting => [
            PloverCategory "CONSULT", PloverMode "visit", Cameo "042", Cameo "043", FtmSchema "Event",
            StixRelationship "met-with", Gci "bilateral",
        ],
        WorkingGroup => [
            PloverCategory "CONSULT", PloverMode "multilateral", FtmSchema "Membership",
            StixRelationship "participates-in", Gci "fora",
        ],
        Conference => [
            PloverCategory "CONSULT", PloverMode "multilateral", FtmSchema "Event", StixRelationship "participated-in",
            Gci "fora",
        ],
        Workshop => [
            PloverCategory "COOPERATE", Cameo "060", FtmSchema "Event", StixRelationship "participated-in",
            IatiAidType "D02",
        ],
        Training => [
            PloverCategory "AID", Cameo "070", FtmSchema "Event", FtmSchema "ProjectParticipant",
            StixRelationship "trained", IatiAidType "E01", IatiAidType "D02",
        ],
        Exercise => [
            PloverCategory "COOPERATE", Cameo "062", FtmSchema "Event", StixRelationship "exercised-with",
            Gci "multilateral",
        ],
        StudyVisit => [
            PloverCategory "CONSULT", PloverMode "visit", FtmSchema "Event", StixRelationship "visited",
            IatiAidType "E01",
        ],
        Programme => [
            PloverCategory "AID", PloverCategory "COOPERATE", FtmSchema "Project", StixRelationship "runs-programme",
            IatiElement "iati-activity", IatiElement "related-activity",
        ],
        Project => [
            PloverCategory "AID", FtmSchema "Project", FtmSchema "ProjectParticipant", StixRelationship "runs-project",
            IatiElement "iati-activity", IatiAidType "C01",
        ],
        TechnicalAssistance => [
            PloverCategory "AID", Cameo "070", FtmSchema "ProjectParticipant", StixRelationship "assists",
            IatiAidType "D02",
        ],
        Assessment => [
            PloverCategory "COOPERATE", FtmSchema "Event", StixRelationship "assessed", IatiAidType "D02",
        ],
        Equipment => [
            PloverCategory "AID", Cameo "070", FtmSchema "UnknownLink", StixRelationship "equipped",
            IatiTransactionType "3",
        ],
        Secondment => [
            PloverCategory "COOPERATE", FtmSchema "Employment", FtmSchema "UnknownLink",
            StixRelationship "seconded-to", IatiAidType "D01",
        ],
        Funding => [
            PloverCategory "AID", Cameo "071", FtmSchema "Payment", StixRelationship "funds", IatiTransactionType "2",
            IatiTransactionType "3", IatiAidType "B01", IatiAidType "B02", IatiAidType "B021", IatiAidType "B022",
            IatiAidType "B03", IatiAidType "B031", IatiAidType "B032", IatiAidType "B033", IatiAidType "C01",
        ],
        TrustFund => [
            PloverCategory "AID", FtmSchema "Payment", StixRelationship "contributes-to", IatiAidType "B031",
            IatiAidType "B032",
        ],
        Contract => [
            PloverCategory "COOPERATE", Cameo "061", FtmSchema "Contract", FtmSchema "ContractAward",
            StixRelationship "contracts", IatiTransactionType "4",
        ],
        InformationSharing => [
            PloverCategory "COOPERATE", Cameo "064", FtmSchema "UnknownLink",
            StixRelationship "shares-information-with",
        ],
        IncidentAssistance => [PloverCategory "AID", FtmSchema "Event", StixRelationship "assisted"],
        JointOperation => [PloverCategory "COOPERATE", Cameo "063", FtmSchema "Event", StixRelationship "operated-with"],
        JointAdvisory => [
            PloverCategory "COOPERATE", PloverCategory "ACCUSE", Cameo "064", FtmSchema "Documentation",
            StixRelationship "co-published",
        ],
        JointResearch => [
            PloverCategory "COOPERATE", FtmSchema "Project", StixRelationship "researches-with", IatiAidType "C01",
            CrsSector "43082",
        ],
        JointPublication => [
            PloverCategory "COOPERATE", FtmSchema "Documentation", StixRelationship "co-published",
            IatiElement "document-link",
        ],
        PartOf => [
            FtmSchema "Ownership", FtmSchema "UnknownLink", StixRelationship "part-of", W3cOrg "org:unitOf",
            W3cOrg "org:subOrganizationOf",
        ],
        Operates => [FtmSchema "UnknownLink", StixRelationship "operates"],
        SuccessorOf => [FtmSchema "Succession", StixRelationship "derived-from", W3cOrg "org:ChangeEvent"],
        Other => [PloverCategory "COOPERATE", Cameo "060", FtmSchema "UnknownLink", StixRelationship "related-to"],
    }
}
