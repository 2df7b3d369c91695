//! Registers and questions drawn by chance: small, dense, and full of what is easily got wrong.
//!
//! Few actors meet in many agreements of few years, with several roles and spells each. Not here: what is true of them.

use entente_model::date::{Certainty, Day, Frame};
use entente_model::filter::{Projection, TieFilter};
use entente_model::vocabulary::{AgreementKind, AgreementStatus};

use super::dates::{AFTER, BEFORE, DATES, DAYS};
use super::question::{Ask, Near, Question, Sort, Sought, Spread, Ways};
use super::sketch::{ActorSketch, AgreementSketch, Ends, PartSketch, Sketch, TOPICS, area, coded};
use super::vocabulary::{ROWS, Row, STATUSES};
use crate::chance::Chance;

/// Identifiers in their order, in which capitals come first.
const IDS: [&str; 8] = ["ALB", "CERT.al", "KOR", "ROU", "XKX", "akcesk", "enisa", "nato"];
const ACTOR_KINDS: [&str; 8] = ["state", "state", "state", "igo", "national_cert", "network", "company", "group"];
const COUNTRIES: [&str; 3] = ["ALB", "ROU", "KOR"];
const REGIONS: [&str; 6] = ["150", "039", "151", "142", "419", "001"];
const TOPIC_CODES: [&str; 4] = ["cbms", "exercises", "standards", "restraint"];
/// Kinds that between them have every shape of row, drawn more often than the others.
const COMMON_KINDS: [&str; 12] = [
    "mou",
    "treaty",
    "exercise",
    "membership",
    "project",
    "dialogue",
    "joint_statement",
    "joint_advisory",
    "technical_assistance",
    "training",
    "part_of",
    "operates",
];
const COMMON_STATUSES: [&str; 6] = ["in_force", "active", "signed", "completed", "expired", "announced"];

/// Draws a register of three to eight actors and one to ten agreements; of every fiftieth, one actor has eighty more.
pub(super) fn register(chance: &mut Chance) -> Sketch {
    let mut ids = IDS.to_vec();
    chance.shuffle(&mut ids);
    ids.truncate(3 + chance.below(6));
    ids.sort_unstable();
    let actors: Vec<ActorSketch> = ids.into_iter().map(|id| actor(chance, id)).collect();
    let count = 1 + chance.below(10);
    let mut agreements: Vec<AgreementSketch> = if chance.percent(40) {
        (0..count.max(5)).map(|number| between_two(chance, number, actors.len())).collect()
    } else {
        (0..count).map(|number| agreement(chance, number, actors.len(), 1)).collect()
    };
    if chance.percent(2) {
        agreements.extend(crowd(chance, actors.len()));
    }
    Sketch { actors, agreements }
}

/// Draws a question about a register.
pub(super) fn question(chance: &mut Chance, sketch: &Sketch) -> Question {
    let actors: Vec<usize> = (0..sketch.actors.len()).collect();
    let page = 1 + chance.below(4);
    let (one, mut other) = (chance.one(&actors), chance.one(&actors));
    if one == other && chance.percent(80) {
        other = (one + 1) % actors.len();
    }
    let ask = match chance.below(13) {
        9.. => Ask::Ways(ways(chance, &actors, one, other)),
        7 | 8 => Ask::Partners(sought(chance, &actors, page)),
        0 | 6 => Ask::Path { from: one, to: other },
        1 | 2 => Ask::Paths { from: one, to: other, page },
        3 => Ask::Neighbourhood(Near {
            of: chance.some(100, 2, &actors),
            hops: 1 + chance.below(3) as u32,
            first: chance.perhaps(50, &[0, 1, 2, 3]),
            spread: chance.one(&[Spread::Reach, Spread::Reach, Spread::Induced, Spread::Tree]),
            ties_min: chance.one(&[1, 1, 1, 2, 3]),
            core: chance.one(&[0, 0, 0, 1, 2, 2, 3]),
        }),
        4 => Ask::TiesOf { of: one, page },
        _ => Ask::TiesBetween { between: [vec![one, other], chance.some(40, 2, &actors)].concat(), page },
    };
    Question { ask, with_parts: chance.percent(35), filter: filter(chance) }
}

/// Draws which ways are sought, mostly with a rule or two.
fn ways(chance: &mut Chance, actors: &[usize], from: usize, to: usize) -> Ways {
    let sort = match chance.below(8) {
        0 => Sort::All,
        1 | 2 => Sort::First(1 + chance.below(6)),
        3 => Sort::ByTies,
        4 => Sort::ByAge(chance.one(DAYS)),
        5 => Sort::InTime,
        _ => Sort::Reachable { kinds: chance.some(30, 3, &ACTOR_KINDS), hops: 1 + chance.below(3) },
    };
    let passes = matches!(sort, Sort::All | Sort::First(_));
    let must_pass = if passes { chance.some(25, 2, actors) } else { Vec::new() };
    // Who has to be on a way must not be a part of one to avoid, so that it is one or the other.
    let avoid = if must_pass.is_empty() { chance.some(35, 2, actors) } else { Vec::new() };
    let policy = chance.below(3);
    Ways {
        from,
        to,
        sort,
        must_pass,
        avoid,
        hops_max: chance.perhaps(25, &[0, 1, 2, 3, 4]),
        penalises_hubs: policy == 0,
        shuns_hubs: policy == 1,
        above: chance.one(&[0, 1, 2, 3, 4]),
    }
}

/// Draws whose partners are sought: mostly those of two actors.
fn sought(chance: &mut Chance, actors: &[usize], page: usize) -> Sought {
    Sought {
        of: chance.some(100, 2, actors),
        not_of: chance.some(40, 1, actors),
        of_all: chance.percent(60),
        ties_min: chance.one(&[1, 1, 1, 2, 3]),
        without: chance.percent(40).then(|| filter(chance)),
        page,
    }
}

/// Draws a filter: one that asks for nothing, for a little, or for much.
pub(super) fn filter(chance: &mut Chance) -> TieFilter {
    let kinds: Vec<&str> = ROWS.iter().map(|row| row.kind).chain(COMMON_KINDS.repeat(6)).collect();
    let areas = [&COUNTRIES[..], &REGIONS[..]].concat();
    let often = chance.one(&[0, 6, 20]);
    TieFilter {
        kinds: chance.some(often * 2, 9, &kinds).into_iter().map(coded::<AgreementKind>).collect(),
        topics: chance.some(often, 2, &TOPIC_CODES).into_iter().map(coded).collect(),
        statuses: chance.some(often * 2, 6, &STATUSES).into_iter().map(coded::<AgreementStatus>).collect(),
        frame: frame(chance),
        certainty: if chance.percent(25) { Certainty::Certain } else { Certainty::Possible },
        confidence_min: chance.perhaps(often, &[0, 40, 50, 90, 100]),
        regions: chance.some(often, 2, &areas).into_iter().map(area).collect(),
        actor_kinds: chance.some(often, 4, &ACTOR_KINDS).into_iter().map(coded).collect(),
        places: chance.some(often, 2, &areas).into_iter().map(area).collect(),
        structure: chance.percent(60),
        projection: chance.one(&[
            Projection::Hub,
            Projection::Hub,
            Projection::Hub,
            Projection::Pairwise,
            Projection::BilateralOnly,
        ]),
        pairwise_up_to: chance.one(&[0, 1, 2, 3, 4, 10, 10, 10]),
    }
}

fn frame(chance: &mut Chance) -> Frame {
    let (one, other) = (chance.one(DAYS), chance.one(DAYS));
    let (from, to) = match chance.below(20) {
        0..=7 => (BEFORE, AFTER),
        8..=12 => (one, one),
        13..=16 => (one.min(other), one.max(other)),
        17 | 18 => (one, AFTER),
        _ => (BEFORE, one),
    };
    Frame { from: Day::from_number(from), to: Day::from_number(to) }
}

fn actor(chance: &mut Chance, id: &'static str) -> ActorSketch {
    ActorSketch {
        id,
        kind: chance.one(&ACTOR_KINDS),
        country: chance.perhaps(50, &COUNTRIES),
        region: chance.perhaps(40, &REGIONS),
        life: ends(chance, 6, 5),
    }
}

/// Draws an agreement of two actors that is mostly undated: several of them leave long ways, where others make everybody
/// a neighbour, or nobody.
fn between_two(chance: &mut Chance, number: usize, actors: usize) -> AgreementSketch {
    let mut agreement = agreement(chance, number, actors, 4);
    agreement.parts.truncate(2);
    agreement.parts[1].actor = (agreement.parts[0].actor + 1 + chance.below(actors - 1)) % actors;
    agreement
}

/// Draws so many agreements of one actor, most of them with few others, that its row is walked in several pieces.
fn crowd(chance: &mut Chance, actors: usize) -> Vec<AgreementSketch> {
    let middle = chance.below(actors);
    let tied = |number| {
        let mut agreement = between_two(chance, number, actors);
        agreement.parts[0].actor = middle;
        agreement.parts[1].actor = (middle + 1 + chance.below((actors - 1).min(3))) % actors;
        agreement
    };
    (10..90).map(tied).collect()
}

/// Draws an agreement of some actors, whose dates are stated so many times less often than else.
fn agreement(chance: &mut Chance, number: usize, actors: usize, less: usize) -> AgreementSketch {
    let any: Vec<&str> = ROWS.iter().map(|row| row.kind).collect();
    let kind = if chance.percent(65) { chance.one(&COMMON_KINDS) } else { chance.one(&any) };
    let status = if chance.percent(70) { chance.one(&COMMON_STATUSES) } else { chance.one(&STATUSES) };
    let count = if chance.percent(15) { actors + 2 } else { 2 + chance.below(4) };
    let mut parts: Vec<PartSketch> = (0..count).map(|_| part(chance, kind, actors, less)).collect();
    if chance.percent(20) {
        // Somebody left and came back.
        let again = PartSketch { ends: ends(chance, 60, 40), ..parts[0].clone() };
        parts.push(again);
    }
    let scheme = |code: &'static str, of: bool| if of { (TOPICS, code) } else { ("wti-topic", code) };
    AgreementSketch {
        // The order of the numbers is not that in which they are drawn.
        id: format!("a{}", number / 10 * 10 + (number * 7 + 3) % 10),
        kind,
        status,
        as_of: chance.perhaps(30, DATES),
        ends: ends(chance, 60 / less, 35 / less),
        confidence: chance.perhaps(50, &[0, 39, 40, 50, 90, 100]),
        tags: chance.some(60, 2, &TOPIC_CODES).into_iter().map(|code| scheme(code, chance.percent(80))).collect(),
        places: chance.some(40, 2, &[&COUNTRIES[..], &REGIONS[..]].concat()),
        parts,
    }
}

fn part(chance: &mut Chance, kind: &str, actors: usize, less: usize) -> PartSketch {
    let roles = Row::of(kind).roles();
    PartSketch {
        actor: chance.below(actors),
        role: chance.one(&roles),
        status: chance.perhaps(12 / less, &STATUSES),
        ends: ends(chance, 12 / less, 9 / less),
    }
}

/// Draws a start and an end, each so many times in a hundred; mostly in an order in which they can be.
fn ends(chance: &mut Chance, start: usize, end: usize) -> Ends {
    match (chance.perhaps(start, DATES), chance.perhaps(end, DATES)) {
        (Some(start), Some(end)) if start.bounds.0 > end.bounds.1 && chance.percent(90) => (Some(end), Some(start)),
        ends => ends,
    }
}
