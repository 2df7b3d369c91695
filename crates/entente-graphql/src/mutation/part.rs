//! Children that only agreements have, as inputs: participations, links, places, tags, money.

use async_graphql::{ID, InputObject};
use entente_model::agreement::{Link, Participation, Place as ModelPlace, Tag};
use entente_model::money::{Currency, Money};
use entente_model::violation::Rule;
use entente_model::vocabulary::{AgreementStatus, FinanceType, LinkKind, MoneyStage, Role, TagScheme};

use super::child::period;
use super::form::{Form, Place};
use crate::scalar::{Decimal, EdtfDate};
use crate::vocabulary::Coded;

/// One actor's part in an agreement.
#[derive(InputObject)]
pub(super) struct ParticipationInput {
    /// Who takes part, by readable or global identifier.
    actor: ID,
    /// What it does there.
    role: Coded<Role>,
    /// Which of several spells in that role, from 1: who left and came back has two.
    #[graphql(default = 1)]
    spell: i32,
    /// How its part stands where that differs from the agreement.
    status: Option<Coded<AgreementStatus>>,
    /// When its part starts; without it the agreement's start.
    start: Option<EdtfDate>,
    /// When its part ends; without it the agreement's end.
    end: Option<EdtfDate>,
    /// On whose behalf it acts, as an agency that signs for its state.
    acting_for: Option<ID>,
    /// What a reader has to know beside the fields.
    note: Option<String>,
}

/// How an agreement relates to another.
#[derive(InputObject)]
pub(super) struct LinkInput {
    /// How.
    kind: Coded<LinkKind>,
    /// To which, by readable or global identifier.
    target: ID,
}

/// Where an agreement takes place or what it covers.
#[derive(InputObject)]
pub(super) struct PlaceInput {
    /// ISO 3166-1 alpha-3 of a country, three digits of UN M49 of a region.
    code: String,
    /// Its share of the whole in per cent.
    share: Option<Decimal>,
}

/// A concept of another scheme than that of topics.
#[derive(InputObject)]
pub(super) struct TagInput {
    /// The concept scheme.
    scheme: Coded<TagScheme>,
    /// The code there.
    code: String,
}

/// An amount of money that an agreement moves or promises.
#[derive(InputObject)]
pub(super) struct MoneyInput {
    /// The amount; negative where it is a refund.
    amount: Decimal,
    /// The currency, ISO 4217; left out where the source states none.
    currency: Option<String>,
    /// How far it has got.
    stage: Coded<MoneyStage>,
    /// In what form it is given.
    finance: Option<Coded<FinanceType>>,
    /// Its value date, as written.
    date: Option<EdtfDate>,
    /// Who gives it, by readable or global identifier.
    provider: Option<ID>,
    /// Who gets it, by readable or global identifier.
    receiver: Option<ID>,
    /// What a reader has to know beside the fields.
    note: Option<String>,
}

impl ParticipationInput {
    /// Reads a participation.
    pub(super) fn read(form: &mut Form, place: &Place, input: Self) -> Option<Participation> {
        let Self { actor, role, spell, status, start, end, acting_for, note } = input;
        let actor = form.actor(&place.at("actor"), &actor);
        let spell = form.number(&place.at("spell"), spell, "1 or more");
        let acting_for = match acting_for {
            Some(id) => form.actor(&place.at("actingFor"), &id).map(Some),
            None => Some(None),
        };
        Some(Participation {
            actor: actor?,
            role: role.0,
            spell: spell?,
            status: status.map(|status| status.0),
            period: period(start, end),
            acting_for: acting_for?,
            note: note.unwrap_or_default(),
        })
    }
}

impl LinkInput {
    /// Reads a link.
    pub(super) fn read(form: &mut Form, place: &Place, input: Self) -> Option<Link> {
        let target = form.agreement(&place.at("target"), &input.target)?;
        Some(Link { kind: input.kind.0, target })
    }
}

impl PlaceInput {
    /// Reads a place.
    pub(super) fn read(form: &mut Form, place: &Place, input: Self) -> Option<ModelPlace> {
        let area = form.area_at(&place.at("code"), &input.code)?;
        Some(ModelPlace { area, share: input.share.map(|share| share.0) })
    }
}

impl TagInput {
    /// Reads a tag.
    pub(super) fn read(form: &mut Form, place: &Place, input: Self) -> Option<Tag> {
        let Self { scheme: Coded(scheme), code } = input;
        if scheme == TagScheme::EntenteTopic {
            let message = format!("`{code}` is a topic");
            form.fault(&place.at("scheme"), Rule::NotApplicable, message, "state topics in `topics`");
            return None;
        }
        Some(Tag { scheme, code })
    }
}

impl MoneyInput {
    /// Reads an amount of money.
    pub(super) fn read(form: &mut Form, place: &Place, input: Self) -> Option<Money> {
        let Self { amount, currency, stage, finance, date, provider, receiver, note } = input;
        let currency = match currency {
            Some(code) => self::currency(form, &place.at("currency"), &code).map(Some),
            None => Some(None),
        };
        let mut actor = |field: &str, id: Option<ID>| match id {
            Some(id) => form.actor(&place.at(field), &id).map(Some),
            None => Some(None),
        };
        let (provider, receiver) = (actor("provider", provider), actor("receiver", receiver));
        Some(Money {
            amount: amount.0,
            currency: currency?,
            stage: stage.0,
            finance: finance.map(|finance| finance.0),
            date: date.map(|date| date.0),
            provider: provider?,
            receiver: receiver?,
            note: note.unwrap_or_default(),
        })
    }
}

fn currency(form: &mut Form, place: &Place, code: &str) -> Option<Currency> {
    let currency = Currency::parse(code);
    if currency.is_none() {
        let message = format!("`{code}` is no currency");
        form.fault(place, Rule::UnknownCurrency, message, "write the ISO 4217 code, as EUR");
    }
    currency
}
