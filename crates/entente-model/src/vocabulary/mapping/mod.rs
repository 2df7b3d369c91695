//! What the values of the lists are called in other standards, one file a list.
//!
//! A value may have several codes in one standard, the preferred one first, or none where the standard does not know
//! it. Not here: how a format is written, which uses these codes (see the crate of the formats).

mod actor_kind;
mod agreement_kind;
mod facet;
mod money;
mod role;
mod status;
mod topic;

use super::{Vocabulary, vocabulary};

vocabulary! {
    /// A standard that the lists are mapped to.
    Standard, "standard" {
        FtmSchema = "ftm_schema": "Schema of FollowTheMoney, or a property of one, as Payment.payer",
        FtmTopic = "ftm_topic": "Topic of FollowTheMoney",
        StixIdentityClass = "stix_identity_class": "identity_class of an identity of STIX 2.1",
        StixSector = "stix_sector": "Industry sector of an identity of STIX 2.1",
        StixRole = "stix_role": "Role of an identity of STIX 2.1",
        StixRelationship = "stix_relationship": "relationship_type of STIX 2.1, where custom types are allowed",
        IatiOrganisationType = "iati_organisation_type": "IATI OrganisationType",
        IatiOrganisationRole = "iati_organisation_role": "IATI OrganisationRole",
        IatiActivityStatus = "iati_activity_status": "IATI ActivityStatus",
        IatiActivityScope = "iati_activity_scope": "IATI ActivityScope",
        IatiAidType = "iati_aid_type": "IATI AidType, vocabulary 1 (OECD DAC)",
        IatiFinanceType = "iati_finance_type": "IATI FinanceType",
        IatiTransactionType = "iati_transaction_type": "IATI TransactionType",
        IatiDocumentCategory = "iati_document_category": "IATI DocumentCategory",
        IatiElement = "iati_element": "Element of an IATI activity",
        CrsSector = "crs_sector": "Purpose code of the OECD Creditor Reporting System, the nearest one when exported",
        SchemaOrg = "schema_org": "Type of schema.org",
        W3cOrg = "w3c_org": "Term of the Organization Ontology of W3C",
        W3cProv = "w3c_prov": "Term of the Provenance Ontology of W3C",
        PloverSector = "plover_sector": "Sector of an actor in PLOVER",
        PloverCategory = "plover_category": "Category of a realised event in PLOVER; a future one is AGREE",
        PloverMode = "plover_mode": "Mode of a category in PLOVER",
        Cameo = "cameo": "CAMEO event code",
        CowIgo = "cow_igo": "Grade of membership in the Correlates of War data on intergovernmental organisations",
        Gci = "gci": "Measure of the cooperation pillar of the ITU Global Cybersecurity Index",
        Gfce = "gfce": "Theme of the Delhi Communiqué",
        Cmm2021 = "cmm2021": "Dimension or factor of the Cybersecurity Capacity Maturity Model, 2021",
        OsceCbm = "osce_cbm": "OSCE confidence-building measure",
        UnNorm = "un_norm": "Norm 13a to 13k of A/70/174",
        Iccd = "iccd": "Class of the International Cybersecurity Cooperation Dataset",
    }
}

/// What a value is called in a standard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Mapping {
    /// The standard.
    pub standard: Standard,
    /// The code there.
    pub code: &'static str,
}

/// A list whose values have codes in other standards.
pub trait Mapped: Vocabulary {
    /// Returns what the value is called in other standards, the preferred code of each first.
    ///
    /// # Example
    /// ```
    /// use entente_model::vocabulary::{AgreementStatus, Mapped, Standard};
    /// let mut codes = AgreementStatus::Completed.codes_in(Standard::IatiActivityStatus);
    /// assert_eq!(codes.next(), Some("4"));
    /// ```
    fn mappings(self) -> &'static [Mapping];

    /// Lists the codes of the value in one standard, the preferred one first.
    fn codes_in(self, standard: Standard) -> impl Iterator<Item = &'static str> {
        self.mappings().iter().filter(move |mapping| mapping.standard == standard).map(|mapping| mapping.code)
    }
}

/// Declares the codes of a list, one row a value: a value without a row does not compile.
macro_rules! mapped {
    ($name:ident { $($variant:ident => [$($standard:ident $code:literal),* $(,)?],)+ }) => {
        impl $crate::vocabulary::Mapped for $name {
            fn mappings(self) -> &'static [$crate::vocabulary::Mapping] {
                match self {
                    $(Self::$variant => &[$($crate::vocabulary::Mapping {
                        standard: $crate::vocabulary::Standard::$standard,
                        code: $code,
                    },)*],)+
                }
            }
        }
    };
}
use mapped;
