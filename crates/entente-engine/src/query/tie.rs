//! A tie with its records: identity, ends, days as written, and citations.

use entente_graph::{Node, Tie};
use entente_model::agreement::{Agreement, Participation};
use entente_model::citation::Citation;
use entente_model::date::{Bounds, Certainty, Edtf, Frame};
use entente_model::part::Direction;

use crate::edition::Edition;

/// A tie as one question sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TieView {
    /// The tie.
    pub tie: Tie,
    /// Whether it holds for certain in the days that were asked about.
    pub certainty: Certainty,
}

impl TieView {
    /// Views a tie in the days that a question is about.
    pub fn new(tie: Tie, frame: Frame) -> Self {
        let certainty = if tie.span.is_certain(frame) { Certainty::Certain } else { Certainty::Possible };
        Self { tie, certainty }
    }

    /// Returns the identifier: agreement, smaller actor, larger actor, and a number where the pair has several ties
    /// in the agreement. It is the same in every projection.
    pub fn id(&self, edition: &Edition) -> String {
        let Tie { agreement, a, b, ordinal, .. } = self.tie;
        let pair = format!("{}~{}~{}", edition.agreement(agreement).id, edition.actor(a).id, edition.actor(b).id);
        if ordinal == 0 { pair } else { format!("{pair}~{}", ordinal + 1) }
    }

    /// Returns where the tie runs from and to; one that is not directed names the smaller identifier first.
    pub fn ends(&self) -> (Node, Node) {
        match self.tie.direction {
            Direction::Undirected | Direction::Forward => (self.tie.a, self.tie.b),
            Direction::Backward => (self.tie.b, self.tie.a),
        }
    }

    /// Returns the start as written in the record that decides it: the agreement's, a participation's or a life's.
    pub fn start<'e>(&self, edition: &'e Edition) -> Option<&'e Edtf> {
        let wanted = self.tie.span.start;
        let (agreement, parts, lives) = self.dated(edition);
        let mut starts = std::iter::once(&agreement.period)
            .chain(parts.iter().map(|part| &part.period))
            .chain(lives)
            .filter_map(|period| period.start.as_ref());
        starts.clone().find(|start| start.start_bounds() == wanted).or_else(|| {
            starts.find(|start| start.start_bounds().earliest == wanted.earliest && wanted != Bounds::ALWAYS)
        })
    }

    /// Returns the end as written in the record that decides it.
    pub fn end<'e>(&self, edition: &'e Edition) -> Option<&'e Edtf> {
        let wanted = self.tie.span.end;
        let (agreement, parts, lives) = self.dated(edition);
        let mut ends = std::iter::once(&agreement.period)
            .chain(parts.iter().map(|part| &part.period))
            .chain(lives)
            .filter_map(|period| period.end.as_ref());
        ends.clone()
            .find(|end| end.end_bounds() == wanted)
            .or_else(|| ends.find(|end| end.end_bounds().latest == wanted.latest && wanted != Bounds::NEVER))
    }

    /// Lists the citations that support the tie: of the agreement, and of the participations of its two ends.
    pub fn citations<'e>(&self, edition: &'e Edition) -> Vec<&'e Citation> {
        let agreement = edition.agreement(self.tie.agreement);
        let ends = [self.tie.a, self.tie.b].map(|node| &edition.actor(node).id);
        let supports = |citation: &&Citation| match &citation.participation {
            None => true,
            Some(key) => ends.contains(&&key.actor),
        };
        agreement.citations.iter().filter(supports).collect()
    }

    /// Returns the agreement, the participations of both ends, and the lives of both ends.
    fn dated<'e>(&self, edition: &'e Edition) -> Dated<'e> {
        let agreement = edition.agreement(self.tie.agreement);
        let actors = [self.tie.a, self.tie.b].map(|node| edition.actor(node));
        let of_an_end = |part: &&Participation| actors.iter().any(|actor| actor.id == part.actor);
        let parts = agreement.participations.iter().filter(of_an_end).collect();
        (agreement, parts, actors.map(|actor| &actor.life))
    }
}

type Dated<'e> = (&'e Agreement, Vec<&'e Participation>, [&'e entente_model::date::Period; 2]);
