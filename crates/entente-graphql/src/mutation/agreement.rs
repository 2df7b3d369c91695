//! Writing agreements.

use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object, Result};
use entente_engine::draft::Draft;
use entente_model::agreement::{Agreement, Link, Participation, Place as ModelPlace, Tag};
use entente_model::citation::Citation;
use entente_model::date::{Edtf, Period};
use entente_model::id::{AgreementId, RecordRef};
use entente_model::money::Money;
use entente_model::record::Record;
use entente_model::violation::Part;
use entente_model::vocabulary::{
    AgreementKind, AgreementStatus, GeoScope, LegalForce, Level, Modality, TagScheme, Topic, Vocabulary,
};

use super::child::CitationInput;
use super::deed::{Asked, Deed};
use super::form::{Form, Place};
use super::part::{LinkInput, MoneyInput, ParticipationInput, PlaceInput, TagInput};
use super::patch::{blank, derived, put};
use super::payload::AgreementPayload;
use super::writing::{Outcome, write};
use crate::object::handle::Node;
use crate::scalar::EdtfDate;
use crate::vocabulary::Coded;

/// What an agreement may have and need not. What is left out stays as it is; null is blank, and lists are whole.
#[derive(InputObject)]
pub(super) struct AgreementFields {
    /// When the status was known, as written.
    status_as_of: MaybeUndefined<EdtfDate>,
    /// From when it holds.
    start: MaybeUndefined<EdtfDate>,
    /// To when it holds.
    end: MaybeUndefined<EdtfDate>,
    /// How sure the curators are, 0 to 100.
    confidence: MaybeUndefined<i32>,
    /// The series that it is an edition of, as `locked-shields`.
    series: MaybeUndefined<String>,
    /// Whether it binds.
    legal_force: MaybeUndefined<Coded<LegalForce>>,
    /// How wide it reaches.
    geo_scope: MaybeUndefined<Coded<GeoScope>>,
    /// On what level it is made.
    level: MaybeUndefined<Coded<Level>>,
    /// How people meet in it.
    modality: MaybeUndefined<Coded<Modality>>,
    /// What a reader has to know beside the fields.
    note: MaybeUndefined<String>,
    /// How it relates to other agreements, all of it.
    links: MaybeUndefined<Vec<LinkInput>>,
    /// Where it takes place or what it covers, all of it.
    places: MaybeUndefined<Vec<PlaceInput>>,
    /// What it is about, all of it.
    topics: MaybeUndefined<Vec<Coded<Topic>>>,
    /// What it is tagged with in other schemes than that of topics, all of it.
    tags: MaybeUndefined<Vec<TagInput>>,
    /// What it moves or promises, all of it.
    money: MaybeUndefined<Vec<MoneyInput>>,
}

/// An agreement that is stated for the first time.
#[derive(InputObject)]
pub(super) struct AgreementDraft {
    /// The readable identifier. Without it the words of the title, in lower case and joined by hyphens.
    code: Option<String>,
    /// What it is.
    kind: Coded<AgreementKind>,
    /// Its title.
    title: String,
    /// How it stands in the world.
    status: Coded<AgreementStatus>,
    /// Who takes part, at least one.
    participations: Vec<ParticipationInput>,
    /// The places that support the record and its participations, at least one.
    citations: Vec<CitationInput>,
    #[graphql(flatten)]
    fields: AgreementFields,
}

/// What is stated anew of an agreement. What is left out stays as it is; null is blank, and lists are whole.
#[derive(InputObject)]
pub(super) struct AgreementAmendment {
    /// The agreement, by readable or global identifier.
    id: ID,
    /// What it is.
    kind: MaybeUndefined<Coded<AgreementKind>>,
    /// Its title.
    title: MaybeUndefined<String>,
    /// How it stands in the world.
    status: MaybeUndefined<Coded<AgreementStatus>>,
    /// Who takes part, all of them.
    participations: MaybeUndefined<Vec<ParticipationInput>>,
    /// The places that support the record and its participations, all of them.
    citations: MaybeUndefined<Vec<CitationInput>>,
    #[graphql(flatten)]
    fields: AgreementFields,
}

/// An agreement that is stated for the first time, and why.
#[derive(InputObject)]
struct RecordAgreementInput {
    #[graphql(flatten)]
    draft: AgreementDraft,
    #[graphql(flatten)]
    asked: Asked,
}

/// What is stated anew of an agreement, and why.
#[derive(InputObject)]
struct AmendAgreementInput {
    #[graphql(flatten)]
    amendment: AgreementAmendment,
    #[graphql(flatten)]
    asked: Asked,
}

/// What is stated of an agreement; what stays as it is has no value.
#[derive(Default)]
struct Patch {
    kind: Option<AgreementKind>,
    title: Option<String>,
    status: Option<AgreementStatus>,
    participations: Option<Vec<Participation>>,
    citations: Option<Vec<Citation>>,
    status_as_of: Option<Option<Edtf>>,
    start: Option<Option<Edtf>>,
    end: Option<Option<Edtf>>,
    confidence: Option<Option<u8>>,
    series: Option<String>,
    legal_force: Option<Option<LegalForce>>,
    geo_scope: Option<Option<GeoScope>>,
    level: Option<Option<Level>>,
    modality: Option<Option<Modality>>,
    note: Option<String>,
    links: Option<Vec<Link>>,
    places: Option<Vec<ModelPlace>>,
    topics: Option<Vec<Tag>>,
    tags: Option<Vec<Tag>>,
    money: Option<Vec<Money>>,
}

impl AgreementFields {
    fn read(self, form: &mut Form) -> Patch {
        let tags = form.list("tags", Part::Tag, self.tags, TagInput::read);
        let topics = topics(form, tags.as_ref().map_or(0, Vec::len), self.topics);
        Patch {
            status_as_of: blank(self.status_as_of, |date| Some(date.0)),
            start: blank(self.start, |date| Some(date.0)),
            end: blank(self.end, |date| Some(date.0)),
            confidence: form.counted("confidence", self.confidence, "0 to 100"),
            series: blank(self.series, |text| text),
            legal_force: blank(self.legal_force, |coded| Some(coded.0)),
            geo_scope: blank(self.geo_scope, |coded| Some(coded.0)),
            level: blank(self.level, |coded| Some(coded.0)),
            modality: blank(self.modality, |coded| Some(coded.0)),
            note: blank(self.note, |text| text),
            links: form.list("links", Part::Link, self.links, LinkInput::read),
            places: form.list("places", Part::Place, self.places, PlaceInput::read),
            money: form.list("money", Part::Money, self.money, MoneyInput::read),
            topics,
            tags,
            ..Patch::default()
        }
    }
}

/// Reads topics as tags, which stand after a number of others.
fn topics(form: &mut Form, after: usize, input: MaybeUndefined<Vec<Coded<Topic>>>) -> Option<Vec<Tag>> {
    let topics = blank(input, |topics| topics)?;
    let place = form.at("topics");
    for position in 0..topics.len() {
        form.came_from(Part::Tag(after + position), place.at(position), true);
    }
    let tag = |topic: Coded<Topic>| Tag { scheme: TagScheme::EntenteTopic, code: topic.0.code().to_owned() };
    Some(topics.into_iter().map(tag).collect())
}

impl Patch {
    fn apply(&self, agreement: &mut Agreement) {
        put(&mut agreement.kind, &self.kind);
        put(&mut agreement.title, &self.title);
        put(&mut agreement.status, &self.status);
        put(&mut agreement.participations, &self.participations);
        put(&mut agreement.citations, &self.citations);
        put(&mut agreement.status_as_of, &self.status_as_of);
        put(&mut agreement.period.start, &self.start);
        put(&mut agreement.period.end, &self.end);
        put(&mut agreement.confidence, &self.confidence);
        put(&mut agreement.series, &self.series);
        put(&mut agreement.legal_force, &self.legal_force);
        put(&mut agreement.geo_scope, &self.geo_scope);
        put(&mut agreement.level, &self.level);
        put(&mut agreement.modality, &self.modality);
        put(&mut agreement.note, &self.note);
        put(&mut agreement.links, &self.links);
        put(&mut agreement.places, &self.places);
        put(&mut agreement.money, &self.money);
        self.apply_tags(&mut agreement.tags);
    }

    /// Puts what is stated before what stays, so that the places of what is stated are known before the record is.
    fn apply_tags(&self, standing: &mut Vec<Tag>) {
        let stays = |tag: &Tag| {
            let stated = if tag.scheme == TagScheme::EntenteTopic { &self.topics } else { &self.tags };
            stated.is_none()
        };
        let kept: Vec<Tag> = standing.drain(..).filter(stays).collect();
        let stated = self.tags.iter().chain(&self.topics).flatten().cloned();
        standing.extend(stated.chain(kept));
    }
}

impl AgreementDraft {
    /// Reads the draft at a place.
    pub(super) fn deed(self, place: Place) -> Deed {
        let Self { code, kind: Coded(kind), title, status: Coded(status), participations, citations, fields } = self;
        let mut form = Form::new(place, "code");
        let id = derived(&mut form, code, &title, "title", AgreementId::new);
        let stated = Stated {
            participations: MaybeUndefined::Value(participations),
            citations: MaybeUndefined::Value(citations),
        };
        let patch = stated.read(&mut form, fields);
        let draft = id.map(|id| {
            let mut agreement = unstated(id, kind, title, status);
            patch.apply(&mut agreement);
            Draft::Record(Box::new(Record::Agreement(agreement)))
        });
        Deed::new(form, draft)
    }
}

/// The lists that a new agreement needs and an amended one may leave as they are.
struct Stated {
    participations: MaybeUndefined<Vec<ParticipationInput>>,
    citations: MaybeUndefined<Vec<CitationInput>>,
}

impl Stated {
    fn read(self, form: &mut Form, fields: AgreementFields) -> Patch {
        let Self { participations, citations } = self;
        let patch = fields.read(form);
        Patch {
            participations: form.list("participations", Part::Participation, participations, ParticipationInput::read),
            citations: form.list("citations", Part::Citation, citations, CitationInput::read),
            ..patch
        }
    }
}

/// An agreement of which only the least is stated.
fn unstated(id: AgreementId, kind: AgreementKind, title: String, status: AgreementStatus) -> Agreement {
    Agreement {
        id,
        kind,
        title,
        status,
        status_as_of: None,
        period: Period::default(),
        confidence: None,
        series: String::new(),
        legal_force: None,
        geo_scope: None,
        level: None,
        modality: None,
        note: String::new(),
        participations: Vec::new(),
        links: Vec::new(),
        places: Vec::new(),
        tags: Vec::new(),
        money: Vec::new(),
        citations: Vec::new(),
    }
}

impl AgreementAmendment {
    /// Reads the amendment at a place.
    pub(super) fn deed(self, place: Place) -> Deed {
        let Self { id, kind, title, status, participations, citations, fields } = self;
        let mut form = Form::new(place, "id");
        let id = form.agreement(&form.at_id(), &id);
        let patch = Patch {
            kind: form.value("kind", kind).map(|kind| kind.0),
            title: form.value("title", title),
            status: form.value("status", status).map(|status| status.0),
            ..Stated { participations, citations }.read(&mut form, fields)
        };
        let amend = move |record: &mut Record| {
            if let Record::Agreement(agreement) = record {
                patch.apply(agreement);
            }
        };
        Deed::new(form, id.map(|id| Draft::Amend(RecordRef::Agreement(id), Box::new(amend))))
    }
}

#[derive(Default)]
pub(super) struct AgreementMutation;

#[Object(serial)]
impl AgreementMutation {
    /// Records an agreement.
    async fn record_agreement(&self, ctx: &Context<'_>, input: RecordAgreementInput) -> Result<AgreementPayload> {
        let RecordAgreementInput { draft, asked } = input;
        write(ctx, || (vec![draft.deed(Place::input())], asked)).await.map(AgreementPayload::from)
    }

    /// States some of an agreement anew; the rest stays.
    async fn amend_agreement(&self, ctx: &Context<'_>, input: AmendAgreementInput) -> Result<AgreementPayload> {
        let AmendAgreementInput { amendment, asked } = input;
        write(ctx, || (vec![amendment.deed(Place::input())], asked)).await.map(AgreementPayload::from)
    }
}

impl From<Outcome> for AgreementPayload {
    fn from(mut outcome: Outcome) -> Self {
        let agreement = match outcome.record() {
            Some(Node::Agreement(agreement)) => Some(agreement),
            _ => None,
        };
        Self { agreement, revision: outcome.revision, proposal: outcome.proposal, user_errors: outcome.user_errors }
    }
}
