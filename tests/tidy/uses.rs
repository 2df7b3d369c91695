//! Which file of a crate uses which: a file uses another where it names an item that the other defines.
//!
//! Precisely: a path is followed through modules, imports and re-exports to the file that defines what it names.
//! Declaring a module is no use of it, nor is passing a name on (`pub use`), nor naming a module itself. What is
//! compiled for tests only does not count.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{TokenStream, TokenTree};
use syn::spanned::Spanned;
use syn::visit::{self, Visit};

use super::modules::{Crate, Module};

/// Where a file names something of another, first place only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Use {
    /// The line.
    pub(super) line: usize,
    /// The path as written.
    pub(super) path: String,
}

/// Returns who uses whom, with a place for each pair of files.
pub(super) fn uses(of: &Crate) -> BTreeMap<(String, String), Use> {
    let mut uses = BTreeMap::new();
    for (number, module) in of.modules.iter().enumerate().filter(|(_, module)| !module.test) {
        for named in named_paths(module) {
            let Some(Target::Item(target)) = of.resolve(number, &named.path, &mut BTreeSet::new()) else { continue };
            let target = &of.modules[target];
            if target.file != module.file && !target.test {
                let found = Use { line: named.line, path: named.path.join("::") };
                uses.entry((module.file.clone(), target.file.clone())).or_insert(found);
            }
        }
    }
    uses
}

/// What a path leads to.
#[derive(Debug, Clone, Copy)]
enum Target {
    Module(usize),
    /// Something that the module defines.
    Item(usize),
}

/// Names that are being followed, so that imports in a circle end.
type Seen = BTreeSet<(usize, String, bool)>;

impl Crate {
    /// Follows a path from a module; nothing for what other crates define.
    fn resolve(&self, from: usize, path: &[String], seen: &mut Seen) -> Option<Target> {
        let (first, rest) = path.split_first()?;
        let mut at = match first.as_str() {
            "crate" => Target::Module(0),
            "self" => Target::Module(from),
            "super" => Target::Module(self.modules[from].parent?),
            name => self.look_up(from, name, rest.is_empty(), seen)?,
        };
        for (place, name) in rest.iter().enumerate() {
            let Target::Module(module) = at else { return Some(at) };
            at = match name.as_str() {
                "super" => Target::Module(self.modules[module].parent?),
                // What is not seen there is defined by a macro.
                name => self.look_up(module, name, place + 1 == rest.len(), seen).unwrap_or(Target::Item(module)),
            };
        }
        Some(at)
    }

    /// Finds a name in a module. Before `::` a module of that name comes first, else what is defined or imported.
    fn look_up(&self, module: usize, name: &str, last: bool, seen: &mut Seen) -> Option<Target> {
        if !seen.insert((module, name.to_owned(), last)) {
            return None;
        }
        let Module { children, names, imports, .. } = &self.modules[module];
        let child = children.get(name).map(|&child| Target::Module(child));
        if child.is_some() && !last {
            return child;
        }
        if names.contains(name) {
            return Some(Target::Item(module));
        }
        let mut imported = imports.iter().filter(|import| import.name.as_deref() == Some(name));
        let found = imported.find_map(|import| self.resolve(module, &import.path, seen)).or(child);
        found.or_else(|| {
            let mut globs = imports.iter().filter(|import| import.name.is_none());
            globs.find_map(|glob| match self.resolve(module, &glob.path, seen)? {
                Target::Module(inner) => self.look_up(inner, name, last, seen),
                Target::Item(_) => None,
            })
        })
    }
}

/// A path as written somewhere.
struct Named {
    path: Vec<String>,
    line: usize,
}

/// Lists the paths that a module names: imports that it keeps to itself, and all paths in its code.
fn named_paths(module: &Module) -> Vec<Named> {
    let kept = module.imports.iter().filter(|import| !import.passes_on);
    let mut paths = Paths(kept.map(|import| Named { path: import.path.clone(), line: import.line }).collect());
    module.items.iter().for_each(|item| paths.visit_item(item));
    paths.0
}

struct Paths(Vec<Named>);

impl<'ast> Visit<'ast> for Paths {
    fn visit_path(&mut self, path: &'ast syn::Path) {
        // A path with a leading `::` begins outside the crate.
        if path.leading_colon.is_none() {
            let segments = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
            self.0.push(Named { path: segments, line: path.span().start().line });
        }
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, called: &'ast syn::Macro) {
        self.visit_path(&called.path);
        self.scan(called.tokens.clone());
    }

    fn visit_attribute(&mut self, _: &'ast syn::Attribute) {}
    fn visit_item_use(&mut self, _: &'ast syn::ItemUse) {}

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        if !super::source::is_test(&item.attrs) {
            visit::visit_impl_item_fn(self, item);
        }
    }
}

impl Paths {
    /// Reads paths out of the tokens of a macro, which are no syntax tree yet.
    fn scan(&mut self, tokens: TokenStream) {
        let tokens: Vec<_> = tokens.into_iter().collect();
        let is = |at: usize, sign| matches!(tokens.get(at), Some(TokenTree::Punct(found)) if found.as_char() == sign);
        let mut at = 0;
        while at < tokens.len() {
            match &tokens[at] {
                TokenTree::Group(group) => self.scan(group.stream()),
                // What follows a dot is a field or method, and what follows `::` begins outside the crate.
                TokenTree::Ident(first)
                    if at == 0 || !(is(at - 1, '.') || is(at - 1, ':') && at > 1 && is(at - 2, ':')) =>
                {
                    let mut named = Named { path: vec![first.to_string()], line: first.span().start().line };
                    while is(at + 1, ':') && is(at + 2, ':') {
                        let Some(TokenTree::Ident(next)) = tokens.get(at + 3) else { break };
                        named.path.push(next.to_string());
                        at += 3;
                    }
                    self.0.push(named);
                }
                _ => {}
            }
            at += 1;
        }
    }
}
