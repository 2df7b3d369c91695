//! From the sections of an image to a network, with every number checked. Not here: the way there ([`super::write`]).

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use entente_model::area::Area;
use entente_model::date::{Bounds, Day, Span};
use entente_model::part::Ranks;
use entente_model::vocabulary::{ActorKind, AgreementKind, AgreementStatus, Topic, Vocabulary};

use super::file::Reader;
use super::source::ReadAt;
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

/// How many things are checked without a branch.
const CHECKED: usize = 1 << 10;

/// Stands for no area.
pub(super) const NO_AREA: u16 = u16::MAX;

pub(super) fn read(from: impl ReadAt, bytes: u64, stamp: &Stamp) -> Result<(Network, Sections), ImageError> {
    let reader = Reader::begin(from, bytes, stamp)?;
    let own = Own::of(&reader);
    // About half of the bytes each, and whoever is done first goes on with the caller's sections.
    let (some, others) = join(
        || -> Result<_, ImageError> { Ok((reader.array(13, NAMES[13])?, attributes(&reader)?, own.read(&reader)?)) },
        || -> Result<_, ImageError> {
            let (envelopes, owners) = (reader.array(15, NAMES[15])?, reader.array(16, NAMES[16])?);
            let (actors, spans) = (actors(&reader)?, spans(&reader)?);
            let agreements = agreements(&reader, spans.len())?;
            let groups = groups(&reader, (actors.len(), agreements.grades.len(), spans.len()))?;
            let offsets = offsets(&reader, actors.len())?;
            Ok((envelopes, owners, actors, spans, agreements, groups, offsets, own.read(&reader)?))
        },
    );
    let (targets, attributes, mut sections) = some?;
    let (envelopes, owners, actors, spans, agreements, groups, offsets, more) = others?;
    sections.extend(more);
    let entries = Entries { targets, attributes, envelopes: enveloped(envelopes), owners };
    let rows = rows(offsets, entries, (&actors, &agreements, &groups), !spans.is_empty())?;
    let network = Network {
        dead_ends: Arc::new(dead_ends(&actors)),
        actors: Actors::new(actors),
        agreements: Agreements::new(agreements),
        rows,
        groups: Groups::new(groups),
        spans: Spans::new(spans),
    };
    Ok((network, sections))
}

/// Does two things at a time.
fn join<A: Send, B>(one: impl FnOnce() -> A + Send, other: impl FnOnce() -> B) -> (A, B) {
    std::thread::scope(|scope| {
        let one = scope.spawn(one);
        let other = other();
        (one.join().expect("reading does not panic"), other)
    })
}

/// The sections that the caller put beside those of the network, of which every thread takes the next one.
struct Own {
    // Their places, the longest first.
    places: Vec<usize>,
    next: AtomicUsize,
}

impl Own {
    fn of(reader: &Reader<impl ReadAt>) -> Self {
        let mut places: Vec<usize> = (NAMES.len()..reader.sections().len()).collect();
        places.sort_by_key(|&place| Reverse(reader.sections()[place].length));
        Self { places, next: AtomicUsize::new(0) }
    }

    fn read(&self, reader: &Reader<impl ReadAt>) -> Result<Sections, ImageError> {
        let mut own = Sections::new();
        while let Some(&place) = self.places.get(self.next.fetch_add(1, Ordering::Relaxed)) {
            let section = &reader.sections()[place];
            let mut bytes = vec![0; usize::try_from(section.length).map_err(|_| damaged(&section.name))?];
            reader.fill(section, &mut bytes)?;
            own.insert(section.name.clone(), bytes);
        }
        Ok(own)
    }
}

fn damaged(what: &str) -> ImageError {
    ImageError::Damaged { what: what.to_owned() }
}

/// Refuses a section that does not hold what it has to.
fn require(holds: bool, name: &str) -> Result<(), ImageError> {
    if holds { Ok(()) } else { Err(damaged(name)) }
}

fn actors(reader: &Reader<impl ReadAt>) -> Result<Vec<ActorFacts>, ImageError> {
    let words: Vec<u32> = reader.array(0, NAMES[0])?;
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

fn spans(reader: &Reader<impl ReadAt>) -> Result<Vec<Span>, ImageError> {
    let words: Vec<[u32; 5]> = reader.array(1, NAMES[1])?;
    let span = |[a, b, c, d, tentative]: [u32; 5]| {
        let bounds = |earliest: u32, latest: u32| {
            let day = |number: u32| Day::from_number(number.cast_signed());
            Bounds { earliest: day(earliest), latest: day(latest) }
        };
        (tentative < 2).then(|| Span { start: bounds(a, b), end: bounds(c, d), tentative: tentative == 1 })
    };
    words.into_iter().map(span).collect::<Option<_>>().ok_or_else(|| damaged(NAMES[1]))
}

fn agreements(reader: &Reader<impl ReadAt>, spans: usize) -> Result<Columns, ImageError> {
    let grades: Vec<u16> = reader.array(2, NAMES[2])?;
    let grades: Vec<Grade> = grades.into_iter().map(Grade).collect();
    let count = grades.len();
    require(count as u64 <= u64::from(u32::MAX) && grades.iter().all(|grade| grade.is_sound()), NAMES[2])?;
    let topics: Vec<u32> = reader.array(3, NAMES[3])?;
    let topic_bits = u32::MAX >> (u32::BITS - Topic::ALL.len() as u32);
    require(topics.len() == count && all(&topics, |bits| bits & !topic_bits == 0), NAMES[3])?;
    let tie_spans: Vec<u32> = reader.array(4, NAMES[4])?;
    // Where there is no span, nothing may ask for one, and 0 stands for none.
    let last = spans.saturating_sub(1);
    require(tie_spans.len() == count && all(&tie_spans, |&span| span as usize <= last), NAMES[4])?;
    let areas = areas();
    let places: Vec<[u32; 2]> = reader.array(5, NAMES[5])?;
    let place = |[agreement, area]: [u32; 2]| {
        let area = areas.get(&u16::try_from(area).ok()?)?;
        ((agreement as usize) < count).then_some((AgreementNumber(agreement), *area))
    };
    let places: Option<Vec<(AgreementNumber, Area)>> = places.into_iter().map(place).collect();
    let places = places.filter(|places| places.is_sorted_by_key(|place| place.0)).ok_or_else(|| damaged(NAMES[5]))?;
    let further: Vec<[u32; 3]> = reader.array(6, NAMES[6])?;
    let is_sound =
        |&[agreement, ordinal, span]: &[u32; 3]| (agreement as usize) < count && ordinal > 0 && (span as usize) < spans;
    require(further.iter().all(is_sound) && further.is_sorted_by_key(|row| (row[0], row[1])), NAMES[6])?;
    let further = further.into_iter().map(|[agreement, ordinal, span]| ((AgreementNumber(agreement), ordinal), span));
    Ok(Columns { grades, topics, spans: tie_spans, places, further_spans: further.collect() })
}

fn groups(
    reader: &Reader<impl ReadAt>,
    (actors, agreements, spans): (usize, usize, usize),
) -> Result<Block, ImageError> {
    let heads: Vec<[u32; 4]> = reader.array(7, NAMES[7])?;
    let members: Vec<u32> = reader.array(8, NAMES[8])?;
    require((members.len() as u64) <= u64::from(u32::MAX), NAMES[8])?;
    require(all(&members, |&actor| (actor as usize) < actors), NAMES[8])?;
    let ranks: Vec<u8> = reader.array(9, NAMES[9])?;
    require(ranks.len() == members.len(), NAMES[9])?;
    let part_ends: Vec<u32> = reader.array(10, NAMES[10])?;
    require(part_ends.len() == members.len() && part_ends.is_sorted(), NAMES[10])?;
    let parts: Vec<[u32; 2]> = reader.array(11, NAMES[11])?;
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

fn offsets(reader: &Reader<impl ReadAt>, actors: usize) -> Result<Vec<u32>, ImageError> {
    let offsets: Vec<u32> = reader.array(12, NAMES[12])?;
    require(offsets.len() == actors + 1 && offsets.first() == Some(&0) && offsets.is_sorted(), NAMES[12])?;
    Ok(offsets)
}

fn attributes(reader: &Reader<impl ReadAt>) -> Result<Vec<Attributes>, ImageError> {
    let attributes: Vec<u32> = reader.array(14, NAMES[14])?;
    require(all(&attributes, |&word| is_sound(Attributes(word))), NAMES[14])?;
    Ok(attributes.into_iter().map(Attributes).collect())
}

fn enveloped(words: Vec<u32>) -> Vec<Envelope> {
    words.into_iter().map(Envelope).collect()
}

fn rows(
    offsets: Vec<u32>,
    entries: Entries,
    (actors, agreements, groups): (&[ActorFacts], &Columns, &Block),
    has_spans: bool,
) -> Result<Rows, ImageError> {
    let Entries { targets, attributes, envelopes, owners } = &entries;
    require(offsets.last().is_some_and(|&end| end as usize == targets.len()), NAMES[12])?;
    require(attributes.len() == targets.len(), NAMES[14])?;
    require(envelopes.len() == targets.len(), NAMES[15])?;
    require(owners.len() == targets.len(), NAMES[16])?;
    let (actor_count, agreement_count, group_count) =
        (actors.len() as u32, agreements.grades.len() as u32, groups.heads.len() as u32);
    let leads_somewhere = |((&target, &owner), &attributes): ((&u32, &u32), &Attributes)| match target {
        ..INLINE => {
            let ordinal = attributes.ordinal();
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
    // Most entries are of this kind, and the only ties of their agreements: their words are looked at without a branch,
    // and one by one only where some of a piece are not.
    let is_plain = |((&target, &owner), &attributes): ((&u32, &u32), &Attributes)| {
        (target < actor_count.min(INLINE)) & (owner < agreement_count) & (attributes.ordinal() == 0)
    };
    let checked = |range: Range<usize>| {
        let pieces = targets[range.clone()].chunks(CHECKED).zip(owners[range.clone()].chunks(CHECKED));
        let mut kinds = 0u64;
        for ((targets, owners), attributes) in pieces.zip(attributes[range].chunks(CHECKED)) {
            let entries = || targets.iter().zip(owners).zip(attributes);
            let is_plain = has_spans && entries().fold(true, |are_plain, entry| are_plain & is_plain(entry));
            if !is_plain && !entries().all(leads_somewhere) {
                return None;
            }
            kinds |= attributes.iter().fold(0, |kinds, attributes| kinds | 1 << attributes.kind_index());
        }
        Some(kinds)
    };
    let middle = targets.len() / 2;
    let (one, other) = join(|| checked(0..middle), || checked(middle..targets.len()));
    let kinds: u64 = one.zip(other).map(|(one, other)| one | other).ok_or_else(|| damaged(NAMES[13]))?;
    Ok(Rows::of(offsets, entries, kinds))
}

/// Says whether something is so of all: of so many at a time without a branch, so that the processor looks at several at
/// once.
fn all<T>(things: &[T], holds: impl Fn(&T) -> bool) -> bool {
    things.chunks(CHECKED).all(|piece| piece.iter().fold(true, |all, thing| all & holds(thing)))
}

/// Says whether attributes have a kind and a status.
fn is_sound(attributes: Attributes) -> bool {
    ((attributes.kind_index() as usize) < AgreementKind::ALL.len())
        & ((attributes.status_index() as usize) < AgreementStatus::ALL.len())
}

const _: () = assert!(SOURCES_MAX == 7, "a grade has three bits for the sources");
