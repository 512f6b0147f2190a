//! Sealing and opening a message: JSON, DSSE, age.

use liaison_seal::{
    EncryptionIdentity, Envelope, Error, MESSAGE_TYPE, Recipient, SigningKey, VerifyingKey,
    decrypt, encrypt,
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
    /// The message has no JSON form.
    #[error("cannot write the message: {0}")]
    Json(#[from] serde_json::Error),
    /// Signing or encrypting failed.
    #[error("cannot seal the message: {0}")]
    Seal(#[from] Error),
}

/// Signs `message` and encrypts it to `recipient`.
pub fn seal(
    message: &Message,
    key: &SigningKey,
    recipient: &Recipient,
) -> Result<Sealed, SealError> {
    let payload = serde_json::to_vec(message)?;
    if payload.len() > MAX_PAYLOAD {
        return Err(SealError::TooLarge {
            bytes: payload.len(),
        });
    }
    let envelope = Envelope::sign(MESSAGE_TYPE, &payload, &[key])?.to_bytes();
    let bytes = reseal(&envelope, recipient)?;
    Ok(Sealed {
        hash: MessageHash::of(&envelope),
        envelope,
        bytes,
    })
}

/// Encrypts an envelope that was signed before, such as a receipt that is asked for again.
pub fn reseal(envelope: &[u8], recipient: &Recipient) -> Result<Vec<u8>, SealError> {
    Ok(encrypt(envelope, std::slice::from_ref(recipient))?)
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
    let envelope = decrypt(bytes, identity, MAX_SEALED).map_err(|error| match error {
        Error::NotAge => Rejection::NotSealed,
        Error::Truncated => Rejection::Truncated,
        Error::NotForUs => Rejection::NotForUs,
        Error::TooLarge { limit } => Rejection::TooLarge { limit },
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
    let malformed = |error: Error| Rejection::MalformedEnvelope {
        reason: error.to_string(),
    };
    let envelope = Envelope::from_bytes(envelope).map_err(malformed)?;
    let keys: Vec<VerifyingKey> = partners.iter().map(|partner| partner.key).collect();
    let (payload, signers) =
        envelope
            .open(MESSAGE_TYPE, &keys, 1)
            .map_err(|error| match error {
                Error::UnknownSigner | Error::TooFewSignatures { .. } => Rejection::UnknownSigner,
                Error::BadSignature { .. } => Rejection::BadSignature,
                other => malformed(other),
            })?;
    let signer = partners
        .iter()
        .find(|partner| signers.contains(&partner.key.key_id()))
        .ok_or(Rejection::UnknownSigner)?;
    let message: Message =
        serde_json::from_slice(payload).map_err(|error| Rejection::MalformedMessage {
            reason: error.to_string(),
        })?;
    if message.v != VERSION {
        return Err(Rejection::MalformedMessage {
            reason: format!("its version is {}; this office reads {VERSION}", message.v),
        });
    }
    Ok((message, signer))
}

#[cfg(test)]
mod tests {
    use liaison_seal::{EncryptionIdentity, Envelope, MESSAGE_TYPE, SigningKey, encrypt};
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::{Signer, open, seal};
    use crate::{
        Message,
        message::{Body, MAX_SEALED},
    };

    fn request() -> Value {
        json!({
            "v": 1, "id": "67e55044-10b1-426f-9247-bb680e5fe0c8",
            "thread": "67e55044-10b1-426f-9247-bb680e5fe0c8", "seq": 1,
            "from": "AV-NCB", "to": "BR-NCB", "at": "2026-11-24T09:00:00Z",
            "kind": "request", "reference": "AV-2026-00001",
            "subject": {"id": "s", "schema": "Person", "properties": {"name": ["Образцев Антон"]}},
            "purpose": "prevention", "legal_basis": "treaty, Art. 4",
            "questions": [{"qid": "q1", "text": "Is he known?"}],
            "due": "2026-12-01T09:00:00Z", "handling": {"tlp": "AMBER", "codes": ["H1"]},
        })
    }

    struct Office {
        key: SigningKey,
        identity: EncryptionIdentity,
        partners: Vec<Signer>,
    }

    fn office() -> Office {
        let key = SigningKey::from_seed(&[1; 32]);
        let partners = vec![Signer {
            code: "AV-NCB".to_owned(),
            key: key.verifying_key(),
        }];
        Office {
            key,
            identity: EncryptionIdentity::generate(),
            partners,
        }
    }

    fn sealed(office: &Office, payload: &Value) -> Vec<u8> {
        let payload = payload.to_string();
        let envelope = Envelope::sign(MESSAGE_TYPE, payload.as_bytes(), &[&office.key]);
        let envelope = envelope.expect("signed").to_bytes();
        encrypt(&envelope, &[office.identity.recipient()]).expect("encrypted")
    }

    #[test]
    fn what_is_sealed_opens_at_the_receiver_only() {
        let office = office();
        let message: Message = serde_json::from_value(request()).expect("a message");
        let sealed = seal(&message, &office.key, &office.identity.recipient()).expect("sealed");
        let opened = open(&sealed.bytes, "BR-NCB", &office.identity, &office.partners);
        let opened = opened.expect("opens");
        assert_eq!((opened.message, opened.hash), (message, sealed.hash));
        let stranger = EncryptionIdentity::generate();
        let refused = open(&sealed.bytes, "BR-NCB", &stranger, &office.partners);
        assert_eq!(refused.expect_err("refused").code(), "not-for-us");
    }

    #[test]
    fn every_fault_has_its_own_code() {
        let office = office();
        let open = |bytes: &[u8]| {
            open(bytes, "BR-NCB", &office.identity, &office.partners)
                .expect_err("refused")
                .code()
        };
        let with = |field: &str, value: Value| {
            let mut message = request();
            message[field] = value;
            sealed(&office, &message)
        };
        let good = sealed(&office, &request());
        assert_eq!(open(&good[..good.len() / 2]), "truncated");
        assert_eq!(open(b"PK"), "not-sealed");
        assert_eq!(open(&vec![b'x'; MAX_SEALED + 1]), "too-large");
        assert_eq!(open(&with("from", json!("CZ-NCB"))), "sender-mismatch");
        assert_eq!(open(&with("to", json!("CZ-NCB"))), "wrong-recipient");
        assert_eq!(open(&with("v", json!(2))), "malformed-message");
        assert_eq!(open(&with("purpose", json!(7))), "malformed-message");
        let stranger = Office {
            key: SigningKey::from_seed(&[2; 32]),
            identity: office.identity.clone(),
            partners: Vec::new(),
        };
        assert_eq!(open(&sealed(&stranger, &request())), "unknown-signer");
    }

    #[test]
    fn a_kind_of_a_later_version_is_read_as_unknown() {
        let office = office();
        let mut message = request();
        message["kind"] = json!("watch_offer");
        let bytes = sealed(&office, &message);
        let opened = open(&bytes, "BR-NCB", &office.identity, &office.partners).expect("opens");
        assert_eq!(opened.message.body, Body::Unknown);
    }

    proptest! {
        #[test]
        fn no_payload_panics(payload: Vec<u8>) {
            let office = office();
            let envelope = Envelope::sign(MESSAGE_TYPE, &payload, &[&office.key]);
            let envelope = envelope.expect("signed").to_bytes();
            let bytes = encrypt(&envelope, &[office.identity.recipient()]).expect("encrypted");
            prop_assert!(open(&bytes, "BR-NCB", &office.identity, &office.partners).is_err());
        }
    }
}
