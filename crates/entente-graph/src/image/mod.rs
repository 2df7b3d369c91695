//! A network as a file, so that a start need not build it anew. Not here: where the file lies and when it is written.
//!
//! An image is never trusted: its checksums tell damage, and every number in it is checked before it is used, so that a
//! file that was made up is refused and cannot lead anywhere.

mod file;
mod read;
mod write;

use std::collections::BTreeMap;
use std::io::{Read, Write};

use crate::facts::TooLarge;
use crate::network::Network;

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

impl Network {
    /// Writes an image of this network, and beside it sections of the caller's own.
    ///
    /// # Errors
    /// [`ImageError::Changed`] where changes lie over what the network was built of ([`Network::overlay_share`] is not
    /// 0), and [`ImageError::Io`].
    ///
    /// # Panics
    /// Where a name of a section is empty, has a zero byte or more than 24, or begins with `network.`.
    ///
    /// # Complexity
    /// Time **O(V + E)**, memory constant.
    pub fn write_image(&self, to: impl Write, stamp: &Stamp, sections: &Sections) -> Result<(), ImageError> {
        write::write(self, to, stamp, sections)
    }

    /// Reads an image of `bytes` bytes, and the sections that the caller put beside it.
    ///
    /// # Errors
    /// [`ImageError::Foreign`], [`ImageError::Stale`] and [`ImageError::Damaged`] where the file is not a whole image
    /// with this stamp, and [`ImageError::Io`]. In every case, the network can be built anew.
    ///
    /// # Complexity
    /// Time **O(V + E)**, memory that of the network and the sections.
    pub fn read_image(from: impl Read, bytes: u64, stamp: &Stamp) -> Result<(Self, Sections), ImageError> {
        read::read(from, bytes, stamp)
    }
}
