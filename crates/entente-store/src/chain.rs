//! The hash chain that makes a later alteration of the log visible, as BLAKE3 over length-prefixed fields.
//!
//! A revision's hash covers the hash before it, its own row, and of each change the hash of the body, not the body: a
//! body can be blanked later and the chain still holds. Not here: the walk along the chain (see [`crate::audit`]).

use std::fmt;
use std::ops::Deref;

/// A BLAKE3 hash, written as 64 hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Digest(blake3::Hash);

impl Digest {
    /// The hash of the empty store, from which the chain starts.
    pub const START: Self = Self(blake3::Hash::from_bytes([0; 32]));

    /// Parses 64 hexadecimal digits.
    pub fn parse(hex: &str) -> Option<Self> {
        blake3::Hash::from_hex(hex).ok().map(Self)
    }

    /// Returns the bytes.
    pub fn bytes(&self) -> [u8; 32] {
        *self.0.as_bytes()
    }

    /// Hashes the body of a record.
    pub(crate) fn of_body(body: &[u8]) -> Self {
        Self(blake3::hash(body))
    }

    /// Returns the digits without a place on the heap: a bulk commit writes one hash a row.
    pub(crate) fn hex(self) -> impl Deref<Target = str> {
        self.0.to_hex()
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.hex())
    }
}

/// Hashes the changes of one commit as they come.
pub(crate) struct Content {
    hasher: blake3::Hasher,
    changes: u64,
}

impl Content {
    pub(crate) fn new() -> Self {
        Self { hasher: blake3::Hasher::new_derive_key("entente store, changes of a commit, version 1"), changes: 0 }
    }

    /// Takes in the next change. Its place in the commit is how many came before it.
    pub(crate) fn push(&mut self, noun: &str, id: &str, operation: &str, body: Option<Digest>) {
        self.hasher.update(&self.changes.to_le_bytes());
        field(&mut self.hasher, noun);
        field(&mut self.hasher, id);
        field(&mut self.hasher, operation);
        optional(&mut self.hasher, body.as_ref().map(|digest| digest.0.as_bytes().as_slice()));
        self.changes += 1;
    }

    pub(crate) fn digest(&self) -> Digest {
        Digest(self.hasher.finalize())
    }
}

/// Hashes what a client asked for, by which the same request is known again. The time is no part of it: who asks again
/// asks later.
pub(crate) fn request(note: &str, content: Digest) -> Digest {
    let mut hasher = blake3::Hasher::new_derive_key("entente store, request of a client, version 1");
    field(&mut hasher, note);
    hasher.update(content.0.as_bytes());
    Digest(hasher.finalize())
}

/// What the hash of a revision covers beside the changes.
pub(crate) struct Link<'a> {
    pub(crate) previous: Digest,
    pub(crate) revision: u64,
    pub(crate) at_us: i64,
    pub(crate) principal: &'a str,
    pub(crate) client_key: Option<&'a str>,
    pub(crate) note: &'a str,
    pub(crate) content: Digest,
}

impl Link<'_> {
    pub(crate) fn digest(&self) -> Digest {
        let mut hasher = blake3::Hasher::new_derive_key("entente store, link of the chain, version 1");
        hasher.update(self.previous.0.as_bytes());
        hasher.update(&self.revision.to_le_bytes());
        hasher.update(&self.at_us.to_le_bytes());
        field(&mut hasher, self.principal);
        optional(&mut hasher, self.client_key.map(str::as_bytes));
        field(&mut hasher, self.note);
        hasher.update(self.content.0.as_bytes());
        Digest(hasher.finalize())
    }
}

/// A hash over the fields of a row, in their order.
pub(crate) struct Hashed(blake3::Hasher);

impl Hashed {
    /// Begins a hash that no other sort of row can have.
    pub(crate) fn new(sort: &'static str) -> Self {
        Self(blake3::Hasher::new_derive_key(sort))
    }

    pub(crate) fn text(&mut self, text: &str) -> &mut Self {
        field(&mut self.0, text);
        self
    }

    pub(crate) fn maybe_text(&mut self, text: Option<&str>) -> &mut Self {
        optional(&mut self.0, text.map(str::as_bytes));
        self
    }

    pub(crate) fn number(&mut self, number: i64) -> &mut Self {
        self.0.update(&number.to_le_bytes());
        self
    }

    pub(crate) fn maybe(&mut self, number: Option<i64>) -> &mut Self {
        optional(&mut self.0, number.map(i64::to_le_bytes).as_ref().map(<[u8; 8]>::as_slice));
        self
    }

    pub(crate) fn digest(&self) -> Digest {
        Digest(self.0.finalize())
    }
}

/// The length goes first, so that no two lists of fields run together into the same bytes.
fn field(hasher: &mut blake3::Hasher, text: &str) {
    hasher.update(&(text.len() as u64).to_le_bytes());
    hasher.update(text.as_bytes());
}

fn optional(hasher: &mut blake3::Hasher, bytes: Option<&[u8]>) {
    match bytes {
        None => {
            hasher.update(&[0]);
        }
        Some(bytes) => {
            hasher.update(&[1]);
            hasher.update(&(bytes.len() as u64).to_le_bytes());
            hasher.update(bytes);
        }
    }
}
