//! Both sides laid beside each other tie by tie: told, counted, and listed as far as a page goes.
//!
//! Not here: where the ties come from.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use entente_graph::Tie;
use entente_model::vocabulary::AgreementKind;

use super::class::{Class, Counts, KindCounts};
use super::found::DiffRow;
use super::side::Sided;
use crate::edition::Edition;
use crate::query::QueryError;
use crate::query::tie::TieView;

/// What tells a tie from all others, on whichever side: its actors, the smaller identifier first, its agreement, and
/// which of their ties in it it is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place<'t> {
    a: &'t str,
    b: &'t str,
    agreement: &'t str,
    ordinal: u32,
}

impl<'t> Place<'t> {
    pub(super) fn of(edition: &'t Edition, tie: &Tie) -> Self {
        let [one, other] = [tie.a, tie.b].map(|node| edition.actor(node).id.as_str());
        let agreement = edition.agreement_id(tie.agreement);
        Self { a: one.min(other), b: one.max(other), agreement, ordinal: tie.ordinal }
    }

    /// Reads the identifier of a tie, or [`Self::cursor_at`].
    pub(super) fn parse(id: &'t str) -> Option<Self> {
        let mut parts = id.split('~');
        let (agreement, one, other) = (parts.next()?, parts.next()?, parts.next()?);
        let ordinal = match parts.next() {
            None => 0,
            Some(number) => number.parse::<u32>().ok()?.checked_sub(1)?,
        };
        let [a, b] = if agreement.is_empty() { [one, other] } else { [one.min(other), one.max(other)] };
        parts.next().is_none().then_some(Self { a, b, agreement, ordinal })
    }

    /// Returns the cursor before all ties of an actor with later ones.
    pub(super) fn cursor_at(actor: &str) -> String {
        format!("~{actor}~")
    }
}

/// A tie on one side or on both.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row {
    class: Class,
    ties: [Option<Tie>; 2],
}

impl Row {
    /// Returns the tie and the side on which it stands, the later where it stands on both.
    pub(super) fn identified(&self) -> Option<(usize, &Tie)> {
        let after = self.ties[1].as_ref().map(|tie| (1, tie));
        after.or_else(|| self.ties[0].as_ref().map(|tie| (0, tie)))
    }
}

/// The rows of a page, and whether there are more.
pub(super) struct Rows {
    pub(super) ties: Vec<Row>,
    pub(super) more: bool,
}

/// Classes counted, and rows listed as far as a page goes.
pub(super) struct Tally<'a> {
    editions: [&'a Edition; 2],
    classes: &'a [Class],
    after: Option<Place<'a>>,
    size: usize,
    rows: Vec<Row>,
    more: bool,
    counts: Counts,
    by_kind: BTreeMap<AgreementKind, Counts>,
}

impl<'a> Tally<'a> {
    pub(super) fn new(editions: [&'a Edition; 2], classes: &'a [Class], after: Option<Place<'a>>, size: usize) -> Self {
        let (rows, more, counts, by_kind) = (Vec::new(), false, Counts::default(), BTreeMap::new());
        Self { editions, classes, after, size, rows, more, counts, by_kind }
    }

    /// Returns the first actor whose ties with later ones are listed, where a page goes on after another.
    pub(super) fn first_actor(&self) -> Option<&'a str> {
        self.after.as_ref().map(|after| after.a)
    }

    /// Takes the ties of both sides that belong together; no later ties may come before them in the order of places.
    pub(super) fn take(&mut self, sides: &[Sided; 2], mut before: Vec<Tie>, mut after: Vec<Tie>) {
        let [older, newer] = self.editions;
        before.sort_by_cached_key(|tie| Place::of(older, tie));
        after.sort_by_cached_key(|tie| Place::of(newer, tie));
        let (mut before, mut after) = (before.into_iter().peekable(), after.into_iter().peekable());
        loop {
            let order = match (before.peek(), after.peek()) {
                (None, None) => break,
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (Some(one), Some(other)) => Place::of(older, one).cmp(&Place::of(newer, other)),
            };
            let ties = match order {
                Ordering::Less => [before.next(), None],
                Ordering::Greater => [None, after.next()],
                Ordering::Equal => [before.next(), after.next()],
            };
            self.add(sides, ties);
        }
    }

    fn add(&mut self, sides: &[Sided; 2], ties: [Option<Tie>; 2]) {
        let class = match ties {
            [_, None] => Class::Ended,
            [None, Some(_)] => Class::Added,
            [Some(before), Some(after)] if sides[0].told(&before) == sides[1].told(&after) => Class::Kept,
            [Some(_), Some(_)] => Class::Changed,
        };
        let row = Row { class, ties };
        let Some((side, tie)) = row.identified() else { return };
        self.counts.add(class);
        self.by_kind.entry(tie.kind).or_default().add(class);
        let is_past = || self.after.as_ref().is_none_or(|after| *after < Place::of(self.editions[side], tie));
        if self.classes.contains(&class) && is_past() {
            if self.rows.len() < self.size {
                self.rows.push(row);
            } else {
                self.more = true;
            }
        }
    }

    pub(super) fn counts(&self) -> Counts {
        self.counts
    }

    pub(super) fn by_kind(&self) -> Vec<KindCounts> {
        self.by_kind.iter().map(|(&kind, &counts)| KindCounts { kind, counts }).collect()
    }

    pub(super) fn rows(self) -> Rows {
        Rows { ties: self.rows, more: self.more }
    }
}

/// Adds to rows their records. The agreements of each side are read at once.
pub(super) fn viewed(sides: &[Sided; 2], rows: Vec<Row>) -> Result<Vec<DiffRow>, QueryError> {
    let views = |side: usize| {
        let ties = rows.iter().filter_map(|row| row.ties[side]).collect();
        TieView::all(sides[side].edition(), ties, sides[side].frame()).map(Vec::into_iter)
    };
    let (mut before, mut after) = (views(0)?, views(1)?);
    let view = |row: &Row| DiffRow {
        class: row.class,
        before: row.ties[0].and_then(|_| before.next()),
        after: row.ties[1].and_then(|_| after.next()),
    };
    Ok(rows.iter().map(view).collect())
}
