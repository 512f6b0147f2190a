//! The file's layout, as docs/index-format.md describes it.

use liaison_text::ANALYSIS_VERSION;
use sha2::{Digest, Sha256};

use crate::Error;

pub(crate) const MAGIC: &[u8; 8] = b"LIAISONX";
pub(crate) const FORMAT_VERSION: u32 = 1;
/// Where the hashed part begins: the section table.
pub(crate) const HASHED: usize = 64;
const SECTIONS: usize = 15;
const HEADER: usize = HASHED + SECTIONS * 16;

/// The sections, in file order.
#[derive(Clone, Copy)]
pub(crate) enum Section {
    Datasets,
    RecordOffsets,
    Records,
    RecordDatasets,
    Identifiers,
    TokenOffsets,
    Tokens,
    PostingOffsets,
    Postings,
    Keys,
    KeyTokens,
    DocumentKeys,
    DocumentRecords,
    NameOffsets,
    Names,
}

/// Puts header, table and sections together.
pub(crate) fn write(sections: &[Vec<u8>; SECTIONS]) -> Vec<u8> {
    let size = sections
        .iter()
        .map(|s| s.len().next_multiple_of(8))
        .sum::<usize>()
        + HEADER;
    let mut bytes = Vec::with_capacity(size);
    bytes.extend_from_slice(MAGIC);
    bytes.extend_from_slice(&FORMAT_VERSION.to_le_bytes());
    bytes.extend_from_slice(&ANALYSIS_VERSION.to_le_bytes());
    bytes.extend_from_slice(&(size as u64).to_le_bytes());
    bytes.resize(HASHED, 0);
    let mut offset = HEADER;
    for section in sections {
        bytes.extend_from_slice(&(offset as u64).to_le_bytes());
        bytes.extend_from_slice(&(section.len() as u64).to_le_bytes());
        offset += section.len().next_multiple_of(8);
    }
    for section in sections {
        bytes.extend_from_slice(section);
        bytes.resize(bytes.len().next_multiple_of(8), 0);
    }
    let hash = Sha256::digest(&bytes[HASHED..]);
    bytes[32..HASHED].copy_from_slice(&hash);
    bytes
}

/// Where each section lies, checked to lie inside the file.
#[derive(Debug, Clone)]
pub(crate) struct Layout {
    ranges: [(usize, usize); SECTIONS],
}

impl Layout {
    /// Checks magic, versions, length, hash and section table.
    pub(crate) fn check(bytes: &[u8]) -> Result<Self, Error> {
        if !bytes.starts_with(MAGIC) {
            return Err(Error::Foreign);
        }
        let found = bytes.len() as u64;
        if bytes.len() < HEADER {
            return Err(Error::Length {
                expected: HEADER as u64,
                found,
            });
        }
        let version = |what, at, expected| match u32_at(bytes, at) {
            Some(found) if found == expected => Ok(()),
            found => Err(Error::Version {
                what,
                found: found.unwrap_or(0),
                expected,
            }),
        };
        version("format", 2, FORMAT_VERSION)?;
        version("analysis", 3, ANALYSIS_VERSION)?;
        let expected = u64_at(bytes, 2).unwrap_or(0);
        if expected != found {
            return Err(Error::Length { expected, found });
        }
        if Sha256::digest(&bytes[HASHED..]).as_slice() != &bytes[32..HASHED] {
            return Err(Error::Checksum);
        }
        let mut ranges = [(0, 0); SECTIONS];
        for (place, range) in ranges.iter_mut().enumerate() {
            let word = HASHED / 8 + place * 2;
            let field = |at| u64_at(bytes, at).and_then(|v| usize::try_from(v).ok());
            let inside = field(word)
                .zip(field(word + 1))
                .and_then(|(start, length)| {
                    let end = start.checked_add(length)?;
                    (start >= HEADER && end <= bytes.len()).then_some((start, end))
                });
            *range = inside.ok_or(Error::Malformed("a section lies outside the file"))?;
        }
        Ok(Self { ranges })
    }

    /// The bytes of a section.
    pub(crate) fn section<'a>(&self, bytes: &'a [u8], section: Section) -> &'a [u8] {
        let (start, end) = self.ranges[section as usize];
        bytes.get(start..end).unwrap_or_default()
    }
}

/// The `at`-th u32 of a section.
pub(crate) fn u32_at(section: &[u8], at: usize) -> Option<u32> {
    let start = at.checked_mul(4)?;
    let bytes = section.get(start..start.checked_add(4)?)?;
    Some(u32::from_le_bytes(bytes.try_into().ok()?))
}

/// The `at`-th u64 of a section.
pub(crate) fn u64_at(section: &[u8], at: usize) -> Option<u64> {
    let start = at.checked_mul(8)?;
    let bytes = section.get(start..start.checked_add(8)?)?;
    Some(u64::from_le_bytes(bytes.try_into().ok()?))
}

/// The range between the `at`-th offset and the next.
pub(crate) fn range(offsets: &[u8], at: usize) -> Option<(usize, usize)> {
    let start = usize::try_from(u64_at(offsets, at)?).ok()?;
    let end = usize::try_from(u64_at(offsets, at.checked_add(1)?)?).ok()?;
    (start <= end).then_some((start, end))
}

/// The first place of `0..length` for which `before` does not hold, given that it holds for a
/// beginning of the range only.
pub(crate) fn partition(length: usize, before: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (0, length);
    while low < high {
        let middle = low + (high - low) / 2;
        if before(middle) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low
}

/// FNV-1a, 64 bits, of a document key.
pub(crate) fn document_hash(key: &str) -> u64 {
    key.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}
