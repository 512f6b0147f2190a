//! `liaison request` and `liaison inbox`, carried by file and by wire.

use std::{fs, thread, time::Duration};

use crate::desk::Desk;

#[test]
fn a_whole_exchange_by_files() {
    let (a, b) = Desk::pair();
    let b = b.with_list();
    let reference = a.draft("BR-SEC", "Образцев Антон");
    let (request, receipt) = (a.path("request.age"), a.path("receipt.age"));
    let (request, receipt) = (
        request.to_str().expect("UTF-8"),
        receipt.to_str().expect("UTF-8"),
    );
    a.run(["request", "send", &reference, "--to-file", request])
        .good();

    let taken = b
        .run(["--json", "inbox", "add", request, "--receipt", receipt])
        .good()
        .json()
        .remove(0);
    assert_eq!(
        (&taken["kind"], &taken["hits"]),
        (&"request".into(), &1.into())
    );
    let again = b
        .run(["--json", "inbox", "add", request, "--receipt", receipt])
        .good()
        .json()
        .remove(0);
    assert_eq!(again["duplicate"], true);
    a.run(["inbox", "add", receipt]).good();

    let shown = b
        .run(["--json", "request", "show", &reference])
        .good()
        .json()
        .remove(0);
    assert_eq!(shown["hits"][0]["id"], "sdn-90001");
    let answer = b.path("answer.age");
    let answer = answer.to_str().expect("UTF-8");
    b.run([
        "request",
        "answer",
        &reference,
        "--text",
        "Listed here",
        "--handling",
        "AMBER/H1",
        "--to-file",
        answer,
    ])
    .good();
    a.run(["inbox", "add", answer, "--receipt", receipt]).good();
    b.run(["inbox", "add", receipt]).good();
    let shown = a
        .run(["--json", "request", "show", &reference])
        .good()
        .json()
        .remove(0);
    assert_eq!(shown["state"], "answered");
    assert_eq!(shown["messages"][1]["body"]["text"], "Listed here");
    for desk in [&a, &b] {
        let report = desk.verified();
        assert_eq!(
            (&report["receipts_held"], &report["receipts_given"]),
            (&1.into(), &1.into())
        );
        assert_eq!(report["waiting"], 0);
    }
}

#[test]
fn faults_of_a_file_are_told_apart_and_change_nothing() {
    let (a, b) = Desk::pair();
    let stranger = Desk::new("XX-YY");
    let files: Vec<String> = (0..2)
        .map(|at| {
            let reference = a.draft("BR-SEC", "Anton Obraztsev");
            let file = a
                .path(&format!("{at}.age"))
                .to_str()
                .expect("UTF-8")
                .to_owned();
            a.run(["request", "send", &reference, "--to-file", &file])
                .good();
            file
        })
        .collect();
    let good = fs::read(&files[0]).expect("reads");
    let refused = |desk: &Desk, bytes: &[u8]| {
        let path = desk.path("bad.age");
        fs::write(&path, bytes).expect("writes");
        let run = desk.run(["inbox", "add", path.to_str().expect("UTF-8")]);
        assert_eq!(run.code, 1, "{}", run.out);
        run.err
    };
    assert!(refused(&b, &good[..good.len() / 2]).contains("cut short"));
    assert!(refused(&b, b"hello").contains("not a sealed message"));
    assert!(refused(&b, &vec![b'x'; 3 << 20]).contains("larger than"));
    assert!(refused(&stranger, &good).contains("another key"));
    let early = fs::read(&files[1]).expect("reads");
    assert!(refused(&b, &early).contains("send the earlier ones first"));
    let mut damaged = good.clone();
    let middle = damaged.len() / 2;
    damaged[middle] = if damaged[middle] == b'A' { b'B' } else { b'A' };
    assert!(refused(&b, &damaged).contains("damaged"));
    assert_eq!(b.verified()["messages"], 0);
    for file in &files {
        b.run(["inbox", "add", file]).good();
    }
    assert_eq!(b.verified()["messages"], 2);
}

#[test]
fn what_cannot_be_sent_now_is_delivered_later() {
    let (a, b) = Desk::pair();
    let reference = a.draft("BR-SEC", "Anton Obraztsev");
    let sent = a.run(["request", "send", &reference]).good();
    assert!(sent.out.contains("waits in the outbox"), "{}", sent.out);
    let servers = [b.serve(), a.serve()];
    let mut state = String::new();
    for _ in 0..200 {
        let shown = a
            .run(["--json", "request", "show", &reference])
            .good()
            .json()
            .remove(0);
        shown["state"]
            .as_str()
            .expect("a state")
            .clone_into(&mut state);
        if state == "received" {
            break;
        }
        thread::sleep(Duration::from_millis(50));
    }
    drop(servers);
    assert_eq!(state, "received");
    a.verified();
    b.verified();
}

#[test]
fn a_request_without_an_answer_stays_owed_even_when_closed() {
    let (a, b) = Desk::pair();
    let reference = a.draft("BR-SEC", "Anton Obraztsev");
    let file = a.path("request.age");
    let file = file.to_str().expect("UTF-8");
    a.run(["request", "send", &reference, "--to-file", file])
        .good();
    b.run(["inbox", "add", file]).good();
    a.run([
        "request",
        "close",
        &reference,
        "--reason",
        "no longer needed",
    ])
    .good();
    for (desk, state) in [(&a, "closed_unanswered"), (&b, "received")] {
        let owed = desk
            .run(["--json", "request", "list", "--owed"])
            .good()
            .json();
        assert_eq!(owed[0]["state"], state);
        desk.verified();
    }
}

#[test]
fn an_unknown_mark_or_ground_is_a_wrong_use() {
    let (a, _b) = Desk::pair();
    let mark = a.run([
        "request",
        "answer",
        "x",
        "--text",
        "y",
        "--handling",
        "PURPLE",
    ]);
    assert_eq!(mark.code, 2);
    assert!(mark.err.contains("AMBER+STRICT"), "{}", mark.err);
    let ground = a.run([
        "request",
        "refuse",
        "x",
        "--ground",
        "mood",
        "--text",
        "y",
        "--handling",
        "RED",
    ]);
    assert_eq!(ground.code, 2);
    assert!(ground.err.contains("national_security"), "{}", ground.err);
}
