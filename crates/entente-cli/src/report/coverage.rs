//! Coverage: how much is recorded of each state and organisation, and what is not.
//!
//! Not here: what counts (see `entente_engine::query::coverage`).

use std::collections::BTreeMap;

use entente_engine::Edition;
use entente_engine::query::coverage::{Coverage, Covered, coverage as cover};
use entente_model::area::Area;
use entente_model::vocabulary::Vocabulary;
use entente_store::LoadError;

use super::markdown::{below, code, number, plain, table, text};

const HEAD: &str = "\
# Coverage

How much is recorded of each country and organisation, from how many sources and publishers, and what is not recorded.
This file is made by `entente report coverage --data data` and changes with the data; do not edit it by hand.

No record does not mean no tie. What is recorded leans towards what is documented in public and in English. Much of it
is told by the actors themselves, who announce what begins more often than what lapses, fails or stays confidential.

- **agreements**: those in which the actor takes part, in whatever role and whatever their status. Structural ones
  (units, operators, successors) are left out, since they say how actors hang together and not whom they work with.
- **with parts**: those in which the state or what is part of it or operated by it takes part, as a ministry or a CERT.
  The columns after it are of these.
- **sources**: documents and data sets that are cited for these agreements as a whole or for the actor's part in them.
- **publishers**: different publishers of these sources; sources of one publisher are one voice.
- **latest start**: the latest known start of its participations, as written; `–` where none is known.
";

/// Writes how much an edition holds of each state and organisation. What was searched and not found is the curators'
/// own text.
///
/// # Complexity
/// That of [`cover`], and time and memory **O(V log V)** in the number of actors.
///
/// # Errors
/// [`LoadError`] where a record cannot be read from the store.
pub fn coverage(edition: &Edition, searched: Option<&str>) -> Result<String, LoadError> {
    let coverage = cover(edition)?;
    let mut document = format!("{HEAD}\n{}\n{}", countries(edition, &coverage), organisations(edition, &coverage));
    document.push_str(&format!("\n{}", without(edition, &coverage)));
    if let Some(searched) = searched {
        document.push_str(&format!("\n## Searched and not found\n\n{}", below(2, searched)));
    }
    Ok(document)
}

fn countries(edition: &Edition, coverage: &Coverage) -> String {
    let rows = coverage.states.iter().filter(|covered| covered.agreements > 0).map(|covered| {
        let area = edition.actor(covered.actor).country;
        let region = text(area.and_then(Area::parent).map_or("–", Area::name));
        let [sources, publishers, latest] = evidence(covered);
        let (name, id) = (name(edition, covered), code(id(edition, covered)));
        let (own, all) = (number(covered.own_agreements), number(covered.agreements));
        [name, id, region, own, all, sources, publishers, latest]
    });
    let head = ["country", "code", "region", "agreements", "with parts", "sources", "publishers", "latest start"];
    format!("## Countries\n\nActors of kind `state`: states and ISO 3166-1 territories.\n\n{}", table(head, rows))
}

fn organisations(edition: &Edition, coverage: &Coverage) -> String {
    let rows = coverage.organisations.iter().map(|covered| {
        let actor = edition.actor(covered.actor);
        let area = actor.area().map_or("–", Area::name);
        let [sources, publishers, latest] = evidence(covered);
        let (name, id) = (name(edition, covered), code(id(edition, covered)));
        [name, id, code(actor.kind.code()), text(area), number(covered.agreements), sources, publishers, latest]
    });
    let head = ["organisation", "code", "kind", "area", "agreements", "sources", "publishers", "latest start"];
    format!("## Organisations\n\nActors of all other kinds that take part in an agreement.\n\n{}", table(head, rows))
}

/// Lists the states without any agreement, and the countries for which no state is recorded.
fn without(edition: &Edition, coverage: &Coverage) -> String {
    let bare = coverage.states.iter().filter(|covered| covered.agreements == 0).map(|covered| {
        let actor = edition.actor(covered.actor);
        (actor.country.and_then(Area::parent), actor.name())
    });
    let unrecorded = coverage.unrecorded.iter().map(|area| (area.parent(), area.name()));
    format!(
        "## States without any agreement\n\nRecorded, with no agreement of theirs or of their parts:\n\n{}\n\
         Countries and territories of ISO 3166-1, and Kosovo, for which no actor is recorded:\n\n{}",
        by_region(bare),
        by_region(unrecorded)
    )
}

/// Lists names by the region that they lie in, in the order in which they come; some names have a comma of their own.
fn by_region<'a>(names: impl Iterator<Item = (Option<Area>, &'a str)>) -> String {
    let mut regions: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (region, name) in names {
        regions.entry(region.map_or("Elsewhere", Area::name)).or_default().push(plain(name));
    }
    if regions.is_empty() {
        return "None.\n".to_owned();
    }
    regions.iter().map(|(region, names)| format!("- {region} ({}): {}\n", names.len(), names.join("; "))).collect()
}

fn name(edition: &Edition, covered: &Covered) -> comfy_table::Cell {
    text(edition.actor(covered.actor).name())
}

fn id<'a>(edition: &'a Edition, covered: &Covered) -> &'a str {
    edition.actor(covered.actor).id.as_str()
}

fn evidence(covered: &Covered) -> [comfy_table::Cell; 3] {
    let latest = covered.latest_start.as_ref().map_or("–", |start| start.as_str());
    [number(covered.sources), number(covered.publishers), text(latest)]
}
