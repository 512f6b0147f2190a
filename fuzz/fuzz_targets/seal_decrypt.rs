//! age files, armoured or binary, from whoever can reach the inbox.
#![no_main]

use std::sync::LazyLock;

use liaison_seal::{EncryptionIdentity, decrypt};
use libfuzzer_sys::fuzz_target;

static IDENTITY: LazyLock<EncryptionIdentity> = LazyLock::new(EncryptionIdentity::generate);

fuzz_target!(|data: &[u8]| {
    assert!(
        decrypt(data, &IDENTITY, 1 << 16).is_err(),
        "the key was made a moment ago"
    );
});
