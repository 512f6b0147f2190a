//! The status page: what it shows, to whom, and what it never shows.

use std::net::SocketAddr;

use tokio::net::TcpStream;

use crate::offices::{Answer, get, pair, talk};

async fn ask(desk: SocketAddr, path: &str, host: &str) -> Answer {
    talk(
        TcpStream::connect(desk).await.expect("connects"),
        &get(path, host),
    )
    .await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_page_shows_where_the_office_stands_and_no_person() {
    let (ours, one, theirs, two) = pair().await;
    let reference = ours.draft("BR-NCB").await.request.reference;
    ours.office
        .release_request(&reference, "Officer")
        .await
        .expect("released");
    ours.reaches(&reference, "received").await;
    let fingerprint = ours.office.card().expect("card").fingerprint();
    for (desk, heading) in [(one.bound.desk, "is asked"), (two.bound.desk, "asks us")] {
        let page = ask(desk, "/", &desk.to_string()).await;
        assert_eq!(page.status, 200);
        let html = String::from_utf8(page.body).expect("UTF-8");
        for part in [
            &reference,
            heading,
            "BR-NCB",
            &fingerprint,
            "liaison/",
            "<html lang=\"en\">",
        ] {
            assert!(html.contains(part), "{part}\n{html}");
        }
        assert!(
            !html.contains("Образцев") && !html.contains("<script") && !html.contains("terror")
        );
        assert!(page.head.contains("default-src 'none'"));
    }
    drop(theirs);
    one.stop().await;
    two.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_desk_answers_to_its_own_names_only() {
    let (_ours, one, _theirs, two) = pair().await;
    let desk = one.bound.desk;
    let alive = ask(desk, "/healthz", "localhost").await;
    assert_eq!(
        (alive.status, alive.json()["status"].as_str()),
        (200, Some("ok"))
    );
    let ready = ask(desk, "/readyz", "127.0.0.1:8470").await;
    assert_eq!(
        (ready.status, ready.json()["reason"].as_str()),
        (503, Some("no list is held"))
    );
    for path in ["/", "/healthz", "/nothing"] {
        let answer = ask(desk, path, "attacker.example").await;
        assert_eq!(answer.problem(), (421, "foreign-host".to_owned()));
    }
    assert_eq!(
        ask(desk, "/nothing", "localhost").await.problem(),
        (404, "not-found".to_owned())
    );
    let style = ask(desk, "/style.css", "localhost").await;
    assert!(style.head.contains("text/css"));
    let absolute =
        b"GET http://attacker.example/ HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n";
    let answer = talk(TcpStream::connect(desk).await.expect("connects"), absolute).await;
    assert_eq!(answer.status, 421);
    one.stop().await;
    two.stop().await;
}
