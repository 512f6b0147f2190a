//! `liaison screen`: look many persons up.
//!
//! The input is read in batches that are screened on all cores and written in input order. A
//! record that cannot be read becomes a line with its error and never stops the run. The output
//! is written as the run goes; `--resume` counts the whole lines of an earlier run and goes on
//! behind them.

mod input;
mod result;

use std::{fs, path::Path};

use anyhow::{Context as _, bail};
use liaison_service::{
    Office,
    search::{Batch, Search},
};
use rayon::prelude::*;
use serde_json::json;

use self::{
    input::{Input, Query},
    result::{Line, Writer},
};
use super::Context;
use crate::{
    arguments::Screen,
    output::{count, note},
    progress,
};

/// Persons screened between two writes.
const BATCH: usize = 1024;

pub async fn run(context: &Context, screen: Screen) -> anyhow::Result<()> {
    let office = context.open().await?;
    office.load_index().await?;
    let search = Search {
        limit: screen.limit,
        threshold: screen.threshold,
    };
    let mut input = Input::open(&screen.input)?;
    let done = if screen.resume {
        result::resume(&screen.output)?
    } else {
        0
    };
    let mut writer = Writer::open(&screen.output, screen.resume)?;
    let bar = progress::bar(
        fs::metadata(&screen.input).map_or(0, |file| file.len()),
        "bytes",
    );
    bar.set_message("screening");
    let mut tally = Tally::default();
    for _ in 0..done {
        if input.next().is_none() {
            bail!(
                "{} has more lines than {} has records; it is the output of another input",
                screen.output.display(),
                screen.input.display()
            );
        }
    }
    loop {
        let batch: Vec<Query> = input.by_ref().take(BATCH).collect();
        if batch.is_empty() {
            break;
        }
        let lines = batch
            .into_par_iter()
            .map(|query| answer(&office, query, &search))
            .collect::<anyhow::Result<Vec<Line>>>()?;
        for line in &lines {
            tally.count(line);
            writer.write(line)?;
        }
        writer.flush()?;
        bar.set_position(input.bytes_read());
    }
    writer.finish()?;
    bar.finish_and_clear();
    let batch = Batch {
        input: digest(&screen.input)?,
        queries: tally.queries,
        with_hits: tally.with_hits,
    };
    office
        .log_batch(batch, &screen.reason, &context.officer)
        .await?;
    office.close().await;
    if tally.errors > 0 {
        note(&format!(
            "{} could not be read; see the lines with `error`",
            count(tally.errors, "record")
        ));
    }
    let skipped = if done > 0 {
        format!(" after {done} done before")
    } else {
        String::new()
    };
    context.output.result(
        &json!({
            "queries": tally.queries, "with_hits": tally.with_hits, "errors": tally.errors,
            "resumed_after": done, "output": screen.output,
        }),
        &format!(
            "{} screened{skipped}, {} with hits: {}",
            count(tally.queries, "record"),
            tally.with_hits,
            screen.output.display()
        ),
    )
}

#[derive(Default)]
struct Tally {
    queries: usize,
    with_hits: usize,
    errors: usize,
}

impl Tally {
    fn count(&mut self, line: &Line) {
        self.queries += 1;
        match line {
            Line::Answer { results, .. } => self.with_hits += usize::from(!results.is_empty()),
            Line::Error { .. } => self.errors += 1,
        }
    }
}

fn answer(office: &Office, query: Query, search: &Search) -> anyhow::Result<Line> {
    Ok(match query {
        Query::Person(person) => Line::Answer {
            results: office.search(&person, search)?,
            query: person.id,
        },
        Query::Unreadable { id, line, error } => Line::Error {
            query: id,
            line,
            error,
        },
    })
}

/// SHA-256 of the input, which names it in the log.
fn digest(path: &Path) -> anyhow::Result<String> {
    let mut file = fs::File::open(path).with_context(|| path.display().to_string())?;
    Ok(liaison_service::search::digest_of(&mut file)?)
}
