//! The files of a crate use each other in one direction: where they do not, none can be understood alone.
//!
//! What counts as a use is said in `uses.rs`.

use petgraph::algo::{astar, tarjan_scc};
use petgraph::graphmap::DiGraphMap;

use super::finding::Finding;
use super::modules::{self, Crate};
use super::tree::Tree;
use super::uses::uses;

/// Finds files that use each other in a circle, and declared modules that have no file.
pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    modules::crates(tree).into_iter().flat_map(check_crate).collect()
}

fn check_crate(of: Crate) -> Vec<Finding> {
    let uses = uses(&of);
    let graph: DiGraphMap<&str, ()> = uses.keys().map(|(from, to)| (from.as_str(), to.as_str())).collect();
    let mut findings = of.lost;
    for component in tarjan_scc(&graph).into_iter().filter(|component| component.len() > 1) {
        let Some(circle) = shortest_circle(&graph, &component) else { continue };
        let steps: Vec<_> = circle.iter().zip(circle.iter().cycle().skip(1)).collect();
        let used = |(from, to): &(&&str, &&str)| &uses[&((**from).to_owned(), (**to).to_owned())];
        let told: Vec<_> = steps
            .iter()
            .map(|step| format!("{}:{} uses `{}` of {}", step.0, used(step).line, used(step).path, step.1))
            .collect();
        let message = format!(
            "stands in a circle of {} files that use each other; move what they share below them. The shortest: {}",
            component.len(),
            told.join("; ")
        );
        findings.push(Finding::new(circle[0], used(&steps[0]).line, message));
    }
    findings.sort_by(|a, b| (&a.path, a.line).cmp(&(&b.path, b.line)));
    findings
}

/// Returns a shortest circle of a strongly connected component, from its first file by name.
fn shortest_circle<'a>(graph: &DiGraphMap<&'a str, ()>, component: &[&'a str]) -> Option<Vec<&'a str>> {
    let mut circles = Vec::new();
    for &from in component {
        for to in graph.neighbors(from) {
            circles.extend(astar(graph, to, |file| file == from, |_| 1, |_| 0).map(|(_, back)| back));
        }
    }
    circles.iter_mut().for_each(|circle| {
        let first = (0..circle.len()).min_by_key(|&at| circle[at]).unwrap_or_default();
        circle.rotate_left(first);
    });
    circles.into_iter().min_by_key(|circle| (circle.len(), circle.clone()))
}

/// Holds the rule against a crate of the given files below `src`.
#[track_caller]
fn check_sources(sources: &[(&str, &str)], expected: &[&str]) {
    let paths: Vec<_> = sources.iter().map(|(path, _)| format!("src/{path}")).collect();
    let files = paths.iter().zip(sources).map(|(path, (_, text))| (path.as_str(), *text));
    let files: Vec<_> = std::iter::once(("Cargo.toml", "")).chain(files).collect();
    super::planted::check_rule(check, &files, expected);
}

#[test]
fn two_files_that_import_each_other_are_found() {
    let root = ("lib.rs", "mod a;\nmod b;\n");
    let b = ("b.rs", "pub struct B;\nfn f(_: crate::a::A) {}");
    check_sources(&[root, ("a.rs", "pub struct A;"), b], &[]);
    for a in [
        "use crate::b::B;\npub struct A;",
        "pub fn f() -> super::b::B { super::b::B }\npub struct A;",
        "pub fn f() { println!(\"{:?}\", crate::b::B); }\npub struct A;",
        "pub fn f() { use super::b; drop(b::B); }\npub struct A;",
        "pub use super::b::*; pub fn f(_: B) {}\npub struct A;",
        "macro_rules! m { () => { $crate::b::B } }\npub struct A;",
        "use crate::b::{self as other}; impl From<other::B> for A {}\npub struct A;",
    ] {
        check_sources(&[root, ("a.rs", a), b], &["src/a.rs:1"]);
    }
}

#[test]
fn a_circle_of_three_is_found_through_what_re_exports() {
    let files = [
        ("lib.rs", "mod x;\npub use x::Day;"),
        ("x/mod.rs", "mod day;\nmod span;\nmod period;\npub use day::Day;\npub use span::Span;\npub use period::*;"),
        ("x/day.rs", "use super::Period;\npub struct Day;"),
        ("x/period.rs", "use super::Span;\npub struct Period;"),
        ("x/span.rs", "use crate::Day;\npub struct Span;"),
    ];
    check_sources(&files, &["src/x/day.rs:1"]);
    let mut straight = files;
    straight[2] = ("x/day.rs", "pub struct Day;");
    check_sources(&straight, &[]);
}

#[test]
fn a_parent_that_passes_on_what_its_children_define_makes_no_circle_and_one_that_uses_it_does() {
    let child = ("x/child.rs", "use super::{Shared, shared};\nshared! { Child }\nimpl Shared for Child {}");
    let parent =
        "mod child;\npub use child::Child;\npub trait Shared {}\nmacro_rules! shared { () => {} }\nuse shared;\n";
    check_sources(&[("lib.rs", "mod x;"), ("x/mod.rs", parent), child], &[]);
    let using = format!("{parent}fn f(_: Child) {{}}");
    check_sources(&[("lib.rs", "mod x;"), ("x/mod.rs", &using), child], &["src/x/child.rs:1"]);
}

#[test]
fn tests_other_crates_and_modules_of_one_file_make_no_circle() {
    let b = ("b.rs", "use crate::a::A;\npub struct B;");
    for a in [
        "pub struct A;\n#[cfg(test)]\nmod tests { use crate::b::B; }",
        "pub struct A;\n#[test]\nfn holds() { drop(crate::b::B); }",
        "use ::b::B;\npub struct A;",
        "use other::b::B;\npub struct A;",
        "pub struct A;\nmod inner { use super::A; pub struct I; }\nuse inner::I;",
        "//! See [`crate::b::B`].\npub struct A;",
        "pub struct A;\nfn f(x: A) { x.b() }",
    ] {
        check_sources(&[("lib.rs", "mod a;\nmod b;\n"), ("a.rs", a), b], &[]);
    }
    check_sources(&[("lib.rs", "mod a;\nmod lost;\n"), ("a.rs", "")], &["src/lib.rs:2"]);
}
