//! The bytes of a list: counted, hashed and bounded while they are read.

use std::{
    fs::File,
    io::{self, BufRead, BufReader, Read},
    path::{Path, PathBuf},
};

use sha2::{Digest, Sha256};

use crate::{Error, Progress};

/// A file of a list that is not opened yet.
pub(crate) enum Source<'a> {
    File(PathBuf),
    Bytes(&'a str, &'a [u8]),
}

impl Source<'_> {
    /// The file's name, without directories.
    pub(crate) fn name(&self) -> String {
        match self {
            Self::File(path) => path.file_name().map_or_else(
                || path.display().to_string(),
                |name| name.to_string_lossy().into_owned(),
            ),
            Self::Bytes(name, _) => (*name).to_owned(),
        }
    }

    fn len(&self) -> u64 {
        match self {
            Self::File(path) => path.metadata().map_or(0, |m| m.len()),
            Self::Bytes(_, bytes) => bytes.len() as u64,
        }
    }

    fn open<'s>(&'s self) -> Result<Box<dyn BufRead + 's>, Error> {
        match self {
            Self::File(path) => match File::open(path) {
                Ok(file) => Ok(Box::new(BufReader::with_capacity(1 << 16, file))),
                Err(source) => Err(Error::Io {
                    file: path.clone(),
                    source,
                }),
            },
            Self::Bytes(_, bytes) => Ok(Box::new(*bytes)),
        }
    }
}

/// The files of a directory, or the file itself, sorted by name.
pub(crate) fn files_at(path: &Path) -> Result<Vec<PathBuf>, Error> {
    let io = |source| Error::Io {
        file: path.to_owned(),
        source,
    };
    if !path.metadata().map_err(io)?.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut files = Vec::new();
    for entry in path.read_dir().map_err(io)? {
        let entry = entry.map_err(io)?.path();
        if entry.is_file() {
            files.push(entry);
        }
    }
    files.sort();
    Ok(files)
}

/// What all files of one reading share: the digest and the progress.
pub(crate) struct Meter<'p> {
    hasher: Sha256,
    bytes_read: u64,
    bytes_total: u64,
    records: usize,
    report: &'p mut dyn FnMut(Progress),
}

impl<'p> Meter<'p> {
    pub(crate) fn new(sources: &[Source<'_>], report: &'p mut dyn FnMut(Progress)) -> Self {
        Self {
            hasher: Sha256::new(),
            bytes_read: 0,
            bytes_total: sources.iter().map(Source::len).sum(),
            records: 0,
            report,
        }
    }

    fn tell(&mut self) {
        (self.report)(Progress {
            bytes_read: self.bytes_read,
            bytes_total: self.bytes_total.max(self.bytes_read),
            records: self.records,
        });
    }

    /// The digest over everything read, after a last report.
    pub(crate) fn finish(mut self) -> String {
        self.tell();
        hex::encode(self.hasher.finalize())
    }
}

/// One file being read.
pub(crate) struct Input<'m, 'p, 's> {
    inner: Box<dyn BufRead + 's>,
    meter: &'m mut Meter<'p>,
    name: String,
    line: u64,
    /// How many bytes may still be taken before [`Input::allow`] is called again.
    budget: usize,
}

impl<'m, 'p, 's> Input<'m, 'p, 's> {
    /// Opens a file and refuses what by its first bytes is of another kind.
    pub(crate) fn open(source: &'s Source<'_>, meter: &'m mut Meter<'p>) -> Result<Self, Error> {
        let mut input = Self {
            inner: source.open()?,
            meter,
            name: source.name(),
            line: 1,
            budget: usize::MAX,
        };
        let start = match input.inner.fill_buf() {
            Ok(start) => start,
            Err(source) => {
                return Err(Error::Io {
                    file: input.name.into(),
                    source,
                });
            }
        };
        let (other, mark) = (other_kind(start), start.starts_with(b"\xef\xbb\xbf"));
        if let Some(kind) = other {
            return Err(input.refuse(kind));
        }
        if mark {
            input.consume(3);
        }
        Ok(input)
    }

    /// The refusal of this file at the present line.
    pub(crate) fn refuse(&self, reason: impl Into<String>) -> Error {
        self.refuse_at(self.line, reason)
    }

    /// The refusal of this file at a line.
    pub(crate) fn refuse_at(&self, line: u64, reason: impl Into<String>) -> Error {
        Error::Malformed {
            file: self.name.clone(),
            line,
            reason: reason.into(),
        }
    }

    /// The present line, counted from 1.
    pub(crate) fn line(&self) -> u64 {
        self.line
    }

    /// Allows `bytes` more; reading beyond them fails, so that no single item fills the memory.
    pub(crate) fn allow(&mut self, bytes: usize) {
        self.budget = bytes;
    }

    /// Counts a record.
    pub(crate) fn count_record(&mut self) {
        self.meter.records += 1;
        if self.meter.records.is_multiple_of(500) {
            self.meter.tell();
        }
    }

    /// Reads a line without its line end; the flag says whether it had one. `None` at the end.
    pub(crate) fn next_line(&mut self, limit: usize) -> Result<Option<(String, bool)>, Error> {
        let line = self.line;
        self.allow(limit);
        let mut bytes = Vec::new();
        if let Err(error) = self.read_until(b'\n', &mut bytes) {
            return Err(self.refuse_at(line, error.to_string()));
        }
        if bytes.is_empty() {
            return Ok(None);
        }
        let ended = bytes.last() == Some(&b'\n');
        if ended {
            bytes.pop();
            if bytes.last() == Some(&b'\r') {
                bytes.pop();
            }
        }
        match String::from_utf8(bytes) {
            Ok(text) => Ok(Some((text, ended))),
            Err(_) => Err(self.refuse_at(line, NOT_UTF8)),
        }
    }
}

/// Why text in another encoding is refused: decoding by guess would alter names silently.
pub(crate) const NOT_UTF8: &str = "the text is not UTF-8 (nor ASCII)";

/// What a file that is no list at all looks like.
fn other_kind(start: &[u8]) -> Option<&'static str> {
    let text: Vec<u8> = start.iter().take(200).map(u8::to_ascii_lowercase).collect();
    let text = text.trim_ascii_start();
    if start.is_empty() {
        Some("the file is empty")
    } else if start.starts_with(b"\x1f\x8b") {
        Some("the file is gzip; unpack it first")
    } else if start.starts_with(b"PK\x03\x04") {
        Some("the file is a ZIP archive; unpack it first")
    } else if start.starts_with(b"\xff\xfe") || start.starts_with(b"\xfe\xff") {
        Some("the file is UTF-16; the published one is UTF-8")
    } else if text.starts_with(b"<!doctype html") || text.starts_with(b"<html") {
        Some("the file is an HTML page, as a server sends in place of a list")
    } else {
        None
    }
}

impl Read for Input<'_, '_, '_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let available = self.fill_buf()?;
        let taken = available.len().min(out.len());
        out[..taken].copy_from_slice(&available[..taken]);
        self.consume(taken);
        Ok(taken)
    }
}

impl BufRead for Input<'_, '_, '_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        let available = self.inner.fill_buf()?;
        if self.budget == 0 && !available.is_empty() {
            return Err(io::Error::other(
                "a line or field is longer than any list's",
            ));
        }
        Ok(&available[..available.len().min(self.budget)])
    }

    fn consume(&mut self, taken: usize) {
        // `consume` may only follow `fill_buf`, so the bytes are still in the buffer.
        if let Ok(available) = self.inner.fill_buf() {
            let taken = &available[..taken.min(available.len())];
            self.meter.hasher.update(taken);
            self.line += taken.split(|&b| b == b'\n').skip(1).count() as u64;
        }
        self.meter.bytes_read += taken as u64;
        self.budget = self.budget.saturating_sub(taken);
        self.inner.consume(taken);
    }
}
