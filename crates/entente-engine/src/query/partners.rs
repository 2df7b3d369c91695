//! Whom actors have as partners in common, and whom some of them have and others have not.
//!
//! Not here: neighbours further away, and ties between the actors that are named.

use entente_graph::{Admission, Cut, Match, Node, Partner, Sought};
use entente_model::filter::TieFilter;

use super::actor::{ActorRef, Scope, actor, standing_for};
use super::tie::TieView;
use super::{Answer, Asking, Page, PageRequest, QueryError};

/// What is asked about partners.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartnersRequest {
    /// The actors whose partners are sought.
    pub of: Vec<ActorRef>,
    /// Actors whose partners are left out, and who are left out themselves.
    pub not_of: Vec<ActorRef>,
    /// Whether a partner is one of all actors or of any.
    pub matching: Match,
    /// Whether the actors stand for their parts too.
    pub scope: Scope,
    /// Which ties count.
    pub filter: TieFilter,
    /// Ties that keep an actor from being a partner of the one to which they lead.
    pub without: Option<TieFilter>,
    /// How many ties make a partner, from 1.
    pub ties_min: i64,
    /// Whether the ties of the listed partners are listed too.
    pub lists_ties: bool,
    /// Which partners are listed. A cursor is the identifier of an actor.
    pub page: PageRequest,
}

/// What ties a partner to one of the actors.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartnerTies {
    /// The actor.
    pub with: Node,
    /// How many ties there are, listed or not.
    pub count: u64,
    /// The ties in the order of kind and earliest day, where they were to be listed.
    pub ties: Vec<TieView>,
    /// Whether there are more ties than the limit lists.
    pub more_ties: bool,
}

/// A partner, with what makes it one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartnerView {
    /// The partner.
    pub node: Node,
    /// Each of the actors whose partner it is, in the order of the question.
    pub with: Vec<PartnerTies>,
}

/// The partners that were sought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartnersView {
    /// A page of the partners, by identifier; nothing where the question was cut before they were known.
    pub page: Option<Page<PartnerView>>,
    /// How many agreements that were met while looking for ties that leave partners out had pairs that the projection
    /// left out for their number.
    pub reduced_without: u64,
}

/// Finds the partners of actors: in common, of any, or of some and not of others.
///
/// A partner lies outside the actor whose partner it is. Who is in common or missing is known only when all ties have
/// been looked at, so that a question that is cut lists nobody.
///
/// # Errors
/// [`QueryError`] for an unknown or ambiguous actor, a bad number of actors or ties, a bad filter or page, or where the
/// question was stopped.
pub fn partners(asking: &Asking, request: &PartnersRequest) -> Result<Answer<PartnersView>, QueryError> {
    let admission = asking.admission(&request.filter)?;
    let without = request.without.as_ref().map(|filter| asking.admission(filter)).transpose()?;
    let ties_min = super::neighbourhood::ties_min(request.ties_min)?;
    let named = asking.limits.named_actors_max;
    let count = request.of.len() + request.not_of.len();
    if request.of.is_empty() || count > named {
        let message = format!("{count} actors are named, {} in `of`; it takes 1 to {named}", request.of.len());
        return Err(QueryError::bad_input("of", message, ""));
    }
    let of = sets(asking, request, &request.of)?;
    let not_of = sets(asking, request, &request.not_of)?;
    let matching = request.matching;
    let sought = Sought { of: &of, not_of: &not_of, matching, ties_min, without: without.as_ref() };
    let outcome = entente_graph::partners(asking.edition.network(), &sought, &admission, &mut asking.budget())?;
    let reduced_without = outcome.value.reduced_without;
    let mut answer = Answer {
        value: PartnersView { page: None, reduced_without },
        reduced_agreements: outcome.reduced_agreements,
        cut: outcome.cut,
    };
    if let Some(found) = outcome.value.found {
        let page =
            request.page.cut(found, asking.limits, |partner| asking.edition.actor(partner.node).id.to_string())?;
        answer.value.page = Some(viewed(asking, request, &admission, &of, page, &mut answer.cut)?);
    }
    Ok(answer)
}

/// Finds whom each actor stands for.
fn sets(asking: &Asking, request: &PartnersRequest, actors: &[ActorRef]) -> Result<Vec<Vec<Node>>, QueryError> {
    actors.iter().map(|by| standing_for(asking, by, request.scope, request.filter.frame)).collect()
}

/// Adds to a page of partners what ties them to the actors. The agreements of all of them are read at once.
fn viewed(
    asking: &Asking,
    request: &PartnersRequest,
    admission: &Admission,
    of: &[Vec<Node>],
    page: Page<Partner>,
    cut: &mut Option<Cut>,
) -> Result<Page<PartnerView>, QueryError> {
    let heads: Vec<Node> = request.of.iter().map(|by| actor(asking, by)).collect::<Result<_, _>>()?;
    let (mut budget, mut listed, mut lengths) = (asking.budget(), Vec::new(), Vec::new());
    for (partner, at) in page.rows.iter().flat_map(|(_, partner)| links(partner)) {
        let mut ties = Vec::new();
        for &member in of[at].iter().filter(|_| request.lists_ties) {
            let network = asking.edition.network();
            let outcome = entente_graph::ties_between(network, member, partner.node, admission, &mut budget)?;
            *cut = cut.take().or(outcome.cut);
            ties.extend(outcome.value);
        }
        asking.edition.network().sort_ties(&mut ties);
        let more_ties = ties.len() > asking.limits.step_ties_max;
        ties.truncate(asking.limits.step_ties_max);
        lengths.push((ties.len(), more_ties));
        listed.extend(ties);
    }
    let mut views = TieView::all(asking.edition, listed, request.filter.frame)?.into_iter();
    let mut lengths = lengths.into_iter();
    let mut with = |(partner, at): (&Partner, usize)| {
        let (length, more_ties) = lengths.next().expect("every partner was looked at");
        let ties = views.by_ref().take(length).collect();
        PartnerTies { with: heads[at], count: partner.ties[at], ties, more_ties }
    };
    page.try_map(|partners| {
        Ok(partners
            .iter()
            .map(|partner| PartnerView { node: partner.node, with: links(partner).map(&mut with).collect() })
            .collect())
    })
}

/// Lists of a partner the places of the actors whose partner it is.
fn links(partner: &Partner) -> impl Iterator<Item = (&Partner, usize)> {
    (0..partner.ties.len()).filter(|&at| partner.ties[at] > 0).map(move |at| (partner, at))
}
