//! The native format: a folder of CSV tables, described by a `datapackage.json` beside them.
//!
//! The tables are UTF-8 and RFC 4180 with a header row; lines end in LF when written, and CRLF and a byte order mark are
//! read as well. The order of the columns is free when read. [`TABLES`] is the one description of them: the check of
//! headers, the writer and [`datapackage_json`] all follow it.
//!
//! A cell is data and nothing else. One that begins with `=`, `+`, `-` or `@` is kept as it is, since an escape would
//! change names and notes; whoever opens a folder of unknown origin in a spreadsheet imports its columns as text.
//!
//! Reading never stops at the first fault. A row that is at fault does not cause others: its identifier counts as
//! declared, and its record is kept apart as [`Doubtful`], with what may not be concluded from it.
//!
//! Not here: rules that need more than one row, which are [`entente_model::admit`]'s and which [`check`] asks.

mod archive;
mod cell;
mod cells;
mod check;
mod doubt;
mod failure;
mod layout;
mod load;
mod ordered;
mod origins;
mod package;
mod read;
mod refer;
mod row;
mod rows;
mod schema;
mod sheet;
mod shelf;
mod stray;
mod strip;
mod tables;
mod write;
mod written;

pub use archive::{UnpackError, unpack};
pub use check::{check, check_beside};
pub use doubt::Doubts;
pub use failure::{ReadError, WriteError};
pub use ordered::Ordered;
pub use origins::Origins;
pub use package::{Licence, Package, datapackage_json};
pub use read::{Doubtful, Reading, read};
pub use schema::{Column, ColumnType, Table, TableName};
pub use tables::TABLES;
pub use write::write;
pub use written::{Visit, Written};
