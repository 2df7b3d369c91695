//! Schemes: of identifiers of actors and of tags on agreements.

use super::vocabulary;

vocabulary! {
    /// A register that numbers actors or texts.
    IdentifierScheme, "identifier scheme" {
        Wikidata = "wikidata": "Wikidata item, as Q7184",
        Ror = "ror": "Research Organization Registry, nine characters",
        Lei = "lei": "Legal Entity Identifier, ISO 17442",
        IatiOrg = "iati_org": "IATI organisation identifier, as XM-DAC-41301",
        First = "first": "FIRST team, the slug of its public list",
        TrustedIntroducer = "trusted_introducer": "Trusted Introducer team, the slug of its directory",
        CrsChannel = "crs_channel": "OECD channel of delivery, five digits",
        Iso3166 = "iso3166": "ISO 3166-1 alpha-3 code",
        M49 = "m49": "UN M49 code, three digits",
        Cow = "cow": "Correlates of War country number",
        DacDonor = "dac_donor": "OECD DAC donor number, one to four digits",
        Website = "website": "Address of the actor's own site",
    }
}

impl IdentifierScheme {
    /// Says whether a number of the register belongs to one actor only.
    ///
    /// An address on the web may be that of several teams of one house, and channels and donor numbers of the OECD
    /// stand for a government as well as for its agency.
    pub fn is_unique(self) -> bool {
        !matches!(self, Self::Website | Self::CrsChannel | Self::DacDonor | Self::Cow)
    }
}

vocabulary! {
    /// A concept scheme whose codes tag agreements.
    TagScheme, "tag scheme" {
        EntenteTopic = "entente-topic": "The topics of this vocabulary",
        Gfce = "gfce": "The five themes of the Delhi Communiqué",
        Cmm2021 = "cmm2021": "Dimensions and factors of the Cybersecurity Capacity Maturity Model, 2021",
        UnNorm = "un-norm": "Norms 13a to 13k of A/70/174",
        OsceCbm = "osce-cbm": "OSCE confidence-building measures 1 to 16",
        UnGcbm = "un-gcbm": "Global confidence-building measures 1 to 8 of the OEWG",
        Iccd = "iccd": "Classes of the International Cybersecurity Cooperation Dataset",
        DacSector = "dac-sector": "OECD DAC sector codes",
        M49 = "m49": "UN M49 regions",
        Plover = "plover": "PLOVER event categories",
        Cameo = "cameo": "CAMEO event codes",
        WtiTopic = "wti-topic": "Topics of the World Treaty Index",
        FtmTopic = "ftm-topic": "Topics of FollowTheMoney",
        Obligation = "obligation": "What an instrument obliges to: consult, inform, assist, refrain, train, exercise, fund, share_data, none_stated",
    }
}

impl TagScheme {
    /// Lists the codes of the scheme where the list is closed, and nothing where any code goes.
    pub fn codes(self) -> Option<Vec<&'static str>> {
        use super::{Topic, Vocabulary};
        let closed: &[&'static str] = match self {
            Self::EntenteTopic => return Some(Topic::ALL.iter().map(|topic| topic.code()).collect()),
            Self::Gfce => &["a", "b", "c", "d", "e"],
            Self::UnNorm => &["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k"],
            Self::OsceCbm => &["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15", "16"],
            Self::UnGcbm => &["1", "2", "3", "4", "5", "6", "7", "8"],
            Self::Iccd => &[
                "discussion_dialogue",
                "research",
                "cbm",
                "incident_response",
                "crime",
                "capacity_building",
                "activity_limiting",
                "defense",
                "terrorism",
            ],
            Self::Obligation => {
                &["consult", "inform", "assist", "refrain", "train", "exercise", "fund", "share_data", "none_stated"]
            }
            Self::Cmm2021
            | Self::DacSector
            | Self::M49
            | Self::Plover
            | Self::Cameo
            | Self::WtiTopic
            | Self::FtmTopic => return None,
        };
        Some(closed.to_vec())
    }
}
