//! An open index and what it holds.

use std::{cmp::Ordering, fmt, path::Path, sync::Arc};

use liaison_person::Record;
use liaison_score::PreparedName;
use liaison_text::{Role, Script, Token};

use crate::{
    Error,
    format::{HASHED, Layout, Section, document_hash, partition, range, u32_at, u64_at},
    map::Bytes,
};

/// An open index. Cheap to share between threads; searching changes nothing.
pub struct Index {
    bytes: Bytes,
    layout: Layout,
    datasets: Vec<String>,
}

impl fmt::Debug for Index {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Index")
            .field("hash", &self.hash_hex())
            .field("len", &self.len())
            .finish()
    }
}

impl Index {
    /// Maps an index file and checks it: magic, versions, length and SHA-256.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, Error> {
        Self::check(Bytes::map(path.as_ref())?)
    }

    /// Checks an index that is in memory. Nothing panics, whatever the bytes.
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Self, Error> {
        Self::check(Bytes::Owned(bytes))
    }

    fn check(bytes: Bytes) -> Result<Self, Error> {
        let layout = Layout::check(&bytes)?;
        let datasets = serde_json::from_slice(layout.section(&bytes, Section::Datasets))
            .map_err(|_| Error::Malformed("the list of datasets cannot be read"))?;
        Ok(Self {
            bytes,
            layout,
            datasets,
        })
    }

    /// SHA-256 of the content in lower-case hex, the file's name.
    pub fn hash_hex(&self) -> String {
        hex::encode(self.bytes.get(32..HASHED).unwrap_or_default())
    }

    /// How many records there are.
    pub fn len(&self) -> usize {
        self.section(Section::RecordDatasets).len() / 4
    }

    /// Whether there is no record.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The datasets that the records are of, in order of first use.
    pub fn datasets(&self) -> &[String] {
        &self.datasets
    }

    /// The record with this identifier and its dataset; the one given first where several
    /// datasets use one identifier.
    pub fn record(&self, id: &str) -> Option<(&str, Record)> {
        let order = self.section(Section::Identifiers);
        let number = |at| u32_at(order, at);
        let at = partition(order.len() / 4, |at| {
            number(at)
                .and_then(|n| self.record_at(n))
                .is_some_and(|record| record.id.as_str() < id)
        });
        let number = number(at)?;
        let record = self.record_at(number)?;
        (record.id == id).then_some((self.dataset_of(number), record))
    }

    /// Every record with its dataset, in the order given; those that cannot be read are left out.
    pub fn records(&self) -> impl Iterator<Item = (&str, Record)> {
        let all = 0..self.len() as u32;
        all.filter_map(|number| Some((self.dataset_of(number), self.record_at(number)?)))
    }

    pub(crate) fn section(&self, section: Section) -> &[u8] {
        self.layout.section(&self.bytes, section)
    }

    pub(crate) fn record_at(&self, number: u32) -> Option<Record> {
        let (start, end) = range(self.section(Section::RecordOffsets), number as usize)?;
        serde_json::from_slice(self.section(Section::Records).get(start..end)?).ok()
    }

    pub(crate) fn dataset_of(&self, number: u32) -> &str {
        let place = u32_at(self.section(Section::RecordDatasets), number as usize);
        place
            .and_then(|p| self.datasets.get(p as usize))
            .map_or("", String::as_str)
    }

    /// How many tokens there are.
    fn token_count(&self) -> usize {
        (self.section(Section::TokenOffsets).len() / 8).saturating_sub(1)
    }

    /// Script, sounds and spelling of a token.
    fn token_parts(&self, token: u32) -> Option<(Script, &[u8], &str)> {
        let (start, end) = range(self.section(Section::TokenOffsets), token as usize)?;
        let [script, length, rest @ ..] = self.section(Section::Tokens).get(start..end)? else {
            return None;
        };
        let (sounds, text) = rest.split_at_checked(usize::from(*length))?;
        Some((
            Script::from_number(*script)?,
            sounds,
            std::str::from_utf8(text).ok()?,
        ))
    }

    pub(crate) fn token(&self, token: u32, role: Role) -> Option<Token> {
        let (script, sounds, text) = self.token_parts(token)?;
        Token::from_parts(text.to_owned(), script, role, sounds.to_vec())
    }

    /// The records that have a token, as little-endian u32.
    pub(crate) fn postings(&self, token: u32) -> &[u8] {
        let place = range(self.section(Section::PostingOffsets), token as usize);
        let bytes = |(start, end): (usize, usize)| {
            let postings = self.section(Section::Postings);
            postings.get(start.checked_mul(4)?..end.checked_mul(4)?)
        };
        place.and_then(bytes).unwrap_or_default()
    }

    /// In how many records a plain spelling stands.
    pub(crate) fn frequency(&self, text: &str) -> usize {
        let spelling = |at: usize| self.token_parts(at as u32).map(|(_, _, text)| text);
        let mut at = partition(self.token_count(), |at| {
            spelling(at).is_some_and(|t| t < text)
        });
        let mut count = 0;
        while at < self.token_count()
            && spelling(at).is_some_and(|t| t.cmp(text) == Ordering::Equal)
        {
            count += self.postings(at as u32).len() / 4;
            at += 1;
        }
        count
    }

    /// The tokens under a key, as a range of the key table.
    pub(crate) fn tokens_under(&self, key: u32) -> impl Iterator<Item = u32> {
        let keys = self.section(Section::Keys);
        let tokens = self.section(Section::KeyTokens);
        let first = partition(keys.len() / 4, |at| {
            u32_at(keys, at).is_some_and(|k| k < key)
        });
        (first..)
            .take_while(move |&at| u32_at(keys, at) == Some(key))
            .filter_map(move |at| u32_at(tokens, at))
    }

    /// The records that hold a document.
    pub(crate) fn records_with_document(&self, key: &str) -> impl Iterator<Item = u32> {
        let hash = document_hash(key);
        let keys = self.section(Section::DocumentKeys);
        let records = self.section(Section::DocumentRecords);
        let first = partition(keys.len() / 8, |at| {
            u64_at(keys, at).is_some_and(|k| k < hash)
        });
        (first..)
            .take_while(move |&at| u64_at(keys, at) == Some(hash))
            .filter_map(move |at| u32_at(records, at))
    }

    /// The analysed names of a record, tokens by `token`; in the record's order.
    pub(crate) fn names(
        &self,
        number: u32,
        record: &Record,
        mut token: impl FnMut(u32, Role) -> Option<Arc<Token>>,
    ) -> Option<Vec<PreparedName>> {
        let (mut at, end) = range(self.section(Section::NameOffsets), number as usize)?;
        let words = self.section(Section::Names);
        let mut names = Vec::with_capacity(record.names.len());
        for name in &record.names {
            let count = u32_at(words, at)? as usize;
            let last = at.checked_add(1)?.checked_add(count)?;
            if last > end {
                return None;
            }
            let tokens = (at + 1..last)
                .map(|at| {
                    let word = u32_at(words, at)?;
                    token(word >> 3, Role::from_number((word & 7) as u8)?)
                })
                .collect::<Option<Vec<_>>>()?;
            at = last;
            let weak = name.quality == liaison_person::Quality::Weak;
            names.push(PreparedName {
                full: name.full.clone(),
                weak,
                tokens,
            });
        }
        Some(names)
    }
}
