//! What can go wrong.

/// Why an index cannot be built or opened.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The file cannot be read; the reason is the operating system's.
    #[error("cannot read the index `{path}`: {source}")]
    Read {
        /// The file.
        path: String,
        /// The operating system's reason.
        source: std::io::Error,
    },
    /// The file is not an index of Liaison: check the path.
    #[error("this is not an index file: it does not begin with `LIAISONX`")]
    Foreign,
    /// The file ends early or late: it was not copied whole. Copy it again or rebuild it.
    #[error(
        "the index is damaged: {found} bytes long instead of {expected}; copy it again or rebuild it"
    )]
    Length {
        /// The length stated in the file, or the least that an index has.
        expected: u64,
        /// The length found.
        found: u64,
    },
    /// Another program version wrote the file: rebuild it from the lists.
    #[error(
        "the index has {what} version {found}, this program reads {expected}; rebuild it from the lists"
    )]
    Version {
        /// `format` or `analysis`.
        what: &'static str,
        /// The version found.
        found: u32,
        /// The version that is read.
        expected: u32,
    },
    /// The content does not fit its SHA-256: the file was changed. Rebuild it.
    #[error("the index is damaged: its content has another SHA-256 than it states; rebuild it")]
    Checksum,
    /// The content fits its SHA-256 but makes no sense: a fault of the writer. Rebuild it.
    #[error("the index is malformed: {0}")]
    Malformed(&'static str),
    /// A record cannot be written as JSON.
    #[error("record `{id}` cannot be written: {source}")]
    Record {
        /// The record's identifier.
        id: String,
        /// Why not.
        source: serde_json::Error,
    },
    /// More than one index holds: split the lists.
    #[error("too many {0} for one index")]
    TooMany(&'static str),
}
