//! The rows that records take: which tables they have a row in, and the cells of each in the order of its columns.
//!
//! Children stand in their canonical order. Not here: what the columns are (see [`super::TABLES`]), and the files.

use entente_model::actor::Actor;
use entente_model::agreement::{Agreement, Participation};
use entente_model::area::Area;
use entente_model::citation::Citation;
use entente_model::date::{Edtf, Period};
use entente_model::id::ActorId;
use entente_model::money::Money;
use entente_model::name::Name;
use entente_model::source::Source;
use entente_model::vocabulary::Vocabulary;

use super::TableName;
use super::failure::WriteError;

/// Takes a row of a table, cells in the order of its columns.
pub(super) type Emit<'a> = dyn FnMut(TableName, &[&str]) -> Result<(), WriteError> + 'a;

type Emitted = Result<(), WriteError>;

/// Hands on the rows of an actor.
pub(super) fn actor(actor: &Actor, emit: &mut Emit<'_>) -> Emitted {
    let id = actor.id.as_str();
    actor_row(actor, emit)?;
    each(&actor.names, |name| name_row(id, name, emit))?;
    each(&actor.identifiers, |identifier| {
        emit(TableName::Identifiers, &[id, identifier.scheme.code(), &identifier.value])
    })?;
    each(&actor.citations, |citation| citation_row(id, true, citation, emit))
}

/// Hands on the rows of an agreement.
pub(super) fn agreement(agreement: &Agreement, emit: &mut Emit<'_>) -> Emitted {
    let id = agreement.id.as_str();
    agreement_row(agreement, emit)?;
    each(&agreement.participations, |part| participation_row(id, part, emit))?;
    each(&agreement.links, |link| emit(TableName::Links, &[id, link.kind.code(), link.target.as_str()]))?;
    each(&agreement.places, |place| emit(TableName::Places, &[id, &place.area.code(), &text(place.share)]))?;
    each(&agreement.tags, |tag| emit(TableName::Tags, &[id, tag.scheme.code(), &tag.code]))?;
    each(&agreement.money, |money| money_row(id, money, emit))?;
    each(&agreement.citations, |citation| citation_row(id, false, citation, emit))
}

/// Visits the children of a record in their canonical order.
fn each<C: Ord>(children: &[C], visit: impl FnMut(&C) -> Emitted) -> Emitted {
    let mut sorted: Vec<&C> = children.iter().collect();
    sorted.sort();
    sorted.into_iter().try_for_each(visit)
}

fn actor_row(actor: &Actor, emit: &mut Emit<'_>) -> Emitted {
    emit(
        TableName::Actors,
        &[
            actor.id.as_str(),
            actor.kind.code(),
            &area(actor.country),
            &area(actor.region),
            code(actor.statehood),
            edtf(&actor.life.start),
            edtf(&actor.life.end),
            &text(actor.size),
            &actor.note,
            id(&actor.merged_into),
        ],
    )
}

fn name_row(of: &str, name: &Name, emit: &mut Emit<'_>) -> Emitted {
    let Period { start, end } = &name.period;
    emit(TableName::Names, &[of, name.kind.code(), &name.value, &name.language, edtf(start), edtf(end)])
}

fn agreement_row(agreement: &Agreement, emit: &mut Emit<'_>) -> Emitted {
    emit(
        TableName::Agreements,
        &[
            agreement.id.as_str(),
            agreement.kind.code(),
            &agreement.title,
            agreement.status.code(),
            edtf(&agreement.status_as_of),
            edtf(&agreement.period.start),
            edtf(&agreement.period.end),
            &text(agreement.confidence),
            &agreement.series,
            code(agreement.legal_force),
            code(agreement.geo_scope),
            code(agreement.level),
            code(agreement.modality),
            &agreement.note,
        ],
    )
}

fn participation_row(of: &str, part: &Participation, emit: &mut Emit<'_>) -> Emitted {
    let spell = if part.spell == 1 { String::new() } else { part.spell.to_string() };
    emit(
        TableName::Participations,
        &[
            of,
            part.actor.as_str(),
            part.role.code(),
            &spell,
            code(part.status),
            edtf(&part.period.start),
            edtf(&part.period.end),
            id(&part.acting_for),
            &part.note,
        ],
    )
}

fn money_row(of: &str, money: &Money, emit: &mut Emit<'_>) -> Emitted {
    emit(
        TableName::Money,
        &[
            of,
            &money.amount.to_string(),
            money.currency.as_ref().map_or("", |currency| currency.code()),
            money.stage.code(),
            code(money.finance),
            edtf(&money.date),
            id(&money.provider),
            id(&money.receiver),
            &money.note,
        ],
    )
}

/// Hands on the row of a source.
pub(super) fn source(source: &Source, emit: &mut Emit<'_>) -> Emitted {
    emit(
        TableName::Sources,
        &[
            source.id.as_str(),
            source.kind.code(),
            &source.title,
            &source.publisher,
            &source.url,
            edtf(&source.date),
            &text(source.retrieved),
            &source.language,
            &source.licence,
            &source.note,
        ],
    )
}

fn citation_row(record: &str, of_actor: bool, citation: &Citation, emit: &mut Emit<'_>) -> Emitted {
    let (target_type, target) = match &citation.participation {
        None if of_actor => ("actor", record.to_owned()),
        None => ("agreement", record.to_owned()),
        Some(key) if key.spell == 1 => ("participation", format!("{record}/{}/{}", key.actor, key.role.code())),
        Some(key) => ("participation", format!("{record}/{}/{}/{}", key.actor, key.role.code(), key.spell)),
    };
    let locator = &citation.locator;
    emit(
        TableName::Citations,
        &[
            target_type,
            &target,
            citation.source.as_str(),
            &locator.page,
            &text(locator.paragraph),
            &text(locator.sentence),
            &text(locator.characters.map(|(start, _)| start)),
            &text(locator.characters.map(|(_, end)| end)),
            &citation.field,
            &citation.reading,
            &citation.named_as,
        ],
    )
}

fn edtf(date: &Option<Edtf>) -> &str {
    date.as_ref().map_or("", Edtf::as_str)
}

fn code<V: Vocabulary>(value: Option<V>) -> &'static str {
    value.map_or("", V::code)
}

fn id(id: &Option<ActorId>) -> &str {
    id.as_ref().map_or("", ActorId::as_str)
}

fn area(area: Option<Area>) -> String {
    area.map(Area::code).unwrap_or_default()
}

fn text(value: Option<impl ToString>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}
