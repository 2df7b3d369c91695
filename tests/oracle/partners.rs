//! The oracle's partners: every actor is held against every set, tie by tie.
//!
//! Not here: what is a tie.

use super::answers::{Asked, Due};
use super::question::{Answer, PartnerOf, Sought};
use super::rules::Error;
use super::truth::TrueTie;

/// Answers who is a partner of whom.
pub(super) fn due(asked: &Asked, sought: &Sought) -> Due {
    let sets: Vec<Vec<usize>> = sought.of.iter().map(|&actor| asked.named(actor)).collect();
    let others: Vec<Vec<usize>> = sought.not_of.iter().map(|&actor| asked.named(actor)).collect();
    let barred: Option<Vec<&TrueTie>> = sought.without.as_ref().map(|filter| asked.truth.admitted(filter));
    let rules = asked.truth.rules;
    let mut partners = Vec::new();
    for actor in 0..asked.truth.sketch.actors.len() {
        let is_barred = |set: &[usize]| match (&barred, &sought.without) {
            (Some(ties), Some(filter)) if !rules.err(Error::BarringTiesAreForgotten) => {
                asked.truth.lists(filter, actor) && ties.iter().any(|tie| joins(tie, actor, set))
            }
            _ => false,
        };
        let ties_with = |set: &[usize]| -> Vec<&TrueTie> {
            asked.ties.iter().filter(|tie| joins(tie, actor, set)).copied().collect()
        };
        let mut with: Vec<PartnerOf> = Vec::new();
        for (&head, set) in sought.of.iter().zip(&sets) {
            let ties = ties_with(set);
            let enough = ties.len() >= if rules.err(Error::OneTieMakesAPartner) { 1 } else { sought.ties_min };
            if enough && !set.contains(&actor) && !is_barred(set) {
                with.push((head, ties.into_iter().map(|tie| asked.facts(tie)).collect()));
            }
        }
        let of_all = sought.of_all && !rules.err(Error::PartnerOfOneIsOfAll);
        let is_partner = if of_all { with.len() == sets.len() } else { !with.is_empty() };
        let is_left_out = others
            .iter()
            .any(|set| set.contains(&actor) || (!rules.err(Error::PartnersOfOthersStay) && !ties_with(set).is_empty()));
        if is_partner && asked.truth.lists(&asked.question.filter, actor) && !is_left_out {
            partners.push((actor, with));
        }
    }
    let looked_at = [sets.concat(), others.concat()].concat();
    Due { answer: Answer::Partners(partners), reduced: asked.reduced(&looked_at), cut: None }
}

/// Says whether a tie joins an actor with one of a set.
fn joins(tie: &TrueTie, actor: usize, set: &[usize]) -> bool {
    (tie.a == actor && set.contains(&tie.b)) || (tie.b == actor && set.contains(&tie.a))
}
