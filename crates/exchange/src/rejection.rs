//! Why a message is not taken in.

/// Why a message is not taken in. Each has a stable [`code`](Rejection::code) that the sender
/// is told, and a sentence that says what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Rejection {
    /// Larger than any message may be: send attachments apart.
    #[error("the message is larger than {limit} bytes; nothing of it was kept")]
    TooLarge {
        /// The limit in bytes.
        limit: usize,
    },
    /// Not an age file: something else was sent.
    #[error("this is not a sealed message (an ASCII-armoured age file)")]
    NotSealed,
    /// The end is missing: send the whole file again.
    #[error("the message is cut short: its end is missing; send it again")]
    Truncated,
    /// Encrypted to another office's key: compare the key cards.
    #[error("the message is encrypted to another key; check that the sender has our key card")]
    NotForUs,
    /// Altered under way: send it again.
    #[error("the message was damaged under way; send it again")]
    Damaged,
    /// The plaintext is not a DSSE envelope.
    #[error("the decrypted content is not a signed envelope: {reason}")]
    MalformedEnvelope {
        /// What is wrong.
        reason: String,
    },
    /// Signed by no partner of ours: exchange key cards first.
    #[error("the message is signed by a key that belongs to none of our partners")]
    UnknownSigner,
    /// The signature does not fit the content.
    #[error("the signature does not fit the message; it is not what the partner signed")]
    BadSignature,
    /// The signed payload is not a message of this version.
    #[error("the signed payload is not a message that can be read: {reason}")]
    MalformedMessage {
        /// What is wrong.
        reason: String,
    },
    /// Signed by one partner, but claims to come from another.
    #[error("the message says that it comes from `{claimed}`, but `{signer}` signed it")]
    SenderMismatch {
        /// The code in the message.
        claimed: String,
        /// The partner whose key signed.
        signer: String,
    },
    /// Signed for another office and passed on to us.
    #[error("the message is addressed to `{to}`, not to us")]
    WrongRecipient {
        /// The code in the message.
        to: String,
    },
    /// The same transport request was seen before: a copy made on the wire.
    #[error("this transport request was seen before; a resend needs a new signature")]
    Replayed,
    /// The transport signature is missing, wrong, or its time is too far off.
    #[error("the transport signature does not hold: {reason}")]
    Transport {
        /// What is wrong.
        reason: String,
    },
    /// Another message with this number is held: the sender has signed two.
    #[error("another message numbered {seq} is held from this partner; both are kept as proof")]
    Conflict {
        /// The number.
        seq: u64,
    },
    /// Earlier messages are missing: send them first.
    #[error("message {got} came before message {expected}; send the earlier ones first")]
    OutOfOrder {
        /// The number that came.
        got: u64,
        /// The number that must come next.
        expected: u64,
    },
    /// The number fits, the forerunner does not.
    #[error("message {seq} does not name the message before it that we hold")]
    BrokenChain {
        /// The number.
        seq: u64,
    },
    /// It answers or follows up a request that is not known here, or that cannot take it.
    #[error("the message does not fit its request: {reason}")]
    Misplaced {
        /// What does not fit.
        reason: String,
    },
}

impl Rejection {
    /// Stable code for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooLarge { .. } => "too-large",
            Self::NotSealed => "not-sealed",
            Self::Truncated => "truncated",
            Self::NotForUs => "not-for-us",
            Self::Damaged => "damaged",
            Self::MalformedEnvelope { .. } => "malformed-envelope",
            Self::UnknownSigner => "unknown-signer",
            Self::BadSignature => "bad-signature",
            Self::MalformedMessage { .. } => "malformed-message",
            Self::SenderMismatch { .. } => "sender-mismatch",
            Self::WrongRecipient { .. } => "wrong-recipient",
            Self::Replayed => "replayed",
            Self::Transport { .. } => "transport-signature",
            Self::Conflict { .. } => "conflict",
            Self::OutOfOrder { .. } => "out-of-order",
            Self::BrokenChain { .. } => "broken-chain",
            Self::Misplaced { .. } => "misplaced",
        }
    }
}
