//! The SQL of the record tables, written once and spelt out for each type of record, and the plain columns that stand
//! beside a body. Not here: the log's statements, each beside its only use.

use std::borrow::Cow;

use entente_model::date::{Bounds, Day, Edtf, Period};
use entente_model::record::Record;
use entente_model::vocabulary::Vocabulary;

use crate::noun::Noun;

/// The statements on one type of record. In all of them ?1 is the identifier or the revision asked for.
pub(super) struct Statements {
    /// Records it where it does not stand: ?2 to ?8 are the plain columns, ?9 the body, ?10 the revision.
    pub(super) insert: &'static str,
    /// States what stands anew, with the same places. A row that stays where it is costs its index nothing.
    pub(super) update: &'static str,
    /// Keeps what stands as a version that ends at ?2, unless it began there.
    pub(super) keep: &'static str,
    /// Puts another body, with its plain columns, in the place of the ended version of ?1 that began at ?10.
    pub(super) blank: &'static str,
    /// Finds the revision that stated what stands as ?1.
    pub(super) since: &'static str,
    /// Removes what stands.
    pub(super) remove: &'static str,
    /// Lists what stands: id, revision, body.
    pub(super) standing: &'static str,
    /// Lists what stood at ?1: id, revision, body.
    pub(super) stood: &'static str,
    /// Finds ?1 where it stands as it stood at ?2: id, revision, body.
    pub(super) one: &'static str,
    /// Finds the ended version of ?1 that stood at ?2: id, revision, body.
    pub(super) one_before: &'static str,
    /// Lists the versions of ?1: revision, end, body.
    pub(super) versions: &'static str,
    /// Lists every version whole: id, revision, end, body, and the plain columns.
    pub(super) all: &'static str,
}

// Kept as lines of SQL, not as a column of its pieces.
#[rustfmt::skip]
macro_rules! statements {
    ($table:literal, $columns:literal, $places:literal, $plain:literal) => {
        Statements {
            insert: concat!(
                "INSERT INTO ", $table, " (id, ", $columns, ", body, from_revision) ",
                "VALUES (?1, ", $places, ", ?9, ?10) ON CONFLICT (id) DO NOTHING",
            ),
            update: concat!(
                "UPDATE ", $table, " SET (", $columns, ", body, from_revision) = (", $places, ", ?9, ?10) ",
                "WHERE id = ?1",
            ),
            keep: concat!(
                "INSERT INTO ", $table, "_hist (id, ", $columns, ", body, from_revision, to_revision) ",
                "SELECT id, ", $columns, ", body, from_revision, ?2 FROM ", $table, " ",
                "WHERE id = ?1 AND from_revision < ?2",
            ),
            blank: concat!(
                "UPDATE ", $table, "_hist SET (", $columns, ", body) = (", $places, ", ?9) ",
                "WHERE id = ?1 AND from_revision = ?10",
            ),
            since: concat!("SELECT from_revision FROM ", $table, " WHERE id = ?1"),
            remove: concat!("DELETE FROM ", $table, " WHERE id = ?1"),
            standing: concat!("SELECT id, from_revision, body FROM ", $table, " ORDER BY id"),
            stood: concat!(
                "SELECT id, from_revision, body FROM ", $table, " WHERE from_revision <= ?1 UNION ALL ",
                "SELECT id, from_revision, body FROM ", $table, "_hist ",
                "WHERE from_revision <= ?1 AND to_revision > ?1 ORDER BY id",
            ),
            one: concat!("SELECT id, from_revision, body FROM ", $table, " WHERE id = ?1 AND from_revision <= ?2"),
            one_before: concat!(
                "SELECT id, from_revision, body FROM ", $table, "_hist ",
                "WHERE id = ?1 AND from_revision <= ?2 AND to_revision > ?2",
            ),
            versions: concat!(
                "SELECT from_revision, to_revision, body FROM ", $table, "_hist WHERE id = ?1 UNION ALL ",
                "SELECT from_revision, NULL, body FROM ", $table, " WHERE id = ?1 ORDER BY from_revision",
            ),
            all: concat!(
                "SELECT id, from_revision, NULL, body, ", $plain, " FROM ", $table, " UNION ALL ",
                "SELECT id, from_revision, to_revision, body, ", $plain, " FROM ", $table, "_hist",
            ),
        }
    };
}

static SOURCE: Statements = statements!(
    "source",
    "kind, title, url, date_earliest, date_latest",
    "?2, ?3, ?4, ?5, ?6",
    "kind, title, url, date_earliest, date_latest, NULL, NULL"
);

static ACTOR: Statements = statements!(
    "actor",
    "kind, name, country, start_earliest, start_latest, end_earliest, end_latest",
    "?2, ?3, ?4, ?5, ?6, ?7, ?8",
    "kind, name, country, start_earliest, start_latest, end_earliest, end_latest"
);

static AGREEMENT: Statements = statements!(
    "agreement",
    "kind, title, status, start_earliest, start_latest, end_earliest, end_latest",
    "?2, ?3, ?4, ?5, ?6, ?7, ?8",
    "kind, title, status, start_earliest, start_latest, end_earliest, end_latest"
);

impl Statements {
    pub(super) fn of(noun: Noun) -> &'static Self {
        match noun {
            Noun::Source => &SOURCE,
            Noun::Actor => &ACTOR,
            Noun::Agreement => &AGREEMENT,
        }
    }
}

/// The plain columns of a record, in the order of its table.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct PlainColumns<'a> {
    pub(super) kind: Cow<'a, str>,
    /// The name or title.
    pub(super) name: Cow<'a, str>,
    /// The country, status or address.
    pub(super) mark: Option<Cow<'a, str>>,
    pub(super) days: [Option<i32>; 4],
}

impl<'a> From<&'a Record> for PlainColumns<'a> {
    fn from(record: &'a Record) -> Self {
        match record {
            Record::Source(source) => Self {
                kind: source.kind.code().into(),
                name: source.title.as_str().into(),
                mark: (!source.url.is_empty()).then_some(source.url.as_str().into()),
                days: days(source.date.as_ref().map(Edtf::bounds), None),
            },
            Record::Actor(actor) => Self {
                kind: actor.kind.code().into(),
                name: actor.name().into(),
                mark: actor.country.map(|country| country.code().into()),
                days: period_days(&actor.life),
            },
            Record::Agreement(agreement) => Self {
                kind: agreement.kind.code().into(),
                name: agreement.title.as_str().into(),
                mark: Some(agreement.status.code().into()),
                days: period_days(&agreement.period),
            },
        }
    }
}

fn period_days(period: &Period) -> [Option<i32>; 4] {
    days(period.start.as_ref().map(Edtf::start_bounds), period.end.as_ref().map(Edtf::end_bounds))
}

fn days(start: Option<Bounds>, end: Option<Bounds>) -> [Option<i32>; 4] {
    let day = |day: Day| day.is_bounded().then_some(day.number());
    let both = |bounds: Option<Bounds>| {
        [bounds.and_then(|bounds| day(bounds.earliest)), bounds.and_then(|bounds| day(bounds.latest))]
    };
    let ([a, b], [c, d]) = (both(start), both(end));
    [a, b, c, d]
}
