//! What comes out: one JSON line a record, or CSV with one row a hit.

use std::{
    fs::{File, OpenOptions},
    io::{BufRead as _, BufReader, BufWriter, Write as _},
    path::Path,
};

use anyhow::{Context as _, bail};
use liaison_service::search::Hit;
use serde::Serialize;

/// The result for one record of the input.
#[derive(Serialize)]
#[serde(untagged)]
pub enum Line {
    /// Its hits.
    Answer {
        /// Its identifier.
        query: String,
        /// The hits, best first.
        results: Vec<Hit>,
    },
    /// It could not be read.
    Error {
        /// Its identifier, where that much could be read.
        query: Option<String>,
        /// Its line in the input.
        line: u64,
        /// Why.
        error: String,
    },
}

/// The output file.
pub enum Writer {
    /// One JSON object a line.
    Json(BufWriter<File>),
    /// One row a hit; a record without a hit has one row without `id`.
    Csv(Box<csv::Writer<File>>),
}

impl Writer {
    /// Opens the output by its ending; to be appended to where `resume` is asked.
    pub fn open(path: &Path, resume: bool) -> anyhow::Result<Self> {
        let mut options = OpenOptions::new();
        options
            .create(true)
            .append(resume)
            .write(true)
            .truncate(!resume);
        let open = || {
            options
                .open(path)
                .with_context(|| path.display().to_string())
        };
        match ending(path) {
            "jsonl" | "json" | "ndjson" => Ok(Self::Json(BufWriter::new(open()?))),
            "csv" if resume => bail!("only `.jsonl` output can be resumed; leave `--resume` out"),
            "csv" => {
                let mut writer = csv::Writer::from_writer(open()?);
                let header = [
                    "query", "place", "id", "caption", "score", "match", "datasets", "error",
                ];
                writer.write_record(header)?;
                Ok(Self::Csv(Box::new(writer)))
            }
            _ => bail!(
                "{}: the output is `.jsonl` or `.csv`; name it so",
                path.display()
            ),
        }
    }

    /// Writes one result.
    pub fn write(&mut self, line: &Line) -> anyhow::Result<()> {
        match self {
            Self::Json(file) => {
                serde_json::to_writer(&mut *file, line)?;
                file.write_all(b"\n")?;
            }
            Self::Csv(writer) => write_rows(writer, line)?,
        }
        Ok(())
    }

    /// Makes what was written real, as far as the operating system goes.
    pub fn flush(&mut self) -> anyhow::Result<()> {
        match self {
            Self::Json(file) => file.flush()?,
            Self::Csv(writer) => writer.flush()?,
        }
        Ok(())
    }

    /// Closes the file.
    pub fn finish(mut self) -> anyhow::Result<()> {
        self.flush()
    }
}

fn write_rows(writer: &mut csv::Writer<File>, line: &Line) -> anyhow::Result<()> {
    match line {
        Line::Answer { query, results } if results.is_empty() => {
            writer.write_record([query, "", "", "", "", "", "", ""])?;
        }
        Line::Answer { query, results } => {
            for (hit, place) in results.iter().zip(1..) {
                writer.write_record([
                    query,
                    &place.to_string(),
                    &hit.id,
                    &hit.caption,
                    &hit.score.to_string(),
                    &hit.is_match.to_string(),
                    &hit.datasets.join(";"),
                    "",
                ])?;
            }
        }
        Line::Error { query, line, error } => {
            let query = query.as_deref().unwrap_or_default();
            let error = format!("line {line}: {error}");
            writer.write_record([query, "", "", "", "", "", "", &error])?;
        }
    }
    Ok(())
}

/// How many whole lines an earlier run wrote; a last line that was cut off is removed.
pub fn resume(path: &Path) -> anyhow::Result<u64> {
    if !path.exists() {
        return Ok(0);
    }
    let cut = || -> std::io::Result<u64> {
        let mut file = BufReader::new(File::open(path)?);
        let (mut lines, mut whole) = (0, 0);
        let mut line = Vec::new();
        while file.read_until(b'\n', &mut line)? > 0 {
            if line.ends_with(b"\n") {
                lines += 1;
                whole += line.len() as u64;
            }
            line.clear();
        }
        OpenOptions::new().write(true).open(path)?.set_len(whole)?;
        Ok(lines)
    };
    cut().with_context(|| path.display().to_string())
}

fn ending(path: &Path) -> &str {
    path.extension()
        .and_then(|ending| ending.to_str())
        .unwrap_or_default()
}
