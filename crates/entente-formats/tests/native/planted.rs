//! Faults to plant, and where each is to be found. Not here: the folders they are planted in.

use entente_formats::native::{Column, ColumnType, TABLES, Table, TableName};
use entente_model::vocabulary::{AgreementKind, Role, Vocabulary};

use crate::folder::{Cells, number};

/// A fault of one kind in one column of one table.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Fault {
    UnknownKind(TableName, &'static str),
    DanglingId(TableName, &'static str),
    BadDate(TableName, &'static str),
    /// The row stands in the file twice.
    RepeatedRow(TableName),
    /// The row bears the identifier of another.
    TakenId(TableName),
    RoleNotAllowed,
    MissingCitation,
    TooMuchShared,
    UnknownCurrency,
    NotUtf8(TableName, &'static str),
    ShortRow(TableName),
}

/// What has to be found of a planted fault.
#[derive(Debug)]
pub(crate) struct Expected {
    rule: &'static str,
    table: TableName,
    row: usize,
    column: usize,
}

impl Expected {
    /// Writes it as it is found in the folder as it stands.
    pub(crate) fn terse(&self, cells: &Cells) -> String {
        let line = cells.line(self.table, self.row);
        format!("{} {}:{line}:{}", self.rule, self.table.table().file, self.column)
    }
}

/// Lists the columns that every header has.
fn always(table: &'static Table) -> impl Iterator<Item = &'static Column> {
    table.columns.iter().filter(|column| column.always)
}

impl Fault {
    /// Lists the faults of each of the ten kinds, at every table and column where they can occur.
    pub(crate) fn all() -> Vec<Vec<Self>> {
        let columns: Vec<(TableName, &'static str, ColumnType)> =
            TABLES.iter().flat_map(|table| always(table).map(|c| (table.name, c.name, c.holds))).collect();
        let at = |fault: fn(TableName, &'static str) -> Self, holds: fn(&ColumnType) -> bool| -> Vec<Self> {
            columns.iter().filter(|(.., kind)| holds(kind)).map(|&(table, column, _)| fault(table, column)).collect()
        };
        let declaring = [TableName::Actors, TableName::Agreements, TableName::Sources];
        let references = TABLES.iter().flat_map(|table| {
            let refers = always(table).filter(|column| column.references.is_some() || column.name == "target");
            refers.map(|column| Self::DanglingId(table.name, column.name))
        });
        vec![
            at(Self::UnknownKind, |kind| matches!(kind, ColumnType::Code(_))),
            references.collect(),
            at(Self::BadDate, |kind| matches!(kind, ColumnType::Edtf | ColumnType::Day)),
            declaring.iter().flat_map(|&table| [Self::RepeatedRow(table), Self::TakenId(table)]).collect(),
            vec![Self::RoleNotAllowed],
            vec![Self::MissingCitation],
            vec![Self::TooMuchShared],
            vec![Self::UnknownCurrency],
            at(Self::NotUtf8, |_| true),
            TABLES.iter().map(|table| Self::ShortRow(table.name)).collect(),
        ]
    }

    /// Plants the fault in one of the rows where it can occur, which `pick` chooses, and returns what has to be found.
    /// Nothing where there is no such row.
    pub(crate) fn plant(
        self,
        cells: &mut Cells,
        pick: &mut dyn FnMut(&Cells, TableName) -> Option<usize>,
    ) -> Option<Expected> {
        let (rule, table, row, column) = match self {
            Self::UnknownKind(table, column) => {
                let row = pick(cells, table)?;
                cells.set(table, row, column, b"no-such-kind");
                ("UNKNOWN_VALUE", table, row, number(table, column))
            }
            Self::DanglingId(table, column) => {
                let row = pick(cells, table)?;
                (dangle(cells, table, row, column), table, row, number(table, column))
            }
            Self::BadDate(table, column) => {
                let row = pick(cells, table)?;
                cells.set(table, row, column, b"2013-13");
                ("INVALID_DATE", table, row, number(table, column))
            }
            Self::RepeatedRow(table) => {
                let row = pick(cells, table)?;
                let copy = cells.rows(table)[row].clone();
                cells.rows_mut(table).insert(row + 1, copy);
                ("DUPLICATE_ID", table, row + 1, 1)
            }
            Self::TakenId(table) => {
                let (row, other) = (pick(cells, table)?, pick(cells, table)?);
                let id = cells.text(table, other, "id");
                cells.set(table, row, "id", id.as_bytes());
                (row != other).then_some(("DUPLICATE_ID", table, row.max(other), 1))?
            }
            Self::RoleNotAllowed => {
                let row = pick(cells, TableName::Participations)?;
                cells.set(TableName::Participations, row, "role", foreign_role(cells, row).as_bytes());
                ("ROLE_NOT_ALLOWED", TableName::Participations, row, 3)
            }
            Self::MissingCitation => {
                let row = pick(cells, TableName::Agreements)?;
                drop_citations(cells, row);
                ("MISSING_CITATION", TableName::Agreements, row, 1)
            }
            Self::TooMuchShared => {
                let row = pick(cells, TableName::Places)?;
                cells.set(TableName::Places, row, "share", b"95");
                let agreement = cells.text(TableName::Places, row, "agreement");
                let last = cells.rows(TableName::Places).iter().rposition(|row| row[0] == agreement.as_bytes())?;
                ("SHARE_SUM", TableName::Places, last, 3)
            }
            Self::UnknownCurrency => {
                let row = pick(cells, TableName::Money)?;
                cells.set(TableName::Money, row, "currency", b"EURO");
                ("UNKNOWN_CURRENCY", TableName::Money, row, 3)
            }
            Self::NotUtf8(table, column) => {
                let row = pick(cells, table)?;
                let broken = [cells.text(table, row, column).as_bytes(), b"\xFF"].concat();
                cells.set(table, row, column, &broken);
                ("NOT_UTF8", table, row, number(table, column))
            }
            Self::ShortRow(table) => {
                let row = pick(cells, table)?;
                cells.rows_mut(table)[row].pop();
                ("ROW_LENGTH", table, row, 0)
            }
        };
        Some(Expected { rule, table, row, column })
    }
}

/// Takes away every citation of an agreement and its participations.
fn drop_citations(cells: &mut Cells, agreement: usize) {
    let id = cells.text(TableName::Agreements, agreement, "id");
    let cites = |target: &[u8]| target.split(|&byte| byte == b'/').next() == Some(id.as_bytes());
    cells.rows_mut(TableName::Citations).retain(|row| row[0] == b"actor" || !cites(&row[1]));
}

/// Makes a cell refer to what no row declares, and returns the code of the rule that this violates.
fn dangle(cells: &mut Cells, table: TableName, row: usize, column: &'static str) -> &'static str {
    let target = cells.text(table, row, column);
    let dangling = match target.split_once('/') {
        Some((_, rest)) => format!("0-no-such/{rest}"),
        None => "0-no-such".to_owned(),
    };
    cells.set(table, row, column, dangling.as_bytes());
    match (table, column) {
        (TableName::Citations, "target") => "DANGLING_TARGET",
        (TableName::Citations, _) => "DANGLING_SOURCE",
        (_, "agreement") | (TableName::Links, _) => "DANGLING_AGREEMENT",
        _ => "DANGLING_ACTOR",
    }
}

/// Returns a role that the kind of a participation's agreement does not allow.
fn foreign_role(cells: &Cells, row: usize) -> &'static str {
    let agreement = cells.text(TableName::Participations, row, "agreement");
    let declared = cells.rows(TableName::Agreements).iter().position(|row| row[0] == agreement.as_bytes());
    let kind = cells.text(TableName::Agreements, declared.expect("the folder is valid"), "kind");
    let sides = AgreementKind::parse(&kind).expect("the folder is valid").sides();
    let foreign = Role::ALL.iter().find(|role| sides.side(**role).is_none());
    foreign.expect("no kind allows every role").code()
}
