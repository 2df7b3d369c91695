//! How often each value of the vocabulary occurs in an edition, which a codebook shows beside the definition.
//!
//! Not here: the definitions, which are the model's, and how a codebook is written. Counts of single actors stand in
//! [`super::coverage`].

use std::collections::BTreeMap;
use std::marker::PhantomData;

use entente_model::actor::Actor;
use entente_model::agreement::Agreement;
use entente_model::area::{AREA_NUMBERS, Area};
use entente_model::date::{Bounds, Day, Edtf};
use entente_model::vocabulary::{
    ActorKind, AgreementKind, AgreementStatus, FinanceType, GeoScope, IdentifierScheme, KindGroup, LegalForce, Level,
    LinkKind, Modality, MoneyStage, NameKind, Role, SourceKind, Statehood, TagScheme, Theme, Topic, Vocabulary,
};
use entente_store::LoadError;

use crate::edition::Edition;

/// A number for each value of a vocabulary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counts<V> {
    numbers: Vec<usize>,
    values: PhantomData<V>,
}

impl<V: Vocabulary> Default for Counts<V> {
    fn default() -> Self {
        Self { numbers: vec![0; V::ALL.len()], values: PhantomData }
    }
}

impl<V: Vocabulary> Counts<V> {
    /// Returns the number of a value.
    pub fn of(&self, value: V) -> usize {
        self.numbers[value.index()]
    }

    /// Returns the sum over all values. Where a record may have several of them, it is in the sum as often.
    pub fn total(&self) -> usize {
        self.numbers.iter().sum()
    }

    fn add(&mut self, value: V) {
        self.numbers[value.index()] += 1;
    }

    fn add_each(&mut self, values: impl IntoIterator<Item = V>) {
        values.into_iter().for_each(|value| self.add(value));
    }
}

/// How many agreements touch a region, each counted once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RegionCount {
    /// The region of UN M49, the world included.
    pub region: Area,
    /// Agreements in which an actor takes part whose country lies in the region.
    pub by_participants: usize,
    /// Agreements one of whose places is the region or lies in it.
    pub by_places: usize,
}

/// How many agreements start at one time, as coarsely as their dates tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StartCount {
    /// The year where the date lies in one, else the date in its own form, as the decade `201X`; none where no start
    /// is known.
    pub start: Option<Edtf>,
    /// The agreements that start then.
    pub agreements: usize,
}

/// How often each value of the vocabulary occurs in an edition.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    /// Actors.
    pub actors: usize,
    /// Agreements.
    pub agreements: usize,
    /// Sources.
    pub sources: usize,
    /// Citations, of actors and agreements.
    pub citations: usize,
    /// Actors by kind.
    pub actor_kinds: Counts<ActorKind>,
    /// Actors by statehood; most have none.
    pub statehoods: Counts<Statehood>,
    /// Names by type.
    pub name_kinds: Counts<NameKind>,
    /// Outside identifiers by scheme.
    pub identifier_schemes: Counts<IdentifierScheme>,
    /// Agreements by kind.
    pub agreement_kinds: Counts<AgreementKind>,
    /// Agreements by the group of their kind.
    pub kind_groups: Counts<KindGroup>,
    /// Agreements by status.
    pub statuses: Counts<AgreementStatus>,
    /// Agreements by topic; one may have several or none.
    pub topics: Counts<Topic>,
    /// Agreements by theme, each counted once in a theme however many of its topics it has.
    pub themes: Counts<Theme>,
    /// Agreements by legal force, of those that state it.
    pub legal_forces: Counts<LegalForce>,
    /// Agreements by geographic scope, of those that state it.
    pub geo_scopes: Counts<GeoScope>,
    /// Agreements by level, of those that state it.
    pub levels: Counts<Level>,
    /// Agreements by modality, of those that state it.
    pub modalities: Counts<Modality>,
    /// Participations by role.
    pub roles: Counts<Role>,
    /// Links between agreements by kind.
    pub link_kinds: Counts<LinkKind>,
    /// Tags by scheme.
    pub tag_schemes: Counts<TagScheme>,
    /// Amounts of money by stage.
    pub money_stages: Counts<MoneyStage>,
    /// Amounts of money by type of finance, of those that state it.
    pub finance_types: Counts<FinanceType>,
    /// Sources by kind.
    pub source_kinds: Counts<SourceKind>,
    /// Agreements by region: every region of the tree, each before those in it and beside its neighbours by name.
    pub regions: Vec<RegionCount>,
    /// Agreements by start, earliest first and the unknown last; only what occurs.
    pub starts: Vec<StartCount>,
}

/// Counts the values of the vocabulary in an edition.
///
/// # Complexity
/// One pass over the records: time **O(R + P log V)** for R records with their children, of which P are
/// participations whose actors are looked up among V. Memory **O(1)** beside the starts that differ.
///
/// # Errors
/// [`LoadError`] where an agreement cannot be read from the store.
pub fn tally(edition: &Edition) -> Result<Tally, LoadError> {
    let records = edition.counts();
    let mut tally =
        Tally { actors: records.actors, agreements: records.agreements, sources: records.sources, ..Tally::default() };
    edition.nodes().for_each(|node| tally.count_actor(edition.actor(node)));
    edition.sources().for_each(|source| tally.source_kinds.add(source.kind));
    let (mut participants, mut places) = (AreaCounts::default(), AreaCounts::default());
    let mut starts = BTreeMap::new();
    let mut round = 0;
    edition.each_agreement(|agreement| {
        tally.count_agreement(agreement);
        participants.add_each(round, countries(edition, agreement));
        places.add_each(round, agreement.places.iter().map(|place| place.area));
        *starts.entry(agreement.period.start.as_ref().map(coarse)).or_default() += 1;
        round += 1;
    })?;
    tally.regions = regions(&participants, &places);
    tally.starts = in_order(starts);
    Ok(tally)
}

impl Tally {
    fn count_actor(&mut self, actor: &Actor) {
        self.citations += actor.citations.len();
        self.actor_kinds.add(actor.kind);
        self.statehoods.add_each(actor.statehood);
        self.name_kinds.add_each(actor.names.iter().map(|name| name.kind));
        self.identifier_schemes.add_each(actor.identifiers.iter().map(|identifier| identifier.scheme));
    }

    fn count_agreement(&mut self, agreement: &Agreement) {
        self.citations += agreement.citations.len();
        self.agreement_kinds.add(agreement.kind);
        self.kind_groups.add(agreement.kind.group());
        self.statuses.add(agreement.status);
        let topics = agreement.topics();
        let mut themes: Vec<Theme> = topics.iter().map(|topic| topic.theme()).collect();
        themes.sort_unstable();
        themes.dedup();
        self.topics.add_each(topics);
        self.themes.add_each(themes);
        self.legal_forces.add_each(agreement.legal_force);
        self.geo_scopes.add_each(agreement.geo_scope);
        self.levels.add_each(agreement.level);
        self.modalities.add_each(agreement.modality);
        self.roles.add_each(agreement.participations.iter().map(|participation| participation.role));
        self.link_kinds.add_each(agreement.links.iter().map(|link| link.kind));
        self.tag_schemes.add_each(agreement.tags.iter().map(|tag| tag.scheme));
        self.money_stages.add_each(agreement.money.iter().map(|money| money.stage));
        self.finance_types.add_each(agreement.money.iter().filter_map(|money| money.finance));
    }
}

/// Numbers by area, in which a round counts once for an area and for each that it lies in.
struct AreaCounts {
    numbers: Vec<usize>,
    /// One past the round that was counted last.
    rounds: Vec<usize>,
}

impl Default for AreaCounts {
    fn default() -> Self {
        Self { numbers: vec![0; AREA_NUMBERS], rounds: vec![0; AREA_NUMBERS] }
    }
}

impl AreaCounts {
    fn add_each(&mut self, round: usize, areas: impl Iterator<Item = Area>) {
        for area in areas {
            for around in std::iter::successors(Some(area), |area| area.parent()) {
                let at = usize::from(around.number());
                // Where this one is counted, so are all around it.
                if self.rounds[at] == round + 1 {
                    break;
                }
                self.rounds[at] = round + 1;
                self.numbers[at] += 1;
            }
        }
    }

    fn of(&self, area: Area) -> usize {
        self.numbers[usize::from(area.number())]
    }
}

/// Lists the countries of those who take part.
fn countries<'a>(edition: &'a Edition, agreement: &'a Agreement) -> impl Iterator<Item = Area> + 'a {
    let node = |id: &str| edition.find_actor(id);
    let found = agreement.participations.iter().filter_map(move |participation| node(participation.actor.as_str()));
    found.filter_map(|node| edition.actor(node).country)
}

fn regions(participants: &AreaCounts, places: &AreaCounts) -> Vec<RegionCount> {
    let count = |region| RegionCount { region, by_participants: participants.of(region), by_places: places.of(region) };
    let mut regions: Vec<RegionCount> = Area::all().filter(|area| !area.is_country()).map(count).collect();
    // A region's line of names begins with that of the region around it, so that it comes after it.
    regions.sort_by_cached_key(|count| {
        let mut line: Vec<&str> =
            std::iter::successors(Some(count.region), |area| area.parent()).map(Area::name).collect();
        line.reverse();
        line
    });
    regions
}

/// Returns the year of a date that lies in one, else the date without its marks of doubt.
fn coarse(date: &Edtf) -> Edtf {
    let Bounds { earliest, latest } = date.bounds();
    let common = year(earliest).filter(|first| year(latest).as_ref() == Some(first));
    let form = common.unwrap_or_else(|| date.as_str().trim_end_matches(['?', '~', '%']).to_owned());
    Edtf::parse(&form).unwrap_or_else(|_| date.clone())
}

/// Returns the year of a day as it is written.
fn year(day: Day) -> Option<String> {
    let text = day.is_bounded().then(|| day.to_string())?;
    text.rsplitn(3, '-').nth(2).map(str::to_owned)
}

fn in_order(starts: BTreeMap<Option<Edtf>, usize>) -> Vec<StartCount> {
    let count = |(start, agreements)| StartCount { start, agreements };
    let mut starts: Vec<StartCount> = starts.into_iter().map(count).collect();
    // The sort is stable, so that what has the same bounds stays in the order of its form.
    starts.sort_by_key(|count| (count.start.is_none(), count.start.as_ref().map(Edtf::bounds)));
    starts
}
