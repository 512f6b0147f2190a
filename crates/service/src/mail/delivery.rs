//! The outbox: what is signed is tried until its receipt is here.

use jiff::{SignedDuration, Timestamp};
use liaison_store::OutboxRow;

use crate::{Error, Office, clock::stored, partners::Partner};

/// Longest pause between two tries to deliver a message.
const MAX_PAUSE: SignedDuration = SignedDuration::from_mins(5);

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
