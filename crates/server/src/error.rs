//! Why the office cannot serve or deliver.

use std::net::SocketAddr;

/// Why the office cannot serve or deliver.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The address cannot be listened on: it is in use, or not this machine's.
    #[error("cannot listen on {address}: {source}; choose another address")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// The operating system's reason.
        source: std::io::Error,
    },
    /// The network failed; try again.
    #[error("{0}")]
    Network(#[from] std::io::Error),
    /// The partner's key card names an address that cannot be used: ask for a new card.
    #[error("the partner's address `{0}` cannot be used")]
    Address(String),
    /// The partner's card names no address: carry the message as a file.
    #[error("the partner's key card names no address; carry the message as a file")]
    NoAddress,
    /// Nobody answered in time; try again.
    #[error("no answer within {0} s")]
    Timeout(u64),
    /// TLS failed; where the certificate is not the pinned one, ask for the partner's new card.
    #[error("TLS: {0}")]
    Tls(#[from] rustls::Error),
    /// The office's own certificate cannot be made or read.
    #[error("the office's certificate: {0}")]
    Certificate(String),
    /// HTTP failed; try again.
    #[error("HTTP: {0}")]
    Http(#[from] hyper::Error),
    /// The request could not be written.
    #[error("HTTP: {0}")]
    Request(#[from] http::Error),
    /// The partner did not take the message in.
    #[error("the partner answered {status} `{code}`: {detail}")]
    Refused {
        /// HTTP status.
        status: u16,
        /// The partner's stable code.
        code: String,
        /// The partner's sentence.
        detail: String,
    },
    /// The office failed.
    #[error(transparent)]
    Office(#[from] liaison_service::Error),
}
