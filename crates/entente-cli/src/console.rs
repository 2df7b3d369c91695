//! The two streams: data to standard output, talk and progress to standard error.
//!
//! Colours are left out by `anstream` where the stream is no terminal or `NO_COLOR` is set.

use std::fmt::Display;
use std::io::{IsTerminal, Write};
use std::time::Duration;

use clap::builder::styling::{AnsiColor, Style};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::failure::{Failure, Told};
use crate::words::printable;

const ERROR: Style = AnsiColor::Red.on_default().bold();
const WARNING: Style = AnsiColor::Yellow.on_default().bold();
const HINT: Style = AnsiColor::Cyan.on_default();

/// How often a bar that nothing moves is drawn anew.
const TICK: Duration = Duration::from_millis(120);

/// Where a command speaks.
#[derive(Debug)]
pub(crate) struct Console {
    quiet: bool,
}

impl Console {
    /// Makes the console; a quiet one shows no notes and no progress.
    pub(crate) fn new(quiet: bool) -> Self {
        Self { quiet }
    }

    /// Writes data to standard output as it is.
    ///
    /// # Errors
    /// [`Failure`] where that cannot be written, [`Failure::ReaderGone`] where nobody reads it any longer.
    pub(crate) fn print(&self, data: &str) -> Result<(), Failure> {
        let mut out = std::io::stdout().lock();
        out.write_all(data.as_bytes()).and_then(|()| out.flush()).map_err(Failure::of_output)
    }

    /// Says something that a reader may do without.
    pub(crate) fn note(&self, text: impl Display) {
        if !self.quiet {
            say(&printable(&text.to_string()));
        }
    }

    /// Says something that a reader has to know.
    pub(crate) fn warn(&self, text: impl Display) {
        say(&format!("{WARNING}warning:{WARNING:#} {}", printable(&text.to_string())));
    }

    /// Says why the command ends without its deed.
    pub(crate) fn fail(&self, failure: &Failure) {
        let Failure::Told(Told { what, hint, details, .. }) = failure else { return };
        details.iter().for_each(|line| say(&printable(line)));
        say(&format!("{ERROR}error:{ERROR:#} {}", printable(what)));
        if !hint.is_empty() {
            say(&format!("{HINT}try:{HINT:#} {}", printable(hint)));
        }
    }

    /// Shows that something goes on whose length is not known.
    pub(crate) fn spinner(&self, what: &'static str) -> ProgressBar {
        self.bar(None, "{spinner} {msg} {elapsed}", what)
    }

    /// Shows how far something has come, out of a known number.
    pub(crate) fn progress(&self, what: &'static str, total: usize) -> ProgressBar {
        self.bar(Some(total as u64), "{msg} [{bar:40}] {pos}/{len} {eta}", what)
    }

    fn bar(&self, total: Option<u64>, template: &str, what: &'static str) -> ProgressBar {
        let shown = !self.quiet && std::io::stderr().is_terminal();
        let target = if shown { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let style = ProgressStyle::with_template(template).expect("the template is one of two that a test tries");
        let bar = ProgressBar::with_draw_target(total, target).with_style(style).with_message(what);
        if shown {
            bar.enable_steady_tick(TICK);
        }
        bar
    }
}

/// Writes a line to standard error. Where that is closed there is nowhere left to say so.
fn say(text: &str) {
    let _ = writeln!(anstream::stderr().lock(), "{text}");
}

#[test]
fn both_kinds_of_progress_can_be_shown() {
    let console = Console::new(true);
    console.spinner("reading").finish_and_clear();
    let bar = console.progress("writing", 3);
    bar.inc(1);
    assert_eq!((bar.length(), bar.position(), bar.is_hidden()), (Some(3), 1, true));
}
