//! Tile paths (C2SP tlog-tiles): a path has one spelling.
#![no_main]

use liaison_log::TilePath;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    match text.parse() {
        Ok(TilePath::Tile(tile)) => assert_eq!(tile.path(), text),
        Ok(TilePath::Entries(bundle)) => assert_eq!(bundle.path(), text),
        Err(_) => {}
    }
});
