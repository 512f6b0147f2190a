//! Search against a floor measured in the same run: rapidfuzz over every name.
//!
//! `cargo bench -p liaison-index`. Prints the median of both and their ratio; more than 1 means
//! that the index is faster than the scan.

use std::{
    hint::black_box,
    io::Write,
    time::{Duration, Instant},
};

use liaison_index::{Index, Options, build};
use liaison_person::{Name, NameKind, Record, Schema};
use rapidfuzz::distance::osa;

const PERSONS: usize = 50_000;
const QUERIES: usize = 100;

/// Names out of syllables: invented, as varied as a list, the same in every run.
fn name(number: usize) -> String {
    const SYLLABLES: [&str; 24] = [
        "an", "to", "ob", "raz", "tsev", "ma", "lin", "kh", "ar", "ed", "go", "vich", "su", "lei",
        "mi", "ro", "dar", "en", "yu", "si", "fa", "bek", "no", "va",
    ];
    let mut state = (number as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mut word = |length: usize| -> String {
        (0..length)
            .map(|_| {
                state ^= state << 13;
                state ^= state >> 7;
                state ^= state << 17;
                SYLLABLES[(state % 24) as usize]
            })
            .collect()
    };
    format!("{} {}", word(2), word(3))
}

fn person(number: usize, name: &str) -> Record {
    let mut record = Record::new(format!("x-{number}"), Schema::Person);
    record.add_name(Name::new(name, NameKind::Primary));
    record
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let names: Vec<String> = (0..PERSONS).map(name).collect();
    let records: Vec<(String, Record)> = names
        .iter()
        .enumerate()
        .map(|(n, name)| ("bench".to_owned(), person(n, name)))
        .collect();
    let begin = Instant::now();
    let built = build(&records)?;
    let built_in = begin.elapsed();
    let index = Index::from_bytes(built.bytes)?;
    let (mut search, mut scan) = (Vec::new(), Vec::new());
    for number in 0..QUERIES {
        // One letter of the name is left out.
        let mut asked = names[number * 457 % PERSONS].clone();
        asked.remove(1 + number % 3);
        let query = person(0, &asked);
        let begin = Instant::now();
        black_box(index.search(&query, &Options::default()));
        search.push(begin.elapsed());
        let comparator = osa::BatchComparator::new(asked.chars());
        let begin = Instant::now();
        let best = names
            .iter()
            .map(|name| comparator.distance(name.chars()))
            .min();
        black_box(best);
        scan.push(begin.elapsed());
    }
    let (search, scan) = (median(search), median(scan));
    let ratio = scan.as_secs_f64() / search.as_secs_f64();
    let mut out = std::io::stdout();
    writeln!(out, "{PERSONS} persons built in {built_in:?}")?;
    writeln!(
        out,
        "search {search:?}, rapidfuzz scan {scan:?}, scan/search {ratio:.1}"
    )?;
    Ok(())
}
