//! Why records cannot become an edition. Not here: how they do.

use entente_graph::TooLarge;
use entente_store::LoadError;

/// Says why records cannot become an edition.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BuildError {
    /// The network cannot number so many.
    #[error(transparent)]
    TooLarge(#[from] TooLarge),
    /// A record that stays cannot be read from the store.
    #[error(transparent)]
    Unreadable(#[from] LoadError),
    /// A record refers to an actor that is not there; admission prevents it.
    #[error("agreement `{agreement}` names the actor `{actor}`, which is not recorded")]
    Dangling {
        /// The agreement.
        agreement: String,
        /// The actor that it names.
        actor: String,
    },
}
