//! Runs a scenario of [`super::worker`] in a process whose calls to the system pass through `shim.c`.
//!
//! The shim is compiled by the C compiler that builds the bundled SQLite, and put before the C library by the loader.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// What the shim is to do.
#[derive(Debug, Clone, Copy)]
pub(super) enum Shim<'a> {
    /// Record what is done, in this file.
    Record(&'a Path),
    /// Let calls fail.
    Fault(Fault),
}

/// Which calls fail, and how.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fault {
    /// `write`, `fsync`, `open` or `rename`.
    pub(super) call: &'static str,
    /// The number of the error.
    pub(super) errno: i32,
    /// The first call that fails, from 1.
    pub(super) first: usize,
    /// How many fail from there on.
    pub(super) count: usize,
}

/// What a scenario left.
pub(super) struct Ran {
    /// What it told, line by line.
    pub(super) told: Vec<String>,
    /// Whether a call failed by the shim's doing.
    pub(super) failed: bool,
}

/// Runs a scenario on a folder. It must not panic.
pub(super) fn run(scenario: &str, folder: &Path, shim: Shim<'_>) -> Ran {
    let told = folder.with_extension("told");
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["worker::worker", "--exact", "--ignored", "--nocapture"]);
    command.env("LD_PRELOAD", library()).env("ENTENTE_SCENARIO", scenario).env("SHIM_DIR", folder);
    match shim {
        Shim::Record(file) => command.env("SHIM_LOG", file),
        Shim::Fault(Fault { call, errno, first, count }) => {
            command.env("SHIM_TOLD", &told).env("SHIM_FAULT", format!("{call}:{errno}:{first}:{count}"))
        }
    };
    let output = command.output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{scenario} under {shim:?}: {text}{}", String::from_utf8_lossy(&output.stderr));
    let lines = text.lines().filter_map(|line| line.strip_prefix("> ")).map(str::to_owned);
    Ran { told: lines.collect(), failed: fs::remove_file(told).is_ok() }
}

/// Builds the shim, once a process.
fn library() -> &'static Path {
    static LIBRARY: OnceLock<PathBuf> = OnceLock::new();
    LIBRARY.get_or_init(|| {
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/durability/shim.c");
        let library = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("shim-{}.so", std::process::id()));
        let compiler = std::env::var("CC").unwrap_or_else(|_| "cc".to_owned());
        let built = Command::new(compiler).args(["-shared", "-fPIC", "-O1", "-o"]).arg(&library).arg(source).status();
        assert!(built.unwrap().success(), "the shim could not be compiled");
        library
    })
}
