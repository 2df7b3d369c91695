//! The one way in which mutations write: permission first, then the drafts, then the answer from the edition after them.

use async_graphql::{Context, Error, Result};
use entente_engine::write::{Failed, Refusal, Written};
use entente_engine::{Editor, NotPermitted, Permission};
use entente_model::id::RecordRef;

use super::deed::{Asked, Deed, Deeds};
use super::payload::UserError;
use crate::connection::int;
use crate::error::{Failure, coded};
use crate::here::Here;
use crate::object::handle::Node;
use crate::session::Session;

/// What came of a mutation.
pub(super) struct Outcome {
    /// The revision; nothing where nothing was written.
    pub(super) revision: Option<i32>,
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

/// Writes the deeds that `read` makes of an input, all or none.
///
/// The permission is asked for before the input is read, and the editor, without which nothing can be written, is got
/// from the principal on the worker, where those who write at the same time are served together.
///
/// # Errors
/// An error with a code where the principal may not write, or the store cannot.
pub(super) async fn write(ctx: &Context<'_>, asked: impl FnOnce() -> (Vec<Deed>, Asked) + Send) -> Result<Outcome> {
    let session = Session::of(ctx);
    session.principal.need(Permission::Write).map_err(|error| not_permitted(&error))?;
    let (deeds, asked) = asked();
    let (deeds, request) = Deeds::new(deeds, asked, session.asked_at_us, &session.limits);
    let (register, principal) = (session.register.clone(), session.principal.clone());
    let only_judges = deeds.is_faulty();
    let run = session.turn.run(move |_| {
        let editor = Editor::new(&register, &principal)?;
        // What cannot be read whole is judged all the same, so that everything wrong is told at once.
        let judged = |request| Err(editor.judge(request).map_or_else(|refusal| refusal, Refusal::Violations));
        Ok(if only_judges { judged(&request) } else { editor.write(request) })
    });
    let done: Result<_, NotPermitted> = run.await.map_err(Failure::Refused)?;
    match done.map_err(|error| not_permitted(&error))? {
        Ok(written) => answered(ctx, written, deeds.records()).await,
        Err(refusal) => {
            let user_errors = deeds.refused(refusal).map_err(|error| failed(&error))?;
            Ok(Outcome { revision: None, records: Vec::new(), user_errors })
        }
    }
}

/// Answers from the edition that shows what was written.
async fn answered(ctx: &Context<'_>, written: Written, records: Vec<RecordRef>) -> Result<Outcome> {
    let here = Here::at(written.edition);
    let records = Node::find(ctx, &here, records).await?;
    Ok(Outcome { revision: Some(int(written.revision.0)), records, user_errors: Vec::new() })
}

fn not_permitted(error: &NotPermitted) -> Error {
    coded(error.to_string(), error.code(), error.hint())
}

/// Tells what no writer can mend: the store could not read or write.
fn failed(failed: &Failed) -> Error {
    coded(failed.to_string(), failed.code(), failed.hint())
}
