//! What the program is asked to do.

use clap::Parser;

use crate::rmat::Size;

/// Measures Entente's network on random graphs beside hand-written rows and petgraph, in one run and one table.
#[derive(Parser)]
pub struct Arguments {
    /// How large the graphs are.
    #[arg(long, value_enum, ignore_case = true, default_value = "m")]
    pub size: Size,
    /// How often everything is asked, after a round that warms up.
    #[arg(long, default_value_t = 5)]
    pub rounds: usize,
    /// How many agreements in a hundred have 10 to 200 actors: one graph for each number.
    #[arg(long, value_delimiter = ',', default_value = "0,1")]
    pub large: Vec<u32>,
    /// Asks only the questions of this name in the table.
    #[arg(long)]
    pub only: Option<String>,
    /// Leaves petgraph out.
    #[arg(long)]
    pub without_petgraph: bool,
    /// Asks the server alone.
    #[arg(long, conflicts_with = "without_http")]
    pub http_only: bool,
    /// Measures only the network: questions, size, changes and images.
    #[arg(long, conflicts_with_all = ["http_only", "register_only"])]
    pub network_only: bool,
    /// Measures only registers: changes, imports, durable writes, the past, starts from a file.
    #[arg(long, conflicts_with = "http_only")]
    pub register_only: bool,
    /// Starts a register from a store and tells what that took, as the program asks itself to.
    #[arg(long, hide = true)]
    pub start: Option<std::path::PathBuf>,
    /// Leaves the server out.
    #[arg(long)]
    pub without_http: bool,
}
