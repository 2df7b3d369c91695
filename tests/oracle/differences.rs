//! Differences between two sides, which are two days, or two registers on two days: the ties of both sides are spelled
//! out, and every tie is looked for on the other side.
//!
//! Not here: what is a tie.

use std::collections::BTreeSet;

use entente_engine::Edition;
use entente_engine::query::actor::{ActorRef, Scope};
use entente_engine::query::diff::{Class, Counts, DiffOf, DiffRequest, DiffView, Side, diff};
use entente_engine::query::{Asking, PageRequest};
use entente_graph::{Halt, Node};
use entente_model::date::{Day, Frame};
use entente_model::filter::TieFilter;
use entente_model::limits::Limits;
use entente_model::vocabulary::Vocabulary;

use super::answers::due;
use super::asked::edition;
use super::case::Case;
use super::dates::DAYS;
use super::draw::filter;
use super::question::{Answer, Ask, Question, TieFacts};
use super::rules::Rules;
use super::sketch::{PartSketch, Sketch};
use super::truth::Truth;
use crate::chance::Chance;

/// How many pairs of sides are compared.
const PAIRS: u64 = 8_000;

/// Errors of the oracle that the comparison has to notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mutant {
    CertaintyIsNothing,
    OnePerAgreementAndPair,
    DaysAreOnTheFirstSide,
    PartnersByTies,
}

/// Two sides and what is asked of them.
struct Sides {
    sketches: [Sketch; 2],
    frames: [Frame; 2],
    of: Of,
    with_parts: bool,
    filter: TieFilter,
    page: usize,
}

/// What is compared; actors by number.
enum Of {
    Network,
    Actor(usize),
    Between(Vec<usize>),
    Path(usize, usize),
}

/// What an answer says: each tie with its class, the numbers of the classes, and the partners that came, went and stayed.
#[derive(Debug, PartialEq, Eq)]
struct Told {
    rows: Vec<(Class, String)>,
    counts: [u64; 4],
    partners: Option<[Vec<String>; 3]>,
    paths: [Option<Vec<String>>; 2],
}

const CLASSES: [Class; 4] = [Class::Added, Class::Ended, Class::Changed, Class::Kept];

impl Sides {
    fn of(seed: u64) -> Self {
        let mut chance = Chance::of(seed);
        let before = Case::of(seed).sketch;
        let after = if chance.percent(50) { before.clone() } else { altered(&mut chance, &before) };
        let actors: Vec<usize> = (0..before.actors.len()).collect();
        let of = match chance.below(5) {
            0 => Of::Network,
            1 | 2 => Of::Actor(chance.one(&actors)),
            3 => Of::Between([chance.some(100, 2, &actors), chance.some(100, 2, &actors)].concat()),
            _ => Of::Path(chance.one(&actors), chance.one(&actors)),
        };
        let frames = [0, 1].map(|_| Frame::on(Day::from_number(chance.one(DAYS))));
        let (with_parts, page) = (chance.percent(40), 1 + chance.below(4));
        let filter = TieFilter { frame: Frame::ALL_TIME, ..filter(&mut chance) };
        Self { sketches: [before, after], frames, of, with_parts, filter, page }
    }

    /// Asks the engine page after page.
    fn said(&self, order: u64) -> Told {
        self.said_within(order, &Limits::default()).expect("so little is looked at that only pages cut")
    }

    /// Asks the engine page after page, however often a budget cuts; nothing where it is too small to go on.
    fn said_within(&self, order: u64, limits: &Limits) -> Option<Told> {
        let editions = [0, 1].map(|side| edition(self.sketches[side].records(&mut Chance::of(order + side as u64))));
        let is_one = format!("{:?}", self.sketches[0]) == format!("{:?}", self.sketches[1]);
        // Where nothing was altered, one edition may stand on both sides.
        let newer = if is_one && order.is_multiple_of(2) { &editions[0] } else { &editions[1] };
        let never = || None::<Halt>;
        let asking = Asking { edition: newer, limits, stop: &never };
        let by = |&actor: &usize| ActorRef::Code(self.sketches[0].actors[actor].id.to_owned());
        let mut request = DiffRequest {
            of: match &self.of {
                Of::Network => DiffOf::Network,
                Of::Actor(actor) => DiffOf::Actor(by(actor)),
                Of::Between(actors) => DiffOf::Between(actors.iter().map(by).collect()),
                Of::Path(from, to) => DiffOf::Path { from: by(from), to: by(to) },
            },
            scope: if self.with_parts { Scope::Parts } else { Scope::SelfOnly },
            filter: self.filter.clone(),
            classes: CLASSES.to_vec(),
            page: PageRequest { first: Some(self.page as i64), after: None },
        };
        let sides =
            [Side { edition: &editions[0], frame: self.frames[0] }, Side { edition: newer, frame: self.frames[1] }];
        let (mut rows, mut first) = (Vec::new(), None);
        loop {
            let found = diff(&asking, sides[0], sides[1], &request).expect("the question is admissible");
            rows.extend(listed(&found, [&editions[0], newer]));
            let (is_last, after) = (found.cuts.is_empty(), found.cuts.first().and_then(|(_, cursor)| cursor.clone()));
            let first = first.get_or_insert(found);
            match after {
                Some(_) => request.page.after = after,
                None if is_last => return Some(told(rows, first, [&editions[0], newer])),
                None => return None,
            }
        }
    }

    fn due(&self, mutant: Option<Mutant>) -> Told {
        let [before, after] = [0, 1].map(|side| {
            let at = if mutant == Some(Mutant::DaysAreOnTheFirstSide) { 0 } else { side };
            self.side(side, self.frames[at])
        });
        let is_one = |one: &TieFacts, other: &TieFacts| {
            if mutant == Some(Mutant::OnePerAgreementAndPair) {
                stem(&one.id) == stem(&other.id)
            } else {
                one.id == other.id
            }
        };
        let mut rows: Vec<(Class, String)> = Vec::new();
        for tie in &before.ties {
            let class = match after.ties.iter().find(|other| is_one(tie, other)) {
                None => Class::Ended,
                Some(other) if same(tie, other, mutant) => Class::Kept,
                Some(_) => Class::Changed,
            };
            rows.push((class, tie.id.clone()));
        }
        let is_new = |tie: &&TieFacts| !before.ties.iter().any(|other| is_one(tie, other));
        rows.extend(after.ties.iter().filter(is_new).map(|tie| (Class::Added, tie.id.clone())));
        rows.sort_by_key(|(_, id)| place(id));
        let counts = CLASSES.map(|class| rows.iter().filter(|(of, _)| *of == class).count() as u64);
        let partners = matches!(self.of, Of::Actor(_)).then(|| {
            let (had, has) = (&before.partners, &after.partners);
            let kept = |code: &&String| had.contains(*code);
            let gone = |code: &&String| !has.contains(*code);
            let lists: [Vec<String>; 3] = [
                has.iter().filter(|code| !kept(code)).cloned().collect(),
                had.iter().filter(gone).cloned().collect(),
                has.iter().filter(kept).cloned().collect(),
            ];
            if mutant == Some(Mutant::PartnersByTies) {
                [lists[0].clone(), Vec::new(), lists[2].clone()]
            } else {
                lists
            }
        });
        Told { rows, counts, partners, paths: [before.path, after.path] }
    }

    /// The same with the identifiers of the actors dealt out from the other end.
    fn turned(&self) -> Self {
        let last = self.sketches[0].actors.len() - 1;
        let turn = |actor: usize| last - actor;
        let sketches = [0, 1].map(|side| {
            let sketch = &self.sketches[side];
            let mut turned = sketch.clone();
            turned.actors.reverse();
            for (actor, original) in turned.actors.iter_mut().zip(&sketch.actors) {
                actor.id = original.id;
            }
            let parts = turned.agreements.iter_mut().flat_map(|agreement| &mut agreement.parts);
            parts.for_each(|part| part.actor = turn(part.actor));
            turned
        });
        let of = match &self.of {
            Of::Network => Of::Network,
            Of::Actor(actor) => Of::Actor(turn(*actor)),
            Of::Between(actors) => Of::Between(actors.iter().map(|&actor| turn(actor)).collect()),
            Of::Path(from, to) => Of::Path(turn(*from), turn(*to)),
        };
        Self { sketches, of, filter: self.filter.clone(), ..*self }
    }

    /// Spells out one side.
    fn side(&self, side: usize, frame: Frame) -> TrueSide {
        let truth = Truth::of(&self.sketches[side], &Rules::DOCUMENTED);
        let filter = TieFilter { frame, ..self.filter.clone() };
        let id = |actor: usize| self.sketches[side].actors[actor].id.to_owned();
        let (mut partners, mut path) = (BTreeSet::new(), None);
        let question = |ask| Question { ask, with_parts: self.with_parts, filter: filter.clone() };
        let answer = match &self.of {
            Of::Network => {
                let lists = |actor| truth.lists(&filter, actor);
                let ties = truth.admitted(&filter).into_iter().filter(|tie| lists(tie.a) && lists(tie.b));
                Answer::Ties(ties.map(|tie| truth.facts(tie, &filter)).collect())
            }
            Of::Actor(of) => {
                let answer = due(&truth, &question(Ask::TiesOf { of: *of, page: 9 })).answer;
                let set = if self.with_parts { truth.with_parts(*of, &filter) } else { vec![*of] };
                let ends = answer.ties().into_iter().flat_map(|tie| [tie.source, tie.target]).collect::<Vec<_>>();
                partners.extend(ends.into_iter().filter(|end| !set.contains(end)).map(id));
                answer
            }
            Of::Between(actors) => due(&truth, &question(Ask::TiesBetween { between: actors.clone(), page: 9 })).answer,
            Of::Path(from, to) => due(&truth, &question(Ask::Path { from: *from, to: *to })).answer,
        };
        if let Answer::Path(Some(found)) = &answer {
            path = Some(found.actors.iter().map(|&actor| id(actor)).collect());
        }
        TrueSide { ties: answer.ties().into_iter().cloned().collect(), partners, path }
    }
}

/// What one side has.
struct TrueSide {
    ties: Vec<TieFacts>,
    partners: BTreeSet<String>,
    path: Option<Vec<String>>,
}

/// Takes a register and changes what editors change: an agreement goes, another ends, somebody leaves or joins.
fn altered(chance: &mut Chance, sketch: &Sketch) -> Sketch {
    let mut altered = sketch.clone();
    for _ in 0..=chance.below(2) {
        let at = chance.below(altered.agreements.len());
        match chance.below(4) {
            0 if altered.agreements.len() > 1 => {
                altered.agreements.remove(at);
            }
            1 => altered.agreements[at].status = chance.one(&["in_force", "terminated", "announced"]),
            2 => altered.agreements[at].ends.1 = None,
            _ => {
                let (actor, parts) = (chance.below(sketch.actors.len()), &mut altered.agreements[at].parts);
                let role = parts.first().map_or("signatory", |part| part.role);
                let is_new = !parts.iter().any(|part| (part.actor, part.role) == (actor, role));
                parts.extend(is_new.then_some(PartSketch { actor, role, status: None, ends: (None, None) }));
            }
        }
    }
    altered
}

/// Says whether what is told of a tie is the same on both sides.
fn same(one: &TieFacts, other: &TieFacts, mutant: Option<Mutant>) -> bool {
    let certain = if mutant == Some(Mutant::CertaintyIsNothing) { other.certain } else { one.certain };
    TieFacts { certain, ..one.clone() } == *other
}

/// Returns the identifier of a tie without its number.
fn stem(id: &str) -> String {
    id.split('~').take(3).collect::<Vec<_>>().join("~")
}

/// Returns where a tie comes in the order of both actors, agreement and number.
fn place(id: &str) -> (String, String, String, u32) {
    let parts: Vec<&str> = id.split('~').collect();
    let number = parts.get(3).map_or(1, |number| number.parse().expect("a number"));
    (parts[1].to_owned(), parts[2].to_owned(), parts[0].to_owned(), number)
}

fn listed(found: &DiffView, editions: [&Edition; 2]) -> Vec<(Class, String)> {
    let row = |row: &entente_engine::query::diff::DiffRow| {
        let [before, after] = [(&row.before, editions[0]), (&row.after, editions[1])]
            .map(|(tie, edition)| tie.as_ref().map(|tie| tie.id(edition)));
        assert_eq!((before.is_none(), after.is_none()), (row.class == Class::Added, row.class == Class::Ended));
        if before.is_some() && after.is_some() {
            assert_eq!(before, after, "a tie is the same on both sides by its identifier");
        }
        (row.class, after.or(before).expect("a tie on one side"))
    };
    found.rows.iter().map(row).collect()
}

fn told(rows: Vec<(Class, String)>, found: &DiffView, editions: [&Edition; 2]) -> Told {
    let Counts { added, ended, changed, kept } = found.counts.unwrap_or_default();
    let by_kind: u64 =
        found.by_kind.iter().map(|of| CLASSES.map(|class| of.counts.of(class)).iter().sum::<u64>()).sum();
    assert_eq!(by_kind, added + ended + changed + kept, "every tie has one kind");
    assert!(found.by_kind.is_sorted_by_key(|of| of.kind.index()), "kinds come in their order");
    let codes = |side: usize, nodes: &[Node]| -> Vec<String> {
        nodes.iter().map(|&node| editions[side].actor(node).id.to_string()).collect()
    };
    let partners = found.partners.as_ref();
    let path = |side: usize, path: &Option<entente_engine::query::path::PathView>| {
        let path = path.as_ref()?;
        let steps = path.steps.iter().map(|step| step.to);
        Some(codes(side, &std::iter::once(path.start).chain(steps).collect::<Vec<_>>()))
    };
    Told {
        rows,
        counts: [added, ended, changed, kept],
        partners: partners.map(|of| [codes(1, &of.added), codes(0, &of.ended), codes(1, &of.kept)]),
        paths: [path(0, &found.path_before), path(1, &found.path_after)],
    }
}

#[test]
fn what_differs_is_what_one_side_has_and_the_other_has_not() {
    let mut seen = [0; 4];
    for seed in 0..PAIRS {
        let sides = Sides::of(seed);
        let said = sides.said(seed);
        assert_eq!(said, sides.due(None), "seed {seed}");
        (0..4).for_each(|class| seen[class] += usize::from(said.counts[class] > 0));
    }
    println!("{PAIRS} pairs of sides compared; with added, ended, changed, kept ties: {seen:?}");
    assert!(seen.iter().all(|&count| count as u64 > PAIRS / 50), "too little differs: {seen:?}");
}

#[test]
fn a_network_is_compared_to_its_end_however_often_a_budget_cuts() {
    let (mut compared, mut cut) = (0, 0);
    for seed in 0..PAIRS {
        let sides = Sides::of(seed);
        let whole = sides.said(seed);
        if !matches!(sides.of, Of::Network) || whole.rows.len() < 2 {
            continue;
        }
        let limits = Limits { expansions_max: 4 + seed % 20, ..Limits::default() };
        let Some(pieces) = sides.said_within(seed, &limits) else { continue };
        assert_eq!(pieces.rows, whole.rows, "seed {seed}");
        compared += 1;
        cut += usize::from(pieces.counts != whole.counts);
    }
    println!("{compared} networks compared in pieces, {cut} of them cut by the budget");
    assert!(compared > 100 && cut > 20, "{compared} compared, {cut} cut");
}

#[test]
fn an_oracle_of_differences_with_one_error_differs() {
    let mutants = [
        Mutant::CertaintyIsNothing,
        Mutant::OnePerAgreementAndPair,
        Mutant::DaysAreOnTheFirstSide,
        Mutant::PartnersByTies,
    ];
    for mutant in mutants {
        let differs = |&seed: &u64| {
            let sides = Sides::of(seed);
            sides.said(seed) != sides.due(Some(mutant))
        };
        let found = (0..PAIRS / 4).find(differs);
        assert!(found.is_some(), "nothing shows {mutant:?}");
    }
}

#[test]
fn other_identifiers_leave_the_counts() {
    for seed in 0..1_500 {
        let mut sides = Sides::of(seed);
        // Of two statuses of the same class a tie has that of the actor that comes first: identifiers decide there.
        sides.filter.statuses.clear();
        sides.sketches[1] = sides.sketches[0].clone();
        if matches!(sides.of, Of::Path(..)) {
            continue;
        }
        let (one, other) = (sides.said(0), sides.turned().said(0));
        assert_eq!(one.counts, other.counts, "seed {seed}");
        let numbers = |told: &Told| told.partners.as_ref().map(|lists| [0, 1, 2].map(|at| lists[at].len()));
        assert_eq!(numbers(&one), numbers(&other), "seed {seed}");
    }
}
