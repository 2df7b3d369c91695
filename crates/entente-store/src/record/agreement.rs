//! Agreements on disk, with their participations, links, places, tags and money.

use entente_model::agreement::{Agreement, Link, Participation, Place, Tag};
use entente_model::area::Area;
use entente_model::date::{Edtf, Period};
use entente_model::id::{ActorId, AgreementId};
use entente_model::money::{Currency, Money};
use entente_model::vocabulary::{
    AgreementKind, AgreementStatus, FinanceType, GeoScope, LegalForce, Level, LinkKind, Modality, MoneyStage, Role,
    TagScheme,
};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::citation::{CitationBody, first_spell, is_first_spell};
use super::text::{Code, Text, Written};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AgreementBody<'a> {
    id: Written<AgreementId>,
    kind: Code<AgreementKind>,
    #[serde(borrow, default, skip_serializing_if = "Text::is_empty")]
    title: Text<'a>,
    status: Code<AgreementStatus>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    status_as_of: Option<Written<Edtf>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    start: Option<Written<Edtf>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    end: Option<Written<Edtf>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    confidence: Option<u8>,
    #[serde(borrow, default, skip_serializing_if = "Text::is_empty")]
    series: Text<'a>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    legal_force: Option<Code<LegalForce>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    geo_scope: Option<Code<GeoScope>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    level: Option<Code<Level>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    modality: Option<Code<Modality>>,
    #[serde(borrow, default, skip_serializing_if = "Text::is_empty")]
    note: Text<'a>,
    #[serde(borrow, default, skip_serializing_if = "Vec::is_empty")]
    participations: Vec<ParticipationBody<'a>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    links: Vec<LinkBody>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    places: Vec<PlaceBody>,
    #[serde(borrow, default, skip_serializing_if = "Vec::is_empty")]
    tags: Vec<TagBody<'a>>,
    #[serde(borrow, default, skip_serializing_if = "Vec::is_empty")]
    money: Vec<MoneyBody<'a>>,
    #[serde(borrow, default, skip_serializing_if = "Vec::is_empty")]
    citations: Vec<CitationBody<'a>>,
}

/// Returns what stays of an agreement whose body is blanked.
pub(super) fn skeleton(agreement: &Agreement) -> Agreement {
    Agreement {
        id: agreement.id.clone(),
        kind: agreement.kind,
        title: String::new(),
        status: agreement.status,
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

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ParticipationBody<'a> {
    actor: Written<ActorId>,
    role: Code<Role>,
    #[serde(default = "first_spell", skip_serializing_if = "is_first_spell")]
    spell: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    status: Option<Code<AgreementStatus>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    start: Option<Written<Edtf>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    end: Option<Written<Edtf>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    acting_for: Option<Written<ActorId>>,
    #[serde(borrow, default, skip_serializing_if = "Text::is_empty")]
    note: Text<'a>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct LinkBody {
    kind: Code<LinkKind>,
    target: Written<AgreementId>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct PlaceBody {
    area: Written<Area>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    share: Option<Written<Decimal>>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct TagBody<'a> {
    scheme: Code<TagScheme>,
    #[serde(borrow)]
    code: Text<'a>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct MoneyBody<'a> {
    amount: Written<Decimal>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    currency: Option<Written<Currency>>,
    stage: Code<MoneyStage>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    finance: Option<Code<FinanceType>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    date: Option<Written<Edtf>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    provider: Option<Written<ActorId>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    receiver: Option<Written<ActorId>>,
    #[serde(borrow, default, skip_serializing_if = "Text::is_empty")]
    note: Text<'a>,
}

impl<'a> From<&'a Agreement> for AgreementBody<'a> {
    fn from(agreement: &'a Agreement) -> Self {
        Self {
            id: Written(agreement.id.clone()),
            kind: Code(agreement.kind),
            title: (&agreement.title).into(),
            status: Code(agreement.status),
            status_as_of: agreement.status_as_of.clone().map(Written),
            start: agreement.period.start.clone().map(Written),
            end: agreement.period.end.clone().map(Written),
            confidence: agreement.confidence,
            series: (&agreement.series).into(),
            legal_force: agreement.legal_force.map(Code),
            geo_scope: agreement.geo_scope.map(Code),
            level: agreement.level.map(Code),
            modality: agreement.modality.map(Code),
            note: (&agreement.note).into(),
            participations: agreement.participations.iter().map(ParticipationBody::from).collect(),
            links: agreement.links.iter().map(LinkBody::from).collect(),
            places: agreement.places.iter().map(PlaceBody::from).collect(),
            tags: agreement.tags.iter().map(TagBody::from).collect(),
            money: agreement.money.iter().map(MoneyBody::from).collect(),
            citations: agreement.citations.iter().map(CitationBody::from).collect(),
        }
    }
}

impl From<AgreementBody<'_>> for Agreement {
    fn from(body: AgreementBody<'_>) -> Self {
        Self {
            id: body.id.0,
            kind: body.kind.0,
            title: body.title.into(),
            status: body.status.0,
            status_as_of: body.status_as_of.map(|date| date.0),
            period: Period { start: body.start.map(|date| date.0), end: body.end.map(|date| date.0) },
            confidence: body.confidence,
            series: body.series.into(),
            legal_force: body.legal_force.map(|code| code.0),
            geo_scope: body.geo_scope.map(|code| code.0),
            level: body.level.map(|code| code.0),
            modality: body.modality.map(|code| code.0),
            note: body.note.into(),
            participations: body.participations.into_iter().map(Participation::from).collect(),
            links: body.links.into_iter().map(Link::from).collect(),
            places: body.places.into_iter().map(Place::from).collect(),
            tags: body.tags.into_iter().map(Tag::from).collect(),
            money: body.money.into_iter().map(Money::from).collect(),
            citations: body.citations.into_iter().map(Into::into).collect(),
        }
    }
}

impl<'a> From<&'a Participation> for ParticipationBody<'a> {
    fn from(participation: &'a Participation) -> Self {
        let Participation { actor, role, spell, status, period: Period { start, end }, acting_for, note } =
            participation;
        Self {
            actor: Written(actor.clone()),
            role: Code(*role),
            spell: *spell,
            status: status.map(Code),
            start: start.clone().map(Written),
            end: end.clone().map(Written),
            acting_for: acting_for.clone().map(Written),
            note: note.into(),
        }
    }
}

impl From<ParticipationBody<'_>> for Participation {
    fn from(body: ParticipationBody<'_>) -> Self {
        Self {
            actor: body.actor.0,
            role: body.role.0,
            spell: body.spell,
            status: body.status.map(|status| status.0),
            period: Period { start: body.start.map(|date| date.0), end: body.end.map(|date| date.0) },
            acting_for: body.acting_for.map(|actor| actor.0),
            note: body.note.into(),
        }
    }
}

impl From<&Link> for LinkBody {
    fn from(link: &Link) -> Self {
        let Link { kind, target } = link;
        Self { kind: Code(*kind), target: Written(target.clone()) }
    }
}

impl From<LinkBody> for Link {
    fn from(body: LinkBody) -> Self {
        Self { kind: body.kind.0, target: body.target.0 }
    }
}

impl From<&Place> for PlaceBody {
    fn from(place: &Place) -> Self {
        let Place { area, share } = place;
        Self { area: Written(*area), share: share.map(Written) }
    }
}

impl From<PlaceBody> for Place {
    fn from(body: PlaceBody) -> Self {
        Self { area: body.area.0, share: body.share.map(|share| share.0) }
    }
}

impl<'a> From<&'a Tag> for TagBody<'a> {
    fn from(tag: &'a Tag) -> Self {
        let Tag { scheme, code } = tag;
        Self { scheme: Code(*scheme), code: code.into() }
    }
}

impl From<TagBody<'_>> for Tag {
    fn from(body: TagBody<'_>) -> Self {
        Self { scheme: body.scheme.0, code: body.code.into() }
    }
}

impl<'a> From<&'a Money> for MoneyBody<'a> {
    fn from(money: &'a Money) -> Self {
        let Money { amount, currency, stage, finance, date, provider, receiver, note } = money;
        Self {
            amount: Written(*amount),
            currency: currency.map(Written),
            stage: Code(*stage),
            finance: finance.map(Code),
            date: date.clone().map(Written),
            provider: provider.clone().map(Written),
            receiver: receiver.clone().map(Written),
            note: note.into(),
        }
    }
}

impl From<MoneyBody<'_>> for Money {
    fn from(body: MoneyBody<'_>) -> Self {
        Self {
            amount: body.amount.0,
            currency: body.currency.map(|currency| currency.0),
            stage: body.stage.0,
            finance: body.finance.map(|finance| finance.0),
            date: body.date.map(|date| date.0),
            provider: body.provider.map(|actor| actor.0),
            receiver: body.receiver.map(|actor| actor.0),
            note: body.note.into(),
        }
    }
}
