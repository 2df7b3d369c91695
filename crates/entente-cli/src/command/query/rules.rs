//! What a path must and must not lead through, as flags.

use clap::{Args, ValueEnum};
use entente_engine::Edition;
use entente_engine::query::path::{HubRules, PathRules};
use entente_graph::path::HubPolicy;

use super::terms::actor_ref;

/// What a path must and must not lead through.
#[derive(Debug, Args)]
#[command(next_help_heading = "What the path leads through")]
pub(super) struct RuleArgs {
    /// An actor that must not lie between the ends; with `--including parts` none of its parts either
    #[arg(long = "avoid", value_name = "ACTOR")]
    avoid: Vec<String>,

    /// The most ties that the path may have
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(i64).range(0..=i64::from(u32::MAX)))]
    hops_max: Option<i64>,

    /// What hubs, actors with very many ties, do to a path
    #[arg(long, value_enum, default_value = "penalise")]
    hubs: HubsArg,

    /// An actor is a hub where it has more ties and large agreements than this [default: 100]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(i64).range(0..=i64::from(u32::MAX)))]
    hubs_above: Option<i64>,
}

/// What hubs do to a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum HubsArg {
    /// Nothing
    Allow,
    /// Of paths of equal length the one with fewer and smaller hubs comes first
    Penalise,
    /// No hub lies between the ends
    Avoid,
}

impl RuleArgs {
    /// Returns the rules, with actors to pass that the question names beside them.
    pub(super) fn rules(&self, edition: &Edition, must_pass: &[String]) -> PathRules {
        let named = |names: &[String]| names.iter().map(|name| actor_ref(edition, name)).collect();
        let policy = match self.hubs {
            HubsArg::Allow => HubPolicy::Allow,
            HubsArg::Penalise => HubPolicy::Penalise,
            HubsArg::Avoid => HubPolicy::Avoid,
        };
        PathRules {
            must_pass: named(must_pass),
            avoid: named(&self.avoid),
            hops_max: self.hops_max,
            hubs: HubRules { policy, above: self.hubs_above, tells: true },
        }
    }
}
