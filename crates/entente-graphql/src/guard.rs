//! A look at a document before anything walks it: how many selections it spreads to, how deep, with how many aliases.
//!
//! Each fragment is measured once, so that a document whose fragments double each other costs linear time here, and is
//! refused before the schema's own checks, which walk every spread, see it.

use std::collections::HashMap;

use async_graphql::parser::types::{ExecutableDocument, Selection, SelectionSet};
use async_graphql::{Name, Positioned};
use entente_model::limits::Limits;

/// How large a document is once its fragments are spread.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Size {
    /// The selections.
    pub nodes: u64,
    /// The levels of fields.
    pub depth: usize,
    /// The aliases.
    pub aliases: u64,
}

/// Why a document is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TooComplex {
    /// It spreads to too many selections.
    #[error("the document spreads to {found} selections; at most {max} are allowed")]
    Nodes {
        /// How many it spreads to.
        found: u64,
        /// The limit.
        max: u64,
    },
    /// It is too deep.
    #[error("the document is {found} levels deep; at most {max} are allowed")]
    Depth {
        /// How deep it is.
        found: usize,
        /// The limit.
        max: usize,
    },
    /// It has too many aliases.
    #[error("the document has {found} aliases; at most {max} are allowed")]
    Aliases {
        /// How many it has.
        found: u64,
        /// The limit.
        max: u64,
    },
    /// Its brackets are nested too deep to be parsed.
    #[error("the document nests brackets more than {max} deep")]
    Nesting {
        /// The limit.
        max: usize,
    },
    /// A fragment spreads itself.
    #[error("the fragment `{0}` spreads itself")]
    Cycle(String),
}

enum Seen {
    Open,
    Measured(Size),
}

/// Holds the nesting of brackets in a text against the limit, before a parser follows it down.
///
/// Strings and comments are passed over.
///
/// # Errors
/// [`TooComplex::Nesting`] where brackets are nested too deep.
///
/// # Complexity
/// Time **O(n)** in the length of the text, memory **O(1)**.
pub fn check_nesting(text: &str, limits: &Limits) -> Result<(), TooComplex> {
    // Each level of fields may carry arguments with objects and lists of their own.
    let max = 2 * limits.document_depth_max;
    let mut rest = text;
    let mut depth = 0_usize;
    while let Some(c) = rest.chars().next() {
        let passed = match c {
            '#' => rest.find('\n').unwrap_or(rest.len()),
            '"' => string_length(rest),
            '{' | '[' | '(' => {
                depth += 1;
                1
            }
            '}' | ']' | ')' => {
                depth = depth.saturating_sub(1);
                1
            }
            c => c.len_utf8(),
        };
        if depth > max {
            return Err(TooComplex::Nesting { max });
        }
        rest = &rest[passed..];
    }
    Ok(())
}

/// Returns how many bytes the string at the beginning of a text has, its quotation marks included.
fn string_length(text: &str) -> usize {
    if let Some(block) = text.strip_prefix("\"\"\"") {
        let mut from = 0;
        while let Some(at) = block[from..].find("\"\"\"") {
            let end = from + at;
            if !block[..end].ends_with('\\') {
                return 3 + end + 3;
            }
            from = end + 3;
        }
        return text.len();
    }
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            '\n' => return at,
            _ => {}
        }
    }
    text.len()
}

/// Measures a document and holds it against the limits.
///
/// # Errors
/// [`TooComplex`] where it goes beyond one of them.
///
/// # Complexity
/// Time **O(n)** in the length of the document.
pub fn check(document: &ExecutableDocument, limits: &Limits) -> Result<Size, TooComplex> {
    let mut guard = Guard { document, seen: HashMap::new() };
    let mut whole = Size::default();
    for (_, operation) in document.operations.iter() {
        let size = guard.measure(&operation.node.selection_set)?;
        whole.nodes = whole.nodes.saturating_add(size.nodes);
        whole.aliases = whole.aliases.saturating_add(size.aliases);
        whole.depth = whole.depth.max(size.depth);
    }
    if whole.nodes > limits.document_nodes_max {
        return Err(TooComplex::Nodes { found: whole.nodes, max: limits.document_nodes_max });
    }
    if whole.depth > limits.document_depth_max {
        return Err(TooComplex::Depth { found: whole.depth, max: limits.document_depth_max });
    }
    if whole.aliases > limits.document_aliases_max {
        return Err(TooComplex::Aliases { found: whole.aliases, max: limits.document_aliases_max });
    }
    Ok(whole)
}

struct Guard<'d> {
    document: &'d ExecutableDocument,
    seen: HashMap<&'d Name, Seen>,
}

impl<'d> Guard<'d> {
    fn measure(&mut self, set: &'d Positioned<SelectionSet>) -> Result<Size, TooComplex> {
        let mut total = Size::default();
        for selection in &set.node.items {
            let (inner, own_level) = match &selection.node {
                Selection::Field(field) => {
                    total.aliases += u64::from(field.node.alias.is_some());
                    (self.measure(&field.node.selection_set)?, 1)
                }
                Selection::InlineFragment(fragment) => (self.measure(&fragment.node.selection_set)?, 0),
                Selection::FragmentSpread(spread) => (self.fragment(&spread.node.fragment_name.node)?, 0),
            };
            total.nodes = total.nodes.saturating_add(1).saturating_add(inner.nodes);
            total.aliases = total.aliases.saturating_add(inner.aliases);
            total.depth = total.depth.max(inner.depth + own_level);
        }
        Ok(total)
    }

    fn fragment(&mut self, name: &'d Name) -> Result<Size, TooComplex> {
        match self.seen.get(name) {
            Some(Seen::Open) => return Err(TooComplex::Cycle(name.to_string())),
            Some(Seen::Measured(size)) => return Ok(*size),
            None => {}
        }
        // An unknown fragment is left to validation, which names it.
        let Some(fragment) = self.document.fragments.get(name) else { return Ok(Size::default()) };
        self.seen.insert(name, Seen::Open);
        let size = self.measure(&fragment.node.selection_set)?;
        self.seen.insert(name, Seen::Measured(size));
        Ok(size)
    }
}
