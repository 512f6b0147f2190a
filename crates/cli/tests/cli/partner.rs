//! `liaison partner`

use std::fs;

use crate::desk::Desk;

#[test]
fn a_card_is_accepted_only_with_the_fingerprint_that_was_read_out() {
    let (a, b) = (Desk::new("AV-NCB"), Desk::new("BR-SEC"));
    let card = b.run(["partner", "card"]).good().out;
    let path = a.path("card");
    fs::write(&path, &card).expect("writes");
    let path = path.to_str().expect("UTF-8");
    assert_eq!(a.run(["partner", "add", path]).code, 1);
    let wrong = a.run(["partner", "add", path, "--fingerprint", "00000 00000"]);
    assert_eq!(wrong.code, 1);
    assert!(wrong.err.contains("not what was read out"), "{}", wrong.err);
    assert!(
        a.run(["--json", "partner", "list"])
            .good()
            .json()
            .is_empty()
    );
}

#[test]
fn an_altered_card_is_refused() {
    let (a, b) = (Desk::new("AV-NCB"), Desk::new("BR-SEC"));
    let card = b
        .run(["partner", "card"])
        .good()
        .out
        .replace("127.0.0.1", "127.0.0.9");
    let path = a.path("card");
    fs::write(&path, card).expect("writes");
    let run = a.run([
        "partner",
        "add",
        path.to_str().expect("UTF-8"),
        "--fingerprint",
        "1",
    ]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("signature does not fit"), "{}", run.err);
}

#[test]
fn nothing_is_sent_to_a_revoked_partner() {
    let (a, _b) = Desk::pair();
    let reference = a.draft("BR-SEC", "Anton Obraztsev");
    a.run(["partner", "revoke", "BR-SEC"]).good();
    let run = a.run(["request", "send", &reference]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("revoked"), "{}", run.err);
    a.verified();
}
