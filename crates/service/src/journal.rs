//! A transaction and the log entries that belong to it. Nothing else writes to the store.

use jiff::Timestamp;
use liaison_exchange::message::LogProof;
use liaison_log::{
    Checkpoint, Commitment, Entry, Hash, NoteSigner, SALT_SIZE, TreeError, prove_inclusion,
    stored_hash_count, stored_hashes, tree_hash,
};
use liaison_store::{HashCache, Missing, NewAct, Transaction};
use serde::Serialize;

use crate::{Error, Office, clock::stored, publish};

/// Setting that holds the newest signed checkpoint.
pub(crate) const CHECKPOINT: &str = "checkpoint";

/// Changes and their acts, not yet real.
pub(crate) struct Journal<'o> {
    office: &'o Office,
    pub tx: Transaction,
    cache: HashCache,
    size: u64,
    now: Timestamp,
}

impl<'o> Journal<'o> {
    /// Begins; waits while another process writes.
    pub async fn begin(office: &'o Office) -> Result<Self, Error> {
        let mut tx = office.store.begin().await?;
        let size = tx.log_size().await?;
        Ok(Self {
            office,
            tx,
            cache: HashCache::default(),
            size,
            now: office.now(),
        })
    }

    /// The time of everything in this transaction.
    pub fn now(&self) -> Timestamp {
        self.now
    }

    /// The same, as it is stored.
    pub fn at(&self) -> String {
        stored(self.now)
    }

    /// Appends an act to the log; returns its leaf.
    pub async fn act(&mut self, kind: &str, body: &impl Serialize) -> Result<u64, Error> {
        let body = serde_json::to_string(body).map_err(Error::stored("act"))?;
        let mut salt = [0; SALT_SIZE];
        getrandom::fill(&mut salt).map_err(|_| liaison_seal::Error::NoRandomness)?;
        let entry = Entry {
            kind: kind.to_owned(),
            hour: self.now.strftime("%Y-%m-%dT%HZ").to_string(),
            commitment: Commitment::new(&salt, body.as_bytes()),
        };
        let entry = entry.to_bytes();
        let leaf = self.size;
        let hashes = self
            .read(|cache| stored_hashes(leaf, &entry, cache))
            .await?;
        let first = stored_hash_count(leaf);
        let at = self.at();
        let act = NewAct {
            kind,
            at: &at,
            entry: &entry,
            salt: &salt,
            body: &body,
        };
        self.tx.insert_act(leaf, act, first, &hashes).await?;
        for (hash, index) in hashes.into_iter().zip(first..) {
            self.cache.insert(index, hash);
        }
        self.size += 1;
        Ok(leaf)
    }

    /// Signs a checkpoint over the log as it will stand.
    pub async fn checkpoint(&mut self) -> Result<String, Error> {
        let size = self.size;
        let root = self.read(|cache| tree_hash(size, cache)).await?;
        let origin = self.office.log_origin();
        let signer = NoteSigner::new(&origin, self.office.signing_key.as_dalek())?;
        let note = Checkpoint::new(&origin, size, root)?.sign(&[signer])?;
        Ok(note.to_string())
    }

    /// Opens the commitment of `leaf` and proves its place under `checkpoint`, which must be
    /// what [`Self::checkpoint`] gave last.
    pub async fn proof(&mut self, leaf: u64, checkpoint: &str) -> Result<LogProof, Error> {
        let size = self.size;
        let path: Vec<Hash> = self
            .read(|cache| prove_inclusion(size, leaf, cache))
            .await?;
        let act = self.tx.act(leaf).await?;
        let erased = || Error::Log(format!("leaf {leaf} was erased"));
        Ok(LogProof {
            leaf,
            entry: String::from_utf8(act.entry).map_err(|_| erased())?,
            salt: hex::encode(act.salt.ok_or_else(erased)?),
            body: act.body.ok_or_else(erased)?,
            path: path.iter().map(ToString::to_string).collect(),
            checkpoint: checkpoint.to_owned(),
        })
    }

    /// Makes everything real, signs the new checkpoint and publishes the log's files.
    pub async fn commit(mut self) -> Result<(), Error> {
        let checkpoint = self.checkpoint().await?;
        self.tx.set_setting(CHECKPOINT, &checkpoint).await?;
        self.tx.commit().await?;
        // What was committed stands whether or not its public copy could be written; the next
        // commit writes what is missing.
        if let Err(error) = publish::publish(self.office).await {
            tracing::warn!(%error, "the log's public files are behind the database");
        }
        Ok(())
    }

    /// Runs a function of the log, fetching the stored hashes that it asks for.
    async fn read<T>(
        &mut self,
        function: impl Fn(&HashCache) -> Result<T, TreeError<Missing>>,
    ) -> Result<T, Error> {
        loop {
            match function(&self.cache) {
                Ok(value) => return Ok(value),
                Err(TreeError::Reader(missing)) => {
                    self.tx.fetch_hashes(&mut self.cache, &missing).await?;
                }
                Err(error) => return Err(error.into()),
            }
        }
    }
}
