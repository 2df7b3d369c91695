//! Serving a group: each request is judged against what stands after those before it, all are committed with one wait for
//! the disk, and then the editions are made current and the requests answered.
//!
//! Nothing is answered before what it rests on is durable. A request that touches what another of its group touches waits
//! for the next group, since it may have to know who was there before it.

use std::collections::{HashSet, VecDeque};
use std::sync::Arc;

use entente_model::change::Revision;
use entente_model::id::RecordRef;
use entente_store::{Commit, CommitError};

use crate::edition::Edition;
use crate::queue::{Ground, Judged, Making, Member, Unmade};
use crate::register::{Pending, Register};

/// Serves requests until each is answered. Whoever calls has the turn to write.
pub(crate) fn serve(register: &Register, members: Vec<Member>) {
    let mut waiting = VecDeque::from(members);
    while !waiting.is_empty() {
        let mut group = Group::on(register.edition());
        let mut later = Vec::new();
        for mut member in waiting.drain(..) {
            let (store, limits, is_durable) = (register.store(), register.limits(), group.made.is_empty());
            let ground = Ground { store, limits, edition: &group.edition, is_durable };
            match member.request.judge(&ground) {
                Judged::Answered => {}
                Judged::Commits(making) if !group.meets(&making) => {
                    match register.after(&group.edition, &making.changes) {
                        Ok(pending) => group.push(member, making, pending),
                        Err(error) if is_durable => member.request.answer(Err(Unmade::Edition(error))),
                        Err(_) => later.push(member),
                    }
                }
                Judged::Commits(_) | Judged::Waits => later.push(member),
            }
        }
        waiting.extend(group.commit(register));
        waiting.extend(later);
    }
}

/// Requests that are committed together.
struct Group {
    base: Revision,
    /// What stands after all of them.
    edition: Arc<Edition>,
    made: Vec<(Member, Making, Pending)>,
    touched: HashSet<RecordRef>,
    keys: HashSet<(String, String)>,
}

impl Group {
    fn on(edition: Arc<Edition>) -> Self {
        let base = edition.revision();
        Self { base, edition, made: Vec::new(), touched: HashSet::new(), keys: HashSet::new() }
    }

    /// Says whether changes touch what the group touches, or bear a name that a request of it bears.
    fn meets(&self, making: &Making) -> bool {
        let key = making.client_key.as_ref().map(|key| (making.principal.clone(), key.clone()));
        making.changes.iter().any(|change| self.touched.contains(&change.reference()))
            || key.is_some_and(|key| self.keys.contains(&key))
    }

    fn push(&mut self, member: Member, making: Making, pending: Pending) {
        self.touched.extend(making.changes.iter().map(|change| change.reference()));
        self.keys.extend(making.client_key.as_ref().map(|key| (making.principal.clone(), key.clone())));
        self.edition = pending.edition();
        self.made.push((member, making, pending));
    }

    /// Commits the group and answers it. Returns those that met another store than they were judged for, since one
    /// before them was refused.
    fn commit(self, register: &Register) -> Vec<Member> {
        let commits: Vec<Commit<'_>> = (self.base.0..)
            .zip(&self.made)
            .map(|(base, (_, making, _))| Commit {
                base: Some(Revision(base)),
                principal: making.principal.clone(),
                note: making.note.clone(),
                client_key: making.client_key.clone(),
                at_us: making.at_us,
                changes: &making.changes,
            })
            .collect();
        let answers = if commits.is_empty() { Vec::new() } else { register.store().commit_group(&commits) };
        drop(commits);
        let (mut again, mut expected) = (Vec::new(), self.base.0);
        let mut is_broken = false;
        for ((mut member, making, pending), answer) in self.made.into_iter().zip(answers) {
            expected += 1;
            match answer {
                Err(CommitError::Conflict { .. }) if is_broken => again.push(member),
                Ok(head) => {
                    is_broken |= head.revision.0 != expected;
                    register.follow(pending, making.changes, head);
                    member.request.answer(Ok((head.revision, register.edition())));
                }
                Err(error) => {
                    is_broken = true;
                    member.request.answer(Err(Unmade::Store(error)));
                }
            }
        }
        again
    }
}
