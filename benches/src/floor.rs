//! What is measured against: compressed rows written by hand for these questions alone, and petgraph's own graph.
//!
//! The loops know nothing of sources, vague dates, identity or budgets: no system that answers honestly can be much
//! faster than the first, and none should be slower than the second. Not here: Entente ([`crate::ours`]).

use std::collections::VecDeque;

use petgraph::Direction::{Incoming, Outgoing};
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef;

/// What the workloads need of a graph.
pub trait Peer {
    /// How many actors there are.
    fn n(&self) -> usize;
    /// Calls `f` with the other end of every tie.
    fn each<F: FnMut(u32)>(&self, v: u32, f: F);
    /// The same for ties of some kinds that begin by a day.
    fn each_if<F: FnMut(u32)>(&self, v: u32, mask: u16, until: u32, f: F);
}

/// Kind, and first day counted from 1970-01-01.
#[derive(Clone, Copy)]
pub struct Tie {
    /// Which of the kinds it is.
    pub kind: u8,
    /// From which day it holds.
    pub date: u32,
}

/// petgraph's adjacency lists.
pub struct Pet(pub DiGraph<(), Tie, u32>);

impl Pet {
    /// Adds ties one by one.
    pub fn new(n: usize, ends: &[(u32, u32)], ties: &[Tie]) -> Self {
        let mut graph = DiGraph::with_capacity(n, ties.len());
        for _ in 0..n {
            graph.add_node(());
        }
        for (&(s, d), t) in ends.iter().zip(ties) {
            graph.add_edge(NodeIndex::new(s as usize), NodeIndex::new(d as usize), *t);
        }
        Self(graph)
    }
}

impl Peer for Pet {
    fn n(&self) -> usize {
        self.0.node_count()
    }
    fn each<F: FnMut(u32)>(&self, v: u32, mut f: F) {
        for w in self.0.neighbors_undirected(NodeIndex::new(v as usize)) {
            f(w.index() as u32)
        }
    }
    fn each_if<F: FnMut(u32)>(&self, v: u32, mask: u16, until: u32, mut f: F) {
        let v = NodeIndex::new(v as usize);
        for e in self.0.edges_directed(v, Outgoing) {
            let t = e.weight();
            if mask >> t.kind & 1 == 1 && t.date <= until {
                f(e.target().index() as u32)
            }
        }
        for e in self.0.edges_directed(v, Incoming) {
            let t = e.weight();
            if mask >> t.kind & 1 == 1 && t.date <= until {
                f(e.source().index() as u32)
            }
        }
    }
}

/// Both directions in one array, packed (neighbour, kind<<26|date) beside it.
pub struct Csr {
    off: Vec<u32>,
    adj: Vec<u32>,
    meta: Vec<u32>,
    tie: Vec<u32>,
}

fn pack(t: &Tie) -> u32 {
    (t.kind as u32) << 26 | t.date
}

impl Csr {
    /// Counts, then places.
    pub fn new(n: usize, ends: &[(u32, u32)], ties: &[Tie]) -> Self {
        let mut off = vec![0u32; n + 1];
        for &(s, d) in ends {
            off[s as usize + 1] += 1;
            off[d as usize + 1] += 1
        }
        for i in 0..n {
            off[i + 1] += off[i]
        }
        let mut at = off.clone();
        let m = ends.len() * 2;
        let (mut adj, mut meta, mut tie) = (vec![0; m], vec![0; m], vec![0; m]);
        for (i, &(s, d)) in ends.iter().enumerate() {
            for (x, y) in [(s, d), (d, s)] {
                let p = at[x as usize] as usize;
                at[x as usize] += 1;
                adj[p] = y;
                meta[p] = pack(&ties[i]);
                tie[p] = i as u32;
            }
        }
        Csr { off, adj, meta, tie }
    }

    fn range(&self, v: u32) -> std::ops::Range<usize> {
        self.off[v as usize] as usize..self.off[v as usize + 1] as usize
    }

    /// Returns how many bytes the arrays take.
    pub fn bytes(&self) -> usize {
        (self.off.len() + self.adj.len() + self.meta.len() + self.tie.len()) * 4
    }
}

impl Peer for Csr {
    fn n(&self) -> usize {
        self.off.len() - 1
    }
    fn each<F: FnMut(u32)>(&self, v: u32, mut f: F) {
        for &w in &self.adj[self.range(v)] {
            f(w)
        }
    }
    fn each_if<F: FnMut(u32)>(&self, v: u32, mask: u16, until: u32, mut f: F) {
        let r = self.range(v);
        for (&w, &m) in self.adj[r.clone()].iter().zip(&self.meta[r]) {
            if mask >> (m >> 26) & 1 == 1 && m & 0x3ff_ffff <= until {
                f(w)
            }
        }
    }
}

/// Visited marks that clear in O(1).
pub struct Marks {
    at: Vec<u32>,
    now: u32,
}

impl Marks {
    /// Marks for so many actors.
    pub fn new(n: usize) -> Self {
        Marks { at: vec![0; n], now: 0 }
    }
    fn clear(&mut self) {
        self.now += 1
    }
    fn set(&mut self, v: u32) -> bool {
        let x = &mut self.at[v as usize];
        if *x == self.now {
            false
        } else {
            *x = self.now;
            true
        }
    }
    fn has(&self, v: u32) -> bool {
        self.at[v as usize] == self.now
    }
}

/// Counts the actors within `depth` ties.
pub fn hops<T: Peer>(g: &T, m: &mut Marks, seed: u32, depth: u32, filter: Option<(u16, u32)>) -> i64 {
    m.clear();
    m.set(seed);
    let mut level = vec![seed];
    let mut count = 0;
    for d in 0..depth {
        let mut next = vec![];
        for &v in &level {
            let f = |w| {
                if m.set(w) {
                    count += 1;
                    if d + 1 < depth {
                        next.push(w)
                    }
                }
            };
            match filter {
                None => g.each(v, f),
                Some((k, u)) => g.each_if(v, k, u, f),
            }
        }
        level = next;
    }
    count
}

/// Bidirectional BFS, smaller frontier first: the length, or -1.
pub fn shortest<T: Peer>(g: &T, ma: &mut Marks, mb: &mut Marks, a: u32, b: u32, filter: Option<(u16, u32)>) -> i64 {
    if a == b {
        return 0;
    }
    ma.clear();
    mb.clear();
    ma.set(a);
    mb.set(b);
    let (mut fa, mut fb, mut dist) = (vec![a], vec![b], 0);
    while !fa.is_empty() && !fb.is_empty() {
        let (f, mine, other): (&mut Vec<u32>, &mut Marks, &Marks) =
            if fa.len() <= fb.len() { (&mut fa, &mut *ma, &*mb) } else { (&mut fb, &mut *mb, &*ma) };
        dist += 1;
        let mut next = vec![];
        let mut met = false;
        for &v in f.iter() {
            let visit = |w| {
                if mine.set(w) {
                    met |= other.has(w);
                    next.push(w)
                }
            };
            match filter {
                None => g.each(v, visit),
                Some((k, u)) => g.each_if(v, k, u, visit),
            }
            if met {
                return dist;
            }
        }
        *f = next;
    }
    -1
}

/// BFS over everything: actors reached, and ties looked at.
pub fn bfs<T: Peer>(g: &T, root: u32) -> (usize, u64) {
    let mut seen = vec![false; g.n()];
    seen[root as usize] = true;
    let mut q = VecDeque::from([root]);
    let (mut reached, mut arcs) = (0, 0u64);
    while let Some(v) = q.pop_front() {
        reached += 1;
        g.each(v, |w| {
            arcs += 1;
            if !seen[w as usize] {
                seen[w as usize] = true;
                q.push_back(w)
            }
        });
    }
    (reached, arcs / 2)
}
