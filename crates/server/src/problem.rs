//! Errors as RFC 9457 problem details with a stable `code`.

use axum::{
    body::Body,
    response::{IntoResponse, Response},
};
use http::{HeaderValue, StatusCode, header::CONTENT_TYPE};
use liaison_exchange::Rejection;
use serde::{Deserialize, Serialize};

/// Media type of problem details.
pub(crate) const MEDIA_TYPE: &str = "application/problem+json";

/// What went wrong, for a program and a person.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Problem {
    /// HTTP status.
    pub status: u16,
    /// The status in words.
    pub title: String,
    /// Stable code.
    pub code: String,
    /// What went wrong and what to do.
    pub detail: String,
}

impl Problem {
    pub fn new(status: StatusCode, code: &str, detail: impl Into<String>) -> Self {
        Self {
            status: status.as_u16(),
            title: status.canonical_reason().unwrap_or_default().to_owned(),
            code: code.to_owned(),
            detail: detail.into(),
        }
    }

    pub fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "not-found", "there is nothing here")
    }
}

impl From<&Rejection> for Problem {
    fn from(rejection: &Rejection) -> Self {
        let status = match rejection {
            Rejection::TooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
            Rejection::UnknownSigner
            | Rejection::BadSignature
            | Rejection::SenderMismatch { .. }
            | Rejection::Transport { .. } => StatusCode::UNAUTHORIZED,
            Rejection::Replayed
            | Rejection::Conflict { .. }
            | Rejection::OutOfOrder { .. }
            | Rejection::BrokenChain { .. }
            | Rejection::Misplaced { .. } => StatusCode::CONFLICT,
            _ => StatusCode::UNPROCESSABLE_ENTITY,
        };
        Self::new(status, rejection.code(), rejection.to_string())
    }
}

impl From<liaison_service::Error> for Problem {
    fn from(error: liaison_service::Error) -> Self {
        if let liaison_service::Error::Rejected(rejection) = &error {
            return Self::from(rejection);
        }
        // What failed inside is ours to know, not the partner's.
        tracing::error!(%error, "a message could not be taken in");
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "internal",
            "the office could not take the message in; nothing of it was kept; send it again",
        )
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let body = serde_json::to_vec(&self).unwrap_or_default();
        let mut response = Response::new(Body::from(body));
        *response.status_mut() =
            StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(MEDIA_TYPE));
        response
    }
}
