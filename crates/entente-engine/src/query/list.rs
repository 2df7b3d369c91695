//! Lists in pages. A cursor is the key of the last row seen, so that a page goes on where the last one ended even if
//! rows were added before it.

use entente_model::change::Revision;
use entente_model::limits::Limits;

use super::QueryError;

/// Which page of a list is wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PageRequest {
    /// How many rows; the limit's default where nothing is said.
    pub first: Option<i64>,
    /// The cursor of the row before the first.
    pub after: Option<String>,
}

/// A page of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<T> {
    /// The rows with their cursors.
    pub rows: Vec<(String, T)>,
    /// How many rows the whole list has.
    pub total: usize,
    /// Whether rows come after this page.
    pub has_next: bool,
    /// Whether rows come before this page.
    pub has_previous: bool,
}

impl<T> Page<T> {
    /// Turns all rows into others at once, as where their records are read.
    pub(crate) fn try_map<U, E>(self, turn: impl FnOnce(Vec<T>) -> Result<Vec<U>, E>) -> Result<Page<U>, E> {
        let (cursors, rows): (Vec<String>, Vec<T>) = self.rows.into_iter().unzip();
        let rows = cursors.into_iter().zip(turn(rows)?).collect();
        Ok(Page { rows, total: self.total, has_next: self.has_next, has_previous: self.has_previous })
    }
}

impl PageRequest {
    /// Returns how many rows are wanted.
    ///
    /// # Errors
    /// [`QueryError::BadInput`] where it is negative or above the limit.
    pub fn size(&self, limits: &Limits) -> Result<usize, QueryError> {
        let Some(first) = self.first else { return Ok(limits.page_size_default) };
        let size = usize::try_from(first).ok().filter(|&size| size <= limits.page_size_max);
        size.ok_or_else(|| {
            let message = format!("`first` is {first}; it lies between 0 and {}", limits.page_size_max);
            QueryError::bad_input(
                "first",
                message,
                "ask for fewer at once; a list that takes `after` goes on from there",
            )
        })
    }

    /// Reads from the cursor of a list that holds for one revision how many rows lie before the page.
    ///
    /// # Errors
    /// [`QueryError::UnknownCursor`] where it is of another revision or no such cursor.
    pub(crate) fn skipped(&self, revision: Revision) -> Result<u64, QueryError> {
        let Some(after) = &self.after else { return Ok(0) };
        let parsed = after.split_once(':').and_then(|(of, shown)| {
            let is_same = of == revision.to_string();
            shown.parse().ok().filter(|_| is_same)
        });
        parsed.ok_or_else(|| QueryError::UnknownCursor(after.clone()))
    }

    /// Writes the cursor that [`Self::skipped`] reads.
    pub(crate) fn skipping(revision: Revision, shown: u64) -> String {
        format!("{revision}:{shown}")
    }

    /// Cuts the page out of a whole list whose rows have these keys.
    ///
    /// # Errors
    /// [`QueryError::BadInput`] for a bad size, [`QueryError::UnknownCursor`] where no row has the key `after`.
    pub fn cut<T>(&self, list: Vec<T>, limits: &Limits, key: impl Fn(&T) -> String) -> Result<Page<T>, QueryError> {
        let size = self.size(limits)?;
        let total = list.len();
        let skip = match &self.after {
            None => 0,
            Some(after) => {
                let position = list.iter().position(|row| key(row) == *after);
                position.ok_or_else(|| QueryError::UnknownCursor(after.clone()))? + 1
            }
        };
        let rows: Vec<(String, T)> = list.into_iter().skip(skip).take(size).map(|row| (key(&row), row)).collect();
        let has_next = skip + rows.len() < total;
        Ok(Page { rows, total, has_next, has_previous: skip > 0 })
    }
}
