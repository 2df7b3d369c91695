//! What a step between two actors costs. Not here: paths, whose steps add up.

use entente_model::date::Day;

use crate::budget::Interruption;
use crate::facts::Node;
use crate::network::Network;
use crate::question::Question;
use crate::tie::Tie;

/// What a step costs: as much as its cheapest admitted tie, and never less than 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Weight {
    /// Every step costs 1.
    Unit,
    /// The less a tie is supported, the more it costs: 1000, 10 for each point that the confidence lacks of 100 (one
    /// that is not recorded counts as 50), and 1000 divided by the number of independent
    /// sources (more than 7 count as 7), rounded down.
    Evidence,
    /// The longer ago a tie began, the more it costs: 365 and its age in days.
    ///
    /// The age counts from the latest day on which the tie may have begun to the reference day. It is at least 0 and
    /// at most 18,250, about 50 years, which also stands for an unknown or unbounded beginning.
    Recency {
        /// The day from which ages are counted.
        reference: Day,
    },
    /// The more admitted ties two actors have, the less their step costs: 1000 divided by their number, rounded down.
    Strength,
}

/// What a tie of recency costs beside its age.
const RECENCY_LEAST: u64 = 365;

/// The age of what began at an unknown day, in days.
const AGE_MAX: i64 = 18_250;

/// The confidence that stands for none.
const CONFIDENCE_DEFAULT: u8 = 50;

impl Weight {
    /// Returns what a tie costs; of [`Weight::Strength`], what an only tie costs.
    pub fn of_tie(self, network: &Network, tie: &Tie) -> u64 {
        match self {
            Self::Unit => 1,
            Self::Evidence => {
                let (confidence, sources) = network.evidence_of(tie.agreement);
                let lacking = 100u64.saturating_sub(confidence.unwrap_or(CONFIDENCE_DEFAULT).into());
                1000 + 10 * lacking + 1000 / u64::from(sources.max(1))
            }
            Self::Recency { reference } => RECENCY_LEAST + age(tie.span.start.latest, reference),
            Self::Strength => 1000,
        }
    }

    /// Replaces `steps` by the wanted actors tied to `node`, each once and in order, with what the step there costs.
    pub(crate) fn steps(
        self,
        question: &mut Question,
        node: Node,
        wants: impl Fn(Node) -> bool,
        steps: &mut Vec<(Node, u64)>,
    ) -> Result<(), Interruption> {
        steps.clear();
        let network = question.network;
        question.ties(node, wants, |tie| steps.push((tie.other(node), self.of_tie(network, &tie))))?;
        network.sort_by(steps, |step| step.0, |step| step.1);
        if self == Self::Strength {
            let mut kept = 0;
            let mut at = 0;
            while at < steps.len() {
                let other = steps[at].0;
                let ties = steps[at..].iter().take_while(|step| step.0 == other).count();
                steps[kept] = (other, (1000 / ties as u64).max(1));
                (kept, at) = (kept + 1, at + ties);
            }
            steps.truncate(kept);
        }
        // The cheapest tie of each stands first.
        steps.dedup_by_key(|step| step.0);
        Ok(())
    }
}

fn age(begin: Day, reference: Day) -> u64 {
    if !begin.is_bounded() {
        return AGE_MAX.unsigned_abs();
    }
    (i64::from(reference.number()) - i64::from(begin.number())).clamp(0, AGE_MAX).unsigned_abs()
}
