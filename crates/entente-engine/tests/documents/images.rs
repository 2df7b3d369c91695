//! Images beside a store: one that is in order spares building, and whatever else lies there changes no answer.

use std::fs;
use std::path::PathBuf;

use entente_engine::Register;
use entente_graph::{Network, Sections, Stamp};
use entente_model::change::Revision;
use entente_model::limits::Limits;
use entente_store::{SqliteStore, Store};
use tempfile::TempDir;

use crate::chains::import;
use crate::chance::Chance;
use crate::evolving::Evolving;
use crate::heard::heard;
use crate::told::{Asked, answers, records};

/// A store in a file, with room beside it.
struct Place(TempDir);

impl Place {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("temporary files can be written"))
    }

    fn image(&self) -> PathBuf {
        self.0.path().join("store.image")
    }

    fn store(&self) -> SqliteStore {
        SqliteStore::open(&self.0.path().join("store")).expect("the store is sound")
    }

    /// Opens the register, whose agreements are not held while there are more than so many, and returns what was logged.
    fn open(&self, agreements_held_max: usize) -> (Register, String) {
        let limits = Limits { agreements_held_max, ..Limits::default() };
        let store = Box::new(self.store());
        let (register, lines) = heard(|| Register::open_beside(store, limits, self.image()));
        (register.expect("the store is sound"), lines.concat())
    }

    /// Makes a world stand and leaves an image of it.
    fn filled(seed: u64) -> (Self, Evolving, String) {
        let (place, mut chance) = (Self::new(), Chance(seed));
        let mut world = Evolving::begin(&mut chance);
        (0..6).for_each(|_| world.change(&mut chance));
        import(&place.open(0).0, world.records(), 1);
        assert!(!place.image().exists(), "an edition that follows has no image");
        let (register, logged) = place.open(0);
        assert_eq!(logged, "");
        let told = told(&register);
        drop(register);
        assert!(place.image().exists() && !place.image().with_extension("image.part").exists());
        (place, world, told)
    }

    /// Opens the register again and checks that it answers as before.
    fn check(&self, told_before: &str) -> String {
        let (register, logged) = self.open(0);
        assert_eq!(told(&register), told_before);
        logged
    }

    /// Returns the stamp that an image of the store has.
    fn stamp(&self) -> Stamp {
        let head = self.store().head().expect("the store is sound");
        Stamp { revision: head.revision.0, key: head.hash.bytes() }
    }

    /// Changes what stands in the image, which has its checksums again.
    fn forge(&self, change: impl FnOnce(&mut Sections)) {
        let (bytes, stamp) = (fs::read(self.image()).expect("there is an image"), self.stamp());
        let (network, mut sections) = Network::read_image(&bytes[..], bytes.len() as u64, &stamp).expect("it is sound");
        change(&mut sections);
        let mut forged = Vec::new();
        network.write_image(&mut forged, &stamp, &sections).expect("memory can be written");
        fs::write(self.image(), forged).expect("temporary files can be written");
    }
}

fn told(register: &Register) -> String {
    let edition = register.edition();
    let standing: Vec<&str> = edition.nodes().map(|node| edition.actor(node).id.as_str()).collect();
    let actors = [0, 1, 2].map(|at| standing[at].to_owned());
    records(&edition) + &answers(&edition, &Asked { older: &edition, actors })
}

#[test]
fn an_image_is_opened_and_answers_as_the_edition_that_was_built() {
    for seed in 0..20 {
        let (place, _, before) = Place::filled(seed);
        let logged = place.check(&before);
        assert!(logged.contains("the image was opened"), "{logged}");
    }
}

#[cfg(unix)]
#[test]
fn only_the_owner_may_read_an_image() {
    use std::os::unix::fs::PermissionsExt;
    let (place, ..) = Place::filled(5);
    assert_eq!(fs::metadata(place.image()).unwrap().permissions().mode() & 0o777, 0o600);
}

#[test]
fn what_was_committed_since_is_followed() {
    for seed in 0..20 {
        let (place, mut world, _) = Place::filled(seed);
        let image = fs::read(place.image()).unwrap();
        let mut chance = Chance(100 + seed);
        let (register, _) = place.open(0);
        for at_us in 2..6 {
            world.change(&mut chance);
            import(&register, world.records(), at_us);
        }
        let (revision, now) = (register.edition().revision(), told(&register));
        drop(register);
        assert_eq!(fs::read(place.image()).unwrap(), image);
        let (register, logged) = place.open(0);
        assert!(logged.contains("the image was opened"), "{logged}");
        assert_eq!((register.edition().revision(), told(&register)), (revision, now));
        // What is built anew has an image of its own, which is another where something was committed.
        let is_ahead = revision > Revision(1);
        register.fold().unwrap();
        drop(register);
        assert_eq!(fs::read(place.image()).unwrap() != image, is_ahead);
    }
}

#[test]
fn no_flipped_or_missing_byte_changes_an_answer() {
    let (place, _, before) = Place::filled(7);
    let image = fs::read(place.image()).unwrap();
    let mut reasons = std::collections::BTreeSet::new();
    let step = (image.len() / 60).max(1);
    for at in (0..64).step_by(3).chain((64..image.len()).step_by(step)) {
        let mut flipped = image.clone();
        flipped[at] ^= 1 << (at % 8);
        fs::write(place.image(), &flipped).unwrap();
        let logged = place.check(&before);
        assert!(logged.contains("the image is not used, and the edition is built"), "byte {at}: {logged}");
        assert_eq!(fs::read(place.image()).unwrap(), image, "it is written again");
        reasons.extend(logged.split("reason=").skip(1).map(str::to_owned));
    }
    for length in (0..image.len()).step_by(step) {
        fs::write(place.image(), &image[..length]).unwrap();
        let logged = place.check(&before);
        assert!(logged.contains("the image is damaged: "), "{length} bytes: {logged}");
    }
    let of = |what: &str| reasons.iter().any(|reason| reason.contains(what));
    assert!(
        of("is no image") && of("version of the format") && of("another history") && of("is damaged"),
        "{reasons:?}"
    );
}

#[test]
fn an_image_that_was_made_up_is_refused() {
    type Forge = fn(&mut Sections);
    let forgeries: [(&str, Forge); 9] = [
        ("program that made it", |sections| sections.get_mut("edition.made_by").unwrap()[0] += 1),
        ("edition.made_by", |sections| _ = sections.remove("edition.made_by")),
        ("edition.ids", |sections| sections.get_mut("edition.ids").unwrap().reverse()),
        ("edition.ids", |sections| sections.get_mut("edition.ids").unwrap()[0] = 200),
        ("edition.id_ends", |sections| _ = sections.remove("edition.id_ends")),
        ("edition.ids", |sections| sections.get_mut("edition.id_ends").unwrap().truncate(8)),
        ("edition.counts", |sections| sections.get_mut("edition.counts").unwrap().clear()),
        ("naming", |sections| sections.get_mut("naming.of").unwrap().fill(255)),
        ("citing_agreements", |sections| sections.get_mut("citing_agreements.at").unwrap().rotate_left(4)),
    ];
    let (place, _, before) = Place::filled(13);
    for (reason, forge) in forgeries {
        place.forge(forge);
        let logged = place.check(&before);
        assert!(logged.contains("the image is not used") && logged.contains(reason), "{reason}: {logged}");
    }
    place.forge(|_| {});
    assert!(place.check(&before).contains("the image was opened"));
}

#[test]
fn an_image_of_another_store_is_refused() {
    let (place, mut world, before) = Place::filled(3);
    let (other, ..) = Place::filled(4);
    let image = fs::read(place.image()).unwrap();
    fs::copy(other.image(), place.image()).unwrap();
    assert!(place.check(&before).contains("another history"));
    // One of a later revision, as where a store was brought back from a backup.
    let (ahead, mut chance) = (Place::new(), Chance(1));
    for at_us in 1..4 {
        world.change(&mut chance);
        import(&ahead.open(0).0, world.records(), at_us);
    }
    let (register, _) = ahead.open(0);
    register.fold().unwrap();
    drop(register);
    fs::copy(ahead.image(), place.image()).unwrap();
    assert!(place.check(&before).contains("another history"));
    assert_eq!(fs::read(place.image()).unwrap(), image);
    fs::remove_file(place.image()).unwrap();
    assert_eq!(place.check(&before), "");
}

#[test]
fn a_register_whose_agreements_are_held_has_no_image() {
    let (place, mut chance) = (Place::new(), Chance(2));
    import(&place.open(1_000).0, Evolving::begin(&mut chance).records(), 1);
    let (register, _) = place.open(1_000);
    register.fold().unwrap();
    drop(register);
    assert!(!place.image().exists());
}
