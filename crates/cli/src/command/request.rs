//! `liaison request`: ask partners, answer them.

use std::{fs, path::Path};

use anyhow::{Context as _, anyhow};
use jiff::{SignedDuration, Timestamp, Unit, civil::Date, tz::TimeZone};
use liaison_exchange::{codec::Sealed, message::Body};
use liaison_service::{
    Office,
    requests::{Direction, Dossier, MessageView, NewRequest, Reply, RequestView},
};
use serde_json::json;

use super::{Context, look_up};
use crate::{
    arguments::{self, Request},
    output::{line, note},
};

pub async fn run(context: &Context, command: Request) -> anyhow::Result<()> {
    let office = context.open().await?;
    match command {
        Request::New(new) => {
            let view = office
                .draft_request(draft(*new, office.now())?, &context.officer)
                .await?;
            let reference = &view.request.reference;
            let text = format!(
                "Wrote request {reference} to `{}`. Send it: `liaison request send {reference}`",
                view.partner
            );
            context.output.result(&view, &text)?;
        }
        Request::Send { request, to_file } => {
            let sealed = office.release_request(&request, &context.officer).await?;
            sent(context, &office, &request, &sealed, to_file.as_deref()).await?;
        }
        Request::List { owed } => {
            let mut requests = office.requests().await?;
            requests.retain(|request| !owed || request.owed_by.is_some());
            list(context, &requests)?;
        }
        Request::Show { request } => show(context, &office.request(&request).await?)?,
        Request::Answer {
            request,
            text,
            result,
            handling,
            to_file,
        } => {
            let reply = Reply::Answer { result, text };
            let sealed = office
                .reply(&request, reply, handling, &context.officer)
                .await?;
            sent(context, &office, &request, &sealed, to_file.as_deref()).await?;
        }
        Request::Refuse {
            request,
            ground,
            text,
            handling,
            to_file,
        } => {
            let reply = Reply::Refusal {
                grounds: ground,
                text,
            };
            let sealed = office
                .reply(&request, reply, handling, &context.officer)
                .await?;
            sent(context, &office, &request, &sealed, to_file.as_deref()).await?;
        }
        Request::Close { request, reason } => {
            office
                .close_request(&request, &reason, &context.officer)
                .await?;
            context
                .output
                .result(&json!({"closed": request}), &format!("Closed {request}."))?;
        }
    }
    office.close().await;
    Ok(())
}

fn draft(new: arguments::NewRequest, now: Timestamp) -> anyhow::Result<NewRequest> {
    Ok(NewRequest {
        subject: look_up::person(&new.name, &new.known)?,
        partner: new.to,
        purpose: new.purpose,
        legal_basis: new.basis,
        questions: new.question,
        due: due(&new.due, now)?.round(Unit::Second)?,
        handling: new.handling,
        follows: new.follows,
    })
}

/// `8h`, `3d`, a date (its end in UTC), or an RFC 3339 time.
fn due(text: &str, now: Timestamp) -> anyhow::Result<Timestamp> {
    let wrong =
        || anyhow!("`{text}` is no time; write `8h`, `3d`, `2026-12-01` or an RFC 3339 time");
    let count = |digits: &str| digits.parse::<u32>().map(i64::from).map_err(|_| wrong());
    if let Some(hours) = text.strip_suffix('h') {
        return now
            .checked_add(SignedDuration::from_hours(count(hours)?))
            .map_err(|_| wrong());
    }
    if let Some(days) = text.strip_suffix('d') {
        return now
            .checked_add(SignedDuration::from_hours(24 * count(days)?))
            .map_err(|_| wrong());
    }
    if let Ok(date) = text.parse::<Date>()
        && text.len() == "2026-12-01".len()
    {
        let end = date
            .at(23, 59, 59, 0)
            .to_zoned(TimeZone::UTC)
            .map_err(|_| wrong())?;
        return Ok(end.timestamp());
    }
    text.parse().map_err(|_| wrong())
}

/// Writes the sealed message to a file where asked, and else tries to deliver it at once.
async fn sent(
    context: &Context,
    office: &Office,
    request: &str,
    sealed: &Sealed,
    to_file: Option<&Path>,
) -> anyhow::Result<()> {
    let state = if let Some(path) = to_file {
        fs::write(path, &sealed.bytes).with_context(|| path.display().to_string())?;
        format!("Carry it to the partner: {}", path.display())
    } else {
        liaison_server::flush(office).await?;
        let waiting = office.waiting_deliveries().await?;
        if waiting
            .iter()
            .any(|delivery| delivery.hash == sealed.hash.as_str())
        {
            "It waits in the outbox; `liaison serve` delivers it and keeps trying.".to_owned()
        } else {
            "The partner has it and signed a receipt.".to_owned()
        }
    };
    let value = json!({"request": request, "message": sealed.hash, "file": to_file});
    context
        .output
        .result(&value, &format!("Signed {}.\n{state}", sealed.hash))
}

fn list(context: &Context, requests: &[RequestView]) -> anyhow::Result<()> {
    if requests.is_empty() && !context.output.is_json() {
        note("No request.");
        return Ok(());
    }
    let header = ["request", "way", "partner", "state", "due", "owed by"];
    context.output.results(requests, &header, |request| {
        let owed = request.owed_by.unwrap_or_default();
        let overdue = if request.overdue { ", overdue" } else { "" };
        vec![
            request.request.reference.clone(),
            request.direction.as_str().to_owned(),
            request.partner.clone(),
            request.state.to_string(),
            request.request.due.strftime("%Y-%m-%d %H:%MZ").to_string(),
            format!("{owed}{overdue}"),
        ]
    })
}

fn show(context: &Context, dossier: &Dossier) -> anyhow::Result<()> {
    if context.output.is_json() {
        return line(&serde_json::to_string(dossier)?);
    }
    for text in lines(dossier) {
        line(&text)?;
    }
    Ok(())
}

/// A request with all that belongs to it, in words.
pub fn lines(dossier: &Dossier) -> Vec<String> {
    let view = &dossier.view;
    let request = &view.request;
    let way = if view.direction == Direction::In {
        "from"
    } else {
        "to"
    };
    let mut lines = vec![format!(
        "Request {} {way} `{}`: {}{}",
        request.reference,
        view.partner,
        view.state,
        if view.overdue { ", overdue" } else { "" },
    )];
    let properties = request.subject["properties"].as_object();
    for (property, values) in properties.into_iter().flatten() {
        let values: Vec<&str> = values
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|value| value.as_str())
            .collect();
        lines.push(format!("  {property}: {}", values.join("; ")));
    }
    lines.push(format!("  purpose: {}", request.purpose));
    lines.push(format!("  legal basis: {}", request.legal_basis));
    for question in &request.questions {
        lines.push(format!("  {}: {}", question.qid, question.text));
    }
    lines.push(format!(
        "  due: {}, handling: {}",
        request.due, request.handling
    ));
    if view.direction == Direction::In {
        lines.push(format!("Hits on our lists: {}", dossier.hits.len()));
        lines.extend(
            dossier
                .hits
                .iter()
                .flat_map(look_up::lines)
                .map(|hit| format!("  {hit}")),
        );
    }
    lines.push("Messages:".to_owned());
    lines.extend(dossier.messages.iter().map(message_line));
    lines
}

fn message_line(message: &MessageView) -> String {
    let text = match &message.body {
        Body::Request(request) => request.reference.clone(),
        Body::Answer(answer) => format!("{} ({}): {}", answer.result, answer.handling, answer.text),
        Body::Refusal(refusal) => {
            let grounds: Vec<String> = refusal.grounds.iter().map(ToString::to_string).collect();
            format!(
                "{} ({}): {}",
                grounds.join(", "),
                refusal.handling,
                refusal.text
            )
        }
        Body::Receipt(_) | Body::Unknown => String::new(),
    };
    let receipt = match (message.receipted, &message.last_error) {
        (true, _) => "receipted".to_owned(),
        (false, None) => "no receipt yet".to_owned(),
        (false, Some(error)) => format!("no receipt yet; last try: {error}"),
    };
    format!(
        "  {} {:<3} {:<8} {text} [{receipt}]",
        message.at,
        message.direction.as_str(),
        message.kind
    )
}
