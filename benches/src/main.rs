//! Prints how fast and how large Entente's network is, as ratios against the floor and petgraph in the same run.

pub mod arguments;
pub mod clock;
pub mod floor;
pub mod network;
pub mod ours;
pub mod rivals;
pub mod rmat;
pub mod search;
pub mod shape;
pub mod table;
pub mod workload;

use clap::Parser;

use arguments::Arguments;
use rmat::Graph;
use table::Table;

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
