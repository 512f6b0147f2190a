//! Handling marks: a mark has one meaning however it is written.
#![no_main]

use liaison_exchange::Handling;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Ok(mark) = text.parse::<Handling>() {
        assert_eq!(
            mark.to_string().parse::<Handling>().expect("we wrote it"),
            mark
        );
    }
});
