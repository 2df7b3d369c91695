//! A crate depends only on crates below it (docs/architecture.md, "Crates"): a crate exists to forbid a dependency.

use toml::{Table, Value};

use super::finding::Finding;
use super::tree::Tree;

/// What each crate may depend on among ours; nothing depends on `benches` and `tests`.
const ARROWS: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("graph", &["model"]),
    ("store", &["model"]),
    ("formats", &["model"]),
    ("engine", &["model", "graph", "store"]),
    ("graphql", &["model", "engine", "graph"]),
    ("server", &["model", "engine", "graphql", "formats"]),
    ("cli", LIBRARIES),
    ("benches", EVERYTHING),
    ("tests", EVERYTHING),
];

const LIBRARIES: &[&str] = &["model", "graph", "store", "formats", "engine", "graphql", "server"];
const EVERYTHING: &[&str] = &["model", "graph", "store", "formats", "engine", "graphql", "server", "cli"];

/// Finds dependencies between our crates that the design does not draw, tests and build scripts included.
pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    tree.ending("/Cargo.toml").flat_map(|(path, text)| check_manifest(path, text)).collect()
}

fn check_manifest(path: &str, text: &str) -> Vec<Finding> {
    let manifest: Table = match text.parse() {
        Ok(manifest) => manifest,
        Err(error) => return vec![Finding::new(path, 1, format!("is no manifest: {error}"))],
    };
    let package = manifest.get("package").and_then(|package| package.get("name")).and_then(Value::as_str);
    let Some(own) = package.and_then(|name| name.strip_prefix("entente-")) else {
        return vec![Finding::new(path, 1, "name the package `entente-…`, as all of ours are")];
    };
    let Some((_, allowed)) = ARROWS.iter().find(|(name, _)| *name == own) else {
        return vec![Finding::new(path, 1, format!("give `{own}` its row in tests/tidy/arrows.rs and in the map"))];
    };
    let mut used: Vec<_> =
        dependencies(&manifest).into_iter().filter(|name| !allowed.contains(&name.as_str())).collect();
    used.sort();
    used.dedup();
    used.into_iter()
        .map(|name| {
            let line = text.lines().position(|line| line.contains(&format!("entente-{name}"))).map_or(1, |at| at + 1);
            let message = format!("`{own}` must not depend on `{name}`: only on {allowed:?}; move the code down or up");
            Finding::new(path, line, message)
        })
        .collect()
}

/// Lists our crates that a manifest names in any table of dependencies, also below `target`, without their prefix.
fn dependencies(table: &Table) -> Vec<String> {
    let mut names = Vec::new();
    for (key, value) in table {
        let Some(inner) = value.as_table() else { continue };
        if key.ends_with("dependencies") {
            let package = |(name, value): (&String, &Value)| {
                value.get("package").and_then(Value::as_str).unwrap_or(name).strip_prefix("entente-").map(str::to_owned)
            };
            names.extend(inner.iter().filter_map(package));
        } else {
            names.extend(dependencies(inner));
        }
    }
    names
}

#[test]
fn an_arrow_that_points_up_is_found_in_every_kind_of_dependency() {
    let manifest = |table: &str| format!("[package]\nname = \"entente-graph\"\n[{table}]\nentente-model = 1\n");
    for table in ["dependencies", "dev-dependencies", "build-dependencies", "target.'cfg(unix)'.dependencies"] {
        let sound = manifest(table);
        let broken = format!("{sound}entente-engine.workspace = true\n");
        let renamed = format!("{sound}machine = {{ package = \"entente-engine\", path = \"..\" }}\n");
        super::planted::check_rule(check, &[("crates/entente-graph/Cargo.toml", &sound)], &[]);
        super::planted::check_rule(
            check,
            &[("crates/entente-graph/Cargo.toml", &broken)],
            &["crates/entente-graph/Cargo.toml:5"],
        );
        super::planted::check_rule(
            check,
            &[("crates/entente-graph/Cargo.toml", &renamed)],
            &["crates/entente-graph/Cargo.toml:5"],
        );
    }
    super::planted::check_rule(
        check,
        &[("crates/x/Cargo.toml", "[package]\nname = \"entente-x\"")],
        &["crates/x/Cargo.toml:1"],
    );
}

#[test]
fn the_arrows_have_no_cycle() {
    // Each row names only rows above it; the last two are what everything leads to.
    for (at, (name, below)) in ARROWS.iter().enumerate().take(ARROWS.len() - 2) {
        let above: Vec<_> = ARROWS[..at].iter().map(|(name, _)| *name).collect();
        assert!(below.iter().all(|other| above.contains(other)), "{name} points up");
    }
}
