//! The edition of a field: the field is answered from it, and every object below it carries it, so that fields of one
//! request can show different editions. Not here: which edition that is (see [`crate::session`]).

use std::ops::Deref;
use std::sync::Arc;

use entente_engine::Edition;

/// The edition from which a field and all below it are answered. Cloning is cheap.
#[derive(Clone)]
pub struct Here(Arc<Edition>);

impl Here {
    /// Answers from an edition.
    pub fn at(edition: Arc<Edition>) -> Self {
        Self(edition)
    }

    /// Returns the edition.
    pub fn edition(&self) -> &Arc<Edition> {
        &self.0
    }
}

impl Deref for Here {
    type Target = Edition;

    fn deref(&self) -> &Edition {
        &self.0
    }
}
