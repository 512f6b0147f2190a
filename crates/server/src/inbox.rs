//! The partner inbox: where the world reaches an office.
//!
//! | | |
//! |---|---|
//! | `POST /inbox` | a sealed message; answered by its sealed receipt |
//! | `GET /log/checkpoint` | the log's newest signed checkpoint (C2SP tlog-checkpoint) |
//! | `GET /log/tile/...` | its tiles and entry bundles (C2SP tlog-tiles) |
//!
//! A sealed message is an age file and travels as [`MEDIA_TYPE`]. The request is signed by the
//! sender's key (RFC 9421), which is verified before anything of the body is looked at; a body is
//! kept in memory only where the request names a partner's key. `200`
//! carries the receipt, `204` says that what came was itself a receipt; anything else is a
//! [`Problem`] with the code of the [`Rejection`]. The log's files are public by nature: they
//! hold commitments and hashes.

use std::{sync::Arc, time::Duration};

use axum::{
    Router,
    body::Body,
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, Uri, header, request::Parts},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use http_body_util::BodyExt as _;
use liaison_exchange::{Rejection, message::MAX_SEALED};
use liaison_log::TilePath;
use liaison_seal::Request as SignedRequest;
use liaison_service::{Error as ServiceError, Office, mail::Arrived};
use tokio::time::timeout;

use crate::problem::{Problem, traceable};

/// Media type of a sealed message and of a sealed receipt.
pub const MEDIA_TYPE: &str = "application/age";
/// For the body of one message to arrive.
const BODY_TIME: Duration = Duration::from_mins(2);
/// What is read and thrown away of a body that is too large, so that its sender hears why.
const MAX_WASTE: usize = 4 * MAX_SEALED;

/// The routes that partners see.
pub fn router(office: Arc<Office>) -> Router {
    Router::new()
        .route("/inbox", post(take))
        .route("/log/checkpoint", get(checkpoint))
        .route("/log/tile/{*path}", get(tile))
        .fallback(async || Problem::not_found())
        .method_not_allowed_fallback(async || Problem::method_not_allowed())
        .with_state(office)
}

async fn take(State(office): State<Arc<Office>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    // The body of one who names no partner's key is not even kept; the verification below, which
    // looks the key up before the body, tells him why.
    let most = if names_partner(&office, &parts.headers).await {
        MAX_SEALED
    } else {
        0
    };
    let bytes = match timeout(BODY_TIME, read(&parts.headers, body, most)).await {
        Ok(Ok(bytes)) => bytes,
        Ok(Err(problem)) => return problem.into_response(),
        Err(_) => {
            let detail = "the message did not arrive in time; send it again";
            return Problem::new(StatusCode::REQUEST_TIMEOUT, "timeout", detail).into_response();
        }
    };
    // A task of its own: what has begun is finished even where the sender hangs up.
    let taken = tokio::spawn(async move { take_in(&office, &parts, &bytes).await });
    taken.await.unwrap_or_else(|_| {
        tracing::error!("taking in a message broke off");
        Problem::internal().into_response()
    })
}

async fn take_in(office: &Office, parts: &Parts, bytes: &[u8]) -> Response {
    let code = match transport(office, parts, bytes).await {
        Ok(code) => code,
        Err(error) => return refuse(None, &error),
    };
    if !is_sealed(&parts.headers) {
        let detail = format!("a sealed message is sent as `{MEDIA_TYPE}`");
        let status = StatusCode::UNSUPPORTED_MEDIA_TYPE;
        return Problem::new(status, "media-type", &detail).into_response();
    }
    match office.load_index().await {
        Ok(()) | Err(ServiceError::NoIndex) => {}
        Err(error) => return refuse(Some(&code), &error),
    }
    match office.receive(bytes, Some(&code)).await {
        Ok(Arrived::Message {
            kind,
            hash,
            hits,
            duplicate,
            receipt,
            ..
        }) => {
            tracing::info!(partner = code, kind, %hash, hits, duplicate, "message in");
            let headers = [
                (header::CONTENT_TYPE, MEDIA_TYPE),
                (header::CACHE_CONTROL, "no-store"),
            ];
            (headers, receipt).into_response()
        }
        Ok(Arrived::Receipt { hash, .. }) => {
            tracing::info!(partner = code, %hash, "receipt in");
            StatusCode::NO_CONTENT.into_response()
        }
        Err(error) => refuse(Some(&code), &error),
    }
}

async fn transport(office: &Office, parts: &Parts, bytes: &[u8]) -> Result<String, ServiceError> {
    let signed = SignedRequest::from_parts(parts).map_err(|error| Rejection::Transport {
        reason: error.to_string(),
    })?;
    office.verify_transport(&signed, bytes).await
}

fn refuse(partner: Option<&str>, error: &ServiceError) -> Response {
    let problem = Problem::from(error);
    let error = traceable(error);
    if problem.status == StatusCode::INTERNAL_SERVER_ERROR.as_u16() {
        tracing::error!(partner, error, "a message could not be taken in");
    } else {
        tracing::warn!(partner, error, "a message was refused");
    }
    problem.into_response()
}

fn is_sealed(headers: &HeaderMap) -> bool {
    let value = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    value.is_some_and(|value| value.eq_ignore_ascii_case(MEDIA_TYPE))
}

/// Whether the request's signature says that a partner made it; nothing is verified yet.
async fn names_partner(office: &Office, headers: &HeaderMap) -> bool {
    let input = headers
        .get("signature-input")
        .and_then(|value| value.to_str().ok());
    let id = input.and_then(|input| input.split_once(";keyid=\"")?.1.split('"').next());
    match id {
        // Where the partners cannot be read, the verification says so.
        Some(id) => office
            .partner_by_key(id)
            .await
            .is_ok_and(|partner| partner.is_some()),
        None => false,
    }
}

/// Reads the body to its end, keeping `most` bytes, or tells that no message is so large.
async fn read(headers: &HeaderMap, mut body: Body, most: usize) -> Result<Vec<u8>, Problem> {
    let broken = || Problem::new(StatusCode::BAD_REQUEST, "truncated", "the body broke off");
    let length = headers.get(header::CONTENT_LENGTH);
    let length = length.and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
    let too_large = Problem::from(&Rejection::TooLarge { limit: MAX_SEALED });
    if length.is_some_and(|length| length > MAX_WASTE) {
        return Err(too_large);
    }
    let mut bytes = Vec::new();
    let mut read = 0;
    while let Some(frame) = body.frame().await {
        let Ok(data) = frame.map_err(|_| broken())?.into_data() else {
            continue;
        };
        read += data.len();
        if read > MAX_WASTE {
            break;
        }
        if read <= most {
            bytes.extend_from_slice(&data);
        }
    }
    if read > MAX_SEALED {
        Err(too_large)
    } else {
        Ok(bytes)
    }
}

async fn checkpoint(State(office): State<Arc<Office>>) -> Response {
    let file = log_file(&office, "checkpoint".to_owned()).await;
    answer_file(file, "text/plain; charset=utf-8", "no-cache")
}

async fn tile(State(office): State<Arc<Office>>, uri: Uri) -> Response {
    // Only what parses as a tile's one path reaches the directory.
    let path = uri
        .path()
        .strip_prefix("/log/")
        .and_then(|path| path.parse::<TilePath>().ok());
    let Some(path) = path else {
        return Problem::not_found().into_response();
    };
    let file = log_file(&office, path.to_string()).await;
    answer_file(
        file,
        "application/octet-stream",
        "public, max-age=31536000, immutable",
    )
}

async fn log_file(office: &Office, path: String) -> std::io::Result<Vec<u8>> {
    let path = office.dir().join("log").join(path);
    tokio::task::spawn_blocking(move || std::fs::read(path))
        .await
        .unwrap_or_else(|error| Err(std::io::Error::other(error)))
}

fn answer_file(file: std::io::Result<Vec<u8>>, media_type: &str, cache: &str) -> Response {
    match file {
        Ok(bytes) => {
            let mut response = bytes.into_response();
            for (name, value) in [
                (header::CONTENT_TYPE, media_type),
                (header::CACHE_CONTROL, cache),
                (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
            ] {
                if let Ok(value) = HeaderValue::from_str(value) {
                    response.headers_mut().insert(name, value);
                }
            }
            response
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            Problem::not_found().into_response()
        }
        Err(error) => {
            tracing::error!(%error, "a file of the log cannot be read");
            Problem::internal().into_response()
        }
    }
}
