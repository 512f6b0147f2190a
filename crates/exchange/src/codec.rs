//! Sealing and opening a message: JSON, DSSE, age.

use liaison_seal::{
    EncryptionIdentity, Recipient, SigningKey, VerifyingKey,
    dsse::{self, Envelope, MESSAGE_TYPE},
    encryption,
};

use crate::{
    Message, Rejection,
    message::{MAX_PAYLOAD, MAX_SEALED, MessageHash, VERSION},
};

/// A message ready to travel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealed {
    /// Hash of the envelope; names the message for ever.
    pub hash: MessageHash,
    /// The DSSE envelope: what is kept and what the hash covers.
    pub envelope: Vec<u8>,
    /// The envelope encrypted to the partner: what travels, by HTTPS or as a file.
    pub bytes: Vec<u8>,
}

/// A message whose signature, sender and receiver have been checked.
#[derive(Debug, Clone, PartialEq)]
pub struct Opened {
    /// The message.
    pub message: Message,
    /// Hash of its envelope.
    pub hash: MessageHash,
    /// The envelope, byte for byte.
    pub envelope: Vec<u8>,
}

/// A partner as far as opening a message needs to know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signer {
    /// The partner's code.
    pub code: String,
    /// The key that its messages are signed with.
    pub key: VerifyingKey,
}

/// Why a message of our own cannot be sealed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SealError {
    /// The text is too long: shorten it.
    #[error("the message has {bytes} bytes, {MAX_PAYLOAD} are allowed; shorten it")]
    TooLarge {
        /// Its size.
        bytes: usize,
    },
    /// Signing or encrypting failed.
    #[error("cannot seal the message: {0}")]
    Seal(String),
}

/// Signs `message` and encrypts it to `recipient`.
pub fn seal(
    message: &Message,
    key: &SigningKey,
    recipient: &Recipient,
) -> Result<Sealed, SealError> {
    let payload = serde_json::to_vec(message).map_err(|e| SealError::Seal(e.to_string()))?;
    if payload.len() > MAX_PAYLOAD {
        return Err(SealError::TooLarge {
            bytes: payload.len(),
        });
    }
    let envelope = dsse::sign(MESSAGE_TYPE, &payload, &[key]).to_json();
    let bytes = encryption::encrypt(&envelope, std::slice::from_ref(recipient))
        .map_err(|e| SealError::Seal(e.to_string()))?;
    Ok(Sealed {
        hash: MessageHash::of(&envelope),
        envelope,
        bytes,
    })
}

/// Opens what arrived at the office `us`: decrypts, verifies, and only then reads.
pub fn open(
    bytes: &[u8],
    us: &str,
    identity: &EncryptionIdentity,
    partners: &[Signer],
) -> Result<Opened, Rejection> {
    if bytes.len() > MAX_SEALED {
        return Err(Rejection::TooLarge { limit: MAX_SEALED });
    }
    let envelope = encryption::decrypt(bytes, identity, MAX_SEALED).map_err(|e| match e {
        encryption::Error::NotAge => Rejection::NotSealed,
        encryption::Error::Truncated => Rejection::Truncated,
        encryption::Error::NotForUs => Rejection::NotForUs,
        encryption::Error::TooLarge => Rejection::TooLarge { limit: MAX_SEALED },
        _ => Rejection::Damaged,
    })?;
    let (message, signer) = verify(&envelope, partners)?;
    if message.from != signer.code {
        return Err(Rejection::SenderMismatch {
            claimed: message.from,
            signer: signer.code.clone(),
        });
    }
    if message.to != us {
        return Err(Rejection::WrongRecipient { to: message.to });
    }
    Ok(Opened {
        message,
        hash: MessageHash::of(&envelope),
        envelope,
    })
}

/// Verifies an envelope against the partners' keys and reads the message in it.
pub fn verify<'a>(
    envelope: &[u8],
    partners: &'a [Signer],
) -> Result<(Message, &'a Signer), Rejection> {
    let parsed = Envelope::from_json(envelope).map_err(|e| Rejection::MalformedEnvelope {
        reason: e.to_string(),
    })?;
    if parsed.payload_type != MESSAGE_TYPE {
        return Err(Rejection::MalformedEnvelope {
            reason: format!("its payload type is not `{MESSAGE_TYPE}`"),
        });
    }
    let keys: Vec<VerifyingKey> = partners.iter().map(|p| p.key.clone()).collect();
    let signers = parsed.verify(&keys, 1).map_err(|e| match e {
        dsse::Error::UnknownSigner | dsse::Error::TooFewSignatures { .. } => {
            Rejection::UnknownSigner
        }
        dsse::Error::BadSignature => Rejection::BadSignature,
        other => Rejection::MalformedEnvelope {
            reason: other.to_string(),
        },
    })?;
    let signer = partners
        .iter()
        .find(|p| signers.contains(&p.key.key_id()))
        .ok_or(Rejection::UnknownSigner)?;
    let message: Message =
        serde_json::from_slice(&parsed.payload).map_err(|e| Rejection::MalformedMessage {
            reason: e.to_string(),
        })?;
    if message.v != VERSION {
        return Err(Rejection::MalformedMessage {
            reason: format!("its version is {}; this office reads {VERSION}", message.v),
        });
    }
    Ok((message, signer))
}
