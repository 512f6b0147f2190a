//! DSSE v1.0.2: signatures over exact bytes, in an envelope of JSON.
//!
//! What is signed is not the JSON but [`pae`], a length-prefixed joining of type and payload, so
//! no canonical form is needed and the payload need not be parsed to be verified. Several
//! officers may sign one envelope; [`Envelope::verify`] counts different keys, which makes "two
//! persons must agree" checkable from the file alone.
//!
//! Source: <https://github.com/secure-systems-lab/dsse>, `protocol.md` and `envelope.md`, v1.0.2.

use std::collections::BTreeSet;

use base64::Engine as _;
use base64::alphabet;
use base64::engine::general_purpose::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use serde::{Deserialize, Serialize};

use crate::Error;
use crate::keys::{KeyId, SigningKey, VerifyingKey};

/// The payload type of every Liaison message.
pub const MESSAGE_TYPE: &str = "application/vnd.liaison.message.v1+json";

/// The longest envelope read, in bytes of JSON: 32 MiB.
pub const MAX_ENVELOPE: usize = 32 << 20;

/// The most signatures an envelope may carry; each costs a verification.
pub const MAX_SIGNATURES: usize = 16;

/// The longest payload type and key identifier, in bytes.
const MAX_NAME: usize = 256;

/// The longest signature of any algorithm, in bytes; Ed25519 has 64, ML-DSA-87 has 4627.
const MAX_SIGNATURE: usize = 8 << 10;

/// The bytes that are signed: DSSE's pre-authentication encoding.
///
/// `DSSEv1 <type length> <type> <payload length> <payload>`, lengths in decimal bytes.
pub fn pae(payload_type: &str, payload: &[u8]) -> Vec<u8> {
    let head = format!(
        "DSSEv1 {} {payload_type} {} ",
        payload_type.len(),
        payload.len()
    );
    let mut bytes = head.into_bytes();
    bytes.extend_from_slice(payload);
    bytes
}

/// A payload with its type and the signatures over both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Envelope {
    payload_type: String,
    payload: Vec<u8>,
    signatures: Vec<Signature>,
}

/// One signature of an envelope.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    /// Which key is said to have signed: a hint, not itself signed. Empty if not said.
    pub key_id: String,
    /// The signature: 64 bytes if it is Ed25519.
    pub bytes: Vec<u8>,
}

impl Envelope {
    /// Signs the payload with every key; the same key given twice signs once.
    pub fn sign(payload_type: &str, payload: &[u8], keys: &[&SigningKey]) -> Result<Self, Error> {
        let mut envelope = Self {
            payload_type: payload_type.to_owned(),
            payload: payload.to_vec(),
            signatures: Vec::new(),
        };
        for key in keys {
            envelope.add_signature(key)?;
        }
        if envelope.signatures.is_empty() {
            return Err(Error::NothingGiven("signing key"));
        }
        envelope.check_limits()?;
        Ok(envelope)
    }

    /// Adds a signature, as a second officer does. A key that has signed already adds nothing.
    pub fn add_signature(&mut self, key: &SigningKey) -> Result<(), Error> {
        let key_id = key.verifying_key().key_id().to_string();
        if self.signatures.iter().any(|known| known.key_id == key_id) {
            return Ok(());
        }
        if self.signatures.len() == MAX_SIGNATURES {
            return Err(malformed("too many signatures"));
        }
        let bytes = key.sign(&pae(&self.payload_type, &self.payload)).to_vec();
        self.signatures.push(Signature { key_id, bytes });
        Ok(())
    }

    /// Reads an envelope's JSON. Nothing in it is verified yet.
    ///
    /// Standard and URL-safe base64 are both accepted, padded or not; unknown fields are ignored,
    /// as the specification asks; a field given twice is refused.
    pub fn from_bytes(json: &[u8]) -> Result<Self, Error> {
        if json.len() > MAX_ENVELOPE {
            return Err(Error::TooLarge {
                limit: MAX_ENVELOPE,
            });
        }
        let json: Json =
            serde_json::from_slice(json).map_err(|error| malformed(error.to_string()))?;
        if json.signatures.is_empty() {
            return Err(malformed("it has no signatures"));
        }
        if json.signatures.len() > MAX_SIGNATURES {
            return Err(malformed("too many signatures"));
        }
        let mut signatures = Vec::with_capacity(json.signatures.len());
        for signature in json.signatures {
            signatures.push(Signature {
                key_id: signature.keyid.unwrap_or_default(),
                bytes: decode(&signature.sig)?,
            });
        }
        let envelope = Self {
            payload_type: json.payload_type,
            payload: decode(&json.payload)?,
            signatures,
        };
        envelope.check_limits()?;
        Ok(envelope)
    }

    /// The envelope's JSON: one line, fields in the specification's order, standard base64.
    #[expect(
        clippy::missing_panics_doc,
        reason = "strings and lists always have a JSON form"
    )]
    pub fn to_bytes(&self) -> Vec<u8> {
        let signatures = self.signatures.iter().map(|signature| JsonSignature {
            keyid: Some(signature.key_id.clone()).filter(|id| !id.is_empty()),
            sig: STANDARD.encode(&signature.bytes),
        });
        let json = Json {
            payload: STANDARD.encode(&self.payload),
            payload_type: self.payload_type.clone(),
            signatures: signatures.collect(),
        };
        serde_json::to_vec(&json).expect("strings and lists always have a JSON form")
    }

    /// What the payload is said to be, such as [`MESSAGE_TYPE`].
    pub fn payload_type(&self) -> &str {
        &self.payload_type
    }

    /// The payload. Until [`Self::verify`] has succeeded it may be anybody's: do not parse it.
    pub fn payload(&self) -> &[u8] {
        &self.payload
    }

    /// The signatures, as they stand in the envelope.
    pub fn signatures(&self) -> &[Signature] {
        &self.signatures
    }

    /// The payload of an envelope of the right type that enough of `keys` signed, and who signed.
    pub fn open(
        &self,
        payload_type: &str,
        keys: &[VerifyingKey],
        threshold: usize,
    ) -> Result<(&[u8], Vec<KeyId>), Error> {
        let signers = self.verify(keys, threshold)?;
        if self.payload_type != payload_type {
            return Err(Error::WrongPayloadType {
                expected: payload_type.to_owned(),
                found: self.payload_type.clone(),
            });
        }
        Ok((&self.payload, signers))
    }

    /// Which of `keys` signed, sorted; at least `threshold` different ones (0 counts as 1).
    ///
    /// Signatures by strangers are passed over, as the specification asks, so a partner may add
    /// one we need not know. If too few are good, the error is the gravest thing found: a false
    /// signature in a known key's name, then no known signer at all, then too few of them.
    /// The payload type is signed but not judged here; [`Self::open`] does that too.
    pub fn verify(&self, keys: &[VerifyingKey], threshold: usize) -> Result<Vec<KeyId>, Error> {
        let threshold = threshold.max(1);
        let message = pae(&self.payload_type, &self.payload);
        let keys: Vec<_> = keys.iter().map(|key| (key.key_id(), key)).collect();
        let mut valid = BTreeSet::new();
        let mut bad = None;
        for signature in &self.signatures {
            let named = keys.iter().find(|(id, _)| id.as_str() == signature.key_id);
            // The identifier is an unsigned hint; without a useful one every key is tried.
            let signer = match named {
                Some((id, key)) => key.verifies(&message, &signature.bytes).then_some(id),
                None => keys
                    .iter()
                    .find(|(_, key)| key.verifies(&message, &signature.bytes))
                    .map(|(id, _)| id),
            };
            match (signer, named) {
                (Some(id), _) => {
                    valid.insert(id.clone());
                }
                (None, Some((id, _))) => bad = bad.or(Some(id.clone())),
                (None, None) => {}
            }
        }
        if valid.len() >= threshold {
            return Ok(valid.into_iter().collect());
        }
        match bad {
            Some(key_id) => Err(Error::BadSignature { key_id }),
            None if valid.is_empty() => Err(Error::UnknownSigner),
            None => Err(Error::TooFewSignatures {
                valid: valid.len(),
                threshold,
            }),
        }
    }

    fn check_limits(&self) -> Result<(), Error> {
        if self.payload_type.is_empty() || self.payload_type.len() > MAX_NAME {
            return Err(malformed("its payload type is empty or too long"));
        }
        // In base64 a payload of two thirds takes eight ninths, and leaves room for the rest.
        if self.payload.len() > MAX_ENVELOPE / 3 * 2 {
            return Err(Error::TooLarge {
                limit: MAX_ENVELOPE / 3 * 2,
            });
        }
        let too_long = |signature: &Signature| {
            signature.key_id.len() > MAX_NAME || signature.bytes.len() > MAX_SIGNATURE
        };
        if self.signatures.iter().any(too_long) {
            return Err(malformed("a signature is too long"));
        }
        Ok(())
    }
}

#[derive(Serialize, Deserialize)]
struct Json {
    payload: String,
    #[serde(rename = "payloadType")]
    payload_type: String,
    signatures: Vec<JsonSignature>,
}

#[derive(Serialize, Deserialize)]
struct JsonSignature {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    keyid: Option<String>,
    sig: String,
}

fn malformed(reason: impl Into<String>) -> Error {
    Error::MalformedEnvelope(reason.into())
}

fn decode(text: &str) -> Result<Vec<u8>, Error> {
    const ANY_PADDING: GeneralPurposeConfig =
        GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
    const EITHER: [GeneralPurpose; 2] = [
        GeneralPurpose::new(&alphabet::STANDARD, ANY_PADDING),
        GeneralPurpose::new(&alphabet::URL_SAFE, ANY_PADDING),
    ];
    let engine = &EITHER[usize::from(text.contains(['-', '_']))];
    engine
        .decode(text)
        .map_err(|error| malformed(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn key(seed: u8) -> SigningKey {
        SigningKey::from_seed(&[seed; 32])
    }

    fn public(seeds: &[u8]) -> Vec<VerifyingKey> {
        seeds
            .iter()
            .map(|&seed| key(seed).verifying_key())
            .collect()
    }

    /// `protocol.md`, "Test Vectors".
    #[test]
    fn pae_as_the_specification_says() {
        assert_eq!(
            pae("http://example.com/HelloWorld", b"hello world"),
            b"DSSEv1 29 http://example.com/HelloWorld 11 hello world"
        );
        assert_eq!(pae("é", b""), "DSSEv1 2 é 0 ".as_bytes());
    }

    #[test]
    fn signed_bytes_open() {
        let envelope = Envelope::sign(MESSAGE_TYPE, b"{}", &[&key(1)]).expect("signed");
        let read = Envelope::from_bytes(&envelope.to_bytes()).expect("our own JSON");
        assert_eq!(read, envelope);
        let (payload, signers) = read.open(MESSAGE_TYPE, &public(&[2, 1]), 1).expect("good");
        assert_eq!(payload, b"{}");
        assert_eq!(signers, [key(1).verifying_key().key_id()]);
        assert!(matches!(
            read.open("text/plain", &public(&[1]), 1),
            Err(Error::WrongPayloadType { .. })
        ));
    }

    #[test]
    fn the_json_is_as_published() {
        let envelope = Envelope::sign("t", b"\xff\xfe", &[&key(1)]).expect("signed");
        let text = String::from_utf8(envelope.to_bytes()).expect("JSON is text");
        let id = key(1).verifying_key().key_id();
        let head = format!(
            r#"{{"payload":"//4=","payloadType":"t","signatures":[{{"keyid":"{id}","sig":""#
        );
        assert!(text.starts_with(&head), "{text}");
        for same in ["__4=", "__4", "//4"] {
            let other = text.replace("//4=", same);
            let read = Envelope::from_bytes(other.as_bytes()).expect(same);
            assert_eq!(read.verify(&public(&[1]), 1), Ok(vec![id.clone()]));
        }
        assert!(Envelope::from_bytes(text.replace("//4=", "_/4=").as_bytes()).is_err());
    }

    #[test]
    fn strangers_forgers_and_missing_officers_are_told_apart() {
        let mut envelope = Envelope::sign("t", b"p", &[&key(1), &key(2), &key(1)]).expect("signed");
        assert_eq!(envelope.signatures().len(), 2);
        assert_eq!(envelope.verify(&public(&[3]), 1), Err(Error::UnknownSigner));
        assert_eq!(envelope.verify(&[], 1), Err(Error::UnknownSigner));
        assert_eq!(
            envelope.verify(&public(&[1, 3]), 2),
            Err(Error::TooFewSignatures {
                valid: 1,
                threshold: 2
            })
        );
        assert_eq!(
            envelope.verify(&public(&[1, 2]), 2).map(|ids| ids.len()),
            Ok(2)
        );
        let key_id = key(2).verifying_key().key_id();
        envelope.signatures[1].bytes[5] ^= 1;
        assert_eq!(
            envelope.verify(&public(&[1, 2]), 2),
            Err(Error::BadSignature {
                key_id: key_id.clone()
            })
        );
        assert_eq!(
            envelope.verify(&public(&[1, 2]), 0).map(|ids| ids.len()),
            Ok(1)
        );
        envelope.payload = b"q".to_vec();
        assert_eq!(
            envelope.verify(&public(&[2]), 1),
            Err(Error::BadSignature { key_id })
        );
    }

    #[test]
    fn one_key_under_two_names_counts_once() {
        let mut envelope = Envelope::sign("t", b"p", &[&key(1)]).expect("signed");
        let mut again = envelope.signatures[0].clone();
        again.key_id = String::new();
        envelope.signatures.push(again);
        assert_eq!(
            envelope.verify(&public(&[1, 1, 2]), 2),
            Err(Error::TooFewSignatures {
                valid: 1,
                threshold: 2
            })
        );
    }

    #[test]
    fn a_type_cannot_be_exchanged() {
        let mut envelope = Envelope::sign("t", b"p", &[&key(1)]).expect("signed");
        envelope.payload_type = "u".into();
        assert!(envelope.verify(&public(&[1]), 1).is_err());
    }

    #[test]
    fn what_is_no_envelope_is_refused() {
        let signature = r#"{"sig":"AAAA"}"#;
        let many = [signature; MAX_SIGNATURES + 1].join(",");
        let long = "x".repeat(MAX_NAME + 1);
        for bad in [
            String::new(),
            "{}".into(),
            "[[[[".repeat(1000),
            r#"{"payload":"","payloadType":"t","signatures":[]}"#.into(),
            format!(r#"{{"payload":"","payloadType":"","signatures":[{signature}]}}"#),
            format!(r#"{{"payload":"","payloadType":"t","signatures":[{many}]}}"#),
            format!(r#"{{"payload":"","payloadType":"{long}","signatures":[{signature}]}}"#),
            format!(r#"{{"payload":"*","payloadType":"t","signatures":[{signature}]}}"#),
            format!(
                r#"{{"payload":"","payload":"","payloadType":"t","signatures":[{signature}]}}"#
            ),
        ] {
            assert!(
                matches!(
                    Envelope::from_bytes(bad.as_bytes()),
                    Err(Error::MalformedEnvelope(_))
                ),
                "{bad}"
            );
        }
        assert_eq!(
            Envelope::from_bytes(&vec![b' '; MAX_ENVELOPE + 1]),
            Err(Error::TooLarge {
                limit: MAX_ENVELOPE
            })
        );
        assert_eq!(
            Envelope::sign("t", b"p", &[]),
            Err(Error::NothingGiven("signing key"))
        );
    }

    proptest! {
        #[test]
        fn any_payload_comes_back(payload: Vec<u8>, payload_type in "\\PC{1,40}") {
            let envelope = Envelope::sign(&payload_type, &payload, &[&key(1)]).expect("signed");
            let read = Envelope::from_bytes(&envelope.to_bytes()).expect("our own JSON");
            let keys = public(&[1]);
            let (opened, _) = read.open(&payload_type, &keys, 1).expect("good");
            prop_assert_eq!(opened, payload);
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes: Vec<u8>) {
            let _ = Envelope::from_bytes(&bytes);
        }

        #[test]
        fn no_changed_byte_goes_unseen(at: prop::sample::Index, bit in 0..8) {
            let envelope = Envelope::sign(MESSAGE_TYPE, b"{\"a\":1}", &[&key(1)]).expect("signed");
            let mut bytes = envelope.to_bytes();
            let at = at.index(bytes.len());
            bytes[at] ^= 1u8 << bit;
            // A change in the key hint alone is harmless: the same payload, the same signer.
            if let Ok(read) = Envelope::from_bytes(&bytes)
                && let Ok((payload, signers)) = read.open(MESSAGE_TYPE, &public(&[1]), 1)
            {
                prop_assert_eq!(payload, b"{\"a\":1}");
                prop_assert_eq!(signers, [key(1).verifying_key().key_id()]);
            }
        }
    }
}
