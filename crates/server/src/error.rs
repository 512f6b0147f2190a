//! Why the server cannot start.

use liaison_service::Error as ServiceError;

/// Why the server cannot start.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The address is taken, or not this machine's: choose another.
    #[error("cannot listen on {address}: {source}")]
    Listen {
        /// The address.
        address: String,
        /// The operating system's reason.
        source: std::io::Error,
    },
    /// The certificate or its key cannot be made or used.
    #[error("the certificate of the partner inbox cannot be used: {0}")]
    Certificate(String),
    /// The office itself failed.
    #[error(transparent)]
    Office(#[from] ServiceError),
}
