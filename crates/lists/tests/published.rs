//! The lists as published, read and counted a second way that shares nothing with the readers:
//! lines and tags found by plain search of the text.
//!
//! The data is not part of the project. It is looked for in `$LIAISON_DATA` (the directory that
//! holds `ofac/` and `un/`, or the one above), else in `../shared/data`; where it is not, each
//! test says so and ends.
#![allow(missing_docs, clippy::print_stderr)]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    time::Instant,
};

use liaison_lists::{Edition, Kind, read};
use liaison_person::{NameKind, Quality, Record, Schema, country_code};

fn published(list: &str) -> Option<PathBuf> {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let root = std::env::var_os("LIAISON_DATA")
        .map_or_else(|| workspace.join("../shared/data"), PathBuf::from);
    // Tests run in the crate's directory; a relative path is meant from the workspace.
    let root = if root.is_absolute() {
        root
    } else {
        workspace.join(root)
    };
    let found = [root.join(list), root.join("data").join(list)];
    let found = found.into_iter().find(|path| path.is_dir());
    if found.is_none() {
        eprintln!("skipped: no `{list}` directory in LIAISON_DATA or ../shared/data");
    }
    found
}

fn timed(kind: Kind, path: PathBuf) -> Edition {
    let start = Instant::now();
    let mut last = None;
    let edition = read(kind, &[path], &mut |progress| last = Some(progress)).expect("reads");
    let last = last.expect("progress is told");
    assert_eq!(last.bytes_read, last.bytes_total);
    assert_eq!(last.records, edition.records.len());
    eprintln!(
        "{kind}: {} records in {:?}",
        edition.records.len(),
        start.elapsed()
    );
    edition
}

fn names(record: &Record, kind: NameKind, quality: Quality) -> BTreeSet<&str> {
    let chosen = record
        .names
        .iter()
        .filter(|n| n.kind == kind && n.quality == quality);
    chosen.map(|n| n.full.as_str()).collect()
}

/// The text of the n-th quoted field of a published line.
fn quoted(line: &str, nth: usize) -> &str {
    line.split('"').nth(2 * nth + 1).expect("a quoted field")
}

fn number(line: &str) -> &str {
    line.split(',').next().expect("a first field")
}

#[test]
fn every_sdn_individual_is_there_with_his_names() {
    let Some(path) = published("ofac") else {
        return;
    };
    let sdn = fs::read_to_string(path.join("sdn.csv")).expect("sdn.csv");
    let alt = fs::read_to_string(path.join("alt.csv")).expect("alt.csv");
    let comments = fs::read_to_string(path.join("sdn_comments.csv")).expect("comments");
    let edition = timed(Kind::Ofac, path);
    let records: BTreeMap<&str, &Record> = edition
        .records
        .iter()
        .map(|r| (&r.id["sdn-".len()..], r))
        .collect();

    let lines: Vec<&str> = sdn.lines().filter(|line| line.contains(',')).collect();
    assert_eq!(lines.len(), edition.records.len());
    let individuals: BTreeMap<&str, &str> = lines
        .iter()
        .filter(|line| line.contains("\",\"individual\",\""))
        .map(|line| (number(line), quoted(line, 0)))
        .collect();
    let persons = edition
        .records
        .iter()
        .filter(|r| r.schema == Schema::Person);
    assert_eq!(persons.count(), individuals.len());
    for (number, name) in &individuals {
        assert_eq!(records[number].schema, Schema::Person);
        assert_eq!(records[number].names[0].full, name.trim());
    }

    let mut strong: BTreeMap<&str, [BTreeSet<&str>; 2]> = BTreeMap::new();
    let mut rows = 0;
    for line in alt.lines().filter(|line| line.contains(',')) {
        let former = usize::from(line.contains(",\"fka\",\""));
        strong.entry(number(line)).or_default()[former].insert(quoted(line, 1).trim());
        rows += usize::from(individuals.contains_key(number(line)));
    }
    let mut aliases = 0;
    let mut weak = 0;
    for (number, record) in &records {
        let expected = strong.remove(number).unwrap_or_default();
        for (kind, expected) in [NameKind::Alias, NameKind::Former]
            .into_iter()
            .zip(expected)
        {
            let found = names(record, kind, Quality::Strong);
            assert_eq!(found, expected, "sdn-{number}");
            aliases += if record.schema == Schema::Person {
                found.len()
            } else {
                0
            };
        }
        // Weak names are those of the remarks.
        let line = lines
            .iter()
            .find(|l| l.split(',').next() == Some(number))
            .expect("its line");
        let more = comments
            .lines()
            .find(|l| l.split(',').next() == Some(number));
        let remarks = format!(
            "{}{}",
            line.rsplit(",\"").next().unwrap_or(""),
            more.map_or("", |l| quoted(l, 0))
        );
        let found = record
            .names
            .iter()
            .filter(|n| n.quality == Quality::Weak)
            .count();
        assert_eq!(found, stated_weak(record, &remarks), "sdn-{number}");
        weak += if record.schema == Schema::Person {
            found
        } else {
            0
        };
        if record.schema == Schema::Person {
            every_birth_year_is_kept(record, &remarks);
        }
    }
    assert!(strong.is_empty(), "aliases of nobody: {strong:?}");
    eprintln!(
        "SDN: {} individuals, {rows} alias rows of theirs, {aliases} strong names kept, {weak} weak",
        individuals.len()
    );
}

/// How many different names the remarks state that no alias row states as well.
fn stated_weak(record: &Record, remarks: &str) -> usize {
    let strong = |kind| names(record, kind, Quality::Strong);
    let mut stated = BTreeSet::new();
    for (mark, kind) in [
        ("a.k.a. '", NameKind::Alias),
        ("n.k.a. '", NameKind::Alias),
        ("f.k.a. '", NameKind::Former),
    ] {
        for piece in remarks.split(mark).skip(1) {
            let statement = piece.split(';').next().unwrap_or("");
            let end = statement.rfind('\'').unwrap_or(statement.len());
            let name = statement[..end].trim();
            if !strong(kind).contains(name) {
                stated.insert((kind, name.to_owned()));
            }
        }
    }
    stated.len()
}

fn every_birth_year_is_kept(record: &Record, remarks: &str) {
    for statement in remarks.split(';').map(str::trim) {
        if !statement.starts_with("DOB ") && !statement.starts_with("alt. DOB ") {
            continue;
        }
        let digits = statement.split(|c: char| !c.is_ascii_digit());
        for year in digits.filter(|w| w.len() == 4) {
            let known = record
                .birth_dates
                .iter()
                .any(|d| d.year().to_string() == year);
            assert!(known, "{}: {statement}", record.id);
        }
    }
}

/// The pieces of a text between an opening and a closing tag.
fn between<'a>(text: &'a str, tag: &str) -> Vec<&'a str> {
    let (open, close) = (format!("<{tag}>"), format!("</{tag}>"));
    let pieces = text.split(open.as_str()).skip(1);
    pieces
        .map(|piece| piece.split(close.as_str()).next().unwrap_or(""))
        .collect()
}

fn unescaped(text: &str) -> String {
    text.trim()
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&apos;", "'")
        .replace("&amp;", "&")
}

#[test]
fn every_un_individual_is_there_with_his_names() {
    let Some(path) = published("un") else { return };
    let file = fs::read_dir(&path)
        .expect("un")
        .next()
        .expect("a file")
        .expect("a file")
        .path();
    let xml = fs::read_to_string(file).expect("the list");
    let edition = timed(Kind::Un, path);
    let records: BTreeMap<&str, &Record> = edition
        .records
        .iter()
        .map(|r| (&r.id["un-".len()..], r))
        .collect();
    let mut total = [0, 0, 0, 0];
    for (section, schema) in [
        ("INDIVIDUAL", Schema::Person),
        ("ENTITY", Schema::Organization),
    ] {
        let pieces = between(&xml, section);
        assert_eq!(
            records.values().filter(|r| r.schema == schema).count(),
            pieces.len()
        );
        for piece in pieces {
            let id = between(piece, "DATAID")[0];
            let record = records[id];
            assert_eq!(record.schema, schema);
            let parts = ["FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME"];
            let parts = parts.iter().flat_map(|part| between(piece, part));
            let full: Vec<String> = parts
                .map(unescaped)
                .filter(|p| !p.is_empty() && p != "na")
                .collect();
            assert_eq!(record.names[0].full, full.join(" "), "un-{id}");
            let original = between(piece, "NAME_ORIGINAL_SCRIPT")
                .iter()
                .filter(|t| !t.trim().is_empty() && t.trim() != "na")
                .count();
            let kept = record
                .names
                .iter()
                .filter(|n| n.kind == NameKind::OriginalScript)
                .count();
            assert_eq!(kept, original, "un-{id}");
            let aliases: BTreeSet<String> = between(piece, "ALIAS_NAME")
                .into_iter()
                .map(unescaped)
                .filter(|t| !t.is_empty() && t != "na")
                .collect();
            let kept: BTreeSet<String> = record
                .names
                .iter()
                .filter(|n| matches!(n.kind, NameKind::Alias | NameKind::Former))
                .map(|n| n.full.clone())
                .collect();
            assert_eq!(kept, aliases, "un-{id}");
            let years = ["DATE", "YEAR", "FROM_YEAR", "TO_YEAR"];
            for birth in between(piece, "INDIVIDUAL_DATE_OF_BIRTH") {
                for text in years.iter().flat_map(|tag| between(birth, tag)) {
                    let year: u16 = text.trim()[..4].parse().expect("a year");
                    assert!(
                        record.birth_dates.iter().any(|d| d.year() == year),
                        "un-{id}: {text}"
                    );
                }
            }
            if schema == Schema::Person {
                total[0] += 1;
                total[1] += kept.len();
                total[2] += original;
                total[3] += record
                    .names
                    .iter()
                    .filter(|n| n.quality == Quality::Weak)
                    .count();
            }
        }
    }
    let [persons, aliases, originals, weak] = total;
    eprintln!(
        "UN: {persons} individuals, {aliases} aliases ({weak} weak), {originals} names in original script"
    );
}

#[test]
fn every_country_is_known_or_told() {
    let mut unknown: BTreeMap<String, usize> = BTreeMap::new();
    let mut known = 0;
    for (kind, list) in [(Kind::Ofac, "ofac"), (Kind::Un, "un")] {
        let Some(path) = published(list) else {
            continue;
        };
        for record in timed(kind, path).records {
            let documents = record.documents.iter().filter_map(|d| d.country.clone());
            for country in record
                .nationalities
                .iter()
                .chain(&record.countries)
                .cloned()
                .chain(documents)
            {
                if country_code(&country).is_some_and(|code| code == country) {
                    known += 1;
                } else {
                    *unknown.entry(country).or_default() += 1;
                }
            }
        }
    }
    eprintln!("countries: {known} known; the remainder: {unknown:?}");
    assert!(unknown.len() <= 10, "{unknown:?}");
}
