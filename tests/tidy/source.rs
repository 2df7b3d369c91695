//! Rust files, parsed: their functions, and which items are tests. Not here: how files make up a crate.

use quote::ToTokens;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{Attribute, Item, Meta};

use super::tree::Tree;

/// Lists the Rust files that can be parsed; [`super::budget`] reports the others.
pub(super) fn parsed(tree: &Tree) -> impl Iterator<Item = (&str, syn::File)> {
    tree.ending(".rs").filter_map(|(path, text)| syn::parse_file(text).ok().map(|file| (path, file)))
}

/// One function or method.
#[derive(Debug)]
pub(super) struct Function {
    /// Its name.
    pub(super) name: String,
    /// The line of its signature.
    pub(super) line: usize,
    /// From its signature to its closing brace, both counted; documentation and attributes are not.
    pub(super) lines: usize,
}

/// Lists the functions and methods that have a body.
pub(super) fn functions(file: &syn::File) -> Vec<Function> {
    let mut functions = Functions(Vec::new());
    functions.visit_file(file);
    functions.0
}

struct Functions(Vec<Function>);

impl Functions {
    fn note(&mut self, signature: &syn::Signature, body: &syn::Block) {
        let line = signature.span().start().line;
        let lines = body.span().end().line - line + 1;
        self.0.push(Function { name: signature.ident.to_string(), line, lines });
    }
}

impl<'ast> Visit<'ast> for Functions {
    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        self.note(&item.sig, &item.block);
        visit::visit_item_fn(self, item);
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        self.note(&item.sig, &item.block);
        visit::visit_impl_item_fn(self, item);
    }

    fn visit_trait_item_fn(&mut self, item: &'ast syn::TraitItemFn) {
        if let Some(body) = &item.default {
            self.note(&item.sig, body);
        }
        visit::visit_trait_item_fn(self, item);
    }
}

/// Says whether attributes make their item part of the tests: `#[test]`, `#[tokio::test]`, `#[cfg(test)]`,
/// `#[cfg(all(test, …))]`.
pub(super) fn is_test(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| match &attribute.meta {
        Meta::List(list) if list.path.is_ident("cfg") => {
            let condition = list.tokens.to_string();
            condition == "test" || condition.replace(' ', "").starts_with("all(test,")
        }
        meta => meta.path().segments.last().is_some_and(|last| last.ident == "test"),
    })
}

/// Returns the attributes of an item of any kind.
pub(super) fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::ExternCrate(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::ForeignMod(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Macro(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        Item::TraitAlias(item) => &item.attrs,
        Item::Type(item) => &item.attrs,
        Item::Union(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    }
}

/// Returns the tokens of the items that are no tests; a module's items are judged one by one.
pub(super) fn tokens_outside_tests(items: &[Item]) -> proc_macro2::TokenStream {
    let mut tokens = proc_macro2::TokenStream::new();
    for item in items.iter().filter(|item| !is_test(attributes(item))) {
        match item {
            Item::Mod(module) if module.content.is_some() => {
                let inner = module.content.as_ref().map_or(&[][..], |(_, items)| items.as_slice());
                tokens.extend(tokens_outside_tests(inner));
            }
            item => item.to_tokens(&mut tokens),
        }
    }
    tokens
}

#[test]
fn every_body_is_measured_wherever_it_stands() {
    let text = "/// Doc.\n#[inline]\nfn a() {\n}\nimpl X {\n fn b() {}\n}\ntrait T {\n fn c();\n fn d() {\n\n }\n}\nmod m {\n fn e() {\n  fn f() {}\n }\n}";
    let file = syn::parse_file(text).expect("the example is Rust");
    let found: Vec<_> = functions(&file).into_iter().map(|f| (f.name, f.line, f.lines)).collect();
    let expected = [("a", 3, 2), ("b", 6, 1), ("d", 10, 3), ("e", 15, 3), ("f", 16, 1)];
    assert_eq!(found, expected.map(|(name, line, lines)| (name.to_owned(), line, lines)));
}

#[test]
fn only_tests_are_taken_for_tests() {
    let cases = [
        ("#[test] fn a() {}", true),
        ("#[tokio::test(start_paused = true)] async fn a() {}", true),
        ("#[cfg(test)] mod a {}", true),
        ("#[cfg(all(test, unix))] mod a {}", true),
        ("#[cfg(not(test))] mod a {}", false),
        ("#[cfg(feature = \"test\")] mod a {}", false),
        ("#[derive(Debug)] struct A;", false),
    ];
    for (text, expected) in cases {
        let item: Item = syn::parse_str(text).expect("the example is Rust");
        assert_eq!(is_test(attributes(&item)), expected, "{text}");
    }
}
