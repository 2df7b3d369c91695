//! Runs the program in a home of its own, in which there is no store.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// What a run left on the two streams, and its exit code.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// A home without a store, and a place for files.
pub(crate) struct Home(TempDir);

impl Home {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().expect("there is room for a folder"))
    }

    /// Makes a home with the folder `~/small`.
    pub(crate) fn with_small_data() -> Self {
        let home = Self::new();
        super::small::write(&home.path("small"));
        home
    }

    /// Names a file or folder in the home.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Makes the program ready to run in the home, with nothing of the outer environment that would steer it.
    pub(crate) fn program(&self) -> Command {
        let mut program = Command::new(env!("CARGO_BIN_EXE_entente"));
        for name in ["ENTENTE_DATA", "ENTENTE_LOG", "NO_COLOR", "CLICOLOR_FORCE"] {
            program.env_remove(name);
        }
        program.env("HOME", self.0.path()).env("XDG_DATA_HOME", self.path("share")).current_dir(self.0.path());
        program.stdin(Stdio::null());
        program
    }

    /// Runs the program. Of the words, `DATA` is the bundled data and what begins with `~/` lies in the home.
    pub(crate) fn run(&self, line: &str) -> Run {
        let mut program = self.program();
        for word in line.split(' ') {
            match word.strip_prefix("~/") {
                Some(name) => program.arg(self.path(name)),
                None if word == "DATA" => program.arg(bundled()),
                None => program.arg(word),
            };
        }
        let output = program.output().expect("the program starts");
        Run {
            code: output.status.code().expect("nobody killed it"),
            out: String::from_utf8(output.stdout).expect("it writes text"),
            err: String::from_utf8(output.stderr).expect("it writes text"),
        }
    }

    /// Runs the program and returns its data, which it has to find.
    pub(crate) fn answer(&self, line: &str) -> String {
        let run = self.run(line);
        assert_eq!(run.code, 0, "`{line}`: {run:?}");
        run.out
    }

    /// Copies the tables of the bundled data to a folder in the home, with one file changed.
    pub(crate) fn data_with(&self, name: &str, file: &str, change: impl Fn(String) -> String) {
        let folder = self.path(name);
        std::fs::create_dir_all(&folder).expect("the home is ours");
        for (table, text) in tables(&bundled()) {
            let text = if table == file { change(text) } else { text };
            std::fs::write(folder.join(table), text).expect("the home is ours");
        }
    }
}

/// Returns the folder of the bundled data.
pub(crate) fn bundled() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data")
}

/// Reads the tables of a folder, by name.
pub(crate) fn tables(folder: &Path) -> Vec<(String, String)> {
    let entries = std::fs::read_dir(folder).expect("the folder is there");
    let mut tables: Vec<(String, String)> = entries
        .map(|entry| entry.expect("the folder can be listed").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "csv" || extension == "json"))
        .map(|path| {
            let name = path.file_name().expect("it was listed").to_string_lossy().into_owned();
            (name, std::fs::read_to_string(path).expect("tables are text"))
        })
        .collect();
    tables.sort();
    tables
}

/// The fields of a row by the name of their column.
pub(crate) type Row = std::collections::HashMap<String, String>;

/// Reads CSV as rows.
pub(crate) fn rows(csv: &str) -> Vec<Row> {
    csv::Reader::from_reader(csv.as_bytes())
        .deserialize()
        .map(|row| row.expect("every row has the fields of the header"))
        .collect()
}
