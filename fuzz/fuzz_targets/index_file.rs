//! Index files: a damaged one is refused or searched within its bounds.
#![no_main]

use std::sync::LazyLock;

use liaison_index::{Index, Options};
use liaison_person::{Name, NameKind, Record, Schema};
use libfuzzer_sys::fuzz_target;
use sha2::{Digest as _, Sha256};

static QUERY: LazyLock<Record> = LazyLock::new(|| {
    let mut query = Record::new("q", Schema::Person);
    query.add_name(Name::new("Obraztsev Anton", NameKind::Primary));
    query
});

// Without a right checksum nothing beyond it is ever reached: it is set here.
fuzz_target!(|data: &[u8]| {
    let mut bytes = data.to_vec();
    if bytes.len() > 48 {
        let digest = Sha256::digest(&bytes[48..]);
        bytes[16..48].copy_from_slice(&digest);
    }
    if let Ok(index) = Index::from_bytes(bytes) {
        let _ = index.search(&QUERY, &Options::default());
    }
});
