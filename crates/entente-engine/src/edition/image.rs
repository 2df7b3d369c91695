//! An edition as an image: its network, and beside it what else can be had without reading its agreements. Actors and
//! sources are read from the store, which holds the truth.
//!
//! An image is used only by the program that made it, as told by its version and the tables that decide what a record
//! tells the network, and for the revision and history of which it was made; and everything in it is checked. Not here:
//! where the file lies and when it is written (see [`crate::beside`]).

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write;
use std::sync::Arc;

use entente_graph::{ImageError, Network, Node, ReadAt, Sections, Stamp};
use entente_model::actor::Actor;
use entente_model::area::Area;
use entente_model::record::{Counts, Record};
use entente_model::source::Source;
use entente_model::vocabulary::{ActorKind, AgreementKind, AgreementStatus, Role, Topic, Vocabulary};
use entente_store::{Head, LoadError, Noun};

use super::Edition;
use super::facts::actor_facts;
use super::holders::Holders;
use super::ids::{Ids, Sorted};
use super::lists::{Flat, Lists};
use super::mentions::Mentions;
use super::merges::Merges;
use super::names::NameIndex;
use super::roll::Roll;
use super::shelf::{Library, Shelf};

/// The version of what the sections hold and of what a record tells the network. It rises with every change of either
/// that the tables do not show.
const VERSION: u32 = 2;

const MADE_BY: &str = "edition.made_by";
const COUNTS: &str = "edition.counts";
const IDS: &str = "edition.ids";
const ID_ENDS: &str = "edition.id_ends";

/// Says why an image is not used.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ImageRefusal {
    /// It is no whole image of the edition.
    #[error(transparent)]
    Image(#[from] ImageError),
    /// What is not in the image cannot be read from the store.
    #[error(transparent)]
    Unreadable(#[from] LoadError),
    /// What was committed since cannot be followed.
    #[error(transparent)]
    Edition(#[from] super::BuildError),
    /// It was made of a store with another history.
    #[error("the image was made of another history")]
    OtherHistory,
    /// Following what was committed since takes longer than building.
    #[error("more than {changes_max} changes were committed since the image was made")]
    Behind {
        /// How many changes are followed.
        changes_max: usize,
    },
}

impl Edition {
    /// Says whether an image of the edition can be made and is worth it: nothing lies over its base, and its agreements
    /// lie in the store.
    pub(crate) fn has_image(&self) -> bool {
        self.touched == 0 && self.shelf.is_in_store()
    }

    /// Writes an image of this edition, which is that of a head of its store.
    ///
    /// # Errors
    /// [`ImageError`]; one that [`Self::has_image`] denies has none.
    ///
    /// # Complexity
    /// Time **O(R)**, memory constant.
    pub(crate) fn write_image(&self, to: impl Write, head: &Head) -> Result<(), ImageError> {
        let participations = (self.counts.participations as u64).to_ne_bytes();
        let (text, ends) = self.ids.built().parts();
        let made_by = made_by();
        let mut sections: BTreeMap<String, &[u8]> = BTreeMap::from([
            (MADE_BY.to_owned(), made_by.as_bytes()),
            (COUNTS.to_owned(), &participations[..]),
            (IDS.to_owned(), text.as_bytes()),
            (ID_ENDS.to_owned(), bytemuck::cast_slice(ends)),
        ]);
        for (name, lists) in self.lists() {
            let [offsets, items] = lists.built().parts();
            sections.insert(format!("{name}.at"), bytemuck::cast_slice(offsets));
            sections.insert(format!("{name}.of"), bytemuck::cast_slice(items));
        }
        self.network.write_image(to, &stamp(head), &sections)
    }

    fn lists(&self) -> [(&'static str, &Lists); 5] {
        let Mentions { citing_actors, citing_agreements, naming, linking } = &self.mentions;
        [
            ("citing_actors", citing_actors),
            ("citing_agreements", citing_agreements),
            ("naming", naming),
            ("linking", linking),
            ("agreements_of", &self.agreements_of),
        ]
    }

    /// Reads the image of `bytes` bytes of the edition of a head, whose agreements lie in the library's store.
    ///
    /// # Errors
    /// [`ImageRefusal`]; the edition can then be built.
    ///
    /// # Complexity
    /// Time **O(A + S + E)** in actors, sources and the image; no agreement is read.
    pub(crate) fn of_image(from: impl ReadAt, bytes: u64, head: &Head, library: Library) -> Result<Self, ImageRefusal> {
        let (held, read) = std::thread::scope(|scope| {
            let loader = scope.spawn(|| Held::read(&library, head));
            let read = Network::read_image(from, bytes, &stamp(head));
            (loader.join().expect("reading a store does not panic"), read)
        });
        let (network, mut sections) = read?;
        if take(&mut sections, MADE_BY)? != made_by().into_bytes() {
            return Err(ImageError::Stale { what: "program that made it" }.into());
        }
        let Held { merges, actors, sources, names } = held?;
        let told = |node: Node| {
            let facts = actors.get(node.0).map(|actor| actor_facts(actor));
            facts.is_some_and(|facts| (facts.kind, facts.area) == (network.actor_kind_of(node), network.area_of(node)))
        };
        require(actors.count() == network.node_count() && network.nodes().all(told), "the actors")?;
        let ids =
            Sorted::of_parts(take(&mut sections, IDS)?, words(take(&mut sections, ID_ENDS)?, usize::from_ne_bytes));
        let ids = ids.filter(|ids| ids.len() == network.agreement_count()).ok_or_else(|| damaged(IDS))?;
        let (of_actors, of_sources, of_agreements) = (actors.count(), sources.count(), ids.len());
        let mut lists = |name: &str, owners: usize, bound: usize| lists(&mut sections, name, owners, bound);
        let mentions = Mentions {
            citing_actors: lists("citing_actors", of_sources, of_actors)?,
            citing_agreements: lists("citing_agreements", of_sources, of_agreements)?,
            naming: lists("naming", of_actors, of_agreements)?,
            linking: lists("linking", of_agreements, of_agreements)?,
        };
        let agreements_of = lists("agreements_of", of_actors, of_agreements)?;
        let participations = words(take(&mut sections, COUNTS)?, u64::from_ne_bytes);
        let &[participations] = &participations[..] else { return Err(damaged(COUNTS).into()) };
        Ok(Self {
            revision: head.revision,
            at_us: head.at_us,
            counts: Counts {
                actors: of_actors,
                agreements: of_agreements,
                participations: participations as usize,
                sources: of_sources,
            },
            actors,
            sources,
            ids: Ids::new(ids),
            shelf: Shelf::in_store(library, head.revision),
            network,
            names,
            agreements_of,
            mentions,
            holders: Holders::default(),
            merges,
            touched: 0,
        })
    }
}

/// What of an edition is not in its image.
struct Held {
    merges: Merges,
    actors: Roll<Actor>,
    sources: Roll<Source>,
    names: NameIndex,
}

impl Held {
    fn read(library: &Library, head: &Head) -> Result<Self, LoadError> {
        let (mut sources, mut actors) = (Vec::new(), Vec::new());
        library.store().load_of(&[Noun::Source, Noun::Actor], head.revision, &mut |mut record| {
            record.normalise();
            match record {
                Record::Source(source) => sources.push(Arc::new(source)),
                Record::Actor(actor) => actors.push(Arc::new(actor)),
                // Only the others were asked for.
                Record::Agreement(_) => {}
            }
        })?;
        let (merges, actors) = Merges::of(actors);
        let actors = Roll::new(actors);
        Ok(Self { names: NameIndex::build(actors.built(), &merges), merges, actors, sources: Roll::new(sources) })
    }
}

/// Returns what tells the image of a head from all others.
pub(crate) fn stamp(head: &Head) -> Stamp {
    Stamp { revision: head.revision.0, key: head.hash.bytes() }
}

/// Writes down what decides which image a program makes of a store: its versions, the codes whose numbers an image
/// holds, and the tables by which an agreement becomes ties.
fn made_by() -> String {
    let mut text = format!("{VERSION} {} {}\n", env!("CARGO_PKG_VERSION"), usize::BITS);
    let mut add = |line: std::fmt::Arguments| text.write_fmt(line).expect("a text can be written");
    AgreementKind::ALL
        .iter()
        .for_each(|kind| add(format_args!("{} {:?} {:?}\n", kind.code(), kind.time(), kind.sides())));
    AgreementStatus::ALL.iter().for_each(|status| add(format_args!("{} {:?}\n", status.code(), status.class())));
    ActorKind::ALL.iter().for_each(|kind| add(format_args!("{} {}\n", kind.code(), kind.carries_paths())));
    Role::ALL.iter().for_each(|role| add(format_args!("{}\n", role.code())));
    Topic::ALL.iter().for_each(|topic| add(format_args!("{}\n", topic.code())));
    Area::all().for_each(|area| add(format_args!("{} {}\n", area.number(), area.code())));
    text
}

fn lists(sections: &mut Sections, name: &str, owners: usize, bound: usize) -> Result<Lists, ImageError> {
    let offsets = words(take(sections, &format!("{name}.at"))?, u32::from_ne_bytes);
    let items = words(take(sections, &format!("{name}.of"))?, u32::from_ne_bytes);
    Flat::of_parts(offsets, items, owners, bound).map(Lists::new).ok_or_else(|| damaged(name))
}

/// Takes a section out, so that its memory is free as soon as it was read.
fn take(sections: &mut Sections, name: &str) -> Result<Vec<u8>, ImageError> {
    sections.remove(name).ok_or_else(|| damaged(name))
}

/// Reads bytes as words; what is left over makes none, and the words too few.
fn words<const N: usize, W>(bytes: Vec<u8>, word: impl Fn([u8; N]) -> W) -> Vec<W> {
    bytes.as_chunks().0.iter().copied().map(word).collect()
}

fn require(holds: bool, what: &str) -> Result<(), ImageError> {
    if holds { Ok(()) } else { Err(damaged(what)) }
}

fn damaged(what: &str) -> ImageError {
    ImageError::Damaged { what: what.to_owned() }
}
