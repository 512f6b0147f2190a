//! `liaison match`

use crate::desk::{Desk, run};

#[test]
fn the_case_of_the_brief_is_found_with_its_reasons() {
    let desk = Desk::new("BR-SEC").with_list();
    let run = desk.run(["match", "Образцев Антон", "--born", "1986-10-21", "--json"]);
    assert_eq!(run.code, 3);
    let hit = &run.json()[0];
    assert_eq!(hit["id"], "sdn-90001");
    assert_eq!(hit["match"], true);
    assert_eq!(hit["datasets"][0], "us_ofac_sdn");
    let features: Vec<&str> = hit["explanations"]
        .as_array()
        .expect("reasons")
        .iter()
        .map(|reason| reason["feature"].as_str().expect("a feature"))
        .collect();
    assert_eq!(features, ["name", "date"]);
}

#[test]
fn nobody_is_exit_code_0_and_a_wrong_date_is_2() {
    let desk = Desk::new("BR-SEC").with_list();
    assert_eq!(desk.run(["match", "Zebulon Quux"]).code, 0);
    let wrong = desk.run(["match", "Anton", "--born", "21.10.1986"]);
    assert_eq!(wrong.code, 2);
    assert!(wrong.err.contains("YYYY-MM-DD"), "{}", wrong.err);
}

#[test]
fn an_office_without_a_list_says_what_to_do() {
    let desk = Desk::new("BR-SEC");
    let run = desk.run(["match", "Anton Obraztsev"]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("lists add"), "{}", run.err);
}

#[test]
fn every_look_up_is_logged_and_the_log_holds_no_name() {
    let desk = Desk::new("BR-SEC").with_list();
    let before = desk.verified()["leaves"].as_u64().expect("a number");
    desk.run(["match", "Obraztsyev Anton", "--reason", "tip 12"]);
    assert_eq!(desk.verified()["leaves"], before + 1);
    let entries = std::fs::read_dir(desk.office().join("log/tile/entries/000.p")).expect("reads");
    for entry in entries {
        let bytes = std::fs::read(entry.expect("a file").path()).expect("reads");
        let text = String::from_utf8_lossy(&bytes).to_lowercase();
        assert!(text.contains("search") && !text.contains("obraz") && !text.contains("tip 12"));
    }
}

#[test]
fn options_may_stand_before_or_after_the_command() {
    let desk = Desk::new("BR-SEC").with_list();
    let office = desk.office();
    let office = office.to_str().expect("UTF-8");
    let before = run(["--office", office, "--json", "match", "Obraztsyev Anton"]);
    let after = run(["match", "Obraztsyev Anton", "--office", office, "--json"]);
    assert_eq!((before.code, &before.out), (3, &after.out));
}
