//! The size of the code in figures: lines by package, the largest file, the longest function.
//!
//! `cargo test -p entente-tests figures -- --nocapture` prints them.

use std::collections::BTreeMap;
use std::fmt;

use super::budget::{FILE_LINES_MAX, FUNCTION_LINES_MAX};
use super::source;
use super::tree::Tree;

/// The figures of a tree.
#[derive(Debug, Default, PartialEq, Eq)]
struct Figures {
    /// Files and lines of Rust by package.
    packages: BTreeMap<String, (usize, usize)>,
    /// Lines and path.
    largest_file: (usize, String),
    /// Lines, and name and place.
    longest_function: (usize, String),
}

impl Figures {
    fn of(tree: &Tree) -> Self {
        let mut figures = Self::default();
        for (path, text) in tree.ending(".rs") {
            let lines = text.lines().count();
            let (files, sum) = figures.packages.entry(package(path).to_owned()).or_default();
            *files += 1;
            *sum += lines;
            figures.largest_file = figures.largest_file.max((lines, path.to_owned()));
        }
        for (path, file) in source::parsed(tree) {
            for function in source::functions(&file) {
                let place = format!("{} ({path}:{})", function.name, function.line);
                figures.longest_function = figures.longest_function.max((function.lines, place));
            }
        }
        figures
    }
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let total = self.packages.values().fold((0, 0), |sum, row| (sum.0 + row.0, sum.1 + row.1));
        writeln!(f, "{:<18}{:>7}{:>9}", "package", "files", "lines")?;
        for (name, (files, lines)) in
            self.packages.iter().map(|(name, row)| (name.as_str(), *row)).chain([("all", total)])
        {
            writeln!(f, "{name:<18}{files:>7}{lines:>9}")?;
        }
        let (lines, path) = &self.largest_file;
        writeln!(f, "largest file      {lines} lines of at most {FILE_LINES_MAX}: {path}")?;
        let (lines, place) = &self.longest_function;
        writeln!(f, "longest function  {lines} lines of at most {FUNCTION_LINES_MAX}: {place}")
    }
}

/// Returns the name of the package that a file belongs to, from its path.
fn package(path: &str) -> &str {
    let path = path.strip_prefix("crates/").unwrap_or(path);
    path.split('/').next().unwrap_or(path)
}

#[test]
fn the_figures_are_within_their_budgets() {
    let figures = Figures::of(&Tree::of_the_repository());
    println!("{figures}");
    assert!(figures.packages.contains_key("entente-model") && figures.packages.contains_key("tests"), "{figures}");
    assert!(figures.largest_file.0 <= FILE_LINES_MAX, "{figures}");
    assert!(figures.longest_function.0 <= FUNCTION_LINES_MAX, "{figures}");
}

#[test]
fn figures_add_up_by_package() {
    let tree = Tree::of(&[
        ("crates/a/src/lib.rs", "//! A.\nfn short() {}\n"),
        ("crates/a/src/b.rs", "//! B.\n\nfn long() {\n\n}\n"),
        ("tests/main.rs", "//! T.\n"),
        ("data/README.md", "no Rust\n"),
    ]);
    let expected = Figures {
        packages: BTreeMap::from([("a".to_owned(), (2, 7)), ("tests".to_owned(), (1, 1))]),
        largest_file: (5, "crates/a/src/b.rs".to_owned()),
        longest_function: (3, "long (crates/a/src/b.rs:3)".to_owned()),
    };
    assert_eq!(Figures::of(&tree), expected);
}
