//! Code that is not finished or gives up: notes to do it later, `unwrap` and `panic!` outside tests, `unsafe` anywhere.

use std::collections::BTreeSet;

use proc_macro2::{TokenStream, TokenTree};

use super::finding::Finding;
use super::modules;
use super::source;
use super::tree::Tree;

/// Notes that something is missing, put together here so that this file keeps its own rule.
const NOTES: &[&str] = &[concat!("TO", "DO"), concat!("FIX", "ME"), concat!("HA", "CK"), CODE_OR_NOTE];

/// This one is also the code of no currency and of no country, and so a note only in a comment.
const CODE_OR_NOTE: &str = concat!("XX", "X");

/// The names of files that are code or describe its build.
const CODE: &[&str] =
    &[".rs", ".js", ".jsx", ".ts", ".tsx", ".css", ".toml", ".graphql", ".sh", ".sql", "Makefile", ".ci/run"];

/// Finds unfinished and unsafe code.
pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let tests = files_of_tests(tree);
    let mut findings = notes(tree);
    for (path, file) in source::parsed(tree) {
        let tokens = quote::ToTokens::to_token_stream(&file);
        scan(tokens, &mut |at, window| {
            if window.first().is_some_and(|token| is_word(token, "unsafe")) {
                findings.push(Finding::new(path, at, "is `unsafe`; say it in safe Rust"));
            }
        });
        if !tests.contains(path) {
            scan(source::tokens_outside_tests(&file.items), &mut |at, window| {
                findings.extend(gives_up(window).map(|message| Finding::new(path, at, message)));
            });
        }
    }
    findings.sort_by(|a, b| (&a.path, a.line).cmp(&(&b.path, b.line)));
    findings
}

/// Finds notes as words of their own, in code and comments alike.
fn notes(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (path, text) in tree.files().filter(|(path, _)| CODE.iter().any(|end| path.ends_with(end))) {
        for (at, line) in text.lines().enumerate() {
            let comment = ["//", "#", "--", "/*"].iter().filter_map(|sign| line.find(sign)).min();
            let is_note = |word: &str| NOTES.contains(&word) && word != CODE_OR_NOTE;
            let code = words(line).find(|word| is_note(word));
            let noted = words(&line[comment.unwrap_or(line.len())..]).find(|word| *word == CODE_OR_NOTE);
            if let Some(word) = code.or(noted) {
                let message = format!("says {word}; do it, or state the limit as a fact");
                findings.push(Finding::new(path, at + 1, message));
            }
        }
    }
    findings
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !letter.is_alphanumeric() && letter != '_')
}

/// Lists the files that hold only tests and benchmarks.
fn files_of_tests(tree: &Tree) -> BTreeSet<String> {
    let crates = modules::crates(tree);
    let declared = crates.iter().flat_map(|of| &of.modules).filter(|module| module.test);
    let whole = tree.ending(".rs").map(|(path, _)| path.to_owned());
    let by_folder = |path: &String| path.split('/').any(|folder| ["tests", "benches"].contains(&folder));
    // A test module inside a file of other code must not excuse the file.
    let mixed: BTreeSet<_> = crates.iter().flat_map(|of| &of.modules).filter(|m| !m.test).map(|m| &m.file).collect();
    let own = declared.map(|module| module.file.clone()).filter(|file| !mixed.contains(file));
    own.chain(whole.filter(by_folder)).collect()
}

/// Says what gives up at the beginning of these tokens.
fn gives_up(window: &[TokenTree]) -> Option<&'static str> {
    match window {
        [dot, word, TokenTree::Group(arguments), ..]
            if is_sign(dot, '.') && is_word(word, "unwrap") && arguments.stream().is_empty() =>
        {
            Some("unwraps; pass the error on, or `expect(\"why it holds\")` where only a bug can break it")
        }
        [word, sign, TokenTree::Group(_), ..] if is_sign(sign, '!') => {
            let given_up = ["panic", "todo", "unimplemented", "dbg"].iter().any(|name| is_word(word, name));
            given_up.then_some("gives up; return an error, or `assert!` what only a bug can break")
        }
        _ => None,
    }
}

/// Shows every place of the tokens, groups included, with its line and what follows there.
fn scan(tokens: TokenStream, see: &mut impl FnMut(usize, &[TokenTree])) {
    let tokens: Vec<_> = tokens.into_iter().collect();
    for (at, token) in tokens.iter().enumerate() {
        see(token.span().start().line, &tokens[at..]);
        if let TokenTree::Group(group) = token {
            scan(group.stream(), see);
        }
    }
}

fn is_word(token: &TokenTree, word: &str) -> bool {
    matches!(token, TokenTree::Ident(found) if found == word)
}

fn is_sign(token: &TokenTree, sign: char) -> bool {
    matches!(token, TokenTree::Punct(found) if found.as_char() == sign)
}

#[test]
fn a_note_to_do_it_later_is_found_in_any_code() {
    for note in NOTES {
        let line = format!("//! A.\n// {note}: mend it.\n");
        super::planted::check_rule(
            check,
            &[("a.rs", &line), ("web/a.ts", &line), ("a.md", &line)],
            &["a.rs:2", "web/a.ts:2"],
        );
        super::planted::check_rule(check, &[("a.rs", &format!("//! A.\nconst A{note}S: u8 = 0;"))], &[]);
    }
    super::planted::check_rule(
        check,
        &[("a.rs", &format!("//! A.\nconst NO_CURRENCY: &str = \"{CODE_OR_NOTE}\";"))],
        &[],
    );
}

#[test]
fn code_that_gives_up_is_found_outside_tests_only() {
    let cases = [
        ("fn f() { g().unwrap(); }", true),
        ("fn f() { g()\n.unwrap_or(1); }", false),
        ("fn f() { println!(\"{}\", g().unwrap()); }", true),
        ("macro_rules! m { () => { x.unwrap() } }", true),
        ("fn f() { panic!(\"never\"); }", true),
        ("mod inner { fn f() { todo!(); } }", true),
        ("fn f() { dbg!(1); }", true),
        ("fn f() { g().expect(\"it holds\"); }", false),
        ("fn f(parser: Parser) { parser.unwrap(1); }", false),
        ("#[cfg(test)] mod tests { fn f() { g().unwrap(); } }", false),
        ("#[test] fn f() { g().unwrap(); panic!(); }", false),
        ("/// `g().unwrap()` is how not to do it.\nfn f() {}", false),
    ];
    for (code, found) in cases {
        let expected: &[&str] = if found { &["src/a.rs:1"] } else { &[] };
        super::planted::check_rule(check, &[("src/a.rs", code)], expected);
        super::planted::check_rule(check, &[("tests/a.rs", code)], &[]);
    }
    let files = [
        ("Cargo.toml", ""),
        ("src/lib.rs", "#[cfg(test)] mod proofs;\nmod code;"),
        ("src/proofs.rs", "fn f() { g().unwrap(); }"),
        ("src/code.rs", "fn f() { g().unwrap(); }\n#[cfg(test)] mod tests {}"),
    ];
    super::planted::check_rule(check, &files, &["src/code.rs:1"]);
}

#[test]
fn unsafe_code_is_found_in_tests_too() {
    for code in ["fn f() { unsafe { g() } }", "unsafe fn f() {}", "#[cfg(test)] mod t { unsafe impl A for B {} }"] {
        super::planted::check_rule(check, &[("tests/a.rs", code)], &["tests/a.rs:1"]);
    }
    super::planted::check_rule(check, &[("tests/a.rs", "fn f() { g(\"unsafe\") }\n// unsafe")], &[]);
}
