//! The log's public files, and nothing beside them.

use crate::offices::{get, pair};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_log_s_files_are_served_and_no_others() {
    let (ours, one, theirs, two) = pair().await;
    let host = theirs.authority();
    let status = theirs.office.status().await.expect("status");
    let answer = theirs.send(&get("/log/checkpoint", &host)).await;
    assert_eq!(
        (answer.status, answer.body),
        (200, status.checkpoint.into_bytes())
    );
    assert!(answer.head.contains("cache-control: no-cache"));
    assert!(answer.head.contains("content-type: text/plain"));

    let width = status.log_size;
    let tile = theirs
        .send(&get(&format!("/log/tile/0/000.p/{width}"), &host))
        .await;
    assert_eq!((tile.status, tile.body.len() as u64), (200, 32 * width));
    assert!(tile.head.contains("immutable"));
    let entries = theirs
        .send(&get(&format!("/log/tile/entries/000.p/{width}"), &host))
        .await;
    assert_eq!(entries.status, 200);

    for path in [
        "/log/tile/../../keys/signing.pem",
        "/log/tile/%2e%2e/%2e%2e/keys/signing.pem",
        "/log/tile/0/..%2f..%2f..%2foffice.toml",
        "/log/tile/0/0",
        "/log/tile/0/001",
        "/log/.lock",
        "/log/",
        "/office.toml",
        "/",
    ] {
        let answer = theirs.send(&get(path, &host)).await;
        assert_eq!(answer.problem(), (404, "not-found".to_owned()), "{path}");
    }
    drop(ours);
    one.stop().await;
    two.stop().await;
}
