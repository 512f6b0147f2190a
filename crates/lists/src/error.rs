//! Why a list was not read.

use std::path::PathBuf;

/// Why a list was not read. A list is read whole or not at all.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The file could not be opened or read; check the path and its permissions.
    #[error("cannot read `{}`: {source}", file.display())]
    Io {
        /// The file.
        file: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A file of the set is not there; fetch it and give it with the others.
    #[error("`{file}` is missing; {advice}")]
    Missing {
        /// The file's published name.
        file: &'static str,
        /// What to do.
        advice: &'static str,
    },
    /// A file's name says nothing, or two files say they are the same one; rename or leave out.
    #[error("`{file}`: {advice}")]
    Unexpected {
        /// The file as given.
        file: String,
        /// What to do.
        advice: &'static str,
    },
    /// The file is cut short, damaged or of another kind; fetch it again.
    #[error("`{file}`, line {line}: {reason}; the whole list is refused, fetch it again")]
    Malformed {
        /// The file's name.
        file: String,
        /// The line, counted from 1.
        line: u64,
        /// What is wrong there.
        reason: String,
    },
    /// No such kind of list; write one of those that the message names.
    #[error("`{0}` is no kind of list; write `ofac`, `un` or `ftm`")]
    Kind(String),
}
