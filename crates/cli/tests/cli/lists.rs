//! `liaison lists`

use std::fs;

use crate::desk::{Desk, testdata};

#[test]
fn a_second_edition_says_what_changed() {
    let desk = Desk::new("AV-NCB");
    let list = desk.path("list.ftm.json");
    let line = |id: &str, name: &str| {
        format!(
            "{{\"id\":\"{id}\",\"schema\":\"Person\",\"properties\":{{\"name\":[\"{name}\"]}}}}\n"
        )
    };
    let add = |text: &str| {
        fs::write(&list, text).expect("writes");
        let path = list.to_str().expect("UTF-8");
        desk.run(["--json", "lists", "add", "ftm", path, "--as", "own"])
            .good()
            .json()
            .remove(0)
    };
    let first = add(&(line("a", "Anna One") + &line("b", "Boris Two") + &line("c", "Carl Three")));
    assert_eq!(
        (&first["added"], &first["changed"], &first["removed"]),
        (&3.into(), &0.into(), &0.into())
    );
    let second = add(&(line("a", "Anna One") + &line("b", "Boris Twoo") + &line("d", "Dora Four")));
    assert_eq!(
        (&second["added"], &second["changed"], &second["removed"]),
        (&1.into(), &1.into(), &1.into())
    );
    assert_eq!(
        desk.run(["match", "Carl Three"]).code,
        0,
        "removed persons are not found"
    );
    assert_eq!(
        desk.run(["match", "Dora Four"]).code,
        3,
        "added persons are found"
    );
    desk.verified();
}

#[test]
fn a_damaged_file_is_refused_whole_and_the_edition_stays() {
    let desk = Desk::new("AV-NCB").with_list();
    let before = desk.run(["lists", "export"]).good().out;
    let damaged = desk.path("ofac");
    fs::create_dir(&damaged).expect("makes");
    for file in fs::read_dir(testdata().join("lists/ofac")).expect("reads") {
        let file = file.expect("a file");
        let mut bytes = fs::read(file.path()).expect("reads");
        if file.file_name() == "sdn.csv" {
            bytes.truncate(bytes.len() / 2);
        }
        fs::write(damaged.join(file.file_name()), bytes).expect("writes");
    }
    let refused = desk.run(["lists", "add", "ofac", damaged.to_str().expect("UTF-8")]);
    assert_eq!(refused.code, 1);
    assert!(refused.err.contains("sdn.csv"), "{}", refused.err);
    assert!(
        refused.err.contains("keeps the edition it had"),
        "{}",
        refused.err
    );
    assert_eq!(desk.run(["lists", "export"]).good().out, before);
    desk.verified();
}

#[test]
fn a_removed_list_is_gone_from_the_index_too() {
    let desk = Desk::new("AV-NCB").with_list();
    assert_eq!(desk.run(["match", "Образцев Антон"]).code, 3);
    desk.run(["lists", "remove", "us_ofac_sdn"]).good();
    assert_eq!(desk.run(["match", "Образцев Антон"]).code, 0);
    assert_eq!(desk.run(["lists", "remove", "us_ofac_sdn"]).code, 1);
    desk.verified();
}

#[test]
fn export_gives_every_name_as_kept() {
    let desk = Desk::new("AV-NCB").with_list();
    let entities = desk.run(["lists", "export"]).good().json();
    assert_eq!(entities.len(), 246);
    let man = entities
        .iter()
        .find(|entity| entity["id"] == "sdn-90001")
        .expect("on the list");
    assert_eq!(
        man["properties"]["name"][0],
        "OBRAZTSYEV, Anton Maksimovich"
    );
    assert_eq!(man["datasets"][0], "us_ofac_sdn");
}

#[test]
fn an_unknown_format_names_the_known_ones() {
    let desk = Desk::new("AV-NCB");
    let run = desk.run(["lists", "add", "ofacc", "x"]);
    assert_eq!(run.code, 2);
    assert!(
        run.err.contains("ofac") && run.err.contains("ftm"),
        "{}",
        run.err
    );
}

/// The published lists, where they are at hand: `$LIAISON_DATA`, or `shared/` beside the project.
fn published() -> Option<std::path::PathBuf> {
    let beside = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let root = std::env::var_os("LIAISON_DATA").map_or(beside, Into::into);
    [root.join("data"), root]
        .into_iter()
        .find(|path| path.join("ofac/sdn.csv").exists())
}

#[test]
#[expect(clippy::print_stderr, reason = "a test that is skipped says so")]
fn the_published_lists_come_in_whole() {
    let Some(data) = published() else {
        eprintln!("skipped: the published lists are not at hand (set LIAISON_DATA)");
        return;
    };
    let desk = Desk::new("AV-NCB");
    let path = |name: &str| data.join(name).to_str().expect("UTF-8").to_owned();
    desk.run(["lists", "add", "ofac", &path("ofac")]).good();
    desk.run(["lists", "add", "un", &path("un/UN_consolidated.xml")])
        .good();

    // Counted another way: by the bytes of the files.
    let sdn = fs::read_to_string(data.join("ofac/sdn.csv")).expect("reads");
    let on_file = sdn
        .lines()
        .filter(|line| line.contains(",\"individual\","))
        .count();
    let un = fs::read_to_string(data.join("un/UN_consolidated.xml")).expect("reads");
    let on_file = on_file + un.matches("<INDIVIDUAL>").count();
    let entities = desk.run(["lists", "export"]).good().json();
    let persons = entities
        .iter()
        .filter(|entity| entity["schema"] == "Person")
        .count();
    assert_eq!(persons, on_file);
    desk.verified();
}
