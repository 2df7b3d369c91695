//! Archives of folders: what is unpacked is what was packed, and nothing else gets out of one.

use std::fs::File;
use std::io::{Seek, Write};
use std::path::Path;

use entente_formats::native::{self, Package, TABLES, UnpackError, unpack};
use entente_model::limits::Limits;
use entente_model::record::Records;
use flate2::Compression;
use flate2::write::DeflateEncoder;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use rawzip::{CompressionMethod, ZipArchiveWriter};

use crate::folder::fresh;
use crate::records::records;

/// Files by name.
type Files<'a> = &'a [(&'a str, &'a [u8])];

/// Packs files under names as they are.
fn packed(files: Files<'_>) -> Vec<u8> {
    let mut archive = ZipArchiveWriter::new(Vec::new());
    for &(name, bytes) in files {
        let path = rawzip::path::EntryPath::verbatim(name.as_bytes());
        let file = archive.new_file(path).compression_method(CompressionMethod::DEFLATE);
        let (mut entry, config) = file.start().expect("the name is short enough");
        let mut writer = config.wrap(DeflateEncoder::new(&mut entry, Compression::default()));
        writer.write_all(bytes).expect("memory takes it");
        let (encoder, descriptor) = writer.finish().expect("memory takes it");
        encoder.finish().expect("memory takes it");
        entry.finish(descriptor).expect("memory takes it");
    }
    archive.finish().expect("memory takes it")
}

/// Draws a folder's records.
fn sample() -> Records {
    let tree = records().new_tree(&mut TestRunner::deterministic());
    tree.expect("the strategy rejects nothing").current()
}

fn unpacked(archive: &[u8], into: &Path, limits: &Limits) -> Result<(), UnpackError> {
    let mut file = tempfile::tempfile().expect("the system gives a file");
    file.write_all(archive).and_then(|()| file.rewind()).expect("the file takes it");
    unpack(file, into, limits)
}

/// Unpacks an archive, and returns why that cannot be. Whatever it holds, only tables may come out of it, and beside the
/// folder nothing.
fn refused(archive: &[u8], limits: &Limits) -> String {
    let around = fresh();
    let into = around.path().join("into");
    std::fs::create_dir(&into).expect("the folder is ours");
    let error = unpacked(archive, &into, limits).expect_err("it has to be refused");
    let listed = |dir: &Path| -> Vec<String> {
        let entries = std::fs::read_dir(dir).expect("the folder is ours");
        entries.map(|entry| entry.expect("it is ours").file_name().into_string().expect("a name")).collect()
    };
    assert_eq!(listed(around.path()), ["into"], "{error}");
    assert!(listed(&into).iter().all(|name| TABLES.iter().any(|table| table.file == name)), "{error}");
    assert!(!error.hint().is_empty());
    format!("{}: {error}", error.code())
}

#[test]
fn a_folder_that_was_packed_is_read_as_the_folder() {
    let dir = fresh();
    native::write(dir.path(), &sample(), &Package::default()).expect("the folder can be written");
    let expected = native::read(dir.path()).expect("the folder can be read").records;
    let read = |table: &native::Table| std::fs::read(dir.path().join(table.file)).expect("every table is written");
    let tables: Vec<(&str, Vec<u8>)> = TABLES.iter().map(|table| (table.file, read(table))).collect();
    for folder in ["", "data/", "a/b c/"] {
        let named: Vec<(String, &[u8])> =
            tables.iter().map(|(file, bytes)| (format!("{folder}{file}"), bytes.as_slice())).collect();
        let mut files: Vec<(&str, &[u8])> = named.iter().map(|(name, bytes)| (name.as_str(), *bytes)).collect();
        files.extend([("README.md", b"read me" as &[u8]), ("__MACOSX/data/actors.csv", b"x"), ("data/x/", b"")]);
        let into = fresh();
        unpacked(&packed(&files), into.path(), &Limits::default()).expect("it is in order");
        assert!(!into.path().join("README.md").exists());
        assert_eq!(native::read(into.path()).expect("the folder can be read").records, expected, "`{folder}`");
    }
}

#[test]
fn names_that_lead_out_of_the_archive_are_refused() {
    let long = "a/".repeat(130) + "actors.csv";
    for name in [
        "../actors.csv",
        "/actors.csv",
        "a/../../actors.csv",
        "..\\actors.csv",
        "C:/actors.csv",
        "a//actors.csv",
        "a\n/b",
        &long,
    ] {
        let archive = packed(&[("names.csv", b"x"), (name, b"y")]);
        let told = refused(&archive, &Limits::default());
        assert!(told.starts_with("BAD_ARCHIVE: the archive has an entry `"), "{name}: {told}");
    }
}

#[test]
fn what_is_no_one_folder_of_tables_is_refused() {
    let cases: [(Files<'_>, &str); 4] = [
        (&[], "there is no table in it"),
        (&[("readme.txt", b"x"), ("__MACOSX/actors.csv", b"x")], "there is no table in it"),
        (&[("a/actors.csv", b"x"), ("b/names.csv", b"x")], "there are tables in `a/` and in `b/`"),
        (&[("actors.csv", b"x"), ("actors.csv", b"y")], "`actors.csv` is there twice"),
    ];
    for (files, found) in cases {
        let expected = format!("BAD_ARCHIVE: the archive does not hold one folder of tables: {found}");
        assert_eq!(refused(&packed(files), &Limits::default()), expected);
    }
}

#[test]
fn bombs_are_stopped_at_the_bounds() {
    let zeros = vec![0; 1 << 20];
    let archive = packed(&[("actors.csv", &zeros), ("names.csv", &zeros)]);
    assert!(archive.len() < 10_000);
    for bytes_max in [0, 1, (1 << 20) - 1, (1 << 21) - 1] {
        let limits = Limits { archive_bytes_max: bytes_max, ..Limits::default() };
        let expected = format!("ARCHIVE_TOO_LARGE: the tables of the archive have more than {bytes_max} bytes");
        assert_eq!(refused(&archive, &limits), expected);
    }
    let limits = Limits { archive_bytes_max: 1 << 21, archive_entries_max: 2, ..Limits::default() };
    unpacked(&archive, fresh().path(), &limits).expect("it is as large as it may be");
    let limits = Limits { archive_entries_max: 1, ..limits };
    assert_eq!(refused(&archive, &limits), "ARCHIVE_TOO_LARGE: the archive has more than 1 entries");
}

#[test]
fn a_link_and_what_is_encrypted_are_refused() {
    let mut archive = packed(&[("actors.csv", b"id\n")]);
    let central = archive.windows(4).position(|bytes| bytes == b"PK\x01\x02").expect("it has a directory");
    let flags = central + 8;
    archive[flags] |= 1;
    let expected = "BAD_ARCHIVE: `actors.csv` is encrypted, a link, or packed otherwise than by Deflate";
    assert_eq!(refused(&archive, &Limits::default()), expected);
    archive[flags] &= !1;
    // Made on Unix, with the mode of a symbolic link.
    archive[central + 5] = 3;
    archive[central + 40..central + 42].copy_from_slice(&0o120_777_u16.to_le_bytes());
    assert_eq!(refused(&archive, &Limits::default()), expected);
}

#[test]
fn damage_is_told_or_does_not_matter() {
    let text: Vec<u8> = (0..3_000_u32).flat_map(|number| number.to_string().into_bytes()).collect();
    let sound = packed(&[("actors.csv", &text), ("notes.txt", b"read me")]);
    for at in 0..sound.len() {
        let mut archive = sound.clone();
        archive[at] ^= 1 << (at % 8);
        let into = fresh();
        if unpacked(&archive, into.path(), &Limits::default()).is_ok() {
            let unpacked = std::fs::read(into.path().join("actors.csv")).expect("it is the only table");
            assert_eq!(unpacked, text, "a flip at {at} of {} went unseen", sound.len());
        }
        assert!(unpacked(&sound[..at], fresh().path(), &Limits::default()).is_err(), "cut at {at}");
    }
    assert!(unpack(File::open("/dev/null").expect("it is there"), fresh().path(), &Limits::default()).is_err());
}
