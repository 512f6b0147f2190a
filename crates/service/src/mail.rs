//! Messages in and out: what arrives is verified, kept, logged and receipted in one
//! transaction; what leaves waits in the outbox until its receipt is here.

mod arrival;
mod delivery;

use jiff::{SignedDuration, Timestamp};
use liaison_exchange::{
    Message, Rejection,
    channel::Verdict,
    codec::{self, Opened, Signer},
    lifecycle::Event,
    message::{Body, MessageHash, Receipt, Request},
    receipt,
};
use liaison_person::ftm;
use liaison_seal::{Request as HttpRequest, Verified, verify_request};
use liaison_store::Direction;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use self::arrival::{judge, take_in};
pub use self::delivery::Delivery;
use crate::{
    Error, Office,
    clock::stored,
    journal::Journal,
    partners::Partner,
    requests::move_request,
    search::{Hit, Search},
};

/// How far a sender's clock may be off. Replays inside it are told apart by their nonce, so it
/// can be wide: a desk whose clock is a day off must not fall silent.
const CLOCK_TOLERANCE: SignedDuration = SignedDuration::from_hours(72);

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
}
