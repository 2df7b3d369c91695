//! Sources: documents and data sets that say something.

use crate::date::{Day, Edtf};
use crate::id::SourceId;
use crate::vocabulary::SourceKind;

/// A document or data set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The stable readable identifier.
    pub id: SourceId,
    /// What it is.
    pub kind: SourceKind,
    /// Its title.
    pub title: String,
    /// Who published it.
    pub publisher: String,
    /// Its address on the web; empty where it has none.
    pub url: String,
    /// When it was published.
    pub date: Option<Edtf>,
    /// When it was last looked up.
    pub retrieved: Option<Day>,
    /// Its language, a BCP 47 tag; empty where none is stated.
    pub language: String,
    /// Its licence; empty where none is stated.
    pub licence: String,
    /// What a reader has to know beside the fields.
    pub note: String,
}
