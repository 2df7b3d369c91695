//! Records as they were recorded, and who needs and holds what by their own account. Not here: what is shown of them.

use entente_engine::Edition;
use entente_model::actor::{Actor, Identifier};
use entente_model::admit::Known;
use entente_model::agreement::Participation;
use entente_model::citation::Citation;
use entente_model::id::{RecordRef, SourceId};
use entente_model::money::Money;
use entente_model::record::{Record, Records};
use entente_model::vocabulary::IdentifierScheme;

/// Copies out the records of an edition, which knows of each who refers to it, who holds what, and what it is merged into.
pub(crate) fn recorded(edition: &Edition) -> Records {
    let records = edition.to_records().expect("all can be read");
    for record in records.clone().into_records() {
        let reference = record.reference();
        assert!(edition.has(&reference));
        let mut needing = edition.needed_by(&reference);
        needing.sort();
        let by = |record: &Record| record.reference() != reference && refers(record, &reference);
        let mut expected: Vec<RecordRef> =
            records.clone().into_records().filter(by).map(|record| record.reference()).collect();
        expected.sort();
        assert_eq!(needing, expected, "{reference}");
        if let Record::Actor(Actor { id, merged_into, .. }) = &record {
            let superseding = edition.superseding(id.as_str()).map(|node| &edition.actor(node).id);
            assert_eq!(superseding, merged_into.as_ref());
        }
    }
    for value in ["Q1", "Q2", "Q3"] {
        let identifier = Identifier { scheme: IdentifierScheme::Wikidata, value: value.to_owned() };
        let holder = records.actors.iter().find(|actor| actor.identifiers.contains(&identifier));
        assert_eq!(edition.holder_of(&identifier), holder.map(|holder| holder.id.clone()));
    }
    records
}

/// Says whether a record refers to another.
fn refers(record: &Record, to: &RecordRef) -> bool {
    let cites = |citations: &[Citation], id: &SourceId| citations.iter().any(|citation| citation.source == *id);
    match (record, to) {
        (Record::Actor(actor), RecordRef::Actor(id)) => actor.merged_into.as_ref() == Some(id),
        (Record::Actor(actor), RecordRef::Source(id)) => cites(&actor.citations, id),
        (Record::Agreement(agreement), RecordRef::Source(id)) => cites(&agreement.citations, id),
        (Record::Agreement(agreement), RecordRef::Agreement(id)) => {
            agreement.links.iter().any(|link| link.target == *id)
        }
        (Record::Agreement(agreement), RecordRef::Actor(id)) => {
            let takes_part = |part: &Participation| part.actor == *id || part.acting_for.as_ref() == Some(id);
            let pays = |money: &Money| money.provider.as_ref() == Some(id) || money.receiver.as_ref() == Some(id);
            agreement.participations.iter().any(takes_part) || agreement.money.iter().any(pays)
        }
        _ => false,
    }
}
