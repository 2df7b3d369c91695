//! What tells images apart, what a caller puts into them, and why there is none. Not here: what is in them.

use std::collections::BTreeMap;

use crate::facts::TooLarge;

/// What an image was made of; a file with another one is stale.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Stamp {
    /// The revision of the edition.
    pub revision: u64,
    /// What tells its data from all others, such as a hash.
    pub key: [u8; 32],
}

/// Sections of bytes by name.
pub type Sections = BTreeMap<String, Vec<u8>>;

/// Says why an image could not be written or read.
#[derive(Debug, thiserror::Error)]
pub enum ImageError {
    /// The file is no image, or one of a machine with another byte order.
    #[error("the file is no image of a network of this kind of machine")]
    Foreign,
    /// The file was made of something else, or by another version: it has to be made anew.
    #[error("the image has another {what}")]
    Stale {
        /// What differs.
        what: &'static str,
    },
    /// The file is not what was written.
    #[error("the image is damaged: {what}")]
    Damaged {
        /// Where.
        what: String,
    },
    /// The network has changes that lie over what it was built of: it has to be built anew before it can be written.
    #[error("a network with changes has no image")]
    Changed,
    /// The file cannot be read or written.
    #[error("the image cannot be read or written: {0}")]
    Io(#[from] std::io::Error),
    /// The image holds more than a network can.
    #[error(transparent)]
    TooLarge(#[from] TooLarge),
}
