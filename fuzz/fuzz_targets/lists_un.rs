//! The consolidated list of the United Nations.
#![no_main]

use liaison_lists::{Kind, read_bytes};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let _ = read_bytes(Kind::Un, &[("consolidated.xml", data)]);
});
