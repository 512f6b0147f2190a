//! Screens FollowTheMoney queries against FollowTheMoney records and prints JSON lines.
//!
//! `cargo run --release -p liaison-index --example screen_entities -- INDEX QUERIES > RESULTS`

use std::{error::Error, fs, io::Write, time::Instant};

use liaison_index::{Index, Options, build};
use liaison_person::{Record, ftm};
use serde_json::json;

fn read(path: &str) -> Result<Vec<(String, Record)>, Box<dyn Error>> {
    let text = fs::read_to_string(path)?;
    let entities = text.lines().filter(|line| !line.trim().is_empty());
    Ok(entities
        .map(|line| ftm::parse(line).map(|parsed| ("file".to_owned(), parsed.record)))
        .collect::<Result<_, _>>()?)
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(kept), Some(asked)) = (arguments.next(), arguments.next()) else {
        return Err("give a file of records and a file of queries".into());
    };
    let records = read(&kept)?;
    let begin = Instant::now();
    let built = build(&records)?;
    let mut log = std::io::stderr();
    writeln!(
        log,
        "built {} records, {} bytes in {:?}",
        records.len(),
        built.bytes.len(),
        begin.elapsed()
    )?;
    let index = Index::from_bytes(built.bytes)?;
    let mut out = std::io::BufWriter::new(std::io::stdout());
    let mut times = Vec::new();
    for (_, query) in read(&asked)? {
        let begin = Instant::now();
        let hits = index.search(
            &query,
            &Options {
                limit: 10,
                threshold: 0.0,
            },
        );
        times.push(begin.elapsed());
        let results: Vec<_> = hits
            .iter()
            .map(|hit| json!({"id": hit.id, "score": hit.score, "caption": hit.caption}))
            .collect();
        writeln!(out, "{}", json!({"query": query.id, "results": results}))?;
    }
    times.sort();
    if let (Some(middle), Some(last)) = (
        times.get(times.len() / 2),
        times.get(times.len() * 99 / 100),
    ) {
        writeln!(log, "search p50 {middle:?}, p99 {last:?}")?;
    }
    Ok(())
}
