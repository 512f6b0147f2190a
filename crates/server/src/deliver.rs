//! Delivering one message: TLS to the partner's address, a signed request, a receipt back.

use std::time::Duration;

use http::{Request, StatusCode, header::HOST};
use http_body_util::{BodyExt as _, Full, Limited};
use hyper::{body::Bytes, client::conn::http1};
use hyper_util::rt::TokioIo;
use liaison_exchange::message::MAX_SEALED;
use liaison_seal::{Outgoing, sign_request};
use liaison_service::{Office, mail::Delivery};
use rustls::pki_types::ServerName;
use tokio::{net::TcpStream, time::timeout};
use tokio_rustls::TlsConnector;
use url::Url;

use crate::{Error, inbox::SEALED_TYPE, problem::Problem, tls};

/// How long one address may take to answer in all.
const PATIENCE: Duration = Duration::from_secs(30);
/// How long a connection may take to come about.
const CONNECT_TIME: Duration = Duration::from_secs(10);
/// The inbox's path.
const PATH: &str = "/inbox";

/// Delivers a message to the first of the partner's addresses that takes it, and takes in the
/// receipt that comes back.
pub async fn deliver(office: &Office, delivery: &Delivery) -> Result<(), Error> {
    let mut last = Error::NoAddress;
    for address in &delivery.partner.card.addresses {
        let posted = timeout(PATIENCE, post(office, delivery, address)).await;
        match posted.unwrap_or(Err(Error::Timeout(PATIENCE.as_secs()))) {
            Ok(receipt) => {
                let code = &delivery.partner.card.code;
                office.receive(&receipt, Some(code)).await?;
                return Ok(());
            }
            // The partner has spoken; another of its addresses would say the same.
            Err(refused @ Error::Refused { .. }) => return Err(refused),
            Err(error) => last = error,
        }
    }
    Err(last)
}

/// Posts the sealed message to one address; returns the sealed receipt.
async fn post(office: &Office, delivery: &Delivery, address: &str) -> Result<Bytes, Error> {
    let unusable = || Error::Address(address.to_owned());
    let url: Url = address.parse().map_err(|_| unusable())?;
    let host = url.host_str().ok_or_else(unusable)?;
    let port = url.port_or_known_default().ok_or_else(unusable)?;
    let authority = match url.port() {
        Some(port) => format!("{host}:{port}"),
        None => host.to_owned(),
    };
    let dialled = host.trim_start_matches('[').trim_end_matches(']');
    let late = |_| Error::Timeout(CONNECT_TIME.as_secs());
    let stream = timeout(CONNECT_TIME, TcpStream::connect((dialled, port))).await.map_err(late)??;
    stream.set_nodelay(true)?;
    let name = ServerName::try_from(dialled.to_owned()).map_err(|_| unusable())?;
    let connector = TlsConnector::from(tls::client(&delivery.partner.card)?);
    let stream = timeout(CONNECT_TIME, connector.connect(name, stream)).await.map_err(late)??;

    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
    let connection = tokio::spawn(connection);
    let request = signed(office, &authority, &delivery.bytes)?;
    let response = sender.send_request(request).await?;
    let status = response.status();
    let body = Limited::new(response.into_body(), MAX_SEALED).collect().await;
    connection.abort();
    let body = body.map_err(|error| std::io::Error::other(error.to_string()))?.to_bytes();
    if status == StatusCode::OK {
        return Ok(body);
    }
    let problem: Option<Problem> = serde_json::from_slice(&body).ok();
    let (code, detail) = problem.map_or_else(
        || ("unknown".to_owned(), "without a reason that can be read".to_owned()),
        |problem| (problem.code, problem.detail),
    );
    Err(Error::Refused {
        status: status.as_u16(),
        code: printable(&code, 40),
        detail: printable(&detail, 300),
    })
}

/// The signed request; its nonce is random and so never used before.
fn signed(office: &Office, authority: &str, bytes: &[u8]) -> Result<Request<Full<Bytes>>, Error> {
    let outgoing = Outgoing {
        method: "POST",
        authority,
        path: PATH,
        content_type: SEALED_TYPE,
        body: bytes,
    };
    let mut nonce = [0; 16];
    getrandom::fill(&mut nonce).map_err(|error| std::io::Error::other(error.to_string()))?;
    let created = u64::try_from(office.now().as_second()).unwrap_or_default();
    let headers = sign_request(&outgoing, office.signing_key(), created, &hex::encode(nonce))
        .map_err(liaison_service::Error::from)?;
    let mut request = Request::post(PATH).header(HOST, authority);
    for (name, value) in headers {
        request = request.header(name, value);
    }
    Ok(request.body(Full::new(Bytes::copy_from_slice(bytes)))?)
}

/// A partner's words, fit for a terminal and a log line.
fn printable(text: &str, limit: usize) -> String {
    text.chars().filter(|c| !c.is_control()).take(limit).collect()
}

/// Delivers, or notes why not; tells whether it arrived.
pub(crate) async fn attempt(office: &Office, delivery: &Delivery) -> Result<bool, Error> {
    match deliver(office, delivery).await {
        Ok(()) => Ok(true),
        Err(error) => {
            let partner = &delivery.partner.card.code;
            tracing::info!(partner, %error, "a message was not delivered");
            office.delivery_failed(&delivery.hash, &error.to_string()).await?;
            Ok(false)
        }
    }
}
