//! Questions in the oracle's own words, and answers in a form in which the oracle's and the engine's can be compared.
//!
//! Not here: who answers.

use std::collections::BTreeMap;

use entente_model::filter::TieFilter;

use super::dates::Bounds;

/// A question.
#[derive(Debug, Clone)]
pub(super) struct Question {
    /// What is asked.
    pub(super) ask: Ask,
    /// Whether the named actors stand for their parts too.
    pub(super) with_parts: bool,
    /// Which ties count.
    pub(super) filter: TieFilter,
}

/// What is asked; actors by number.
#[derive(Debug, Clone)]
pub(super) enum Ask {
    /// The first of the shortest paths.
    Path {
        /// Where it begins.
        from: usize,
        /// Where it ends.
        to: usize,
    },
    /// All shortest paths, in pages of this size.
    Paths {
        /// Where they begin.
        from: usize,
        /// Where they end.
        to: usize,
        /// How many paths a page has.
        page: usize,
    },
    /// Ways under rules.
    Ways(Ways),
    /// Who is within reach.
    Neighbourhood(Near),
    /// The ties of one actor, in pages of this size.
    TiesOf {
        /// Whose.
        of: usize,
        /// How many ties a page has.
        page: usize,
    },
    /// Whom actors have as partners.
    Partners(Sought),
    /// The ties between several actors, in pages of this size.
    TiesBetween {
        /// Between whom.
        between: Vec<usize>,
        /// How many ties a page has.
        page: usize,
    },
}

/// Who is within reach of whom; actors by number.
#[derive(Debug, Clone)]
pub(super) struct Near {
    /// Of whom.
    pub(super) of: Vec<usize>,
    /// Within how many ties.
    pub(super) hops: u32,
    /// How many to list, where that is bounded.
    pub(super) first: Option<usize>,
    /// Which ties are listed.
    pub(super) spread: Spread,
    /// How many ties bring an actor in.
    pub(super) ties_min: usize,
    /// To how many others everybody has to be tied.
    pub(super) core: usize,
}

/// Which ties a neighbourhood has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Spread {
    /// Those with an end before the edge.
    Reach,
    /// All.
    Induced,
    /// Those with the finder.
    Tree,
}

/// Whose partners are sought; actors by number.
#[derive(Debug, Clone)]
pub(super) struct Sought {
    /// Whose.
    pub(super) of: Vec<usize>,
    /// Who is left out with all partners.
    pub(super) not_of: Vec<usize>,
    /// Whether they have to be partners of all of them.
    pub(super) of_all: bool,
    /// How many ties make a partner.
    pub(super) ties_min: usize,
    /// Ties that keep from being a partner.
    pub(super) without: Option<TieFilter>,
    /// How many partners a page has.
    pub(super) page: usize,
}

/// Which ways are sought; actors by number.
#[derive(Debug, Clone)]
pub(super) struct Ways {
    /// Where they begin.
    pub(super) from: usize,
    /// Where they end, where that matters.
    pub(super) to: usize,
    /// Which of them.
    pub(super) sort: Sort,
    /// Who has to be on them.
    pub(super) must_pass: Vec<usize>,
    /// Who must not lie between the ends.
    pub(super) avoid: Vec<usize>,
    /// The most ties that they may have.
    pub(super) hops_max: Option<usize>,
    /// Whether hubs put a way behind others of its length.
    pub(super) penalises_hubs: bool,
    /// Whether no hub lies between the ends.
    pub(super) shuns_hubs: bool,
    /// How many entries make a hub.
    pub(super) above: usize,
}

/// Which of all ways are sought.
#[derive(Debug, Clone)]
pub(super) enum Sort {
    /// Every shortest one.
    All,
    /// So many of the shortest.
    First(usize),
    /// The one of the most ties.
    ByTies,
    /// The one of the latest ties, counted back from a day.
    ByAge(i32),
    /// One that never goes back in time.
    InTime,
    /// One to everybody of some kinds within so many ties.
    Reachable {
        /// The codes of the kinds; none stands for all.
        kinds: Vec<&'static str>,
        /// Within how many ties.
        hops: usize,
    },
}

/// An answer, and what it says of its completeness.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Said {
    /// The answer; where it comes in pages, all of them.
    pub(super) answer: Answer,
    /// How many agreements it reduced.
    pub(super) reduced: u64,
    /// How many there are of what the answer could not list in full.
    pub(super) cut: Option<u64>,
}

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Answer {
    /// A path, where there is one.
    Path(Option<Path>),
    /// Paths in their order.
    Paths(Vec<Path>),
    /// Ways in their order, and the cost or the day of each step.
    Ways(Vec<Path>, Vec<i64>),
    /// Who is within reach.
    Neighbourhood(Reach),
    /// Ties in their order.
    Ties(Vec<TieFacts>),
    /// Partners, each with whose partner it is and by what.
    Partners(Vec<(usize, Vec<PartnerOf>)>),
}

/// Whose partner an actor is, and by what.
pub(super) type PartnerOf = (usize, Vec<TieFacts>);

/// A path: its actors, and the ties of each step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Path {
    /// The actors.
    pub(super) actors: Vec<usize>,
    /// The ties between each and the next, in their order.
    pub(super) steps: Vec<Vec<TieFacts>>,
}

/// Who is within reach.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reach {
    /// The actors, nearest first.
    pub(super) nodes: Vec<NearActor>,
    /// The ties among those who are listed and named.
    pub(super) ties: Vec<TieFacts>,
    /// How many ties of each kind there are.
    pub(super) by_kind: Vec<(&'static str, u64)>,
    /// How many actors and ties there are of each sort.
    pub(super) sorts: BTreeMap<String, u64>,
    /// How many actors there are.
    pub(super) nodes_total: u64,
    /// How many ties there are.
    pub(super) ties_total: u64,
}

/// An actor within reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct NearActor {
    /// The actor.
    pub(super) actor: usize,
    /// How far it is.
    pub(super) distance: u32,
    /// Through whom it was found.
    pub(super) through: usize,
    /// How many ties end at it.
    pub(super) ties: u64,
    /// Its core, where one was asked for.
    pub(super) core: Option<u32>,
}

/// What is told of a tie.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TieFacts {
    /// Its identifier.
    pub(super) id: String,
    /// Where it runs from; the smaller end where it is not directed.
    pub(super) source: usize,
    /// Where it runs to.
    pub(super) target: usize,
    /// Whether it is directed.
    pub(super) directed: bool,
    /// The code of its kind.
    pub(super) kind: &'static str,
    /// The code of its status.
    pub(super) status: &'static str,
    /// When it starts.
    pub(super) start: Bounds,
    /// When it ends.
    pub(super) end: Bounds,
    /// Whether it never holds for certain.
    pub(super) tentative: bool,
    /// Whether it holds for certain in the days that were asked about.
    pub(super) certain: bool,
}

impl Answer {
    /// Lists the ties in it, one after another.
    pub(super) fn ties(&self) -> Vec<&TieFacts> {
        match self {
            Self::Path(path) => path.iter().flat_map(|path| path.steps.iter().flatten()).collect(),
            Self::Paths(paths) | Self::Ways(paths, _) => {
                paths.iter().flat_map(|path| path.steps.iter().flatten()).collect()
            }
            Self::Neighbourhood(reach) => reach.ties.iter().collect(),
            Self::Ties(ties) => ties.iter().collect(),
            Self::Partners(partners) => partners.iter().flat_map(|(_, with)| with).flat_map(|(_, ties)| ties).collect(),
        }
    }

    /// Returns how many ties its longest way has.
    pub(super) fn hops(&self) -> usize {
        match self {
            Self::Path(path) => path.as_ref().map_or(0, |path| path.steps.len()),
            Self::Paths(paths) | Self::Ways(paths, _) => paths.first().map_or(0, |path| path.steps.len()),
            Self::Neighbourhood(reach) => reach.nodes.last().map_or(0, |near| near.distance as usize),
            Self::Ties(ties) => usize::from(!ties.is_empty()),
            Self::Partners(partners) => usize::from(!partners.is_empty()),
        }
    }
}

impl TieFacts {
    /// Returns both ends, the smaller one first.
    pub(super) fn ends(&self) -> (usize, usize) {
        (self.source.min(self.target), self.source.max(self.target))
    }
}
