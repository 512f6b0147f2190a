//! Why an index cannot be used.

/// Why an index cannot be used. Each but the first is mended by building it anew.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The file cannot be read.
    #[error("{0}")]
    File(#[from] std::io::Error),
    /// Another kind of file.
    #[error("this is not an index file")]
    NotAnIndex,
    /// Written by another version of the program.
    #[error(
        "the index is of version {found}, this program reads version {expected}; take a list in anew"
    )]
    Version {
        /// The version in the file.
        found: u32,
        /// The version read here.
        expected: u32,
    },
    /// Cut short, or altered.
    #[error("the index is damaged: {0}; take a list in anew")]
    Damaged(&'static str),
    /// More records, keys or bytes than the format can hold.
    #[error("too many records for one index")]
    TooLarge,
    /// A record cannot be written.
    #[error("a record cannot be written: {0}")]
    Record(#[from] serde_json::Error),
}
