//! Checkpoints (C2SP tlog-checkpoint): whatever parses is written back byte for byte.
#![no_main]

use liaison_log::Checkpoint;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Ok(checkpoint) = Checkpoint::parse(text) {
        assert_eq!(checkpoint.to_note_text(), text);
    }
});
