//! What must be refused, on the invented lists: cuts at every record and at many bytes, damage,
//! other kinds of file. Never `Ok` with fewer persons than were published.
#![allow(missing_docs)]

use std::{fs, path::PathBuf};

use liaison_lists::{Edition, Error, Kind, digest, read, read_bytes};
use liaison_person::{NameKind, Quality, Schema};
use proptest::prelude::*;

fn directory(list: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../../testdata/lists")
        .join(list)
}

type Files = Vec<(&'static str, Vec<u8>)>;

fn ofac_files() -> Files {
    let names = ["sdn.csv", "alt.csv", "add.csv", "sdn_comments.csv"];
    let bytes = |name| fs::read(directory("ofac").join(name)).expect("the fixture");
    names.map(|name| (name, bytes(name))).into()
}

fn un_file() -> Vec<u8> {
    fs::read(directory("un").join("consolidated.xml")).expect("the fixture")
}

fn parse(kind: Kind, files: &Files) -> Result<Edition, Error> {
    let files: Vec<(&str, &[u8])> = files.iter().map(|(n, b)| (*n, b.as_slice())).collect();
    read_bytes(kind, &files)
}

fn with(mut files: Files, name: &str, change: impl FnOnce(&mut Vec<u8>)) -> Files {
    let (_, bytes) = files
        .iter_mut()
        .find(|(n, _)| *n == name)
        .expect("the file");
    change(bytes);
    files
}

fn ofac_refusal(name: &str, change: impl FnOnce(&mut Vec<u8>)) -> String {
    let error = parse(Kind::Ofac, &with(ofac_files(), name, change)).expect_err("refused");
    assert!(matches!(error, Error::Malformed { .. }), "{error}");
    error.to_string()
}

/// Where each line ends.
fn line_ends(bytes: &[u8]) -> Vec<usize> {
    let ends = bytes.iter().enumerate().filter(|(_, b)| **b == b'\n');
    ends.map(|(at, _)| at + 1).collect()
}

#[test]
fn the_invented_lists_are_read_whole() {
    let files = read(Kind::Ofac, &[directory("ofac")], &mut |_| {}).expect("reads");
    assert_eq!(files, parse(Kind::Ofac, &ofac_files()).expect("reads"));
    let anton = files
        .records
        .iter()
        .find(|r| r.id == "sdn-90001")
        .expect("the case");
    assert_eq!(anton.caption(), "OBRAZTSYEV, Anton Maksimovich");
    let dates: Vec<String> = anton.birth_dates.iter().map(ToString::to_string).collect();
    assert_eq!(dates, ["1987", "1988"]);
    let long = files.records.iter().flat_map(|r| &r.names);
    let last = long.filter(|n| n.full == "THE LAST IN A LONG REMARK");
    assert_eq!(last.filter(|n| n.quality == Quality::Weak).count(), 2);
    assert!(files.records.iter().any(|r| r.schema == Schema::Vessel));

    let un = read(Kind::Un, &[directory("un")], &mut |_| {}).expect("reads");
    assert!(
        un.records
            .iter()
            .any(|r| r.names.iter().any(|n| n.kind == NameKind::OriginalScript))
    );
    assert_eq!(un.digest.len(), 64);
    assert_ne!(digest(&un.records[0]), digest(&un.records[1]));
}

#[test]
fn the_search_goldens_ask_for_persons_who_are_there() {
    let mut known = std::collections::BTreeSet::new();
    for (kind, list) in [(Kind::Ofac, "ofac"), (Kind::Un, "un")] {
        let edition = read(kind, &[directory(list)], &mut |_| {}).expect("reads");
        known.extend(
            edition
                .records
                .into_iter()
                .map(|r| (edition.id.clone(), r.id)),
        );
    }
    for script in ["cyrl", "grek", "arab", "hebr", "latn"] {
        let path = directory("../names").join(format!("{script}.tsv"));
        let text = fs::read_to_string(path).expect("the goldens");
        for line in text.lines() {
            let [query, birth, id, dataset] = line.split('\t').collect::<Vec<_>>()[..] else {
                panic!("{script}: {line}");
            };
            assert!(!query.trim().is_empty());
            let date = birth.parse::<liaison_person::PartialDate>();
            assert!(birth == "-" || date.is_ok(), "{line}");
            assert!(
                known.contains(&(dataset.to_owned(), id.to_owned())),
                "{line}"
            );
        }
        assert!(text.lines().count() >= 25, "{script}");
    }
}

#[test]
fn every_cut_between_two_rows_of_ofac_is_noticed() {
    for (name, whole) in ofac_files() {
        for end in line_ends(&whole) {
            // Without what follows the last row: Ctrl-Z, or nothing in the comments.
            if end == whole.len() {
                continue;
            }
            let cut = with(ofac_files(), name, |bytes| bytes.truncate(end));
            assert!(parse(Kind::Ofac, &cut).is_err(), "{name} cut at {end}");
        }
    }
}

#[test]
fn a_cut_sdn_file_is_noticed_without_ctrl_z_by_the_other_files() {
    let bare: Files = ofac_files()
        .into_iter()
        .map(|(name, mut bytes)| {
            bytes.retain(|b| *b != 0x1a);
            (name, bytes)
        })
        .collect();
    let whole = parse(Kind::Ofac, &bare).expect("Ctrl-Z is not needed");
    for end in line_ends(&bare[0].1) {
        let cut = with(bare.clone(), "sdn.csv", |bytes| bytes.truncate(end));
        match parse(Kind::Ofac, &cut) {
            Ok(edition) => assert_eq!(edition.records.len(), whole.records.len()),
            Err(error) => assert!(error.to_string().contains("not in `sdn.csv`"), "{error}"),
        }
    }
}

#[test]
fn every_cut_inside_a_file_is_noticed() {
    for (name, whole) in ofac_files() {
        for at in (0..whole.len()).step_by(if name == "sdn.csv" { 211 } else { 97 }) {
            let cut = with(ofac_files(), name, |bytes| bytes.truncate(at));
            assert!(parse(Kind::Ofac, &cut).is_err(), "{name} cut at {at}");
        }
    }
    let whole = un_file();
    let text = String::from_utf8(whole.clone()).expect("text");
    let ends = text
        .match_indices("</INDIVIDUAL>")
        .map(|(at, tag)| at + tag.len());
    for at in ends
        .chain((0..whole.len()).step_by(1009))
        .chain([whole.len() - 1])
    {
        assert!(
            read_bytes(Kind::Un, &[("un.xml", &whole[..at])]).is_err(),
            "cut at {at}"
        );
    }
}

/// FollowTheMoney lines have no end: a cut between two of them cannot be told, any other is.
#[test]
fn a_cut_line_of_follow_the_money_is_noticed() {
    let line = |id: u32| format!("{{\"id\":\"{id}\",\"schema\":\"Person\",\"properties\":{{}}}}\n");
    let whole: String = (0..20).map(line).collect();
    for at in 1..whole.len() {
        let complete = whole[..at].matches("}}\n").count();
        match read_bytes(Kind::Ftm, &[("x.json", &whole.as_bytes()[..at])]) {
            Ok(edition) => assert!(edition.records.len() >= complete),
            Err(error) => assert!(matches!(error, Error::Malformed { .. })),
        }
        let whole_line = whole[..at].ends_with("}}\n") || whole[..at].ends_with("}}");
        let read = read_bytes(Kind::Ftm, &[("x.json", &whole.as_bytes()[..at])]);
        assert_eq!(read.is_ok(), whole_line, "cut at {at}");
    }
}

#[test]
fn damage_is_told_with_file_line_and_reason() {
    let extra = |line: &'static str| {
        move |bytes: &mut Vec<u8>| {
            bytes.splice(0..0, line.bytes());
        }
    };
    let refused = ofac_refusal("sdn.csv", extra("1,\"A\",-0- ,-0- \r\n"));
    assert!(
        refused.contains("`sdn.csv`, line 1: 4 fields in place of 12"),
        "{refused}"
    );
    assert!(ofac_refusal("alt.csv", extra("90001,1,\"aka\",\"A,-0- \r\n")).contains("not closed"));
    assert!(
        ofac_refusal("alt.csv", extra("5,1,\"aka\",\"A\",-0- \r\n")).contains("entry 5 is not in")
    );
    assert!(
        ofac_refusal("add.csv", extra("5,1,-0- ,-0- ,-0- ,-0- \r\n")).contains("entry 5 is not in")
    );
    assert!(
        ofac_refusal("sdn.csv", |bytes| {
            let row = bytes[..line_ends(bytes)[0]].to_vec();
            bytes.splice(0..0, row);
        })
        .contains("line 2: entry 90001 is there twice")
    );
    assert!(
        ofac_refusal("sdn.csv", |bytes| bytes[10] = 0xe9).contains("line 1: the text is not UTF-8")
    );
    assert!(ofac_refusal("sdn.csv", |bytes| bytes[10] = 0).contains("control character"));
    assert!(
        ofac_refusal("alt.csv", |bytes| {
            bytes.pop();
        })
        .contains("Ctrl-Z")
    );
    assert!(
        ofac_refusal("sdn.csv", |bytes| {
            bytes.splice(10..10, std::iter::repeat_n(b'A', 1 << 20));
        })
        .contains("longer than any")
    );
    assert!(
        ofac_refusal("sdn.csv", |bytes| {
            bytes.splice(10..10, std::iter::repeat_n(b'A', 40 * 1024));
        })
        .contains("longer than any")
    );
    assert!(ofac_refusal("sdn.csv", Vec::clear).contains("empty"));
    assert!(
        ofac_refusal("sdn_comments.csv", |bytes| {
            bytes.truncate(line_ends(bytes)[0]);
        })
        .contains("does not continue it")
    );
}

#[test]
fn another_kind_of_file_is_told() {
    for (bytes, reason) in [
        (b"\x1f\x8b\x08\0".as_slice(), "gzip"),
        (b"PK\x03\x04", "ZIP"),
        (b"\n<!DOCTYPE html><html>", "HTML"),
        (b"", "empty"),
        (b"\xff\xfe<\0", "UTF-16"),
    ] {
        for (kind, name) in [
            (Kind::Ofac, "sdn.csv"),
            (Kind::Un, "un.xml"),
            (Kind::Ftm, "x.json"),
        ] {
            let error = read_bytes(kind, &[(name, bytes)])
                .expect_err("refused")
                .to_string();
            assert!(error.contains(reason), "{error}");
        }
    }
    assert!(read_bytes(Kind::Ofac, &[("sdn.csv", &un_file())]).is_err());
    assert!(read_bytes(Kind::Un, &[("un.xml", &ofac_files()[0].1)]).is_err());
    assert!(read_bytes(Kind::Ftm, &[("x.json", &un_file())]).is_err());
}

#[test]
fn a_long_text_or_a_record_twice_is_refused_in_xml() {
    let text = String::from_utf8(un_file()).expect("text");
    let long = text.replacen("Invented. Said", &"x".repeat(1 << 20), 1);
    let error = read_bytes(Kind::Un, &[("un.xml", long.as_bytes())]).expect_err("refused");
    assert!(error.to_string().contains("longer than any"), "{error}");
    let twice = text.replacen("7900002", "7900001", 1);
    let error = read_bytes(Kind::Un, &[("un.xml", twice.as_bytes())]).expect_err("refused");
    assert!(error.to_string().contains("twice"), "{error}");
    let mut latin1 = text.into_bytes();
    let at = latin1
        .windows(10)
        .position(|w| w == b"<COMMENTS1")
        .expect("a comment")
        + 12;
    latin1[at] = 0xe9;
    let error = read_bytes(Kind::Un, &[("un.xml", &latin1)]).expect_err("refused");
    assert!(error.to_string().contains("not UTF-8"), "{error}");
}

#[test]
fn a_set_needs_its_files_and_sdn_may_stand_alone() {
    let missing = |keep: &[&str]| {
        let files: Files = ofac_files()
            .into_iter()
            .filter(|(n, _)| keep.contains(n))
            .collect();
        match parse(Kind::Ofac, &files) {
            Err(Error::Missing { file, .. }) => Some(file),
            Err(error) => panic!("{error}"),
            Ok(_) => None,
        }
    };
    assert_eq!(missing(&["sdn.csv"]), None);
    assert_eq!(missing(&["alt.csv", "add.csv"]), Some("sdn.csv"));
    assert_eq!(missing(&["sdn.csv", "add.csv"]), Some("alt.csv"));
    assert_eq!(missing(&["sdn.csv", "alt.csv"]), Some("add.csv"));
    assert_eq!(
        missing(&["sdn.csv", "alt.csv", "add.csv"]),
        Some("sdn_comments.csv")
    );

    let place = tempfile::tempdir().expect("a directory");
    fs::copy(
        directory("ofac").join("sdn.csv"),
        place.path().join("SDN.CSV"),
    )
    .expect("copies");
    let error = read(Kind::Ofac, &[place.path().to_owned()], &mut |_| {}).expect_err("refused");
    assert!(matches!(
        error,
        Error::Missing {
            file: "alt.csv",
            ..
        }
    ));
    let alone = read(Kind::Ofac, &[place.path().join("SDN.CSV")], &mut |_| {}).expect("reads");
    assert!(!alone.records.is_empty());
    assert!(matches!(
        read(Kind::Un, &[place.path().to_owned()], &mut |_| {}),
        Err(Error::Missing { .. })
    ));
    assert!(matches!(
        read(Kind::Un, &[place.path().join("none")], &mut |_| {}),
        Err(Error::Io { .. })
    ));
}

/// The first entries of a fixture, so that a mutation costs little.
fn small() -> (Files, Vec<u8>) {
    let keep = ["90001,", "90004,", "90007,", "90010,", "90013,", "90016,"];
    let files = ofac_files().into_iter().map(|(name, bytes)| {
        let text = String::from_utf8(bytes).expect("text");
        let kept: String = text
            .split_inclusive('\n')
            .filter(|line| keep.iter().any(|k| line.starts_with(k)) || line.starts_with('\u{1a}'))
            .collect();
        let kept = if kept.is_empty() {
            "90001,\" \"\r\n".to_owned()
        } else {
            kept
        };
        (name, kept.into_bytes())
    });
    let un = String::from_utf8(un_file()).expect("text");
    let third = un.match_indices("</INDIVIDUAL>").nth(3).expect("some").0 + "</INDIVIDUAL>".len();
    let un = format!("{}</INDIVIDUALS></CONSOLIDATED_LIST>", &un[..third]);
    (files.collect(), un.into_bytes())
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 300,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn no_bytes_make_a_reader_panic(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        for (kind, name) in [(Kind::Ofac, "sdn.csv"), (Kind::Un, "un.xml"), (Kind::Ftm, "x.json")] {
            let _ = read_bytes(kind, &[(name, &bytes)]);
        }
    }

    #[test]
    fn no_remark_makes_a_reader_panic(remark in "((alt\\. )?(DOB|POB|Passport|a\\.k\\.a\\.|nationality|SSN) ?[^\"\\p{C}]{0,12};? ?){0,4}") {
        let row = format!("1,\"A\",\"individual\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\"{remark}\"\r\n");
        prop_assert!(read_bytes(Kind::Ofac, &[("sdn.csv", row.as_bytes())]).is_ok());
    }

    #[test]
    fn no_damage_makes_a_reader_panic(
        file in 0_usize..4, changes in proptest::collection::vec((any::<usize>(), any::<u8>()), 1..6), cut in any::<usize>(),
    ) {
        let (mut files, mut un) = small();
        let target = &mut files[file].1;
        for bytes in [target, &mut un] {
            for (at, value) in &changes {
                let at = at % bytes.len();
                bytes[at] = *value;
            }
            bytes.truncate(1 + cut % bytes.len());
        }
        let _ = parse(Kind::Ofac, &files);
        let _ = read_bytes(Kind::Un, &[("un.xml", &un)]);
        let _ = read_bytes(Kind::Un, &[("un.xml", &files[file].1)]);
    }
}
