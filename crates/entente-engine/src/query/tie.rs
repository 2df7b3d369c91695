//! A tie with its records: identity, ends, days as written, and citations.

use std::sync::Arc;

use entente_graph::{AgreementNumber, Node, Tie, TieKey};
use entente_model::agreement::{Agreement, Participation};
use entente_model::citation::Citation;
use entente_model::date::{Bounds, Certainty, Edtf, Frame};
use entente_model::filter::{Projection, TieFilter};
use entente_model::part::Direction;

use super::{Asking, QueryError};
use crate::edition::Edition;

/// A tie as one question sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TieView {
    /// The tie.
    pub tie: Tie,
    /// Whether it holds for certain in the days that were asked about.
    pub certainty: Certainty,
    /// The agreement from which it follows.
    pub agreement: Arc<Agreement>,
}

impl TieView {
    /// Views ties in the days that a question is about. All their agreements are read at once.
    ///
    /// # Errors
    /// [`QueryError::Unreadable`] where an agreement cannot be read.
    pub fn all(edition: &Edition, ties: Vec<Tie>, frame: Frame) -> Result<Vec<Self>, QueryError> {
        let numbers: Vec<AgreementNumber> = ties.iter().map(|tie| tie.agreement).collect();
        let agreements = edition.agreements(&numbers)?;
        Ok(ties.into_iter().zip(agreements).map(|(tie, agreement)| Self::new(tie, frame, agreement)).collect())
    }

    fn new(tie: Tie, frame: Frame, agreement: Arc<Agreement>) -> Self {
        let certainty = if tie.span.is_certain(frame) { Certainty::Certain } else { Certainty::Possible };
        Self { tie, certainty, agreement }
    }

    /// Returns the identifier of the tie: see [`tie_id`].
    pub fn id(&self, edition: &Edition) -> String {
        tie_id(edition, &self.tie)
    }

    /// Returns where the tie runs from and to; one that is not directed names the smaller identifier first.
    pub fn ends(&self) -> (Node, Node) {
        match self.tie.direction {
            Direction::Undirected | Direction::Forward => (self.tie.a, self.tie.b),
            Direction::Backward => (self.tie.b, self.tie.a),
        }
    }

    /// Returns the start as written in the record that decides it: the agreement's, a participation's or a life's.
    pub fn start<'v>(&'v self, edition: &'v Edition) -> Option<&'v Edtf> {
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
    pub fn end<'v>(&'v self, edition: &'v Edition) -> Option<&'v Edtf> {
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
    pub fn citations(&self, edition: &Edition) -> Vec<&Citation> {
        let ends = [self.tie.a, self.tie.b].map(|node| &edition.actor(node).id);
        let supports = |citation: &&Citation| match &citation.participation {
            None => true,
            Some(key) => ends.contains(&&key.actor),
        };
        self.agreement.citations.iter().filter(supports).collect()
    }

    /// Returns the agreement, the participations of both ends, and the lives of both ends.
    fn dated<'v>(&'v self, edition: &'v Edition) -> Dated<'v> {
        let actors = [self.tie.a, self.tie.b].map(|node| edition.actor(node));
        let of_an_end = |part: &&Participation| actors.iter().any(|actor| actor.id == part.actor);
        let parts = self.agreement.participations.iter().filter(of_an_end).collect();
        (&self.agreement, parts, actors.map(|actor| &actor.life))
    }
}

/// Returns the identifier of a tie: agreement, smaller actor, larger actor, and a number where the pair has several ties
/// in the agreement. It is the same in every projection, and reads no record.
pub fn tie_id(edition: &Edition, tie: &Tie) -> String {
    let &Tie { agreement, a, b, ordinal, .. } = tie;
    let pair = format!("{}~{}~{}", edition.agreement_id(agreement), edition.actor(a).id, edition.actor(b).id);
    if ordinal == 0 { pair } else { format!("{pair}~{}", ordinal + 1) }
}

/// Finds the tie with an identifier, whatever a question would admit.
pub(crate) fn find_tie(asking: &Asking, id: &str) -> Result<Option<Tie>, QueryError> {
    let Some(key) = key_of(asking.edition, id) else { return Ok(None) };
    let all = TieFilter { structure: true, projection: Projection::Pairwise, ..TieFilter::default() };
    let (network, admission) = (asking.edition.network(), asking.admission(&all)?);
    let outcome = entente_graph::ties_between(network, key.a, key.b, &admission, &mut asking.budget())?;
    Ok(outcome.value.into_iter().find(|tie| tie.key() == key))
}

/// Reads the identifier of a tie, which need not exist.
fn key_of(edition: &Edition, id: &str) -> Option<TieKey> {
    let mut parts = id.split('~');
    let agreement = edition.find_agreement(parts.next()?)?;
    let mut ends = [edition.find_actor(parts.next()?)?, edition.find_actor(parts.next()?)?];
    // Whoever was merged may have another place in the order of identifiers.
    edition.network().sort(&mut ends);
    let [a, b] = ends;
    let ordinal = match parts.next() {
        None => 0,
        Some(number) => number.parse::<u32>().ok()?.checked_sub(1)?,
    };
    parts.next().is_none().then_some(TieKey { agreement, a, b, ordinal })
}

type Dated<'e> = (&'e Agreement, Vec<&'e Participation>, [&'e entente_model::date::Period; 2]);
