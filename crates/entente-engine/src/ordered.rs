//! An import whose records come in order, one by one: more of them than memory holds. One thread makes and judges the
//! changes while another writes them.
//!
//! Not here: what is at fault. The first fault ends the import without a word, and whoever wants to know more imports
//! all records at once (see [`crate::Editor::import`]).

use std::cell::RefCell;
use std::collections::HashSet;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::vec;

use entente_model::actor::Identifier;
use entente_model::admit::{Known, Merging, admit};
use entente_model::agreement::Agreement;
use entente_model::change::Change;
use entente_model::id::{ActorId, AgreementId, RecordRef, SourceId};
use entente_model::limits::Limits;
use entente_model::record::Record;
use entente_store::{Changes, Next};

use crate::edition::Edition;
use crate::import::{Difference, stands};
use crate::imported::Amended;

/// How many agreements are judged at once.
const CHUNK: usize = 1_024;

/// How many judged chunks wait to be written.
const CHUNKS_WAITING: usize = 8;

/// The most participations of one actor in an agreement, and of all actors in all agreements of an import, up to which
/// it is certain that the network can show them. What has more is not imported so.
const SPELLS_MAX: usize = 8;
const PARTICIPATIONS_MAX: u64 = 1 << 29;

/// What the thread that makes the changes tells.
enum Word {
    Changes(Vec<Change>),
    /// All changes were told, and this is their sum.
    End(Difference),
}

/// The changes as they are made.
pub(crate) struct Made {
    words: Receiver<Word>,
    waiting: vec::IntoIter<Change>,
    given: Option<Change>,
    difference: Option<Difference>,
}

impl Made {
    /// Waits for the first changes, and says whether there are any.
    pub(crate) fn begin(&mut self) -> bool {
        if self.waiting.as_slice().is_empty() {
            self.listen();
        }
        !self.waiting.as_slice().is_empty()
    }

    /// Returns how the records move, once all changes were told; nothing where they must not be made.
    pub(crate) fn difference(self) -> Option<Difference> {
        self.difference
    }

    /// Lets the changes go by, as a trial does.
    pub(crate) fn let_go(&mut self) {
        while self.begin() {
            self.waiting = Vec::new().into_iter();
        }
    }

    fn listen(&mut self) {
        match self.words.recv() {
            Ok(Word::Changes(changes)) => self.waiting = changes.into_iter(),
            Ok(Word::End(difference)) => self.difference = Some(difference),
            // The other thread has left without an end.
            Err(_) => {}
        }
    }
}

impl Changes for Made {
    fn next(&mut self) -> Next<'_> {
        if !self.begin() {
            return if self.difference.is_some() { Next::End } else { Next::GiveUp };
        }
        self.given = self.waiting.next();
        self.given.as_ref().map_or(Next::End, Next::Change)
    }
}

/// What an import meets.
#[derive(Clone, Copy)]
pub(crate) struct Ground<'e> {
    pub(crate) edition: &'e Edition,
    pub(crate) limits: &'e Limits,
    /// What is not changed so.
    pub(crate) amended: &'e Amended,
}

/// Makes changes of records.
pub(crate) struct Maker<'e> {
    ground: Ground<'e>,
    /// Of how many records it is still told how their fields differ.
    details: usize,
    sources: HashSet<SourceId>,
    actors: HashSet<ActorId>,
    /// The agreements that are stated for the first time, in order.
    agreements: Vec<AgreementId>,
    /// The agreements that are linked to and are yet to come.
    awaited: HashSet<AgreementId>,
    participations: u64,
    difference: Difference,
    words: SyncSender<Word>,
}

/// Prepares an import into what an edition shows: one end makes the changes and the other gives them.
pub(crate) fn prepare(ground: Ground<'_>, details_max: usize) -> (Maker<'_>, Made) {
    let (words, heard) = sync_channel(CHUNKS_WAITING);
    let maker = Maker {
        ground,
        details: details_max,
        sources: HashSet::new(),
        actors: HashSet::new(),
        agreements: Vec::new(),
        awaited: HashSet::new(),
        participations: 0,
        difference: Difference::default(),
        words,
    };
    (maker, Made { words: heard, waiting: Vec::new().into_iter(), given: None, difference: None })
}

/// Why no more changes are made.
struct GivenUp;

impl Maker<'_> {
    /// Makes the changes of all records, or leaves before the end.
    pub(crate) fn run(mut self, records: impl Iterator<Item = Option<Record>>) {
        // Whoever hears no end knows that it must not be done.
        if let Ok(()) = self.make(records)
            && let Some(difference) = self.end()
        {
            let _ = self.words.send(Word::End(difference));
        }
    }

    fn make(&mut self, records: impl Iterator<Item = Option<Record>>) -> Result<(), GivenUp> {
        // One actor may then have more participations in an agreement than any of the records that make it up.
        if self.ground.edition.merged_ids().next().is_some() {
            return Err(GivenUp);
        }
        let mut chunk: Vec<Record> = Vec::new();
        for record in records {
            let record = record.filter(|record| !is_merged(record)).ok_or(GivenUp)?;
            let is_full = match (chunk.last(), &record) {
                // Outside identifiers are compared among all actors.
                (Some(Record::Source(_)), Record::Source(_)) | (Some(Record::Actor(_)), Record::Actor(_)) => false,
                (Some(Record::Agreement(_)), Record::Agreement(_)) => chunk.len() == CHUNK,
                (last, _) => last.is_some(),
            };
            if is_full {
                self.judge(std::mem::take(&mut chunk))?;
            }
            chunk.push(record);
        }
        self.judge(chunk)
    }

    /// Judges records of one type, and hands on the changes that they make.
    fn judge(&mut self, records: Vec<Record>) -> Result<(), GivenUp> {
        let (Some(first), Some(last)) = (records.first(), records.last()) else { return Ok(()) };
        let range = (first.reference(), last.reference());
        let mut changes = Vec::with_capacity(records.len());
        for mut record in records {
            record.normalise();
            changes.extend(self.change(record)?);
        }
        let known = Beside { maker: self, range, awaited: RefCell::default() };
        if !admit(&changes, &known, self.ground.limits).is_empty() {
            return Err(GivenUp);
        }
        let awaited = known.awaited.into_inner();
        self.awaited.extend(awaited);
        for change in &changes {
            if let Change::Record(Record::Agreement(agreement)) = change {
                self.agreements.push(agreement.id.clone());
            }
        }
        if changes.is_empty() {
            return Ok(());
        }
        self.words.send(Word::Changes(changes)).map_err(|_| GivenUp)
    }

    fn change(&mut self, record: Record) -> Result<Option<Change>, GivenUp> {
        let reference = record.reference();
        match &record {
            Record::Source(source) => drop(self.sources.insert(source.id.clone())),
            Record::Actor(actor) => drop(self.actors.insert(actor.id.clone())),
            Record::Agreement(agreement) => self.count(agreement)?,
        }
        let Ground { edition, amended, .. } = self.ground;
        let change = if !edition.has(&reference) {
            Change::Record(record)
        } else if stands(edition, &record).map_err(|_| GivenUp)? {
            self.difference.unchanged += 1;
            return Ok(None);
        } else {
            Change::Amend(record)
        };
        if amended.contains_key(&reference) {
            return Err(GivenUp);
        }
        self.difference.make(&change);
        if matches!(change, Change::Amend(_)) && self.details > 0 {
            self.details -= 1;
            self.difference.detail(edition, &change).map_err(|_| GivenUp)?;
        }
        Ok(Some(change))
    }

    fn count(&mut self, agreement: &Agreement) -> Result<(), GivenUp> {
        let participations = &agreement.participations;
        self.participations += participations.len() as u64;
        // They are sorted by actor.
        let is_crowded = participations.chunk_by(|a, b| a.actor == b.actor).any(|of_one| of_one.len() > SPELLS_MAX);
        if is_crowded || self.participations > PARTICIPATIONS_MAX { Err(GivenUp) } else { Ok(()) }
    }

    /// Returns the sum, where everything that is linked to has come.
    fn end(&mut self) -> Option<Difference> {
        let has_come = |id: &AgreementId| self.agreements.binary_search(id).is_ok();
        self.awaited.iter().all(has_come).then(|| std::mem::take(&mut self.difference))
    }
}

/// Says whether a record is merged into another.
fn is_merged(record: &Record) -> bool {
    matches!(record, Record::Actor(actor) if actor.merged_into.is_some())
}

/// What stands beside the records of one chunk, and what the import has brought or will bring.
struct Beside<'m, 'e> {
    maker: &'m Maker<'e>,
    /// The first and the last record of the chunk.
    range: (RecordRef, RecordRef),
    awaited: RefCell<Vec<AgreementId>>,
}

impl Known for Beside<'_, '_> {
    /// Within the range of the chunk only what stands is known: all that the import brings there is in the chunk.
    fn has(&self, record: &RecordRef) -> bool {
        if self.maker.ground.edition.has(record) {
            return true;
        }
        match record {
            _ if (&self.range.0..=&self.range.1).contains(&record) => false,
            RecordRef::Source(id) => self.maker.sources.contains(id),
            RecordRef::Actor(id) => self.maker.actors.contains(id),
            RecordRef::Agreement(id) if *record < self.range.0 => self.maker.agreements.binary_search(id).is_ok(),
            RecordRef::Agreement(id) => {
                self.awaited.borrow_mut().push(id.clone());
                true
            }
        }
    }

    fn needed_by(&self, record: &RecordRef) -> Vec<RecordRef> {
        self.maker.ground.edition.needed_by(record)
    }

    fn holder_of(&self, identifier: &Identifier) -> Option<ActorId> {
        self.maker.ground.edition.holder_of(identifier)
    }
    fn merging(&self, actor: &ActorId) -> Option<Merging> {
        self.maker.ground.edition.merging(actor)
    }

    fn merged_into(&self, actor: &ActorId) -> Vec<ActorId> {
        self.maker.ground.edition.merged_into(actor)
    }
}
