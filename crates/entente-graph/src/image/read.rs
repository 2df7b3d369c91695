//! From the sections of an image to a network, with every number checked. Not here: the way there ([`super::write`]).

use std::collections::BTreeMap;
use std::io::Read;
use std::sync::Arc;

use entente_model::area::Area;
use entente_model::date::{Bounds, Day, Span};
use entente_model::part::Ranks;
use entente_model::vocabulary::{ActorKind, AgreementKind, AgreementStatus, Topic, Vocabulary};

use super::file::Reader;
use super::stamp::{ImageError, Sections, Stamp};
use crate::actors::Actors;
use crate::agreements::{Agreements, Columns};
use crate::build::dead_ends;
use crate::entry::{Attributes, Envelope, GROUP, INLINE, TARGETS_MAX, Target};
use crate::facts::{ActorFacts, AgreementNumber, Node};
use crate::grade::{Grade, SOURCES_MAX};
use crate::groups::{Block, Groups, PackedPart};
use crate::network::Network;
use crate::rows::{Entries, Rows};
use crate::spans::Spans;

/// What the names of the network's own sections begin with.
pub(super) const OWN: &str = "network.";

/// The network's own sections, in their order.
pub(super) const NAMES: [&str; 17] = [
    "network.actors",
    "network.spans",
    "network.grades",
    "network.topics",
    "network.tie_spans",
    "network.places",
    "network.further_spans",
    "network.groups",
    "network.members",
    "network.ranks",
    "network.part_ends",
    "network.parts",
    "network.offsets",
    "network.targets",
    "network.attributes",
    "network.envelopes",
    "network.owners",
];

/// Stands for no area.
pub(super) const NO_AREA: u16 = u16::MAX;

pub(super) fn read(from: impl Read, bytes: u64, stamp: &Stamp) -> Result<(Network, Sections), ImageError> {
    let mut reader = Reader::begin(from, bytes, stamp)?;
    let actors = actors(&mut reader)?;
    let spans = spans(&mut reader)?;
    let agreements = agreements(&mut reader, spans.len())?;
    let bounds = (actors.len(), agreements.grades.len(), spans.len());
    let groups = groups(&mut reader, bounds)?;
    let rows = rows(&mut reader, &actors, &agreements, &groups, !spans.is_empty())?;
    let mut own = Sections::new();
    while let Some((name, length)) = reader.next() {
        let mut bytes = vec![0; usize::try_from(length).map_err(|_| damaged(&name))?];
        reader.fill(&name, &mut bytes)?;
        own.insert(name, bytes);
    }
    let network = Network {
        dead_ends: Arc::new(dead_ends(&actors)),
        actors: Actors::new(actors),
        agreements: Agreements::new(agreements),
        rows,
        groups: Groups::new(groups),
        spans: Spans::new(spans),
    };
    Ok((network, own))
}

fn damaged(what: &str) -> ImageError {
    ImageError::Damaged { what: what.to_owned() }
}

/// Refuses a section that does not hold what it has to.
fn require(holds: bool, name: &str) -> Result<(), ImageError> {
    if holds { Ok(()) } else { Err(damaged(name)) }
}

fn actors(reader: &mut Reader<impl Read>) -> Result<Vec<ActorFacts>, ImageError> {
    let words: Vec<u32> = reader.array(NAMES[0])?;
    require((words.len() as u64) < TARGETS_MAX, NAMES[0])?;
    let areas = areas();
    let actor = |word: u32| {
        let (kind, area) = (word as u16, (word >> 16) as u16);
        let kind = *ActorKind::ALL.get(usize::from(kind))?;
        let area = if area == NO_AREA { None } else { Some(*areas.get(&area)?) };
        Some(ActorFacts { kind, area })
    };
    words.into_iter().map(actor).collect::<Option<_>>().ok_or_else(|| damaged(NAMES[0]))
}

fn areas() -> BTreeMap<u16, Area> {
    Area::all().map(|area| (area.number(), area)).collect()
}

fn spans(reader: &mut Reader<impl Read>) -> Result<Vec<Span>, ImageError> {
    let words: Vec<[u32; 5]> = reader.array(NAMES[1])?;
    let span = |[a, b, c, d, tentative]: [u32; 5]| {
        let bounds = |earliest: u32, latest: u32| {
            let day = |number: u32| Day::from_number(number.cast_signed());
            Bounds { earliest: day(earliest), latest: day(latest) }
        };
        (tentative < 2).then(|| Span { start: bounds(a, b), end: bounds(c, d), tentative: tentative == 1 })
    };
    words.into_iter().map(span).collect::<Option<_>>().ok_or_else(|| damaged(NAMES[1]))
}

fn agreements(reader: &mut Reader<impl Read>, spans: usize) -> Result<Columns, ImageError> {
    let grades: Vec<u16> = reader.array(NAMES[2])?;
    let grades: Vec<Grade> = grades.into_iter().map(Grade).collect();
    let count = grades.len();
    require(count as u64 <= u64::from(u32::MAX) && grades.iter().all(|grade| grade.is_sound()), NAMES[2])?;
    let topics: Vec<u32> = reader.array(NAMES[3])?;
    let topic_bits = u32::MAX >> (u32::BITS - Topic::ALL.len() as u32);
    require(topics.len() == count && topics.iter().all(|bits| bits & !topic_bits == 0), NAMES[3])?;
    let tie_spans: Vec<u32> = reader.array(NAMES[4])?;
    // Where there is no span, nothing may ask for one, and 0 stands for none.
    let last = spans.saturating_sub(1);
    require(tie_spans.len() == count && tie_spans.iter().all(|&span| span as usize <= last), NAMES[4])?;
    let areas = areas();
    let places: Vec<[u32; 2]> = reader.array(NAMES[5])?;
    let place = |[agreement, area]: [u32; 2]| {
        let area = areas.get(&u16::try_from(area).ok()?)?;
        ((agreement as usize) < count).then_some((AgreementNumber(agreement), *area))
    };
    let places: Option<Vec<(AgreementNumber, Area)>> = places.into_iter().map(place).collect();
    let places = places.filter(|places| places.is_sorted_by_key(|place| place.0)).ok_or_else(|| damaged(NAMES[5]))?;
    let further: Vec<[u32; 3]> = reader.array(NAMES[6])?;
    let is_sound =
        |&[agreement, ordinal, span]: &[u32; 3]| (agreement as usize) < count && ordinal > 0 && (span as usize) < spans;
    require(further.iter().all(is_sound) && further.is_sorted_by_key(|row| (row[0], row[1])), NAMES[6])?;
    let further = further.into_iter().map(|[agreement, ordinal, span]| ((AgreementNumber(agreement), ordinal), span));
    Ok(Columns { grades, topics, spans: tie_spans, places, further_spans: further.collect() })
}

fn groups(
    reader: &mut Reader<impl Read>,
    (actors, agreements, spans): (usize, usize, usize),
) -> Result<Block, ImageError> {
    let heads: Vec<[u32; 4]> = reader.array(NAMES[7])?;
    let members: Vec<u32> = reader.array(NAMES[8])?;
    require((members.len() as u64) <= u64::from(u32::MAX), NAMES[8])?;
    require(members.iter().all(|&actor| (actor as usize) < actors), NAMES[8])?;
    let ranks: Vec<u8> = reader.array(NAMES[9])?;
    require(ranks.len() == members.len(), NAMES[9])?;
    let part_ends: Vec<u32> = reader.array(NAMES[10])?;
    require(part_ends.len() == members.len() && part_ends.is_sorted(), NAMES[10])?;
    let parts: Vec<[u32; 2]> = reader.array(NAMES[11])?;
    require(part_ends.last().map_or(0, |&end| end as usize) == parts.len(), NAMES[11])?;
    let part = |[span, status]: [u32; 2]| {
        let status = *AgreementStatus::ALL.get(status as usize)?;
        ((span as usize) < spans).then_some((span, status))
    };
    let parts: Option<Vec<PackedPart>> = parts.into_iter().map(part).collect();
    let actors = members.into_iter().map(Node).collect();
    let parts = parts.ok_or_else(|| damaged(NAMES[11]))?;
    let mut block = Block::of(actors, ranks.into_iter().map(Ranks).collect(), part_ends, parts);
    require((heads.len() as u64) < TARGETS_MAX, NAMES[7])?;
    for [agreement, hubs, peers, spokes] in heads {
        let is_sound =
            (agreement as usize) < agreements && block.push_head(AgreementNumber(agreement), [hubs, peers, spokes]);
        require(is_sound, NAMES[7])?;
    }
    require(block.is_complete(), NAMES[7])?;
    Ok(block)
}

fn rows(
    reader: &mut Reader<impl Read>,
    actors: &[ActorFacts],
    agreements: &Columns,
    groups: &Block,
    has_spans: bool,
) -> Result<Rows, ImageError> {
    let offsets: Vec<u32> = reader.array(NAMES[12])?;
    let targets: Vec<u32> = reader.array(NAMES[13])?;
    let is_whole = offsets.first() == Some(&0) && offsets.last().is_some_and(|&end| end as usize == targets.len());
    require(offsets.len() == actors.len() + 1 && is_whole && offsets.is_sorted(), NAMES[12])?;
    let attributes: Vec<u32> = reader.array(NAMES[14])?;
    require(attributes.len() == targets.len() && attributes.iter().all(|&word| is_sound(Attributes(word))), NAMES[14])?;
    let envelopes: Vec<u32> = reader.array(NAMES[15])?;
    require(envelopes.len() == targets.len(), NAMES[15])?;
    let owners: Vec<u32> = reader.array(NAMES[16])?;
    require(owners.len() == targets.len(), NAMES[16])?;
    let (actor_count, agreement_count, group_count) =
        (actors.len() as u32, agreements.grades.len() as u32, groups.heads.len() as u32);
    let leads_somewhere = |((&target, &owner), &word): ((&u32, &u32), &u32)| match target {
        // Most entries are of this kind: their tags are 0, so that the word is the number.
        ..INLINE => {
            let ordinal = Attributes(word).ordinal();
            target < actor_count
                && owner < agreement_count
                && has_spans
                && (ordinal == 0 || agreements.has_further(AgreementNumber(owner), ordinal))
        }
        INLINE..GROUP => {
            let Target::Hub { hub, group } = Target::unpacked(target, owner) else { return false };
            hub.0 < actor_count && group < group_count && groups.heads[group as usize].hubs > 0
        }
        _ => target - GROUP < group_count && owner < agreement_count,
    };
    require(targets.iter().zip(&owners).zip(&attributes).all(leads_somewhere), NAMES[13])?;
    let kinds = attributes.iter().fold(0, |kinds, &word| kinds | 1 << Attributes(word).kind_index());
    let entries = Entries {
        targets,
        attributes: attributes.into_iter().map(Attributes).collect(),
        envelopes: envelopes.into_iter().map(Envelope).collect(),
        owners,
    };
    Ok(Rows::of(offsets, entries, kinds))
}

/// Says whether attributes have a kind and a status.
fn is_sound(attributes: Attributes) -> bool {
    (attributes.kind_index() as usize) < AgreementKind::ALL.len()
        && (attributes.status_index() as usize) < AgreementStatus::ALL.len()
}

const _: () = assert!(SOURCES_MAX == 7, "a grade has three bits for the sources");
