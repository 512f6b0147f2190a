//! Seals: signatures, encryption and fingerprints of what two offices send each other.
//!
//! A message travels in three layers, each a published format that other programs read:
//!
//! | layer | format | module |
//! |---|---|---|
//! | who says it | [DSSE v1.0.2](https://github.com/secure-systems-lab/dsse), Ed25519 (RFC 8032) | [`dsse`] |
//! | who may read it | [age v1](https://c2sp.org/age), X25519, ASCII armour | [`encryption`] |
//! | who delivers it | HTTP message signatures (RFC 9421), Content-Digest (RFC 9530) | [`http_signature`] |
//!
//! The signature is inside the encryption, so an outsider cannot see who signed, and the sealed
//! bytes are the same on a wire and on a memory stick. A receiver decrypts, verifies, and only
//! then parses the payload. Two offices compare their [`fingerprint()`]s by telephone before they
//! trust each other's [`keys`].
//!
//! Nothing here reads a file, a clock or a network. Nothing panics on input, whatever it holds;
//! the one thing taken from the operating system is randomness, for new keys and for age.
//!
//! ```
//! use liaison_seal::{EncryptionIdentity, Envelope, MESSAGE_TYPE, SigningKey, decrypt, encrypt};
//!
//! # fn main() -> Result<(), liaison_seal::Error> {
//! let sender = SigningKey::generate()?;
//! let receiver = EncryptionIdentity::generate();
//!
//! let envelope = Envelope::sign(MESSAGE_TYPE, br#"{"kind":"request"}"#, &[&sender])?;
//! let sealed = encrypt(&envelope.to_bytes(), &[receiver.recipient()])?;
//!
//! let opened = decrypt(&sealed, &receiver, 1 << 20)?;
//! let envelope = Envelope::from_bytes(&opened)?;
//! let (payload, signers) = envelope.open(MESSAGE_TYPE, &[sender.verifying_key()], 1)?;
//! assert_eq!(payload, br#"{"kind":"request"}"#);
//! assert_eq!(signers, [sender.verifying_key().key_id()]);
//! # Ok(())
//! # }
//! ```

pub mod dsse;
pub mod encryption;
mod error;
pub mod fingerprint;
pub mod http_signature;
pub mod keys;

pub use dsse::{Envelope, MESSAGE_TYPE};
pub use encryption::{decrypt, encrypt};
pub use error::Error;
pub use fingerprint::fingerprint;
pub use http_signature::{Outgoing, Request, Verified, sign_request, verify_request};
pub use keys::{EncryptionIdentity, KeyId, Recipient, SigningKey, VerifyingKey};
