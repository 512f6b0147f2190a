//! Fingerprints: what two people read to each other on the telephone.

use sha2::{Digest as _, Sha256};

use crate::keys::{Recipient, VerifyingKey};

/// Keeps these digests apart from every other use of SHA-256 over the same keys.
const DOMAIN: &[u8] = b"liaison.fingerprint.v1\n";

/// Eight groups of five decimal digits over both public keys of an office, 132 bits in all.
///
/// The input is `liaison.fingerprint.v1`, a line end, the 32 bytes of the signing key and the text
/// of the recipient (62 characters, always). Each four bytes of its SHA-256, read big-endian,
/// give one group: the remainder by 100 000. The office's name is left out on purpose, so that
/// the number says the same whatever an office is called in another's address book.
pub fn fingerprint(signing_key: &VerifyingKey, recipient: &Recipient) -> String {
    let digest: [u8; 32] = Sha256::new()
        .chain_update(DOMAIN)
        .chain_update(signing_key.to_bytes())
        .chain_update(recipient.to_string())
        .finalize()
        .into();
    let (words, _) = digest.as_chunks::<4>();
    let groups: Vec<_> = words
        .iter()
        .map(|word| format!("{:05}", u32::from_be_bytes(*word) % 100_000))
        .collect();
    groups.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::{EncryptionIdentity, SigningKey};

    #[test]
    fn the_vector_holds() {
        let vector = include_str!("../../../testdata/vectors/seal/fingerprint.json");
        let vector: serde_json::Value = serde_json::from_str(vector).expect("JSON");
        let text = |name: &str| vector[name].as_str().expect("text").to_owned();
        let key: VerifyingKey = text("signing_key").parse().expect("key");
        let recipient: Recipient = text("recipient").parse().expect("recipient");
        assert_eq!(fingerprint(&key, &recipient), text("fingerprint"));
    }

    #[test]
    fn either_key_changes_it() {
        let keys = [1, 2].map(|seed| SigningKey::from_seed(&[seed; 32]).verifying_key());
        let [first, second] = [(); 2].map(|()| EncryptionIdentity::generate().recipient());
        let base = fingerprint(&keys[0], &first);
        assert_eq!(base.len(), 8 * 5 + 7);
        assert_ne!(base, fingerprint(&keys[1], &first));
        assert_ne!(base, fingerprint(&keys[0], &second));
    }
}
