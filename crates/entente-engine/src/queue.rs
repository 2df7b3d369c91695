//! The queue of those who would write: one of them leads and serves all that wait, so that the disk is waited for once.
//!
//! Who hands something in either leads or waits for an answer. Whoever leads serves until its own is answered and then
//! hands the lead to one that waits, so that nobody works for others for ever. Not here: what serving means.

use std::collections::VecDeque;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use entente_model::change::{Change, Revision};
use entente_model::limits::Limits;
use entente_store::{CommitError, Store};

use crate::edition::{BuildError, Edition};

/// The most that are served at once.
const SERVED_MAX: usize = 64;

/// What a request is judged against.
pub(crate) struct Ground<'a> {
    pub(crate) store: &'a dyn Store,
    pub(crate) limits: &'a Limits,
    /// The records, those included that others of the group state.
    pub(crate) edition: &'a Arc<Edition>,
    /// Whether all that the edition shows is durable. Where it is not, nothing but a commit may come of it.
    pub(crate) is_durable: bool,
}

/// What comes of a request.
pub(crate) enum Judged {
    /// It was answered.
    Answered,
    /// It is to be judged again when what others of the group state is durable.
    Waits,
    /// Changes are to be committed.
    Commits(Making),
}

/// Changes that are to be committed.
pub(crate) struct Making {
    pub(crate) principal: String,
    pub(crate) note: String,
    pub(crate) client_key: Option<String>,
    pub(crate) at_us: i64,
    pub(crate) changes: Vec<Change>,
}

/// Why changes were not committed.
pub(crate) enum Unmade {
    /// The edition could not be built; nothing was written.
    Edition(BuildError),
    /// The store refused them.
    Store(CommitError),
}

/// A request that waits.
pub(crate) trait Request: Send {
    /// Judges it.
    fn judge(&mut self, ground: &Ground<'_>) -> Judged;

    /// Answers it with the revision that it became and the edition that shows it.
    fn answer(&mut self, made: Result<(Revision, Arc<Edition>), Unmade>);
}

/// A request and how to reach whoever handed it in.
pub(crate) struct Member {
    pub(crate) request: Box<dyn Request>,
    leads: Sender<()>,
}

#[derive(Default)]
pub(crate) struct Queue {
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    waiting: VecDeque<Member>,
    /// Whether somebody leads.
    is_led: bool,
}

impl Queue {
    /// Hands in a request, and returns when `is_answered` says so, or when whoever served it broke off. `serve` is called
    /// with all that wait, where it falls to the caller to lead.
    pub(crate) fn hand_in(
        &self,
        request: Box<dyn Request>,
        mut is_answered: impl FnMut() -> bool,
        serve: impl Fn(Vec<Member>),
    ) {
        let (leads, told) = channel();
        if self.join(Member { request, leads }, &told) {
            let _lead = Lead { queue: self };
            while !is_answered() {
                let group = self.take();
                if group.is_empty() {
                    break;
                }
                serve(group);
            }
        }
    }

    /// Puts a request into the queue, and says whether its owner is to lead. Returns when that is so, or when the request
    /// is gone.
    fn join(&self, member: Member, told: &Receiver<()>) -> bool {
        let mut state = self.state();
        state.waiting.push_back(member);
        if !state.is_led {
            state.is_led = true;
            return true;
        }
        drop(state);
        told.recv().is_ok()
    }

    fn take(&self) -> Vec<Member> {
        let mut state = self.state();
        let count = state.waiting.len().min(SERVED_MAX);
        state.waiting.drain(..count).collect()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // No step leaves the state half done.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The lead, which goes on to one that waits, however it ends.
struct Lead<'q> {
    queue: &'q Queue,
}

impl Drop for Lead<'_> {
    fn drop(&mut self) {
        let mut state = self.queue.state();
        state.is_led = state.waiting.iter().any(|member| member.leads.send(()).is_ok());
    }
}
