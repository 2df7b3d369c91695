//! A network as a file, so that a start need not build it anew. Not here: where the file lies and when it is written.
//!
//! An image is never trusted: its checksums tell damage, and every number in it is checked before it is used, so that a
//! file that was made up is refused and cannot lead anywhere.

mod file;
mod read;
mod source;
mod stamp;
mod write;

use std::collections::BTreeMap;
use std::io::{Read, Write};

use crate::network::Network;

pub use source::ReadAt;
pub use stamp::{ImageError, Sections, Stamp};

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
    pub fn write_image(
        &self,
        to: impl Write,
        stamp: &Stamp,
        sections: &BTreeMap<String, impl AsRef<[u8]>>,
    ) -> Result<(), ImageError> {
        write::write(self, to, stamp, sections)
    }

    /// Reads of what an image says that it was made, so that its maker can say whether that is so. Only the first bytes
    /// are read, and no checksum.
    ///
    /// # Errors
    /// [`ImageError::Foreign`], [`ImageError::Stale`] and [`ImageError::Damaged`] where it does not begin as an image,
    /// and [`ImageError::Io`].
    pub fn stamp_of_image(from: impl Read) -> Result<Stamp, ImageError> {
        file::stamp(from)
    }

    /// Reads an image of `bytes` bytes, and the sections that the caller put beside it.
    ///
    /// # Errors
    /// [`ImageError::Foreign`], [`ImageError::Stale`] and [`ImageError::Damaged`] where the file is not a whole image
    /// with this stamp, and [`ImageError::Io`]. In every case, the network can be built anew.
    ///
    /// # Complexity
    /// Time **O(V + E)** on two threads, memory that of the network and the sections.
    pub fn read_image(from: impl ReadAt, bytes: u64, stamp: &Stamp) -> Result<(Self, Sections), ImageError> {
        read::read(from, bytes, stamp)
    }
}
