//! What a question about paths may ask beside its ends and its ties: rules, weights, and a smaller budget.
//!
//! Not here: what they mean, which the network says.

use async_graphql::{Enum, InputObject};
use entente_engine::query::QueryError;
use entente_engine::query::path::{HubRules, PathRules};
use entente_graph::path::{HubPolicy, Weight};
use entente_model::limits::Limits;

use crate::input::{ActorRefInput, not_empty};
use crate::scalar::Date;

/// What hubs between the ends do to a path. An actor is a hub by the number of its ties and large agreements, whatever
/// the filter admits.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "HubPolicy", name = "HubPolicy")]
pub enum HubPolicyInput {
    /// Nothing.
    Allow,
    /// Of paths of equal length the one with the smaller penalty comes first; no path gets longer. A hub's penalty is 1
    /// and the whole part of the binary logarithm of how many times `above` it has.
    Penalise,
    /// No hub lies between the ends, unless it is one to pass.
    Avoid,
}

/// Which actors are hubs, and what they do to a path.
#[derive(InputObject)]
#[graphql(name = "Hubs")]
pub struct HubsInput {
    /// What hubs between the ends do to a path.
    #[graphql(default_with = "HubPolicyInput::Penalise")]
    pub policy: HubPolicyInput,
    /// An actor is a hub where it has more ties and large agreements than this.
    #[graphql(default = 100)]
    pub above: i32,
}

/// What a path must and must not lead through. Kinds, topics, days, regions and kinds of actor are the filter's.
#[derive(InputObject, Default)]
#[graphql(name = "PathRules")]
pub struct PathRulesInput {
    /// Actors that have to be on the path, in any order, at most 4; each stands for itself.
    pub must_pass: Option<Vec<ActorRefInput>>,
    /// Actors that must not lie between the ends; with `including: PARTS` none of their parts either.
    pub avoid: Option<Vec<ActorRefInput>>,
    /// The most ties that the path may have, at most 64.
    pub hops_max: Option<i32>,
    /// What is thought of hubs: by default those of more than 100 are penalised.
    pub hubs: Option<HubsInput>,
}

/// Reads the rules of a question; none where none are given.
pub fn path_rules(input: Option<PathRulesInput>) -> Result<PathRules, QueryError> {
    let Some(PathRulesInput { must_pass, avoid, hops_max, hubs }) = input else { return Ok(PathRules::default()) };
    not_empty("mustPass", &must_pass)?;
    not_empty("avoid", &avoid)?;
    let named = |list: Option<Vec<ActorRefInput>>| list.into_iter().flatten().map(Into::into).collect();
    let hubs = hubs.map(|hubs| HubRules {
        policy: hubs.policy.into(),
        above: Some(i64::from(hubs.above)),
        ..HubRules::default()
    });
    Ok(PathRules {
        must_pass: named(must_pass),
        avoid: named(avoid),
        hops_max: hops_max.map(i64::from),
        hubs: hubs.unwrap_or_default(),
    })
}

/// What a step of a path costs: as much as its cheapest admitted tie, and never less than 1.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(name = "PathWeight")]
pub enum WeightInput {
    /// Every step costs 1.
    Unit,
    /// The less a tie is supported, the more it costs: 1000, 10 for each point that the agreement's confidence lacks of
    /// 100 (unknown counts as 50), and 1000 divided by the number of its independent publishers (at most 7 count).
    Evidence,
    /// The longer before `asOf` a tie began, the more it costs: 365 and its age in days, at most 18250, which also stands
    /// for an unknown beginning. Of a vague beginning the latest day counts.
    Recency,
    /// The more admitted ties two actors have, the less their step costs: 1000 divided by their number.
    Strength,
}

/// Reads a weight and the day from which ages count, which one of the weights needs and no other takes.
pub fn weight(by: WeightInput, as_of: Option<Date>) -> Result<Weight, QueryError> {
    match (by, as_of) {
        (WeightInput::Recency, Some(day)) => Ok(Weight::Recency { reference: day.0 }),
        (WeightInput::Recency, None) => {
            Err(QueryError::bad_input("asOf", "RECENCY counts ages from a day, and `asOf` is missing", "give `asOf`"))
        }
        (_, Some(_)) => Err(QueryError::bad_input("asOf", "only RECENCY takes `asOf`", "leave `asOf` out")),
        (WeightInput::Unit, None) => Ok(Weight::Unit),
        (WeightInput::Evidence, None) => Ok(Weight::Evidence),
        (WeightInput::Strength, None) => Ok(Weight::Strength),
    }
}

/// Less work than the server allows. What the server allows cannot be raised.
#[derive(InputObject, Default, Debug, Clone, Copy)]
#[graphql(name = "Budget")]
pub struct BudgetInput {
    /// The most entries of the network that are looked at.
    pub expansions_max: Option<i32>,
    /// The most milliseconds that the question may take, waiting included.
    pub timeout_ms: Option<i32>,
}

/// Lowers the limits of a request for one question.
pub fn lowered(limits: Limits, budget: Option<BudgetInput>) -> Result<Limits, QueryError> {
    let BudgetInput { expansions_max, timeout_ms } = budget.unwrap_or_default();
    Ok(Limits {
        expansions_max: lower("expansionsMax", limits.expansions_max, expansions_max)?,
        timeout_ms: lower("timeoutMs", limits.timeout_ms, timeout_ms)?,
        ..limits
    })
}

fn lower(field: &'static str, limit: u64, wanted: Option<i32>) -> Result<u64, QueryError> {
    let Some(wanted) = wanted else { return Ok(limit) };
    u64::try_from(wanted).ok().filter(|&wanted| wanted <= limit).ok_or_else(|| {
        let message = format!("`{field}` is {wanted}; it lies between 0 and {limit}");
        QueryError::bad_input(field, message, "a question may lower what the server allows, and not raise it")
    })
}
