//! Offices that run, and a client that can send them anything.

use std::{
    net::{SocketAddr, TcpListener as StdListener},
    sync::Arc,
    time::Duration,
};

use jiff::{SignedDuration, Timestamp};
use liaison_exchange::Handling;
use liaison_person::{Name, NameKind, Record, Schema};
use liaison_seal::{Outgoing, SigningKey, sign_request};
use liaison_server::{Bound, ServeOptions, inbox::MEDIA_TYPE, make_certificate, serve, tls};
use liaison_service::{
    Office, SystemClock,
    office::Settings,
    requests::{NewRequest, RequestView},
};
use rustls::pki_types::ServerName;
use serde_json::Value;
use tempfile::TempDir;
use tokio::{
    io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _},
    net::TcpStream,
    sync::oneshot,
    task::JoinHandle,
    time::{sleep, timeout},
};
use tokio_rustls::{TlsConnector, client::TlsStream};

/// An office in a directory of its own; it listens once it is started.
pub struct Desk {
    pub office: Arc<Office>,
    pub port: u16,
    _dir: TempDir,
}

/// A started office.
pub struct Running {
    pub bound: Bound,
    stop: oneshot::Sender<()>,
    task: JoinHandle<()>,
}

impl Desk {
    /// Makes the office, and the listener whose port is in its address.
    pub async fn new(code: &str) -> (Self, StdListener) {
        let listener = StdListener::bind("127.0.0.1:0").expect("binds");
        let port = listener.local_addr().expect("address").port();
        let dir = TempDir::new().expect("directory");
        let settings = Settings {
            name: format!("Desk of {code}"),
            code: code.to_owned(),
            addresses: vec![format!("https://127.0.0.1:{port}")],
        };
        let files = make_certificate(code).expect("certificate");
        let office = Office::create(dir.path(), settings, &files, Arc::new(SystemClock)).await;
        let desk = Self {
            office: Arc::new(office.expect("office")),
            port,
            _dir: dir,
        };
        (desk, listener)
    }

    pub async fn start(&self, listener: StdListener) -> Running {
        let (ready, bound) = oneshot::channel();
        let (stop, stopped) = oneshot::channel::<()>();
        let local: SocketAddr = "127.0.0.1:0".parse().expect("address");
        let mut options = ServeOptions::new(local.into()).with_partners(listener.into());
        options.poll = Duration::from_millis(20);
        let office = self.office.clone();
        let task = tokio::spawn(async move {
            let ready = |bound| ready.send(bound).expect("test listens");
            let stopped = async move {
                let _ = stopped.await;
            };
            serve(office, options, ready, stopped)
                .await
                .expect("serves");
        });
        Running {
            bound: bound.await.expect("bound"),
            stop,
            task,
        }
    }

    pub async fn trust(&self, other: &Self) {
        let card = other.office.card_text().expect("card");
        self.office
            .add_partner(&card, "Officer")
            .await
            .expect("added");
    }

    pub fn authority(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    pub fn key(&self) -> &SigningKey {
        self.office.signing_key()
    }

    pub async fn draft(&self, partner: &str) -> RequestView {
        let mut subject = Record::new("subject", Schema::Person);
        subject
            .names
            .push(Name::new("Образцев Антон", NameKind::Primary));
        let new = NewRequest {
            partner: partner.to_owned(),
            subject,
            purpose: "prevention of terrorism".to_owned(),
            legal_basis: "treaty of 2009, Art. 4".to_owned(),
            questions: vec!["Is he known to you?".to_owned()],
            due: Timestamp::now() + SignedDuration::from_hours(72),
            handling: "AMBER/H1".parse::<Handling>().expect("mark"),
            follows: None,
        };
        self.office
            .draft_request(new, "Officer")
            .await
            .expect("drafted")
    }

    /// State of the request with this reference.
    pub async fn state(&self, reference: &str) -> String {
        let requests = self.office.requests().await.expect("requests");
        let found = requests
            .iter()
            .find(|view| view.request.reference == reference);
        found.map_or("none", |view| view.state.as_str()).to_owned()
    }

    /// Waits until the request is in this state.
    pub async fn reaches(&self, reference: &str, state: &str) {
        for _ in 0..600 {
            if self.state(reference).await == state {
                return;
            }
            sleep(Duration::from_millis(25)).await;
        }
        panic!(
            "{reference} is `{}`, not `{state}`",
            self.state(reference).await
        );
    }

    /// Connects as a partner does.
    pub async fn connect(&self) -> TlsStream<TcpStream> {
        let pin = self.office.card().expect("card").tls;
        let config = tls::client_config(&pin).expect("config");
        let stream = TcpStream::connect(("127.0.0.1", self.port))
            .await
            .expect("connects");
        let name = ServerName::try_from("localhost").expect("name");
        let connector = TlsConnector::from(Arc::new(config));
        connector.connect(name, stream).await.expect("handshake")
    }

    /// Sends these bytes over TLS.
    pub async fn send(&self, bytes: &[u8]) -> Answer {
        talk(self.connect().await, bytes).await
    }

    /// Posts `body` to the inbox, signed by `key`.
    pub async fn post(&self, key: &SigningKey, body: &[u8]) -> Answer {
        self.send(&self.signed(key, body)).await
    }

    /// The bytes of a signed request.
    pub fn signed(&self, key: &SigningKey, body: &[u8]) -> Vec<u8> {
        self.signed_as(key, body, MEDIA_TYPE)
    }

    pub fn signed_as(&self, key: &SigningKey, body: &[u8], content_type: &str) -> Vec<u8> {
        let authority = self.authority();
        let outgoing = Outgoing {
            method: "POST",
            authority: &authority,
            path: "/inbox",
            content_type,
            body,
        };
        let nonce = uuid::Uuid::new_v4().simple().to_string();
        let created = u64::try_from(Timestamp::now().as_second()).expect("after 1970");
        let mut head =
            format!("POST /inbox HTTP/1.1\r\nhost: {authority}\r\nconnection: close\r\n");
        for (name, value) in sign_request(&outgoing, key, created, &nonce).expect("signed") {
            let value = value.to_str().expect("ASCII");
            head.extend([name.as_str(), ": ", value, "\r\n"]);
        }
        head += "\r\n";
        [head.as_bytes(), body].concat()
    }
}

impl Running {
    pub async fn stop(self) {
        self.stop.send(()).expect("runs");
        timeout(Duration::from_secs(10), self.task)
            .await
            .expect("stops")
            .expect("ends well");
    }
}

/// Two offices that trust each other, both started.
pub async fn pair() -> (Desk, Running, Desk, Running) {
    let (ours, our_listener) = Desk::new("AV-NCB").await;
    let (theirs, their_listener) = Desk::new("BR-NCB").await;
    ours.trust(&theirs).await;
    theirs.trust(&ours).await;
    let (one, two) = (
        ours.start(our_listener).await,
        theirs.start(their_listener).await,
    );
    (ours, one, theirs, two)
}

/// An HTTP answer.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }

    /// Status and code of a problem.
    pub fn problem(&self) -> (u16, String) {
        assert!(
            self.head.contains("application/problem+json"),
            "{}",
            self.head
        );
        let json = self.json();
        assert_eq!(json["status"], self.status);
        (
            self.status,
            json["code"].as_str().unwrap_or_default().to_owned(),
        )
    }
}

/// Sends bytes and reads the answer until the other side closes.
pub async fn talk(mut stream: impl AsyncRead + AsyncWrite + Unpin, bytes: &[u8]) -> Answer {
    let exchange = async {
        stream.write_all(bytes).await.expect("written");
        stream.flush().await.expect("flushed");
        let mut answer = Vec::new();
        // A peer that closes without saying so is no matter of these tests.
        let _ = stream.read_to_end(&mut answer).await;
        answer
    };
    let answer = timeout(Duration::from_secs(20), exchange)
        .await
        .expect("an answer in time");
    let split = answer
        .windows(4)
        .position(|four| four == b"\r\n\r\n")
        .expect("a head");
    let head = String::from_utf8_lossy(&answer[..split]).to_lowercase();
    let status = head
        .split(' ')
        .nth(1)
        .and_then(|status| status.parse().ok());
    Answer {
        status: status.expect("a status"),
        head,
        body: answer[split + 4..].to_vec(),
    }
}

/// A `GET` that closes.
pub fn get(path: &str, host: &str) -> Vec<u8> {
    format!("GET {path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n\r\n").into_bytes()
}
