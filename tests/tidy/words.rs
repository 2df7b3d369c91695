//! Words that stand nowhere in the repository: hosts of package registries and networks that serve their files, which
//! each builder's own settings choose, and paths of somebody's machine, which nobody else has.

use super::finding::Finding;
use super::tree::Tree;

/// Hosts. They are put together here, or this file would break its own rule.
const HOSTS: &[&str] = &[
    concat!("crates", ".io"),
    concat!("docker", ".io"),
    concat!("esm", ".sh"),
    concat!("jsdelivr", ".net"),
    concat!("npmjs", ".com"),
    concat!("npmjs", ".org"),
    concat!("proxy.golang", ".org"),
    concat!("pypi", ".org"),
    concat!("pythonhosted", ".org"),
    concat!("rubygems", ".org"),
    concat!("skypack", ".dev"),
    concat!("unpkg", ".com"),
    concat!("yarnpkg", ".com/"),
];

/// Paths outside the repository.
const PLACES: &[&str] =
    &[concat!("..", "/shared"), concat!("/wo", "rk/"), concat!(".lib", "rary"), concat!("/ro", "ot/")];

/// What Cargo writes into every lock file for a crate from its default registry: a repository's name, and no host.
const INDEX_NAME: &str = concat!("github.com/rust-lang/", "crates", ".io-index");

/// Finds such words, in whatever case, as words of their own: the path of a web page may hold the letters.
pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (path, text) in tree.files() {
        for (at, line) in text.lines().enumerate() {
            let line = if path.ends_with("Cargo.lock") { line.replace(INDEX_NAME, "") } else { line.to_owned() };
            let line = line.to_ascii_lowercase();
            let host = HOSTS.iter().find(|word| stands_alone(&line, word));
            let place = PLACES.iter().find(|word| stands_alone(&line, word));
            let said = host.map(|word| format!("names the host `{word}`; leave hosts to the builder's own settings"));
            let said = said.or(place.map(|word| format!("names `{word}`, which no other machine has; say it without")));
            findings.extend(said.map(|message| Finding::new(path, at + 1, message)));
        }
    }
    findings
}

/// Says whether the word occurs and is not the end of a longer one.
fn stands_alone(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(at, _)| !line[..at].ends_with(|before: char| before.is_alphanumeric()))
}

#[test]
fn a_host_and_a_path_of_a_machine_are_found_in_any_file() {
    let host = HOSTS[0];
    let (sibling, folder) = (PLACES[0], PLACES[1]);
    let place = |line: String, found: bool| {
        let expected: &[&str] = if found { &["a.txt:2"] } else { &[] };
        super::planted::check_rule(check, &[("a.txt", &format!("first\n{line}\n"))], expected);
    };
    for host in HOSTS {
        place(format!("\"resolved\": \"https://{host}/graphiql\""), true);
    }
    for path in PLACES {
        place(format!("see `{path}x`"), true);
    }
    place(format!("https://static.{}/x", host.to_ascii_uppercase()), true);
    place(format!("see {sibling}/notes.md"), true);
    place(format!("cd {folder}main"), true);
    place(format!("https://example.org/our{folder}2024"), false);
    place(format!("source = \"registry+https://{INDEX_NAME}\""), true);
    let lock = format!("source = \"registry+https://{INDEX_NAME}\"\n# {host}");
    super::planted::check_rule(check, &[("Cargo.lock", &lock)], &["Cargo.lock:2"]);
}
