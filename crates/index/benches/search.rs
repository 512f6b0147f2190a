//! How long a look-up takes, as a ratio to a floor in the same run: comparing the query with
//! every name on file by Jaro-Winkler similarity (rapidfuzz), which is what a scan would cost.
//!
//! `cargo bench -p liaison-index` prints a table; `LIAISON_BENCH_PERSONS` sets the size.

use std::{
    hint::black_box,
    time::{Duration, Instant},
};

use liaison_index::{Index, Options, build};
use liaison_person::{Name, NameKind, Record, Schema};

const SYLLABLES: [&str; 24] = [
    "an", "bo", "cha", "dri", "el", "fa", "gor", "ha", "il", "ja", "ka", "lu", "mi", "no", "ob",
    "pet", "ras", "sa", "tsev", "ul", "vi", "ya", "zor", "man",
];
const QUERIES: usize = 200;

/// An invented word for a number, the same in every run.
fn word(mut number: usize, syllables: usize) -> String {
    let mut word = String::new();
    for _ in 0..syllables {
        word.push_str(SYLLABLES[number % SYLLABLES.len()]);
        number = number / SYLLABLES.len() + number * 7;
    }
    word
}

fn person(id: usize, name: String) -> Record {
    let mut record = Record::new(format!("p-{id}"), Schema::Person);
    record.add_name(Name::new(name, NameKind::Primary));
    record
}

fn name(number: usize) -> String {
    format!(
        "{} {}",
        word(number.wrapping_mul(31), 3),
        word(number.wrapping_mul(17) + 5, 4)
    )
}

#[expect(clippy::print_stdout, reason = "a bench prints its table")]
fn main() {
    let persons = std::env::var("LIAISON_BENCH_PERSONS")
        .ok()
        .and_then(|n| n.parse().ok());
    let persons = persons.unwrap_or(50_000);
    let records: Vec<(String, Record)> = (0..persons)
        .map(|at| ("bench".to_owned(), person(at, name(at))))
        .collect();

    let started = Instant::now();
    let built = build(&records).expect("builds");
    println!(
        "build      {:>10.1?}  {persons} persons, {} bytes",
        started.elapsed(),
        built.bytes.len()
    );
    let started = Instant::now();
    let index = Index::from_bytes(built.bytes).expect("opens");
    println!("open       {:>10.1?}", started.elapsed());

    let queries: Vec<Record> = (0..QUERIES)
        .map(|at| person(0, name(at * (persons / QUERIES).max(1))))
        .collect();
    let mut times: Vec<Duration> = Vec::new();
    let mut found = 0;
    for query in &queries {
        let started = Instant::now();
        let hits = black_box(index.search(query, &Options::default()));
        times.push(started.elapsed());
        found += usize::from(!hits.is_empty());
    }
    times.sort_unstable();
    let median = times[times.len() / 2];
    println!(
        "search     {median:>10.1?}  median, {:.1?} p99, {found} of {QUERIES} found",
        times[times.len() * 99 / 100]
    );

    let started = Instant::now();
    for query in queries.iter().take(20) {
        let scorer =
            rapidfuzz::distance::jaro_winkler::BatchComparator::new(query.caption().chars());
        for (_, record) in &records {
            black_box(scorer.similarity(record.caption().chars()));
        }
    }
    let floor = started.elapsed() / 20;
    println!("full scan  {floor:>10.1?}  a query");
    println!(
        "ratio      {:>10.4}  search to full scan",
        median.as_secs_f64() / floor.as_secs_f64()
    );
}
