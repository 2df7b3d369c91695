//! Who is asked: one graph in all its forms. Not here: building and asking them.

use entente_graph::Network;

use crate::floor::{Csr, Pet};

/// The floor, and petgraph's lists where they are wanted.
pub struct Peers {
    /// The floor.
    pub csr: Csr,
    /// petgraph's lists.
    pub lists: Option<Pet>,
}

/// The graph in all its forms.
pub struct Rivals {
    /// Entente's network.
    pub network: Network,
    /// The others, told kinds and days.
    pub by_kind: Peers,
    /// The others, told statuses where they look for kinds: their filter asks one word for two things, and needs no
    /// other loop.
    pub by_status: Peers,
}
