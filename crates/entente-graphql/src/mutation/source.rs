//! Writing sources.

use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object, Result};
use entente_engine::draft::Draft;
use entente_model::date::{Day, Edtf};
use entente_model::id::{RecordRef, SourceId};
use entente_model::record::Record;
use entente_model::source::Source;
use entente_model::vocabulary::SourceKind;

use super::deed::{Asked, Deed};
use super::form::{Form, Place};
use super::patch::{blank, derived, put};
use super::payload::SourcePayload;
use super::writing::{Outcome, write};
use crate::object::handle::Node;
use crate::scalar::{Date, EdtfDate};
use crate::vocabulary::Coded;

/// What a source may have and need not. What is left out stays as it is; null is blank.
#[derive(InputObject)]
pub(super) struct SourceFields {
    /// Who published it.
    publisher: MaybeUndefined<String>,
    /// Its address on the web.
    url: MaybeUndefined<String>,
    /// When it was published, as written.
    date: MaybeUndefined<EdtfDate>,
    /// When it was last looked up.
    retrieved: MaybeUndefined<Date>,
    /// Its language, a BCP 47 tag.
    language: MaybeUndefined<String>,
    /// Its licence.
    licence: MaybeUndefined<String>,
    /// What a reader has to know beside the fields.
    note: MaybeUndefined<String>,
}

/// A source that is stated for the first time.
#[derive(InputObject)]
pub(super) struct SourceDraft {
    /// The readable identifier. Without it the words of the title, in lower case and joined by hyphens.
    code: Option<String>,
    /// What it is.
    kind: Coded<SourceKind>,
    /// Its title.
    title: String,
    #[graphql(flatten)]
    fields: SourceFields,
}

/// What is stated anew of a source. What is left out stays as it is; null is blank.
#[derive(InputObject)]
pub(super) struct SourceAmendment {
    /// The source, by readable or global identifier.
    id: ID,
    /// What it is.
    kind: MaybeUndefined<Coded<SourceKind>>,
    /// Its title.
    title: MaybeUndefined<String>,
    #[graphql(flatten)]
    fields: SourceFields,
}

/// A source that is stated for the first time, and why.
#[derive(InputObject)]
struct RecordSourceInput {
    #[graphql(flatten)]
    draft: SourceDraft,
    #[graphql(flatten)]
    asked: Asked,
}

/// What is stated anew of a source, and why.
#[derive(InputObject)]
struct AmendSourceInput {
    #[graphql(flatten)]
    amendment: SourceAmendment,
    #[graphql(flatten)]
    asked: Asked,
}

/// What is stated of a source; what stays as it is has no value.
struct Patch {
    kind: Option<SourceKind>,
    title: Option<String>,
    publisher: Option<String>,
    url: Option<String>,
    date: Option<Option<Edtf>>,
    retrieved: Option<Option<Day>>,
    language: Option<String>,
    licence: Option<String>,
    note: Option<String>,
}

impl SourceFields {
    fn patch(self, kind: Option<SourceKind>, title: Option<String>) -> Patch {
        let Self { publisher, url, date, retrieved, language, licence, note } = self;
        Patch {
            kind,
            title,
            publisher: blank(publisher, |text| text),
            url: blank(url, |text| text),
            date: blank(date, |date| Some(date.0)),
            retrieved: blank(retrieved, |day| Some(day.0)),
            language: blank(language, |text| text),
            licence: blank(licence, |text| text),
            note: blank(note, |text| text),
        }
    }
}

impl Patch {
    fn apply(&self, source: &mut Source) {
        put(&mut source.kind, &self.kind);
        put(&mut source.title, &self.title);
        put(&mut source.publisher, &self.publisher);
        put(&mut source.url, &self.url);
        put(&mut source.date, &self.date);
        put(&mut source.retrieved, &self.retrieved);
        put(&mut source.language, &self.language);
        put(&mut source.licence, &self.licence);
        put(&mut source.note, &self.note);
    }
}

impl SourceDraft {
    /// Reads the draft at a place.
    pub(super) fn deed(self, place: Place) -> Deed {
        let Self { code, kind: Coded(kind), title, fields } = self;
        let mut form = Form::new(place, "code");
        let id = derived(&mut form, code, &title, "title", SourceId::new);
        let draft = id.map(|id| {
            let mut source = unstated(id, kind, title);
            fields.patch(None, None).apply(&mut source);
            Draft::Record(Box::new(Record::Source(source)))
        });
        Deed::new(form, draft)
    }
}

/// A source of which only the least is stated.
fn unstated(id: SourceId, kind: SourceKind, title: String) -> Source {
    let empty = String::new;
    Source {
        id,
        kind,
        title,
        publisher: empty(),
        url: empty(),
        date: None,
        retrieved: None,
        language: empty(),
        licence: empty(),
        note: empty(),
    }
}

impl SourceAmendment {
    /// Reads the amendment at a place.
    pub(super) fn deed(self, place: Place) -> Deed {
        let Self { id, kind, title, fields } = self;
        let mut form = Form::new(place, "id");
        let id = form.source(&form.at_id(), &id);
        let kind = form.value("kind", kind).map(|kind| kind.0);
        let title = form.value("title", title);
        let patch = fields.patch(kind, title);
        let amend = move |record: &mut Record| {
            if let Record::Source(source) = record {
                patch.apply(source);
            }
        };
        Deed::new(form, id.map(|id| Draft::Amend(RecordRef::Source(id), Box::new(amend))))
    }
}

#[derive(Default)]
pub(super) struct SourceMutation;

#[Object(serial)]
impl SourceMutation {
    /// Records a source.
    async fn record_source(&self, ctx: &Context<'_>, input: RecordSourceInput) -> Result<SourcePayload> {
        let RecordSourceInput { draft, asked } = input;
        write(ctx, || (vec![draft.deed(Place::input())], asked)).await.map(SourcePayload::from)
    }

    /// States some of a source anew; the rest stays.
    async fn amend_source(&self, ctx: &Context<'_>, input: AmendSourceInput) -> Result<SourcePayload> {
        let AmendSourceInput { amendment, asked } = input;
        write(ctx, || (vec![amendment.deed(Place::input())], asked)).await.map(SourcePayload::from)
    }
}

impl From<Outcome> for SourcePayload {
    fn from(mut outcome: Outcome) -> Self {
        let source = match outcome.record() {
            Some(Node::Source(source)) => Some(source),
            _ => None,
        };
        Self { source, revision: outcome.revision, proposal: outcome.proposal, user_errors: outcome.user_errors }
    }
}
