//! Where an image is read from: something that several threads read at once, each at its own place.
//!
//! Not here: what is read there.

use std::fs::File;
use std::io;

/// Bytes that can be read at any place.
pub trait ReadAt: Sync {
    /// Reads as many bytes as there is room for, from a place on.
    ///
    /// # Errors
    /// [`io::ErrorKind::UnexpectedEof`] where there are fewer, and what reading fails with else.
    fn read_at(&self, at: u64, bytes: &mut [u8]) -> io::Result<()>;
}

impl ReadAt for File {
    #[cfg(unix)]
    fn read_at(&self, at: u64, bytes: &mut [u8]) -> io::Result<()> {
        std::os::unix::fs::FileExt::read_exact_at(self, bytes, at)
    }

    #[cfg(windows)]
    fn read_at(&self, mut at: u64, mut bytes: &mut [u8]) -> io::Result<()> {
        while !bytes.is_empty() {
            let count = std::os::windows::fs::FileExt::seek_read(self, bytes, at)?;
            if count == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            (at, bytes) = (at + count as u64, &mut bytes[count..]);
        }
        Ok(())
    }
}

impl ReadAt for [u8] {
    fn read_at(&self, at: u64, bytes: &mut [u8]) -> io::Result<()> {
        let rest = usize::try_from(at).ok().and_then(|at| self.get(at..));
        let found = rest.and_then(|rest| rest.get(..bytes.len())).ok_or(io::ErrorKind::UnexpectedEof)?;
        bytes.copy_from_slice(found);
        Ok(())
    }
}

impl<R: ReadAt + ?Sized> ReadAt for &R {
    fn read_at(&self, at: u64, bytes: &mut [u8]) -> io::Result<()> {
        (**self).read_at(at, bytes)
    }
}
