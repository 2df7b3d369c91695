//! Rules on the participations of an agreement: who, in which roles, how many, and when.

use super::case::Case;
use super::{nearest, text};
use crate::agreement::{Agreement, Participation};
use crate::violation::{Part, Rule};
use crate::vocabulary::{Role, RoleCount, Vocabulary};

pub(super) fn judge(agreement: &Agreement, is_ordered: bool, case: &mut Case<'_>) {
    let participations = &agreement.participations;
    let participations_max = case.limits.participations_max;
    if participations.is_empty() {
        let message = format!("nobody takes part in {}", case.record);
        case.report(Rule::MissingParticipation, (Part::Root, "id"), message, "state who takes part, and in which role");
        return;
    }
    if participations.len() > participations_max {
        let message = format!("{} has {} participations", case.record, participations.len());
        let hint =
            format!("an agreement has at most {participations_max}; record its parts as agreements of their own");
        case.report(Rule::LimitExceeded, (Part::Root, "id"), message, hint);
    }
    let key = |p: &Participation| (p.actor.clone(), p.role, p.spell);
    let words = |(actor, role, spell): &(crate::id::ActorId, Role, u32)| {
        format!("the participation of `{actor}` as {}, spell {spell},", role.label())
    };
    case.need_distinct(participations.iter().map(key), |position| (Part::Participation(position), "actor"), words);
    for (position, participation) in participations.iter().enumerate() {
        if case.is_cut() {
            return;
        }
        judge_one(agreement, participation, Part::Participation(position), is_ordered, case);
    }
    for count in agreement.kind.sides().counts {
        role_count(agreement, count, case);
    }
}

fn judge_one(agreement: &Agreement, participation: &Participation, part: Part, is_ordered: bool, case: &mut Case<'_>) {
    case.need_actor((part, "actor"), &participation.actor);
    role(agreement, participation.role, part, case);
    if participation.spell == 0 {
        let message = "spell 0 does not exist";
        case.report(Rule::InvalidNumber, (part, "spell"), message, "count the spells of an actor in a role from 1");
    }
    if case.need_order(part, &participation.period) && is_ordered {
        overlap(agreement, participation, part, case);
    }
    if let Some(principal) = &participation.acting_for {
        case.need_actor((part, "acting_for"), principal);
    }
    text::judge(case, (part, "note"), &participation.note);
}

fn role(agreement: &Agreement, role: Role, part: Part, case: &mut Case<'_>) {
    let sides = agreement.kind.sides();
    if sides.side(role).is_none() {
        let allowed: Vec<&str> = sides.roles().map(Role::code).collect();
        let message = format!("`{}` is no role in a {}", role.code(), agreement.kind.label());
        case.report(Rule::RoleNotAllowed, (part, "role"), message, nearest::hint(role.code(), &allowed));
    }
}

/// Demands that a participation may share a day with its agreement. The agreement's status counts: nobody joins what
/// has ended.
fn overlap(agreement: &Agreement, participation: &Participation, part: Part, case: &mut Case<'_>) {
    let time = agreement.period.time(agreement.kind.time());
    let whole = agreement.period.span(time, agreement.status.class(), agreement.status_as_of.as_ref());
    if participation.period.restriction(time).intersect(whole).is_none() {
        let field = if participation.period.start.is_some() { "start" } else { "end" };
        let message = format!("`{}` takes part outside the days of the agreement", participation.actor);
        let hint = "mend its dates or those of the agreement; leave out what the agreement says already";
        case.report(Rule::OutsidePeriod, (part, field), message, hint);
    }
}

fn role_count(agreement: &Agreement, &RoleCount { role, min, max }: &RoleCount, case: &mut Case<'_>) {
    let count = agreement.participations.iter().filter(|participation| participation.role == role).count();
    if (min..=max).contains(&count) {
        return;
    }
    let demanded = if min == max { format!("exactly {min}") } else { format!("at least {min}") };
    let message = format!("the {} has {count} participations as {}", agreement.kind.label(), role.label());
    let hint = format!("it needs {demanded}; state who takes part as `{}`", role.code());
    case.report(Rule::RoleCount, (Part::Root, "kind"), message, hint);
}
