//! Sheets as JSON: an array of objects, fields in the order of the columns, `null` for what is not known.

use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};

use super::body::{Column, Sheet};
use super::cell::Cell;

/// Writes a sheet.
pub(super) fn write(sheet: &Sheet) -> String {
    let json = serde_json::to_string_pretty(sheet).expect("a sheet has only texts, numbers and lists");
    json + "\n"
}

impl Serialize for Sheet {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut rows = serializer.serialize_seq(Some(self.rows.len()))?;
        self.objects().try_for_each(|row| rows.serialize_element(&row))?;
        rows.end()
    }
}

impl Sheet {
    /// Lists the rows as what becomes an object each.
    pub(crate) fn objects(&self) -> impl Iterator<Item = Object<'_>> {
        self.rows.iter().map(|row| Object { columns: &self.columns, row })
    }
}

/// A row with the names of its columns.
pub(crate) struct Object<'a> {
    columns: &'a [Column],
    row: &'a [Cell],
}

impl Serialize for Object<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_map(Some(self.row.len()))?;
        let mut named = self.columns.iter().zip(self.row);
        named.try_for_each(|(column, cell)| fields.serialize_entry(column.name, cell))?;
        fields.end()
    }
}

impl Serialize for Cell {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Empty => serializer.serialize_unit(),
            Self::Text(text) => serializer.serialize_str(text),
            Self::Number(number) => serializer.serialize_u64(*number),
            Self::Flag(flag) => serializer.serialize_bool(*flag),
            Self::List(list) => list.serialize(serializer),
        }
    }
}
