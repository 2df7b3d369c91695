//! Writing actors.

use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object, Result};
use entente_engine::draft::Draft;
use entente_model::actor::{Actor, Identifier};
use entente_model::area::Area;
use entente_model::citation::Citation;
use entente_model::date::{Edtf, Period};
use entente_model::id::{ActorId, RecordRef};
use entente_model::name::Name;
use entente_model::record::Record;
use entente_model::violation::Part;
use entente_model::vocabulary::{ActorKind, Statehood};

use super::child::{CitationInput, IdentifierInput, NameInput};
use super::deed::{Asked, Deed};
use super::form::{Form, Place};
use super::patch::{blank, derived, put};
use super::payload::ActorPayload;
use super::writing::{Outcome, write};
use crate::object::handle::Node;
use crate::scalar::EdtfDate;
use crate::vocabulary::Coded;

/// What an actor may have and need not. What is left out stays as it is; null is blank, and lists are whole.
#[derive(InputObject)]
pub(super) struct ActorFields {
    /// Its numbers in outside registers, all of them.
    identifiers: MaybeUndefined<Vec<IdentifierInput>>,
    /// The country that it is or belongs to, ISO 3166-1 alpha-3.
    country: MaybeUndefined<String>,
    /// The region that it covers or comes from, UN M49, where that is no single country.
    region: MaybeUndefined<String>,
    /// How far it is recognised, of a state or territory.
    statehood: MaybeUndefined<Coded<Statehood>>,
    /// When it was founded.
    start: MaybeUndefined<EdtfDate>,
    /// When it ended.
    end: MaybeUndefined<EdtfDate>,
    /// How many it counts, of a group whose size is stated.
    size: MaybeUndefined<i32>,
    /// What a reader has to know beside the fields.
    note: MaybeUndefined<String>,
    /// The places that support the record, all of them.
    citations: MaybeUndefined<Vec<CitationInput>>,
}

/// An actor that is stated for the first time.
#[derive(InputObject)]
pub(super) struct ActorDraft {
    /// The readable identifier. Without it the code of its country, of a state, and else the words of its first name, in
    /// lower case and joined by hyphens.
    code: Option<String>,
    /// What it is.
    kind: Coded<ActorKind>,
    /// Its names, at least one.
    names: Vec<NameInput>,
    #[graphql(flatten)]
    fields: ActorFields,
}

/// What is stated anew of an actor. What is left out stays as it is; null is blank, and lists are whole.
#[derive(InputObject)]
pub(super) struct ActorAmendment {
    /// The actor, by readable or global identifier.
    id: ID,
    /// What it is.
    kind: MaybeUndefined<Coded<ActorKind>>,
    /// Its names, all of them.
    names: MaybeUndefined<Vec<NameInput>>,
    #[graphql(flatten)]
    fields: ActorFields,
}

/// An actor that is stated for the first time, and why.
#[derive(InputObject)]
struct RecordActorInput {
    #[graphql(flatten)]
    draft: ActorDraft,
    #[graphql(flatten)]
    asked: Asked,
}

/// What is stated anew of an actor, and why.
#[derive(InputObject)]
struct AmendActorInput {
    #[graphql(flatten)]
    amendment: ActorAmendment,
    #[graphql(flatten)]
    asked: Asked,
}

/// What is stated of an actor; what stays as it is has no value.
struct Patch {
    kind: Option<ActorKind>,
    names: Option<Vec<Name>>,
    identifiers: Option<Vec<Identifier>>,
    country: Option<Option<Area>>,
    region: Option<Option<Area>>,
    statehood: Option<Option<Statehood>>,
    start: Option<Option<Edtf>>,
    end: Option<Option<Edtf>>,
    size: Option<Option<u32>>,
    note: Option<String>,
    citations: Option<Vec<Citation>>,
}

impl ActorFields {
    fn read(self, form: &mut Form, kind: Option<ActorKind>, names: Option<Vec<Name>>) -> Patch {
        let Self { identifiers, country, region, statehood, start, end, size, note, citations } = self;
        Patch {
            kind,
            names,
            identifiers: form.list("identifiers", Part::Identifier, identifiers, IdentifierInput::read),
            country: form.area("country", country),
            region: form.area("region", region),
            statehood: blank(statehood, |coded| Some(coded.0)),
            start: blank(start, |date| Some(date.0)),
            end: blank(end, |date| Some(date.0)),
            size: form.counted("size", size, "0 or more"),
            note: blank(note, |text| text),
            citations: form.list("citations", Part::Citation, citations, CitationInput::read),
        }
    }
}

impl Patch {
    fn apply(&self, actor: &mut Actor) {
        put(&mut actor.kind, &self.kind);
        put(&mut actor.names, &self.names);
        put(&mut actor.identifiers, &self.identifiers);
        put(&mut actor.country, &self.country);
        put(&mut actor.region, &self.region);
        put(&mut actor.statehood, &self.statehood);
        put(&mut actor.life.start, &self.start);
        put(&mut actor.life.end, &self.end);
        put(&mut actor.size, &self.size);
        put(&mut actor.note, &self.note);
        put(&mut actor.citations, &self.citations);
    }
}

impl ActorDraft {
    /// Reads the draft at a place.
    pub(super) fn deed(self, place: Place) -> Deed {
        let Self { code, kind: Coded(kind), names, fields } = self;
        let mut form = Form::new(place, "code");
        let names = form.list("names", Part::Name, MaybeUndefined::Value(names), NameInput::read).unwrap_or_default();
        let first = names.first().map(|name| name.value.clone()).unwrap_or_default();
        let patch = fields.read(&mut form, None, Some(names));
        let country = patch.country.flatten().filter(|_| kind.is_country()).map(Area::code);
        let id = derived(&mut form, code.or(country), &first, "first name", ActorId::new);
        let draft = id.map(|id| {
            let mut actor = unstated(id, kind);
            patch.apply(&mut actor);
            Draft::Record(Box::new(Record::Actor(actor)))
        });
        Deed::new(form, draft)
    }
}

/// An actor of which nothing is stated but its kind.
fn unstated(id: ActorId, kind: ActorKind) -> Actor {
    Actor {
        id,
        kind,
        names: Vec::new(),
        identifiers: Vec::new(),
        country: None,
        region: None,
        statehood: None,
        life: Period::default(),
        size: None,
        note: String::new(),
        citations: Vec::new(),
        merged_into: None,
    }
}

impl ActorAmendment {
    /// Reads the amendment at a place.
    pub(super) fn deed(self, place: Place) -> Deed {
        let Self { id, kind, names, fields } = self;
        let mut form = Form::new(place, "id");
        let id = form.actor(&form.at_id(), &id);
        let kind = form.value("kind", kind).map(|kind| kind.0);
        let names = form.list("names", Part::Name, names, NameInput::read);
        let patch = fields.read(&mut form, kind, names);
        let amend = move |record: &mut Record| {
            if let Record::Actor(actor) = record {
                patch.apply(actor);
            }
        };
        Deed::new(form, id.map(|id| Draft::Amend(RecordRef::Actor(id), Box::new(amend))))
    }
}

#[derive(Default)]
pub(super) struct ActorMutation;

#[Object(serial)]
impl ActorMutation {
    /// Records an actor.
    async fn record_actor(&self, ctx: &Context<'_>, input: RecordActorInput) -> Result<ActorPayload> {
        let RecordActorInput { draft, asked } = input;
        write(ctx, || (vec![draft.deed(Place::input())], asked)).await.map(ActorPayload::from)
    }

    /// States some of an actor anew; the rest stays.
    async fn amend_actor(&self, ctx: &Context<'_>, input: AmendActorInput) -> Result<ActorPayload> {
        let AmendActorInput { amendment, asked } = input;
        write(ctx, || (vec![amendment.deed(Place::input())], asked)).await.map(ActorPayload::from)
    }
}

impl From<Outcome> for ActorPayload {
    fn from(mut outcome: Outcome) -> Self {
        let actor = match outcome.record() {
            Some(Node::Actor(actor)) => Some(actor),
            _ => None,
        };
        Self { actor, revision: outcome.revision, proposal: outcome.proposal, user_errors: outcome.user_errors }
    }
}
