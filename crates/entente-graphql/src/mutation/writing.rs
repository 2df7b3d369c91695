//! The one way in which mutations write: permission first, then the drafts, then the answer from the edition after them.

use async_graphql::{Context, Error, Result};
use entente_engine::proposal::{Proposal as Record, Proposer};
use entente_engine::revert::{Revert, RevertError};
use entente_engine::write::{Failed, Refusal, Request, Written};
use entente_engine::{Editor, NotPermitted, Permission, Register};
use entente_model::change::Revision;
use entente_model::id::RecordRef;

use super::deed::{Asked, Deed, Deeds};
use super::payload::UserError;
use crate::connection::int;
use crate::error::{Failure, coded};
use crate::here::Here;
use crate::object::handle::Node;
use crate::object::proposal::Proposal;
use crate::session::Session;

/// What came of a mutation.
pub(super) struct Outcome {
    /// The revision; nothing where nothing was written.
    pub(super) revision: Option<i32>,
    /// The proposal that was made instead.
    pub(super) proposal: Option<Proposal>,
    /// The record of each deed as it stands, in their order.
    pub(super) records: Vec<Option<Node>>,
    /// Why nothing was written.
    pub(super) user_errors: Vec<UserError>,
}

impl Outcome {
    /// Returns the record of the only deed.
    pub(super) fn record(&mut self) -> Option<Node> {
        self.records.pop().flatten()
    }
}

/// What a request came to.
enum Done {
    Written(Written),
    Proposed(Box<Record>),
}

/// Writes the deeds that `asked` makes of an input, all or none; for a principal who may propose only, they become a
/// proposal.
///
/// The permission is asked for before the input is read, and the editor, without which nothing can be written, is got
/// from the principal on the worker, where those who write at the same time are served together.
///
/// # Errors
/// An error with a code where the principal may do neither, or the store cannot.
pub(super) async fn write(ctx: &Context<'_>, asked: impl FnOnce() -> (Vec<Deed>, Asked) + Send) -> Result<Outcome> {
    let session = permitted(ctx)?;
    let (deeds, asked) = asked();
    let (deeds, request) = Deeds::new(deeds, asked, session.asked_at_us, &session.limits);
    carry_out(ctx, deeds, |_| Ok(request)).await
}

/// Undoes what a revision did, as [`write`] writes deeds.
///
/// # Errors
/// As [`write`].
pub(super) async fn revert(ctx: &Context<'_>, revision: i32, asked: Asked) -> Result<Outcome> {
    let session = permitted(ctx)?;
    let (deeds, request) = Deeds::new(Vec::new(), asked, session.asked_at_us, &session.limits);
    // There is no revision 0.
    let revision = Revision(u64::try_from(revision).unwrap_or(0));
    let Request { note, client_key, at_us, .. } = request;
    let revert = Revert { revision, note, client_key, at_us };
    carry_out(ctx, deeds.reverting(), |register| register.reverting(revert)).await
}

/// Asks for the least permission with which something can be written or proposed, before anything is read.
fn permitted<'a>(ctx: &Context<'a>) -> Result<&'a Session> {
    let session = Session::of(ctx);
    session.principal.need(Permission::Propose).map_err(|error| not_permitted(&error))?;
    Ok(session)
}

/// Makes a request on the worker and carries it out there.
async fn carry_out(
    ctx: &Context<'_>,
    deeds: Deeds,
    make: impl FnOnce(&Register) -> Result<Request, RevertError> + Send + 'static,
) -> Result<Outcome> {
    let session = Session::of(ctx);
    let (register, principal) = (session.register.clone(), session.principal.clone());
    let only_judges = deeds.is_faulty();
    let run = session.turn.write(move |given_up| {
        let request = match make(&register) {
            Ok(request) => request,
            Err(error) => return Ok(Err(error)),
        };
        // What cannot be read whole is judged all the same, so that everything wrong is told at once.
        if only_judges {
            let judged = Proposer::new(&register, &principal)?.judge(&request);
            return Ok(Err(judged.map_or_else(|refusal| refusal, Refusal::Violations).into()));
        }
        if principal.permission < Permission::Write {
            let proposed = Proposer::new(&register, &principal)?.propose(request);
            return Ok(proposed.map(Box::new).map(Done::Proposed).map_err(RevertError::from));
        }
        let written = Editor::new(&register, &principal)?.write_unless(given_up, request);
        Ok(written.map(Done::Written).map_err(RevertError::from))
    });
    let done: Result<_, NotPermitted> = run.await.map_err(Failure::Refused)?;
    match done.map_err(|error| not_permitted(&error))? {
        Ok(Done::Written(written)) => answered(ctx, written, deeds.records()).await,
        Ok(Done::Proposed(proposal)) => Ok(Outcome {
            revision: None,
            proposal: Some(Proposal::from(*proposal)),
            records: Vec::new(),
            user_errors: Vec::new(),
        }),
        Err(error) => {
            let user_errors = deeds.unreverted(error).map_err(|error| failed(&error))?;
            Ok(Outcome { revision: None, proposal: None, records: Vec::new(), user_errors })
        }
    }
}

/// Answers from the edition that shows what was written.
async fn answered(ctx: &Context<'_>, written: Written, records: Vec<RecordRef>) -> Result<Outcome> {
    let here = Here::at(written.edition);
    let records = Node::find(ctx, &here, records).await?;
    Ok(Outcome { revision: Some(int(written.revision.0)), proposal: None, records, user_errors: Vec::new() })
}

/// Tells that the principal may not do what it asked for.
pub(super) fn not_permitted(error: &NotPermitted) -> Error {
    coded(error.to_string(), error.code(), error.hint())
}

/// Tells what no writer can mend: the store could not read or write.
pub(super) fn failed(failed: &Failed) -> Error {
    coded(failed.to_string(), failed.code(), failed.hint())
}
