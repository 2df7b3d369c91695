//! The tables of the native format, column by column. Not here: how a row becomes a record (see `rows`).

use entente_model::vocabulary::{
    ActorKind, AgreementKind, AgreementStatus, FinanceType, GeoScope, IdentifierScheme, LegalForce, Level, LinkKind,
    Modality, MoneyStage, NameKind, Role, SourceKind, Statehood, TagScheme,
};

use super::schema::ColumnType::{Area, Code, Currency, Day, Decimal, Edtf, Id, Integer, Target, Text};
use super::schema::TableName::{
    Actors, Agreements, Citations, Identifiers, Links, Money, Names, Participations, Places, Sources, Tags,
};
use super::schema::{Column, ColumnType, Table, TableName, codes};

/// What a citation can support, as its `target_type` says.
pub(super) const TARGET_TYPES: [&str; 3] = ["actor", "agreement", "participation"];

const fn column(name: &'static str, holds: ColumnType, description: &'static str) -> Column {
    Column::new(name, holds, description)
}

const NOTE: Column = column("note", Text, "What a reader has to know beside the fields");
const AGREEMENT: Column = column("agreement", Id, "The agreement that the row belongs to").required().of(Agreements);
const ACTOR: Column = column("actor", Id, "The actor that the row belongs to").required().of(Actors);

impl TableName {
    /// Returns the description of the table.
    pub fn table(self) -> &'static Table {
        &TABLES[self as usize]
    }
}

/// Every table of the folder, in the order in which its violations are listed.
pub static TABLES: &[Table] = &[
    Table {
        name: Actors,
        file: "actors.csv",
        description: "One actor: who cooperates",
        required: true,
        columns: &[
            column("id", Id, "The stable readable identifier").required(),
            column("kind", Code(codes::<ActorKind>), "What it is").required(),
            column("country", Area, "The country that it is or belongs to"),
            column("region", Area, "The region that it covers or comes from, where that is no single country"),
            column("statehood", Code(codes::<Statehood>), "How far it is recognised, of a state or territory"),
            column("start", Edtf, "When it was founded"),
            column("end", Edtf, "When it came to an end"),
            column("size", Integer(0, u32::MAX), "How many it counts, of a group whose size is stated"),
            NOTE,
            column("merged_into", Id, "The actor that it is, where two records are judged to be one")
                .sometimes()
                .of(Actors),
        ],
        primary_key: &["id"],
    },
    Table {
        name: Names,
        file: "names.csv",
        description: "One name of an actor",
        required: true,
        columns: &[
            ACTOR,
            column("type", Code(codes::<NameKind>), "What sort of name it is").required(),
            column("name", Text, "The name as written, in Unicode normalization form C").required(),
            column("language", Text, "Its language, a BCP 47 tag"),
            column("start", Edtf, "Since when it is in use"),
            column("end", Edtf, "Until when it was in use"),
        ],
        primary_key: &[],
    },
    Table {
        name: Identifiers,
        file: "identifiers.csv",
        description: "The number of an actor in an outside register",
        required: false,
        columns: &[
            ACTOR,
            column("scheme", Code(codes::<IdentifierScheme>), "The register").required(),
            column("value", Text, "The number or slug there").required(),
        ],
        primary_key: &["actor", "scheme", "value"],
    },
    Table {
        name: Agreements,
        file: "agreements.csv",
        description: "One agreement: what was agreed or done together",
        required: true,
        columns: &[
            column("id", Id, "The stable readable identifier").required(),
            column("kind", Code(codes::<AgreementKind>), "What it is").required(),
            column("title", Text, "Its title").required(),
            column("status", Code(codes::<AgreementStatus>), "How it stands in the world").required(),
            column("status_as_of", Edtf, "When the status was known"),
            column("start", Edtf, "From when it holds"),
            column("end", Edtf, "Until when it holds"),
            column("confidence", Integer(0, 100), "How sure the curators are, 0 to 100"),
            column("series", Text, "The series that it is an edition of, as `locked-shields`"),
            column("legal_force", Code(codes::<LegalForce>), "Whether it binds"),
            column("geo_scope", Code(codes::<GeoScope>), "How wide it reaches"),
            column("level", Code(codes::<Level>), "On what level it is made"),
            column("modality", Code(codes::<Modality>), "How people meet in it"),
            NOTE,
        ],
        primary_key: &["id"],
    },
    Table {
        name: Participations,
        file: "participations.csv",
        description: "One actor's part in one agreement",
        required: true,
        columns: &[
            AGREEMENT,
            column("actor", Id, "Who takes part").required().of(Actors),
            column("role", Code(codes::<Role>), "What it does there").required(),
            column("spell", Integer(1, u32::MAX), "Which of several spells in that role; empty for the first"),
            column("status", Code(codes::<AgreementStatus>), "How its part stands where that differs"),
            column("start", Edtf, "Since when, where that differs"),
            column("end", Edtf, "Until when, where that differs"),
            column("acting_for", Id, "On whose behalf it acts, as an agency that signs for its state").of(Actors),
            NOTE,
        ],
        primary_key: &["agreement", "actor", "role", "spell"],
    },
    Table {
        name: Links,
        file: "links.csv",
        description: "How one agreement relates to another",
        required: false,
        columns: &[
            AGREEMENT,
            column("kind", Code(codes::<LinkKind>), "How").required(),
            column("target", Id, "To which").required().of(Agreements),
        ],
        primary_key: &["agreement", "kind", "target"],
    },
    Table {
        name: Places,
        file: "places.csv",
        description: "Where an agreement takes place or what it covers",
        required: false,
        columns: &[
            AGREEMENT,
            column("area", Area, "The country or region").required(),
            column("share", Decimal, "Its share of the whole in per cent"),
        ],
        primary_key: &["agreement", "area"],
    },
    Table {
        name: Tags,
        file: "tags.csv",
        description: "A concept that an agreement is tagged with",
        required: false,
        columns: &[
            AGREEMENT,
            column("scheme", Code(codes::<TagScheme>), "The concept scheme").required(),
            column("code", Text, "The code there").required(),
        ],
        primary_key: &["agreement", "scheme", "code"],
    },
    Table {
        name: Money,
        file: "money.csv",
        description: "An amount of money that an agreement moves or promises",
        required: false,
        columns: &[
            AGREEMENT,
            column("amount", Decimal, "The amount; negative where it is a refund").required(),
            column("currency", Currency, "The currency; empty where the source states none"),
            column("stage", Code(codes::<MoneyStage>), "How far it has got").required(),
            column("finance", Code(codes::<FinanceType>), "In what form it is given"),
            column("date", Edtf, "Its value date"),
            column("provider", Id, "Who gives it").of(Actors),
            column("receiver", Id, "Who gets it").of(Actors),
            NOTE,
        ],
        primary_key: &[],
    },
    Table {
        name: Sources,
        file: "sources.csv",
        description: "One source: a document or data set that says something",
        required: true,
        columns: &[
            column("id", Id, "The stable readable identifier").required(),
            column("kind", Code(codes::<SourceKind>), "What it is").required(),
            column("title", Text, "Its title").required(),
            column("publisher", Text, "Who published it"),
            column("url", Text, "Its address on the web"),
            column("date", Edtf, "When it was published"),
            column("retrieved", Day, "When it was last looked up"),
            column("language", Text, "Its language, a BCP 47 tag"),
            column("licence", Text, "Its licence"),
            NOTE,
        ],
        primary_key: &["id"],
    },
    Table {
        name: Citations,
        file: "citations.csv",
        description: "The place in a source that supports an actor, an agreement or a participation",
        required: true,
        columns: &[
            column("target_type", Code(target_types), "What it supports").required(),
            column(
                "target",
                Target,
                "Its identifier, or `agreement/actor/role`, or that with `/2` for the second spell",
            )
            .required(),
            column("source", Id, "The source").required().of(Sources),
            column("page", Text, "The page, as printed"),
            column("paragraph", Integer(1, u32::MAX), "The paragraph, from 1"),
            column("sentence", Integer(1, u32::MAX), "The sentence in that paragraph, from 1"),
            column("char_start", Integer(0, u32::MAX), "The first character of the passage, from 0"),
            column("char_end", Integer(0, u32::MAX), "The character after the last of the passage"),
            column("field", Text, "The column that it supports; empty where it supports the whole"),
            column("reading", Text, "What the source says where that differs from the record"),
            column("named_as", Text, "The name under which the source mentions the actor, where that differs"),
        ],
        primary_key: &[],
    },
];

fn target_types() -> Vec<&'static str> {
    TARGET_TYPES.to_vec()
}
