//! Differences as objects.

use async_graphql::{Enum, InputObject, OneofObject, SimpleObject};
use entente_engine::query::diff::{
    Class, Counts, DiffOf, DiffRow as RowView, DiffView, KindCounts, PartnersDiff as PartnersView,
};
use entente_model::filter::Projection;
use entente_model::limits::Limits;
use entente_model::vocabulary::AgreementKind;

use super::handle::{Actor, Path, Tie};
use crate::connection::{Cut, int};
use crate::here::Here;
use crate::input::{ActorRefInput, ProjectionInput};
use crate::vocabulary::Coded;

/// What became of a tie from the first side to the second: a side is a day, what was known at a moment, or both.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "Class", name = "DiffClass")]
pub enum ClassInput {
    /// It holds on the second side and does not on the first.
    Added,
    /// It holds on the first side and does not on the second.
    Ended,
    /// It holds on both, and something about it differs: possibly on one of them and certainly on the other, or other days
    /// or another status, kind or direction.
    Changed,
    /// It holds on both in the same way.
    Kept,
}

/// Both ends of a path.
#[derive(InputObject)]
pub struct PathEnds {
    /// Where it begins.
    from: ActorRefInput,
    /// Where it ends.
    to: ActorRefInput,
}

/// What is compared.
#[derive(OneofObject)]
#[graphql(name = "DiffOf")]
pub enum DiffOfInput {
    /// The ties of one actor, and its partners.
    Actor(ActorRefInput),
    /// The ties between several actors.
    Between(Vec<ActorRefInput>),
    /// The shortest path between two actors, and the ties of its steps.
    Path(PathEnds),
}

impl From<DiffOfInput> for DiffOf {
    fn from(input: DiffOfInput) -> Self {
        match input {
            DiffOfInput::Actor(by) => Self::Actor(by.into()),
            DiffOfInput::Between(actors) => Self::Between(actors.into_iter().map(Into::into).collect()),
            DiffOfInput::Path(PathEnds { from, to }) => Self::Path { from: from.into(), to: to.into() },
        }
    }
}

/// How many ties became what.
#[derive(SimpleObject)]
pub struct DiffCounts {
    /// Ties that came.
    added: i32,
    /// Ties that ended.
    ended: i32,
    /// Ties of which something differs.
    changed: i32,
    /// Ties that stayed as they were.
    kept: i32,
}

/// How many ties of one kind became what.
#[derive(SimpleObject)]
pub struct KindDiff {
    /// The kind.
    kind: Coded<AgreementKind>,
    /// How many.
    counts: DiffCounts,
}

/// A tie that holds on one of the sides or on both. Its `certainty` is that of the side.
#[derive(SimpleObject)]
pub struct DiffRow {
    /// What became of it.
    class: ClassInput,
    /// The tie as it is on the first side; nothing where it does not hold.
    before: Option<Tie>,
    /// The tie as it is on the second side; nothing where it does not hold.
    after: Option<Tie>,
}

/// The partners of an actor that came, went and stayed, each list by identifier.
#[derive(SimpleObject)]
pub struct PartnersDiff {
    /// Those that came.
    #[graphql(complexity = "25 * child_complexity")]
    added: Vec<Actor>,
    /// How many came, listed or not.
    added_count: i32,
    /// Those that went.
    #[graphql(complexity = "25 * child_complexity")]
    ended: Vec<Actor>,
    /// How many went, listed or not.
    ended_count: i32,
    /// Those that stayed.
    #[graphql(complexity = "25 * child_complexity")]
    kept: Vec<Actor>,
    /// How many stayed, listed or not.
    kept_count: i32,
}

/// What differs between two sides.
#[derive(SimpleObject)]
pub struct Diff {
    /// How many ties became what, listed or not; nothing where a budget cut the search, and on the later pages of the
    /// whole network, which begin where the page before ended.
    counts: Option<DiffCounts>,
    /// The same by kind of agreement.
    counts_by_kind: Vec<KindDiff>,
    /// A page of the ties of the classes asked for, by both actors, agreement and number. A tie is the same on both sides
    /// if it has the same identifier: the same agreement, actors, and number among their ties in it.
    rows: Vec<DiffRow>,
    /// Which partners came, went and stayed, where the ties of an actor are compared.
    partners: Option<PartnersDiff>,
    /// The path on the first side, where paths are compared and there is one.
    path_before: Option<Path>,
    /// The path on the second side.
    path_after: Option<Path>,
    /// The projection that made agreements into ties.
    projection: ProjectionInput,
    /// How many agreements that hold on the first side the question met whose pairs the projection left out.
    reduced_before: i32,
    /// As `reducedBefore`, on the second side.
    reduced_after: i32,
    /// Which bound cut the answer short, if one did, and the cursor at which to go on; where several did, the first.
    cut: Option<Cut>,
}

impl Diff {
    /// Tells an answer that was asked of two editions under a projection.
    pub fn new(sides: &[Here; 2], view: DiffView, projection: Projection, limits: &Limits) -> Self {
        let [reduced_before, reduced_after] = view.reduced.map(int);
        let [before, after] = sides;
        Self {
            counts: view.counts.map(DiffCounts::from),
            counts_by_kind: view.by_kind.into_iter().map(KindDiff::from).collect(),
            rows: view.rows.into_iter().map(|row| DiffRow::new(sides, row)).collect(),
            partners: view.partners.map(|partners| PartnersDiff::new(sides, partners, limits.page_size_max)),
            path_before: view.path_before.map(|path| Path(before.clone(), path)),
            path_after: view.path_after.map(|path| Path(after.clone(), path)),
            projection: projection.into(),
            reduced_before,
            reduced_after,
            cut: view.cuts.into_iter().next().map(|(cut, cursor)| Cut::new(&cut, cursor)),
        }
    }
}

impl PartnersDiff {
    fn new([before, after]: &[Here; 2], view: PartnersView, most: usize) -> Self {
        let count = |list: &[entente_graph::Node]| int(list.len() as u64);
        let listed = |here: &Here, mut list: Vec<entente_graph::Node>| {
            list.truncate(most);
            Actor::all(here, list)
        };
        let PartnersView { added, ended, kept } = view;
        let (added_count, ended_count, kept_count) = (count(&added), count(&ended), count(&kept));
        let (added, ended, kept) = (listed(after, added), listed(before, ended), listed(after, kept));
        Self { added, added_count, ended, ended_count, kept, kept_count }
    }
}

impl From<Counts> for DiffCounts {
    fn from(counts: Counts) -> Self {
        let Counts { added, ended, changed, kept } = counts;
        Self { added: int(added), ended: int(ended), changed: int(changed), kept: int(kept) }
    }
}

impl From<KindCounts> for KindDiff {
    fn from(of_kind: KindCounts) -> Self {
        Self { kind: Coded(of_kind.kind), counts: of_kind.counts.into() }
    }
}

impl DiffRow {
    fn new([before, after]: &[Here; 2], row: RowView) -> Self {
        let tie = |here: &Here, view| Tie(here.clone(), view);
        Self {
            class: row.class.into(),
            before: row.before.map(|view| tie(before, view)),
            after: row.after.map(|view| tie(after, view)),
        }
    }
}
