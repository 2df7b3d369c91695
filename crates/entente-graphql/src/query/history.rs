//! Questions about the history: what became of one record, and what happened to all of them.

use async_graphql::{Context, ID, Object, OneofObject, Result};
use entente_engine::edition::parse_record_global_id;
use entente_engine::query::{changes, history};
use entente_model::id::{ActorId, AgreementId, RecordRef, SourceId};

use crate::connection;
use crate::input::page;
use crate::object::history::{Changes, Version, Versions};
use crate::session::Session;

/// Names one record of any type, whether it stands or not.
#[derive(OneofObject)]
#[graphql(name = "RecordRef")]
enum RecordRefInput {
    /// The global identifier, as `gid://entente/Agreement/accbp`.
    Id(ID),
    /// The readable identifier of an actor.
    Actor(String),
    /// The readable identifier of an agreement.
    Agreement(String),
    /// The readable identifier of a source.
    Source(String),
}

impl RecordRefInput {
    /// Reads what it names; nothing where that can be no record.
    fn read(&self) -> Option<RecordRef> {
        match self {
            Self::Id(id) => parse_record_global_id(id.as_str()),
            Self::Actor(code) => ActorId::new(code).ok().map(RecordRef::Actor),
            Self::Agreement(code) => AgreementId::new(code).ok().map(RecordRef::Agreement),
            Self::Source(code) => SourceId::new(code).ok().map(RecordRef::Source),
        }
    }
}

#[derive(Default)]
pub(super) struct HistoryQuery;

#[Object(serial)]
impl HistoryQuery {
    /// Lists what became of a record, newest first: who changed what, when and why. Nothing where none ever stood under
    /// this identifier. A cursor is a revision.
    #[graphql(complexity = "first.unwrap_or(25).clamp(0, 500) as usize * child_complexity")]
    async fn history(
        &self,
        ctx: &Context<'_>,
        of: RecordRefInput,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<Option<Versions>> {
        let Some(record) = of.read() else { return Ok(None) };
        let (session, page) = (Session::of(ctx), page(first, after));
        let until = session.head.revision();
        let found = session
            .read(move |register, limits| history::history(register.store(), &record, until, &page, limits))
            .await?;
        Ok(found.map(|page| connection::records(page, Version)))
    }

    /// Lists the revisions after one, oldest first, with what each changed: a feed that can be followed, whose cursor is
    /// the revision.
    async fn changes(
        &self,
        ctx: &Context<'_>,
        #[graphql(default = 0)] since: i32,
        first: Option<i32>,
    ) -> Result<Changes> {
        let session = Session::of(ctx);
        let until = session.head.revision();
        let first = first.map(i64::from);
        let feed = session
            .read(move |register, limits| changes::changes(register.store(), since.into(), until, first, limits))
            .await?;
        Ok(Changes::new(feed, since, until))
    }
}
