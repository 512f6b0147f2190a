//! Requests as they stand, with all that belongs to them.

use liaison_exchange::{
    Message, codec,
    lifecycle::State,
    message::{Body, Request},
};
use liaison_store::{Direction, MessageRow, RequestRow};
use serde::Serialize;
use uuid::Uuid;

use super::{bad_row, read_state};
use crate::{Error, Office, search::Hit};

/// A request as it stands now.
#[derive(Debug, Clone, Serialize)]
pub struct RequestView {
    /// Identifier of its message.
    pub id: Uuid,
    /// Whether we ask (`out`) or are asked (`in`).
    pub direction: Direction,
    /// The partner's code.
    pub partner: String,
    /// The thread: identifier of the first request in it.
    pub thread: Uuid,
    /// Where it stands.
    pub state: State,
    /// Whether it is past its due time and still unanswered.
    pub overdue: bool,
    /// Who must act next: `us`, `partner`, or nobody.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owed_by: Option<&'static str>,
    /// When it was written or taken in.
    pub created_at: String,
    /// Its content.
    #[serde(flatten)]
    pub request: Request,
}

/// A request with everything that belongs to it.
#[derive(Debug, Clone, Serialize)]
pub struct Dossier {
    /// The request.
    #[serde(flatten)]
    pub view: RequestView,
    /// What the office's own lists hold about its person, best first.
    pub hits: Vec<Hit>,
    /// The messages of its thread, oldest first.
    pub messages: Vec<MessageView>,
}

/// One message of a thread.
#[derive(Debug, Clone, Serialize)]
pub struct MessageView {
    /// Its hash.
    pub hash: String,
    /// Which way it went.
    pub direction: Direction,
    /// When it was signed.
    pub at: String,
    /// What kind of message it is.
    pub kind: String,
    /// What it says.
    pub body: Body,
    /// Whether the receiver's signed receipt is held (for one that came in: whether we gave one).
    pub receipted: bool,
    /// Why it did not arrive the last time it was tried.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_error: Option<String>,
}

impl Office {
    /// Every request, oldest first.
    pub async fn requests(&self) -> Result<Vec<RequestView>, Error> {
        let rows = self.store.requests().await?;
        rows.into_iter().map(|row| self.view(row)).collect()
    }

    /// One request with its hits and its thread, by reference or identifier.
    pub async fn request(&self, name: &str) -> Result<Dossier, Error> {
        let row = self.find_request(name).await?;
        let hits = self.store.hits(&row.id).await?;
        let hits = hits.iter().map(|hit| serde_json::from_str(hit));
        let hits = hits
            .collect::<Result<_, _>>()
            .map_err(Error::stored("hit"))?;
        let outbox = self.store.outbox().await?;
        let mut messages = Vec::new();
        for message in self.store.thread(&row.thread).await? {
            let waiting = outbox.iter().find(|waiting| waiting.hash == message.hash);
            messages.push(MessageView {
                body: self.kept(&message).await?.body,
                hash: message.hash,
                direction: message.direction,
                at: message.at,
                kind: message.kind,
                receipted: message.receipt.is_some(),
                last_error: waiting.and_then(|waiting| waiting.last_error.clone()),
            });
        }
        Ok(Dossier {
            view: self.view(row)?,
            hits,
            messages,
        })
    }

    /// The message inside a kept envelope, which was verified before it was kept.
    async fn kept(&self, row: &MessageRow) -> Result<Message, Error> {
        let signer = match row.direction {
            Direction::Out => self.signer(),
            Direction::In => self.partner(&row.partner).await?.signer(),
        };
        let (message, _) = codec::verify(&row.envelope, std::slice::from_ref(&signer))?;
        Ok(message)
    }

    /// The request with this identifier, else the one with this reference: a partner chooses its
    /// references, and may choose one that looks like an identifier.
    pub(crate) async fn find_request(&self, name: &str) -> Result<RequestRow, Error> {
        let mut rows = self.store.requests().await?;
        if let Some(at) = rows.iter().position(|row| row.id == name) {
            return Ok(rows.swap_remove(at));
        }
        let mut found = rows.into_iter().filter(|row| row.reference == name);
        let first = found
            .next()
            .ok_or_else(|| Error::UnknownRequest(name.to_owned()))?;
        match found.next() {
            None => Ok(first),
            Some(_) => Err(Error::AmbiguousRequest(name.to_owned())),
        }
    }

    pub(super) fn view(&self, row: RequestRow) -> Result<RequestView, Error> {
        let request: Request = serde_json::from_str(&row.body).map_err(Error::stored("request"))?;
        let state = read_state(&row.state)?;
        let owed_by = state.owes().then_some(match row.direction {
            Direction::In => "us",
            Direction::Out => "partner",
        });
        Ok(RequestView {
            id: row.id.parse().map_err(|_| bad_row("its identifier"))?,
            direction: row.direction,
            partner: row.partner,
            thread: row.thread.parse().map_err(|_| bad_row("its thread"))?,
            overdue: state.owes() && request.due < self.now(),
            owed_by,
            state,
            created_at: row.created_at,
            request,
        })
    }
}
