//! Readers of published lists.

use std::{collections::BTreeMap, fmt, path::PathBuf, str::FromStr};

use liaison_person::Record;

/// A list's published format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// OFAC.
    Ofac,
    /// UN.
    Un,
    /// FollowTheMoney.
    Ftm,
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:?}")
    }
}

impl FromStr for Kind {
    type Err = Error;
    fn from_str(_: &str) -> Result<Self, Error> {
        Err(Error)
    }
}

/// Why not.
#[derive(Debug, thiserror::Error)]
#[error("stub")]
pub struct Error;

/// How far.
#[derive(Debug, Clone, Copy)]
pub struct Progress {
    /// Bytes.
    pub bytes_read: u64,
    /// Bytes.
    pub bytes_total: u64,
    /// Records.
    pub records: usize,
}

/// One edition.
#[derive(Debug)]
pub struct Edition {
    /// Kind.
    pub kind: Kind,
    /// Digest.
    pub digest: String,
    /// Records.
    pub records: Vec<Record>,
    /// Dropped.
    pub protected_dropped: usize,
    /// Skipped.
    pub skipped: BTreeMap<String, usize>,
}

/// Reads.
pub fn read(_: Kind, _: &[PathBuf], _: &mut dyn FnMut(Progress)) -> Result<Edition, Error> {
    Err(Error)
}

/// Difference.
#[derive(Debug)]
pub struct Difference {
    /// Added.
    pub added: Vec<String>,
    /// Changed.
    pub changed: Vec<String>,
    /// Removed.
    pub removed: Vec<String>,
}

/// Difference.
pub fn difference(_: &BTreeMap<String, String>, _: &BTreeMap<String, String>) -> Difference {
    Difference { added: vec![], changed: vec![], removed: vec![] }
}

/// Digest.
pub fn digest(_: &Record) -> String {
    String::new()
}

impl Edition {
    /// Id.
    pub fn default_id(&self, _: &[PathBuf]) -> String {
        String::new()
    }
}
