//! Who asks or writes, and what they may do. Not here: how they prove who they are.

/// What a principal may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Permission {
    /// Ask.
    Read,
    /// Ask and write.
    Write,
}

/// Who asks or writes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Principal {
    /// The name that changes carry.
    pub name: String,
    /// What the principal may do.
    pub permission: Permission,
}

impl Principal {
    /// The person at the machine that holds the store.
    pub fn operator(name: impl Into<String>) -> Self {
        Self { name: name.into(), permission: Permission::Write }
    }

    /// Anybody.
    pub fn anonymous() -> Self {
        Self { name: "anonymous".to_owned(), permission: Permission::Read }
    }
}

/// Says that a principal may not write.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{name}` may read and not write")]
pub struct NotPermitted {
    /// Who asked.
    pub name: String,
}
