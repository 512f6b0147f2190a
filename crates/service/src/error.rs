//! Why the office cannot do what was asked.

use std::path::{Path, PathBuf};

use liaison_exchange::{Rejection, codec::SealError, lifecycle};

/// Why the office cannot do what was asked. Nothing was changed unless a variant says so.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file of the office cannot be read or written.
    #[error("{path}: {source}")]
    File {
        /// The file.
        path: PathBuf,
        /// The operating system's reason.
        source: std::io::Error,
    },
    /// There is an office in this directory: use it, or choose another directory.
    #[error(
        "{0} holds an office already; nothing was changed. Use it as it is, choose another \
         directory with `--office`, or move this one away first"
    )]
    OfficeExists(PathBuf),
    /// There is no office in this directory: make one first.
    #[error(
        "{0} holds no office; make one with `liaison --office {0} init --name NAME --code CODE`"
    )]
    NoOffice(PathBuf),
    /// A file of the office does not hold what it should.
    #[error("{path} cannot be used: {reason}")]
    BadFile {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// A value given by the caller cannot be used: write it as the message says.
    #[error("{0}")]
    Invalid(String),
    /// No partner has this code.
    #[error("no partner has the code `{0}`; see `liaison partner list`")]
    UnknownPartner(String),
    /// The partner was revoked; nothing is sent to it.
    #[error("partner `{0}` was revoked; nothing is sent to it")]
    RevokedPartner(String),
    /// No request has this reference or identifier.
    #[error("no request `{0}`; see `liaison request list`")]
    UnknownRequest(String),
    /// More than one request has it: give the identifier that `request list` shows.
    #[error("`{0}` names more than one request; give its identifier instead")]
    AmbiguousRequest(String),
    /// No list has this identifier.
    #[error("no list `{0}`; see `liaison lists show`")]
    UnknownList(String),
    /// The request is not where this step can be taken.
    #[error("{0}")]
    Lifecycle(#[from] lifecycle::Forbidden),
    /// The office has no list yet.
    #[error("the office holds no list yet; add one with `liaison lists add`")]
    NoIndex,
    /// A list file was refused whole; the office keeps the edition it had.
    #[error("{0}; the office keeps the edition it had")]
    List(#[from] liaison_lists::Error),
    /// The index file cannot be used: `liaison lists add` any list builds it anew.
    #[error("{path}: {source}")]
    Index {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        source: liaison_index::Error,
    },
    /// The index cannot be built.
    #[error("cannot build the index: {0}")]
    Build(liaison_index::Error),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] liaison_store::Error),
    /// A stored hash of the log is wrong or missing: run `liaison log verify`.
    #[error("the log cannot be continued: {0}; run `liaison log verify`")]
    Log(String),
    /// A message of ours cannot be sealed.
    #[error(transparent)]
    Seal(#[from] SealError),
    /// A key cannot be made or read.
    #[error(transparent)]
    Key(#[from] liaison_seal::Error),
    /// A message that arrived was not taken in; the sender is told the same.
    #[error("{0}")]
    Rejected(#[from] Rejection),
    /// A row that this version wrote cannot be read back: run `liaison log verify`.
    #[error("a stored {what} cannot be read: {reason}; run `liaison log verify`")]
    Stored {
        /// What kind of row.
        what: &'static str,
        /// Why.
        reason: String,
    },
}

impl Error {
    pub(crate) fn file(path: &Path) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::File { path, source }
    }

    pub(crate) fn stored(what: &'static str) -> impl Fn(serde_json::Error) -> Self {
        move |error| Self::Stored {
            what,
            reason: error.to_string(),
        }
    }
}

impl From<liaison_log::Error> for Error {
    fn from(error: liaison_log::Error) -> Self {
        Self::Log(error.to_string())
    }
}

impl<E: std::fmt::Debug> From<liaison_log::TreeError<E>> for Error {
    fn from(error: liaison_log::TreeError<E>) -> Self {
        Self::Log(error.to_string())
    }
}
