//! Requests: written, sent, answered, refused, closed. Nothing here ends by time alone.

mod view;

use jiff::Timestamp;
use liaison_exchange::{
    Handling, Message,
    codec::{self, Sealed},
    lifecycle::{Event, State},
    message::{
        Answer, AnswerResult, Body, Ground, MessageHash, Question, Refusal, Request, VERSION,
    },
};
use liaison_person::{Record, ftm};
pub use liaison_store::Direction;
use liaison_store::{MessageRow, OutboxRow, RequestRow};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

pub use self::view::{Dossier, MessageView, RequestView};
use crate::{Error, Office, clock::stored, journal::Journal, partners::Partner};

/// What an officer fills in to ask a partner about a person.
#[derive(Debug, Clone)]
pub struct NewRequest {
    /// The partner's code.
    pub partner: String,
    /// The person.
    pub subject: Record,
    /// What the information is needed for.
    pub purpose: String,
    /// The law that allows asking.
    pub legal_basis: String,
    /// The questions, at least one.
    pub questions: Vec<String>,
    /// When the answer is due.
    pub due: Timestamp,
    /// How the partner must treat the request.
    pub handling: Handling,
    /// The request (reference or identifier) that this one follows up.
    pub follows: Option<String>,
}

/// What a partner is told.
#[derive(Debug, Clone)]
pub enum Reply {
    /// An answer.
    Answer {
        /// How far it answers.
        result: AnswerResult,
        /// The answer.
        text: String,
    },
    /// A reasoned refusal.
    Refusal {
        /// At least one ground of the closed list.
        grounds: Vec<Ground>,
        /// The reasons in words.
        text: String,
    },
}

/// Act `request.drafted`.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Drafted {
    pub request: String,
    pub digest: String,
    pub officer: String,
}

/// Acts `message.out`: a message was signed.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Signed {
    pub message: MessageHash,
    pub officer: String,
}

/// Act `request.screened`: what our lists hold about the person was attached.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Screened {
    pub request: String,
    pub hits: usize,
    pub digest: String,
}

/// Act `request.closed`.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Closed {
    pub request: String,
    pub reason: String,
    pub officer: String,
}

/// SHA-256 of a text in hex.
pub(crate) fn digest(text: &str) -> String {
    hex::encode(Sha256::digest(text))
}

/// One digest over the hits of a request, as stored.
pub(crate) fn hits_digest(hits: &[String]) -> String {
    digest(&hits.join("\n"))
}

impl Office {
    /// Writes a request; nothing leaves the office yet.
    pub async fn draft_request(
        &self,
        new: NewRequest,
        officer: &str,
    ) -> Result<RequestView, Error> {
        check(&new)?;
        let follows = match &new.follows {
            Some(name) => Some(self.find_request(name).await?),
            None => None,
        };
        if let Some(first) = &follows
            && first.partner != new.partner
        {
            return Err(Error::Invalid(format!(
                "the request it follows up went to `{}`, not to `{}`",
                first.partner, new.partner
            )));
        }
        let mut journal = Journal::begin(self).await?;
        let partner = journal.tx.partner(&new.partner).await?;
        partner.ok_or_else(|| Error::UnknownPartner(new.partner.clone()))?;
        let id = Uuid::new_v4();
        let prefix = format!("{}-{}-", self.code(), journal.now().strftime("%Y"));
        let number = journal.tx.references_like(&prefix).await? + 1;
        let questions = new
            .questions
            .into_iter()
            .enumerate()
            .map(|(at, text)| Question {
                qid: format!("q{}", at + 1),
                text,
            });
        let request = Request {
            reference: format!("{prefix}{number:05}"),
            follows: follows.as_ref().map(|first| first.reference.clone()),
            subject: ftm::to_value(&new.subject, &[]),
            purpose: new.purpose,
            legal_basis: new.legal_basis,
            questions: questions.collect(),
            due: new.due,
            handling: new.handling,
        };
        let body = serde_json::to_string(&request).map_err(Error::stored("request"))?;
        let leaf = journal
            .act(
                "request.drafted",
                &Drafted {
                    request: id.to_string(),
                    digest: digest(&body),
                    officer: officer.to_owned(),
                },
            )
            .await?;
        let row = RequestRow {
            id: id.to_string(),
            reference: request.reference.clone(),
            direction: Direction::Out,
            partner: new.partner,
            thread: follows.map_or_else(|| id.to_string(), |first| first.thread),
            state: State::Draft.as_str().to_owned(),
            due: stored(request.due),
            created_at: journal.at(),
            body,
            leaf,
        };
        journal.tx.insert_request(&row).await?;
        journal.commit().await?;
        self.view(row)
    }

    /// Signs a drafted request and puts it into the outbox. Returns what travels.
    pub async fn release_request(&self, name: &str, officer: &str) -> Result<Sealed, Error> {
        let row = self.find_request(name).await?;
        let body: Request = serde_json::from_str(&row.body).map_err(Error::stored("request"))?;
        self.sign_message(&row, Event::Sent, Body::Request(body), officer)
            .await
    }

    /// Answers or refuses a partner's request and puts the reply into the outbox.
    pub async fn reply(
        &self,
        name: &str,
        reply: Reply,
        handling: Handling,
        officer: &str,
    ) -> Result<Sealed, Error> {
        let row = self.find_request(name).await?;
        if row.direction != Direction::In {
            return Err(Error::Invalid(format!(
                "`{}` is our own request to `{}`; the partner answers it",
                row.reference, row.partner
            )));
        }
        let request = row.id.parse().map_err(|_| bad_row("its identifier"))?;
        let (event, body) = match reply {
            Reply::Answer { result, text } => {
                let answer = Answer {
                    request,
                    result,
                    text: stated("an answer", text)?,
                    handling,
                };
                (Event::Answered, Body::Answer(answer))
            }
            Reply::Refusal { grounds, text } => {
                if grounds.is_empty() {
                    return Err(Error::Invalid(
                        "a refusal names at least one ground".to_owned(),
                    ));
                }
                let refusal = Refusal {
                    request,
                    grounds,
                    text: stated("a refusal's reason", text)?,
                    handling,
                };
                (Event::Refused, Body::Refusal(refusal))
            }
        };
        self.sign_message(&row, event, body, officer).await
    }

    /// Closes one of our requests; one without an answer stays unanswered in every count.
    pub async fn close_request(
        &self,
        name: &str,
        reason: &str,
        officer: &str,
    ) -> Result<(), Error> {
        let row = self.find_request(name).await?;
        if row.direction != Direction::Out {
            return Err(Error::Invalid(format!(
                "`{}` is the request of `{}`; answer or refuse it",
                row.reference, row.partner
            )));
        }
        let reason = stated("the reason for closing", reason.to_owned())?;
        let mut journal = Journal::begin(self).await?;
        move_request(&mut journal, &row.id, Event::Closed).await?;
        let act = Closed {
            request: row.id,
            reason,
            officer: officer.to_owned(),
        };
        journal.act("request.closed", &act).await?;
        journal.commit().await
    }

    /// Signs the next message to the request's partner, moves the request, and puts the sealed
    /// message into the outbox, in one transaction.
    async fn sign_message(
        &self,
        row: &RequestRow,
        event: Event,
        body: Body,
        officer: &str,
    ) -> Result<Sealed, Error> {
        let mut journal = Journal::begin(self).await?;
        let partner = journal.tx.partner(&row.partner).await?;
        let partner = partner.ok_or_else(|| Error::UnknownPartner(row.partner.clone()))?;
        let partner = Partner::read(partner)?;
        if partner.revoked_at.is_some() {
            return Err(Error::RevokedPartner(row.partner.clone()));
        }
        move_request(&mut journal, &row.id, event).await?;
        let last = journal
            .tx
            .last_message(Direction::Out, &row.partner)
            .await?;
        let (last_seq, last_hash) = last.map_or((0, None), |(seq, hash)| (seq, Some(hash)));
        let prev = last_hash.map(MessageHash::try_from).transpose();
        let own = |text: &str| text.parse().map_err(|_| bad_row("its identifier"));
        let message = Message {
            v: VERSION,
            id: if event == Event::Sent {
                own(&row.id)?
            } else {
                Uuid::new_v4()
            },
            thread: own(&row.thread)?,
            seq: last_seq + 1,
            prev: prev.map_err(|_| bad_row("the hash of the last message"))?,
            from: self.code().to_owned(),
            to: row.partner.clone(),
            at: journal.now(),
            body,
        };
        let sealed = codec::seal(&message, &self.signing_key, &partner.card.encryption)?;
        let act = Signed {
            message: sealed.hash.clone(),
            officer: officer.to_owned(),
        };
        let leaf = journal.act("message.out", &act).await?;
        let at = journal.at();
        journal
            .tx
            .insert_message(&MessageRow {
                hash: sealed.hash.to_string(),
                id: message.id.to_string(),
                direction: Direction::Out,
                partner: row.partner.clone(),
                seq: message.seq,
                thread: row.thread.clone(),
                kind: message.body.kind().to_owned(),
                at: at.clone(),
                envelope: sealed.envelope.clone(),
                leaf,
                receipt: None,
            })
            .await?;
        journal
            .tx
            .insert_outbox(&OutboxRow {
                hash: sealed.hash.to_string(),
                partner: row.partner.clone(),
                seq: message.seq,
                bytes: sealed.bytes.clone(),
                attempts: 0,
                next_at: at,
                last_error: None,
            })
            .await?;
        journal.commit().await?;
        Ok(sealed)
    }
}

/// Moves a request as `event` asks, or tells why it cannot.
pub(crate) async fn move_request(
    journal: &mut Journal<'_>,
    id: &str,
    event: Event,
) -> Result<(), Error> {
    let row = journal.tx.request(id).await?;
    let row = row.ok_or_else(|| Error::UnknownRequest(id.to_owned()))?;
    let state = read_state(&row.state)?.after(event)?;
    journal.tx.set_request_state(id, state.as_str()).await?;
    Ok(())
}

pub(crate) fn read_state(text: &str) -> Result<State, Error> {
    serde_json::from_value(text.into()).map_err(Error::stored("request"))
}

fn bad_row(what: &str) -> Error {
    Error::Stored {
        what: "request",
        reason: format!("{what} has another form"),
    }
}

fn check(new: &NewRequest) -> Result<(), Error> {
    stated("the purpose", new.purpose.clone())?;
    stated("the legal basis", new.legal_basis.clone())?;
    if new.subject.names.is_empty() {
        return Err(Error::Invalid("a request names the person".to_owned()));
    }
    if new.questions.is_empty() {
        return Err(Error::Invalid(
            "a request asks at least one question".to_owned(),
        ));
    }
    for question in &new.questions {
        stated("a question", question.clone())?;
    }
    Ok(())
}

fn stated(what: &str, text: String) -> Result<String, Error> {
    if text.trim().is_empty() {
        return Err(Error::Invalid(format!("{what} must not be empty")));
    }
    Ok(text)
}
