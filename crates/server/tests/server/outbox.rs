//! What waits leaves in the end, whatever stands in its way.

use std::{net::TcpListener as StdListener, time::Duration};

use liaison_server::{DeliveryError, flush};
use tokio::{
    io::AsyncWriteExt as _,
    net::TcpStream,
    time::{Instant, sleep, timeout},
};

use crate::offices::{Desk, pair};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_partner_that_was_down_gets_everything_in_order() {
    let (ours, our_listener) = Desk::new("AV-NCB").await;
    let (theirs, their_listener) = Desk::new("BR-NCB").await;
    ours.trust(&theirs).await;
    theirs.trust(&ours).await;
    drop(their_listener);
    let one = ours.start(our_listener).await;
    let mut references = Vec::new();
    for _ in 0..4 {
        let reference = ours.draft("BR-NCB").await.request.reference;
        ours.office
            .release_request(&reference, "Officer")
            .await
            .expect("released");
        references.push(reference);
    }
    sleep(Duration::from_millis(1500)).await;
    let status = ours.office.status().await.expect("status");
    assert_eq!(status.waiting.len(), 4);
    let tries = status.waiting[0].attempts;
    assert!((1..=3).contains(&tries), "{tries} tries: the pauses grow");
    let error = status.waiting[0].last_error.as_deref().unwrap_or_default();
    assert!(error.contains("cannot be reached"), "{error}");

    let again = StdListener::bind(("127.0.0.1", theirs.port)).expect("the port is free again");
    let two = theirs.start(again).await;
    for reference in &references {
        ours.reaches(reference, "received").await;
    }
    assert!(
        ours.office
            .status()
            .await
            .expect("status")
            .waiting
            .is_empty()
    );
    one.stop().await;
    two.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn flush_sends_what_waits_and_tells_what_does_not_go() {
    let (ours, one, theirs, two) = pair().await;
    one.stop().await;
    let (absent, listener) = Desk::new("CY-NCB").await;
    drop(listener);
    ours.trust(&absent).await;
    for partner in ["BR-NCB", "BR-NCB", "CY-NCB", "CY-NCB"] {
        let reference = ours.draft(partner).await.request.reference;
        ours.office
            .release_request(&reference, "Officer")
            .await
            .expect("released");
    }
    let outcomes = flush(&ours.office).await.expect("flushed");
    let results: Vec<_> = outcomes
        .iter()
        .map(|one| (&one.partner[..], one.result.is_ok()))
        .collect();
    assert_eq!(
        results,
        [("BR-NCB", true), ("BR-NCB", true), ("CY-NCB", false)]
    );
    assert!(matches!(
        outcomes[2].result,
        Err(DeliveryError::Unreachable { .. })
    ));
    assert_eq!(ours.office.status().await.expect("status").waiting.len(), 2);
    assert_eq!(theirs.office.requests().await.expect("requests").len(), 2);
    two.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn clients_that_stall_hold_up_nobody() {
    let (ours, one, theirs, two) = pair().await;
    let mut stalled = Vec::new();
    for _ in 0..50 {
        // Before the handshake.
        stalled.push(
            TcpStream::connect(("127.0.0.1", theirs.port))
                .await
                .expect("connects"),
        );
    }
    // In the middle of a head, and of a body.
    let mut head = theirs.connect().await;
    head.write_all(b"POST /inbox HTTP/1.1\r\nhost: ")
        .await
        .expect("written");
    let mut body = theirs.connect().await;
    let begun = b"POST /inbox HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\n\r\nhe";
    body.write_all(begun).await.expect("written");
    let start = Instant::now();
    let reference = ours.draft("BR-NCB").await.request.reference;
    ours.office
        .release_request(&reference, "Officer")
        .await
        .expect("released");
    ours.reaches(&reference, "received").await;
    assert!(
        start.elapsed() < Duration::from_secs(5),
        "{:?}",
        start.elapsed()
    );
    one.stop().await;
    // Nor do they hold up the end.
    two.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn both_sides_write_at_once_and_nothing_is_lost() {
    let (ours, one, theirs, two) = pair().await;
    let (from_us, from_them) = tokio::join!(ask_ten(&ours, "BR-NCB"), ask_ten(&theirs, "AV-NCB"));
    for reference in &from_us {
        ours.reaches(reference, "received").await;
    }
    for reference in &from_them {
        theirs.reaches(reference, "received").await;
    }
    one.stop().await;
    two.stop().await;
}

/// One thread serves everybody here: whoever waits for another must not hold it.
#[tokio::test]
async fn many_write_in_one_office_on_one_thread() {
    let (ours, _our_listener) = Desk::new("AV-NCB").await;
    let (theirs, _their_listener) = Desk::new("BR-NCB").await;
    ours.trust(&theirs).await;
    let ten = || ask_ten(&ours, "BR-NCB");
    let all = async { tokio::join!(ten(), ten(), ten(), ten()) };
    timeout(Duration::from_mins(1), Box::pin(all))
        .await
        .expect("nobody waits for ever");
    let status = ours.office.status().await.expect("status");
    assert_eq!(status.waiting.len(), 40);
    let published = std::fs::read_to_string(ours.office.dir().join("log/checkpoint"));
    assert_eq!(published.expect("read"), status.checkpoint);
}

async fn ask_ten(desk: &Desk, partner: &str) -> Vec<String> {
    let mut references = Vec::new();
    for _ in 0..10 {
        let reference = desk.draft(partner).await.request.reference;
        desk.office
            .release_request(&reference, "Officer")
            .await
            .expect("released");
        references.push(reference);
    }
    references
}
