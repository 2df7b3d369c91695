//! Every crate takes the lints of the workspace, which stay as strict as they are; among them that every public item
//! is documented.

use toml::{Table, Value};

use super::finding::Finding;
use super::source;
use super::tree::Tree;

/// The lints that the workspace sets, with their levels.
const LINTS: &[(&str, &str, &str)] = &[
    ("rust", "missing_docs", "warn"),
    ("rust", "unreachable_pub", "warn"),
    ("rust", "unsafe_code", "forbid"),
    ("clippy", "all", "warn"),
    ("clippy", "dbg_macro", "warn"),
    ("clippy", "panic", "warn"),
    ("clippy", "todo", "warn"),
    ("clippy", "unwrap_used", "warn"),
];

/// Finds lints that are weakened: in the workspace, in a crate, in a file.
pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings: Vec<_> = tree.text("Cargo.toml").map(check_workspace).unwrap_or_default();
    for (path, text) in tree.ending("/Cargo.toml") {
        let manifest: Table = text.parse().unwrap_or_default();
        if at(&manifest, &["lints", "workspace"]).and_then(Value::as_bool) != Some(true) {
            findings.push(Finding::new(path, 1, "add `[lints] workspace = true`"));
        }
    }
    findings.extend(source::parsed(tree).flat_map(|(path, file)| check_file(path, &file)));
    findings
}

fn check_workspace(text: &str) -> Vec<Finding> {
    let manifest: Table = text.parse().unwrap_or_default();
    let mut findings = Vec::new();
    for (tool, lint, level) in LINTS {
        let set = at(&manifest, &["workspace", "lints", tool, lint]);
        let found = set.and_then(|set| set.as_str().or_else(|| set.get("level")?.as_str()));
        if found != Some(level) {
            let message = format!("set `{lint} = \"{level}\"` in [workspace.lints.{tool}]");
            findings.push(Finding::new("Cargo.toml", 1, message));
        }
    }
    for tool in ["rust", "clippy"] {
        let set = at(&manifest, &["workspace", "lints", tool]).and_then(Value::as_table);
        for (lint, _) in set.into_iter().flatten().filter(|(lint, _)| !LINTS.iter().any(|row| row.1 == lint.as_str())) {
            findings.push(Finding::new("Cargo.toml", 1, format!("give `{lint}` its row in tests/tidy/lints.rs")));
        }
    }
    findings
}

/// Finds attributes that switch off a lint of the table, or all of them. Benchmarks are excused from documentation,
/// since the macros that start them define public items.
fn check_file(path: &str, file: &syn::File) -> Vec<Finding> {
    use syn::visit::Visit;
    let mut found = Allowed(Vec::new());
    found.visit_file(file);
    let mut findings = Vec::new();
    for (line, lint) in found.0 {
        let excused = lint == "missing_docs" && path.contains("/benches/");
        let guarded = lint == "warnings" || LINTS.iter().any(|row| lint.rsplit("::").next() == Some(row.1));
        if guarded && !excused {
            findings.push(Finding::new(path, line, format!("switches `{lint}` off; mend what it points at")));
        }
    }
    findings
}

/// The lints that are allowed somewhere, with their lines.
struct Allowed(Vec<(usize, String)>);

impl<'ast> syn::visit::Visit<'ast> for Allowed {
    fn visit_attribute(&mut self, attribute: &'ast syn::Attribute) {
        let syn::Meta::List(list) = &attribute.meta else { return };
        if list.path.is_ident("allow") || list.path.is_ident("expect") {
            let line = syn::spanned::Spanned::span(attribute).start().line;
            let lints = list.tokens.to_string().replace(' ', "");
            self.0.extend(lints.split(',').map(|lint| (line, lint.to_owned())));
        }
    }
}

fn at<'a>(table: &'a Table, keys: &[&str]) -> Option<&'a Value> {
    let (first, rest) = keys.split_first()?;
    rest.iter().try_fold(table.get(*first)?, |value, key| value.get(*key))
}

#[test]
fn a_weaker_or_unknown_lint_of_the_workspace_is_found() {
    let manifest = |skipped: usize| {
        let rows = |tool| {
            let rows = LINTS.iter().enumerate().filter(move |(at, row)| row.0 == tool && *at != skipped);
            rows.map(|(_, (_, lint, level))| format!("{lint} = {{ level = \"{level}\" }}\n")).collect::<String>()
        };
        format!("[workspace.lints.rust]\n{}[workspace.lints.clippy]\n{}", rows("rust"), rows("clippy"))
    };
    let whole = manifest(LINTS.len());
    super::planted::check_rule(check, &[("Cargo.toml", &whole)], &[]);
    for skipped in 0..LINTS.len() {
        super::planted::check_rule(check, &[("Cargo.toml", &manifest(skipped))], &["Cargo.toml:1"]);
    }
    let weakened = whole.replace("\"forbid\"", "\"allow\"");
    super::planted::check_rule(check, &[("Cargo.toml", &weakened)], &["Cargo.toml:1"]);
    super::planted::check_rule(check, &[("Cargo.toml", &format!("{whole}pedantic = \"allow\"\n"))], &["Cargo.toml:1"]);
}

#[test]
fn a_crate_or_file_that_leaves_the_lints_is_found() {
    super::planted::check_rule(check, &[("a/Cargo.toml", "[lints]\nworkspace = true")], &[]);
    super::planted::check_rule(check, &[("a/Cargo.toml", "[lints]\nworkspace = false")], &["a/Cargo.toml:1"]);
    super::planted::check_rule(check, &[("a/Cargo.toml", "")], &["a/Cargo.toml:1"]);
    super::planted::check_rule(check, &[("a.rs", "//! A.\n#![allow(missing_docs)]")], &["a.rs:2"]);
    super::planted::check_rule(check, &[("a/benches/a.rs", "//! A.\n#![allow(missing_docs)]")], &[]);
    super::planted::check_rule(
        check,
        &[("a.rs", "impl A {\n#[expect(clippy::too_many_arguments, clippy::panic)]\nfn f() {}\n}")],
        &["a.rs:2"],
    );
    super::planted::check_rule(check, &[("a.rs", "#[allow(clippy::too_many_arguments)]\nfn f() {}")], &[]);
}
