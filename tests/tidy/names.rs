//! Names say what a thing is: no file, type or function is called after its being code.

use syn::visit::{self, Visit};

use super::finding::Finding;
use super::source;
use super::tree::Tree;

/// Files that gather what has nothing in common.
const FILES: &[&str] = &["utils.rs", "util.rs", "helpers.rs", "common.rs", "types.rs", "misc.rs"];

/// Endings of types that say nothing of the domain.
const TYPE_ENDINGS: &[&str] = &["Manager", "Helper", "Handler", "Service", "Util", "Utils"];

/// Beginnings of functions that say nothing of the deed.
const FUNCTION_BEGINNINGS: &[&str] = &["get_", "do_", "test_"];

/// Finds files, types and functions whose names say nothing.
pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (path, _) in tree.ending(".rs") {
        let name = path.rsplit('/').next().unwrap_or(path);
        if FILES.contains(&name) {
            findings.push(Finding::new(path, 1, "name the file after what its items have in common"));
        }
    }
    for (path, file) in source::parsed(tree) {
        let mut types = Types(Vec::new());
        types.visit_file(&file);
        for name in types.0 {
            if let Some(ending) = TYPE_ENDINGS.iter().find(|ending| name.to_string().ends_with(**ending)) {
                let message = format!("`{name}` is named after `{ending}`; take a noun of the domain");
                findings.push(Finding::new(path, name.span().start().line, message));
            }
        }
        for function in source::functions(&file) {
            let beginning = FUNCTION_BEGINNINGS.iter().find(|beginning| function.name.starts_with(**beginning));
            findings.extend(beginning.map(|beginning| {
                let message = format!("`{}` begins with `{beginning}`; say what it gives or does", function.name);
                Finding::new(path, function.line, message)
            }));
        }
    }
    findings
}

struct Types(Vec<syn::Ident>);

impl<'ast> Visit<'ast> for Types {
    fn visit_item(&mut self, item: &'ast syn::Item) {
        match item {
            syn::Item::Enum(item) => self.0.push(item.ident.clone()),
            syn::Item::Struct(item) => self.0.push(item.ident.clone()),
            syn::Item::Trait(item) => self.0.push(item.ident.clone()),
            syn::Item::Type(item) => self.0.push(item.ident.clone()),
            _ => {}
        }
        visit::visit_item(self, item);
    }
}

#[test]
fn a_name_that_says_nothing_is_found() {
    for name in FILES {
        super::planted::check_rule(check, &[(&format!("src/{name}"), "")], &[&format!("src/{name}:1")]);
    }
    for ending in TYPE_ENDINGS {
        for kind in ["struct Actor#;", "enum Actor# {}", "trait Actor# {}", "mod m { type Actor# = u8; }"] {
            super::planted::check_rule(check, &[("a.rs", &kind.replace('#', ending))], &["a.rs:1"]);
        }
        // A role may well be called so: the rule is about types.
        super::planted::check_rule(check, &[("a.rs", &format!("enum Role {{ {ending} }}"))], &[]);
    }
    for beginning in FUNCTION_BEGINNINGS {
        super::planted::check_rule(
            check,
            &[("a.rs", &format!("impl A {{\nfn {beginning}actor() {{}}\n}}"))],
            &["a.rs:2"],
        );
    }
    super::planted::check_rule(check, &[("src/widget.rs", "fn getaway() {}\nfn done() {}")], &[]);
}
