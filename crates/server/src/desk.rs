//! The desk's plain status page: what we owe and what we are owed. No names of persons.

use std::{fmt::Write as _, net::SocketAddr, sync::Arc};

use axum::{
    Json, Router,
    extract::{Request, State},
    middleware::{self, Next},
    response::{Html, IntoResponse, Response},
    routing::get,
};
use http::{HeaderValue, StatusCode, header};
use liaison_service::{Office, requests::{Direction, RequestView}};
use serde_json::json;

use crate::problem::Problem;

pub(crate) fn router(office: Arc<Office>, address: SocketAddr) -> Router {
    let guard = middleware::from_fn(move |request: Request, next: Next| guard(address, request, next));
    Router::new()
        .route("/", get(page))
        .route("/healthz", get(|| async { Json(json!({"status": "ok"})) }))
        .route("/readyz", get(ready))
        .fallback(|| async { Problem::not_found() })
        .layer(guard)
        .with_state(office)
}

/// Answers only to this machine's own names, so that no page elsewhere can read the desk
/// through a visitor's browser (DNS rebinding), and forbids scripts altogether.
async fn guard(address: SocketAddr, request: Request, next: Next) -> Response {
    let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok());
    let name = host.map(|host| host.rsplit_once(':').map_or(host, |(name, _)| name));
    let own = address.ip().to_string();
    if !name.is_some_and(|name| matches!(name, "localhost" | "127.0.0.1" | "[::1]") || name == own) {
        let detail = "the desk answers to `localhost` and to the address it listens on";
        return Problem::new(StatusCode::MISDIRECTED_REQUEST, "host", detail).into_response();
    }
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

async fn ready(State(office): State<Arc<Office>>) -> Response {
    match office.lists().await {
        Ok(lists) if !lists.is_empty() => Json(json!({"status": "ready"})).into_response(),
        Ok(_) => {
            let detail = "the office holds no list yet; add one with `liaison lists add`";
            Problem::new(StatusCode::SERVICE_UNAVAILABLE, "no-list", detail).into_response()
        }
        Err(error) => Problem::from(error).into_response(),
    }
}

async fn page(State(office): State<Arc<Office>>) -> Response {
    match render(&office).await {
        Ok(page) => Html(page).into_response(),
        Err(error) => Problem::from(error).into_response(),
    }
}

const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;\
    padding:0 1rem;color:#1a1a1a;background:#fff}table{border-collapse:collapse;width:100%}\
    caption{text-align:left;font-weight:600;padding:1rem 0 .25rem}th,td{text-align:left;\
    padding:.25rem .75rem .25rem 0;border-bottom:1px solid #ccc}.late{color:#a00000;\
    font-weight:600}code{font-size:.95em}";

async fn render(office: &Office) -> Result<String, liaison_service::Error> {
    let status = office.status().await?;
    let requests = office.requests().await?;
    let mut page = String::new();
    let name = escape(&office.settings().name);
    let _ = write!(
        page,
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" \
         content=\"width=device-width\"><title>{name}</title><style>{STYLE}</style></head><body>\
         <main><h1>{name} <small><code>{}</code></small></h1><p>Fingerprint <code>{}</code></p>\
         <p>{} entries in the log; {} messages wait for a receipt.</p>",
        escape(office.code()),
        office.card()?.fingerprint(),
        status.leaves,
        status.waiting,
    );
    let owed_by = |who: &str| requests.iter().filter(|request| request.owed_by == Some(who)).collect();
    request_table(&mut page, "What we owe", &owed_by("us"));
    request_table(&mut page, "What we are owed", &owed_by("partner"));
    let rest = requests.iter().filter(|request| request.owed_by.is_none()).collect();
    request_table(&mut page, "Other requests", &rest);
    let partners = office.partners().await?;
    let partners = partners.iter().map(|partner| {
        let state = if partner.revoked_at.is_some() { "revoked" } else { "trusted" };
        [partner.card.code.clone(), partner.card.name.clone(), state.to_owned()]
    });
    table(&mut page, "Partners", ["code", "name", "state"], partners.collect());
    let lists = office.lists().await?.into_iter();
    let lists = lists.map(|list| [list.id, list.records.to_string(), list.imported_at]);
    table(&mut page, "Lists", ["list", "records", "taken in"], lists.collect());
    page.push_str("</main></body></html>");
    Ok(page)
}

fn request_table(page: &mut String, caption: &str, requests: &Vec<&RequestView>) {
    let rows = requests.iter().map(|request| {
        let way = if request.direction == Direction::In { "from" } else { "to" };
        let state = if request.overdue {
            format!("{}, overdue", request.state)
        } else {
            request.state.to_string()
        };
        [
            request.request.reference.clone(),
            format!("{way} {}", request.partner),
            state,
            request.request.due.strftime("%Y-%m-%d %H:%MZ").to_string(),
        ]
    });
    table(page, caption, ["request", "partner", "state", "due"], rows.collect());
}

fn table<const N: usize>(
    page: &mut String,
    caption: &str,
    header: [&str; N],
    rows: Vec<[String; N]>,
) {
    let _ = write!(page, "<table><caption>{caption}</caption><thead><tr>");
    for column in header {
        let _ = write!(page, "<th scope=\"col\">{column}</th>");
    }
    page.push_str("</tr></thead><tbody>");
    if rows.is_empty() {
        let _ = write!(page, "<tr><td colspan=\"{N}\">None</td></tr>");
    }
    for row in rows {
        page.push_str("<tr>");
        for cell in row {
            let class = if cell.ends_with(", overdue") { " class=\"late\"" } else { "" };
            let _ = write!(page, "<td{class}>{}</td>", escape(&cell));
        }
        page.push_str("</tr>");
    }
    page.push_str("</tbody></table>");
}

/// Partners choose their names: nothing they write may become markup.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}
