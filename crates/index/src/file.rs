//! Reading an index: mapped, checked once, then never out of bounds.

use std::{fs::File, ops::Deref, path::Path, sync::OnceLock};

use liaison_person::Record;
use liaison_score::Prepared;
use memmap2::Mmap;
use sha2::{Digest as _, Sha256};

use crate::Error;

pub(crate) const MAGIC: &[u8; 8] = b"LIAISONX";
pub(crate) const VERSION: u32 = 1;
/// Where the checksummed part begins.
pub(crate) const CHECKED_FROM: usize = 48;
/// Where the tables begin.
const TABLES_FROM: usize = CHECKED_FROM + 4 * 8;

/// An index, opened.
pub struct Index {
    bytes: Bytes,
    layout: Layout,
    /// Records that were compared before, ready to be compared again.
    prepared: Vec<OnceLock<Option<Box<Prepared>>>>,
}

/// Where each table begins.
#[derive(Debug, Clone, Copy)]
struct Layout {
    records: usize,
    keys: usize,
    record_offsets: usize,
    key_hashes: usize,
    posting_offsets: usize,
    postings: usize,
    text: usize,
}

enum Bytes {
    Mapped(Mmap),
    Owned(Vec<u8>),
}

impl Deref for Bytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match self {
            Self::Mapped(map) => map,
            Self::Owned(bytes) => bytes,
        }
    }
}

impl std::fmt::Debug for Index {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "Index({} records, {} keys)",
            self.layout.records, self.layout.keys
        )
    }
}

impl Index {
    /// Maps and checks the file at `path`.
    pub fn open(path: &Path) -> Result<Self, Error> {
        let file = File::open(path)?;
        // SAFETY: the office writes index files under a temporary name, renames them when whole
        // and never changes them afterwards; removing one leaves the mapping intact. Whoever may
        // write into the office's directory while it runs may also replace the program.
        #[expect(unsafe_code, reason = "mapping a file has no safe form")]
        let map = unsafe { Mmap::map(&file)? };
        Self::check(Bytes::Mapped(map))
    }

    /// Checks bytes in memory.
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Self, Error> {
        Self::check(Bytes::Owned(bytes))
    }

    fn check(bytes: Bytes) -> Result<Self, Error> {
        let Some(head) = bytes.get(..TABLES_FROM) else {
            return Err(if MAGIC.starts_with(bytes.get(..8).unwrap_or(&bytes)) {
                Error::Damaged("it is cut short")
            } else {
                Error::NotAnIndex
            });
        };
        if &head[..8] != MAGIC {
            return Err(Error::NotAnIndex);
        }
        let version = u32_at(head, 8);
        if version != VERSION {
            return Err(Error::Version {
                found: version,
                expected: VERSION,
            });
        }
        let layout = Layout::read(&bytes)?;
        if Sha256::digest(&bytes[CHECKED_FROM..])[..] != head[CHECKED_FROM - 32..CHECKED_FROM] {
            return Err(Error::Damaged("it does not fit its checksum"));
        }
        layout.check_tables(&bytes)?;
        Ok(Self {
            prepared: (0..layout.records).map(|_| OnceLock::new()).collect(),
            bytes,
            layout,
        })
    }

    /// Number of records.
    pub fn len(&self) -> usize {
        self.layout.records
    }

    /// Whether there is no record.
    pub fn is_empty(&self) -> bool {
        self.layout.records == 0
    }

    /// Dataset and record by number.
    pub(crate) fn record(&self, number: u32) -> Option<(String, Record)> {
        let number = number as usize;
        if number >= self.layout.records {
            return None;
        }
        let offset = |at: usize| u64_at(&self.bytes, self.layout.record_offsets + 8 * at) as usize;
        let text = self.layout.text;
        let json = self
            .bytes
            .get(text + offset(number)..text + offset(number + 1))?;
        serde_json::from_slice(json).ok()
    }

    /// A record ready to be compared.
    pub(crate) fn prepared(&self, number: u32) -> Option<&Prepared> {
        let slot = self.prepared.get(number as usize)?;
        let prepared = slot.get_or_init(|| {
            let (_, record) = self.record(number)?;
            Some(Box::new(Prepared::new(&record)))
        });
        prepared.as_deref()
    }

    /// The records posted under a key.
    pub(crate) fn postings(&self, hash: u64) -> impl ExactSizeIterator<Item = u32> {
        let (from, to) = self.find(hash).map_or((0, 0), |at| {
            let offset = |at: usize| u64_at(&self.bytes, self.layout.posting_offsets + 8 * at);
            (offset(at) as usize, offset(at + 1) as usize)
        });
        let first = self.layout.postings;
        let bytes = &self.bytes[first + 4 * from..first + 4 * to];
        bytes
            .as_chunks::<4>()
            .0
            .iter()
            .map(|bytes| u32::from_le_bytes(*bytes))
    }

    fn find(&self, hash: u64) -> Option<usize> {
        let (mut low, mut high) = (0, self.layout.keys);
        while low < high {
            let middle = usize::midpoint(low, high);
            let found = u64_at(&self.bytes, self.layout.key_hashes + 8 * middle);
            match found.cmp(&hash) {
                std::cmp::Ordering::Equal => return Some(middle),
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        None
    }
}

impl Layout {
    fn read(bytes: &[u8]) -> Result<Self, Error> {
        let count = |at: usize| usize::try_from(u64_at(bytes, CHECKED_FROM + 8 * at)).ok();
        let measured = || {
            let (records, keys) = (count(0)?, count(1)?);
            let (postings, text) = (count(2)?, count(3)?);
            let record_offsets = TABLES_FROM;
            let key_hashes = record_offsets.checked_add(records.checked_add(1)?.checked_mul(8)?)?;
            let posting_offsets = key_hashes.checked_add(keys.checked_mul(8)?)?;
            let postings_from =
                posting_offsets.checked_add(keys.checked_add(1)?.checked_mul(8)?)?;
            let text_from = postings_from.checked_add(postings.checked_mul(4)?)?;
            let end = text_from.checked_add(text)?;
            let layout = Self {
                records,
                keys,
                record_offsets,
                key_hashes,
                posting_offsets,
                postings: postings_from,
                text: text_from,
            };
            (end == bytes.len() && u32::try_from(records).is_ok()).then_some(layout)
        };
        measured().ok_or(Error::Damaged("its tables do not add up to its length"))
    }

    /// Every table ascends within its bounds.
    fn check_tables(&self, bytes: &[u8]) -> Result<(), Error> {
        let ascending = |from: usize, count: usize, last: usize| {
            let mut before = 0;
            for at in 0..count {
                let value = u64_at(bytes, from + 8 * at);
                if value < before {
                    return false;
                }
                before = value;
            }
            before == last as u64
        };
        let postings = (self.text - self.postings) / 4;
        let texts = bytes.len() - self.text;
        let hashes = (0..self.keys).map(|at| u64_at(bytes, self.key_hashes + 8 * at));
        if !ascending(self.record_offsets, self.records + 1, texts)
            || !ascending(self.posting_offsets, self.keys + 1, postings)
            || !hashes.is_sorted_by(|a, b| a < b)
        {
            return Err(Error::Damaged("a table is out of order"));
        }
        Ok(())
    }
}

/// Callers have checked that the place is within `bytes`.
fn u64_at(bytes: &[u8], at: usize) -> u64 {
    bytes
        .get(at..at + 8)
        .and_then(|bytes| bytes.try_into().ok())
        .map_or(0, u64::from_le_bytes)
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    bytes
        .get(at..at + 4)
        .and_then(|bytes| bytes.try_into().ok())
        .map_or(0, u32::from_le_bytes)
}
