//! Images of networks: what is written comes back, and what was not written so is refused. Not here: speed.

use std::collections::BTreeMap;

use entente_graph::{
    AgreementChange, AgreementNumber, Around, Delta, ImageError, Listing, Network, Node, Place, Sections, Stamp, View,
    neighbourhood,
};
use petgraph::visit::{EdgeRef, IntoEdgeReferences};
use proptest::prelude::*;

use crate::world::{World, ample, check, check_on, worlds};

const STAMP: Stamp = Stamp { revision: 7, key: [3; 32] };

fn written(network: &Network, sections: &Sections) -> Vec<u8> {
    let mut bytes = Vec::new();
    network.write_image(&mut bytes, &STAMP, sections).expect("memory can be written");
    bytes
}

fn read(bytes: &[u8], stamp: &Stamp) -> Result<(Network, Sections), ImageError> {
    Network::read_image(bytes, bytes.len() as u64, stamp)
}

fn sections() -> Sections {
    BTreeMap::from([("names".to_owned(), b"albania\0romania".to_vec()), ("nothing".to_owned(), Vec::new())])
}

/// Checks that two networks answer the same, and so are equal as far as anybody can see.
fn check_equal(world: &World, one: &Network, other: &Network) -> Result<(), TestCaseError> {
    let admission = world.admission();
    prop_assert_eq!((one.node_count(), one.agreement_count()), (other.node_count(), other.agreement_count()));
    let (bounds, two_hops) = (Listing::of_first(100, 1_000), Around::within(2));
    for node in one.nodes() {
        let around = |network: &Network| neighbourhood(network, &[node], &two_hops, &admission, &mut ample(), &bounds);
        prop_assert_eq!(around(one), around(other));
        prop_assert_eq!((one.actor_kind_of(node), one.area_of(node)), (other.actor_kind_of(node), other.area_of(node)));
    }
    for number in (0..one.agreement_count() as u32).map(AgreementNumber) {
        prop_assert_eq!(one.kind_of(number), other.kind_of(number));
        prop_assert_eq!(one.evidence_of(number), other.evidence_of(number));
    }
    let ties = |network: &Network| -> Vec<entente_graph::Tie> {
        View::new(network, &admission, &[]).edge_references().map(|edge| *edge.weight()).collect()
    };
    prop_assert_eq!(ties(one), ties(other));
    Ok(())
}

#[test]
fn what_is_written_comes_back() {
    check(|world| {
        let network = world.network();
        let bytes = written(&network, &sections());
        let (again, own) = read(&bytes, &STAMP).map_err(|error| TestCaseError::fail(error.to_string()))?;
        check_equal(world, &network, &again)?;
        prop_assert_eq!(own, sections());
        prop_assert_eq!(Network::stamp_of_image(&bytes[..]).ok(), Some(STAMP));
        // The same network has the same image, and so has what was read.
        prop_assert_eq!(&written(&again, &sections()), &bytes);
        Ok(())
    });
}

#[test]
fn no_flipped_byte_is_taken_for_what_was_written() {
    check_on(12, worlds(), |world| {
        let bytes = written(&world.network(), &sections());
        for at in 0..bytes.len() {
            for flip in [1, 0x80, 0xff] {
                let mut flipped = bytes.clone();
                flipped[at] ^= flip;
                prop_assert!(read(&flipped, &STAMP).is_err(), "byte {at} of {}", bytes.len());
            }
        }
        Ok(())
    });
}

#[test]
fn a_truncated_or_longer_image_is_refused() {
    check_on(12, worlds(), |world| {
        let bytes = written(&world.network(), &sections());
        for length in 0..bytes.len() {
            prop_assert!(read(&bytes[..length], &STAMP).is_err(), "{length} of {} bytes", bytes.len());
            // The length that is told may be wrong too.
            let told = Network::read_image(&bytes[..length], bytes.len() as u64, &STAMP);
            prop_assert!(matches!(told, Err(ImageError::Damaged { .. })), "{length} of {} bytes", bytes.len());
        }
        prop_assert!(read(&[&bytes[..], &[0]].concat(), &STAMP).is_err());
        Ok(())
    });
}

#[test]
fn another_revision_key_or_version_is_stale() {
    let bytes = written(&Network::default(), &Sections::new());
    let says = |bytes: &[u8], stamp: &Stamp| read(bytes, stamp).map(|_| ()).map_err(|error| error.to_string());
    assert_eq!(says(&bytes, &STAMP), Ok(()));
    let stale = |what: &str| Err(format!("the image has another {what}"));
    assert_eq!(says(&bytes, &Stamp { revision: 8, ..STAMP }), stale("revision"));
    assert_eq!(says(&bytes, &Stamp { key: [4; 32], ..STAMP }), stale("key"));
    let mut newer = bytes.clone();
    newer[8] += 1;
    assert_eq!(says(&newer, &STAMP), stale("version of the format"));
    let foreign = Err("the file is no image of a network of this kind of machine".to_owned());
    assert_eq!(says(&[b"SQLite format 3\0", &bytes[16..]].concat(), &STAMP), foreign);
    let mut other_order = bytes;
    other_order[12..16].reverse();
    assert_eq!(says(&other_order, &STAMP), foreign);
}

#[test]
fn a_network_with_changes_has_no_image() {
    check_on(30, worlds(), |world| {
        let network = world.network();
        let (last, number) = (network.agreement_bound().checked_sub(1), network.agreement_bound());
        prop_assume!(number > 0);
        let place = last.map(|last| network.place_of_agreement(AgreementNumber(last as u32)));
        let place = Place::between(place, None).expect("the order has no end");
        let stated = AgreementChange::Stated { place, facts: world.agreements[0].clone() };
        let next = network.next(&Delta { actors: Vec::new(), agreements: vec![stated] }).expect("it is small");
        let refused = next.write_image(Vec::new(), &STAMP, &Sections::new());
        prop_assert!(matches!(refused, Err(ImageError::Changed)));
        prop_assert!(network.stands(Node(0)) && network.write_image(Vec::new(), &STAMP, &Sections::new()).is_ok());
        Ok(())
    });
}
