//! Who asks or writes, and what they may do. Not here: how they prove who they are.

/// What a principal may do. Each permission includes those before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Permission {
    /// Ask.
    Read,
    /// Propose changes.
    Propose,
    /// Make changes, and decide on those that others propose.
    Write,
    /// Give and revoke tokens.
    Administer,
}

impl Permission {
    /// Returns what the permission allows, in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Propose => "propose changes",
            Self::Write => "write",
            Self::Administer => "give and revoke tokens",
        }
    }
}

/// Who asks or writes.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Principal {
    /// The name that changes carry.
    pub name: String,
    /// What the principal may do.
    pub permission: Permission,
    /// Whether nobody knows who it is.
    pub is_anonymous: bool,
}

impl Principal {
    /// Somebody who is known by name.
    pub fn known(name: impl Into<String>, permission: Permission) -> Self {
        Self { name: name.into(), permission, is_anonymous: false }
    }

    /// The person at the machine that holds the store.
    pub fn operator(name: impl Into<String>) -> Self {
        Self::known(name, Permission::Administer)
    }

    /// Anybody.
    pub fn anonymous() -> Self {
        Self { name: "anonymous".to_owned(), permission: Permission::Read, is_anonymous: true }
    }

    /// Demands a permission.
    ///
    /// # Errors
    /// [`NotPermitted`] where the principal has only a lesser one.
    pub fn need(&self, needed: Permission) -> Result<(), NotPermitted> {
        if self.permission >= needed {
            return Ok(());
        }
        let Self { name, permission, is_anonymous } = self.clone();
        Err(NotPermitted { name, permission, needed, is_anonymous })
    }
}

/// Says that a principal may not do what it wants to.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{name}` may {} and not {}", permission.words(), needed.words())]
pub struct NotPermitted {
    /// Who asked.
    pub name: String,
    /// What the principal may do.
    pub permission: Permission,
    /// What it would have to be permitted.
    pub needed: Permission,
    /// Whether nobody knows who it is.
    pub is_anonymous: bool,
}

impl NotPermitted {
    /// Returns the stable code as clients see it.
    pub fn code(&self) -> &'static str {
        if self.is_anonymous { "TOKEN_NEEDED" } else { "NOT_PERMITTED" }
    }

    /// Says what to do about it.
    pub fn hint(&self) -> &'static str {
        match (self.is_anonymous, self.needed) {
            (true, _) => "send a token, as `Authorization: Bearer entente_…`; `entente token create` gives one",
            (false, Permission::Write) => "ask for a token of the role curator",
            (false, Permission::Administer) => "ask for a token of the role admin",
            (false, _) => "ask for a token of the role editor",
        }
    }
}
