//! Lists in pages, after the Relay cursor connections specification, and what cut an answer short.

use async_graphql::connection::{Connection, Edge};
use async_graphql::{ObjectType, OutputType, SimpleObject};
use entente_engine::query::Page;
use entente_graph::{Bound, Cut as BoundCut};

/// Which bound cut the answer short, and how to go on.
#[derive(SimpleObject, Debug, Clone)]
#[graphql(serial)]
pub struct Cut {
    /// The bound: the argument that sets it, or the limit of the server by its name.
    bound: &'static str,
    /// Its value.
    limit: i32,
    /// How far the question had got.
    seen: i32,
    /// Where to go on, for questions that can.
    cursor: Option<String>,
}

impl Cut {
    /// Says which bound cut an answer that can be taken up again at `cursor`, if it can.
    pub fn new(cut: &BoundCut, cursor: Option<String>) -> Self {
        Self { bound: bound_name(cut.bound), limit: int(cut.limit), seen: int(cut.seen), cursor }
    }

    /// Says that an argument of another name has set the bound.
    pub fn set_by(self, argument: &'static str) -> Self {
        Self { bound: argument, ..self }
    }
}

/// Returns the name of a bound as it stands in the limits, or of the argument that sets it.
fn bound_name(bound: Bound) -> &'static str {
    match bound {
        Bound::Expansions => "expansionsMax",
        Bound::Time => "timeoutMs",
        Bound::Nodes => "first",
        Bound::Ties => "edgesMax",
        Bound::Rows => "first",
    }
}

/// What a list of records says beside its rows.
#[derive(SimpleObject, Debug)]
#[graphql(serial)]
pub struct Listed {
    /// How many rows the whole list has.
    total_count: i32,
}

/// A connection of records.
pub type Records<T> = Connection<String, T, Listed>;

/// Makes a connection of records from a page.
pub fn records<R, T: OutputType>(page: Page<R>, node: impl Fn(R) -> T) -> Records<T> {
    let listed = Listed { total_count: int(page.total as u64) };
    filled(page, listed, node)
}

/// Makes a connection from a page and what the list says beside its rows.
pub fn filled<R, T, L>(page: Page<R>, listed: L, node: impl Fn(R) -> T) -> Connection<String, T, L>
where
    T: OutputType,
    L: ObjectType,
{
    let mut connection = Connection::with_additional_fields(page.has_previous, page.has_next, listed);
    connection.edges.extend(page.rows.into_iter().map(|(cursor, row)| Edge::new(cursor, node(row))));
    connection
}

/// Fits a count into GraphQL's 32-bit integer; what does not fit is its largest value.
pub fn int(count: u64) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}
