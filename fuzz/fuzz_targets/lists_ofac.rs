//! The four files of OFAC: read whole or refused, never half.
#![no_main]

use liaison_lists::{Kind, read_bytes};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (&[u8], &[u8], &[u8], &[u8])| {
    let (sdn, alt, add, comments) = input;
    let files = [
        ("sdn.csv", sdn),
        ("alt.csv", alt),
        ("add.csv", add),
        ("sdn_comments.csv", comments),
    ];
    let _ = read_bytes(Kind::Ofac, &files);
});
