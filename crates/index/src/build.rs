//! Building an index.

use foldhash::{HashMap, HashMapExt};
use liaison_person::Record;
use liaison_score::prepared_tokens;
use liaison_text::{Token, keys};
use rayon::prelude::*;

use crate::{Error, format, format::document_hash};

/// A built index: write the bytes to `<hash_hex>.lix`.
#[derive(Debug, Clone)]
pub struct Built {
    /// The file's content.
    pub bytes: Vec<u8>,
    /// SHA-256 of the hashed part in lower-case hex: the file's name and its entry in the log.
    pub hash_hex: String,
}

/// A token apart from its role in a name, in the order of the token table.
#[derive(PartialEq, Eq, PartialOrd, Ord, Hash, Clone)]
struct Spelling {
    text: String,
    script: u8,
    sounds: Vec<u8>,
}

impl Spelling {
    fn of(token: &Token) -> Self {
        // A token longer than a byte can tell is kept by its first sounds.
        let sounds = &token.sounds()[..token.sounds().len().min(255)];
        Self {
            text: token.text().to_owned(),
            script: token.script().number(),
            sounds: sounds.to_vec(),
        }
    }
}

/// One record, analysed: JSON and tokens per name.
struct Analysed {
    json: Vec<u8>,
    names: Vec<Vec<Token>>,
}

/// Builds an index of records, each with the identifier of its dataset.
///
/// Records are analysed on all cores of the current rayon pool; the bytes depend on the records
/// and their order only.
pub fn build(records: &[(String, Record)]) -> Result<Built, Error> {
    if u32::try_from(records.len()).is_err() {
        return Err(Error::TooMany("records"));
    }
    let analysed: Vec<Analysed> = records.par_iter().map(analyse).collect::<Result<_, _>>()?;
    let spellings = spellings(&analysed);
    if spellings.len() >= 1 << 28 {
        return Err(Error::TooMany("tokens"));
    }
    let numbers: HashMap<&Spelling, u32> = spellings.iter().map(|(s, _)| s).zip(0..).collect();
    let mut postings: Vec<Vec<u32>> = vec![Vec::new(); spellings.len()];
    let (mut name_offsets, mut names) = (vec![0_u64], Vec::<u32>::new());
    for (record, number) in analysed.iter().zip(0_u32..) {
        for tokens in &record.names {
            names.push(tokens.len() as u32);
            for token in tokens {
                let id = numbers.get(&Spelling::of(token)).copied().unwrap_or(0);
                names.push(id << 3 | u32::from(token.role().number()));
                let list = &mut postings[id as usize];
                if list.last() != Some(&number) {
                    list.push(number);
                }
            }
        }
        name_offsets.push(names.len() as u64);
    }
    let (datasets, record_datasets) = datasets(records)?;
    let mut identifiers: Vec<u32> = (0..records.len() as u32).collect();
    identifiers.sort_by_key(|&n| (&records[n as usize].1.id, n));
    let (key_hashes, key_tokens): (Vec<u32>, Vec<u32>) = token_keys(&spellings).into_iter().unzip();
    let (document_keys, document_records) = documents(records);
    let blobs = |parts: Vec<&[u8]>| (offsets(parts.iter().map(|p| p.len())), parts.concat());
    let (record_offsets, record_blob) = blobs(analysed.iter().map(|a| &a.json[..]).collect());
    let tokens: Vec<Vec<u8>> = spellings.iter().map(|(s, _)| token_bytes(s)).collect();
    let (token_offsets, token_blob) = blobs(tokens.iter().map(|t| &t[..]).collect());
    let bytes = format::write(&[
        datasets,
        u64s(&record_offsets),
        record_blob,
        u32s(&record_datasets),
        u32s(&identifiers),
        u64s(&token_offsets),
        token_blob,
        u64s(&offsets(postings.iter().map(Vec::len))),
        u32s(&postings.concat()),
        u32s(&key_hashes),
        u32s(&key_tokens),
        u64s(&document_keys),
        u32s(&document_records),
        u64s(&name_offsets),
        u32s(&names),
    ]);
    let hash_hex = hex::encode(&bytes[32..format::HASHED]);
    Ok(Built { bytes, hash_hex })
}

fn analyse((_, record): &(String, Record)) -> Result<Analysed, Error> {
    let failed = |source| Error::Record {
        id: record.id.clone(),
        source,
    };
    Ok(Analysed {
        json: serde_json::to_vec(record).map_err(failed)?,
        names: record
            .names
            .iter()
            .map(|name| prepared_tokens(&name.full))
            .collect(),
    })
}

/// The distinct spellings, sorted, each with a token that is written so; one that names
/// somebody where there is one, for it has keys.
fn spellings(analysed: &[Analysed]) -> Vec<(Spelling, Token)> {
    let mut seen: HashMap<Spelling, Token> = HashMap::new();
    for token in analysed.iter().flat_map(|a| a.names.iter().flatten()) {
        let kept = seen
            .entry(Spelling::of(token))
            .or_insert_with(|| token.clone());
        if !kept.is_name() && token.is_name() {
            *kept = token.clone();
        }
    }
    let mut spellings: Vec<(Spelling, Token)> = seen.into_iter().collect();
    spellings.par_sort_unstable_by(|a, b| a.0.cmp(&b.0));
    spellings
}

fn token_keys(spellings: &[(Spelling, Token)]) -> Vec<(u32, u32)> {
    let mut pairs: Vec<(u32, u32)> = spellings
        .par_iter()
        .enumerate()
        .filter(|(_, (_, token))| token.is_name())
        .flat_map_iter(|(number, (_, token))| {
            keys(token).into_iter().map(move |key| (key, number as u32))
        })
        .collect();
    pairs.par_sort_unstable();
    pairs
}

fn token_bytes(spelling: &Spelling) -> Vec<u8> {
    let mut bytes = vec![spelling.script, spelling.sounds.len() as u8];
    bytes.extend_from_slice(&spelling.sounds);
    bytes.extend_from_slice(spelling.text.as_bytes());
    bytes
}

fn datasets(records: &[(String, Record)]) -> Result<(Vec<u8>, Vec<u32>), Error> {
    let mut known: Vec<&str> = Vec::new();
    let mut places: HashMap<&str, u32> = HashMap::new();
    let places = records
        .iter()
        .map(|(dataset, _)| {
            *places.entry(dataset).or_insert_with(|| {
                known.push(dataset);
                known.len() as u32 - 1
            })
        })
        .collect();
    let failed = |source| Error::Record {
        id: "datasets".to_owned(),
        source,
    };
    Ok((serde_json::to_vec(&known).map_err(failed)?, places))
}

fn documents(records: &[(String, Record)]) -> (Vec<u64>, Vec<u32>) {
    let mut pairs: Vec<(u64, u32)> = records
        .iter()
        .zip(0..)
        .flat_map(|((_, record), number)| {
            record
                .document_keys()
                .into_iter()
                .map(move |key| (document_hash(&key), number))
        })
        .collect();
    pairs.sort_unstable();
    pairs.into_iter().unzip()
}

fn offsets(lengths: impl Iterator<Item = usize>) -> Vec<u64> {
    let ends = lengths.scan(0_u64, |sum, length| {
        *sum += length as u64;
        Some(*sum)
    });
    std::iter::once(0).chain(ends).collect()
}

fn u32s(numbers: &[u32]) -> Vec<u8> {
    numbers.iter().flat_map(|n| n.to_le_bytes()).collect()
}

fn u64s(numbers: &[u64]) -> Vec<u8> {
    numbers.iter().flat_map(|n| n.to_le_bytes()).collect()
}
