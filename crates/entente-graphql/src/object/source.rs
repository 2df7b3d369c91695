//! Sources as objects.

use async_graphql::{Context, ID, Object, Result};
use entente_engine::edition::record_global_id;
use entente_model::id::RecordRef;
use entente_model::vocabulary::SourceKind;

use super::handle::{Node, Source};
use super::value::{date, stated};
use crate::scalar::{Date, EdtfDate};
use crate::session::Session;
use crate::vocabulary::Coded;

#[Object(serial)]
impl Source {
    /// The global identifier.
    pub async fn id(&self) -> ID {
        ID(record_global_id(&RecordRef::Source(self.1.id.clone())))
    }

    /// The readable identifier.
    async fn code(&self) -> &str {
        self.1.id.as_str()
    }

    /// What it is.
    async fn kind(&self) -> Coded<SourceKind> {
        Coded(self.1.kind)
    }

    /// Its title.
    async fn title(&self) -> &str {
        &self.1.title
    }

    /// Who published it.
    async fn publisher(&self) -> Option<String> {
        stated(&self.1.publisher)
    }

    /// Its address on the web.
    async fn url(&self) -> Option<String> {
        stated(&self.1.url)
    }

    /// When it was published, as written.
    async fn date(&self) -> Option<EdtfDate> {
        self.1.date.clone().map(EdtfDate)
    }

    /// When it was last looked up.
    async fn retrieved(&self) -> Option<Date> {
        date(self.1.retrieved)
    }

    /// Its language, a BCP 47 tag.
    async fn language(&self) -> Option<String> {
        stated(&self.1.language)
    }

    /// Its licence.
    async fn licence(&self) -> Option<String> {
        stated(&self.1.licence)
    }

    /// What a reader has to know beside the fields.
    async fn note(&self) -> Option<String> {
        stated(&self.1.note)
    }

    /// The records that cite it, by type and identifier; `citedByCount` tells how many there are in all.
    #[graphql(complexity = "first.unwrap_or(25).clamp(0, 500) as usize * child_complexity")]
    async fn cited_by(&self, ctx: &Context<'_>, first: Option<i32>) -> Result<Vec<Node>> {
        let limits = &Session::of(ctx).limits;
        let size = crate::input::page(first, None).size(limits).map_err(crate::error::Failure::Query)?;
        let citing = self.0.mentions_of(&RecordRef::Source(self.1.id.clone()), size);
        let found = Node::find(ctx, &self.0, citing).await?;
        Ok(found.into_iter().flatten().collect())
    }

    /// How many records cite it.
    async fn cited_by_count(&self) -> i32 {
        let citing = self.0.mention_count(&RecordRef::Source(self.1.id.clone()));
        crate::connection::int(citing as u64)
    }
}
