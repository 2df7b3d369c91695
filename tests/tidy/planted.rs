//! Small trees in which a rule is broken on purpose: a rule that finds nothing there is none.

use super::finding::Finding;
use super::tree::Tree;

/// Holds a rule against a small tree and compares the places that it finds, as `path:line`.
#[track_caller]
pub(super) fn check_rule(check: fn(&Tree) -> Vec<Finding>, files: &[(&str, &str)], expected: &[&str]) {
    let found = check(&Tree::of(files));
    let places: Vec<_> = found.iter().map(Finding::place).collect();
    assert_eq!(places, expected, "{found:#?}");
}
