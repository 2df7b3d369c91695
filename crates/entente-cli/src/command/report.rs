//! `entente report`: a document about an edition. Not here: what stands in it (see `entente_cli::report`).

use clap::{Args, ValueEnum};
use entente_cli::report::{FILE, codebook, coverage, searched};

use crate::console::Console;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::opening;
use crate::place::{DataArgs, StoreArgs};

/// Prints a document about what is recorded, in Markdown
#[derive(Debug, Args)]
#[command(after_help = "The same records always make the same document, whatever the revision. Where the folder that
--data names has a file `not-found.md`, the coverage ends with its text.

Examples:
  entente report codebook --data data > docs/codebook.md
  entente report coverage --data data > docs/coverage.md
  entente report coverage --store my.sqlite | less")]
pub(crate) struct Report {
    /// The document
    #[arg(value_name = "DOCUMENT", value_enum)]
    document: Document,

    #[command(flatten)]
    store: StoreArgs,

    #[command(flatten)]
    data: DataArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Document {
    /// Every value of every list with its definition, and how often it occurs
    Codebook,
    /// How much is recorded of each country and organisation, and of whom nothing is
    Coverage,
}

impl Report {
    pub(super) fn run(&self, console: &Console) -> Result<Exit, Failure> {
        let edition = opening::edition(&self.store, &self.data, None, console)?;
        let document = match self.document {
            Document::Codebook => codebook(&edition)?,
            Document::Coverage => coverage(&edition, self.searched()?.as_deref())?,
        };
        console.print(&document)?;
        Ok(Exit::Done)
    }

    /// Reads what was searched and not found, where a folder is named.
    fn searched(&self) -> Result<Option<String>, Failure> {
        if !self.data.is_given() {
            return Ok(None);
        }
        let folder = self.data.folder()?;
        searched(&folder).map_err(|error| {
            let what = format!("`{}` cannot be read: {error}", folder.join(FILE).display());
            Failure::unusable(what, "check that the file may be read and is UTF-8")
        })
    }
}
