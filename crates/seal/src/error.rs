//! What can be wrong with a key, an envelope, an age file or a signed request.

use crate::keys::KeyId;

/// Why a seal could not be made or opened.
#[derive(Debug, thiserror::Error, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// A key, recipient or key identifier cannot be read. Ask its owner for the text again.
    #[error("the {kind} cannot be read: {reason}")]
    Key {
        /// Which kind of key was expected.
        kind: &'static str,
        /// What is wrong with it; never contains the key.
        reason: &'static str,
    },
    /// The operating system gave no randomness. Nothing was made; try again later.
    #[error("the operating system gave no randomness")]
    NoRandomness,
    /// No key to sign with, or no recipient to encrypt to, was given. Give at least one.
    #[error("no {0} was given")]
    NothingGiven(&'static str),
    /// The input, or what it decrypts to, is over the limit. Refuse it without reading on.
    #[error("larger than the {limit} bytes allowed")]
    TooLarge {
        /// The limit, in bytes.
        limit: usize,
    },

    /// Not a DSSE envelope. Ask the sender to send it again.
    #[error("not a DSSE envelope: {0}")]
    MalformedEnvelope(String),
    /// A good envelope of another kind than expected. Do not parse the payload.
    #[error("the envelope holds `{found}`, not `{expected}`")]
    WrongPayloadType {
        /// The type asked for.
        expected: String,
        /// The type the envelope names.
        found: String,
    },
    /// None of the signatures is by a key we know: a stranger, or a partner's new key. Compare
    /// fingerprints with the partner before trusting it.
    #[error("not signed by any key we know")]
    UnknownSigner,
    /// A signature names a key we know and is not that key's signature over these bytes: altered
    /// or forged. Refuse, and tell the partner.
    #[error("the signature by key `{key_id}` does not fit the content")]
    BadSignature {
        /// The key that the signature names.
        key_id: KeyId,
    },
    /// Good signatures, but by fewer different keys than the rule asks. Ask for the missing ones.
    #[error("signed by {valid} of the {threshold} keys needed")]
    TooFewSignatures {
        /// Different keys with a good signature.
        valid: usize,
        /// How many are needed.
        threshold: usize,
    },

    /// Not an age v1 file. It is something else, or of a later version.
    #[error("not an age v1 file")]
    NotAge,
    /// An age file whose end is missing. Ask for the whole file.
    #[error("the age file is cut short: its end is missing")]
    Truncated,
    /// A good age file for somebody else's key. Ask the sender to encrypt it to our recipient.
    #[error("the age file is not encrypted to our key")]
    NotForUs,
    /// An age file that was altered on its way, by accident or not. Ask for it again.
    #[error("the age file is damaged")]
    Damaged,

    /// The request lacks this header. The sender does not sign as RFC 9421 asks.
    #[error("the request has no `{0}` header")]
    MissingHeader(&'static str),
    /// A header is there and cannot be used.
    #[error("the `{header}` header cannot be used: {reason}")]
    MalformedHeader {
        /// The header's name.
        header: String,
        /// What is wrong with it.
        reason: String,
    },
    /// A good signature would not protect this part of the request, so it proves too little.
    #[error("the signature does not cover `{0}`")]
    NotCovered(String),
    /// The request names a signing key that nobody here knows.
    #[error("the request is signed by the unknown key `{0}`")]
    UnknownKey(String),
    /// The body is not the one that was signed: damaged or exchanged on its way. Send it again.
    #[error("the body does not fit the `Content-Digest` header")]
    DigestMismatch,
}
