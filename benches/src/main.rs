//! Prints how fast and how large Entente's network is, as ratios against the floor and petgraph in the same run.

pub mod arguments;
pub mod clock;
pub mod editions;
pub mod floor;
pub mod following;
pub mod http;
pub mod network;
pub mod ours;
pub mod records;
pub mod rivals;
pub mod rmat;
pub mod search;
pub mod shape;
pub mod starts;
pub mod table;
pub mod workload;
pub mod wrk;

use std::process::ExitCode;

use clap::Parser;

use arguments::Arguments;
use rmat::Graph;
use table::Table;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    if let Some(path) = &arguments.start {
        starts::start(path);
        return ExitCode::SUCCESS;
    }
    let mut table = Table::default();
    if !arguments.http_only {
        let graph = Graph::of(arguments.size, 0);
        following::measure(&graph, &mut table);
        if let Err(error) = starts::measure(&graph, &mut table) {
            eprintln!("starts could not be measured: {error}");
            return ExitCode::FAILURE;
        }
    }
    if arguments.register_only {
        println!("{table}");
        return ExitCode::SUCCESS;
    }
    let shares = if arguments.http_only { &[][..] } else { &arguments.large };
    for &large in shares {
        let name = if large == 0 { "bilateral".to_owned() } else { format!("{large} % large") };
        let (graph, seconds) = clock::clock(|| Graph::of(arguments.size, large));
        eprintln!("{name}: made in {seconds:.1} s; {}", shape::Shape::of(&graph));
        network::measure(&graph, &name, &arguments, &mut table);
        editions::measure(&graph, &name, arguments.rounds, &mut table);
    }
    if !arguments.without_http {
        let graph = Graph::of(arguments.size, 0);
        if let Err(error) = http::measure(&graph, &mut table) {
            eprintln!("HTTP could not be measured: {error}");
            return ExitCode::FAILURE;
        }
    }
    println!("{table}");
    ExitCode::SUCCESS
}
