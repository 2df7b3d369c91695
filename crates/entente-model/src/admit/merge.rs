//! Rules on merges: that two records are one actor is a judgement, which takes one step and can be taken back.
//!
//! Not here: what an edition makes of it.

use super::case::Case;
use crate::actor::Actor;
use crate::id::{ActorId, RecordRef};
use crate::violation::{Part, Rule};
use crate::vocabulary::{ActorKind, Vocabulary};

const PLACE: (Part, &str) = (Part::Root, "merged_into");

/// Judges the merge of an actor, and those into it.
pub(super) fn judge(actor: &Actor, case: &mut Case<'_>) {
    let merged = case.batch.merged_into(&actor.id);
    match &actor.merged_into {
        Some(into) if *into == actor.id => {
            let message = format!("{} is merged into itself", case.record);
            case.report(Rule::MergeTarget, PLACE, message, "name the actor that it is");
        }
        Some(into) => {
            target(actor, into, case);
            if let Some(other) = merged.iter().find(|other| *other != into) {
                let message = format!("`{other}` is merged into {}, which would be merged itself", case.record);
                let hint = format!("merge `{other}` into `{into}` in the same batch, or unmerge it first");
                case.report(Rule::MergeTarget, PLACE, message, hint);
            }
        }
        None => kinds(actor, &merged, case),
    }
}

/// Judges the actor into which one is merged.
fn target(actor: &Actor, into: &ActorId, case: &mut Case<'_>) {
    case.need_actor(PLACE, into);
    let Some(found) = case.batch.merging(into) else { return };
    if let Some(further) = found.into.filter(|further| further != into) {
        let message = format!("`{into}` is merged itself, into `{further}`");
        let hint = if further == actor.id {
            "merge one of the two into the other".to_owned()
        } else {
            format!("merge into `{further}`")
        };
        case.report(Rule::MergeTarget, PLACE, message, hint);
    }
    if found.kind != actor.kind {
        differ(PLACE.1, into, found.kind, actor.kind, case);
    }
}

/// Demands that an actor is of the kind of those that are merged into it. Those that the batch states tell so themselves.
fn kinds(actor: &Actor, merged: &[ActorId], case: &mut Case<'_>) {
    for other in merged {
        let reference = RecordRef::Actor(other.clone());
        let Some(found) = case.batch.merging(other).filter(|_| !case.batch.is_changed(&reference)) else { continue };
        if found.kind != actor.kind {
            differ("kind", other, found.kind, actor.kind, case);
        }
    }
}

fn differ(field: &'static str, other: &ActorId, theirs: ActorKind, own: ActorKind, case: &mut Case<'_>) {
    let message = format!("`{other}` is of the kind `{}`, and {} of `{}`", theirs.code(), case.record, own.code());
    let hint = "one actor is of one kind: amend both in one batch, or leave them apart";
    case.report(Rule::MergeTarget, (Part::Root, field), message, hint);
}

/// Refuses to withdraw an actor for which another goes on to answer.
pub(super) fn withdrawal(actor: &ActorId, case: &mut Case<'_>) {
    let into = case.batch.was_merged_into(actor);
    if let Some(into) = into.filter(|into| case.batch.has(&RecordRef::Actor(into.clone()))) {
        let message = format!("{} is merged into `{into}`, which answers for it", case.record);
        case.report(Rule::StillMerged, (Part::Root, "id"), message, "unmerge it first, or leave it as it is");
    }
}
