//! How the office stands, in numbers.

use serde::Serialize;

use crate::{Error, Office, journal::CHECKPOINT, publish};

/// How the office stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Status {
    /// Entries in the log.
    pub leaves: u64,
    /// Messages that wait for their receipt.
    pub waiting: usize,
}

impl Office {
    /// How the office stands.
    pub async fn status(&self) -> Result<Status, Error> {
        let note = self.store.setting(CHECKPOINT).await?;
        let checkpoint = note.map(|note| publish::open(self, &note)).transpose()?;
        Ok(Status {
            leaves: checkpoint.map_or(0, |checkpoint| checkpoint.size()),
            waiting: self.store.outbox().await?.len(),
        })
    }

    /// Folds the write-ahead log into the database file, so that a copy of the directory is whole.
    pub async fn settle(&self) -> Result<(), Error> {
        Ok(self.store.settle().await?)
    }
}
