//! `entente vocabulary`: the closed lists of the domain, with what each value means.

use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser};
use entente_model::vocabulary::{
    ActorKind, AgreementKind, AgreementStatus, FinanceType, GeoScope, IdentifierScheme, KindGroup, LegalForce, Level,
    LinkKind, Modality, MoneyStage, NameKind, Role, SourceKind, Statehood, StatusClass, TagScheme, Theme, TimeClass,
    Topic, Vocabulary,
};

use crate::console::Console;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::sheet::{Cell, Column, FormatArgs, Sheet};

/// One list.
struct List {
    /// By which it is asked for.
    name: &'static str,
    /// What it lists.
    meaning: &'static str,
    /// Writes it with all that is said of its values.
    sheet: fn() -> Sheet,
    /// Writes its values with what every list has: code, label and definition.
    rows: fn() -> Vec<[Cell; 3]>,
}

/// Every list.
const LISTS: &[List] = &[
    List {
        name: "agreement-kind",
        meaning: "What was agreed or done",
        sheet: agreement_kinds,
        rows: rows::<AgreementKind>,
    },
    plain::<KindGroup>("kind-group", "Groups of kinds of agreement"),
    List {
        name: "agreement-status",
        meaning: "How an agreement stands",
        sheet: statuses,
        rows: rows::<AgreementStatus>,
    },
    plain::<Role>("role", "What an actor does in an agreement"),
    plain::<ActorKind>("actor-kind", "What an actor is"),
    plain::<Statehood>("statehood", "How far a state is recognised"),
    List { name: "topic", meaning: "What an agreement is about", sheet: topics, rows: rows::<Topic> },
    plain::<Theme>("theme", "The coarse level of the topics"),
    plain::<NameKind>("name-kind", "What sort of name one is"),
    plain::<IdentifierScheme>("identifier-scheme", "Registers that number actors"),
    plain::<TagScheme>("tag-scheme", "Schemes of concepts for agreements"),
    plain::<LinkKind>("link-kind", "How one agreement relates to another"),
    plain::<LegalForce>("legal-force", "Whether an agreement binds"),
    plain::<GeoScope>("geo-scope", "How wide an agreement reaches"),
    plain::<Level>("level", "On what level an agreement is made"),
    plain::<Modality>("modality", "How people meet in it"),
    plain::<MoneyStage>("money-stage", "How far an amount has come"),
    plain::<FinanceType>("finance-type", "How money is given"),
    plain::<SourceKind>("source-kind", "What a source is"),
];

/// Prints the closed lists of the domain: code, label and definition of each value
#[derive(Debug, Args)]
#[command(after_help = "Of the kinds of agreement, group, time and the roles by side are printed too: hubs are tied to
everyone who is not silent, peers to each other while they are few, spokes to the hubs.

Examples:
  entente vocabulary
  entente vocabulary agreement-kind
  entente vocabulary topic --format json")]
pub(crate) struct VocabularyLists {
    /// The list; all of them where none is named
    #[arg(value_name = "LIST", value_parser = names())]
    list: Option<String>,

    #[command(flatten)]
    format: FormatArgs,
}

impl VocabularyLists {
    pub(super) fn run(&self, console: &Console) -> Result<Exit, Failure> {
        let named = self.list.as_deref().and_then(|name| LISTS.iter().find(|list| list.name == name));
        let sheet = named.map_or_else(every_list, |list| (list.sheet)());
        console.print(&self.format.format().write(&sheet))?;
        Ok(Exit::Done)
    }
}

fn names() -> PossibleValuesParser {
    PossibleValuesParser::new(LISTS.iter().map(|list| PossibleValue::new(list.name).help(list.meaning)))
}

const fn plain<V: Vocabulary>(name: &'static str, meaning: &'static str) -> List {
    List { name, meaning, sheet: sheet::<V>, rows: rows::<V> }
}

fn rows<V: Vocabulary>() -> Vec<[Cell; 3]> {
    V::ALL.iter().map(|&value| described(value)).collect()
}

fn described<V: Vocabulary>(value: V) -> [Cell; 3] {
    [Cell::from(value.code()), Cell::from(value.label()), Cell::from(value.definition())]
}

fn every_list() -> Sheet {
    let mut sheet = Sheet::new(["list", "code", "label", "definition"].map(Column::new));
    for list in LISTS {
        (list.rows)().into_iter().for_each(|row| sheet.push([Cell::from(list.name)].into_iter().chain(row)));
    }
    sheet
}

fn sheet<V: Vocabulary>() -> Sheet {
    extended::<V, 0>([], |_| [])
}

/// Writes a list with more columns than every list has.
fn extended<V: Vocabulary, const N: usize>(more: [&'static str; N], cells: impl Fn(V) -> [Cell; N]) -> Sheet {
    let columns = ["code", "label", "definition"].into_iter().chain(more).map(Column::new);
    let mut sheet = Sheet::new(columns);
    V::ALL.iter().for_each(|&value| sheet.push(described(value).into_iter().chain(cells(value))));
    sheet
}

fn agreement_kinds() -> Sheet {
    extended(["group", "time", "hub", "peer", "spoke", "silent", "direction"], |kind: AgreementKind| {
        let time = match kind.time() {
            TimeClass::State => "state",
            TimeClass::Event => "event",
            TimeClass::EventIfDay => "event if dated to a day, else state",
        };
        let sides = kind.sides();
        let roles = |roles: &[Role]| Cell::from(roles.iter().map(|role| role.code().to_owned()).collect::<Vec<_>>());
        let [hub, peer, spoke, silent] = [sides.hub, sides.peer, sides.spoke, sides.silent].map(roles);
        let order: Vec<&str> = sides.direction.iter().map(|role| role.code()).collect();
        [Cell::from(kind.group().code()), Cell::from(time), hub, peer, spoke, silent, Cell::from(order.join(" → "))]
    })
}

fn statuses() -> Sheet {
    extended(["class"], |status: AgreementStatus| {
        [Cell::from(match status.class() {
            StatusClass::Void => "void: makes no tie",
            StatusClass::Pending => "pending: never certain",
            StatusClass::Ended => "ended",
            StatusClass::Effective => "effective",
        })]
    })
}

fn topics() -> Sheet {
    extended(["theme"], |topic: Topic| [Cell::from(topic.theme().code())])
}
