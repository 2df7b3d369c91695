//! What actors bring to ties: sides, days, status and direction.

use entente_model::agreement::{Agreement, Participation};
use entente_model::date::{Day, Frame, Period, Span};
use entente_model::part::{Direction, Ranks, TiePart, tie_parts, weaker};
use entente_model::vocabulary::{AgreementKind, AgreementStatus, Role, Side, TimeClass, Vocabulary};
use proptest::prelude::*;

use crate::sample::{agreement, edtf, participation, period};

fn parts(agreement: &Agreement) -> Vec<TiePart> {
    tie_parts(agreement, |_| Span::ALL_TIME)
}

fn sides(kind: AgreementKind, roles: &[(&str, Role)]) -> Vec<(String, Side)> {
    let participations = roles.iter().map(|&(actor, role)| participation(actor, role)).collect();
    parts(&agreement("x", kind, participations)).into_iter().map(|part| (part.actor.to_string(), part.side)).collect()
}

fn days(part: &TiePart) -> (String, String, String, String) {
    let Span { start, end, .. } = part.span;
    (start.earliest.to_string(), start.latest.to_string(), end.earliest.to_string(), end.latest.to_string())
}

fn expected(days: [&str; 4]) -> (String, String, String, String) {
    let [a, b, c, d] = days.map(str::to_owned);
    (a, b, c, d)
}

#[test]
fn an_actor_stands_on_its_strongest_side() {
    use Role::*;
    let exercise = [("nato", Organiser), ("nato", Participant), ("ALB", Participant), ("ROU", Observer), ("x", Member)];
    let side = |actor: &str, side| (actor.to_owned(), side);
    assert_eq!(
        sides(AgreementKind::Exercise, &exercise),
        [side("ALB", Side::Spoke), side("ROU", Side::Spoke), side("nato", Side::Hub)]
    );
    // Without a hub, spokes are peers.
    assert_eq!(sides(AgreementKind::Exercise, &exercise[2..4]), [side("ALB", Side::Peer), side("ROU", Side::Peer)]);
    assert_eq!(
        sides(AgreementKind::Other, &[("a", Lead), ("b", Partner), ("c", Other)]),
        [side("a", Side::Hub), side("b", Side::Peer)]
    );
}

#[test]
fn a_part_lasts_while_agreement_participation_and_life_do() {
    let member = Participation { period: period("2014/2016"), ..participation("ALB", Role::Member) };
    let body = participation("nato", Role::Organisation);
    let mut membership = agreement("m", AgreementKind::Membership, vec![member, body]);
    membership.period = period("2013-01-01/2020-01-01");
    let life = |until: &str| period(&format!("1949/{until}")).restriction(TimeClass::State);
    let of_albania =
        |until: &str| tie_parts(&membership, |_| life(until)).into_iter().find(|p| p.actor.as_str() == "ALB");
    assert_eq!(
        of_albania("..").as_ref().map(days),
        Some(expected(["2014-01-01", "2014-12-31", "2016-01-01", "2016-12-31"]))
    );
    assert_eq!(
        of_albania("2015-05-05").as_ref().map(days),
        Some(expected(["2014-01-01", "2014-12-31", "2015-05-05", "2015-05-05"]))
    );
    assert_eq!(of_albania("2013-12-31"), None);
}

#[test]
fn spells_are_parts_of_their_own_and_equal_ones_are_one() {
    let spell = |spell, text: &str| Participation { spell, period: period(text), ..participation("ALB", Role::Member) };
    let body = participation("nato", Role::Organisation);
    let of = |first: &str, second: &str| {
        let members = vec![spell(2, second), spell(1, first), body.clone()];
        let membership = Agreement { period: period("1990/.."), ..agreement("m", AgreementKind::Membership, members) };
        let all = parts(&membership);
        all.iter().filter(|part| part.actor.as_str() == "ALB").map(days).collect::<Vec<_>>()
    };
    let apart = of("2000-01-01/2001-01-01", "2005-01-01/..");
    assert_eq!(apart[0], expected(["2000-01-01", "2000-01-01", "2001-01-01", "2001-01-01"]));
    assert_eq!(apart.len(), 2);
    assert_eq!(of("2000-01-01/2001-01-01", "2000-01-01/2001-01-01").len(), 1);
    // Where the end is no earlier than the next start however both are read, it never was away.
    assert_eq!(of("2000/2004", "2003-06/.."), [expected(["2000-01-01", "2000-12-31", "..", ".."])]);
    // It may have left in January 2003 and come back in June.
    assert_eq!(of("2000/2003", "2003-06/..").len(), 2);
}

#[test]
fn who_signs_and_becomes_a_party_counts_once() {
    let signed = Participation {
        status: Some(AgreementStatus::Signed),
        period: period("2001-11-23/"),
        ..participation("ALB", Role::Signatory)
    };
    let bound = Participation { period: period("2004-07-01/"), ..participation("ALB", Role::Party) };
    let members = vec![signed, bound, participation("coe", Role::Depositary)];
    let treaty = Agreement {
        status: AgreementStatus::InForce,
        period: period("2001-11-23/"),
        ..agreement("t", AgreementKind::Treaty, members)
    };
    let all = parts(&treaty);
    let albania: Vec<&TiePart> = all.iter().filter(|part| part.actor.as_str() == "ALB").collect();
    assert_eq!(albania.len(), 1);
    assert_eq!(albania[0].status, AgreementStatus::InForce);
    assert_eq!(days(albania[0]).0, "2001-11-23");
}

#[test]
fn void_participations_and_agreements_make_no_part() {
    let mut mou = agreement(
        "x",
        AgreementKind::Mou,
        vec![participation("a", Role::Signatory), participation("b", Role::Signatory)],
    );
    mou.participations[0].status = Some(AgreementStatus::Cancelled);
    assert_eq!(parts(&mou).len(), 1);
    mou.status = AgreementStatus::Cancelled;
    mou.participations[0].status = Some(AgreementStatus::Active);
    assert_eq!(parts(&mou), []);
}

/// An agreement in force from 2010 on whose member has this status and these dates.
fn member(status: Option<AgreementStatus>, own: &str) -> TiePart {
    let member = Participation { status, period: period(own), ..participation("ALB", Role::Member) };
    let body = participation("nato", Role::Organisation);
    let mut membership = agreement("m", AgreementKind::Membership, vec![member, body]);
    membership.period = period("2010-01-01/..");
    membership.status_as_of = Some(edtf("2020-06-30"));
    parts(&membership).into_iter().find(|part| part.actor.as_str() == "ALB").expect("Albania takes part")
}

#[test]
fn a_participation_that_ended_on_an_unstated_day_is_certain_at_its_start_alone() {
    use AgreementStatus::*;
    let unbounded = "..";
    let cases = [
        (None, "2012-02-02/", ["2012-02-02", "2012-02-02", unbounded, unbounded], InForce),
        (Some(Terminated), "2012-02-02/", ["2012-02-02", "2012-02-02", "2012-02-02", "2020-06-30"], Terminated),
        (Some(Terminated), "", ["2010-01-01", "2010-01-01", "2010-01-01", "2020-06-30"], Terminated),
        (Some(Terminated), "/2015-05-05", ["2010-01-01", "2010-01-01", "2015-05-05", "2015-05-05"], Terminated),
        (Some(Signed), "2012-02-02/", ["2012-02-02", "2012-02-02", unbounded, unbounded], Signed),
    ];
    for (status, own, bounds, result) in cases {
        let part = member(status, own);
        assert_eq!((days(&part), part.status), (expected(bounds), result), "{status:?} {own}");
        assert!(!part.span.tentative);
    }
    assert!(member(Some(Announced), "2012").span.tentative);
}

#[test]
fn the_dates_of_the_agreement_settle_whether_it_is_an_event() {
    // Help from 2019 on that somebody joined on a day: it goes on after that day.
    let joined = Participation { period: period("2020-03-05"), ..participation("b", Role::Beneficiary) };
    let mut help = agreement("x", AgreementKind::TechnicalAssistance, vec![participation("a", Role::Provider), joined]);
    help.period = period("2019/2022-12-31");
    let beneficiary = |help: &Agreement| days(&parts(help)[1]);
    assert_eq!(beneficiary(&help), expected(["2020-03-05", "2020-03-05", "2022-12-31", "2022-12-31"]));
    // Help on one day, at which somebody is said to have taken part in that month.
    help.period = period("2020-03-05");
    help.participations[1].period = period("2020-03");
    assert_eq!(beneficiary(&help), expected(["2020-03-05", "2020-03-31", "2020-03-01", "2020-03-05"]));
    // What is completed is so on its day, whoever says it.
    help.participations[1] = Participation {
        status: Some(AgreementStatus::Completed),
        period: Period::default(),
        ..help.participations[1].clone()
    };
    help.status = AgreementStatus::Completed;
    assert_eq!(beneficiary(&help), expected(["2020-03-05"; 4]));
    let day = Day::parse("2020-03-05").expect("a day");
    assert!(parts(&help)[1].span.is_certain(Frame::on(day)));
}

#[test]
fn the_weaker_status_of_two_wins() {
    for &own in AgreementStatus::ALL {
        for &other in AgreementStatus::ALL {
            let weaker = weaker(own, other);
            assert_eq!(weaker.class(), own.class().min(other.class()));
            assert_eq!(weaker, if own.class() <= other.class() { own } else { other });
        }
    }
}

proptest! {
    #[test]
    fn direction_runs_from_an_earlier_rank_to_a_later_one(own: u8, other: u8) {
        let ranks = |bits: u8| (0..8).filter(move |rank| bits & (1 << rank) != 0);
        let runs = |from: u8, to: u8| ranks(from).any(|a| ranks(to).any(|b| a < b));
        let expected = match (runs(own, other), runs(other, own)) {
            (true, false) => Direction::Forward,
            (false, true) => Direction::Backward,
            _ => Direction::Undirected,
        };
        prop_assert_eq!(Ranks(own).direction_to(Ranks(other)), expected);
    }

    #[test]
    fn the_order_of_participations_does_not_matter(kind in 0..AgreementKind::ALL.len(), roles in prop::collection::vec((0..4_usize, 0..12_usize), 1..8)) {
        let kind = AgreementKind::ALL[kind];
        let allowed: Vec<Role> = kind.sides().roles().collect();
        let taken = |&(actor, role): &(usize, usize)| participation(["a", "b", "c", "d"][actor], allowed[role % allowed.len()]);
        let mut record = agreement("x", kind, roles.iter().map(taken).collect());
        let forwards = parts(&record);
        record.participations.reverse();
        prop_assert_eq!(parts(&record), forwards);
    }
}

#[test]
fn ranks_come_from_all_roles_of_an_actor() {
    use Role::*;
    let roles = [("a", Funder), ("a", Implementer), ("b", Beneficiary), ("c", Implementer)];
    let participations = roles.map(|(actor, role)| participation(actor, role)).to_vec();
    let parts = parts(&agreement("x", AgreementKind::Project, participations));
    let direction = |from: usize, to: usize| parts[from].ranks.direction_to(parts[to].ranks);
    assert_eq!((direction(0, 1), direction(1, 0)), (Direction::Forward, Direction::Backward));
    assert_eq!((direction(0, 2), direction(2, 1)), (Direction::Forward, Direction::Forward));
}
