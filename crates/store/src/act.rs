//! Acts: what the office did, one row and one leaf each.

use liaison_log::Hash;
use sqlx::{Row, sqlite::SqliteRow};

use crate::{Error, HashCache, Missing, Store, Transaction};

/// An act as it stands in the database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Act {
    /// Index of its leaf in the log.
    pub leaf: u64,
    /// What kind of act it was.
    pub kind: String,
    /// When.
    pub at: String,
    /// The bytes that the leaf hashes.
    pub entry: Vec<u8>,
    /// Salt of the commitment; empty where the act was erased.
    pub salt: Option<Vec<u8>>,
    /// What was done, as JSON; empty where the act was erased.
    pub body: Option<String>,
}

/// An act to be written.
#[derive(Debug, Clone)]
pub struct NewAct<'a> {
    /// What kind of act it is.
    pub kind: &'a str,
    /// When.
    pub at: &'a str,
    /// The bytes that the leaf hashes.
    pub entry: &'a [u8],
    /// Salt of the commitment.
    pub salt: &'a [u8],
    /// What was done, as JSON.
    pub body: &'a str,
}

fn act(row: &SqliteRow) -> Result<Act, sqlx::Error> {
    Ok(Act {
        leaf: row.try_get::<i64, _>("leaf")? as u64,
        kind: row.try_get("kind")?,
        at: row.try_get("at")?,
        entry: row.try_get("entry")?,
        salt: row.try_get("salt")?,
        body: row.try_get("body")?,
    })
}

impl Store {
    /// Every act, oldest first.
    pub async fn acts(&self) -> Result<Vec<Act>, Error> {
        let rows = sqlx::query("SELECT * FROM act ORDER BY leaf")
            .fetch_all(&self.pool)
            .await?;
        Ok(rows.iter().map(act).collect::<Result<_, _>>()?)
    }

    /// Every stored hash of the tree, in order.
    pub async fn log_hashes(&self) -> Result<Vec<Hash>, Error> {
        let rows: Vec<Vec<u8>> = sqlx::query_scalar("SELECT hash FROM log_hash ORDER BY idx")
            .fetch_all(&self.pool)
            .await?;
        // One of another length equals no hash, which is what the caller finds.
        let hash = |row: Vec<u8>| Hash(row.try_into().unwrap_or_default());
        Ok(rows.into_iter().map(hash).collect())
    }

    /// Acts from leaf `first` up to but without leaf `end`.
    pub async fn acts_between(&self, first: u64, end: u64) -> Result<Vec<Act>, Error> {
        let rows = sqlx::query("SELECT * FROM act WHERE leaf >= ? AND leaf < ? ORDER BY leaf")
            .bind(first as i64)
            .bind(end as i64)
            .fetch_all(&self.pool)
            .await?;
        Ok(rows.iter().map(act).collect::<Result<_, _>>()?)
    }

    /// Fetches stored hashes into `cache`.
    pub async fn fetch_hashes(
        &self,
        cache: &mut HashCache,
        missing: &Missing,
    ) -> Result<(), Error> {
        let mut connection = self.pool.acquire().await?;
        fetch(&mut connection, cache, missing).await
    }
}

impl Transaction {
    /// Number of leaves in the log.
    pub async fn log_size(&mut self) -> Result<u64, Error> {
        let size: i64 = sqlx::query_scalar("SELECT COALESCE(MAX(leaf) + 1, 0) FROM act")
            .fetch_one(&mut *self.inner)
            .await?;
        Ok(size as u64)
    }

    /// The act of a leaf.
    pub async fn act(&mut self, leaf: u64) -> Result<Act, Error> {
        let row = sqlx::query("SELECT * FROM act WHERE leaf = ?")
            .bind(leaf as i64)
            .fetch_one(&mut *self.inner)
            .await?;
        Ok(act(&row)?)
    }

    /// Fetches stored hashes into `cache`.
    pub async fn fetch_hashes(
        &mut self,
        cache: &mut HashCache,
        missing: &Missing,
    ) -> Result<(), Error> {
        fetch(&mut self.inner, cache, missing).await
    }

    /// Writes the act of leaf `leaf` and the `hashes` that it adds to the tree, of which the
    /// first one has stored hash index `first`.
    pub async fn insert_act(
        &mut self,
        leaf: u64,
        act: NewAct<'_>,
        first: u64,
        hashes: &[Hash],
    ) -> Result<(), Error> {
        sqlx::query(
            "INSERT INTO act (leaf, kind, at, entry, salt, body) VALUES (?, ?, ?, ?, ?, ?)",
        )
        .bind(leaf as i64)
        .bind(act.kind)
        .bind(act.at)
        .bind(act.entry)
        .bind(act.salt)
        .bind(act.body)
        .execute(&mut *self.inner)
        .await?;
        for (hash, idx) in hashes.iter().zip(first..) {
            sqlx::query("INSERT INTO log_hash VALUES (?, ?)")
                .bind(idx as i64)
                .bind(&hash.0[..])
                .execute(&mut *self.inner)
                .await?;
        }
        Ok(())
    }
}

async fn fetch(
    connection: &mut sqlx::SqliteConnection,
    cache: &mut HashCache,
    missing: &Missing,
) -> Result<(), Error> {
    for &idx in &missing.0 {
        let hash: Option<Vec<u8>> = sqlx::query_scalar("SELECT hash FROM log_hash WHERE idx = ?")
            .bind(idx as i64)
            .fetch_optional(&mut *connection)
            .await?;
        let corrupt = |reason: String| Error::Corrupt {
            table: "log_hash",
            reason,
        };
        let hash = hash.ok_or_else(|| corrupt(format!("hash {idx} is missing")))?;
        let hash = hash
            .try_into()
            .map_err(|_| corrupt(format!("hash {idx} has not 32 bytes")))?;
        cache.insert(idx, Hash(hash));
    }
    Ok(())
}
