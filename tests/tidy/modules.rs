//! A crate as its tree of modules: which file each stands in, what it defines, what it imports.
//!
//! Not here: what a path leads to, and who uses whom (see [`super::uses`]).

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenTree;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{Item, UseTree, Visibility};
use toml::{Table, Value};

use super::finding::Finding;
use super::source;
use super::tree::Tree;

/// One `use` of one name.
#[derive(Debug)]
pub(super) struct Import {
    /// The path, from its first segment; of a glob, without the star.
    pub(super) path: Vec<String>,
    /// The name by which the module knows it; none for a glob.
    pub(super) name: Option<String>,
    /// Whether it is passed on to other modules.
    pub(super) passes_on: bool,
    /// Its line.
    pub(super) line: usize,
}

/// One module, in its own file or inside its parent's.
pub(super) struct Module {
    /// The module around it.
    pub(super) parent: Option<usize>,
    /// The file that it stands in.
    pub(super) file: String,
    /// Whether it is compiled for tests only.
    pub(super) test: bool,
    /// The modules that it declares.
    pub(super) children: BTreeMap<String, usize>,
    /// The names of what it defines.
    pub(super) names: BTreeSet<String>,
    /// What it imports, also inside its functions.
    pub(super) imports: Vec<Import>,
    /// Its items, without modules and tests.
    pub(super) items: Vec<Item>,
}

/// One crate: the module 0 is its root.
#[derive(Default)]
pub(super) struct Crate {
    /// The modules, parents first.
    pub(super) modules: Vec<Module>,
    /// Declared modules whose file is not found.
    pub(super) lost: Vec<Finding>,
}

/// Reads every crate of every package: libraries, binaries, tests and benchmarks.
pub(super) fn crates(tree: &Tree) -> Vec<Crate> {
    let manifests = tree.files().filter(|(path, _)| *path == "Cargo.toml" || path.ends_with("/Cargo.toml"));
    let mut roots = BTreeSet::new();
    for (path, text) in manifests {
        let folder = path.strip_suffix("Cargo.toml").unwrap_or(path);
        roots.extend(root_files(tree, folder, &text.parse().unwrap_or_default()));
    }
    roots.into_iter().map(|root| Crate::read(tree, &root)).collect()
}

/// Lists the root files of a package: those that its manifest names and those that Cargo finds by itself.
fn root_files(tree: &Tree, folder: &str, manifest: &Table) -> Vec<String> {
    let tables = ["lib", "bin", "test", "bench", "example"].into_iter().filter_map(|kind| manifest.get(kind));
    let targets = tables.flat_map(|value| value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice));
    let named = targets.filter_map(|target| target.get("path").and_then(Value::as_str)).map(str::to_owned);
    let fixed = ["src/lib.rs", "src/main.rs", "build.rs"].map(str::to_owned);
    let own = |path: &str| -> Option<String> {
        let inside = path.strip_prefix(folder)?;
        let (parent, _) = inside.rsplit_once('/')?;
        ["src/bin", "tests", "benches", "examples"].contains(&parent).then(|| inside.to_owned())
    };
    let found = tree.ending(".rs").filter_map(|(path, _)| own(path));
    let paths = named.chain(fixed).chain(found).map(|inside| format!("{folder}{inside}"));
    paths.filter(|path| tree.text(path).is_some()).collect()
}

impl Crate {
    fn read(tree: &Tree, root: &str) -> Self {
        let mut read = Self::default();
        let Some(Ok(file)) = tree.text(root).map(syn::parse_file) else { return read };
        let folder = root.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
        read.add(tree, Place { parent: None, file: root.to_owned(), folder, test: false }, file.items);
        read
    }

    /// Adds a module with all below it, and returns its number.
    fn add(&mut self, tree: &Tree, place: Place, items: Vec<Item>) -> usize {
        let number = self.modules.len();
        let mut module = Module {
            parent: place.parent,
            file: place.file.clone(),
            test: place.test,
            children: BTreeMap::new(),
            names: BTreeSet::new(),
            imports: Vec::new(),
            items: Vec::new(),
        };
        let (inner, own): (Vec<_>, Vec<_>) = items.into_iter().partition(|item| matches!(item, Item::Mod(_)));
        for item in own.into_iter().filter(|item| !source::is_test(source::attributes(item))) {
            note_names(&item, &mut module.names);
            Imports(&mut module.imports).visit_item(&item);
            module.items.push(item);
        }
        self.modules.push(module);
        for item in inner {
            let Item::Mod(item) = item else { continue };
            let name = item.ident.to_string();
            if let Some(child) = self.add_declared(tree, &place, number, item) {
                self.modules[number].children.insert(name, child);
            }
        }
        number
    }

    fn add_declared(&mut self, tree: &Tree, around: &Place, parent: usize, item: syn::ItemMod) -> Option<usize> {
        let (name, line) = (item.ident.to_string(), item.ident.span().start().line);
        let test = around.test || source::is_test(&item.attrs);
        let folder = if around.folder.is_empty() { name.clone() } else { format!("{}/{name}", around.folder) };
        if let Some((_, items)) = item.content {
            let place = Place { parent: Some(parent), file: around.file.clone(), folder, test };
            return Some(self.add(tree, place, items));
        }
        let candidates = [format!("{folder}.rs"), format!("{folder}/mod.rs")];
        let Some(file) = candidates.iter().find(|path| tree.text(path).is_some()) else {
            let message = format!("declares `{name}`, whose file is neither {} nor {}", candidates[0], candidates[1]);
            self.lost.push(Finding::new(&around.file, line, message));
            return None;
        };
        let parsed = syn::parse_file(tree.text(file)?).ok()?;
        let place = Place { parent: Some(parent), file: file.clone(), folder, test };
        Some(self.add(tree, place, parsed.items))
    }
}

/// Where a module stands, and the folder in which its children's files are looked for.
struct Place {
    parent: Option<usize>,
    file: String,
    folder: String,
    test: bool,
}

/// Notes what an item defines. What the call of a macro defines cannot be known: every capitalised name is taken.
fn note_names(item: &Item, names: &mut BTreeSet<String>) {
    let name = match item {
        Item::Const(item) => &item.ident,
        Item::Enum(item) => &item.ident,
        Item::Fn(item) => &item.sig.ident,
        Item::Static(item) => &item.ident,
        Item::Struct(item) => &item.ident,
        Item::Trait(item) => &item.ident,
        Item::TraitAlias(item) => &item.ident,
        Item::Type(item) => &item.ident,
        Item::Union(item) => &item.ident,
        Item::Macro(syn::ItemMacro { ident: Some(ident), .. }) => ident,
        Item::Macro(item) => {
            let words = item.mac.tokens.clone().into_iter().filter_map(|token| match token {
                TokenTree::Ident(word) => Some(word.to_string()),
                _ => None,
            });
            names.extend(words.filter(|word| word.starts_with(char::is_uppercase)));
            return;
        }
        _ => return,
    };
    names.insert(name.to_string());
}

/// Collects imports, those inside functions too.
struct Imports<'a>(&'a mut Vec<Import>);

impl<'ast> Visit<'ast> for Imports<'_> {
    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        let passes_on = !matches!(item.vis, Visibility::Inherited);
        self.add(&item.tree, &mut Vec::new(), passes_on);
        visit::visit_item_use(self, item);
    }
}

impl Imports<'_> {
    fn add(&mut self, tree: &UseTree, before: &mut Vec<String>, passes_on: bool) {
        let line = tree.span().start().line;
        let (last, name) = match tree {
            UseTree::Path(path) => {
                before.push(path.ident.to_string());
                self.add(&path.tree, before, passes_on);
                before.pop();
                return;
            }
            UseTree::Group(group) => return group.items.iter().for_each(|tree| self.add(tree, before, passes_on)),
            UseTree::Glob(_) => (None, None),
            UseTree::Name(name) => (Some(name.ident.to_string()), Some(name.ident.to_string())),
            UseTree::Rename(rename) => (Some(rename.ident.to_string()), Some(rename.rename.to_string())),
        };
        let path: Vec<_> = before.iter().cloned().chain(last.filter(|last| last != "self")).collect();
        // `use a::{self}` imports `a` by its own name.
        let name = name.and_then(|name| if name == "self" { path.last().cloned() } else { Some(name) });
        self.0.push(Import { path, name, passes_on, line });
    }
}

#[test]
fn files_are_found_where_rust_looks_for_them() {
    let tree = Tree::of(&[
        ("a/Cargo.toml", ""),
        ("a/src/lib.rs", "mod one;\nmod two;\nmod lost;\nmod inside { mod deep; }"),
        ("a/src/one.rs", "mod below;\n#[cfg(test)]\nmod proofs;"),
        ("a/src/one/below.rs", ""),
        ("a/src/one/proofs.rs", "mod further;"),
        ("a/src/one/proofs/further.rs", ""),
        ("a/src/two/mod.rs", "mod beside;"),
        ("a/src/two/beside.rs", ""),
        ("a/src/inside/deep.rs", ""),
        ("a/tests/whole.rs", ""),
        ("a/elsewhere.rs", ""),
    ]);
    let crates = crates(&tree);
    let files = |of: &Crate, test| -> Vec<_> {
        of.modules.iter().filter(|module| module.test == test).map(|module| module.file.replace("a/src/", "")).collect()
    };
    let expected = ["lib.rs", "one.rs", "one/below.rs", "two/mod.rs", "two/beside.rs", "lib.rs", "inside/deep.rs"];
    assert_eq!(files(&crates[0], false), expected);
    assert_eq!(files(&crates[0], true), ["one/proofs.rs", "one/proofs/further.rs"]);
    assert_eq!(crates[0].lost.iter().map(Finding::place).collect::<Vec<_>>(), ["a/src/lib.rs:3"]);
    assert_eq!(files(&crates[1], false), ["a/tests/whole.rs"]);
    assert_eq!(crates.len(), 2);
}
