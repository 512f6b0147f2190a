//! Key cards, before anybody has read the fingerprint out.
#![no_main]

use liaison_exchange::KeyCard;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let _ = text.parse::<KeyCard>();
});
