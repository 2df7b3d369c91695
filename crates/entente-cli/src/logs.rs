//! Where log lines go: to standard error, for people on a terminal and as JSON otherwise.

use std::io::IsTerminal;

use tracing_subscriber::EnvFilter;

/// The variable that says which lines are shown.
const FILTER: &str = "ENTENTE_LOG";

/// Begins to write log lines. `ENTENTE_LOG` chooses them, as `debug` or `entente_server=trace`; `info` where it is not
/// set or cannot be read.
pub(crate) fn begin() {
    let filter = EnvFilter::try_from_env(FILTER).unwrap_or_else(|_| EnvFilter::new("info"));
    let lines = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    if std::io::stderr().is_terminal() {
        let colours = std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
        lines.with_ansi(colours).init();
    } else {
        lines.json().init();
    }
}
