//! Entry bundles (C2SP tlog-tiles): whatever decodes is encoded back byte for byte.
#![no_main]

use liaison_log::{Bundle, decode_entry_bundle, encode_entry_bundle};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (u16, &[u8])| {
    let (width, data) = input;
    let Ok(bundle) = Bundle::new(0, width) else {
        return;
    };
    if let Ok(entries) = decode_entry_bundle(bundle, data) {
        assert_eq!(entries.len(), usize::from(width));
        assert_eq!(encode_entry_bundle(&entries).expect("it was decoded"), data);
    }
});
