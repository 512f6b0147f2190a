//! List readers: what an authority published goes in, [`Record`](liaison_person::Record)s come
//! out, with every name, date and document that the list states.
//!
//! One file per list. Each reader streams, keeps no more than the records, and reads a list
//! whole or not at all: a file that is cut short, damaged or of another kind is refused with
//! file, line and reason. Fewer persons than were published, silently, is the one failure that
//! a list reader must not have.
//!
//! | kind | files | cut short is noticed |
//! |---|---|---|
//! | [`Kind::Ofac`] | `sdn.csv`, `alt.csv`, `add.csv`, `sdn_comments.csv` | within a row always; between rows by the closing Ctrl-Z line, or by rows of `alt.csv` and `add.csv` for entries that are not there |
//! | [`Kind::Un`] | one XML file | always |
//! | [`Kind::Ftm`] | any number of JSON-lines files | within a line; **not** between two lines: the format has no end |
//!
//! `sdn.csv` may be read alone, for its names; without its Ctrl-Z line a cut between two rows
//! can then not be told either.
//!
//! ```
//! use liaison_lists::{Kind, read_bytes};
//!
//! let line = br#"{"id":"x-1","schema":"Person","properties":{"name":["OBRAZTSEV, Anton"]}}"#;
//! let edition = read_bytes(Kind::Ftm, &[("own.ftm.json", line)])?;
//! assert_eq!(edition.id, "own");
//! assert_eq!(edition.records[0].caption(), "OBRAZTSEV, Anton");
//! # Ok::<(), liaison_lists::Error>(())
//! ```

mod edition;
mod error;
mod ftm;
mod ofac;
mod source;
mod statement;
mod un;

use std::path::PathBuf;

pub use edition::{Difference, Edition, Kind, Progress, difference, digest};
pub use error::Error;

use source::{Meter, Source};

/// Reads an edition from files.
///
/// A path is a file, or a directory in which the files are found by their published names in
/// any case: the four of OFAC; for the United Nations the one `.xml` file; for FollowTheMoney
/// every `.json`, `.jsonl` and `.ndjson` file, in the order of their names. A file of OFAC must
/// bear its published name; one of the others may have any.
///
/// OFAC: `sdn.csv` needs `alt.csv` and `add.csv` beside it, and `sdn_comments.csv` where a
/// remark is continued there. Only when `sdn.csv` is the one path given is it read alone.
///
/// `progress` is called from time to time and once at the end.
pub fn read(
    kind: Kind,
    paths: &[PathBuf],
    progress: &mut dyn FnMut(Progress),
) -> Result<Edition, Error> {
    let mut sources = Vec::new();
    for path in paths {
        let found = source::files_at(path)?;
        let directory = path.is_dir();
        let fits = |file: &PathBuf| !directory || fits(kind, file);
        sources.extend(found.into_iter().filter(fits).map(Source::File));
    }
    let alone = matches!(paths, [one] if !one.is_dir());
    read_sources(kind, sources, alone, progress)
}

/// Reads an edition from bytes in memory, each with its file name: data that a program carries,
/// or that a test made. The rules are those of [`read`].
pub fn read_bytes(kind: Kind, files: &[(&str, &[u8])]) -> Result<Edition, Error> {
    let sources = files.iter().map(|(name, bytes)| Source::Bytes(name, bytes));
    read_sources(kind, sources.collect(), files.len() == 1, &mut |_| {})
}

fn fits(kind: Kind, file: &std::path::Path) -> bool {
    let name = file
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .to_lowercase();
    let ends = |endings: &[&str]| endings.iter().any(|ending| name.ends_with(ending));
    match kind {
        Kind::Ofac => ofac::FILES.contains(&name.as_str()),
        Kind::Un => ends(&[".xml"]),
        Kind::Ftm => ends(&[".json", ".jsonl", ".ndjson"]),
    }
}

fn read_sources(
    kind: Kind,
    sources: Vec<Source<'_>>,
    alone: bool,
    progress: &mut dyn FnMut(Progress),
) -> Result<Edition, Error> {
    let sources = match kind {
        Kind::Ofac => ofac::in_order(sources, alone)?,
        Kind::Un | Kind::Ftm => sources,
    };
    if sources.is_empty() {
        return Err(Error::Missing {
            file: match kind {
                Kind::Ofac => "sdn.csv",
                Kind::Un => "consolidated.xml",
                Kind::Ftm => "*.ftm.json",
            },
            advice: "give the list's files, or the directory that holds them",
        });
    }
    let mut meter = Meter::new(&sources, progress);
    let mut edition = match kind {
        Kind::Ofac => ofac::read(&sources, &mut meter)?,
        Kind::Un => un::read(&sources, &mut meter)?,
        Kind::Ftm => ftm::read(&sources, &mut meter)?,
    };
    edition.digest = meter.finish();
    Ok(edition)
}
