//! Prints how fast and how large Entente's network is, as ratios against the floor and petgraph in the same run.

pub mod clock;
pub mod floor;
pub mod network;
pub mod ours;
pub mod rmat;
pub mod search;
pub mod shape;
pub mod table;
pub mod workload;

use clap::Parser;

use rmat::{Graph, Size};
use table::Table;

/// Measures Entente's network on random graphs beside hand-written rows and petgraph, in one run and one table.
#[derive(Parser)]
pub struct Arguments {
    /// How large the graphs are.
    #[arg(long, value_enum, ignore_case = true, default_value = "m")]
    size: Size,
    /// How often everything is asked, after a round that warms up.
    #[arg(long, default_value_t = 5)]
    rounds: usize,
    /// How many agreements in a hundred have 10 to 200 actors: one graph for each number.
    #[arg(long, value_delimiter = ',', default_value = "0,1")]
    large: Vec<u32>,
    /// Asks only the questions whose name contains this.
    #[arg(long, default_value = "")]
    only: String,
    /// Leaves petgraph out.
    #[arg(long)]
    without_petgraph: bool,
}

fn main() {
    let arguments = Arguments::parse();
    let mut table = Table::default();
    for &large in &arguments.large {
        let name = if large == 0 { "bilateral".to_owned() } else { format!("{large} % large") };
        let (graph, seconds) = clock::clock(|| Graph::of(arguments.size, large));
        eprintln!("{name}: made in {seconds:.1} s; {}", shape::Shape::of(&graph));
        network::measure(&graph, &name, &arguments, &mut table);
    }
    println!("{table}");
}
