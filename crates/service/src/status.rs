//! Where the office stands, in numbers: what a desk or a monitor shows.

use serde::Serialize;

use crate::{Error, Office, journal::CHECKPOINT, publish};

/// Where the office stands. Holds no name of a person and no reference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Status {
    /// Number of entries in the log.
    pub log_size: u64,
    /// Root hash of the log at that size, in base64.
    pub log_root: String,
    /// The newest signed checkpoint, as text (C2SP tlog-checkpoint).
    pub checkpoint: String,
    /// Messages without a receipt, by partner and number.
    pub waiting: Vec<Waiting>,
}

/// A message in the outbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Waiting {
    /// Hash of the message.
    pub hash: String,
    /// The partner's code.
    pub partner: String,
    /// How often it was tried.
    pub attempts: u32,
    /// When it is tried again, RFC 3339.
    pub next_at: String,
    /// Why it did not arrive the last time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_error: Option<String>,
}

impl Office {
    /// Where the office stands now.
    pub async fn status(&self) -> Result<Status, Error> {
        let checkpoint = self.store.setting(CHECKPOINT).await?;
        let checkpoint =
            checkpoint.ok_or_else(|| Error::Log("no checkpoint is kept".to_owned()))?;
        let opened = publish::open(self, &checkpoint)?;
        let waiting = self.store.outbox().await?.into_iter().map(|row| Waiting {
            hash: row.hash,
            partner: row.partner,
            attempts: row.attempts,
            next_at: row.next_at,
            last_error: row.last_error,
        });
        Ok(Status {
            log_size: opened.size(),
            log_root: opened.root().to_string(),
            checkpoint,
            waiting: waiting.collect(),
        })
    }
    /// Folds the write-ahead log into the database file, so that a copy of the directory is
    /// whole.
    pub async fn settle(&self) -> Result<(), Error> {
        Ok(self.store.settle().await?)
    }
}
