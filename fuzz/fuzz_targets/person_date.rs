//! Partial dates: a date has one spelling.
#![no_main]

use liaison_person::PartialDate;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Ok(date) = text.parse::<PartialDate>() {
        let written = date.to_string();
        assert_eq!(written.parse::<PartialDate>().expect("we wrote it"), date);
    }
});
