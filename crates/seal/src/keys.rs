//! Keys: an office's signing key and encryption identity, and what it shows of them to others.
//!
//! Signing is Ed25519 (RFC 8032), kept as PKCS#8 PEM (RFC 8410); encryption is age's X25519
//! (<https://c2sp.org/age>), kept in age's own text form. Secret halves are wiped from memory
//! when dropped and never printed by `Debug`.

use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::Signer as _;
use ed25519_dalek::pkcs8::spki::der::pem::LineEnding;
use ed25519_dalek::pkcs8::{DecodePrivateKey as _, EncodePrivateKey as _, KeypairBytes};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

use crate::Error;

/// An office's or officer's secret Ed25519 key.
#[derive(Clone)]
pub struct SigningKey(ed25519_dalek::SigningKey);

impl SigningKey {
    /// A new key from the operating system's random source.
    pub fn generate() -> Result<Self, Error> {
        let mut seed = Zeroizing::new([0; 32]);
        getrandom::fill(seed.as_mut_slice()).map_err(|_| Error::NoRandomness)?;
        Ok(Self::from_seed(&seed))
    }

    /// The key of a 32-byte seed (RFC 8032, 5.1.5): for tests, and for keys made elsewhere.
    pub fn from_seed(seed: &[u8; 32]) -> Self {
        Self(ed25519_dalek::SigningKey::from_bytes(seed))
    }

    /// Reads a PKCS#8 PEM text, as [`Self::to_pem`] and OpenSSL write it.
    pub fn from_pem(pem: &str) -> Result<Self, Error> {
        ed25519_dalek::SigningKey::from_pkcs8_pem(pem.trim())
            .map(Self)
            .map_err(|_| Error::Key {
                kind: "signing key",
                reason: "not an Ed25519 private key in PKCS#8 PEM",
            })
    }

    /// PKCS#8 version 1 PEM (RFC 8410): the secret half only, which every reader accepts.
    pub fn to_pem(&self) -> Result<Zeroizing<String>, Error> {
        let bytes = KeypairBytes {
            secret_key: self.0.to_bytes(),
            public_key: None,
        };
        bytes.to_pkcs8_pem(LineEnding::LF).map_err(|_| Error::Key {
            kind: "signing key",
            reason: "it has no PEM form",
        })
    }

    /// The public half.
    pub fn verifying_key(&self) -> VerifyingKey {
        VerifyingKey(self.0.verifying_key())
    }

    /// The 64-byte Ed25519 signature over `message`; the same for the same message.
    pub fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.0.sign(message).to_bytes()
    }

    /// The key for code that signs other formats, such as a log checkpoint.
    pub fn as_dalek(&self) -> &ed25519_dalek::SigningKey {
        &self.0
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SigningKey({}, secret)", self.verifying_key().key_id())
    }
}

/// A public Ed25519 key. Its text is the padded base64 of its 32 bytes.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct VerifyingKey(ed25519_dalek::VerifyingKey);

impl VerifyingKey {
    /// Reads the 32 bytes; refuses what is no point and the weak points anyone can sign for.
    pub fn from_bytes(bytes: &[u8; 32]) -> Result<Self, Error> {
        match ed25519_dalek::VerifyingKey::from_bytes(bytes) {
            Ok(key) if !key.is_weak() => Ok(Self(key)),
            _ => Err(Error::Key {
                kind: "verifying key",
                reason: "not a usable Ed25519 public key",
            }),
        }
    }

    /// The 32 bytes of RFC 8032.
    pub fn to_bytes(&self) -> [u8; 32] {
        self.0.to_bytes()
    }

    /// SHA-256 of the 32 bytes: names the key in envelopes and requests.
    pub fn key_id(&self) -> KeyId {
        KeyId(hex::encode(Sha256::digest(self.0.as_bytes())))
    }

    /// Whether `signature` is this key's over `message`, by the strict rule of RFC 8032 that
    /// admits no second encoding of a signature.
    pub fn verifies(&self, message: &[u8], signature: &[u8]) -> bool {
        ed25519_dalek::Signature::from_slice(signature)
            .is_ok_and(|signature| self.0.verify_strict(message, &signature).is_ok())
    }

    /// The key for code that verifies other formats.
    pub fn as_dalek(&self) -> &ed25519_dalek::VerifyingKey {
        &self.0
    }
}

impl FromStr for VerifyingKey {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let bytes = STANDARD
            .decode(text)
            .ok()
            .and_then(|bytes| <[u8; 32]>::try_from(bytes).ok())
            .ok_or(Error::Key {
                kind: "verifying key",
                reason: "not the base64 of 32 bytes",
            })?;
        Self::from_bytes(&bytes)
    }
}

impl TryFrom<String> for VerifyingKey {
    type Error = Error;

    fn try_from(text: String) -> Result<Self, Error> {
        text.parse()
    }
}

impl From<VerifyingKey> for String {
    fn from(key: VerifyingKey) -> Self {
        key.to_string()
    }
}

impl fmt::Display for VerifyingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&STANDARD.encode(self.0.as_bytes()))
    }
}

impl fmt::Debug for VerifyingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "VerifyingKey({self})")
    }
}

/// Names a verifying key: 64 lower-case hexadecimal digits, the SHA-256 of its 32 bytes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct KeyId(String);

impl KeyId {
    /// The 64 digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for KeyId {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let digit = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        if text.len() == 64 && text.bytes().all(digit) {
            Ok(Self(text.to_owned()))
        } else {
            Err(Error::Key {
                kind: "key identifier",
                reason: "not 64 lower-case hexadecimal digits",
            })
        }
    }
}

impl TryFrom<String> for KeyId {
    type Error = Error;

    fn try_from(text: String) -> Result<Self, Error> {
        text.parse()
    }
}

impl From<KeyId> for String {
    fn from(id: KeyId) -> Self {
        id.0
    }
}

/// An office's secret age key, which opens what is encrypted to its [`Recipient`].
#[derive(Clone)]
pub struct EncryptionIdentity(age::x25519::Identity);

impl EncryptionIdentity {
    /// A new identity.
    ///
    /// age stops the program if the operating system has no randomness to give.
    pub fn generate() -> Self {
        Self(age::x25519::Identity::generate())
    }

    /// The `AGE-SECRET-KEY-1...` text, as `age-keygen` writes it.
    pub fn to_text(&self) -> Zeroizing<String> {
        use age::secrecy::ExposeSecret as _;
        Zeroizing::new(self.0.to_string().expose_secret().to_owned())
    }

    /// What others encrypt to.
    pub fn recipient(&self) -> Recipient {
        Recipient(self.0.to_public())
    }

    pub(crate) fn as_age(&self) -> &age::x25519::Identity {
        &self.0
    }
}

impl FromStr for EncryptionIdentity {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        text.trim().parse().map(Self).map_err(|reason| Error::Key {
            kind: "age identity",
            reason,
        })
    }
}

impl fmt::Debug for EncryptionIdentity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "EncryptionIdentity({}, secret)", self.recipient())
    }
}

/// An age X25519 recipient, `age1...`.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Recipient(age::x25519::Recipient);

impl Recipient {
    pub(crate) fn as_age(&self) -> &age::x25519::Recipient {
        &self.0
    }
}

impl FromStr for Recipient {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let kind = "age recipient";
        let recipient: age::x25519::Recipient = text
            .trim()
            .parse()
            .map_err(|reason| Error::Key { kind, reason })?;
        // age panics when it encrypts to such a point, taking it for a failed random source.
        if has_low_order(&recipient) {
            let reason = "a point of low order, which would protect nothing";
            return Err(Error::Key { kind, reason });
        }
        Ok(Self(recipient))
    }
}

impl TryFrom<String> for Recipient {
    type Error = Error;

    fn try_from(text: String) -> Result<Self, Error> {
        text.parse()
    }
}

impl From<Recipient> for String {
    fn from(recipient: Recipient) -> Self {
        recipient.to_string()
    }
}

impl fmt::Display for Recipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for Recipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Recipient({self})")
    }
}

/// Whether every shared secret with this recipient is zero.
fn has_low_order(recipient: &age::x25519::Recipient) -> bool {
    LOW_ORDER.contains(&recipient.to_string().as_str())
}

/// The recipients of low order: the seven encodings that libsodium's `crypto_scalarmult` refuses,
/// each without and with the top bit that X25519 ignores, in age's text form.
const LOW_ORDER: [&str; 14] = [
    "age1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq5cu47z",
    "age1qyqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqj7vrya",
    "age1ur4h5lpmgxu2u9jku0a0r87ydtdqnr0tnsetrlvxvgz3vh6fhqqqzyt4v9",
    "age1t7wft09r2zxzfvwsk92eeql0tvzyghxytqwgapkcyf8dm5ylz9ts6wm9s8",
    "age1anlllllllllllllllllllllllllllllllllllllllllllllllals4n2t7m",
    "age1ahlllllllllllllllllllllllllllllllllllllllllllllllalsn46ayy",
    "age1amlllllllllllllllllllllllllllllllllllllllllllllllalselrwrv",
    "age1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqzqqsuwj9m",
    "age1qyqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqzqqk67yly",
    "age1ur4h5lpmgxu2u9jku0a0r87ydtdqnr0tnsetrlvxvgz3vh6fhzqqxqejhu",
    "age1t7wft09r2zxzfvwsk92eeql0tvzyghxytqwgapkcyf8dm5ylz8ts72fzt7",
    "age1anllllllllllllllllllllllllllllllllllllllllllllllllls3hcv9z",
    "age1ahlllllllllllllllllllllllllllllllllllllllllllllllllsh3g6la",
    "age1amlllllllllllllllllllllllllllllllllllllllllllllllllsam3fc4",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signing_key_survives_its_pem() {
        let key = SigningKey::generate().expect("randomness");
        let pem = key.to_pem().expect("pem");
        assert!(pem.starts_with("-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEI"));
        let again = SigningKey::from_pem(&pem).expect("our own PEM");
        assert_eq!(again.verifying_key(), key.verifying_key());
        assert!(again.verifying_key().verifies(b"m", &key.sign(b"m")));
        assert!(SigningKey::from_pem(&pem[..pem.len() / 2]).is_err());
        assert!(SigningKey::from_pem("").is_err());
    }

    /// RFC 8032, 7.1, TEST 2.
    #[test]
    fn signs_as_rfc_8032_says() {
        let seed = "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb";
        let seed: [u8; 32] = hex::decode(seed).expect("hex").try_into().expect("32");
        let key = SigningKey::from_seed(&seed);
        assert_eq!(
            hex::encode(key.verifying_key().to_bytes()),
            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"
        );
        assert_eq!(
            hex::encode(key.sign(&[0x72])),
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da\
             085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
        );
    }

    #[test]
    fn secrets_are_not_printed() {
        let key = SigningKey::from_seed(&[7; 32]);
        let printed = format!("{key:?}");
        assert!(!printed.contains(&hex::encode([7; 32])) && printed.contains("secret"));
        let identity = EncryptionIdentity::generate();
        assert!(!format!("{identity:?}").contains("AGE-SECRET"));
    }

    #[test]
    fn public_keys_survive_their_text() {
        let key = SigningKey::from_seed(&[7; 32]).verifying_key();
        assert_eq!(key.to_string().parse(), Ok(key));
        assert_eq!(key.key_id().to_string().parse(), Ok(key.key_id()));
        let recipient = EncryptionIdentity::generate().recipient();
        assert_eq!(recipient.to_string().parse(), Ok(recipient));
        let identity = EncryptionIdentity::generate();
        let again: EncryptionIdentity = identity.to_text().parse().expect("our own text");
        assert_eq!(again.recipient(), identity.recipient());
        for bad in ["", "AAAA", "age1", "é", &key.to_string()[1..]] {
            assert!(bad.parse::<VerifyingKey>().is_err());
            assert!(bad.parse::<Recipient>().is_err());
            assert!(bad.parse::<EncryptionIdentity>().is_err());
            assert!(bad.parse::<KeyId>().is_err());
        }
    }

    #[test]
    fn weak_keys_are_refused() {
        let mut identity_point = [0; 32];
        identity_point[0] = 1;
        assert!(VerifyingKey::from_bytes(&identity_point).is_err());
        let recipients = include_str!("../../../testdata/vectors/seal/low-order-recipients.txt");
        let lines: Vec<_> = recipients.lines().filter(|l| !l.starts_with('#')).collect();
        assert_eq!(lines.len(), 14);
        for line in lines {
            let unchecked: age::x25519::Recipient = line.parse().expect("good Bech32");
            let encrypting = std::panic::catch_unwind(|| age::encrypt(&unchecked, b""));
            assert!(encrypting.is_err(), "age itself encrypts to {line}");
            assert!(line.parse::<Recipient>().is_err(), "{line}");
        }
    }
}
