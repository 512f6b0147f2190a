//! What is screened: FollowTheMoney JSON lines, or CSV with a header row.

use std::{
    fs::File,
    io::{BufRead, BufReader, Read as _},
    path::Path,
};

use anyhow::{Context as _, bail, ensure};
use liaison_person::{Record, ftm};
use serde_json::{Map, Value, json};

/// The longest line read, in bytes; a longer one is not an entity but a broken file.
const MAX_LINE: usize = 4 << 20;

/// One record of the input.
pub enum Query {
    /// A person, company, vessel or aircraft to be looked up.
    Person(Box<Record>),
    /// A record that cannot be read.
    Unreadable {
        /// Its identifier, where that much could be read.
        id: Option<String>,
        /// Its line in the file, from 1.
        line: u64,
        /// Why.
        error: String,
    },
}

/// The records of a file, in order.
pub struct Input {
    format: Format,
    bytes_read: u64,
}

enum Format {
    Lines {
        file: BufReader<File>,
        line: u64,
        done: bool,
    },
    Csv {
        reader: Box<csv::Reader<File>>,
        columns: Vec<String>,
    },
}

impl Input {
    /// Opens a file by its ending.
    pub fn open(path: &Path) -> anyhow::Result<Self> {
        let ending = path.extension().and_then(|ending| ending.to_str());
        let ending = ending.unwrap_or_default().to_ascii_lowercase();
        let open = || File::open(path).with_context(|| path.display().to_string());
        let format = if ["json", "jsonl", "ndjson"].contains(&ending.as_str()) {
            Format::Lines {
                file: BufReader::with_capacity(1 << 16, open()?),
                line: 0,
                done: false,
            }
        } else if ending == "csv" {
            let mut reader = csv::ReaderBuilder::new()
                .flexible(true)
                .from_reader(open()?);
            let header = reader
                .headers()
                .with_context(|| path.display().to_string())?;
            let columns: Vec<String> = header.iter().map(property).collect();
            ensure!(
                columns.iter().any(|column| column == "name"),
                "{}: the header row has no column `name`; its columns are FollowTheMoney's \
                 property names, such as `id,name,birth_date,country`",
                path.display()
            );
            Format::Csv {
                reader: Box::new(reader),
                columns,
            }
        } else {
            bail!(
                "{}: screened are `.ftm.json` or `.jsonl` (FollowTheMoney, one entity a line) \
                 and `.csv`; convert the file to one of these",
                path.display()
            );
        };
        Ok(Self {
            format,
            bytes_read: 0,
        })
    }

    /// How far the file was read.
    pub fn bytes_read(&self) -> u64 {
        self.bytes_read
    }
}

impl Iterator for Input {
    type Item = Query;

    fn next(&mut self) -> Option<Query> {
        match &mut self.format {
            Format::Lines { file, line, done } => next_line(file, line, done, &mut self.bytes_read),
            Format::Csv { reader, columns } => {
                let query = next_row(reader, columns);
                self.bytes_read = reader.position().byte();
                query
            }
        }
    }
}

fn next_line(
    file: &mut BufReader<File>,
    line: &mut u64,
    done: &mut bool,
    bytes_read: &mut u64,
) -> Option<Query> {
    while !*done {
        *line += 1;
        let unreadable = |error: String| Query::Unreadable {
            id: None,
            line: *line,
            error,
        };
        let mut bytes = Vec::new();
        let read = file
            .by_ref()
            .take(MAX_LINE as u64 + 1)
            .read_until(b'\n', &mut bytes);
        *bytes_read += bytes.len() as u64;
        match read {
            Ok(0) => *done = true,
            Ok(length) if length > MAX_LINE => {
                *done = true;
                return Some(unreadable(format!(
                    "the line is longer than {MAX_LINE} bytes; the rest of the file was not read"
                )));
            }
            Ok(_) if bytes.iter().all(u8::is_ascii_whitespace) => {}
            Ok(_) => {
                let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
                return Some(match std::str::from_utf8(bytes) {
                    Err(_) => unreadable("the line is not UTF-8".to_owned()),
                    Ok(text) => read_entity(text, *line),
                });
            }
            Err(error) => {
                *done = true;
                return Some(unreadable(format!("the file cannot be read on: {error}")));
            }
        }
    }
    None
}

fn read_entity(text: &str, line: u64) -> Query {
    let value: Value = match serde_json::from_str(text) {
        Ok(value) => value,
        Err(error) => {
            return Query::Unreadable {
                id: None,
                line,
                error: format!("not JSON: {error}"),
            };
        }
    };
    from_value(&value, line)
}

fn from_value(value: &Value, line: u64) -> Query {
    match ftm::from_value(value) {
        Ok(parsed) => Query::Person(Box::new(parsed.record)),
        Err(error) => Query::Unreadable {
            id: value.get("id").and_then(Value::as_str).map(str::to_owned),
            line,
            error: error.to_string(),
        },
    }
}

fn next_row(reader: &mut csv::Reader<File>, columns: &[String]) -> Option<Query> {
    let line = reader.position().line();
    let mut row = csv::StringRecord::new();
    match reader.read_record(&mut row) {
        Ok(false) => None,
        Ok(true) => {
            let line = row.position().map_or(line, csv::Position::line);
            if row.len() != columns.len() {
                return Some(Query::Unreadable {
                    id: row.get(0).map(str::to_owned),
                    line,
                    error: format!(
                        "the row has {} fields, the header {}",
                        row.len(),
                        columns.len()
                    ),
                });
            }
            Some(from_value(&entity(&row, columns, line), line))
        }
        Err(error) => Some(Query::Unreadable {
            id: None,
            line,
            error: error.to_string(),
        }),
    }
}

fn entity(row: &csv::StringRecord, columns: &[String], line: u64) -> Value {
    let mut properties = Map::new();
    let mut id = format!("row-{line}");
    let mut schema = "Person".to_owned();
    for (column, field) in columns.iter().zip(row) {
        match column.as_str() {
            "id" if !field.trim().is_empty() => field.trim().clone_into(&mut id),
            "schema" if !field.trim().is_empty() => field.trim().clone_into(&mut schema),
            "id" | "schema" => {}
            property => {
                let values = field
                    .split(';')
                    .map(str::trim)
                    .filter(|value| !value.is_empty());
                properties.insert(property.to_owned(), values.collect());
            }
        }
    }
    json!({"id": id, "schema": schema, "properties": properties})
}

/// `birth_date` and `birthDate` are the same property.
fn property(column: &str) -> String {
    let mut property = String::new();
    for part in column
        .trim_start_matches('\u{feff}')
        .trim()
        .split(['_', ' '])
    {
        let mut letters = part.chars();
        match letters.next() {
            Some(first) if !property.is_empty() => {
                property.extend(first.to_uppercase());
                property.push_str(letters.as_str());
            }
            Some(first) => {
                property.push(first);
                property.push_str(letters.as_str());
            }
            None => {}
        }
    }
    property
}

#[cfg(test)]
mod tests {
    use super::property;

    #[test]
    fn columns_may_be_written_either_way() {
        for column in [
            "birthDate",
            "birth_date",
            "birth date",
            "\u{feff}birth_date ",
        ] {
            assert_eq!(property(column), "birthDate");
        }
        assert_eq!(property("name"), "name");
    }
}
