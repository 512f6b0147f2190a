//! A line of FollowTheMoney JSON: what we write of it can be read again.
#![no_main]

use liaison_person::ftm;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|line: &str| {
    if let Ok(parsed) = ftm::parse(line) {
        let written = ftm::to_value(&parsed.record, &parsed.datasets);
        ftm::from_value(&written).expect("we wrote it");
    }
});
