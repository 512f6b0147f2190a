//! Delivery: one sealed message to its partner's inbox, and the receipt back.

use std::{sync::Arc, time::Duration};

use axum::http::{HeaderMap, Request, StatusCode, header};
use http_body_util::{BodyExt as _, Full, Limited};
use hyper::{
    body::{Bytes, Incoming},
    client::conn::http1,
};
use hyper_util::rt::TokioIo;
use liaison_exchange::message::MAX_SEALED;
use liaison_seal::{Outgoing, sign_request};
use liaison_service::{
    Error as ServiceError, Office,
    mail::{Arrived, Delivery},
};
use rustls::pki_types::ServerName;
use tokio::{io, net::TcpStream, task::JoinSet, time::timeout};
use tokio_rustls::{TlsConnector, client::TlsStream};
use url::{Host, Url};

use crate::{
    Error, inbox,
    problem::{self, Problem},
    tls,
};

/// Where an inbox takes messages in.
const PATH: &str = "/inbox";
/// For the connection, and again for the TLS handshake.
const CONNECT_TIME: Duration = Duration::from_secs(10);
/// For the request and its answer.
const EXCHANGE_TIME: Duration = Duration::from_mins(3);
/// Most that is kept of a sentence that a partner sends, in characters.
const MAX_DETAIL: usize = 300;

/// Why a message is not at its partner yet. It stays in the outbox and is tried again, for ever.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DeliveryError {
    /// The key card has no address: carry the sealed file there.
    #[error("the partner's key card has no address; carry the message there as a file")]
    NoAddress,
    /// An address of the key card cannot be used: ask the partner for a new card.
    #[error("`{0}` on the partner's key card is not of the form `https://host:port`")]
    Address(String),
    /// Nothing answers there: the partner is off line, or the network is.
    #[error("{address} cannot be reached: {reason}")]
    Unreachable {
        /// The address.
        address: String,
        /// Why.
        reason: String,
    },
    /// Somebody else answers there, or the partner has a new certificate: compare key cards.
    #[error("{address} does not show the certificate of the partner's key card: {reason}")]
    Certificate {
        /// The address.
        address: String,
        /// Why.
        reason: String,
    },
    /// The connection broke off; the message may have arrived, and is sent again to learn that.
    #[error("the exchange with {address} broke off: {reason}")]
    Broken {
        /// The address.
        address: String,
        /// Why.
        reason: String,
    },
    /// The partner refused the message, for the reason it gives.
    #[error("the partner refused it ({status} {code}): {detail}")]
    Refused {
        /// HTTP status.
        status: u16,
        /// Its stable code, as [`Rejection::code`](liaison_exchange::Rejection::code) gives it.
        code: String,
        /// Its sentence.
        detail: String,
        /// The number that it expects next, where this one came too early.
        expected: Option<u64>,
    },
    /// The answer is not the receipt for this message.
    #[error("the partner's answer is not the receipt for this message: {0}")]
    NotReceipted(String),
    /// The office itself failed.
    #[error(transparent)]
    Office(#[from] ServiceError),
    /// The request cannot be made.
    #[error("the request cannot be made: {0}")]
    Request(String),
}

/// Delivers one message: tries each address of the partner's key card, and takes the receipt in.
pub async fn deliver(office: &Office, delivery: &Delivery) -> Result<Arrived, DeliveryError> {
    let card = &delivery.partner.card;
    let mut last = DeliveryError::NoAddress;
    for address in &card.addresses {
        match exchange(office, delivery, address).await {
            Ok(answer) => return take_receipt(office, delivery, &answer).await,
            // The partner itself has spoken; another of its addresses will say the same.
            Err(refused @ DeliveryError::Refused { .. }) => return Err(refused),
            Err(error) => last = error,
        }
    }
    Err(last)
}

async fn take_receipt(
    office: &Office,
    delivery: &Delivery,
    answer: &[u8],
) -> Result<Arrived, DeliveryError> {
    match office
        .receive(answer, Some(&delivery.partner.card.code))
        .await
    {
        Ok(arrived) => match &arrived {
            Arrived::Receipt { hash, .. } if hash.as_str() == delivery.hash => Ok(arrived),
            _ => Err(DeliveryError::NotReceipted(
                "it is for another one".to_owned(),
            )),
        },
        Err(ServiceError::Rejected(rejection)) => {
            Err(DeliveryError::NotReceipted(rejection.to_string()))
        }
        Err(error) => Err(error.into()),
    }
}

/// Posts the message to one address; gives the body of a `200`.
async fn exchange(
    office: &Office,
    delivery: &Delivery,
    address: &str,
) -> Result<Bytes, DeliveryError> {
    let place = Place::parse(address)?;
    let stream = connect(&place, address, &delivery.partner.card.tls).await?;
    let request = signed(office, &place, &delivery.bytes)?;
    let broken = |reason: String| DeliveryError::Broken {
        address: address.to_owned(),
        reason,
    };
    let exchanged = timeout(EXCHANGE_TIME, post(stream, request)).await;
    let exchanged = exchanged.map_err(|_| broken("it took too long".to_owned()))?;
    let (status, headers, body) = exchanged.map_err(broken)?;
    if status == StatusCode::OK {
        Ok(body)
    } else {
        Err(refusal(status, &headers, &body))
    }
}

/// Host and port of an address.
struct Place {
    host: Host<String>,
    port: u16,
    /// As it stands in the `Host` header.
    authority: String,
}

impl Place {
    fn parse(address: &str) -> Result<Self, DeliveryError> {
        let unusable = || DeliveryError::Address(address.to_owned());
        let url = Url::parse(address).map_err(|_| unusable())?;
        let bare = url.scheme() == "https"
            && url.path() == "/"
            && url.query().is_none()
            && url.fragment().is_none()
            && url.username().is_empty()
            && url.password().is_none();
        let (Some(host), true) = (url.host(), bare) else {
            return Err(unusable());
        };
        Ok(Self {
            authority: match url.port() {
                Some(port) => format!("{host}:{port}"),
                None => host.to_string(),
            },
            host: host.to_owned(),
            port: url.port().unwrap_or(443),
        })
    }

    async fn connect(&self) -> io::Result<TcpStream> {
        match &self.host {
            Host::Domain(name) => TcpStream::connect((name.as_str(), self.port)).await,
            Host::Ipv4(ip) => TcpStream::connect((*ip, self.port)).await,
            Host::Ipv6(ip) => TcpStream::connect((*ip, self.port)).await,
        }
    }

    fn server_name(&self) -> Option<ServerName<'static>> {
        match &self.host {
            Host::Domain(name) => ServerName::try_from(name.clone()).ok(),
            Host::Ipv4(ip) => Some(ServerName::IpAddress((*ip).into())),
            Host::Ipv6(ip) => Some(ServerName::IpAddress((*ip).into())),
        }
    }
}

async fn connect(
    place: &Place,
    address: &str,
    pin: &str,
) -> Result<TlsStream<TcpStream>, DeliveryError> {
    let unreachable = |reason: String| DeliveryError::Unreachable {
        address: address.to_owned(),
        reason,
    };
    let slow = || "it took too long".to_owned();
    let config =
        tls::client_config(pin).map_err(|error| DeliveryError::Request(error.to_string()))?;
    let name = place
        .server_name()
        .ok_or_else(|| DeliveryError::Address(address.to_owned()))?;
    let stream = timeout(CONNECT_TIME, place.connect()).await;
    let stream = stream.map_err(|_| unreachable(slow()))?;
    let stream = stream.map_err(|error| unreachable(error.to_string()))?;
    let _ = stream.set_nodelay(true);
    let stream = TlsConnector::from(Arc::new(config)).connect(name, stream);
    let stream = timeout(CONNECT_TIME, stream)
        .await
        .map_err(|_| unreachable(slow()))?;
    stream.map_err(|error| {
        let of_tls = error
            .get_ref()
            .and_then(|error| error.downcast_ref::<rustls::Error>());
        match of_tls {
            Some(rustls::Error::InvalidCertificate(_)) => DeliveryError::Certificate {
                address: address.to_owned(),
                reason: "another office answers there, or its certificate was renewed".to_owned(),
            },
            _ => unreachable(error.to_string()),
        }
    })
}

fn signed(
    office: &Office,
    place: &Place,
    body: &[u8],
) -> Result<Request<Full<Bytes>>, DeliveryError> {
    let failed = |reason: String| DeliveryError::Request(reason);
    let mut nonce = [0; 16];
    getrandom::fill(&mut nonce).map_err(|error| failed(error.to_string()))?;
    let outgoing = Outgoing {
        method: "POST",
        authority: &place.authority,
        path: PATH,
        content_type: inbox::MEDIA_TYPE,
        body,
    };
    let created = u64::try_from(office.now().as_second()).unwrap_or_default();
    let headers = sign_request(
        &outgoing,
        office.signing_key(),
        created,
        &hex::encode(nonce),
    );
    let headers = headers.map_err(|error| failed(error.to_string()))?;
    let mut request = Request::post(PATH).header(header::HOST, &place.authority);
    for (name, value) in headers {
        request = request.header(name, value);
    }
    let request = request.body(Full::new(Bytes::copy_from_slice(body)));
    request.map_err(|error| failed(error.to_string()))
}

/// One request over one connection.
async fn post(
    stream: TlsStream<TcpStream>,
    request: Request<Full<Bytes>>,
) -> Result<(StatusCode, HeaderMap, Bytes), String> {
    let text = |error: hyper::Error| error.to_string();
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await.map_err(text)?;
    // Ends with this function, however it ends.
    let mut driver = JoinSet::new();
    driver.spawn(connection);
    let response = sender.send_request(request).await.map_err(text)?;
    let (parts, body): (_, Incoming) = response.into_parts();
    let body = Limited::new(body, MAX_SEALED).collect().await;
    let body = body.map_err(|error| error.to_string())?.to_bytes();
    Ok((parts.status, parts.headers, body))
}

/// What a partner says that does not take the message.
fn refusal(status: StatusCode, headers: &HeaderMap, body: &[u8]) -> DeliveryError {
    let media_type = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    let problem = media_type
        .filter(|media_type| media_type.starts_with(problem::MEDIA_TYPE))
        .and_then(|_| serde_json::from_slice::<Problem>(body).ok());
    let (code, detail, expected) = match problem {
        Some(problem) => (problem.code, problem.detail, problem.expected),
        None => ("none".to_owned(), "it gives no reason".to_owned(), None),
    };
    DeliveryError::Refused {
        status: status.as_u16(),
        code: printable(&code, 40),
        detail: printable(&detail, MAX_DETAIL),
        expected,
    }
}

/// A partner's words, fit for a terminal.
fn printable(text: &str, most: usize) -> String {
    text.chars()
        .filter(|c| !c.is_control())
        .take(most)
        .collect()
}

impl DeliveryError {
    /// What may stand in a log line: nothing that the partner worded, which may quote a message.
    pub(crate) fn traceable(&self) -> String {
        match self {
            Self::Refused { status, code, .. } => format!("refused: {status} {code}"),
            Self::NotReceipted(_) => "not receipted".to_owned(),
            Self::Office(error) => problem::traceable(error),
            other => other.to_string(),
        }
    }
}

impl From<Error> for DeliveryError {
    fn from(error: Error) -> Self {
        Self::Request(error.to_string())
    }
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, StatusCode};

    use super::{DeliveryError, Place, refusal};

    #[test]
    fn an_address_is_host_and_port_and_nothing_else() {
        let authority = |text| Place::parse(text).map(|place| place.authority).ok();
        assert_eq!(
            authority("https://Desk.Example:8471").as_deref(),
            Some("desk.example:8471")
        );
        assert_eq!(
            authority("https://desk.example").as_deref(),
            Some("desk.example")
        );
        assert_eq!(
            authority("https://desk.example:443/").as_deref(),
            Some("desk.example")
        );
        assert_eq!(
            authority("https://[::1]:8471").as_deref(),
            Some("[::1]:8471")
        );
        for bad in [
            "http://desk.example:8471",
            "https://desk.example/inbox",
            "https://desk.example/?x",
            "https://user@desk.example",
            "https://",
            "desk.example:8471",
        ] {
            assert_eq!(authority(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_partner_s_words_cannot_steer_a_terminal() {
        let mut headers = HeaderMap::new();
        headers.insert(
            "content-type",
            "application/problem+json".parse().expect("value"),
        );
        let body = br#"{"code":"misplaced","detail":"a\u001b[2Jb"}"#;
        let error = refusal(StatusCode::CONFLICT, &headers, body);
        assert!(!error.to_string().contains('\u{1b}'));
        assert!(matches!(error, DeliveryError::Refused { code, .. } if code == "misplaced"));
    }
}
