//! A request goes, is receipted, is answered, and the answer is receipted.

use liaison_exchange::message::{AnswerResult, MAX_SEALED};
use liaison_seal::{EncryptionIdentity, decrypt};
use liaison_service::{mail::Arrived, requests::Reply};

use crate::offices::pair;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_request_is_receipted_and_answered() {
    let (ours, one, theirs, two) = pair().await;
    let reference = ours.draft("BR-NCB").await.request.reference;
    ours.office
        .release_request(&reference, "Officer")
        .await
        .expect("released");
    ours.reaches(&reference, "received").await;
    assert_eq!(theirs.state(&reference).await, "received");

    let reply = Reply::Answer {
        result: AnswerResult::Full,
        text: "He is known since 2011.".to_owned(),
    };
    let mark = "AMBER/H1".parse().expect("mark");
    theirs
        .office
        .reply(&reference, reply, mark, "Officer")
        .await
        .expect("answered");
    ours.reaches(&reference, "answered").await;
    for desk in [&ours, &theirs] {
        for _ in 0..200 {
            if desk
                .office
                .status()
                .await
                .expect("status")
                .waiting
                .is_empty()
            {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        let dossier = desk.office.request(&reference).await.expect("request");
        assert_eq!(dossier.messages.len(), 2);
        assert!(dossier.messages.iter().all(|message| message.receipted));
    }
    one.stop().await;
    two.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_message_posted_twice_is_receipted_twice_alike() {
    let (ours, one, theirs, two) = pair().await;
    // The server must not deliver it first, so its outbox is stopped.
    one.stop().await;
    let reference = ours.draft("BR-NCB").await.request.reference;
    let sealed = ours
        .office
        .release_request(&reference, "Officer")
        .await
        .expect("released");
    let size = |desk: &crate::offices::Desk| {
        let office = desk.office.clone();
        async move { office.status().await.expect("status").log_size }
    };
    let before = size(&theirs).await;
    let first = theirs.post(ours.key(), &sealed.bytes).await;
    let between = size(&theirs).await;
    let second = theirs.post(ours.key(), &sealed.bytes).await;
    assert_eq!((first.status, second.status), (200, 200));
    assert!(first.head.contains("content-type: application/age"));
    assert!(before < between);
    assert_eq!(
        between,
        size(&theirs).await,
        "a duplicate leaves no second entry"
    );
    // The receipts are encrypted anew; what is in them is one signed envelope.
    let identity = std::fs::read_to_string(ours.office.dir().join("keys/identity.age"));
    let identity: EncryptionIdentity = identity.expect("read").parse().expect("identity");
    let opened = |bytes: &[u8]| decrypt(bytes, &identity, MAX_SEALED).expect("ours");
    assert_eq!(opened(&first.body), opened(&second.body));
    for receipt in [first.body, second.body] {
        let arrived = ours
            .office
            .receive(&receipt, Some("BR-NCB"))
            .await
            .expect("receipt");
        assert!(matches!(arrived, Arrived::Receipt { hash, .. } if hash == sealed.hash));
    }
    assert_eq!(ours.state(&reference).await, "received");
    two.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_receipt_that_is_posted_is_taken_in() {
    let (ours, one, theirs, two) = pair().await;
    two.stop().await;
    let reference = ours.draft("BR-NCB").await.request.reference;
    let sealed = ours
        .office
        .release_request(&reference, "Officer")
        .await
        .expect("released");
    let taken = theirs
        .office
        .receive(&sealed.bytes, None)
        .await
        .expect("by file");
    let Arrived::Message { receipt, .. } = taken else {
        panic!("a request is a message");
    };
    let answer = ours.post(theirs.key(), &receipt).await;
    assert_eq!((answer.status, answer.body.len()), (204, 0));
    assert_eq!(ours.state(&reference).await, "received");
    one.stop().await;
}
