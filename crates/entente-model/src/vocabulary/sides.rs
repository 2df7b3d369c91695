//! The shape of a kind's row: sides, direction and time, which decide how an agreement becomes ties.

use super::Role;

/// Where an actor stands in an agreement; the order is from weakest to strongest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// Named, and tied to nobody.
    Silent,
    /// Tied to the hubs; a peer where there is no hub.
    Spoke,
    /// Tied to the hubs, and to the other peers while they are few.
    Peer,
    /// Tied to everyone who is not silent.
    Hub,
}

/// Whether an agreement holds over time or on its days only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimeClass {
    /// Holds from its start to its end.
    State,
    /// Holds on its own days only; a vague date is one unknown day of it.
    Event,
    /// An event where its start is dated to a day, a state otherwise.
    EventIfDay,
}

/// How often a role has to occur in an agreement of the kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RoleCount {
    /// The role.
    pub role: Role,
    /// The fewest participations with it.
    pub min: usize,
    /// The most participations with it.
    pub max: usize,
}

/// The roles of a kind by side, their direction and numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sides {
    /// Roles at the centre.
    pub hub: &'static [Role],
    /// Roles of equals.
    pub peer: &'static [Role],
    /// Roles around the centre.
    pub spoke: &'static [Role],
    /// Roles that make no tie.
    pub silent: &'static [Role],
    /// The order in which direction runs, from first to last; empty where the kind is undirected.
    pub direction: &'static [Role],
    /// The numbers of roles that the kind demands.
    pub counts: &'static [RoleCount],
}

impl Sides {
    /// Returns the side of a role, or nothing where the kind does not allow the role.
    pub fn side(&self, role: Role) -> Option<Side> {
        let sides =
            [(self.hub, Side::Hub), (self.peer, Side::Peer), (self.spoke, Side::Spoke), (self.silent, Side::Silent)];
        sides.into_iter().find(|(roles, _)| roles.contains(&role)).map(|(_, side)| side)
    }

    /// Lists every role that the kind allows, strongest side first.
    pub fn roles(&self) -> impl Iterator<Item = Role> {
        [self.hub, self.peer, self.spoke, self.silent].into_iter().flatten().copied()
    }

    /// Returns the rank of a role in the kind's direction, or nothing where the role has none.
    pub fn direction_rank(&self, role: Role) -> Option<u8> {
        self.direction.iter().position(|&ranked| ranked == role).map(|rank| rank as u8)
    }
}
