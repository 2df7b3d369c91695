//! Prints how fast and how large Entente's network is, as ratios against the floor and petgraph in the same run.

pub mod clock;
pub mod floor;
pub mod ours;
pub mod rmat;
pub mod search;

use clap::Parser;

use rmat::{Graph, Size};

/// Measures searches on random graphs beside hand-written rows and petgraph.
#[derive(Parser)]
struct Arguments {
    /// How large the graph is.
    #[arg(long, value_enum, default_value = "m")]
    size: Size,
    /// How many agreements in a hundred have 10 to 200 actors.
    #[arg(long, default_value_t = 0)]
    large: u32,
    /// How often everything is asked.
    #[arg(long, default_value_t = 5)]
    rounds: usize,
    /// Leaves petgraph out.
    #[arg(long)]
    without_petgraph: bool,
}

fn main() {
    let arguments = Arguments::parse();
    let (graph, seconds) = clock::clock(|| Graph::of(arguments.size, arguments.large));
    eprintln!("made {} agreements of {} actors in {seconds:.1} s", graph.agreements.len(), graph.actors);
    search::compare(&graph, arguments.rounds, !arguments.without_petgraph);
}
