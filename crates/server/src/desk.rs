//! The desk: one page about where the office stands, for those who sit at this machine.
//!
//! Plain HTML, made here, without scripts and without a person's name in it. It listens on this
//! machine only, by default. Because a page from elsewhere could point a name of its own at this
//! machine (DNS rebinding), requests under a foreign `Host` are refused.

mod page;

use std::{
    net::{IpAddr, SocketAddr},
    sync::Arc,
};

use axum::{
    Json, Router,
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, Uri, header, uri::Authority},
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::get,
};
use liaison_service::{Error as ServiceError, Office};
use serde_json::json;

use crate::problem::{Problem, traceable};

/// Only what this page itself brings may run, load, or be submitted: a style sheet.
const POLICY: &str = "default-src 'none'; style-src 'self'; base-uri 'none'; \
                      form-action 'none'; frame-ancestors 'none'";

const STYLE: &str = include_str!("desk/style.css");

/// The routes of the desk that listens on `listen`.
pub fn router(office: Arc<Office>, listen: SocketAddr) -> Router {
    Router::new()
        .route("/", get(page))
        .route(
            "/style.css",
            get(async || ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], STYLE)),
        )
        .route("/healthz", get(async || Json(json!({"status": "ok"}))))
        .route("/readyz", get(ready))
        .fallback(async || Problem::not_found())
        .method_not_allowed_fallback(async || Problem::method_not_allowed())
        .layer(middleware::from_fn_with_state(listen.ip(), guard))
        .with_state(office)
}

async fn page(State(office): State<Arc<Office>>) -> Response {
    match page::render(&office).await {
        Ok(html) => ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], html).into_response(),
        Err(error) => {
            tracing::error!(error = traceable(&error), "the status page cannot be made");
            Problem::internal().into_response()
        }
    }
}

/// Ready means that persons can be looked up.
async fn ready(State(office): State<Arc<Office>>) -> Response {
    let reason = match office.lists().await {
        Ok(lists) if lists.is_empty() => "no list is held",
        Ok(_) => match office.load_index().await {
            Ok(()) => return Json(json!({"status": "ok"})).into_response(),
            Err(ServiceError::NoIndex) => "no list is held",
            Err(_) => "the index cannot be opened",
        },
        Err(_) => "the lists cannot be read",
    };
    let body = Json(json!({"status": "unavailable", "reason": reason}));
    (StatusCode::SERVICE_UNAVAILABLE, body).into_response()
}

/// Refuses foreign hosts, and tells the browser how little to trust what it gets.
async fn guard(State(listen): State<IpAddr>, request: Request, next: Next) -> Response {
    let mut response = if is_ours(request.uri(), request.headers(), listen) {
        next.run(request).await
    } else {
        let detail = "this desk answers only to the address it listens on";
        Problem::new(StatusCode::MISDIRECTED_REQUEST, "foreign-host", detail).into_response()
    };
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::CACHE_CONTROL, "no-store"),
    ] {
        response
            .headers_mut()
            .insert(name, HeaderValue::from_static(value));
    }
    response
}

/// Whether the request names this machine: a loopback name, or the address listened on. Ports
/// are not compared, so that the desk can be reached through a tunnel.
fn is_ours(uri: &Uri, headers: &HeaderMap, listen: IpAddr) -> bool {
    let mut hosts = headers.get_all(header::HOST).iter();
    let (Some(host), None) = (hosts.next(), hosts.next()) else {
        return false;
    };
    let named = |authority: &str| {
        let parsed = authority.parse::<Authority>();
        parsed.is_ok_and(|parsed| !authority.contains('@') && names_us(parsed.host(), listen))
    };
    host.to_str().is_ok_and(named) && uri.authority().is_none_or(|uri| named(uri.as_str()))
}

fn names_us(host: &str, listen: IpAddr) -> bool {
    if host.eq_ignore_ascii_case("localhost") {
        return true;
    }
    let bare = host
        .strip_prefix('[')
        .and_then(|host| host.strip_suffix(']'))
        .unwrap_or(host);
    // Where every address is listened on, every address is ours; names still are not.
    bare.parse::<IpAddr>()
        .is_ok_and(|ip| ip.is_loopback() || ip == listen || listen.is_unspecified())
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, Uri, header};

    use super::is_ours;

    #[test]
    fn only_this_machine_s_names_are_answered() {
        let ask = |host: &str, listen: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::HOST, host.parse().expect("value"));
            is_ours(
                &Uri::from_static("/"),
                &headers,
                listen.parse().expect("address"),
            )
        };
        for host in ["localhost", "LOCALHOST:8470", "127.0.0.1:9", "[::1]:8470"] {
            assert!(ask(host, "127.0.0.1"), "{host}");
        }
        for host in [
            "evil.example",
            "localhost.evil.example",
            "10.0.0.1:8470",
            "",
            "a@localhost",
        ] {
            assert!(!ask(host, "127.0.0.1"), "{host}");
        }
        assert!(ask("10.0.0.1:8470", "10.0.0.1"));
        assert!(ask("10.0.0.1:8470", "0.0.0.0"));
        assert!(!ask("evil.example", "0.0.0.0"));
        let none = HeaderMap::new();
        assert!(!is_ours(
            &Uri::from_static("/"),
            &none,
            "127.0.0.1".parse().expect("address")
        ));
    }
}
