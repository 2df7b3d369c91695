//! What commands that write a few records have in common: why, whether only to look, and what is told. Not here: what they
//! write, and imports, which take whole folders.

use clap::Args;
use entente_engine::proposal::Proposer;
use entente_engine::write::Request;
use entente_engine::{Editor, Principal, Register};
use entente_model::id::{ActorId, RecordRef};

use crate::command::history::named;
use crate::command::import::changes;
use crate::console::Console;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::intake::PRINCIPAL;
use crate::opening;
use crate::place::StoreArgs;
use crate::sheet::FormatArgs;
use crate::words::count;

/// Where and why something is written.
#[derive(Debug, Args)]
pub(super) struct WritingArgs {
    /// Why, for the history
    #[arg(long, value_name = "TEXT", default_value = "")]
    note: String,

    /// Writes nothing, and lists what would change
    #[arg(long)]
    dry_run: bool,

    #[command(flatten)]
    store: StoreArgs,

    #[command(flatten)]
    format: FormatArgs,
}

impl WritingArgs {
    /// Opens the register that is written to.
    pub(super) fn register(&self, console: &Console) -> Result<Register, Failure> {
        opening::open_standing(&self.store.place()?, console)
    }

    /// Returns why it is written.
    pub(super) fn note(&self) -> String {
        self.note.clone()
    }

    /// Carries out what `request` makes, or only looks at it, and tells what changes field by field.
    pub(super) fn carry_out(
        &self,
        register: &Register,
        request: impl Fn() -> Result<Request, Failure>,
        console: &Console,
    ) -> Result<Exit, Failure> {
        let principal = Principal::operator(PRINCIPAL);
        let difference = Proposer::new(register, &principal)?.foresee(&request()?)?;
        let stood = register.edition().revision();
        let revision = match self.dry_run {
            true => stood,
            false => Editor::new(register, &principal)?.write(request()?)?.revision,
        };
        console.print(&self.format.format().write(&changes(&difference)))?;
        let changed = difference.recorded.len() + difference.amended.len() + difference.withdrawn.len();
        console.note(match (changed, self.dry_run) {
            (0, _) => format!("nothing to do, as it is so already; revision {stood} stands"),
            (changed, true) => format!("{} if it were done; revision {stood} stands", count(changed, "change")),
            (changed, false) => format!("{}; this is revision {revision}", count(changed, "change")),
        });
        Ok(Exit::Done)
    }
}

/// Returns the actor that a text names, whether it stands or not.
pub(super) fn actor(text: &str) -> Result<ActorId, Failure> {
    let actor = named(text).into_iter().find_map(|record| match record {
        RecordRef::Actor(id) => Some(id),
        _ => None,
    });
    actor.ok_or_else(|| {
        let hint = "give the code of an actor, as ALB, or its global identifier, as gid://entente/Actor/ALB";
        Failure::new(Exit::Usage, format!("`{text}` names no actor"), hint)
    })
}
