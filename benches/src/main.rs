//! Prints how fast and how large Entente's network is, as ratios against the floor and petgraph in the same run.

pub mod arguments;
pub mod bare;
pub mod cache;
pub mod clock;
pub mod durable;
pub mod editions;
pub mod floor;
pub mod following;
pub mod http;
pub mod hub;
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

use std::io;
use std::process::ExitCode;

use clap::Parser;

use arguments::Arguments;
use mimalloc::MiMalloc;
use rmat::Graph;
use table::Table;

/// The allocator of the program `entente`, for all who are compared.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    if let Some(path) = &arguments.start {
        starts::start(path);
        return ExitCode::SUCCESS;
    }
    let mut table = Table::default();
    match run(&arguments, &mut table) {
        Ok(()) => {
            println!("{table}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments, table: &mut Table) -> io::Result<()> {
    if !arguments.http_only && !arguments.network_only {
        let graph = Graph::of(arguments.size, 0);
        following::measure(&graph, table);
        hub::measure(table);
        durable::measure(&graph, table)?;
        starts::measure(&graph, arguments.size, table)?;
    }
    if !arguments.http_only && !arguments.register_only {
        networks(arguments, table);
    }
    if !arguments.without_http && !arguments.network_only && !arguments.register_only {
        http::measure(&Graph::of(arguments.size, 0), arguments.size, table)?;
    }
    Ok(())
}

fn networks(arguments: &Arguments, table: &mut Table) {
    for &large in &arguments.large {
        let name = if large == 0 { "bilateral".to_owned() } else { format!("{large} % large") };
        let (graph, seconds) = clock::clock(|| Graph::of(arguments.size, large));
        eprintln!("{name}: made in {seconds:.1} s; {}", shape::Shape::of(&graph));
        network::measure(&graph, &name, arguments, table);
        editions::measure(&graph, &name, arguments.rounds, table);
    }
}
