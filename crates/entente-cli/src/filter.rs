//! Which ties count, as flags. Each flag is a field of the model's filter.

use clap::builder::RangedI64ValueParser;
use clap::{Args, ValueEnum};
use entente_model::area::Area;
use entente_model::date::{Certainty, Day, Frame};
use entente_model::filter::{Projection, TieFilter};
use entente_model::limits::Limits;
use entente_model::vocabulary::{ActorKind, AgreementKind, AgreementStatus, Topic};

use crate::argument::{area, coded, day};

/// Which ties count. Of several values of a flag any will do; several flags have to hold together.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Which ties count")]
pub(crate) struct FilterArgs {
    /// Kinds of agreement
    #[arg(long = "kind", value_name = "KIND", value_delimiter = ',', value_parser = coded::<AgreementKind>())]
    kinds: Vec<AgreementKind>,

    /// Topics of the agreement
    #[arg(long = "topic", value_name = "TOPIC", value_delimiter = ',', value_parser = coded::<Topic>())]
    topics: Vec<Topic>,

    /// Statuses of the tie
    #[arg(long = "status", value_name = "STATUS", value_delimiter = ',', value_parser = coded::<AgreementStatus>())]
    statuses: Vec<AgreementStatus>,

    /// The day on which the tie has to hold, as 2013-06-30; all time where no day is given
    #[arg(long, value_name = "DAY", value_parser = day, conflicts_with_all = ["from", "to"])]
    valid_on: Option<Day>,

    /// The first of the days on one of which the tie has to hold
    #[arg(long, value_name = "DAY", value_parser = day)]
    from: Option<Day>,

    /// The last of the days on one of which the tie has to hold
    #[arg(long, value_name = "DAY", value_parser = day)]
    to: Option<Day>,

    /// Counts only ties that hold however their vague dates are read
    #[arg(long)]
    certain: bool,

    /// The least confidence of the agreement; one without a stated confidence does not reach it
    #[arg(long, value_name = "0..100", value_parser = RangedI64ValueParser::<u8>::new().range(0..=100))]
    confidence_min: Option<u8>,

    /// Countries or regions of the actors that are listed or passed through, as ALB, 419 or Europe
    #[arg(long = "region", value_name = "AREA", value_delimiter = ',', value_parser = area)]
    regions: Vec<Area>,

    /// Kinds of the actors that are listed or passed through
    #[arg(long = "actor-kind", value_name = "KIND", value_delimiter = ',', value_parser = coded::<ActorKind>())]
    actor_kinds: Vec<ActorKind>,

    /// Places of the agreement; a part of one counts
    #[arg(long = "place", value_name = "AREA", value_delimiter = ',', value_parser = area)]
    places: Vec<Area>,

    /// Counts structural ties too: part of, operates, successor of
    #[arg(long)]
    structure: bool,

    /// How agreements become ties
    #[arg(long, value_enum, default_value = "hub")]
    projection: ProjectionArg,

    /// Up to how many peers an agreement ties them with each other, under the projection `hub`
    #[arg(long, value_name = "PEERS", default_value = "10", value_parser = peers())]
    pairwise_up_to: u32,
}

/// How agreements become ties.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ProjectionArg {
    /// Hubs are tied to everyone who is not silent, peers to each other while they are few
    Hub,
    /// Every two actors that are not silent are tied
    Pairwise,
    /// Only agreements of exactly two actors make a tie
    BilateralOnly,
}

impl From<ProjectionArg> for Projection {
    fn from(argument: ProjectionArg) -> Self {
        match argument {
            ProjectionArg::Hub => Self::Hub,
            ProjectionArg::Pairwise => Self::Pairwise,
            ProjectionArg::BilateralOnly => Self::BilateralOnly,
        }
    }
}

impl From<&FilterArgs> for TieFilter {
    fn from(args: &FilterArgs) -> Self {
        let frame = match args.valid_on {
            Some(day) => Frame::on(day),
            None => Frame { from: args.from.unwrap_or(Day::MIN), to: args.to.unwrap_or(Day::MAX) },
        };
        Self {
            kinds: args.kinds.clone(),
            topics: args.topics.clone(),
            statuses: args.statuses.clone(),
            frame,
            certainty: if args.certain { Certainty::Certain } else { Certainty::Possible },
            confidence_min: args.confidence_min,
            regions: args.regions.clone(),
            actor_kinds: args.actor_kinds.clone(),
            places: args.places.clone(),
            structure: args.structure,
            projection: args.projection.into(),
            pairwise_up_to: args.pairwise_up_to,
        }
    }
}

fn peers() -> RangedI64ValueParser<u32> {
    RangedI64ValueParser::new().range(0..=i64::from(Limits::default().pairwise_up_to_max))
}
