//! Refusals as problem details (RFC 9457), each with a stable `code`.

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use liaison_exchange::Rejection;
use liaison_service::Error as ServiceError;
use serde::{Deserialize, Serialize};

/// Media type of problem details.
pub const MEDIA_TYPE: &str = "application/problem+json";

/// One problem, as it travels.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// `urn:liaison:problem:` and the code.
    #[serde(rename = "type", default)]
    pub kind: String,
    /// The status in words.
    #[serde(default)]
    pub title: String,
    /// The HTTP status again.
    #[serde(default)]
    pub status: u16,
    /// A sentence for people: what is wrong and what to do.
    #[serde(default)]
    pub detail: String,
    /// Stable word for programs: [`Rejection::code`], or one of `not-found`,
    /// `method-not-allowed`, `media-type`, `timeout`, `foreign-host`, `internal`.
    pub code: String,
    /// The number that must come next, where messages came out of order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected: Option<u64>,
}

impl Problem {
    /// A problem that concerns the transport, not the message.
    pub fn new(status: StatusCode, code: &str, detail: &str) -> Self {
        Self {
            kind: format!("urn:liaison:problem:{code}"),
            title: status.canonical_reason().unwrap_or_default().to_owned(),
            status: status.as_u16(),
            detail: detail.to_owned(),
            code: code.to_owned(),
            expected: None,
        }
    }

    /// Nothing is here.
    pub fn not_found() -> Self {
        Self::new(
            StatusCode::NOT_FOUND,
            "not-found",
            "nothing is at this address",
        )
    }

    /// Something is here, but not for this method.
    pub fn method_not_allowed() -> Self {
        let status = StatusCode::METHOD_NOT_ALLOWED;
        Self::new(
            status,
            "method-not-allowed",
            "this address does not take this method",
        )
    }

    /// A failure of ours, of which others learn nothing.
    pub fn internal() -> Self {
        let detail = "the office cannot take this in now; nothing is lost, send it again later";
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", detail)
    }
}

impl From<&Rejection> for Problem {
    fn from(rejection: &Rejection) -> Self {
        let mut problem = Self::new(status(rejection), rejection.code(), &rejection.to_string());
        if let Rejection::OutOfOrder { expected, .. } = rejection {
            problem.expected = Some(*expected);
        }
        problem
    }
}

impl From<&ServiceError> for Problem {
    fn from(error: &ServiceError) -> Self {
        match error {
            ServiceError::Rejected(rejection) => rejection.into(),
            _ => Self::internal(),
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let body = serde_json::to_vec(&self).unwrap_or_default();
        let mut response = (status, body).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(MEDIA_TYPE));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if status == StatusCode::UNAUTHORIZED {
            // RFC 9110, 15.5.2, asks for a challenge; RFC 9421 names no scheme for one.
            headers.insert(
                header::WWW_AUTHENTICATE,
                HeaderValue::from_static("Signature"),
            );
        }
        response
    }
}

fn status(rejection: &Rejection) -> StatusCode {
    match rejection {
        Rejection::Transport { .. } | Rejection::UnknownSigner => StatusCode::UNAUTHORIZED,
        Rejection::Replayed
        | Rejection::Conflict { .. }
        | Rejection::OutOfOrder { .. }
        | Rejection::BrokenChain { .. } => StatusCode::CONFLICT,
        Rejection::TooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
        Rejection::NotSealed
        | Rejection::Truncated
        | Rejection::Damaged
        | Rejection::MalformedEnvelope { .. }
        | Rejection::MalformedMessage { .. } => StatusCode::BAD_REQUEST,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

/// What may stand in a log line about a failure: never a value that a record or a message holds.
pub(crate) fn traceable(error: &ServiceError) -> String {
    match error {
        ServiceError::Rejected(rejection) => rejection.code().to_owned(),
        ServiceError::Stored { what, .. } => format!("a stored {what} cannot be read"),
        ServiceError::Invalid(_)
        | ServiceError::UnknownRequest(_)
        | ServiceError::AmbiguousRequest(_) => "a value cannot be used".to_owned(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use liaison_exchange::Rejection;

    use super::Problem;

    #[test]
    fn an_early_message_is_told_the_number_that_is_missing() {
        let problem = Problem::from(&Rejection::OutOfOrder {
            got: 5,
            expected: 3,
        });
        let json = serde_json::to_value(&problem).expect("writes");
        assert_eq!(json["code"], "out-of-order");
        assert_eq!(json["type"], "urn:liaison:problem:out-of-order");
        assert_eq!(json["status"], 409);
        assert_eq!(json["expected"], 3);
    }

    #[test]
    fn a_stranger_s_problem_needs_only_a_code() {
        let problem: Problem = serde_json::from_str(r#"{"code":"x"}"#).expect("reads");
        assert_eq!(problem.code, "x");
    }
}
