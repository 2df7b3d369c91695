//! The rules that the oracle answers by, each of which may be broken on purpose to see that the comparison notices.
//!
//! Not here: the rules themselves, which stand where the oracle answers; each of those that can be broken asks here.

/// One rule broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Error {
    /// Peers are tied however many they are.
    PeersAreAlwaysTied,
    /// Spokes without a hub are no peers.
    SpokesAreNeverPeers,
    /// Only what two did alone is left out by the projection that keeps nothing else.
    LargeAgreementsStayBilateral,
    /// A vague start is certain from its earliest day on.
    CertainFromEarliestStart,
    /// A vague end is certain until its latest day.
    CertainUntilLatestEnd,
    /// What is announced or negotiated can be certain.
    PendingCanBeCertain,
    /// What is void ties.
    VoidTies,
    /// An event goes on after its date.
    EventsGoOn,
    /// The dates of a participation do not count.
    OwnDatesDoNotCount,
    /// The lives of actors do not count.
    LivesDoNotCount,
    /// The day on which a status was known does not count.
    AsOfDoesNotCount,
    /// The status of a participation does not weaken its ties.
    OwnStatusDoesNotCount,
    /// Directed ties run the other way.
    TiesRunBack,
    /// The kinds of a filter do not restrict.
    KindsDoNotRestrict,
    /// Its topics do not.
    TopicsDoNotRestrict,
    /// Its statuses do not.
    StatusesDoNotRestrict,
    /// Its confidence does not.
    ConfidenceDoesNotRestrict,
    /// Its places do not.
    PlacesDoNotRestrict,
    /// Its regions do not.
    RegionsDoNotRestrict,
    /// Its kinds of actor do not.
    ActorKindsDoNotRestrict,
    /// Structural ties are walked though nobody asks for them.
    StructureIsAlwaysWalked,
    /// Parts of parts are no parts.
    PartsAreNotTransitive,
    /// What was a part on some day is one on every day.
    PartsAreForEver,
    /// A path leads through a group.
    GroupsCarry,
    /// The longest ways are taken for the shortest.
    LongestIsShortest,
    /// Those to pass are forgotten.
    MustPassIsForgotten,
    /// Those to avoid are passed.
    AvoidedArePassed,
    /// Hubs to avoid are passed.
    HubsArePassed,
    /// Hubs put no way behind another.
    HubsCostNothing,
    /// Each hub costs the same, whatever its size.
    HubsCostTheSame,
    /// Ways have as many ties as they like.
    HopsAreUnbounded,
    /// A step of many ties costs what one of few does.
    StrengthIsNoWeight,
    /// The age of a step is that of its oldest tie.
    AgeIsOfTheOldest,
    /// A way in time goes back in time.
    TimeGoesBack,
    /// A way in time takes possible days for certain ones.
    TimeIsOnlyPossible,
    /// Whoever is within reach is of any kind.
    AnyKindIsReached,
    /// One more hop than asked is reached.
    ReachGoesOneFurther,
    /// One tie brings an actor in however many are asked for.
    OneTieBringsIn,
    /// The subgraph of a neighbourhood is its reach.
    InducedIsReach,
    /// The tree of a neighbourhood is its reach.
    TreeIsReach,
    /// Nobody has to leave a core.
    CoresKeepEverybody,
    /// One tie makes a partner however many are asked for.
    OneTieMakesAPartner,
    /// A partner of one of those named is a partner of all.
    PartnerOfOneIsOfAll,
    /// Partners of those who are left out stay.
    PartnersOfOthersStay,
    /// Ties that keep from being a partner are forgotten.
    BarringTiesAreForgotten,
}

/// Every error.
pub(super) const ERRORS: [Error; 45] = [
    Error::PeersAreAlwaysTied,
    Error::SpokesAreNeverPeers,
    Error::LargeAgreementsStayBilateral,
    Error::CertainFromEarliestStart,
    Error::CertainUntilLatestEnd,
    Error::PendingCanBeCertain,
    Error::VoidTies,
    Error::EventsGoOn,
    Error::OwnDatesDoNotCount,
    Error::LivesDoNotCount,
    Error::AsOfDoesNotCount,
    Error::OwnStatusDoesNotCount,
    Error::TiesRunBack,
    Error::KindsDoNotRestrict,
    Error::TopicsDoNotRestrict,
    Error::StatusesDoNotRestrict,
    Error::ConfidenceDoesNotRestrict,
    Error::PlacesDoNotRestrict,
    Error::RegionsDoNotRestrict,
    Error::ActorKindsDoNotRestrict,
    Error::StructureIsAlwaysWalked,
    Error::PartsAreNotTransitive,
    Error::PartsAreForEver,
    Error::GroupsCarry,
    Error::LongestIsShortest,
    Error::MustPassIsForgotten,
    Error::AvoidedArePassed,
    Error::HubsArePassed,
    Error::HubsCostNothing,
    Error::HubsCostTheSame,
    Error::HopsAreUnbounded,
    Error::StrengthIsNoWeight,
    Error::AgeIsOfTheOldest,
    Error::TimeGoesBack,
    Error::TimeIsOnlyPossible,
    Error::AnyKindIsReached,
    Error::ReachGoesOneFurther,
    Error::OneTieBringsIn,
    Error::InducedIsReach,
    Error::TreeIsReach,
    Error::CoresKeepEverybody,
    Error::OneTieMakesAPartner,
    Error::PartnerOfOneIsOfAll,
    Error::PartnersOfOthersStay,
    Error::BarringTiesAreForgotten,
];

/// The rules, as documented or with one of them broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Rules {
    error: Option<Error>,
}

impl Rules {
    /// Every rule as it is documented.
    pub(super) const DOCUMENTED: Self = Self { error: None };

    /// Returns the rules with one error.
    pub(super) const fn with(error: Error) -> Self {
        Self { error: Some(error) }
    }

    /// Says whether these rules have this error.
    pub(super) fn err(&self, error: Error) -> bool {
        self.error == Some(error)
    }
}
