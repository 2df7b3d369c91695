//! Revisions and versions of records as objects.

use async_graphql::connection::Connection;
use async_graphql::{Context, Enum, ID, Object, Result, SimpleObject};
use entente_engine::edition::record_global_id;
use entente_engine::query::changes::{self, Noted, NotedChange};
use entente_engine::query::history::{Event, FieldDifference};
use entente_model::change::Revision as Number;

use super::value::stated;
use crate::connection::{Listed, int};
use crate::scalar::DateTime;
use crate::session::Session;

/// What a revision did with a record.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operation {
    /// It was stated for the first time, or again after it had been withdrawn.
    Record,
    /// It was stated anew.
    Amend,
    /// It no longer stands.
    Withdraw,
}

impl Operation {
    fn of(code: &str) -> Self {
        match code {
            "record" => Self::Record,
            "amend" => Self::Amend,
            _ => Self::Withdraw,
        }
    }
}

/// One commit: all its changes came at once.
pub struct Revision(pub Noted);

/// What a revision did with one record.
#[derive(SimpleObject)]
#[graphql(serial)]
pub struct RevisionChange {
    /// The global identifier of the record, whether it stands or not.
    id: ID,
    /// The type of the record: actor, agreement or source.
    noun: &'static str,
    /// The readable identifier of the record.
    code: String,
    /// What was done.
    operation: Operation,
}

#[Object(serial)]
impl Revision {
    /// Its number.
    async fn revision(&self) -> i32 {
        int(self.0.revision.0)
    }

    /// When it was committed.
    async fn at(&self) -> DateTime {
        DateTime { at_us: self.0.at_us }
    }

    /// Who committed it.
    async fn by(&self) -> &str {
        &self.0.principal
    }

    /// Why.
    async fn note(&self) -> Option<String> {
        stated(&self.0.note)
    }

    /// How many changes it has.
    async fn change_count(&self) -> i32 {
        int(self.0.changes)
    }

    /// What it changed, in order; of a revision with many, `skip` those that were listed before.
    #[graphql(complexity = "first.unwrap_or(25).clamp(0, 500) as usize * child_complexity")]
    async fn changes(
        &self,
        ctx: &Context<'_>,
        #[graphql(default = 0)] skip: i32,
        first: Option<i32>,
    ) -> Result<Vec<RevisionChange>> {
        let (of, first) = (self.0.revision, first.map(i64::from));
        let changed = Session::of(ctx)
            .read(move |register, limits| changes::changed(register.store(), of, skip.into(), first, limits))
            .await?;
        Ok(changed.into_iter().map(RevisionChange::from).collect())
    }
}

impl From<NotedChange> for RevisionChange {
    fn from(change: NotedChange) -> Self {
        let NotedChange { record, operation } = change;
        Self {
            id: ID(record_global_id(&record)),
            noun: record.noun(),
            code: record.id().to_owned(),
            operation: Operation::of(operation),
        }
    }
}

/// The revisions after one.
#[derive(SimpleObject)]
#[graphql(serial)]
pub struct Changes {
    /// The revisions, oldest first.
    #[graphql(complexity = "25 * child_complexity")]
    pub revisions: Vec<Revision>,
    /// The revision to go on from: the last that is listed, or `since` where none is.
    pub cursor: i32,
    /// Whether there are more.
    pub more: bool,
    /// The last revision that there is.
    pub head: i32,
}

impl Changes {
    /// Tells a page of the revisions after one.
    pub fn new(feed: changes::Feed, since: i32, head: Number) -> Self {
        let cursor = feed.revisions.last().map_or(since, |noted| int(noted.revision.0));
        Self {
            revisions: feed.revisions.into_iter().map(Revision).collect(),
            cursor,
            more: feed.more,
            head: int(head.0),
        }
    }
}

/// What a record once stated, and is blanked.
pub struct Redaction(pub entente_engine::administrator::Redaction);

#[Object(serial)]
impl Redaction {
    /// The revision that stated it.
    async fn revision(&self) -> i32 {
        int(self.0.revision.0)
    }

    /// When it was blanked.
    async fn at(&self) -> DateTime {
        DateTime { at_us: self.0.at_us }
    }

    /// Who has blanked it.
    async fn by(&self) -> &str {
        &self.0.by
    }

    /// Why.
    async fn reason(&self) -> &str {
        &self.0.reason
    }
}

/// What happened to a record in one revision.
pub struct Version(pub Event);

/// A connection of what happened to a record.
pub type Versions = Connection<String, Version, Listed>;

/// One field that differs, or one element of a list.
#[derive(SimpleObject)]
#[graphql(serial)]
pub struct Difference {
    /// The path of the field, as `period.start` or `participations[ALB party]`.
    field: String,
    /// What it said before, in words and codes; nothing where it was not stated.
    before: Option<String>,
    /// What it says after; nothing where it is no longer stated.
    after: Option<String>,
}

#[Object(serial)]
impl Version {
    /// The revision that brought it.
    async fn revision(&self) -> Revision {
        Revision(self.0.noted.clone())
    }

    /// What was done.
    async fn operation(&self) -> Operation {
        Operation::of(self.0.operation)
    }

    /// How what it states was blanked, where it was: then only type, identifier and kind are left of it.
    async fn redaction(&self) -> Option<Redaction> {
        self.0.redaction.clone().map(Redaction)
    }

    /// How many fields and elements of lists differ from how the record stood before.
    async fn difference_count(&self) -> i32 {
        int(self.0.differences.len() as u64)
    }

    /// What differs, by path; of a version with much, `skip` those that were listed before. With all that a version
    /// differs in, the one before it becomes the one after.
    #[graphql(complexity = "first.clamp(0, 500) as usize * child_complexity")]
    async fn differences(
        &self,
        #[graphql(default = 0)] skip: u32,
        #[graphql(default = 100)] first: u32,
    ) -> Vec<Difference> {
        let listed = self.0.differences.iter().skip(skip as usize).take(first.min(500) as usize);
        listed.cloned().map(Difference::from).collect()
    }
}

impl From<FieldDifference> for Difference {
    fn from(difference: FieldDifference) -> Self {
        let FieldDifference { field, before, after } = difference;
        Self { field, before, after }
    }
}
