//! The whole office checked against its log: `liaison log verify`.
//!
//! The log is the yardstick. First the tree itself: every entry, every stored hash, the signed
//! checkpoint and the published files. Then every stored row against the acts that explain it:
//! replaying the acts from the first leaf says which lists, partners, messages and requests
//! there must be and where each request stands. Last the partners' receipts, each a proof of
//! its own. The first thing that does not fit is named; nothing is repaired.

mod holdings;
mod messages;
mod replay;
mod requests;
mod tree;

use liaison_store::Store;
use serde::Serialize;

use crate::{Error, Office, publish};

/// What was checked.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Leaves of the log.
    pub leaves: u64,
    /// Root of the tree, hex.
    pub root: String,
    /// Files of the published log.
    pub published_files: usize,
    /// Leaves whose salt and body were erased under a retention rule.
    pub erased: usize,
    /// Lists.
    pub lists: usize,
    /// Records on them.
    pub records: usize,
    /// Partners, revoked ones too.
    pub partners: usize,
    /// Messages in and out.
    pub messages: usize,
    /// Receipts by partners for our messages.
    pub receipts_held: usize,
    /// Receipts that we gave.
    pub receipts_given: usize,
    /// Messages that wait for their receipt.
    pub waiting: usize,
    /// Requests in and out.
    pub requests: usize,
}

/// The first thing that does not fit.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize)]
#[error("{place}: {reason}")]
pub struct Break {
    /// Where: a leaf, a row, a file.
    pub place: String,
    /// What does not fit.
    pub reason: String,
}

impl Break {
    fn new(place: impl Into<String>, reason: impl Into<String>) -> Self {
        Self {
            place: place.into(),
            reason: reason.into(),
        }
    }
}

/// A check either holds, finds a break, or cannot be made.
#[derive(Debug, thiserror::Error)]
enum Stop {
    #[error(transparent)]
    Break(#[from] Break),
    #[error(transparent)]
    Error(#[from] Box<Error>),
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        Self::Error(Box::new(error))
    }
}

impl From<liaison_store::Error> for Stop {
    fn from(error: liaison_store::Error) -> Self {
        Error::from(error).into()
    }
}

/// Breaks unless `holds`.
fn ensure(holds: bool, place: impl Into<String>, reason: impl Into<String>) -> Result<(), Break> {
    if holds {
        Ok(())
    } else {
        Err(Break::new(place, reason))
    }
}

impl Office {
    /// Checks everything; `Ok(Err(_))` names the first break.
    pub async fn verify(&self) -> Result<Result<Report, Break>, Error> {
        match self.check_all().await {
            Ok(report) => Ok(Ok(report)),
            Err(Stop::Break(found)) => Ok(Err(found)),
            Err(Stop::Error(error)) => Err(*error),
        }
    }

    async fn check_all(&self) -> Result<Report, Stop> {
        // While the lock is held nothing is published, so that the files are not ahead of the
        // snapshot; the office goes on working, and what it commits meanwhile is not looked at.
        let lock = publish::lock(self).await?;
        let audit = Audit {
            office: self,
            store: self.store.snapshot().await?,
        };
        let mut report = Report::default();
        let acts = audit.store.acts().await?;
        let tree = tree::check(&audit, &acts, &mut report).await?;
        drop(lock);
        let replayed = replay::replay(self, &acts)?;
        holdings::check(&audit, &replayed, &mut report).await?;
        let messages = messages::check(&audit, &replayed, &tree, &mut report).await?;
        requests::check(&audit, &replayed, &messages, &mut report).await?;
        audit.store.close().await;
        Ok(report)
    }
}

/// An office and its records as they were at one moment.
struct Audit<'o> {
    office: &'o Office,
    store: Store,
}
