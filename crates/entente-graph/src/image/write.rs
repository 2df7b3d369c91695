//! From a network to the sections of an image. Not here: the way back ([`super::read`]).

use std::collections::BTreeMap;
use std::io::Write;
use std::ops::Range;

use entente_model::vocabulary::Vocabulary;

use super::file::Writer;
use super::read::{NAMES, NO_AREA, OWN};
use super::stamp::{ImageError, Stamp};
use crate::network::Network;

/// How many things are turned into bytes at a time.
const PIECE: usize = 1 << 14;

/// Turns some of a section's things into bytes.
type Fill<'a> = dyn Fn(Range<usize>, &mut Vec<u8>) + 'a;

/// A section: how many things it has, how many bytes each takes, and how some of them become bytes.
struct Column<'a> {
    len: usize,
    size: usize,
    bytes: Box<Fill<'a>>,
}

impl<'a> Column<'a> {
    fn of<T, W: bytemuck::Pod>(things: &'a [T], words: impl Fn(&T) -> W + 'a) -> Self {
        let fill = move |range: Range<usize>, to: &mut Vec<u8>| {
            things[range].iter().for_each(|thing| to.extend_from_slice(bytemuck::bytes_of(&words(thing))));
        };
        Self { len: things.len(), size: size_of::<W>(), bytes: Box::new(fill) }
    }
}

pub(super) fn write(
    network: &Network,
    to: impl Write,
    stamp: &Stamp,
    own: &BTreeMap<String, impl AsRef<[u8]>>,
) -> Result<(), ImageError> {
    if network.is_changed() {
        return Err(ImageError::Changed);
    }
    let columns = columns(network);
    let mut table: Vec<(String, u64)> = NAMES
        .iter()
        .zip(&columns)
        .map(|(name, column)| ((*name).to_owned(), (column.len * column.size) as u64))
        .collect();
    assert!(own.keys().all(|name| !name.starts_with(OWN)), "`{OWN}` begins the names of the network's own sections");
    table.extend(own.iter().map(|(name, bytes)| (name.clone(), bytes.as_ref().len() as u64)));
    let mut writer = Writer::begin(to, stamp, &table)?;
    let mut buffer = Vec::new();
    for column in columns {
        for first in (0..column.len).step_by(PIECE) {
            buffer.clear();
            (column.bytes)(first..column.len.min(first + PIECE), &mut buffer);
            writer.write(&buffer)?;
        }
        writer.end()?;
    }
    for bytes in own.values() {
        writer.write(bytes.as_ref())?;
        writer.end()?;
    }
    writer.finish()
}

/// Lists the sections in the order of their names.
fn columns(network: &Network) -> [Column<'_>; NAMES.len()] {
    let (offsets, entries) = network.rows.built();
    let (agreements, groups) = (network.agreements.built(), network.groups.built());
    [
        Column::of(network.actors.built(), |actor| {
            let area = actor.area.map_or(NO_AREA, |area| area.number());
            actor.kind.index() as u32 | u32::from(area) << 16
        }),
        Column::of(network.spans.built(), |span| {
            let days = [span.start.earliest, span.start.latest, span.end.earliest, span.end.latest];
            let [a, b, c, d] = days.map(|day| day.number().cast_unsigned());
            [a, b, c, d, u32::from(span.tentative)]
        }),
        Column::of(&agreements.grades, |grade| grade.0),
        Column::of(&agreements.topics, |&topics| topics),
        Column::of(&agreements.spans, |&span| span),
        Column::of(&agreements.places, |(agreement, area)| [agreement.0, u32::from(area.number())]),
        Column::of(&agreements.further_spans, |((agreement, ordinal), span)| [agreement.0, *ordinal, *span]),
        Column::of(&groups.heads, |head| [head.agreement.0, head.hubs, head.peers, head.spokes]),
        Column::of(&groups.actors, |actor| actor.0),
        Column::of(&groups.ranks, |ranks| ranks.0),
        Column::of(&groups.part_ends, |&end| end),
        Column::of(&groups.parts, |(span, status)| [*span, status.index() as u32]),
        Column::of(offsets, |&offset| offset),
        Column::of(&entries.targets, |&target| target),
        Column::of(&entries.attributes, |attributes| attributes.0),
        Column::of(&entries.envelopes, |envelope| envelope.0),
        Column::of(&entries.owners, |&owner| owner),
    ]
}
