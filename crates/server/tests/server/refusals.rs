//! Everything that is not taken in, each for its own stated reason.

use jiff::Timestamp;
use liaison_exchange::{
    Message,
    codec::{self, Sealed},
    message::{Body, MAX_SEALED, MessageHash, VERSION},
};
use liaison_seal::SigningKey;
use liaison_server::{DeliveryError, deliver};

use crate::offices::{Desk, Running, get, pair};

/// Two offices of which only the second one listens, and a released request of the first.
async fn released() -> (Desk, Desk, Running, Sealed) {
    let (ours, one, theirs, two) = pair().await;
    one.stop().await;
    let reference = ours.draft("BR-NCB").await.request.reference;
    let sealed = ours
        .office
        .release_request(&reference, "Officer")
        .await
        .expect("released");
    (ours, theirs, two, sealed)
}

/// A message of our own making, signed with our key and encrypted to them.
fn crafted(ours: &Desk, theirs: &Desk, change: impl FnOnce(&mut Message)) -> Vec<u8> {
    let mut message = Message {
        v: VERSION,
        id: uuid::Uuid::new_v4(),
        thread: uuid::Uuid::new_v4(),
        seq: 1,
        prev: None,
        from: "AV-NCB".to_owned(),
        to: "BR-NCB".to_owned(),
        at: Timestamp::now(),
        body: Body::Unknown,
    };
    change(&mut message);
    let recipient = theirs.office.card().expect("card").encryption;
    codec::seal(&message, ours.key(), &recipient)
        .expect("sealed")
        .bytes
}

async fn log_size(desk: &Desk) -> u64 {
    desk.office.status().await.expect("status").log_size
}

fn problem(status: u16, code: &str) -> (u16, String) {
    (status, code.to_owned())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_replayed_request_is_told_from_a_resend() {
    let (ours, theirs, two, sealed) = released().await;
    let request = theirs.signed(ours.key(), &sealed.bytes);
    assert_eq!(theirs.send(&request).await.status, 200);
    assert_eq!(
        theirs.send(&request).await.problem(),
        problem(409, "replayed")
    );
    assert_eq!(theirs.post(ours.key(), &sealed.bytes).await.status, 200);
    two.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_transport_signature_covers_body_path_and_key() {
    let (ours, theirs, two, sealed) = released().await;
    let before = log_size(&theirs).await;
    let good = theirs.signed(ours.key(), &sealed.bytes);

    let mut altered = good.clone();
    *altered.last_mut().expect("a body") ^= 1;
    assert_eq!(
        theirs.send(&altered).await.problem(),
        problem(401, "transport-signature")
    );

    let stranger = SigningKey::generate().expect("key");
    let unknown = theirs.post(&stranger, &sealed.bytes).await;
    assert_eq!(unknown.problem(), problem(401, "unknown-signer"));
    assert!(unknown.head.contains("www-authenticate: signature"));

    // The stranger gives our key's name.
    let forged = theirs.signed(&stranger, &sealed.bytes);
    let forged = replaced(
        &forged,
        stranger.verifying_key().key_id().as_str(),
        ours.key().verifying_key().key_id().as_str(),
    );
    assert_eq!(
        theirs.send(&forged).await.problem(),
        problem(401, "transport-signature")
    );

    let unsigned = get("/inbox", "127.0.0.1");
    assert_eq!(
        theirs.send(&unsigned).await.problem(),
        problem(405, "method-not-allowed")
    );
    let unsigned =
        b"POST /inbox HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\nconnection: close\r\n\r\nhi";
    assert_eq!(
        theirs.send(unsigned).await.problem(),
        problem(401, "transport-signature")
    );
    let aimed = replaced(&good, "127.0.0.1", "127.0.0.2");
    assert_eq!(
        theirs.send(&aimed).await.problem(),
        problem(401, "transport-signature")
    );

    let typed = theirs.signed_as(ours.key(), &sealed.bytes, "text/plain");
    assert_eq!(
        theirs.send(&typed).await.problem(),
        problem(415, "media-type")
    );
    assert_eq!(log_size(&theirs).await, before, "nothing was taken in");
    two.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_revoked_partner_is_a_stranger() {
    let (ours, theirs, two, sealed) = released().await;
    theirs
        .office
        .revoke_partner("AV-NCB", "Officer")
        .await
        .expect("revoked");
    let answer = theirs.post(ours.key(), &sealed.bytes).await;
    assert_eq!(answer.problem(), problem(401, "unknown-signer"));
    two.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_message_that_another_partner_carries_is_refused() {
    let (ours, theirs, two, sealed) = released().await;
    let (third, _listener) = Desk::new("CY-NCB").await;
    theirs.trust(&third).await;
    let answer = theirs.post(third.key(), &sealed.bytes).await;
    assert_eq!(answer.problem(), problem(422, "sender-mismatch"));
    // The third office signs a message in our name.
    let named = crafted(&third, &theirs, |_| {});
    let answer = theirs.post(third.key(), &named).await;
    assert_eq!(answer.problem(), problem(422, "sender-mismatch"));
    let passed_on = crafted(&ours, &theirs, |message| message.to = "CY-NCB".to_owned());
    let answer = theirs.post(ours.key(), &passed_on).await;
    assert_eq!(answer.problem(), problem(422, "wrong-recipient"));
    let not_theirs = crafted(&ours, &third, |_| {});
    let answer = theirs.post(ours.key(), &not_theirs).await;
    assert_eq!(answer.problem(), problem(422, "not-for-us"));
    two.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn damaged_bytes_are_refused_and_a_resend_is_taken() {
    let (ours, theirs, two, sealed) = released().await;
    let whole = &sealed.bytes;
    let cut = &whole[..whole.len() - 200];
    assert_eq!(
        theirs.post(ours.key(), cut).await.problem(),
        problem(400, "truncated")
    );
    assert_eq!(
        theirs.post(ours.key(), b"hello").await.problem(),
        problem(400, "not-sealed")
    );
    let mut flipped = whole.clone();
    let middle = flipped.len() * 3 / 4;
    flipped[middle] = if flipped[middle] == b'A' { b'B' } else { b'A' };
    assert_eq!(
        theirs.post(ours.key(), &flipped).await.problem(),
        problem(400, "damaged")
    );
    assert_eq!(theirs.post(ours.key(), whole).await.status, 200);
    two.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn more_than_a_message_can_be_is_refused_as_such() {
    let (ours, theirs, two, _) = released().await;
    let large = vec![b'x'; MAX_SEALED + 1];
    let answer = theirs.post(ours.key(), &large).await;
    assert_eq!(answer.problem(), problem(413, "too-large"));
    // A stranger is told why after any body that a message could have.
    let stranger = SigningKey::generate().expect("key");
    let answer = theirs.post(&stranger, &large[1..]).await;
    assert_eq!(answer.problem(), problem(401, "unknown-signer"));
    // Nobody waits for a body that is announced beyond all measure.
    let endless = "POST /inbox HTTP/1.1\r\nhost: x\r\ncontent-length: 99999999999\r\n\r\n";
    assert_eq!(
        theirs.send(endless.as_bytes()).await.problem(),
        problem(413, "too-large")
    );
    two.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_sequence_has_no_gap_no_fork_and_no_second_past() {
    let (ours, theirs, two, first) = released().await;
    let reference = ours.draft("BR-NCB").await.request.reference;
    let second = ours
        .office
        .release_request(&reference, "Officer")
        .await
        .expect("released");
    let early = theirs.post(ours.key(), &second.bytes).await;
    assert_eq!(early.problem(), problem(409, "out-of-order"));
    assert_eq!(early.json()["expected"], 1);

    assert_eq!(theirs.post(ours.key(), &first.bytes).await.status, 200);
    let fork = crafted(&ours, &theirs, |_| {});
    assert_eq!(
        theirs.post(ours.key(), &fork).await.problem(),
        problem(409, "conflict")
    );
    let past = crafted(&ours, &theirs, |message| {
        message.seq = 2;
        message.prev = Some(MessageHash::of(b"another past"));
    });
    assert_eq!(
        theirs.post(ours.key(), &past).await.problem(),
        problem(409, "broken-chain")
    );
    assert_eq!(theirs.post(ours.key(), &second.bytes).await.status, 200);
    let parked = crafted(&ours, &theirs, |message| {
        message.seq = 3;
        message.prev = Some(second.hash.clone());
    });
    let later = theirs.post(ours.key(), &parked).await;
    assert_eq!(later.status, 200, "a kind of a later version is receipted");
    two.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_delivery_goes_to_the_pinned_certificate_only() {
    let (ours, theirs, two, sealed) = released().await;
    let before = log_size(&theirs).await;
    let mut card = theirs.office.card().expect("card");
    card.tls = "5f".repeat(32);
    let text = card.sign(theirs.key());
    ours.office
        .add_partner(&text, "Officer")
        .await
        .expect("same keys, another certificate");
    let waiting = ours.office.waiting_deliveries().await.expect("outbox");
    assert_eq!(waiting[0].hash, sealed.hash.as_str());
    let error = deliver(&ours.office, &waiting[0])
        .await
        .expect_err("another certificate");
    assert!(
        matches!(error, DeliveryError::Certificate { .. }),
        "{error}"
    );
    assert_eq!(log_size(&theirs).await, before);
    two.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_delivery_learns_the_partner_s_reason() {
    let (ours, theirs, two, _) = released().await;
    theirs
        .office
        .revoke_partner("AV-NCB", "Officer")
        .await
        .expect("revoked");
    let waiting = ours.office.waiting_deliveries().await.expect("outbox");
    let error = deliver(&ours.office, &waiting[0])
        .await
        .expect_err("refused");
    let DeliveryError::Refused {
        status,
        code,
        detail,
        ..
    } = error
    else {
        panic!("{error}");
    };
    assert_eq!((status, code.as_str()), (401, "unknown-signer"));
    assert!(detail.contains("none of our partners"), "{detail}");
    two.stop().await;
}

fn replaced(bytes: &[u8], old: &str, new: &str) -> Vec<u8> {
    let split = bytes
        .windows(4)
        .position(|four| four == b"\r\n\r\n")
        .expect("a head");
    let head = String::from_utf8(bytes[..split].to_vec()).expect("ASCII");
    assert!(head.contains(old));
    [head.replace(old, new).as_bytes(), &bytes[split..]].concat()
}
