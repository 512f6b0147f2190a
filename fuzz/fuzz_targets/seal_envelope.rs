//! DSSE envelopes: what was read is written and read again alike; nothing strange verifies.
#![no_main]

use liaison_seal::{Envelope, MESSAGE_TYPE, SigningKey};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    if let Ok(envelope) = Envelope::from_bytes(data) {
        let again = Envelope::from_bytes(&envelope.to_bytes()).expect("we wrote it");
        assert_eq!(again.payload(), envelope.payload());
        let stranger = SigningKey::from_seed(&[7; 32]).verifying_key();
        assert!(envelope.open(MESSAGE_TYPE, &[stranger], 1).is_err());
    }
});
