//! The partner inbox: `POST /inbox`, and the log's public files under `/log/`.

use std::{fs, sync::Arc, time::Duration};

use axum::{
    Router,
    body::Body,
    extract::{Path, Request, State},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use http::{
    HeaderValue, StatusCode,
    header::{CACHE_CONTROL, CONTENT_TYPE},
};
use http_body_util::{BodyExt as _, LengthLimitError, Limited};
use liaison_exchange::{Rejection, message::MAX_SEALED};
use liaison_log::TilePath;
use liaison_service::{Error, Office, mail::Arrived};
use tokio::time::timeout;

use crate::problem::Problem;

/// Media type of a sealed message: an ASCII-armoured age file.
pub(crate) const SEALED_TYPE: &str = "application/age";
/// How long the body of a message may take.
const BODY_TIME: Duration = Duration::from_secs(60);

pub(crate) fn router(office: Arc<Office>) -> Router {
    Router::new()
        .route("/inbox", post(receive))
        .route("/log/checkpoint", get(checkpoint))
        .route("/log/{*path}", get(tile))
        .fallback(|| async { Problem::not_found() })
        .with_state(office)
}

async fn receive(State(office): State<Arc<Office>>, request: Request) -> Response {
    match take(&office, request).await {
        Ok(Some(receipt)) => {
            let mut response = Response::new(Body::from(receipt));
            response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(SEALED_TYPE));
            response
        }
        Ok(None) => StatusCode::NO_CONTENT.into_response(),
        Err(problem) => {
            tracing::info!(code = problem.code, "a message was not taken in");
            problem.into_response()
        }
    }
}

/// Takes a message in; returns the sealed receipt, or nothing where a receipt came.
async fn take(office: &Office, request: Request) -> Result<Option<Vec<u8>>, Problem> {
    let (parts, body) = request.into_parts();
    let body = match timeout(BODY_TIME, Limited::new(body, MAX_SEALED).collect()).await {
        Ok(Ok(body)) => body.to_bytes(),
        Ok(Err(error)) if error.is::<LengthLimitError>() => {
            return Err(Problem::from(&Rejection::TooLarge { limit: MAX_SEALED }));
        }
        Ok(Err(_)) => {
            let detail = "the connection ended before the message did; send it again";
            return Err(Problem::new(StatusCode::BAD_REQUEST, "incomplete", detail));
        }
        Err(_) => {
            let detail = "the message took too long; send it again";
            return Err(Problem::new(StatusCode::REQUEST_TIMEOUT, "timeout", detail));
        }
    };
    let signed = liaison_seal::Request::from_parts(&parts).map_err(|error| {
        Problem::from(&Rejection::Transport {
            reason: error.to_string(),
        })
    })?;
    let partner = office.verify_transport(&signed, &body).await?;
    match office.load_index().await {
        Ok(()) | Err(Error::NoIndex) => {}
        Err(error) => return Err(error.into()),
    }
    match office.receive(&body, Some(&partner)).await? {
        Arrived::Message { receipt, .. } => Ok(Some(receipt)),
        Arrived::Receipt { .. } => Ok(None),
    }
}

async fn checkpoint(State(office): State<Arc<Office>>) -> Response {
    public_file(&office, "checkpoint", "text/plain; charset=utf-8", "no-cache")
}

async fn tile(State(office): State<Arc<Office>>, Path(path): Path<String>) -> Response {
    // Only what parses as a tile's path reaches the file system.
    if path.parse::<TilePath>().is_err() {
        return Problem::not_found().into_response();
    }
    let for_ever = "public, max-age=31536000, immutable";
    public_file(&office, &path, "application/octet-stream", for_ever)
}

fn public_file(office: &Office, path: &str, media_type: &str, cache: &str) -> Response {
    let Ok(bytes) = fs::read(office.dir().join("log").join(path)) else {
        return Problem::not_found().into_response();
    };
    let headers = [(CONTENT_TYPE, media_type), (CACHE_CONTROL, cache)];
    (headers, bytes).into_response()
}
