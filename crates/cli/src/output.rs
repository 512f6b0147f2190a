//! How results look: tables for people, JSON lines for programs.

use std::io::{self, Write as _};

use comfy_table::{ContentArrangement, Table, presets::NOTHING};
use serde::Serialize;

/// Where results go and in which form.
#[derive(Debug, Clone, Copy)]
pub struct Output {
    json: bool,
}

impl Output {
    /// JSON lines or text.
    pub fn new(json: bool) -> Self {
        Self { json }
    }

    /// Whether programs read.
    pub fn is_json(self) -> bool {
        self.json
    }

    /// One result: `text` for people, `value` for programs.
    pub fn result(self, value: &impl Serialize, text: &str) -> anyhow::Result<()> {
        if self.json {
            line(&serde_json::to_string(value)?)
        } else {
            line(text)
        }
    }

    /// Several results: a table for people, one line each for programs.
    pub fn results<T: Serialize>(
        self,
        values: &[T],
        header: &[&str],
        row: impl Fn(&T) -> Vec<String>,
    ) -> anyhow::Result<()> {
        if self.json {
            for value in values {
                line(&serde_json::to_string(value)?)?;
            }
            return Ok(());
        }
        let mut table = Table::new();
        table
            .load_style(NOTHING)
            .set_content_arrangement(ContentArrangement::Dynamic);
        table.set_header(header.to_vec());
        for value in values {
            table.add_row(row(value));
        }
        for text in table.to_string().lines() {
            line(text.trim_end())?;
        }
        Ok(())
    }
}

/// One line, or several, to stdout. Partners and lists choose what stands in some of them, so
/// control characters, which could steer a terminal, are replaced.
pub fn line(text: &str) -> anyhow::Result<()> {
    let steers = |c: char| c.is_control() && c != '\n' && c != '\t';
    if text.contains(steers) {
        let harmless = text.replace(steers, "\u{fffd}");
        return Ok(writeln!(io::stdout().lock(), "{harmless}")?);
    }
    Ok(writeln!(io::stdout().lock(), "{text}")?)
}

/// A number of things: `1 hit`, `2 hits`.
pub fn count(number: usize, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{plural}")
}

/// One line to stderr: what is not a result.
pub fn note(text: &str) {
    // Nothing can be done where not even stderr can be written to.
    let _ = writeln!(io::stderr().lock(), "{text}");
}

/// An error, to stderr.
pub fn complain(text: &str) {
    note(&format!("liaison: {text}"));
}

/// Whether the reader of our output has gone.
pub fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .downcast_ref::<io::Error>()
        .is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}
