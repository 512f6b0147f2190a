//! Writing an index.

use liaison_person::Record;
use liaison_score::Prepared;
use rayon::prelude::*;
use sha2::{Digest as _, Sha256};

use crate::{
    Error,
    file::{CHECKED_FROM, MAGIC, VERSION},
    keys,
};

/// An index, ready to be written to a file.
#[derive(Debug)]
pub struct Built {
    /// The file's bytes.
    pub bytes: Vec<u8>,
    /// Their SHA-256 in hex, which names the file.
    pub hash: String,
}

/// Builds an index over records and the datasets they come from, on all cores. The same records
/// in any order give the same bytes.
pub fn build(records: &[(String, Record)]) -> Result<Built, Error> {
    let count = u32::try_from(records.len()).map_err(|_| Error::TooLarge)?;
    let mut order: Vec<&(String, Record)> = records.iter().collect();
    order.par_sort_by(|(a_set, a), (b_set, b)| (&a.id, a_set).cmp(&(&b.id, b_set)));

    let texts = order
        .par_iter()
        .map(|(dataset, record)| serde_json::to_vec(&(dataset, record)))
        .collect::<Result<Vec<_>, _>>()?;
    let mut postings: Vec<(u64, u32)> = order
        .par_iter()
        .zip(0..count)
        .flat_map_iter(|((_, record), number)| {
            let hashes = keys::of_record(&Prepared::new(record), &record.document_keys());
            hashes.into_iter().map(move |hash| (hash, number))
        })
        .collect();
    postings.par_sort_unstable();

    let bytes = write(&texts, &postings);
    let hash = hex::encode(Sha256::digest(&bytes));
    Ok(Built { bytes, hash })
}

fn write(texts: &[Vec<u8>], postings: &[(u64, u32)]) -> Vec<u8> {
    let keys: usize = postings.chunk_by(|a, b| a.0 == b.0).count();
    let text: usize = texts.iter().map(Vec::len).sum();
    let mut bytes =
        Vec::with_capacity(96 + 8 * texts.len() + 16 * keys + 4 * postings.len() + text);
    bytes.extend_from_slice(MAGIC);
    bytes.extend_from_slice(&VERSION.to_le_bytes());
    bytes.extend_from_slice(&[0; 4]);
    bytes.extend_from_slice(&[0; 32]);
    let mut number = |value: usize| bytes.extend_from_slice(&(value as u64).to_le_bytes());
    [texts.len(), keys, postings.len(), text]
        .into_iter()
        .for_each(&mut number);
    let mut at = 0;
    number(at);
    for text in texts {
        at += text.len();
        number(at);
    }
    for group in postings.chunk_by(|a, b| a.0 == b.0) {
        number(group[0].0 as usize);
    }
    at = 0;
    number(at);
    for group in postings.chunk_by(|a, b| a.0 == b.0) {
        at += group.len();
        number(at);
    }
    for (_, record) in postings {
        bytes.extend_from_slice(&record.to_le_bytes());
    }
    for text in texts {
        bytes.extend_from_slice(text);
    }
    let checksum = Sha256::digest(&bytes[CHECKED_FROM..]);
    bytes[CHECKED_FROM - 32..CHECKED_FROM].copy_from_slice(&checksum);
    bytes
}
