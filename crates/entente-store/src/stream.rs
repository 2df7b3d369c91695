//! Changes that come one by one, for a commit that is too large to be held in memory. Not here: what a store does with
//! them (see [`crate::Store::commit_stream`]).

use std::slice;

use entente_model::change::Change;

/// What a stream of changes gives next.
#[derive(Debug)]
pub enum Next<'a> {
    /// One more change.
    Change(&'a Change),
    /// There are no more.
    End,
    /// Whoever makes the changes has found that they must not be committed.
    GiveUp,
}

/// Gives the changes of a commit one by one.
pub trait Changes {
    /// Gives the next change. After [`Next::End`] and [`Next::GiveUp`] it is not asked again.
    fn next(&mut self) -> Next<'_>;
}

/// No change.
pub(crate) struct NoMore;

impl Changes for NoMore {
    fn next(&mut self) -> Next<'_> {
        Next::End
    }
}

/// Changes that are listed, and those of a stream after them.
pub(crate) struct Whole<'a> {
    listed: slice::Iter<'a, Change>,
    more: &'a mut dyn Changes,
}

impl<'a> Whole<'a> {
    pub(crate) fn new(listed: &'a [Change], more: &'a mut dyn Changes) -> Self {
        Self { listed: listed.iter(), more }
    }
}

impl Changes for Whole<'_> {
    fn next(&mut self) -> Next<'_> {
        match self.listed.next() {
            Some(change) => Next::Change(change),
            None => self.more.next(),
        }
    }
}
