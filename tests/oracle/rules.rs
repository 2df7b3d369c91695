//! The rules that the oracle answers by, each of which may be broken on purpose to see that the comparison notices.
//!
//! Not here: the rules that no switch breaks, which stand in the code of the oracle alone.

use super::dates::CertainStart;

/// How peers are tied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PeerRule {
    /// Peers are tied with each other while they are few, and spokes without a hub are peers.
    WhileFew,
    /// Peers are tied with each other however many they are: an error.
    Always,
    /// Spokes without a hub stay spokes: an error.
    NeverSpokes,
}

/// The rules, as documented or with one of them broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Rules {
    /// How peers are tied.
    pub(super) peers: PeerRule,
    /// From when on a vague start has begun for certain.
    pub(super) certain: CertainStart,
    /// Whether the kinds of a filter restrict.
    pub(super) kinds_restrict: bool,
    /// Whether a path may lead through a group.
    pub(super) groups_carry: bool,
    /// Whether the lone date of an event is its end too.
    pub(super) events_end: bool,
    /// Whether a participation counts on its own days only.
    pub(super) own_dates_count: bool,
    /// Whether one tie makes a partner however many are asked for: an error.
    pub(super) one_tie_makes_a_partner: bool,
    /// Whether partners of those who are left out stay: an error.
    pub(super) others_partners_stay: bool,
    /// Whether those to avoid are passed: an error.
    pub(super) avoided_are_passed: bool,
    /// Whether hubs are passed though they are to be avoided: an error.
    pub(super) hubs_are_passed: bool,
    /// Whether nobody has to leave a core: an error.
    pub(super) cores_keep_everybody: bool,
}

impl Rules {
    /// Every rule as it is documented.
    pub(super) const DOCUMENTED: Self = Self {
        peers: PeerRule::WhileFew,
        certain: CertainStart::Latest,
        kinds_restrict: true,
        groups_carry: false,
        events_end: true,
        own_dates_count: true,
        one_tie_makes_a_partner: false,
        others_partners_stay: false,
        avoided_are_passed: false,
        hubs_are_passed: false,
        cores_keep_everybody: false,
    };
}

/// Rules with one error each, and what the error is.
pub(super) const MUTANTS: [(&str, Rules); 12] = [
    ("peers are tied however many they are", Rules { peers: PeerRule::Always, ..Rules::DOCUMENTED }),
    ("spokes without a hub are no peers", Rules { peers: PeerRule::NeverSpokes, ..Rules::DOCUMENTED }),
    (
        "a vague start is certain from its earliest day on",
        Rules { certain: CertainStart::Earliest, ..Rules::DOCUMENTED },
    ),
    ("the kinds of a filter do not restrict", Rules { kinds_restrict: false, ..Rules::DOCUMENTED }),
    ("a path leads through groups", Rules { groups_carry: true, ..Rules::DOCUMENTED }),
    ("an event goes on after its date", Rules { events_end: false, ..Rules::DOCUMENTED }),
    ("the dates of a participation do not count", Rules { own_dates_count: false, ..Rules::DOCUMENTED }),
    ("one tie makes a partner", Rules { one_tie_makes_a_partner: true, ..Rules::DOCUMENTED }),
    ("partners of those who are left out stay", Rules { others_partners_stay: true, ..Rules::DOCUMENTED }),
    ("those to avoid are passed", Rules { avoided_are_passed: true, ..Rules::DOCUMENTED }),
    ("hubs to avoid are passed", Rules { hubs_are_passed: true, ..Rules::DOCUMENTED }),
    ("nobody has to leave a core", Rules { cores_keep_everybody: true, ..Rules::DOCUMENTED }),
];
