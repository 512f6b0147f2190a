//! Requests against their drafts and messages; where each stands, by replaying its life.

use std::collections::HashMap;

use liaison_exchange::{
    lifecycle::{Event, State},
    message::{Body, Request},
};
use liaison_store::{Direction, RequestRow};

use super::{
    Audit, Break, Report, Stop, ensure,
    messages::Messages,
    replay::{Replayed, Step},
};
use crate::requests::{digest, hits_digest};

pub(super) async fn check(
    audit: &Audit<'_>,
    replayed: &Replayed,
    messages: &Messages,
    report: &mut Report,
) -> Result<(), Stop> {
    let states = states(replayed, messages)?;
    let rows = audit.store.requests().await?;
    for id in states.keys() {
        let there = rows.iter().any(|row| row.id == *id);
        ensure(
            there,
            format!("request {id}"),
            "the log knows it, but it is missing",
        )?;
    }
    for row in &rows {
        let place = format!("request `{}` (`{}`)", row.reference, row.partner);
        let expected = states.get(&row.id);
        let expected = expected.ok_or_else(|| Break::new(&place, "no act explains it"))?;
        ensure(
            expected.as_str() == row.state,
            &place,
            format!("it stands as {}, the log says {expected}", row.state),
        )?;
        check_body(row, replayed, messages, &place)?;
        if row.direction == Direction::In {
            let hits = audit.store.hits(&row.id).await?;
            let screened = replayed.screened.get(&row.id);
            let fits = screened
                .is_some_and(|act| act.hits == hits.len() && act.digest == hits_digest(&hits));
            ensure(
                fits,
                place,
                "its hits are not those that were attached on receipt",
            )?;
        }
    }
    report.requests = rows.len();
    Ok(())
}

/// Where every request stands after all steps.
fn states(replayed: &Replayed, messages: &Messages) -> Result<HashMap<String, State>, Break> {
    let drafts = replayed.drafts.keys();
    let mut states: HashMap<String, State> = drafts.map(|id| (id.clone(), State::Draft)).collect();
    for (leaf, step) in &replayed.steps {
        let (id, event) = match step {
            Step::Closed { request } => (request.clone(), Event::Closed),
            Step::Receipt { message, .. } => match messages.get(message) {
                Some(checked) if matches!(checked.message.body, Body::Request(_)) => {
                    (checked.row.id.clone(), Event::Received)
                }
                _ => continue,
            },
            Step::Message(direction, hash) => {
                let Some(checked) = messages.get(hash) else {
                    continue;
                };
                match (&checked.message.body, direction) {
                    (Body::Request(_), Direction::Out) => (checked.row.id.clone(), Event::Sent),
                    (Body::Request(_), Direction::In) => {
                        states.insert(checked.row.id.clone(), State::Received);
                        continue;
                    }
                    (Body::Answer(answer), _) => (answer.request.to_string(), Event::Answered),
                    (Body::Refusal(refusal), _) => (refusal.request.to_string(), Event::Refused),
                    (Body::Receipt(_) | Body::Unknown, _) => continue,
                }
            }
        };
        let place = format!("leaf {leaf}");
        let state = states.get_mut(&id);
        let state =
            state.ok_or_else(|| Break::new(&place, format!("request {id} has no beginning")))?;
        *state = state
            .after(event)
            .map_err(|error| Break::new(place, error.to_string()))?;
    }
    Ok(states)
}

fn check_body(
    row: &RequestRow,
    replayed: &Replayed,
    messages: &Messages,
    place: &str,
) -> Result<(), Break> {
    if row.direction == Direction::Out {
        let drafted = replayed.drafts.get(&row.id);
        ensure(
            drafted == Some(&digest(&row.body)),
            place,
            "its content was altered: it does not fit the draft in the log",
        )?;
    }
    let request: Request = serde_json::from_str(&row.body)
        .map_err(|error| Break::new(place, format!("its content cannot be read: {error}")))?;
    ensure(
        request.reference == row.reference,
        place,
        "its row names another reference",
    )?;
    let sent = messages.values().find(|checked| checked.row.id == row.id);
    match sent.map(|checked| &checked.message.body) {
        Some(Body::Request(sent)) => ensure(
            *sent == request,
            place,
            "it is not what was sent: its content was altered",
        ),
        Some(_) => Err(Break::new(place, "its message is no request")),
        None => ensure(
            row.direction == Direction::Out && row.state == State::Draft.as_str(),
            place,
            "its message is missing",
        ),
    }
}
