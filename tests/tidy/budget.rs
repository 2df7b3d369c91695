//! A file has at most 400 lines and a function at most 70: what does not fit means more than one thing.

use super::finding::Finding;
use super::source;
use super::tree::Tree;

/// The most lines of a Rust file, tests and tables included.
pub(super) const FILE_LINES_MAX: usize = 400;

/// The most lines of a function, from its signature to its closing brace.
pub(super) const FUNCTION_LINES_MAX: usize = 70;

/// Finds files and functions past their budget, and files that cannot be read as Rust.
pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    tree.ending(".rs").flat_map(|(path, text)| check_file(path, text)).collect()
}

fn check_file(path: &str, text: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    let lines = text.lines().count();
    if lines > FILE_LINES_MAX {
        let message = format!("has {lines} lines of at most {FILE_LINES_MAX}; split it along its meaning");
        findings.push(Finding::new(path, FILE_LINES_MAX + 1, message));
    }
    match syn::parse_file(text) {
        Err(error) => findings.push(Finding::new(path, error.span().start().line, format!("is no Rust: {error}"))),
        Ok(file) => {
            let long = |function: &source::Function| function.lines > FUNCTION_LINES_MAX;
            findings.extend(source::functions(&file).into_iter().filter(long).map(|function| {
                let source::Function { name, line, lines } = function;
                let message = format!("`{name}` has {lines} lines of at most {FUNCTION_LINES_MAX}; name its steps");
                Finding::new(path, line, message)
            }));
        }
    }
    findings
}

#[test]
fn a_file_and_a_function_past_their_budget_are_found() {
    let file = |lines: usize| format!("//! A.\n{}", "// a\n".repeat(lines - 1));
    let function = |lines: usize| format!("//! A.\nimpl A {{\nfn a() {{\n{}}}\n}}\n", "a();\n".repeat(lines - 2));
    super::planted::check_rule(check, &[("a.rs", &file(FILE_LINES_MAX))], &[]);
    super::planted::check_rule(check, &[("a.rs", &file(FILE_LINES_MAX + 1))], &["a.rs:401"]);
    super::planted::check_rule(check, &[("a.rs", &function(FUNCTION_LINES_MAX))], &[]);
    super::planted::check_rule(check, &[("a.rs", &function(FUNCTION_LINES_MAX + 1))], &["a.rs:3"]);
    super::planted::check_rule(check, &[("a.rs", "//! A.\nfn a( {}")], &["a.rs:2"]);
}
