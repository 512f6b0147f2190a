//! `liaison init`

use std::fs;

use crate::desk::{Desk, run};

#[test]
fn an_existing_office_is_left_alone() {
    let desk = Desk::new("AV-NCB");
    let key = fs::read(desk.office().join("keys/signing.pem")).expect("a key");
    let again = desk.run(["init", "--name", "Other", "--code", "XX-YY"]);
    assert_eq!(again.code, 1);
    assert!(
        again.err.contains("holds an office already"),
        "{}",
        again.err
    );
    assert!(
        again.err.contains("choose another directory"),
        "{}",
        again.err
    );
    assert_eq!(
        fs::read(desk.office().join("keys/signing.pem")).expect("a key"),
        key
    );
}

#[cfg(unix)]
#[test]
fn keys_and_records_are_readable_by_the_owner_only() {
    use std::os::unix::fs::PermissionsExt as _;
    let desk = Desk::new("AV-NCB");
    let mode = |path: &str| {
        let path = desk.office().join(path);
        fs::metadata(path).expect("exists").permissions().mode() & 0o777
    };
    assert_eq!(mode("keys"), 0o700);
    for file in [
        "keys/signing.pem",
        "keys/identity.age",
        "keys/tls-key.pem",
        "office.db",
    ] {
        assert_eq!(mode(file), 0o600, "{file}");
    }
}

#[test]
fn a_new_office_has_a_log_with_a_signed_checkpoint() {
    let desk = Desk::new("AV-NCB");
    let note = fs::read_to_string(desk.office().join("log/checkpoint")).expect("published");
    assert!(note.starts_with("liaison/AV-NCB\n1\n"), "{note}");
    assert_eq!(desk.verified()["leaves"], 1);
}

#[test]
fn a_code_that_cannot_be_one_is_refused_before_anything_is_made() {
    let dir = tempfile::TempDir::new().expect("a directory");
    let office = dir.path().join("office");
    let office = office.to_str().expect("UTF-8");
    let refused = run([
        "init", "--office", office, "--name", "Desk", "--code", "av ncb",
    ]);
    assert_eq!(refused.code, 1);
    assert!(refused.err.contains("capital letters"), "{}", refused.err);
    assert!(!dir.path().join("office").exists());
}

#[test]
fn a_directory_without_an_office_says_how_to_make_one() {
    let dir = tempfile::TempDir::new().expect("a directory");
    let office = dir.path().join("nowhere");
    let run = run(["lists", "show", "--office", office.to_str().expect("UTF-8")]);
    assert_eq!(run.code, 1);
    assert!(
        run.err.contains("init --name NAME --code CODE"),
        "{}",
        run.err
    );
}
