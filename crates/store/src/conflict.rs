//! Contradictions: second messages that a partner signed under a number it had used.

use crate::{Error, Store, Transaction};

impl Store {
    /// Hash and envelope of every contradicting message.
    pub async fn conflicts(&self) -> Result<Vec<(String, Vec<u8>)>, Error> {
        let rows = sqlx::query_as("SELECT hash, envelope FROM conflict ORDER BY hash")
            .fetch_all(&self.pool)
            .await?;
        Ok(rows)
    }
}

impl Transaction {
    /// Whether the second message with this hash is kept already.
    pub async fn has_conflict(&mut self, hash: &str) -> Result<bool, Error> {
        let count: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM conflict WHERE hash = ?")
            .bind(hash)
            .fetch_one(&mut *self.inner)
            .await?;
        Ok(count > 0)
    }

    /// Keeps the second message as a proof.
    pub async fn insert_conflict(
        &mut self,
        hash: &str,
        partner: &str,
        envelope: &[u8],
        leaf: u64,
    ) -> Result<(), Error> {
        sqlx::query("INSERT INTO conflict (hash, partner, envelope, leaf) VALUES (?, ?, ?, ?)")
            .bind(hash)
            .bind(partner)
            .bind(envelope)
            .bind(leaf as i64)
            .execute(&mut *self.inner)
            .await?;
        Ok(())
    }
}
