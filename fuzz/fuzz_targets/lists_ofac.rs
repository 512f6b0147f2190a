//! The four files of OFAC: read whole or refused, never half.
#![no_main]

use liaison_lists::{Kind, read_bytes};
use libfuzzer_sys::fuzz_target;

const NAMES: [&str; 4] = ["sdn.csv", "alt.csv", "add.csv", "sdn_comments.csv"];

// The files stand one after the other, with a unit separator between.
fuzz_target!(|data: &[u8]| {
    let files: Vec<_> = NAMES
        .into_iter()
        .zip(data.split(|&byte| byte == 0x1f))
        .collect();
    let _ = read_bytes(Kind::Ofac, &files);
});
