//! The payload of a message, version 1.

use std::{fmt, str::FromStr};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use crate::Handling;

/// Version of the payload that this crate writes and reads.
pub const VERSION: u32 = 1;
/// Largest payload in bytes; attachments travel apart.
pub const MAX_PAYLOAD: usize = 1 << 20;
/// Largest sealed message in bytes: a payload of [`MAX_PAYLOAD`] twice in base64, with headers.
pub const MAX_SEALED: usize = 2 * MAX_PAYLOAD;

/// One message from one office to another.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Message {
    /// Payload version, see [`VERSION`].
    pub v: u32,
    /// Identifier, unique for ever.
    pub id: Uuid,
    /// The thread it belongs to: the identifier of the first request in it.
    pub thread: Uuid,
    /// Its place in the sender's sequence to this receiver, from 1; 0 for receipts, which
    /// stand outside the sequence.
    pub seq: u64,
    /// Hash of the message before it in that sequence; absent for the first one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prev: Option<MessageHash>,
    /// The sender's code.
    pub from: String,
    /// The receiver's code.
    pub to: String,
    /// When it was signed.
    pub at: Timestamp,
    /// What it says.
    #[serde(flatten)]
    pub body: Body,
}

/// What a message says, by its `kind`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Body {
    /// A request for information about a person.
    Request(Request),
    /// An answer to a request.
    Answer(Answer),
    /// A reasoned refusal of a request.
    Refusal(Refusal),
    /// The proof that a message arrived.
    Receipt(Receipt),
    /// A kind of a later version: receipted and parked, never dropped.
    #[serde(other)]
    Unknown,
}

impl Body {
    /// The word that stands for the kind in lists and in the log.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Request(_) => "request",
            Self::Answer(_) => "answer",
            Self::Refusal(_) => "refusal",
            Self::Receipt(_) => "receipt",
            Self::Unknown => "unknown",
        }
    }
}

/// A request for information, after Directive (EU) 2023/977 Art. 4.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Request {
    /// The asker's reference, such as `AA-2026-00041`.
    pub reference: String,
    /// The request in the same thread that this one follows up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub follows: Option<String>,
    /// The person, as a FollowTheMoney entity: every name in its own script, every stated date.
    pub subject: Value,
    /// What the information is needed for.
    pub purpose: String,
    /// The law that allows asking.
    pub legal_basis: String,
    /// The questions, at least one.
    pub questions: Vec<Question>,
    /// When the answer is due.
    pub due: Timestamp,
    /// How the receiver must treat this message.
    pub handling: Handling,
}

/// One question of a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// Its label within the request: `q1`, `q2`, ...
    pub qid: String,
    /// The question.
    pub text: String,
}

/// An answer to a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// Identifier of the request's message.
    pub request: Uuid,
    /// How far it answers.
    pub result: AnswerResult,
    /// The answer.
    pub text: String,
    /// How the receiver must treat this message.
    pub handling: Handling,
}

/// How far an answer answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AnswerResult {
    /// Every question.
    Full,
    /// Some of the questions.
    Partial,
    /// Nothing is held.
    Negative,
    /// Neither confirmed nor denied.
    Ncnd,
}

/// A refusal, with at least one ground of the closed list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// Identifier of the request's message.
    pub request: Uuid,
    /// Why.
    pub grounds: Vec<Ground>,
    /// The reasons in words.
    pub text: String,
    /// How the receiver must treat this message.
    pub handling: Handling,
}

/// Grounds for a refusal: Directive (EU) 2023/977 Art. 6(1), and three of Liaison's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ground {
    /// The information is not available.
    NotAvailable,
    /// The request is incomplete.
    RequestIncomplete,
    /// A judicial authority refused its authorisation.
    JudicialAuthorisationRefused,
    /// This category of data may not be given.
    DataCategoryNotAllowed,
    /// The information was found inaccurate, incomplete or out of date.
    InaccurateOrOutdated,
    /// It would harm essential interests of national security.
    NationalSecurity,
    /// It would endanger an investigation or the safety of a person.
    OngoingInvestigationOrSafety,
    /// It would unduly harm the interests of a legal person.
    UndulyHarmsLegalPerson,
    /// The offence is minor or none under the law of the asked state.
    MinorOrNoOffence,
    /// It came from a third party that does not consent.
    ThirdPartyOriginNoConsent,
    /// A real risk to human rights.
    HumanRightsRisk,
    /// The purpose is one that may not be served (political persecution and the like).
    PurposeProhibited,
    /// Neither confirmed nor denied.
    Ncnd,
}

/// Reads and shows the words that stand for these values on the wire.
macro_rules! word_on_the_wire {
    ($($type:ty),*) => {$(
        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.serialize(f)
            }
        }

        impl FromStr for $type {
            type Err = serde_json::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                serde_json::from_value(Value::from(text))
            }
        }
    )*};
}
word_on_the_wire!(AnswerResult, Ground);

/// The receiver's signed word that a message arrived, with the proof that its log says so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// Identifier of the message that arrived.
    pub message: Uuid,
    /// Its hash.
    pub hash: MessageHash,
    /// When it arrived, by the receiver's clock.
    pub received_at: Timestamp,
    /// Where the receiver's log records the arrival.
    pub proof: LogProof,
}

/// The opened commitment of one leaf, and its place in a signed tree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogProof {
    /// Index of the leaf.
    pub leaf: u64,
    /// The entry that the leaf hashes ([`liaison_log::Entry`]).
    pub entry: String,
    /// Salt of the entry's commitment, 64 hexadecimal digits.
    pub salt: String,
    /// The body that the entry commits to.
    pub body: String,
    /// The inclusion proof, from the leaf upwards, in base64 (RFC 6962, section 2.1.1).
    pub path: Vec<String>,
    /// The signed checkpoint of the tree that holds the leaf (C2SP tlog-checkpoint).
    pub checkpoint: String,
}

/// SHA-256 of a message's DSSE envelope, byte for byte; written `sha256:` and 64 hex digits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct MessageHash(String);

impl MessageHash {
    /// The hash of an envelope.
    pub fn of(envelope: &[u8]) -> Self {
        use sha2::Digest;
        Self(format!(
            "sha256:{}",
            hex::encode(sha2::Sha256::digest(envelope))
        ))
    }

    /// As text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for MessageHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Why a text is not a message hash.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a message hash is `sha256:` and 64 hexadecimal digits")]
pub struct HashError;

impl TryFrom<String> for MessageHash {
    type Error = HashError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let digits = text.strip_prefix("sha256:").ok_or(HashError)?;
        let valid = digits.len() == 64
            && digits
                .bytes()
                .all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
        valid.then_some(Self(text)).ok_or(HashError)
    }
}

impl From<MessageHash> for String {
    fn from(hash: MessageHash) -> Self {
        hash.0
    }
}
