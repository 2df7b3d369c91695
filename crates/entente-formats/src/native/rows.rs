//! From rows to values, a function per table; the other way is `write`. Not here: to which record a child belongs.
//!
//! Every function reads every cell, so that all faults of a row are reported; it returns nothing only where the value
//! cannot be made, and a value without its faulty optional cells otherwise.

use entente_model::actor::{Actor, Identifier};
use entente_model::agreement::{Agreement, Link, Participation, Place, Tag};
use entente_model::citation::{Citation, Locator, ParticipationKey};
use entente_model::date::Period;
use entente_model::id::{ActorId, AgreementId, SourceId};
use entente_model::money::Money;
use entente_model::name::Name;
use entente_model::source::Source;
use entente_model::violation::Rule;
use entente_model::vocabulary::{AgreementStatus, Role, Vocabulary};

use super::cell::{self, Fault, Parsed, coded, unknown_value};
use super::refer::Refer;
use super::row::Row;
use super::shelf::Shelf;
use super::tables::TARGET_TYPES;

pub(super) type Actors = Shelf<ActorId, Actor>;
pub(super) type Agreements = Shelf<AgreementId, Agreement>;
pub(super) type Sources = Shelf<SourceId, Source>;

pub(super) fn actor(row: &mut Row<'_>, id: &ActorId) -> Option<Actor> {
    let kind = row.required("kind", coded);
    let actor = |kind| Actor {
        id: id.clone(),
        kind,
        names: Vec::new(),
        identifiers: Vec::new(),
        country: row.optional("country", cell::area),
        region: row.optional("region", cell::area),
        statehood: row.optional("statehood", coded),
        life: period(row),
        size: row.optional("size", |size| cell::integer(size, 0, u32::MAX)),
        note: row.text("note"),
        citations: Vec::new(),
        merged_into: if row.has("merged_into") {
            row.optional("merged_into", |cell| Ok(ActorId::new(cell)?))
        } else {
            None
        },
    };
    with(kind, actor)
}

pub(super) fn agreement(row: &mut Row<'_>, id: &AgreementId) -> Option<Agreement> {
    let kind = row.required("kind", coded);
    let agreement = |kind| Agreement {
        id: id.clone(),
        kind,
        title: row.required("title", cell::text).unwrap_or_default(),
        status: row.required("status", coded).unwrap_or(AgreementStatus::Unknown),
        status_as_of: row.optional("status_as_of", cell::date),
        period: period(row),
        confidence: row.optional("confidence", |cell| cell::integer(cell, 0, 100)).and_then(|c| u8::try_from(c).ok()),
        series: row.text("series"),
        legal_force: row.optional("legal_force", coded),
        geo_scope: row.optional("geo_scope", coded),
        level: row.optional("level", coded),
        modality: row.optional("modality", coded),
        note: row.text("note"),
        participations: Vec::new(),
        links: Vec::new(),
        places: Vec::new(),
        tags: Vec::new(),
        money: Vec::new(),
        citations: Vec::new(),
    };
    with(kind, agreement)
}

pub(super) fn source(row: &mut Row<'_>, id: &SourceId) -> Option<Source> {
    let kind = row.required("kind", coded);
    let source = |kind| Source {
        id: id.clone(),
        kind,
        title: row.required("title", cell::text).unwrap_or_default(),
        publisher: row.text("publisher"),
        url: row.text("url"),
        date: row.optional("date", cell::date),
        retrieved: row.optional("retrieved", cell::day),
        language: row.text("language"),
        licence: row.text("licence"),
        note: row.text("note"),
    };
    with(kind, source)
}

pub(super) fn name(row: &mut Row<'_>) -> Option<Name> {
    let kind = row.required("type", coded);
    let value = row.required("name", cell::name);
    let (language, period) = (row.text("language"), period(row));
    Some(Name { kind: kind?, value: value?, language, period })
}

pub(super) fn identifier(row: &mut Row<'_>) -> Option<Identifier> {
    let scheme = row.required("scheme", coded);
    let value = row.required("value", cell::text);
    Some(Identifier { scheme: scheme?, value: value? })
}

pub(super) fn participation(row: &mut Row<'_>, actors: &mut Actors) -> Option<Participation> {
    let actor = row.required("actor", |cell| actors.reference(cell));
    let role = row.required("role", coded);
    let spell = row.optional("spell", spell).unwrap_or(1);
    let status = row.optional("status", coded);
    let period = period(row);
    let acting_for = row.optional("acting_for", |cell| actors.reference(cell));
    let note = row.text("note");
    Some(Participation { actor: actor?, role: role?, spell, status, period, acting_for, note })
}

pub(super) fn link(row: &mut Row<'_>, agreements: &mut impl Refer<AgreementId>) -> Option<Link> {
    let kind = row.required("kind", coded);
    let target = row.required("target", |cell| agreements.refer(cell));
    Some(Link { kind: kind?, target: target? })
}

pub(super) fn place(row: &mut Row<'_>) -> Option<Place> {
    let area = row.required("area", cell::area);
    let share = row.optional("share", cell::decimal);
    Some(Place { area: area?, share })
}

pub(super) fn tag(row: &mut Row<'_>) -> Option<Tag> {
    let scheme = row.required("scheme", coded);
    let code = row.required("code", cell::text);
    Some(Tag { scheme: scheme?, code: code? })
}

pub(super) fn money(row: &mut Row<'_>, actors: &mut Actors) -> Option<Money> {
    let amount = row.required("amount", cell::decimal);
    let currency = row.optional("currency", cell::currency);
    let stage = row.required("stage", coded);
    let finance = row.optional("finance", coded);
    let date = row.optional("date", cell::date);
    let provider = row.optional("provider", |cell| actors.reference(cell));
    let receiver = row.optional("receiver", |cell| actors.reference(cell));
    let note = row.text("note");
    Some(Money { amount: amount?, currency, stage: stage?, finance, date, provider, receiver, note })
}

/// What a citation supports.
pub(super) enum Target {
    Actor(ActorId),
    Agreement(AgreementId),
    Participation(AgreementId, ParticipationKey),
}

/// What could be read of the record that a citation supports.
pub(super) struct TargetCell {
    /// What the citation supports, where all of it could be read.
    pub(super) target: Option<Target>,
    /// Whether it may support an agreement.
    pub(super) may_be_agreement: bool,
    /// The identifier at the head of the cell.
    pub(super) head: Option<String>,
}

/// Reads what a citation supports.
pub(super) fn target(row: &mut Row<'_>, actors: &mut Actors, agreements: &mut impl Refer<AgreementId>) -> TargetCell {
    let kind = row.key("target_type", |cell| match TARGET_TYPES.into_iter().find(|&kind| kind == cell) {
        Some(kind) => Ok(kind),
        None => Err(unknown_value("target type", cell, &TARGET_TYPES)),
    });
    let mut head = None;
    let target = row.key("target", |cell| {
        head = cell.split('/').next().map(str::to_owned);
        match kind {
            Some("actor") => actors.reference(cell).map(|id| Some(Target::Actor(id))),
            Some("agreement") => agreements.refer(cell).map(|id| Some(Target::Agreement(id))),
            Some(_) => participation_target(cell, agreements).map(Some),
            None => Ok(None),
        }
    });
    TargetCell { target: target.flatten(), may_be_agreement: kind != Some("actor"), head }
}

/// Reads the place in the source and what it says there; `participation` is whom the citation supports within its
/// agreement.
pub(super) fn citation(
    row: &mut Row<'_>,
    participation: Option<ParticipationKey>,
    sources: &mut Sources,
) -> Option<Citation> {
    let source = row.required("source", |cell| sources.reference(cell));
    let locator = locator(row);
    let (field, reading, named_as) = (row.text("field"), row.text("reading"), row.text("named_as"));
    Some(Citation { participation, source: source?, locator, field, reading, named_as })
}

/// Makes a value from the one cell that it cannot do without. Its other cells are read in any case; the stand-in for a
/// missing one never leaves this function.
fn with<V: Vocabulary, T>(kind: Option<V>, make: impl FnOnce(V) -> T) -> Option<T> {
    let value = make(kind.unwrap_or(V::ALL[0]));
    kind.map(|_| value)
}

fn period(row: &mut Row<'_>) -> Period {
    Period { start: row.optional("start", cell::date), end: row.optional("end", cell::date) }
}

fn spell(cell: &str) -> Parsed<u32> {
    cell::integer(cell, 1, u32::MAX)
}

fn participation_target(cell: &str, agreements: &mut impl Refer<AgreementId>) -> Parsed<Target> {
    let parts: Vec<&str> = cell.split('/').collect();
    let (agreement, actor, role, number) = match parts[..] {
        [agreement, actor, role] => (agreement, actor, role, 1),
        [agreement, actor, role, number] => (agreement, actor, role, spell(number)?),
        _ => {
            let message = format!("`{}` names no participation", cell::shortened(cell));
            let hint = "write `agreement/actor/role`, or `agreement/actor/role/2` for the second spell";
            return Err(Fault::new(Rule::InvalidId, message, hint));
        }
    };
    let agreement = agreements.refer(agreement)?;
    let key = ParticipationKey { actor: ActorId::new(actor)?, role: coded::<Role>(role)?, spell: number };
    Ok(Target::Participation(agreement, key))
}

fn locator(row: &mut Row<'_>) -> Locator {
    let number = |min| move |cell: &str| cell::integer(cell, min, u32::MAX);
    let page = row.text("page");
    let (paragraph, sentence) = (row.optional("paragraph", number(1)), row.optional("sentence", number(1)));
    let (start, end) = (row.optional("char_start", number(0)), row.optional("char_end", number(0)));
    let characters = match (start, end) {
        (Some(start), Some(end)) if start <= end => Some((start, end)),
        (Some(start), Some(end)) => {
            let message = format!("the passage ends at character {end}, before its start at {start}");
            row.report(
                "char_end",
                Fault::new(Rule::InvalidNumber, message, "`char_end` is the character after the last"),
            );
            None
        }
        (None, None) => None,
        (start, _) => {
            let (absent, given) = if start.is_none() { ("char_start", "char_end") } else { ("char_end", "char_start") };
            // One that is given and could not be read has been reported.
            if row.is_empty(absent) {
                let message = format!("`{given}` is given and `{absent}` is not");
                row.report(absent, Fault::new(Rule::MissingValue, message, "give both or neither"));
            }
            None
        }
    };
    Locator { page, paragraph, sentence, characters }
}
