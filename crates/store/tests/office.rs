//! What the office's records promise: all or nothing, one moment, first things first.

use liaison_store::{Direction, MessageRow, NewAct, OutboxRow, PartnerRow, RecordRow, Store};
use tempfile::TempDir;

async fn store() -> (TempDir, Store) {
    let dir = TempDir::new().expect("a directory");
    let store = Store::create(&dir.path().join("office.db")).await;
    (dir, store.expect("a store"))
}

fn record(id: &str) -> RecordRow {
    RecordRow {
        list: "own".to_owned(),
        id: id.to_owned(),
        digest: "00".to_owned(),
        body: "{}".to_owned(),
    }
}

#[tokio::test]
async fn a_dropped_transaction_leaves_nothing() {
    let (_dir, store) = store().await;
    let mut tx = store.begin().await.expect("begins");
    tx.put_record(&record("a")).await.expect("writes");
    drop(tx);
    let mut tx = store.begin().await.expect("begins");
    tx.put_record(&record("b")).await.expect("writes");
    tx.commit().await.expect("commits");
    let kept = store.records(None).await.expect("reads");
    assert_eq!(kept, [record("b")]);
}

#[tokio::test]
async fn a_snapshot_sees_one_moment_only() {
    let (_dir, store) = store().await;
    let mut tx = store.begin().await.expect("begins");
    tx.put_record(&record("a")).await.expect("writes");
    tx.commit().await.expect("commits");
    let snapshot = store.snapshot().await.expect("a snapshot");
    let mut tx = store.begin().await.expect("begins");
    tx.put_record(&record("b")).await.expect("writes");
    tx.commit().await.expect("commits");
    assert_eq!(snapshot.records(None).await.expect("reads").len(), 1);
    assert_eq!(store.records(None).await.expect("reads").len(), 2);
    let refused = snapshot.begin().await;
    assert!(refused.is_err(), "a snapshot is read only");
    snapshot.close().await;
}

#[tokio::test]
async fn the_oldest_message_of_each_partner_is_due_first() {
    let (_dir, store) = store().await;
    let mut tx = store.begin().await.expect("begins");
    let act = NewAct {
        kind: "test",
        at: "2026-11-24T09:00:00.000Z",
        entry: b"entry",
        salt: &[0; 32],
        body: "{}",
    };
    tx.insert_act(0, act, 0, &[]).await.expect("writes");
    for partner in ["BR-SEC", "CZ-NCB"] {
        tx.put_partner(&PartnerRow {
            code: partner.to_owned(),
            card: String::new(),
            added_at: String::new(),
            revoked_at: None,
        })
        .await
        .expect("writes");
        for seq in [2, 1] {
            let hash = format!("{partner}-{seq}");
            let row = MessageRow {
                hash: hash.clone(),
                id: hash.clone(),
                direction: Direction::Out,
                partner: partner.to_owned(),
                seq,
                thread: String::new(),
                kind: "request".to_owned(),
                at: String::new(),
                envelope: Vec::new(),
                leaf: 0,
                receipt: None,
            };
            tx.insert_message(&row).await.expect("writes");
            let row = OutboxRow {
                hash,
                partner: partner.to_owned(),
                seq,
                bytes: Vec::new(),
                attempts: 0,
                next_at: "2026-11-24T09:00:00.000Z".to_owned(),
                last_error: None,
            };
            tx.insert_outbox(&row).await.expect("writes");
        }
    }
    tx.commit().await.expect("commits");

    let due = async |now: &str| -> Vec<String> {
        let rows = store.outbox_due(now).await.expect("reads");
        rows.into_iter().map(|row| row.hash).collect()
    };
    assert_eq!(due("2026-11-24T08:59:59.999Z").await, [""; 0]);
    assert_eq!(
        due("2026-11-24T09:00:00.000Z").await,
        ["BR-SEC-1", "CZ-NCB-1"]
    );
    // A failed first message holds the second one back: the partner takes them in order.
    let later = "2026-11-24T10:00:00.000Z";
    store
        .outbox_failed("BR-SEC-1", later, "no answer")
        .await
        .expect("writes");
    assert_eq!(due("2026-11-24T09:30:00.000Z").await, ["CZ-NCB-1"]);
    let mut tx = store.begin().await.expect("begins");
    tx.remove_outbox("CZ-NCB-1", "CZ-NCB", "2026-11-24T09:30:00.000Z")
        .await
        .expect("writes");
    tx.commit().await.expect("commits");
    assert_eq!(
        due("2026-11-24T10:00:00.000Z").await,
        ["BR-SEC-1", "CZ-NCB-2"]
    );
}

#[tokio::test]
async fn a_database_is_made_once_and_opened_again() {
    let (dir, store) = store().await;
    let mut tx = store.begin().await.expect("begins");
    tx.set_setting("index", "abc").await.expect("writes");
    tx.commit().await.expect("commits");
    store.close().await;
    let again = Store::open(&dir.path().join("office.db"))
        .await
        .expect("opens");
    assert_eq!(
        again.setting("index").await.expect("reads").as_deref(),
        Some("abc")
    );
    assert!(Store::open(&dir.path().join("missing.db")).await.is_err());
}
