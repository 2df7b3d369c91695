//! Counts of ties and agreements: each is taken in hand and its sorts are written down.
//!
//! Not here: which ties there are.

use std::collections::{BTreeMap, BTreeSet};

use entente_engine::Edition;
use entente_engine::query::agreements::{AgreementFilter, agreements};
use entente_engine::query::counts::{
    AgreementBy, AgreementGrouping, CountRequest, CountView, TieBy, count_agreements, count_ties,
};
use entente_engine::query::participants::ParticipantFilter;
use entente_engine::query::ties::{TiesAsked, TiesOf};
use entente_engine::query::{Asking, PageRequest, actor::ActorRef, actor::Scope};
use entente_graph::Halt;
use entente_model::agreement::Link;
use entente_model::id::AgreementId;
use entente_model::limits::Limits;
use entente_model::vocabulary::{LinkKind, Role, Vocabulary};

use super::asked::edition;
use super::case::Case;
use super::draw::filter;
use super::rules::Rules;
use super::sketch::{AgreementSketch, Sketch, TOPICS};
use super::truth::{TrueTie, Truth};
use crate::chance::Chance;

/// How many registers are counted.
const REGISTERS: u64 = 3_000;

/// By the words of a sort: how many there are, and the words of what they have between them.
type Groups = BTreeMap<String, (u64, BTreeSet<String>)>;

/// Adds a thing to the groups of its sorts.
fn add(groups: &mut Groups, sorts: Vec<String>, others: &[String]) {
    let sorts: BTreeSet<String> = sorts.into_iter().collect();
    let none = BTreeSet::from([String::new()]);
    for sort in if sorts.is_empty() { none } else { sorts } {
        let group = groups.entry(sort).or_default();
        group.0 += 1;
        group.1.extend(others.iter().filter(|other| !other.is_empty()).cloned());
    }
}

/// Takes all groups of the engine, page after page, and checks their order.
fn taken(edition: &Edition, ask: impl Fn(PageRequest) -> CountView) -> (u64, BTreeMap<String, (u64, Option<u64>)>) {
    let (mut groups, mut order, mut page) = (BTreeMap::new(), Vec::new(), PageRequest::default());
    page.first = Some(3);
    loop {
        let found = ask(page.clone());
        for (cursor, group) in &found.page.rows {
            let key = group.sort.code(edition).unwrap_or_default();
            assert_eq!(*cursor, key);
            order.push((key.is_empty(), u64::MAX - group.count));
            assert!(groups.insert(key, (group.count, group.distinct)).is_none(), "a sort comes once");
        }
        match found.page.rows.last().filter(|_| found.page.has_next) {
            Some((cursor, _)) => page.after = Some(cursor.clone()),
            None => {
                let are_years = groups.keys().all(|key| key.is_empty() || key.parse::<i32>().is_ok());
                assert!(are_years || order.is_sorted(), "the most frequent come first: {order:?}");
                return (found.counted, groups);
            }
        }
    }
}

fn compare(seed: u64, truth: Groups, said: BTreeMap<String, (u64, Option<u64>)>, is_distinct: bool, least: u64) {
    let due: BTreeMap<String, (u64, Option<u64>)> = truth
        .into_iter()
        .filter(|(_, (_, others))| others.len() as u64 >= least)
        .map(|(key, (count, others))| (key, (count, is_distinct.then_some(others.len() as u64))))
        .collect();
    assert_eq!(said, due, "seed {seed}");
}

const TIE_SORTS: [TieBy; 7] =
    [TieBy::Kind, TieBy::Topic, TieBy::Status, TieBy::Partner, TieBy::PartnerKind, TieBy::Area, TieBy::Pair];

/// Writes the sorts of a tie of an actor.
fn sorts_of_tie(sketch: &Sketch, tie: &TrueTie, of: usize, by: TieBy) -> Vec<String> {
    let agreement = &sketch.agreements[tie.agreement];
    let partner = &sketch.actors[if tie.a == of { tie.b } else { tie.a }];
    let [a, b] = [tie.a, tie.b].map(|actor| sketch.actors[actor].id);
    match by {
        TieBy::Kind => vec![agreement.kind.to_owned()],
        TieBy::Topic => topics(agreement),
        TieBy::Status => vec![tie.status.to_owned()],
        TieBy::Partner => vec![partner.id.to_owned()],
        TieBy::PartnerKind => vec![partner.kind.to_owned()],
        TieBy::Area => partner.country.or(partner.region).map(str::to_owned).into_iter().collect(),
        TieBy::Pair => vec![format!("{a}~{b}")],
        TieBy::KindGroup | TieBy::Year | TieBy::Region => unreachable!("these are not drawn"),
    }
}

fn topics(agreement: &AgreementSketch) -> Vec<String> {
    agreement.tags.iter().filter(|(scheme, _)| *scheme == TOPICS).map(|(_, code)| (*code).to_owned()).collect()
}

#[test]
fn ties_are_counted_by_what_they_are() {
    let mut counted = 0;
    for seed in 0..REGISTERS {
        let (mut chance, sketch) = (Chance::of(seed), Case::of(seed).sketch);
        let edition = edition(sketch.records(&mut Chance::of(seed)));
        let of = chance.below(sketch.actors.len());
        let filter = filter(&mut chance);
        let (by, other) = (chance.one(&TIE_SORTS), chance.perhaps(60, &TIE_SORTS));
        let least = if other.is_some() { chance.below(3) as u64 } else { 0 };
        let truth = Truth::of(&sketch, &Rules::DOCUMENTED);
        let lists = |actor: usize| truth.lists(&filter, actor);
        let is_own = |tie: &&&TrueTie| (tie.a == of && lists(tie.b)) || (tie.b == of && lists(tie.a));
        let ties: Vec<&TrueTie> = truth.admitted(&filter).iter().filter(is_own).copied().collect();
        let mut groups = Groups::new();
        for tie in &ties {
            let others = other.map(|other| sorts_of_tie(&sketch, tie, of, other)).unwrap_or_default();
            add(&mut groups, sorts_of_tie(&sketch, tie, of, by), &others);
        }
        let node = edition.find_actor(sketch.actors[of].id).expect("it is recorded");
        let asked = TiesAsked { of: TiesOf::Actor(node), scope: Scope::SelfOnly, filter };
        let (count, said) = taken(&edition, |page| {
            let request = CountRequest { by, distinct: other, distinct_min: least as i64, page };
            let (limits, never) = (Limits::default(), || None::<Halt>);
            let asking = Asking { edition: &edition, limits: &limits, stop: &never };
            count_ties(&asking, &asked, &request).expect("the question is admissible")
        });
        assert_eq!(count, ties.len() as u64);
        counted += ties.len();
        compare(seed, groups, said, other.is_some(), least);
    }
    assert!(counted > REGISTERS as usize, "only {counted} ties were counted");
}

const AGREEMENT_SORTS: [AgreementBy; 6] = [
    AgreementBy::Kind,
    AgreementBy::Topic,
    AgreementBy::Status,
    AgreementBy::Actor,
    AgreementBy::ActorKind,
    AgreementBy::Place,
];

/// Writes the sorts of an agreement.
fn sorts_of_agreement(
    sketch: &Sketch,
    agreement: &AgreementSketch,
    by: AgreementBy,
    role: Option<&str>,
) -> Vec<String> {
    let parts = agreement.parts.iter().filter(|part| role.is_none_or(|role| role == part.role));
    let actors = parts.map(|part| &sketch.actors[part.actor]);
    match by {
        AgreementBy::Kind => vec![agreement.kind.to_owned()],
        AgreementBy::Topic => topics(agreement),
        AgreementBy::Status => vec![agreement.status.to_owned()],
        AgreementBy::Actor => actors.map(|actor| actor.id.to_owned()).collect(),
        AgreementBy::ActorKind => actors.map(|actor| actor.kind.to_owned()).collect(),
        AgreementBy::Place => agreement.places.iter().map(|place| (*place).to_owned()).collect(),
        _ => unreachable!("these are not drawn"),
    }
}

#[test]
fn agreements_are_counted_by_what_they_are_and_who_takes_part() {
    let mut counted = 0;
    for seed in 0..REGISTERS {
        let (mut chance, sketch) = (Chance::of(seed), Case::of(seed).sketch);
        let edition = edition(sketch.records(&mut Chance::of(seed)));
        let roles: Vec<&str> =
            sketch.agreements.iter().flat_map(|one| one.parts.iter().map(|part| part.role)).collect();
        let role = |chance: &mut Chance| if roles.is_empty() { None } else { chance.perhaps(50, &roles) };
        let (by, other) = (chance.one(&AGREEMENT_SORTS), chance.perhaps(60, &AGREEMENT_SORTS));
        let (own_role, other_role, wanted_role) = (role(&mut chance), role(&mut chance), role(&mut chance));
        let wanted_actor = chance.below(sketch.actors.len());
        let takes_part = |agreement: &&AgreementSketch| {
            let is_wanted = |role: &str| wanted_role.is_none_or(|wanted| wanted == role);
            agreement.parts.iter().any(|part| part.actor == wanted_actor && is_wanted(part.role))
        };
        let mut groups = Groups::new();
        let wanted: Vec<&AgreementSketch> = sketch.agreements.iter().filter(takes_part).collect();
        for agreement in &wanted {
            let others =
                other.map(|other| sorts_of_agreement(&sketch, agreement, other, other_role)).unwrap_or_default();
            add(&mut groups, sorts_of_agreement(&sketch, agreement, by, own_role), &others);
        }
        let coded = |role: Option<&str>| -> Vec<Role> { role.and_then(Role::parse).into_iter().collect() };
        let participant = ParticipantFilter {
            actors: vec![ActorRef::Code(sketch.actors[wanted_actor].id.to_owned())],
            roles: coded(wanted_role),
            ..ParticipantFilter::default()
        };
        let filter = AgreementFilter { participants: vec![participant], ..AgreementFilter::default() };
        let (count, said) = taken(&edition, |page| {
            let request = CountRequest {
                by: AgreementGrouping { by, roles: coded(own_role) },
                distinct: other.map(|by| AgreementGrouping { by, roles: coded(other_role) }),
                distinct_min: 0,
                page,
            };
            let (limits, never) = (Limits::default(), || None::<Halt>);
            let asking = Asking { edition: &edition, limits: &limits, stop: &never };
            count_agreements(&asking, None, &filter, &request).expect("the question is admissible")
        });
        assert_eq!(count, wanted.len() as u64, "seed {seed}");
        counted += wanted.len();
        compare(seed, groups, said, other.is_some(), 0);
    }
    assert!(counted > REGISTERS as usize, "only {counted} agreements were counted");
}

#[test]
fn who_has_no_tie_is_told_apart_from_who_has_one() {
    use entente_engine::query::actors::{ActorFilter, actors};
    for seed in 0..REGISTERS {
        let (mut chance, sketch) = (Chance::of(seed), Case::of(seed).sketch);
        let edition = edition(sketch.records(&mut Chance::of(seed)));
        let (filter, with_parts) = (filter(&mut chance), chance.percent(40));
        let truth = Truth::of(&sketch, &Rules::DOCUMENTED);
        let ties = truth.admitted(&filter);
        let is_tied = |actor: usize| {
            let set = if with_parts { truth.with_parts(actor, &filter) } else { vec![actor] };
            let leads_out =
                |one: usize, other: usize| set.contains(&one) && !set.contains(&other) && truth.lists(&filter, other);
            ties.iter().any(|tie| leads_out(tie.a, tie.b) || leads_out(tie.b, tie.a))
        };
        let listed = |filter: ActorFilter| -> Vec<usize> {
            let (limits, never) = (Limits::default(), || None::<Halt>);
            let asking = Asking { edition: &edition, limits: &limits, stop: &never };
            let page = actors(&asking, &filter, &PageRequest::default()).expect("the question is admissible");
            page.rows.into_iter().map(|(_, node)| node.index()).collect()
        };
        let (scope, ties) = (if with_parts { Scope::Parts } else { Scope::SelfOnly }, Some(filter.clone()));
        let tied = listed(ActorFilter { tied: ties.clone(), scope, ..ActorFilter::default() });
        let untied = listed(ActorFilter { untied: ties, scope, ..ActorFilter::default() });
        let (has, has_not): (Vec<usize>, Vec<usize>) = (0..sketch.actors.len()).partition(|&actor| is_tied(actor));
        assert_eq!((tied, untied), (has, has_not), "seed {seed}");
    }
}

#[test]
fn who_takes_part_in_linked_agreements_counts_as_far_as_asked() {
    let mut through_links = 0;
    for seed in 0..REGISTERS {
        let (mut chance, sketch) = (Chance::of(seed), Case::of(seed).sketch);
        let mut records = sketch.records(&mut Chance::of(seed));
        let ids: Vec<AgreementId> = records.agreements.iter().map(|agreement| agreement.id.clone()).collect();
        let mut links: Vec<(usize, usize)> = Vec::new();
        for (at, agreement) in records.agreements.iter_mut().enumerate() {
            let target = chance.below(ids.len());
            if target != at && chance.percent(60) {
                agreement.links.push(Link { kind: LinkKind::PartOf, target: ids[target].clone() });
                links.push((at, target));
            }
        }
        let edition = edition(records);
        let (linked, wanted) = (chance.below(4), [0, 1].map(|_| chance.below(sketch.actors.len())));
        let takes_part = |at: usize, actor: usize| {
            let found = sketch.agreements.iter().find(|one| one.id == ids[at].as_str()).expect("it is drawn");
            found.parts.iter().any(|part| part.actor == actor)
        };
        let family = |at: usize, steps: usize| -> BTreeSet<usize> {
            let mut family = BTreeSet::from([at]);
            for _ in 0..steps {
                let near = |(one, other): &(usize, usize)| {
                    let (has_one, has_other) = (family.contains(one), family.contains(other));
                    if has_one || has_other { vec![*one, *other] } else { Vec::new() }
                };
                let next: Vec<usize> = links.iter().flat_map(near).collect();
                family.extend(next);
            }
            family
        };
        let admits = |at: usize, steps: usize| {
            wanted.iter().all(|&actor| family(at, steps).into_iter().any(|member| takes_part(member, actor)))
        };
        let mut due: Vec<&str> = (0..ids.len()).filter(|&at| admits(at, linked)).map(|at| ids[at].as_str()).collect();
        due.sort_unstable();
        through_links += (0..ids.len()).filter(|&at| admits(at, linked) && !admits(at, 0)).count();
        let participant = |actor: usize| ParticipantFilter {
            actors: vec![ActorRef::Code(sketch.actors[actor].id.to_owned())],
            ..ParticipantFilter::default()
        };
        let participants = wanted.iter().map(|&actor| participant(actor)).collect();
        let filter = AgreementFilter { participants, linked: linked as u32, ..AgreementFilter::default() };
        let (limits, never) = (Limits::default(), || None::<Halt>);
        let asking = Asking { edition: &edition, limits: &limits, stop: &never };
        let whole = PageRequest { first: Some(100), ..PageRequest::default() };
        let page = agreements(&asking, None, &filter, &whole).expect("the question is admissible");
        let said: Vec<&str> = page.rows.iter().map(|(_, agreement)| agreement.id.as_str()).collect();
        assert_eq!(said, due, "seed {seed}");
    }
    assert!(through_links > REGISTERS as usize / 20, "only {through_links} agreements came in through links");
}
