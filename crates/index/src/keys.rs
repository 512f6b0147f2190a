//! The hashed keys of a record or a query.

use liaison_score::Prepared;
use liaison_text::{Key, Token, TokenKind, join, keys};

/// A hashed key of a token and how near it is to the token itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Hashed {
    pub hash: u64,
    pub kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Kind {
    Exact,
    Skeleton,
    Shortened,
}

/// 64-bit FNV-1a over a tag and the key's bytes.
pub(crate) fn hash(tag: u8, bytes: &[u8]) -> u64 {
    std::iter::once(&tag)
        .chain(bytes)
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
            (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
        })
}

pub(crate) fn exact(token: &str) -> u64 {
    hash(b'e', token.as_bytes())
}

pub(crate) fn skeleton(bytes: &[u8]) -> u64 {
    hash(b's', bytes)
}

pub(crate) fn shortened(bytes: &[u8]) -> u64 {
    hash(b'h', bytes)
}

pub(crate) fn document(number: &str) -> u64 {
    hash(b'd', number.as_bytes())
}

/// Every key under which a record is posted.
pub(crate) fn of_record(prepared: &Prepared, documents: &[String]) -> Vec<u64> {
    let mut hashes: Vec<u64> = documents.iter().map(|number| document(number)).collect();
    for name in &prepared.names {
        for token in &name.tokens {
            hashes.extend(keys(token).iter().map(of_key));
        }
        for joined in joined(&name.tokens) {
            let whole = |key: &Key| !matches!(key, Key::Shortened(_));
            hashes.extend(keys(&joined).iter().filter(|key| whole(key)).map(of_key));
        }
    }
    hashes.sort_unstable();
    hashes.dedup();
    hashes
}

/// Neighbouring parts written as one.
pub(crate) fn joined(tokens: &[Token]) -> impl Iterator<Item = Token> {
    tokens.windows(2).filter_map(|two| {
        let names = two
            .iter()
            .all(|token| matches!(token.kind, TokenKind::Name | TokenKind::Particle));
        names.then(|| join(&two[0], &two[1]))
    })
}

fn of_key(key: &Key) -> u64 {
    match key {
        Key::Exact(text) => exact(text),
        Key::Skeleton(bytes) => skeleton(bytes),
        Key::Shortened(bytes) => shortened(bytes),
    }
}

/// The keys to look a token of a query up under: a consonant may be missing on either side, or
/// be another one on both.
pub(crate) fn of_query(token: &Token) -> Vec<Hashed> {
    let mut hashes = Vec::new();
    let mut push = |hash, kind| hashes.push(Hashed { hash, kind });
    for key in keys(token) {
        match key {
            Key::Exact(text) => push(exact(&text), Kind::Exact),
            Key::Skeleton(bytes) => {
                push(skeleton(&bytes), Kind::Skeleton);
                push(shortened(&bytes), Kind::Shortened);
            }
            Key::Shortened(bytes) => {
                push(skeleton(&bytes), Kind::Shortened);
                push(shortened(&bytes), Kind::Shortened);
            }
        }
    }
    hashes.sort_unstable();
    hashes.dedup_by_key(|hashed| hashed.hash);
    hashes
}
