//! Messages in and out: what arrives is verified, kept, logged and receipted in one
//! transaction; what leaves waits in the outbox until its receipt is here.

use jiff::{SignedDuration, Timestamp};
use liaison_exchange::{
    Message, Rejection,
    channel::{Inbound, Verdict},
    codec::{self, Opened, Signer},
    lifecycle::{Event, State},
    message::{Body, MessageHash, Receipt, Request, VERSION},
    receipt::{self, ARRIVAL, Arrival},
};
use liaison_person::ftm;
use liaison_seal::{Request as HttpRequest, Verified, verify_request};
use liaison_store::{Direction, MessageRow, OutboxRow, RequestRow};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    Error, Office,
    clock::stored,
    journal::Journal,
    partners::Partner,
    requests::{Screened, hits_digest, move_request},
    search::{Hit, Search},
};

/// How far a sender's clock may be off. Replays inside it are told apart by their nonce, so it
/// can be wide: a desk whose clock is a day off must not fall silent.
const CLOCK_TOLERANCE: SignedDuration = SignedDuration::from_hours(72);

/// Longest pause between two tries to deliver a message.
const MAX_PAUSE: SignedDuration = SignedDuration::from_mins(5);

/// Act `receipt.in`: a partner's receipt came.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Receipted {
    pub message: MessageHash,
    pub receipt: MessageHash,
}

/// Act `message.conflict`: a second message under a number that was used.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Conflicting {
    pub message: MessageHash,
    pub seq: u64,
}

/// What arriving bytes led to.
#[derive(Debug, Clone)]
pub enum Arrived {
    /// A message was taken in, or is held already.
    Message {
        /// What kind it is.
        kind: &'static str,
        /// The sender's code.
        from: String,
        /// Its hash.
        hash: MessageHash,
        /// The request it belongs to, by the asker's reference, if it is a request or a reply.
        reference: Option<String>,
        /// Number of hits on our lists, for a request.
        hits: usize,
        /// Whether it was held already.
        duplicate: bool,
        /// Our sealed receipt, to go back to the sender.
        receipt: Vec<u8>,
    },
    /// A receipt for one of our messages.
    Receipt {
        /// The partner that gave it.
        from: String,
        /// The message it is for.
        hash: MessageHash,
    },
}

/// A message to be delivered now.
#[derive(Debug, Clone)]
pub struct Delivery {
    /// Hash of the message.
    pub hash: String,
    /// The partner.
    pub partner: Partner,
    /// The sealed bytes.
    pub bytes: Vec<u8>,
}

impl Office {
    pub(crate) fn signer(&self) -> Signer {
        Signer {
            code: self.code().to_owned(),
            key: self.signing_key.verifying_key(),
        }
    }

    async fn trusted(&self) -> Result<Vec<Partner>, Error> {
        let partners = self.partners().await?.into_iter();
        Ok(partners
            .filter(|partner| partner.revoked_at.is_none())
            .collect())
    }

    /// Checks the signature of an HTTP request to the inbox (RFC 9421), its age and its nonce.
    /// Returns the code of the partner that signed it.
    pub async fn verify_transport(
        &self,
        request: &HttpRequest<'_>,
        body: &[u8],
    ) -> Result<String, Error> {
        let partners = self.trusted().await?;
        let find = |id: &str| {
            let fits = |partner: &&Partner| partner.card.signing_key.key_id().as_str() == id;
            partners.iter().find(fits)
        };
        let look_up = |id: &str| find(id).map(|partner| partner.card.signing_key);
        let verified: Verified =
            verify_request(request, body, look_up).map_err(|error| match error {
                liaison_seal::Error::UnknownKey(_) => Rejection::UnknownSigner,
                error => Rejection::Transport {
                    reason: error.to_string(),
                },
            })?;
        let transport = |reason: &str| Rejection::Transport {
            reason: reason.to_owned(),
        };
        let now = self.now();
        let created = i64::try_from(verified.created).ok();
        let created = created.and_then(|seconds| Timestamp::from_second(seconds).ok());
        let created = created.ok_or_else(|| transport("its time is no time"))?;
        if now.duration_since(created).abs() > CLOCK_TOLERANCE {
            return Err(
                transport("its time is more than three days from ours; check both clocks").into(),
            );
        }
        let partner =
            find(verified.key_id.as_str()).ok_or_else(|| transport("its key is unknown"))?;
        let code = partner.card.code.clone();
        let mut tx = self.store.begin().await?;
        let keep_from = now
            .checked_sub(CLOCK_TOLERANCE * 3)
            .unwrap_or(Timestamp::MIN);
        let is_new = tx
            .remember_nonce(&code, &verified.nonce, &stored(now), &stored(keep_from))
            .await?;
        if !is_new {
            return Err(Rejection::Replayed.into());
        }
        tx.commit().await?;
        Ok(code)
    }

    /// Takes in sealed bytes, however they came. `via` is the partner that signed the HTTP
    /// request, where they came by HTTP.
    pub async fn receive(&self, sealed: &[u8], via: Option<&str>) -> Result<Arrived, Error> {
        let partners = self.trusted().await?;
        let signers: Vec<Signer> = partners.iter().map(Partner::signer).collect();
        let opened = codec::open(sealed, self.code(), &self.identity, &signers)?;
        let from = opened.message.from.clone();
        if let Some(via) = via.filter(|via| *via != from) {
            return Err(Rejection::SenderMismatch {
                claimed: from,
                signer: via.to_owned(),
            }
            .into());
        }
        let partner = partners.iter().find(|partner| partner.card.code == from);
        let partner = partner.ok_or(Rejection::UnknownSigner)?;
        if let Body::Receipt(receipt) = &opened.message.body {
            let hash = receipt.hash.clone();
            self.take_receipt(partner, &opened, receipt).await?;
            return Ok(Arrived::Receipt { from, hash });
        }
        self.take_message(partner, opened).await
    }

    async fn take_message(&self, partner: &Partner, opened: Opened) -> Result<Arrived, Error> {
        let message = &opened.message;
        let hash = &opened.hash;
        // Screening needs no lock, so it is done before one is held.
        let hits = match &message.body {
            Body::Request(request) => self.screen_subject(message, request)?,
            _ => Vec::new(),
        };
        let mut journal = Journal::begin(self).await?;
        let verdict = judge(&mut journal, partner, &opened).await;
        if let Err(Error::Rejected(Rejection::Conflict { seq })) = verdict {
            self.keep_conflict(journal, partner, &opened, seq).await?;
            return Err(Rejection::Conflict { seq }.into());
        }
        let duplicate = verdict? == Verdict::Duplicate;
        let envelope = if duplicate {
            drop(journal);
            self.own_receipt(hash).await?
        } else {
            let envelope = take_in(self, &mut journal, partner, &opened, &hits).await?;
            journal.commit().await?;
            envelope
        };
        Ok(Arrived::Message {
            kind: message.body.kind(),
            from: message.from.clone(),
            hash: hash.clone(),
            reference: self.reference_of(&message.body, message.id).await?,
            hits: hits.len(),
            duplicate,
            receipt: codec::reseal(&envelope, &partner.card.encryption)?,
        })
    }

    /// What our lists hold about a request's person; nothing where there is no list yet.
    fn screen_subject(&self, message: &Message, request: &Request) -> Result<Vec<Hit>, Error> {
        let subject =
            ftm::from_value(&request.subject).map_err(|error| Rejection::MalformedMessage {
                reason: format!("`subject` of request {}: {error}", message.id),
            })?;
        match self.search(&subject.record, &Search::default()) {
            Err(Error::NoIndex) => Ok(Vec::new()),
            hits => hits,
        }
    }

    async fn reference_of(&self, body: &Body, id: Uuid) -> Result<Option<String>, Error> {
        let request = match body {
            Body::Request(_) => id,
            Body::Answer(answer) => answer.request,
            Body::Refusal(refusal) => refusal.request,
            Body::Receipt(_) | Body::Unknown => return Ok(None),
        };
        // By identifier alone: a partner may choose a reference that looks like one.
        let id = request.to_string();
        let rows = self.store.requests().await?;
        Ok(rows
            .into_iter()
            .find(|row| row.id == id)
            .map(|row| row.reference))
    }

    async fn keep_conflict(
        &self,
        mut journal: Journal<'_>,
        partner: &Partner,
        opened: &Opened,
        seq: u64,
    ) -> Result<(), Error> {
        let hash = opened.hash.to_string();
        if journal.tx.has_conflict(&hash).await? {
            return Ok(());
        }
        let act = Conflicting {
            message: opened.hash.clone(),
            seq,
        };
        let leaf = journal.act("message.conflict", &act).await?;
        let code = &partner.card.code;
        journal
            .tx
            .insert_conflict(&hash, code, &opened.envelope, leaf)
            .await?;
        journal.commit().await
    }

    /// Envelope of the receipt that we gave for a message.
    async fn own_receipt(&self, hash: &MessageHash) -> Result<Vec<u8>, Error> {
        let mut tx = self.store.begin().await?;
        let row = tx.message(hash.as_str()).await?;
        row.and_then(|row| row.receipt)
            .ok_or_else(|| Error::Stored {
                what: "receipt",
                reason: "it is missing".to_owned(),
            })
    }

    async fn take_receipt(
        &self,
        partner: &Partner,
        opened: &Opened,
        receipt: &Receipt,
    ) -> Result<(), Error> {
        let misplaced = |reason: String| Error::Rejected(Rejection::Misplaced { reason });
        let mut journal = Journal::begin(self).await?;
        let code = &partner.card.code;
        let row = journal.tx.message(receipt.hash.as_str()).await?;
        let row = row.filter(|row| row.direction == Direction::Out && row.partner == *code);
        let row =
            row.ok_or_else(|| misplaced("the receipt is for no message of ours".to_owned()))?;
        if row.receipt.is_some() {
            // It came twice, by wire and by file or after a resend: the first one counts.
            return Ok(());
        }
        receipt::check(receipt, &receipt.hash, code, &partner.card.signing_key)
            .map_err(|error| misplaced(error.to_string()))?;
        let act = Receipted {
            message: receipt.hash.clone(),
            receipt: opened.hash.clone(),
        };
        journal.act("receipt.in", &act).await?;
        journal.tx.set_receipt(&row.hash, &opened.envelope).await?;
        let now = journal.at();
        journal.tx.remove_outbox(&row.hash, code, &now).await?;
        if row.kind == "request" {
            move_request(&mut journal, &row.id, Event::Received).await?;
        }
        journal.commit().await
    }

    /// The messages to be delivered now, the oldest of each partner.
    pub async fn due_deliveries(&self) -> Result<Vec<Delivery>, Error> {
        let rows = self.store.outbox_due(&stored(self.now())).await?;
        let mut due = Vec::new();
        for row in rows {
            due.push(self.delivery(row).await?);
        }
        due.retain(|delivery| delivery.partner.revoked_at.is_none());
        Ok(due)
    }

    /// Everything that waits for a receipt, by partner and number, whether due or not.
    pub async fn waiting_deliveries(&self) -> Result<Vec<Delivery>, Error> {
        let mut waiting = Vec::new();
        for row in self.store.outbox().await? {
            waiting.push(self.delivery(row).await?);
        }
        Ok(waiting)
    }

    async fn delivery(&self, row: OutboxRow) -> Result<Delivery, Error> {
        Ok(Delivery {
            partner: self.partner(&row.partner).await?,
            hash: row.hash,
            bytes: row.bytes,
        })
    }

    /// Notes that a delivery failed and when to try again: after 1, 2, 4, ... seconds, at most
    /// five minutes, for ever.
    pub async fn delivery_failed(&self, hash: &str, reason: &str) -> Result<(), Error> {
        let Some(row) = self.store.outbox_message(hash).await? else {
            return Ok(());
        };
        let pause = SignedDuration::from_secs(1_i64 << row.attempts.min(9)).min(MAX_PAUSE);
        let next = self.now().checked_add(pause).unwrap_or(Timestamp::MAX);
        let reason: String = reason.chars().take(500).collect();
        Ok(self
            .store
            .outbox_failed(hash, &stored(next), &reason)
            .await?)
    }
}

/// Judges whether the message may come next from its sender.
async fn judge(
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
async fn take_in(
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
