//! Questions about records: actors, agreements, sources, the data set.

use async_graphql::{Context, ID, Object, Result, SimpleObject};
use entente_engine::edition::parse_record_global_id;
use entente_engine::query::actor::{self, ActorRef};
use entente_engine::query::agreements::{self, AgreementFilter};
use entente_engine::query::{QueryError, actors, search};
use entente_model::id::{AgreementId, RecordRef};
use entente_model::vocabulary::{ActorKind, NameKind};

use crate::connection::{self, Records, int};
use crate::error::Failure;
use crate::here::Here;
use crate::input::{ActorFilterInput, ActorRefInput, AgreementFilterInput, codes, page};
use crate::known::KnownAtInput;
use crate::object::handle::{Actor, Agreement, Node, Source};
use crate::object::listed::{self, Agreements};
use crate::session::Session;
use crate::vocabulary::Coded;

/// An actor that a text found.
#[derive(SimpleObject)]
#[graphql(serial)]
struct Match {
    /// The actor.
    actor: Actor,
    /// The name that matched, as recorded.
    name: String,
    /// The type of that name; nothing where the identifier matched.
    name_kind: Option<Coded<NameKind>>,
    /// How near it is, 0 to 1.
    score: f64,
    /// Why it matched.
    why: &'static str,
}

/// How many records of each type there are.
#[derive(SimpleObject)]
#[graphql(serial)]
struct Counts {
    /// The actors.
    actors: i32,
    /// The agreements.
    agreements: i32,
    /// The participations in them.
    participations: i32,
    /// The sources.
    sources: i32,
}

/// The data set that answers.
#[derive(SimpleObject)]
#[graphql(serial)]
struct Dataset {
    /// The number of the commit that it shows.
    revision: i32,
    /// Its title.
    title: &'static str,
    /// The version of the software that serves it.
    version: &'static str,
    /// The licence of the data, an SPDX identifier.
    licence: &'static str,
    /// How to cite it.
    citation: String,
    /// How many records there are.
    counts: Counts,
    /// What an answer without records means.
    caveat: &'static str,
}

const TITLE: &str = "Entente: a register of international cyber-cooperation";

#[derive(Default)]
pub(super) struct RecordQuery;

#[Object(serial)]
impl RecordQuery {
    /// Finds one actor. A name that nobody or several bear is refused with the candidates. By the identifier of a record
    /// that was merged into another it finds the other, which says so in `supersededBy`.
    async fn actor(
        &self,
        ctx: &Context<'_>,
        by: ActorRefInput,
        known_at: Option<KnownAtInput>,
    ) -> Result<Option<Actor>> {
        let session = Session::of(ctx);
        let here = session.here(known_at).await?;
        let by: ActorRef = by.into();
        let id = by.id().unwrap_or_default();
        let node = session.ask(&here, move |asking| actor::actor(asking, &by)).await?;
        Ok(Some(Actor::asked(here, node, &id)))
    }

    /// Lists actors by identifier.
    #[graphql(complexity = "first.unwrap_or(25).clamp(0, 500) as usize * child_complexity")]
    async fn actors(
        &self,
        ctx: &Context<'_>,
        filter: Option<ActorFilterInput>,
        first: Option<i32>,
        after: Option<String>,
        known_at: Option<KnownAtInput>,
    ) -> Result<Records<Actor>> {
        let session = Session::of(ctx);
        let here = session.here(known_at).await?;
        let filter = filter.map(TryInto::try_into).transpose().map_err(Failure::Query)?.unwrap_or_default();
        let page = page(first, after);
        let found = session.ask(&here, move |asking| actors::actors(asking, &filter, &page)).await?;
        Ok(connection::records(found, |node| Actor::of(here.clone(), node)))
    }

    /// Lists actors whose names come near a text, nearest first.
    #[graphql(complexity = "first.clamp(0, 500) as usize * child_complexity")]
    async fn search(
        &self,
        ctx: &Context<'_>,
        text: String,
        kinds: Option<Vec<Coded<ActorKind>>>,
        #[graphql(default = 10)] first: i32,
        known_at: Option<KnownAtInput>,
    ) -> Result<Vec<Match>> {
        let session = Session::of(ctx);
        let here = session.here(known_at).await?;
        let kinds = codes("kinds", kinds).map_err(Failure::Query)?;
        let first = Some(i64::from(first));
        let found = session.ask(&here, move |asking| search::search(asking, &text, &kinds, first)).await?;
        Ok(found.into_iter().map(|found| Match::new(&here, found)).collect())
    }

    /// Finds one agreement by global identifier or code; nothing where there is none.
    async fn agreement(
        &self,
        ctx: &Context<'_>,
        id: Option<ID>,
        code: Option<String>,
        known_at: Option<KnownAtInput>,
    ) -> Result<Option<Agreement>> {
        let reference = match (id, code) {
            (Some(id), None) => parse_record_global_id(id.as_str()),
            (None, Some(code)) => AgreementId::new(&code).ok().map(RecordRef::Agreement),
            _ => {
                let error = QueryError::bad_input("id", "give either `id` or `code`", "");
                return Err(Failure::Query(error).into());
            }
        };
        let here = Session::of(ctx).here(known_at).await?;
        Ok(match find(ctx, &here, reference).await? {
            Some(Node::Agreement(agreement)) => Some(agreement),
            _ => None,
        })
    }

    /// Lists agreements by identifier.
    #[graphql(complexity = "first.unwrap_or(25).clamp(0, 500) as usize * child_complexity")]
    async fn agreements(
        &self,
        ctx: &Context<'_>,
        filter: Option<AgreementFilterInput>,
        first: Option<i32>,
        after: Option<String>,
        known_at: Option<KnownAtInput>,
    ) -> Result<Agreements> {
        let session = Session::of(ctx);
        let here = session.here(known_at).await?;
        let filter = filter.map(AgreementFilter::try_from).transpose().map_err(Failure::Query)?.unwrap_or_default();
        let (page, asked) = (page(first, after), filter.clone());
        let found = session.ask(&here, move |asking| agreements::agreements(asking, None, &asked, &page)).await?;
        Ok(listed::agreements(&here, found, None, filter))
    }

    /// Finds one source by global identifier; nothing where there is none.
    async fn source(&self, ctx: &Context<'_>, id: ID, known_at: Option<KnownAtInput>) -> Result<Option<Source>> {
        let here = Session::of(ctx).here(known_at).await?;
        Ok(match find(ctx, &here, parse_record_global_id(id.as_str())).await? {
            Some(Node::Source(source)) => Some(source),
            _ => None,
        })
    }

    /// Finds one record of any type by global identifier; nothing where there is none.
    async fn node(&self, ctx: &Context<'_>, id: ID, known_at: Option<KnownAtInput>) -> Result<Option<Node>> {
        let here = Session::of(ctx).here(known_at).await?;
        Ok(find(ctx, &here, parse_record_global_id(id.as_str())).await?)
    }

    /// Finds records of any type by global identifier, in the order asked; nothing in the place of one that is not there.
    #[graphql(complexity = "ids.len() * child_complexity")]
    async fn nodes(
        &self,
        ctx: &Context<'_>,
        ids: Vec<ID>,
        known_at: Option<KnownAtInput>,
    ) -> Result<Vec<Option<Node>>> {
        let session = Session::of(ctx);
        let here = session.here(known_at).await?;
        let max = session.limits.page_size_max;
        if ids.len() > max {
            let error = QueryError::bad_input("ids", format!("{} identifiers; at most {max}", ids.len()), "");
            return Err(Failure::Query(error).into());
        }
        let references: Vec<Option<RecordRef>> = ids.iter().map(|id| parse_record_global_id(id.as_str())).collect();
        let mut found = Node::find(ctx, &here, references.iter().flatten().cloned().collect()).await?.into_iter();
        Ok(references.into_iter().map(|reference| reference.and_then(|_| found.next().flatten())).collect())
    }

    /// Describes the data set that answers.
    async fn dataset(&self, ctx: &Context<'_>, known_at: Option<KnownAtInput>) -> Result<Dataset> {
        let here = Session::of(ctx).here(known_at).await?;
        let counts = here.counts();
        let revision = here.revision().0;
        Ok(Dataset {
            revision: int(revision),
            title: TITLE,
            version: env!("CARGO_PKG_VERSION"),
            licence: "CC-BY-4.0",
            citation: format!("The Entente maintainers. {TITLE}. Revision {revision}. CC BY 4.0."),
            counts: Counts {
                actors: int(counts.actors as u64),
                agreements: int(counts.agreements as u64),
                participations: int(counts.participations as u64),
                sources: int(counts.sources as u64),
            },
            caveat: "No record does not mean no tie: the data set holds what its sources say, and they do not say all.",
        })
    }
}

impl Match {
    fn new(here: &Here, found: entente_engine::edition::Match) -> Self {
        use entente_engine::edition::Why;
        Self {
            actor: Actor::of(here.clone(), found.node),
            name: found.name,
            name_kind: found.kind.map(Coded),
            score: found.score,
            why: match found.why {
                Why::Identifier => "it is the identifier",
                Why::WholeName => "it is a whole name",
                Why::Beginning => "a name begins with it",
                Why::Words => "a name has all its words",
                Why::Resemblance => "a name resembles it",
            },
        }
    }
}

/// Finds one record.
async fn find(ctx: &Context<'_>, here: &Here, reference: Option<RecordRef>) -> Result<Option<Node>, Failure> {
    let Some(reference) = reference else { return Ok(None) };
    Ok(Node::find(ctx, here, vec![reference]).await?.pop().flatten())
}
