//! What may not be concluded from a record some of whose rows could not be read.

use entente_model::violation::{Part, Rule};

use super::TableName;

/// The tables in which rows of a record are at fault or may have been lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Doubts(u16);

impl Doubts {
    /// Says whether every row of the record was read.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Says whether a row of this table is in doubt.
    pub fn has(self, table: TableName) -> bool {
        self.0 & (1 << table as u16) != 0
    }

    /// Says whether a violation may follow from what is in doubt alone, so that to report it would mislead.
    ///
    /// A missing citation is no finding where a citation of the record could not be read; a bad date of a participation
    /// says nothing against the record's role counts being judged once it is mended.
    pub fn excuse(self, rule: Rule, part: Part, own: TableName) -> bool {
        let needs: &[TableName] = match rule {
            Rule::MissingCitation => &[TableName::Citations],
            Rule::MissingName => &[TableName::Names],
            Rule::MissingParticipation | Rule::RoleCount | Rule::DanglingTarget => &[TableName::Participations],
            Rule::ShareSum => &[TableName::Places],
            Rule::OutsidePeriod => &[TableName::Agreements, TableName::Participations],
            Rule::DuplicateRow | Rule::LimitExceeded => &[table_of(part, own)],
            _ if part == Part::Root => &[own],
            _ => &[],
        };
        needs.iter().any(|&table| self.has(table))
    }

    pub(super) fn add(&mut self, table: TableName) {
        self.0 |= 1 << table as u16;
    }
}

/// Returns the table that holds a part of a record whose own row stands in `own`.
pub(super) fn table_of(part: Part, own: TableName) -> TableName {
    match part {
        Part::Root => own,
        Part::Name(_) => TableName::Names,
        Part::Identifier(_) => TableName::Identifiers,
        Part::Participation(_) => TableName::Participations,
        Part::Link(_) => TableName::Links,
        Part::Place(_) => TableName::Places,
        Part::Tag(_) => TableName::Tags,
        Part::Money(_) => TableName::Money,
        Part::Citation(_) => TableName::Citations,
    }
}
