//! Stored hashes at hand, so that the log's pure functions can run over a database.

use std::collections::HashMap;

use liaison_log::{Hash, HashReader};

/// Stored hashes by index. The log's functions read from it; where one is missing they stop
/// with [`Missing`], the caller fetches those and calls again.
#[derive(Debug, Default)]
pub struct HashCache {
    hashes: HashMap<u64, Hash>,
}

/// Indexes of the stored hashes that must be fetched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing(pub Vec<u64>);

impl HashCache {
    /// Adds a hash.
    pub fn insert(&mut self, index: u64, hash: Hash) {
        self.hashes.insert(index, hash);
    }
}

impl HashReader for HashCache {
    type Error = Missing;

    fn read_hashes(&self, indexes: &[u64]) -> Result<Vec<Hash>, Missing> {
        let missing: Vec<u64> = indexes
            .iter()
            .copied()
            .filter(|index| !self.hashes.contains_key(index))
            .collect();
        if missing.is_empty() {
            Ok(indexes.iter().map(|index| self.hashes[index]).collect())
        } else {
            Err(Missing(missing))
        }
    }
}
