//! `liaison log verify`: whatever is altered behind the program's back is named.

use std::{fs, process::Command};

use crate::desk::Desk;

/// An office with a list, a partner, and one request each way.
fn busy() -> (Desk, Desk) {
    let (a, b) = Desk::pair();
    let b = b.with_list();
    let reference = a.draft("BR-SEC", "Образцев Антон");
    let file = a.path("message.age");
    let file = file.to_str().expect("UTF-8");
    a.run(["request", "send", &reference, "--to-file", file])
        .good();
    b.run(["inbox", "add", file, "--receipt", file]).good();
    a.run(["inbox", "add", file]).good();
    (a, b)
}

/// Runs SQL on the office's database, as somebody with access to the disk could. Python's own
/// SQLite is used, so that the program under test has no part in it.
fn tamper(desk: &Desk, sql: &str) {
    let script = "import sqlite3, sys\n\
                  db = sqlite3.connect(sys.argv[1])\n\
                  changed = db.execute(sys.argv[2]).rowcount\n\
                  db.commit()\n\
                  sys.exit(0 if changed > 0 else 3)";
    let database = desk.office().join("office.db");
    let status = Command::new("python3")
        .args(["-c", script])
        .arg(database)
        .arg(sql)
        .status();
    assert!(
        status.expect("python3 runs").success(),
        "changed nothing: {sql}"
    );
}

#[test]
fn every_kind_of_tampering_is_named() {
    // What is done, and a word of the first break that must be named.
    let cases = [
        (
            "UPDATE record SET body = replace(body, 'OBRAZTSYEV', 'OBRAZTSEYV') WHERE id = 'sdn-90001'",
            "sdn-90001",
        ),
        ("DELETE FROM record WHERE id = 'sdn-90001'", "us_ofac_sdn"),
        ("UPDATE list SET records = 7", "us_ofac_sdn"),
        ("DELETE FROM list", "us_ofac_sdn"),
        (
            "UPDATE act SET body = replace(body, 'Officer Test', 'Officer Else') WHERE kind = 'partner.added'",
            "leaf",
        ),
        (
            "UPDATE act SET entry = CAST(replace(CAST(entry AS TEXT), 'partner', 'officer') AS BLOB) WHERE leaf = 1",
            "leaf 1",
        ),
        (
            "DELETE FROM act WHERE leaf = (SELECT MAX(leaf) FROM act)",
            "stored hash",
        ),
        (
            "UPDATE log_hash SET hash = zeroblob(32) WHERE idx = 2",
            "stored hash 2",
        ),
        (
            "UPDATE message SET envelope = CAST(replace(CAST(envelope AS TEXT), 'payload', 'paylaod') AS BLOB)",
            "envelope was altered",
        ),
        ("UPDATE message SET receipt = NULL", "receipt"),
        ("UPDATE message SET thread = id || 'x'", "message 1"),
        ("UPDATE request SET state = 'answered'", "answered"),
        (
            "UPDATE request SET body = replace(body, 'prevention', 'prosecution')",
            "altered",
        ),
        ("UPDATE hit SET body = replace(body, '0.', '1.')", "hits"),
        (
            "UPDATE partner SET revoked_at = '2026-01-01T00:00:00.000Z'",
            "AV-NCB",
        ),
        (
            "UPDATE setting SET value = replace(value, 'a', 'b') WHERE key = 'index'",
            "index in use",
        ),
        (
            "UPDATE setting SET value = replace(value, 'BR-SEC', 'BR-SEX') WHERE key = 'checkpoint'",
            "checkpoint",
        ),
    ];
    let (_, b) = busy();
    let database = b.office().join("office.db");
    let whole = fs::read(&database).expect("reads");
    b.verified();
    for (sql, word) in cases {
        tamper(&b, sql);
        let run = b.run(["log", "verify"]);
        assert_eq!(run.code, 1, "{sql}\n{}", run.out);
        assert!(run.err.contains("First break"), "{sql}\n{}", run.err);
        assert!(run.err.contains(word), "{sql}\n{}", run.err);
        for side in ["office.db-wal", "office.db-shm"] {
            let _ = fs::remove_file(b.office().join(side));
        }
        fs::write(&database, &whole).expect("writes");
    }
    b.verified();
}

#[test]
fn the_published_log_is_checked_too() {
    let (a, _) = busy();
    let tile = a.office().join("log/tile/0/000.p");
    let tile = fs::read_dir(tile)
        .expect("reads")
        .next()
        .expect("a tile")
        .expect("a file")
        .path();
    let mut bytes = fs::read(&tile).expect("reads");
    bytes[0] ^= 1;
    fs::write(&tile, bytes).expect("writes");
    let run = a.run(["--json", "log", "verify"]);
    assert_eq!(run.code, 1);
    assert!(
        run.json()[0]["break"]["place"]
            .as_str()
            .expect("a place")
            .starts_with("log/tile/0")
    );
}
