//! Keys as text: PEM, base 64, key identifiers, age identities and recipients.
#![no_main]

use liaison_seal::{EncryptionIdentity, KeyId, Recipient, SigningKey, VerifyingKey};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let _ = SigningKey::from_pem(text);
    let _ = text.parse::<EncryptionIdentity>();
    if let Ok(key) = text.parse::<VerifyingKey>() {
        assert_eq!(key.to_string(), text);
    }
    if let Ok(id) = text.parse::<KeyId>() {
        assert_eq!(id.to_string(), text);
    }
    // White space around a recipient and capital letters (BIP 173) are passed over.
    if let Ok(recipient) = text.parse::<Recipient>() {
        assert_eq!(recipient.to_string(), text.trim().to_lowercase());
    }
});
