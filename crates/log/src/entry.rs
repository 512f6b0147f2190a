//! What a leaf holds: that an act of some kind took place in some hour, and a commitment to it.
//!
//! ```text
//! liaison act v1
//! message.in
//! 2026-11-24T09Z
//! sha256:6f1c...
//! ```
//!
//! The commitment is a SHA-256 over a random salt and the act's body, both kept outside the log.
//! Whoever holds the two can show what the leaf stands for; where they were erased, the leaf
//! says nothing about anybody, and the tree stays whole.

use sha2::{Digest as _, Sha256};

use crate::Error;

const HEADING: &str = "liaison act v1";
/// Keeps these digests apart from every other use of SHA-256 over the same bytes.
const DOMAIN: &[u8] = b"liaison act v1\n";

/// Size of a salt in bytes.
pub const SALT_SIZE: usize = 32;

/// A salted commitment to an act's body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Commitment([u8; 32]);

impl Commitment {
    /// SHA-256 over `liaison act v1`, a line end, the salt and the body.
    pub fn new(salt: &[u8; SALT_SIZE], body: &[u8]) -> Self {
        let digest = Sha256::new()
            .chain_update(DOMAIN)
            .chain_update(salt)
            .chain_update(body)
            .finalize();
        Self(digest.into())
    }
}

/// The content of one leaf.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What kind of act it was: lower-case words and dots, such as `message.in`.
    pub kind: String,
    /// The hour (UTC) in which it took place, as `2026-11-24T09Z`: no finer, so that the log
    /// does not tell when somebody works.
    pub hour: String,
    /// Commitment to what was done.
    pub commitment: Commitment,
}

impl Entry {
    /// The bytes that the leaf hashes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let digest = crate::Hash(self.commitment.0).hex();
        format!("{HEADING}\n{}\n{}\nsha256:{digest}\n", self.kind, self.hour).into_bytes()
    }

    /// Reads what [`Self::to_bytes`] wrote; refuses every other form.
    pub fn parse(bytes: &[u8]) -> Result<Self, Error> {
        let text = std::str::from_utf8(bytes).map_err(|_| Error::MalformedEntry)?;
        let mut lines = text.lines();
        let mut next = || lines.next().ok_or(Error::MalformedEntry);
        if next()? != HEADING {
            return Err(Error::MalformedEntry);
        }
        let (kind, hour, digest) = (next()?.to_owned(), next()?.to_owned(), next()?);
        let digest = digest
            .strip_prefix("sha256:")
            .and_then(decode_hex)
            .ok_or(Error::MalformedEntry)?;
        let word = |b: u8| b.is_ascii_lowercase() || b == b'.' || b == b'-';
        let hour_fits = hour.len() == "2026-11-24T09Z".len() && hour.is_ascii();
        let entry = Self {
            kind,
            hour,
            commitment: Commitment(digest),
        };
        // One content, one form: else two leaves could say the same.
        let canonical = !entry.kind.is_empty()
            && entry.kind.bytes().all(word)
            && hour_fits
            && entry.to_bytes() == bytes;
        canonical.then_some(entry).ok_or(Error::MalformedEntry)
    }
}

fn decode_hex(text: &str) -> Option<[u8; 32]> {
    let mut bytes = [0; 32];
    if text.len() != 64 || !text.is_ascii() {
        return None;
    }
    for (at, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(text.get(2 * at..2 * at + 2)?, 16).ok()?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::{Commitment, Entry};

    fn entry() -> Entry {
        Entry {
            kind: "message.in".to_owned(),
            hour: "2026-11-24T09Z".to_owned(),
            commitment: Commitment::new(&[7; 32], b"{}"),
        }
    }

    #[test]
    fn reads_what_it_writes_and_nothing_else() {
        let bytes = entry().to_bytes();
        assert_eq!(Entry::parse(&bytes), Ok(entry()));
        for end in 0..bytes.len() {
            assert!(Entry::parse(&bytes[..end]).is_err(), "cut at {end}");
        }
        let text = String::from_utf8(bytes).expect("text");
        for other in [
            text.replace('\n', "\r\n"),
            format!("{text}\n"),
            text.to_uppercase(),
        ] {
            assert!(Entry::parse(other.as_bytes()).is_err(), "{other:?}");
        }
    }

    #[test]
    fn salt_and_body_both_count() {
        let base = Commitment::new(&[7; 32], b"{}");
        assert_ne!(base, Commitment::new(&[8; 32], b"{}"));
        assert_ne!(base, Commitment::new(&[7; 32], b"{ }"));
    }
}
