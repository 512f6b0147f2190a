//! Signed notes (C2SP signed-note): whatever parses is written back byte for byte.
#![no_main]

use liaison_log::{SignedNote, Verifier};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    if let Ok(note) = SignedNote::parse(data) {
        assert_eq!(note.to_string().as_bytes(), data);
    }
    if let Ok(text) = std::str::from_utf8(data) {
        let _ = text.parse::<Verifier>();
    }
});
