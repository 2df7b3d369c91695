//! The paths that the documents name exist, so that a reader who follows one arrives.
//!
//! Read are the links and the code spans of every Markdown file, outside fenced blocks: those show commands and their
//! output. Not here: addresses on the web, which no test may ask.

use std::collections::BTreeSet;

use super::finding::Finding;
use super::tree::Tree;

/// What is made by the build, and so is not in the repository.
const BUILT: &[&str] = &["target", "web/graphiql/dist", "web/graphiql/node_modules"];

/// Finds links and code spans that look like paths of the repository and lead nowhere.
pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let roots: BTreeSet<_> =
        tree.files().filter_map(|(path, _)| path.split_once('/')).map(|(folder, _)| folder).collect();
    let mut findings = Vec::new();
    for (path, text) in tree.ending(".md") {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        for (line, text) in prose(text) {
            let links = links(text).filter(|link| !arrives(tree, folder, link));
            let spans = spans(text).filter(|span| looks_like_path(&roots, span));
            let broken = links.chain(spans.filter(|span| !arrives(tree, "", span) && !arrives(tree, folder, span)));
            let message = |lost| format!("names `{lost}`, which does not exist; correct the path or take it away");
            findings.extend(broken.map(|lost| Finding::new(path, line, message(lost))));
        }
    }
    findings
}

/// Lists the lines outside fenced blocks, with their numbers.
fn prose(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut fenced = false;
    text.lines().enumerate().filter_map(move |(at, line)| {
        let fence = line.trim_start().starts_with("```");
        fenced ^= fence;
        (!fenced && !fence).then_some((at + 1, line))
    })
}

/// Lists the targets of links that stay in the repository, without their anchors.
fn links(line: &str) -> impl Iterator<Item = &str> {
    let targets = line.split("](").skip(1).filter_map(|rest| rest.split([')', ' ']).next());
    let inside = targets.filter(|target| !target.contains("://") && !target.starts_with("mailto:"));
    inside.filter_map(|target| target.split('#').next()).filter(|target| !target.is_empty())
}

/// Lists the code spans.
fn spans(line: &str) -> impl Iterator<Item = &str> {
    line.split('`').skip(1).step_by(2)
}

/// Says whether a code span is a path of the repository: it begins with a folder of the root, or is a file of a kind
/// that only a repository has.
fn looks_like_path(roots: &BTreeSet<&str>, span: &str) -> bool {
    // A pattern, as `measure/<name>.rs`, and a command with its arguments are no paths.
    let plain = span.chars().all(|letter| letter.is_ascii_alphanumeric() || "._-/".contains(letter));
    let (first, below) = span.split_once('/').map_or((span, ""), |(first, below)| (first, below));
    plain && (!below.is_empty() && roots.contains(first) || span.ends_with(".md") || span == "Cargo.toml")
}

/// Says whether a path leads somewhere from a folder.
fn arrives(tree: &Tree, folder: &str, path: &str) -> bool {
    let (start, path) = path.strip_prefix('/').map_or((folder, path), |rest| ("", rest));
    let mut parts: Vec<&str> = start.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                if parts.pop().is_none() {
                    return false;
                }
            }
            part => parts.push(part),
        }
    }
    let path = parts.join("/");
    let built = |folder: &str| path.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    tree.has(&path) || BUILT.iter().any(|folder| built(folder))
}

#[test]
fn a_path_that_leads_nowhere_is_found() {
    let check_line = |line: &str, found: bool| {
        let text = format!("# Title\n{line}\n");
        let files = [("docs/a.md", text.as_str()), ("docs/b.md", ""), ("data/actors.csv", ""), ("Cargo.toml", "")];
        let expected: &[&str] = if found { &["docs/a.md:2"] } else { &[] };
        super::planted::check_rule(check, &files, expected);
    };
    let sound = [
        "[b](b.md)",
        "[b](b.md#part)",
        "[b](./b.md)",
        "[b](../data/actors.csv)",
        "[b](/data)",
        "[top](#title)",
        "[web](https://example.org/docs/none.md)",
        "`data/actors.csv`",
        "`data/`",
        "`b.md`",
        "`docs/b.md`",
        "`target/release/entente`",
        "`data/<name>.csv`",
        "`make serve`",
        "`and/or`",
        "`out.csv`",
        "`Cargo.toml`",
    ];
    let broken = [
        "[b](c.md)",
        "[b](../b.md)",
        "[b](../../b.md)",
        "see [b](b.md) and [c](c.md)",
        "`data/none.csv`",
        "`c.md`",
        "`docs/c/b.md`",
        "[b](b.md/c)",
    ];
    sound.into_iter().for_each(|line| check_line(line, false));
    broken.into_iter().for_each(|line| check_line(line, true));
    super::planted::check_rule(check, &[("a.md", "```\n`a/none`\n```\n[b](b.md)"), ("a/b", "")], &["a.md:4"]);
}
