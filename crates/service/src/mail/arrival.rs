//! Taking a message in: kept, logged, acted on and receipted, or refused, in one transaction.

use liaison_exchange::{
    Message, Rejection,
    channel::{Inbound, Verdict},
    codec::{self, Opened},
    lifecycle::{Event, State},
    message::{Body, MessageHash, Receipt, Request, VERSION},
    receipt::{ARRIVAL, Arrival},
};
use liaison_store::{Direction, MessageRow, RequestRow};
use uuid::Uuid;

use crate::{
    Error, Office,
    clock::stored,
    journal::Journal,
    partners::Partner,
    requests::{Screened, hits_digest, move_request},
    search::Hit,
};

/// Judges whether the message may come next from its sender.
pub(super) async fn judge(
    journal: &mut Journal<'_>,
    partner: &Partner,
    opened: &Opened,
) -> Result<Verdict, Error> {
    let code = &partner.card.code;
    let kept_hash = |text: String| {
        MessageHash::try_from(text).map_err(|error| Error::Stored {
            what: "message",
            reason: error.to_string(),
        })
    };
    let last = journal.tx.last_message(Direction::In, code).await?;
    let (last_seq, last_hash) = match last {
        Some((seq, hash)) => (seq, Some(kept_hash(hash)?)),
        None => (0, None),
    };
    let inbound = Inbound {
        last_seq,
        last_hash,
    };
    let message = &opened.message;
    let held = journal
        .tx
        .message_at(Direction::In, code, message.seq)
        .await?;
    let held = held.map(|row| kept_hash(row.hash)).transpose()?;
    Ok(inbound.judge(
        message.seq,
        message.prev.as_ref(),
        &opened.hash,
        held.as_ref(),
    )?)
}

/// Keeps a new message, moves what it moves, and signs the receipt; returns its envelope.
pub(super) async fn take_in(
    office: &Office,
    journal: &mut Journal<'_>,
    partner: &Partner,
    opened: &Opened,
    hits: &[Hit],
) -> Result<Vec<u8>, Error> {
    let (message, hash) = (&opened.message, &opened.hash);
    let code = &partner.card.code;
    if journal.tx.has_message_id(&message.id.to_string()).await? {
        return Err(Rejection::Misplaced {
            reason: "its identifier was used for another message".to_owned(),
        }
        .into());
    }
    let arrival = Arrival {
        message: hash.clone(),
    };
    let leaf = journal.act(ARRIVAL, &arrival).await?;
    journal
        .tx
        .insert_message(&MessageRow {
            hash: hash.to_string(),
            id: message.id.to_string(),
            direction: Direction::In,
            partner: code.clone(),
            seq: message.seq,
            thread: message.thread.to_string(),
            kind: message.body.kind().to_owned(),
            at: stored(message.at),
            envelope: opened.envelope.clone(),
            leaf,
            receipt: None,
        })
        .await?;
    match &message.body {
        Body::Request(request) => {
            take_request(journal, code, message, request, leaf, hits).await?;
        }
        Body::Answer(answer) => {
            take_reply(journal, code, answer.request, Event::Answered).await?;
        }
        Body::Refusal(refusal) => {
            take_reply(journal, code, refusal.request, Event::Refused).await?;
        }
        // Kept for the version that can read it.
        Body::Unknown => {}
        Body::Receipt(_) => {
            return Err(Rejection::Misplaced {
                reason: "a receipt has no place in the sequence".to_owned(),
            }
            .into());
        }
    }
    let checkpoint = journal.checkpoint().await?;
    let receipt = Message {
        v: VERSION,
        id: Uuid::new_v4(),
        thread: message.thread,
        seq: 0,
        prev: None,
        from: office.code().to_owned(),
        to: code.clone(),
        at: journal.now(),
        body: Body::Receipt(Receipt {
            message: message.id,
            hash: hash.clone(),
            received_at: journal.now(),
            proof: journal.proof(leaf, &checkpoint).await?,
        }),
    };
    let sealed = codec::seal(&receipt, &office.signing_key, &partner.card.encryption)?;
    journal
        .tx
        .set_receipt(hash.as_str(), &sealed.envelope)
        .await?;
    Ok(sealed.envelope)
}

async fn take_request(
    journal: &mut Journal<'_>,
    partner: &str,
    message: &Message,
    request: &Request,
    leaf: u64,
    hits: &[Hit],
) -> Result<(), Error> {
    let known = journal
        .tx
        .has_reference(Direction::In, partner, &request.reference)
        .await?;
    let reason = if known {
        Some("its reference was used before")
    } else if !valid_reference(&request.reference) {
        Some("its reference is not 1 to 64 letters, digits and hyphens")
    } else if request.questions.is_empty() {
        Some("it asks nothing")
    } else {
        None
    };
    if let Some(reason) = reason {
        return Err(Rejection::Misplaced {
            reason: reason.to_owned(),
        }
        .into());
    }
    let id = message.id.to_string();
    let row = RequestRow {
        id: id.clone(),
        reference: request.reference.clone(),
        direction: Direction::In,
        partner: partner.to_owned(),
        thread: message.thread.to_string(),
        state: State::Received.as_str().to_owned(),
        due: stored(request.due),
        created_at: journal.at(),
        body: serde_json::to_string(request).map_err(Error::stored("request"))?,
        leaf,
    };
    journal.tx.insert_request(&row).await?;
    let bodies = hits
        .iter()
        .map(serde_json::to_string)
        .collect::<Result<Vec<_>, _>>();
    let bodies = bodies.map_err(Error::stored("hit"))?;
    for (place, body) in bodies.iter().enumerate() {
        journal.tx.insert_hit(&id, place, body).await?;
    }
    let act = Screened {
        request: id,
        hits: hits.len(),
        digest: hits_digest(&bodies),
    };
    journal.act("request.screened", &act).await?;
    Ok(())
}

/// References are shown and typed: nothing odd may stand in one.
fn valid_reference(reference: &str) -> bool {
    let fits = |b: u8| b.is_ascii_alphanumeric() || b == b'-';
    (1..=64).contains(&reference.len()) && reference.bytes().all(fits)
}

async fn take_reply(
    journal: &mut Journal<'_>,
    partner: &str,
    request: Uuid,
    event: Event,
) -> Result<(), Error> {
    let misplaced = |reason: String| Error::Rejected(Rejection::Misplaced { reason });
    let id = request.to_string();
    let row = journal.tx.request(&id).await?;
    let row = row.filter(|row| row.direction == Direction::Out && row.partner == partner);
    row.ok_or_else(|| misplaced(format!("no request {id} was sent to this partner")))?;
    match move_request(journal, &id, event).await {
        Err(Error::Lifecycle(forbidden)) => Err(misplaced(forbidden.to_string())),
        done => done,
    }
}
