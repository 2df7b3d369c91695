//! The file that an image is: a head, a table of named sections, their bytes, and checksums. Not here: what they hold.
//!
//! | what | bytes |
//! | --- | --- |
//! | magic | 8 |
//! | version of the format, mark of the byte order, number of sections, 0 | 4 each |
//! | revision | 8 |
//! | key | 32 |
//! | of each section: name, padded with zeros; length | 24, 8 |
//! | checksum of all that | 8 |
//! | of each section: its bytes, checksum | as many, 8 |
//!
//! Words lie in the byte order of the machine that wrote the file; another one refuses it. Checksums are XXH3.

use std::io::{Read, Write};

use xxhash_rust::xxh3::{Xxh3, xxh3_64};

use super::source::ReadAt;
use super::stamp::{ImageError, Stamp};

const MAGIC: [u8; 8] = *b"ENTENTE\x1a";
const BYTE_ORDER: u32 = 0x0102_0304;
const HEAD_BYTES: usize = 64;
const NAME_BYTES: usize = 24;
const ROW_BYTES: usize = NAME_BYTES + 8;
const CHECKSUM_BYTES: u64 = 8;
/// More sections than an image has.
const SECTIONS_MAX: u32 = 1_024;
/// How much is hashed at a time, while the processor has it at hand.
const PIECE: usize = 1 << 18;

/// The version of the format; a file of another one is stale.
const VERSION: u32 = 1;

/// Writes sections, which have been announced with their lengths, one after the other.
pub(super) struct Writer<W> {
    to: W,
    hash: Xxh3,
}

impl<W: Write> Writer<W> {
    /// Writes the head and the table.
    pub(super) fn begin(mut to: W, stamp: &Stamp, sections: &[(String, u64)]) -> Result<Self, ImageError> {
        let mut head = Vec::with_capacity(HEAD_BYTES + sections.len() * ROW_BYTES);
        head.extend_from_slice(&MAGIC);
        for word in [VERSION, BYTE_ORDER, sections.len() as u32, 0] {
            head.extend_from_slice(&word.to_ne_bytes());
        }
        head.extend_from_slice(&stamp.revision.to_ne_bytes());
        head.extend_from_slice(&stamp.key);
        for (at, (name, length)) in sections.iter().enumerate() {
            let is_fresh = sections[..at].iter().all(|(other, _)| other != name);
            let fits = !name.is_empty() && name.len() <= NAME_BYTES && !name.contains('\0');
            assert!(is_fresh && fits, "`{name}` names a section once, in at most {NAME_BYTES} bytes");
            let mut padded = [0; NAME_BYTES];
            padded[..name.len()].copy_from_slice(name.as_bytes());
            head.extend_from_slice(&padded);
            head.extend_from_slice(&length.to_ne_bytes());
        }
        to.write_all(&head)?;
        to.write_all(&xxh3_64(&head).to_ne_bytes())?;
        Ok(Self { to, hash: Xxh3::new() })
    }

    /// Writes bytes of the section whose turn it is.
    pub(super) fn write(&mut self, bytes: &[u8]) -> Result<(), ImageError> {
        self.hash.update(bytes);
        Ok(self.to.write_all(bytes)?)
    }

    /// Ends the section whose turn it was.
    pub(super) fn end(&mut self) -> Result<(), ImageError> {
        self.to.write_all(&self.hash.digest().to_ne_bytes())?;
        self.hash.reset();
        Ok(())
    }

    pub(super) fn finish(mut self) -> Result<(), ImageError> {
        Ok(self.to.flush()?)
    }
}

/// Checks that the beginning of a file is one of this kind.
fn check_head(head: &[u8]) -> Result<(), ImageError> {
    if head[..8] != MAGIC || word(head, 12) != BYTE_ORDER {
        return Err(ImageError::Foreign);
    }
    if word(head, 8) != VERSION {
        return Err(ImageError::Stale { what: "version of the format" });
    }
    Ok(())
}

/// Reads the stamp at the beginning of a file.
pub(super) fn stamp(mut from: impl Read) -> Result<Stamp, ImageError> {
    let mut head = [0; HEAD_BYTES];
    from.read_exact(&mut head).map_err(unreadable)?;
    check_head(&head)?;
    let revision = u64::from_ne_bytes(bytemuck::pod_read_unaligned(&head[24..32]));
    Ok(Stamp { revision, key: bytemuck::pod_read_unaligned(&head[32..HEAD_BYTES]) })
}

/// A section in a file.
#[derive(Debug, Clone)]
pub(super) struct Section {
    pub(super) name: String,
    at: u64,
    pub(super) length: u64,
}

/// Reads sections in any order, and several at a time.
pub(super) struct Reader<R> {
    from: R,
    sections: Vec<Section>,
}

impl<R: ReadAt> Reader<R> {
    /// Reads the head and the table of a file that has so many bytes, and checks that it is what is expected.
    pub(super) fn begin(from: R, bytes: u64, stamp: &Stamp) -> Result<Self, ImageError> {
        let mut head = vec![0; HEAD_BYTES];
        read(&from, 0, &mut head)?;
        check_head(&head)?;
        let count = word(&head, 16);
        if count > SECTIONS_MAX {
            return Err(ImageError::Damaged { what: "the table".to_owned() });
        }
        head.resize(HEAD_BYTES + count as usize * ROW_BYTES, 0);
        read(&from, HEAD_BYTES as u64, &mut head[HEAD_BYTES..])?;
        check(&from, head.len() as u64, xxh3_64(&head), "the table")?;
        if head[24..32] != stamp.revision.to_ne_bytes() {
            return Err(ImageError::Stale { what: "revision" });
        }
        if head[32..HEAD_BYTES] != stamp.key {
            return Err(ImageError::Stale { what: "key" });
        }
        let (mut sections, mut at) = (Vec::new(), head.len() as u64 + CHECKSUM_BYTES);
        for row in head[HEAD_BYTES..].chunks_exact(ROW_BYTES) {
            let section = section(row, at).ok_or_else(|| ImageError::Damaged { what: "the table".to_owned() })?;
            let end = at.checked_add(section.length).and_then(|end| end.checked_add(CHECKSUM_BYTES));
            at = end.ok_or_else(|| ImageError::Damaged { what: "the length".to_owned() })?;
            sections.push(section);
        }
        if at != bytes {
            return Err(ImageError::Damaged { what: "the length".to_owned() });
        }
        Ok(Self { from, sections })
    }

    /// Lists the sections, in their order.
    pub(super) fn sections(&self) -> &[Section] {
        &self.sections
    }

    /// Reads the section that has a place and a name into an array, in one go.
    pub(super) fn array<T: bytemuck::Pod>(&self, place: usize, name: &str) -> Result<Vec<T>, ImageError> {
        let damaged = || ImageError::Damaged { what: name.to_owned() };
        let section = self.sections.get(place).filter(|section| section.name == name).ok_or_else(damaged)?;
        let length = usize::try_from(section.length).map_err(|_| damaged())?;
        if length % size_of::<T>() != 0 {
            return Err(damaged());
        }
        let mut things = vec![T::zeroed(); length / size_of::<T>()];
        self.fill(section, bytemuck::cast_slice_mut(&mut things))?;
        Ok(things)
    }

    /// Reads the bytes of a section, and checks them.
    pub(super) fn fill(&self, section: &Section, bytes: &mut [u8]) -> Result<(), ImageError> {
        let (mut hash, mut at) = (Xxh3::new(), section.at);
        for piece in bytes.chunks_mut(PIECE) {
            read(&self.from, at, piece)?;
            hash.update(piece);
            at += piece.len() as u64;
        }
        check(&self.from, at, hash.digest(), &section.name)
    }
}

fn section(row: &[u8], at: u64) -> Option<Section> {
    let (name, length) = row.split_at(NAME_BYTES);
    let name = std::str::from_utf8(name).ok()?.trim_end_matches('\0').to_owned();
    Some(Section { name, at, length: u64::from_ne_bytes(length.try_into().ok()?) })
}

fn word(bytes: &[u8], at: usize) -> u32 {
    bytemuck::pod_read_unaligned(&bytes[at..at + 4])
}

fn read(from: &impl ReadAt, at: u64, bytes: &mut [u8]) -> Result<(), ImageError> {
    from.read_at(at, bytes).map_err(unreadable)
}

fn unreadable(error: std::io::Error) -> ImageError {
    match error.kind() {
        std::io::ErrorKind::UnexpectedEof => ImageError::Damaged { what: "the length".to_owned() },
        _ => ImageError::Io(error),
    }
}

fn check(from: &impl ReadAt, at: u64, hash: u64, what: &str) -> Result<(), ImageError> {
    let mut stated = [0; 8];
    read(from, at, &mut stated)?;
    if u64::from_ne_bytes(stated) == hash { Ok(()) } else { Err(ImageError::Damaged { what: what.to_owned() }) }
}
