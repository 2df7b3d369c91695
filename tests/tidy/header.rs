//! A file opens with `//!`: what lives in it and what deliberately does not.

use super::finding::Finding;
use super::tree::Tree;

/// Finds source files that do not open with `//!` and words after it.
pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let speaks = |text: &str| {
        text.lines().next().and_then(|line| line.strip_prefix("//! ")).is_some_and(|words| !words.trim().is_empty())
    };
    tree.ending(".rs")
        .filter(|(_, text)| !speaks(text))
        .map(|(path, _)| Finding::new(path, 1, "open the file with `//!`: what lives here, and what does not"))
        .collect()
}

#[test]
fn a_file_without_an_opening_is_found() {
    let files = [
        ("a.rs", "//! Paths. Not here: measures.\nfn a() {}"),
        ("b.rs", "// Paths.\nfn b() {}"),
        ("c.rs", ""),
        ("d.rs", "\n//! Too late."),
        ("e.rs", "//! \nfn e() {}"),
        ("f.rs", "//!\nfn f() {}"),
    ];
    super::planted::check_rule(check, &files, &["b.rs:1", "c.rs:1", "d.rs:1", "e.rs:1", "f.rs:1"]);
}
