//! Looking persons up on the office's lists. Every look-up is an act with a reason.

use std::{fs, io, sync::Arc};

use liaison_index::{Index, Options};
use liaison_person::{Record, ftm};
use liaison_score::Explanation;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use crate::{Error, Office, journal::Journal, lists::INDEX};

/// What to return.
#[derive(Debug, Clone, Copy)]
pub struct Search {
    /// At most this many hits.
    pub limit: usize,
    /// None below this score, 0 to 1.
    pub threshold: f64,
}

impl Default for Search {
    /// Five hits from 0.7, the score at which a desk officer should look.
    fn default() -> Self {
        Self {
            limit: 5,
            threshold: 0.7,
        }
    }
}

/// One person on a list who may be the one asked about, and why.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Hit {
    /// Identifier on the list.
    pub id: String,
    /// The name to show.
    pub caption: String,
    /// Score, 0 to 1.
    pub score: f64,
    /// Whether the score reaches 0.7: a desk officer should look. It decides nothing.
    #[serde(rename = "match")]
    pub is_match: bool,
    /// The list.
    pub datasets: Vec<String>,
    /// The reasons, one per kind of evidence.
    pub explanations: Vec<Explanation>,
}

/// Act `search`.
#[derive(Debug, Serialize, Deserialize)]
struct Searched {
    reason: String,
    officer: String,
    query: Value,
    index: String,
    hits: Vec<String>,
}

/// Act `screen`: many look-ups at once.
#[derive(Debug, Serialize, Deserialize)]
struct ScreenedMany {
    reason: String,
    officer: String,
    input: String,
    queries: usize,
    with_hits: usize,
    index: String,
}

/// What one batch screening looked at, for its act.
#[derive(Debug, Clone)]
pub struct Batch {
    /// SHA-256 of the input in hex.
    pub input: String,
    /// How many persons were looked up.
    pub queries: usize,
    /// How many of them had at least one hit.
    pub with_hits: usize,
}

/// SHA-256 in hex of everything that `reader` gives: names a batch's input in its act.
pub fn digest_of(reader: &mut impl io::Read) -> io::Result<String> {
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; 1 << 16];
    loop {
        match reader.read(&mut buffer)? {
            0 => return Ok(hex::encode(hasher.finalize())),
            count => hasher.update(&buffer[..count]),
        }
    }
}

impl Office {
    /// Opens the newest index; call it before [`Self::search`].
    pub async fn load_index(&self) -> Result<(), Error> {
        let hash = self.store.setting(INDEX).await?.ok_or(Error::NoIndex)?;
        let open = |(known, _): &(String, Arc<Index>)| *known == hash;
        let slot = self
            .index
            .read()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        if slot.as_ref().is_some_and(open) {
            return Ok(());
        }
        drop(slot);
        let path = self.index_path(&hash);
        let index = Index::open(&path).map_err(|source| Error::Index { path, source })?;
        let mut slot = self
            .index
            .write()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        *slot = Some((hash, Arc::new(index)));
        Ok(())
    }

    pub(crate) fn index_path(&self, hash: &str) -> std::path::PathBuf {
        self.dir().join("index").join(format!("{hash}.lix"))
    }

    fn opened_index(&self) -> Result<(String, Arc<Index>), Error> {
        let slot = self
            .index
            .read()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        slot.clone().ok_or(Error::NoIndex)
    }

    /// The best hits for a person on the index that [`Self::load_index`] opened. Logs nothing:
    /// [`Self::look_up`] does both; a batch is logged by [`Self::log_batch`].
    pub fn search(&self, person: &Record, search: &Search) -> Result<Vec<Hit>, Error> {
        let (_, index) = self.opened_index()?;
        let options = Options {
            limit: search.limit,
            threshold: search.threshold,
        };
        Ok(index
            .search(person, &options)
            .into_iter()
            .map(hit)
            .collect())
    }

    /// Looks one person up and logs that it was done, by whom and why.
    pub async fn look_up(
        &self,
        person: &Record,
        search: &Search,
        reason: &str,
        officer: &str,
    ) -> Result<Vec<Hit>, Error> {
        self.load_index().await?;
        let hits = self.search(person, search)?;
        let act = Searched {
            reason: reason.to_owned(),
            officer: officer.to_owned(),
            query: ftm::to_value(person, &[]),
            index: self.opened_index()?.0,
            hits: hits.iter().map(|hit| hit.id.clone()).collect(),
        };
        let mut journal = Journal::begin(self).await?;
        journal.act("search", &act).await?;
        journal.commit().await?;
        Ok(hits)
    }

    /// Logs that a batch was screened.
    pub async fn log_batch(&self, batch: Batch, reason: &str, officer: &str) -> Result<(), Error> {
        let act = ScreenedMany {
            reason: reason.to_owned(),
            officer: officer.to_owned(),
            input: batch.input,
            queries: batch.queries,
            with_hits: batch.with_hits,
            index: self.opened_index()?.0,
        };
        let mut journal = Journal::begin(self).await?;
        journal.act("screen", &act).await?;
        journal.commit().await
    }

    /// Removes every index file but one.
    pub(crate) fn sweep_indexes(&self, keep: &str) {
        let keep = self.index_path(keep);
        for entry in fs::read_dir(self.dir().join("index"))
            .into_iter()
            .flatten()
            .flatten()
        {
            let path = entry.path();
            if path != keep && path.extension().is_some_and(|end| end == "lix") {
                // One that another process still maps stays readable there until it is closed.
                let _ = fs::remove_file(path);
            }
        }
    }
}

fn hit(hit: liaison_index::Hit) -> Hit {
    Hit {
        id: hit.id,
        caption: hit.caption,
        score: hit.score,
        is_match: hit.score >= Search::default().threshold,
        datasets: vec![hit.dataset],
        explanations: hit.explanations,
    }
}
