//! Index.

use liaison_person::{Record, Schema};

/// Error.
#[derive(Debug, thiserror::Error)]
#[error("stub")]
pub struct Error;

/// Built.
#[derive(Debug)]
pub struct Built {
    /// Bytes.
    pub bytes: Vec<u8>,
    /// Hash.
    pub hash: String,
}

/// Build.
pub fn build(_: &[(String, Record)]) -> Result<Built, Error> {
    Err(Error)
}

/// Options.
#[derive(Debug)]
pub struct Options {
    /// Limit.
    pub limit: usize,
    /// Threshold.
    pub threshold: f64,
}

/// Hit.
#[derive(Debug)]
pub struct Hit {
    /// Id.
    pub id: String,
    /// Dataset.
    pub dataset: String,
    /// Caption.
    pub caption: String,
    /// Schema.
    pub schema: Schema,
    /// Score.
    pub score: f64,
    /// Why.
    pub explanations: Vec<liaison_score::Explanation>,
    /// Record.
    pub record: Record,
}

/// Index.
#[derive(Debug)]
pub struct Index;

impl Index {
    /// Open.
    pub fn open(_: &std::path::Path) -> Result<Self, Error> {
        Err(Error)
    }
    /// Search.
    pub fn search(&self, _: &Record, _: &Options) -> Vec<Hit> {
        vec![]
    }
}
