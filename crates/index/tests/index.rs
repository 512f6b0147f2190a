//! The index as its users see it, on invented persons.

use liaison_index::{Error, Hit, Index, Options, build};
use liaison_person::{Record, ftm};
use proptest::prelude::*;
use serde_json::json;
use sha2::{Digest, Sha256};

fn record(id: &str, schema: &str, properties: &serde_json::Value) -> Record {
    let entity = json!({"id": id, "schema": schema, "properties": properties});
    ftm::from_value(&entity).expect("an entity").record
}

fn person(id: &str, names: &[&str]) -> Record {
    record(id, "Person", &json!({"name": names}))
}

/// A list of other persons with names that share parts with those looked for.
fn crowd() -> Vec<Record> {
    const GIVEN: [&str; 12] = [
        "Anton",
        "Антон",
        "Muhammad",
        "محمد",
        "Georgios",
        "Γεώργιος",
        "Yosef",
        "יוסף",
        "Maria",
        "Husayn",
        "حسين",
        "Pavel",
    ];
    const FAMILY: [&str; 12] = [
        "Obolensky",
        "Образцов",
        "al-Tamimi",
        "القحطاني",
        "Papanikolaou",
        "Παπαδάκης",
        "Levi",
        "לוי",
        "Lindqvist",
        "Qasimi",
        "Vershinin",
        "Кохан",
    ];
    let pairs = GIVEN
        .iter()
        .flat_map(|given| FAMILY.iter().map(move |family| (given, family)));
    pairs
        .enumerate()
        .map(|(n, (given, family))| person(&format!("crowd-{n}"), &[&format!("{given} {family}")]))
        .collect()
}

fn index(records: Vec<Record>) -> Index {
    let records: Vec<(String, Record)> = records
        .into_iter()
        .map(|r| ("list".to_owned(), r))
        .collect();
    Index::from_bytes(build(&records).expect("builds").bytes).expect("opens")
}

fn search(index: &Index, query: &Record) -> Vec<Hit> {
    index.search(
        query,
        &Options {
            limit: 10,
            threshold: 0.0,
        },
    )
}

#[test]
fn one_person_is_found_first_in_any_script_and_back() {
    let pairs = [
        ("Образцев Антон", "Anton Obraztsyev"),
        ("Образцев Антон", "OBRAZTSEV, Anton"),
        ("محمد حسين القرشي", "Muhammad Husayn al-Qurashi"),
        ("Γεώργιος Παπαδόπουλος", "Georgios Papadopoulos"),
        ("יוסף כהן", "Yosef Cohen"),
    ];
    for (native, latin) in pairs {
        for (asked, kept) in [(native, latin), (latin, native)] {
            let mut records = crowd();
            records.push(person("wanted", &[kept]));
            let hits = search(&index(records), &person("q", &[asked]));
            assert_eq!(hits[0].id, "wanted", "{asked} {kept}");
            assert!(hits[0].score >= 0.7, "{asked} {kept} {}", hits[0].score);
        }
    }
}

#[test]
fn words_written_together_are_found_apart() {
    let mut records = crowd();
    records.push(person("wanted", &["Walijan Azimi"]));
    let hits = search(&index(records), &person("q", &["Wali Jan Azimi"]));
    assert_eq!(hits[0].id, "wanted");
}

#[test]
fn hits_are_ordered_limited_and_explained() {
    let records = vec![
        person("b", &["Anton Obraztsev"]),
        person("a", &["Anton Obraztsev"]),
        person("c", &["Anton Vershinin"]),
        record("ship", "Vessel", &json!({"name": ["Anton Obraztsev"]})),
    ];
    let index = index(records);
    let query = person("q", &["Anton Obraztsev"]);
    let ids = |hits: &[Hit]| hits.iter().map(|h| h.id.clone()).collect::<Vec<_>>();
    assert_eq!(ids(&search(&index, &query)), ["a", "b", "c"]);
    let best = index.search(&query, &Options::default());
    assert_eq!(ids(&best), ["a", "b"]);
    assert_eq!(
        index
            .search(
                &query,
                &Options {
                    limit: 1,
                    threshold: 0.7
                }
            )
            .len(),
        1
    );
    assert_eq!(best[0].explanations[0].feature, "name");
    assert_eq!(
        (best[0].dataset.as_str(), best[0].caption.as_str()),
        ("list", "Anton Obraztsev")
    );
}

#[test]
fn an_equal_document_is_found_under_another_name() {
    let kept = record(
        "x",
        "Person",
        &json!({"name": ["Maria Lindqvist"], "passportNumber": ["71-0012"]}),
    );
    let query = record(
        "q",
        "Person",
        &json!({"name": ["Anton Obraztsev"], "passportNumber": ["710012"]}),
    );
    let mut records = crowd();
    records.push(kept);
    let hits = search(&index(records), &query);
    let hit = hits.iter().find(|h| h.id == "x").expect("found");
    assert!(hit.score > 0.5 && hit.score < 0.7);
}

#[test]
fn records_come_back_by_identifier() {
    let records = crowd();
    let index = index(records.clone());
    assert_eq!(index.len(), records.len());
    for record in &records {
        assert_eq!(index.record(&record.id), Some(("list", record.clone())));
    }
    assert_eq!(index.record("nobody"), None);
    assert_eq!(index.records().count(), records.len());
}

#[test]
fn the_same_records_give_the_same_bytes() {
    let records: Vec<_> = crowd()
        .into_iter()
        .map(|r| ("list".to_owned(), r))
        .collect();
    let first = build(&records).expect("builds");
    let second = build(&records).expect("builds");
    assert_eq!(first.bytes, second.bytes);
    let index = Index::from_bytes(first.bytes).expect("opens");
    assert_eq!(index.hash_hex(), first.hash_hex);
    assert!(build(&[]).is_ok_and(|b| Index::from_bytes(b.bytes).is_ok_and(|i| i.is_empty())));
}

#[test]
fn files_that_are_none_are_told_apart() {
    let bytes = build(&[("list".to_owned(), person("x", &["Anton"]))])
        .expect("builds")
        .bytes;
    let directory = tempfile::tempdir().expect("a directory");
    let path = directory.path().join("index.lix");
    let open = |content: &[u8]| {
        std::fs::write(&path, content).expect("writes");
        Index::open(&path)
    };
    assert!(open(&bytes).is_ok());
    assert!(matches!(open(b""), Err(Error::Foreign)));
    assert!(matches!(open(b"PK\x03\x04 and more"), Err(Error::Foreign)));
    assert!(matches!(
        open(&bytes[..bytes.len() - 1]),
        Err(Error::Length { .. })
    ));
    assert!(matches!(open(&bytes[..20]), Err(Error::Length { .. })));
    let mut other = bytes.clone();
    other[8] = 99;
    assert!(matches!(
        open(&other),
        Err(Error::Version {
            what: "format",
            found: 99,
            ..
        })
    ));
    let mut corrupt = bytes;
    let last = corrupt.len() - 9;
    corrupt[last] ^= 1;
    assert!(matches!(open(&corrupt), Err(Error::Checksum)));
    assert!(matches!(
        Index::open(directory.path().join("none.lix")),
        Err(Error::Read { .. })
    ));
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        let _ = Index::from_bytes(bytes.clone());
        let magic = [b"LIAISONX".to_vec(), bytes].concat();
        let _ = Index::from_bytes(magic);
    }

    #[test]
    fn wrong_content_under_a_right_hash_does_not_panic(
        changes in prop::collection::vec((64_usize..2500, any::<u8>()), 1..12),
    ) {
        let records = [person("x", &["Anton Obraztsev", "Образцев Антон"]), person("y", &["Anton Vershinin"])];
        let records = records.map(|r| ("list".to_owned(), r));
        let mut bytes = build(&records).expect("builds").bytes;
        for (at, value) in changes {
            if let Some(byte) = bytes.get_mut(at) {
                *byte = value;
            }
        }
        let hash = Sha256::digest(&bytes[64..]);
        bytes[32..64].copy_from_slice(&hash);
        if let Ok(index) = Index::from_bytes(bytes) {
            let _ = search(&index, &person("q", &["Anton Obraztsyev"]));
            let _ = index.record("x");
            let _ = index.records().count();
        }
    }
}
