//! Messages of a partner who signs what no office would write.
#![no_main]

use std::sync::LazyLock;

use liaison_exchange::codec::{Signer, verify};
use liaison_seal::{Envelope, MESSAGE_TYPE, SigningKey};
use libfuzzer_sys::fuzz_target;

static KEY: LazyLock<SigningKey> = LazyLock::new(|| SigningKey::from_seed(&[7; 32]));

fuzz_target!(|payload: &[u8]| {
    let partner = Signer {
        code: "BR-SEC".to_owned(),
        key: KEY.verifying_key(),
    };
    let envelope = Envelope::sign(MESSAGE_TYPE, payload, &[&KEY]).expect("any bytes can be signed");
    if let Ok((message, _)) = verify(&envelope.to_bytes(), &[partner]) {
        serde_json::to_vec(&message).expect("a message is JSON");
    }
});
