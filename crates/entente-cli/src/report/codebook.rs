//! The codebook: every value of every list with its definition, and how often it occurs in an edition.
//!
//! Not here: what is counted (see `entente_engine::query::tally`), and the columns of the tables, which the description
//! of the data format has.

use entente_engine::Edition;
use entente_engine::query::tally::{Counts, Tally, tally};
use entente_model::area::Area;
use entente_model::vocabulary::{
    AgreementKind, AgreementStatus, KindGroup, Role, RoleCount, StatusClass, TagScheme, Theme, TimeClass, Topic,
    Vocabulary,
};
use entente_store::LoadError;

use super::markdown::{code, codes, number, plain, table, text};
use super::standards::standards;

const HEAD: &str = "\
# Codebook

Every value of every list of Entente, with its definition and how often it occurs.

This file is made by `entente report codebook --data data` from the tables of the vocabulary, which the program itself
uses, and from the records; it changes with them, so do not edit it by hand. Codes are stable and never used again for
something else.

In the study of alliances an *entente* is a pledge to consult (Type III of the Correlates of War alliance data), a term
of art that the name of this project alludes to without limiting it to such pledges.

The lists, their definitions and the bundled data are licensed under Creative Commons Attribution 4.0 International (CC
BY 4.0, <https://creativecommons.org/licenses/by/4.0/>). Counts of other data fall under the terms of that data.
";

const BASE: &str = "\
## What the counts are of

The records that stand: what was withdrawn and earlier versions of what was amended do not count, and neither the number
of the revision nor the day on which this file is made plays a part. Agreements that only say how actors hang together
(units, operators, successors) count as any other. No record does not mean no tie.
";

const DATES: &str = "\
## Dates

Dates are written in the Extended Date/Time Format (EDTF) of the Library of Congress, 4 February 2019: Level 1 is
supported, and in addition the one-of set `[a,b]` of level 2. A vague date is kept as written and read as the earliest
and the latest day that it may mean, never as the first of January.
";

const SIDES: &str = "\
### Sides, direction and time

An agreement becomes ties by the side on which each role of its kind stands. A **hub** is tied to everyone who is not
silent. A **peer** is tied to the hubs, and to the other peers while they are few. A **spoke** is tied to the hubs, and
counts as a peer where there is no hub. Who is **silent** is named and tied to nobody. An actor counts once, on its
strongest side. Direction runs from the first role to the last; a kind without one is undirected. A **state** holds from
its start to its end, an **event** on its own days only. A role that a kind does not name is not admitted in it.
";

const TOPICS: &str = "\
### Topic

What an agreement is about: the scheme `entente-topic`, by theme. An agreement may have several topics or none, and
counts once in a theme.
";

const STARTS: &str = "\
### Start

Agreements by the year in which they start. A date that may lie in several years counts under its own form, as the
decade `201X` or the set `[2013,2014]`, without marks of doubt (`?`, `~`, `%`); `..` is an open start, and `unknown`
none.
";

const REGIONS: &str = "\
### Region

Agreements by region of UN M49. By participants: an actor takes part whose own country lies in the region, so that a
membership of Albania counts in Southern Europe, in Europe and in the world; actors without a country, as international
organisations, do not count. By places: a place of the agreement is the region or lies in it. An agreement counts once
in a region, and may count in several.
";

/// Writes the codebook of an edition. The same records always make the same text.
///
/// # Complexity
/// That of [`tally`]; the text grows with the lists and not with the records, but for the starts that differ.
///
/// # Errors
/// [`LoadError`] where a record cannot be read from the store.
pub fn codebook(edition: &Edition) -> Result<String, LoadError> {
    let tally = tally(edition)?;
    let parts = [
        HEAD.to_owned(),
        base(&tally),
        DATES.to_owned(),
        format!("## Agreements\n\n{}", kinds(&tally)),
        sides(),
        list("Role", "What an actor does in an agreement.", &tally.roles, "participations"),
        statuses(&tally),
        topics(&tally),
        starts(&tally),
        regions(&tally),
        facets(&tally),
        list("Kind of link", "How one agreement relates to another.", &tally.link_kinds, "links"),
        tag_schemes(&tally),
        format!("## Actors\n\n{}", list("Kind of actor", "What an actor is.", &tally.actor_kinds, "actors")),
        list("Statehood", "How far a state or territory is recognised.", &tally.statehoods, "actors"),
        list("Type of name", "The order is that of preference for display.", &tally.name_kinds, "names"),
        list("Scheme of identifiers", "Registers that number actors.", &tally.identifier_schemes, "identifiers"),
        format!("## Money\n\nSums never mix stages or currencies.\n\n{}", stages(&tally)),
        finance(&tally),
        format!("## Sources\n\n{}", list("Kind of source", "What a source is.", &tally.source_kinds, "sources")),
        standards(),
    ];
    Ok(parts.join("\n"))
}

/// Says what the counts are of.
fn base(tally: &Tally) -> String {
    let rows = [
        ("agreements", tally.agreements),
        ("participations", tally.roles.total()),
        ("actors", tally.actors),
        ("names", tally.name_kinds.total()),
        ("sources", tally.sources),
        ("citations", tally.citations),
    ];
    let rows = rows.map(|(of, count)| [text(of), number(count)]);
    format!("{BASE}\n{}", table(["records", "count"], rows))
}

fn kinds(tally: &Tally) -> String {
    let mut section = "### Kind of agreement\n\nWhat was agreed or done together, in nine groups.\n".to_owned();
    for &group in KindGroup::ALL {
        let of_group = AgreementKind::ALL.iter().filter(|kind| kind.group() == group);
        let rows = of_group.map(|&kind| {
            let demands = kind.sides().counts.iter().map(demand).collect::<Vec<_>>();
            let demands = if demands.is_empty() { "–".to_owned() } else { demands.join(", ") };
            row(kind, &tally.agreement_kinds, [comfy_table::Cell::new(demands)])
        });
        let (title, count) = (heading(group), tally.kind_groups.of(group));
        let table = table(["code", "definition", "demands", "agreements"], rows);
        section.push_str(&format!("\n#### {title}\n\n{}. Agreements: {count}.\n\n{table}", group.definition()));
    }
    section
}

/// Says how often a role has to occur.
fn demand(count: &RoleCount) -> String {
    let role = count.role.code();
    match (count.min, count.max) {
        (1, 1) => format!("one `{role}`"),
        (min, usize::MAX) => format!("at least {min} `{role}`"),
        (min, max) => format!("{min} to {max} `{role}`"),
    }
}

fn sides() -> String {
    let rows = AgreementKind::ALL.iter().map(|&kind| {
        let time = match kind.time() {
            TimeClass::State => "state",
            TimeClass::Event => "event",
            TimeClass::EventIfDay => "event if dated to a day, else state",
        };
        let sides = kind.sides();
        let [hub, peer, spoke, silent] =
            [sides.hub, sides.peer, sides.spoke, sides.silent].map(|roles| of(roles, ", "));
        [code(kind.code()), hub, peer, spoke, silent, of(sides.direction, " → "), text(time)]
    });
    let head = ["kind", "hub", "peer", "spoke", "silent", "direction", "time"];
    format!("{SIDES}\n{}", table(head, rows))
}

fn of(roles: &[Role], between: &str) -> comfy_table::Cell {
    codes(roles.iter().map(|role| role.code()), between)
}

fn statuses(tally: &Tally) -> String {
    let rows = AgreementStatus::ALL.iter().map(|&status| {
        let class = match status.class() {
            StatusClass::Void => "void",
            StatusClass::Pending => "pending",
            StatusClass::Ended => "ended",
            StatusClass::Effective => "effective",
        };
        row(status, &tally.statuses, [text(class)])
    });
    format!(
        "### Status\n\nHow an agreement stands in the world. What is pending never holds for certain, what is void \
         makes no tie.\n\n{}",
        table(["code", "definition", "class", "agreements"], rows)
    )
}

fn topics(tally: &Tally) -> String {
    let mut section = TOPICS.to_owned();
    for &theme in Theme::ALL {
        let of_theme = Topic::ALL.iter().filter(|topic| topic.theme() == theme);
        let rows = of_theme.map(|&topic| row(topic, &tally.topics, []));
        let (definition, count) = (theme.definition(), tally.themes.of(theme));
        let table = table(["code", "definition", "agreements"], rows);
        section.push_str(&format!("\n#### {definition}\n\nTheme `{}`. Agreements: {count}.\n\n{table}", theme.code()));
    }
    section
}

fn starts(tally: &Tally) -> String {
    let rows = tally.starts.iter().map(|count| {
        let start = count.start.as_ref().map_or("unknown", |start| start.as_str());
        [text(start), number(count.agreements)]
    });
    format!("{STARTS}\n{}", table(["start", "agreements"], rows))
}

fn regions(tally: &Tally) -> String {
    let rows = tally.regions.iter().map(|count| {
        let within = count.region.parent().map_or("–", Area::name);
        let (participants, places) = (number(count.by_participants), number(count.by_places));
        [code(&count.region.code()), text(count.region.name()), text(within), participants, places]
    });
    format!("{REGIONS}\n{}", table(["code", "region", "within", "by participants", "by places"], rows))
}

fn facets(tally: &Tally) -> String {
    let agreements = tally.agreements;
    [
        "### Facets\n\nWhat may be said of any agreement. `–` is nothing: the record does not say.\n".to_owned(),
        facet("Legal force", "Whether an agreement binds.", &tally.legal_forces, agreements),
        facet("Geographic scope", "How wide an agreement reaches.", &tally.geo_scopes, agreements),
        facet("Level", "On what level an agreement is made.", &tally.levels, agreements),
        facet("Modality", "How people meet in it.", &tally.modalities, agreements),
    ]
    .join("\n")
}

fn facet<V: Vocabulary>(title: &str, meaning: &str, counts: &Counts<V>, all: usize) -> String {
    format!("#### {title}\n\n{meaning}\n\n{}", stated(counts, "agreements", all))
}

fn tag_schemes(tally: &Tally) -> String {
    let rows = TagScheme::ALL.iter().map(|&scheme| {
        let codes = scheme.codes().map_or("any".to_owned(), |codes| codes.len().to_string());
        row(scheme, &tally.tag_schemes, [text(&codes)])
    });
    format!(
        "### Scheme of tags\n\nSchemes of concepts for agreements. A closed scheme has so many codes, an open one takes \
         any.\n\n{}",
        table(["code", "definition", "codes", "tags"], rows)
    )
}

fn stages(tally: &Tally) -> String {
    list("Stage", "How far an amount has come.", &tally.money_stages, "amounts")
}

fn finance(tally: &Tally) -> String {
    let table = stated(&tally.finance_types, "amounts", tally.money_stages.total());
    format!("### Type of finance\n\nIn what form money is given.\n\n{table}")
}

/// Writes a list with nothing beside code, definition and count.
fn list<V: Vocabulary>(title: &str, meaning: &str, counts: &Counts<V>, counted: &str) -> String {
    let rows = V::ALL.iter().map(|&value| row(value, counts, []));
    format!("### {title}\n\n{meaning}\n\n{}", table(["code", "definition", counted], rows))
}

/// Writes the values that a record may state, and in how many of all it states none.
fn stated<V: Vocabulary>(counts: &Counts<V>, counted: &str, all: usize) -> String {
    let rows = V::ALL.iter().map(|&value| row(value, counts, []));
    let none = [text("–"), text("No value"), number(all - counts.total())];
    table(["code", "definition", counted], rows.chain([none]))
}

/// Writes code, definition, what else is said of the value, and its count. The number of cells is that of the head.
fn row<V: Vocabulary, const MORE: usize, const ALL: usize>(
    value: V,
    counts: &Counts<V>,
    more: [comfy_table::Cell; MORE],
) -> [comfy_table::Cell; ALL] {
    let mut cells =
        [code(value.code()), text(value.definition())].into_iter().chain(more).chain([number(counts.of(value))]);
    std::array::from_fn(|_| cells.next().expect("a row has a cell for each column of its head"))
}

/// Writes the label of a value as a heading.
fn heading<V: Vocabulary>(value: V) -> String {
    let label = plain(&value.label());
    let mut letters = label.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
