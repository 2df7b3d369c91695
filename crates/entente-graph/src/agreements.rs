//! The agreements of a network: what filters ask of them, and where they stand in the order of ids. Not here: ties.

use std::sync::Arc;

use entente_model::area::Area;
use entente_model::vocabulary::{Topic, Vocabulary};

use crate::facts::{AgreementFacts, AgreementNumber};
use crate::grade::Grade;
use crate::place::Place;
use crate::radix::Radix;

/// All agreements: those that the network was built of, and over them what was stated since.
#[derive(Debug, Clone, Default)]
pub(crate) struct Agreements {
    built: Arc<Columns>,
    stated: Radix<Stated>,
    bound: u32,
    vacant: u32,
}

/// What filters ask of agreements, as parallel arrays.
#[derive(Debug, Default)]
pub(crate) struct Columns {
    pub(crate) grades: Vec<Grade>,
    // A bit for each topic.
    pub(crate) topics: Vec<u32>,
    // Of an agreement of two the span of its first tie.
    pub(crate) spans: Vec<u32>,
    // By agreement and area.
    pub(crate) places: Vec<(AgreementNumber, Area)>,
    // The spans of further ties of two, by agreement and ordinal.
    pub(crate) further_spans: Vec<((AgreementNumber, u32), u32)>,
}

/// What was stated of an agreement since the network was built.
#[derive(Debug)]
struct Stated {
    place: Place,
    stands: bool,
    grade: Grade,
    topics: u32,
    areas: Vec<Area>,
    // Of an agreement of two, by ordinal.
    spans: Vec<u32>,
}

/// The topics of an agreement, a bit for each.
pub(crate) fn topic_bits(topics: &[Topic]) -> u32 {
    const { assert!(Topic::ALL.len() <= 32) }
    topics.iter().fold(0, |bits, topic| bits | 1 << topic.index())
}

impl Columns {
    /// Adds an agreement with the spans of its ties of two, by ordinal.
    pub(crate) fn push(&mut self, facts: &AgreementFacts, spans: &[u32]) {
        let number = AgreementNumber(self.grades.len() as u32);
        self.grades.push(Grade::new(facts.kind, facts.confidence, facts.sources));
        self.topics.push(topic_bits(&facts.topics));
        self.places.extend(facts.places.iter().map(|&place| (number, place)));
        self.spans.push(spans.first().copied().unwrap_or_default());
        self.further_spans.extend((1..).zip(spans.iter().skip(1)).map(|(ordinal, &span)| ((number, ordinal), span)));
    }

    pub(crate) fn shrink(&mut self) {
        self.grades.shrink_to_fit();
        self.topics.shrink_to_fit();
        self.spans.shrink_to_fit();
        self.places.shrink_to_fit();
        self.further_spans.shrink_to_fit();
    }

    /// Says whether an agreement of two has a further tie with this ordinal.
    pub(crate) fn has_further(&self, agreement: AgreementNumber, ordinal: u32) -> bool {
        self.further_spans.binary_search_by_key(&(agreement, ordinal), |(key, _)| *key).is_ok()
    }

    fn span(&self, agreement: AgreementNumber, ordinal: u32) -> u32 {
        if ordinal == 0 {
            return self.spans[agreement.index()];
        }
        let found = self.further_spans.binary_search_by_key(&(agreement, ordinal), |(key, _)| *key);
        self.further_spans[found.expect("a further tie has a span")].1
    }

    fn places(&self, agreement: AgreementNumber) -> &[(AgreementNumber, Area)] {
        let first = self.places.partition_point(|(owner, _)| *owner < agreement);
        let count = self.places[first..].iter().take_while(|(owner, _)| *owner == agreement).count();
        &self.places[first..first + count]
    }
}

impl Agreements {
    pub(crate) fn new(built: Columns) -> Self {
        let bound = built.grades.len() as u32;
        Self { built: Arc::new(built), stated: Radix::default(), bound, vacant: 0 }
    }

    /// Returns the agreements that the network was built of.
    pub(crate) fn built(&self) -> &Columns {
        &self.built
    }

    /// Returns how many numbers are in use or vacant: all are below.
    pub(crate) fn bound(&self) -> usize {
        self.bound as usize
    }

    /// Returns how many agreements stand.
    pub(crate) fn count(&self) -> usize {
        (self.bound - self.vacant) as usize
    }

    /// Returns how many agreements the network was built of; those have the numbers below, in the order of ids.
    pub(crate) fn built_count(&self) -> usize {
        self.built.grades.len()
    }

    /// Returns how many agreements have been stated since the network was built.
    pub(crate) fn stated_count(&self) -> usize {
        self.stated.len()
    }

    /// Says whether an agreement stands; a number that none has does not.
    pub(crate) fn stands(&self, agreement: AgreementNumber) -> bool {
        self.stated(agreement).map_or(agreement.index() < self.built_count(), |stated| stated.stands)
    }

    /// Returns where an agreement stands in the order of ids.
    #[inline]
    pub(crate) fn place(&self, agreement: AgreementNumber) -> Place {
        if agreement.index() < self.built_count() { Place::built(agreement.0) } else { self.stated_place(agreement) }
    }

    /// Returns what an agreement is and how well it is supported.
    pub(crate) fn grade(&self, agreement: AgreementNumber) -> Grade {
        self.stated(agreement).map_or_else(|| self.built.grades[agreement.index()], |stated| stated.grade)
    }

    /// Returns the topics of an agreement, a bit for each.
    pub(crate) fn topics(&self, agreement: AgreementNumber) -> u32 {
        self.stated(agreement).map_or_else(|| self.built.topics[agreement.index()], |stated| stated.topics)
    }

    /// Says whether an agreement lies in an area that is wanted.
    pub(crate) fn lies_in(&self, agreement: AgreementNumber, wants: impl Fn(Area) -> bool) -> bool {
        match self.stated(agreement) {
            Some(stated) => stated.areas.iter().any(|&area| wants(area)),
            None => self.built.places(agreement).iter().any(|&(_, area)| wants(area)),
        }
    }

    /// Returns the span of a tie of an agreement of two.
    pub(crate) fn span(&self, agreement: AgreementNumber, ordinal: u32) -> u32 {
        match self.stated(agreement) {
            Some(stated) => stated.spans[ordinal as usize],
            None => self.built.span(agreement, ordinal),
        }
    }

    /// Adds an agreement, with the next number; `spans` are those of its ties of two, by ordinal.
    pub(crate) fn add(&mut self, place: Place, facts: &AgreementFacts, spans: Vec<u32>) -> AgreementNumber {
        let number = AgreementNumber(self.bound);
        self.stated.set(number.0, Arc::new(Stated::of(place, facts, spans)));
        self.bound += 1;
        number
    }

    /// States an agreement anew; `spans` are those of its ties of two, by ordinal.
    pub(crate) fn amend(&mut self, number: AgreementNumber, facts: &AgreementFacts, spans: Vec<u32>) {
        self.vacant -= u32::from(!self.stands(number));
        let stated = Stated::of(self.place(number), facts, spans);
        self.stated.set(number.0, Arc::new(stated));
    }

    /// Makes the number of an agreement vacant.
    pub(crate) fn withdraw(&mut self, number: AgreementNumber) {
        self.vacant += u32::from(self.stands(number));
        let (place, grade) = (self.place(number), self.grade(number));
        let stated = Stated { place, stands: false, grade, topics: 0, areas: Vec::new(), spans: Vec::new() };
        self.stated.set(number.0, Arc::new(stated));
    }

    pub(crate) fn bytes(&self) -> usize {
        let Columns { grades, topics, spans, places, further_spans } = &*self.built;
        grades.capacity() * size_of::<Grade>()
            + (topics.capacity() + spans.capacity()) * size_of::<u32>()
            + places.capacity() * size_of::<(AgreementNumber, Area)>()
            + further_spans.capacity() * size_of::<((AgreementNumber, u32), u32)>()
            + self.stated.len() * size_of::<Stated>()
    }

    #[cold]
    fn stated_place(&self, agreement: AgreementNumber) -> Place {
        self.stated.get(agreement.0).expect("an agreement that the network was not built of was stated since").place
    }

    #[inline]
    fn stated(&self, agreement: AgreementNumber) -> Option<&Stated> {
        if self.stated.is_empty() { None } else { self.stated.get(agreement.0) }
    }
}

impl Stated {
    fn of(place: Place, facts: &AgreementFacts, spans: Vec<u32>) -> Self {
        Self {
            place,
            stands: true,
            grade: Grade::new(facts.kind, facts.confidence, facts.sources),
            topics: topic_bits(&facts.topics),
            areas: facts.places.clone(),
            spans,
        }
    }
}
