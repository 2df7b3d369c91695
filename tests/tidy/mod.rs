//! The rules that the code itself keeps, one file and one row a rule. Each says where it is broken and how to mend it.
//!
//! Not here: what rustc, clippy and rustfmt check already, and cases that need the running code, as that
//! `schema.graphql` equals the schema of the code.

mod arrows;
mod budget;
mod cycles;
mod figures;
mod finding;
mod forbidden;
mod header;
mod lints;
mod modules;
mod names;
mod paths;
mod planted;
mod source;
mod tree;
mod uses;
mod words;

use finding::Finding;
use tree::Tree;

/// A rule on the code.
struct Rule {
    /// The name of its file.
    name: &'static str,
    /// Returns every place that breaks it.
    check: fn(&Tree) -> Vec<Finding>,
}

/// Every rule.
const RULES: &[Rule] = &[
    Rule { name: "arrows", check: arrows::check },
    Rule { name: "budget", check: budget::check },
    Rule { name: "cycles", check: cycles::check },
    Rule { name: "forbidden", check: forbidden::check },
    Rule { name: "header", check: header::check },
    Rule { name: "lints", check: lints::check },
    Rule { name: "names", check: names::check },
    Rule { name: "paths", check: paths::check },
    Rule { name: "words", check: words::check },
];

#[test]
fn the_repository_keeps_every_rule() {
    let tree = Tree::of_the_repository();
    let broken = |rule: &'static Rule| (rule.check)(&tree).into_iter().map(move |found| (rule.name, found));
    let mut lines: Vec<_> =
        RULES.iter().flat_map(broken).map(|(name, found)| format!("{found} [tidy/{name}]")).collect();
    lines.sort();
    assert!(lines.is_empty(), "{} places to mend:\n{}", lines.len(), lines.join("\n"));
}
