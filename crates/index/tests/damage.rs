//! Files that are not what they should be: told apart, refused, never a panic.

use liaison_index::{Error, Index, Options, build};
use liaison_person::{Name, NameKind, Record, Schema};
use proptest::prelude::*;

fn person(id: &str, name: &str) -> Record {
    let mut record = Record::new(id, Schema::Person);
    record.add_name(Name::new(name, NameKind::Primary));
    record
}

fn bytes() -> Vec<u8> {
    let names = [
        "OBRAZTSYEV, Anton",
        "Образцов Пётр",
        "كريم الحسيني",
        "Marchetti, Lucia",
    ];
    let records: Vec<(String, Record)> = names
        .iter()
        .enumerate()
        .map(|(at, name)| ("demo".to_owned(), person(&format!("d-{at}"), name)))
        .collect();
    build(&records).expect("builds").bytes
}

#[test]
fn the_order_of_records_makes_no_difference() {
    let records = [("b", "x-2"), ("a", "x-1"), ("a", "x-2")]
        .map(|(set, id)| (set.to_owned(), person(id, "OBRAZTSYEV, Anton")));
    let mut turned = records.to_vec();
    turned.reverse();
    let (one, two) = (
        build(&records).expect("builds"),
        build(&turned).expect("builds"),
    );
    assert_eq!(one.bytes, two.bytes);
    assert_eq!(one.hash, two.hash);
}

#[test]
fn a_cut_anywhere_is_noticed() {
    let whole = bytes();
    for end in 0..whole.len() {
        let cut = Index::from_bytes(whole[..end].to_vec());
        assert!(
            matches!(cut, Err(Error::Damaged(_) | Error::NotAnIndex)),
            "cut at {end}"
        );
    }
}

#[test]
fn another_version_and_another_file_are_told_apart() {
    let mut other = bytes();
    other[8] = 9;
    assert!(matches!(
        Index::from_bytes(other),
        Err(Error::Version { found: 9, .. })
    ));
    let zip = b"PK\x03\x04".repeat(100);
    assert!(matches!(Index::from_bytes(zip), Err(Error::NotAnIndex)));
}

#[test]
fn an_empty_index_finds_nobody() {
    let index = Index::from_bytes(build(&[]).expect("builds").bytes).expect("opens");
    assert!(index.is_empty());
    assert!(
        index
            .search(&person("q", "Anton"), &Options::default())
            .is_empty()
    );
}

proptest! {
    #[test]
    fn no_changed_byte_passes(at: prop::sample::Index, bit in 0..8) {
        let mut changed = bytes();
        let at = at.index(changed.len());
        // Four reserved bytes say nothing and are not looked at.
        prop_assume!(!(12..16).contains(&at));
        changed[at] ^= 1u8 << bit;
        prop_assert!(Index::from_bytes(changed).is_err());
    }

    /// With the checksum made to fit, only the tables' own checks stand in the way.
    #[test]
    fn no_forged_table_panics(at: prop::sample::Index, value: u64) {
        use sha2::Digest as _;
        let mut forged = bytes();
        let at = 48 + at.index(forged.len() - 56);
        forged[at..at + 8].copy_from_slice(&value.to_le_bytes());
        let checksum = sha2::Sha256::digest(&forged[48..]);
        forged[16..48].copy_from_slice(&checksum);
        if let Ok(index) = Index::from_bytes(forged) {
            let options = Options { limit: 5, threshold: 0.0 };
            let _ = index.search(&person("q", "Anton Obraztsev"), &options);
        }
    }

    #[test]
    fn no_bytes_panic(mut bytes: Vec<u8>, with_magic: bool) {
        if with_magic {
            bytes.splice(0..0, *b"LIAISONX\x01\0\0\0");
        }
        prop_assert!(Index::from_bytes(bytes).is_err());
    }

    #[test]
    fn any_name_can_be_asked(name in "\\PC{0,40}") {
        let index = Index::from_bytes(bytes()).expect("opens");
        let options = Options { limit: 2, threshold: 0.0 };
        for hit in index.search(&person("q", &name), &options) {
            prop_assert!((0.0..=1.0).contains(&hit.score));
        }
    }
}
