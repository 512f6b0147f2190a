//! Messages, the outbox and the transport signatures seen.

use sqlx::{Row, sqlite::SqliteRow};

use crate::{Error, Store, Transaction};

/// Which way a message or a request goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// From a partner to us.
    In,
    /// From us to a partner.
    Out,
}

impl Direction {
    /// The word in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::In => "in",
            Self::Out => "out",
        }
    }

    pub(crate) fn read(text: &str) -> Self {
        // The table's CHECK allows no third word.
        if text == "in" { Self::In } else { Self::Out }
    }
}

/// A message that was signed here or taken in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MessageRow {
    /// Hash of its envelope.
    pub hash: String,
    /// Its identifier.
    pub id: String,
    /// Which way it goes.
    pub direction: Direction,
    /// The partner.
    pub partner: String,
    /// Its number in the sender's sequence.
    pub seq: u64,
    /// The thread.
    pub thread: String,
    /// What kind of message it is.
    pub kind: String,
    /// When it was signed.
    pub at: String,
    /// The DSSE envelope.
    pub envelope: Vec<u8>,
    /// The leaf that records it.
    pub leaf: u64,
    /// Envelope of the receipt for it: the partner's for one that went out, ours for one
    /// that came in.
    pub receipt: Option<Vec<u8>>,
}

/// A message that waits for its receipt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutboxRow {
    /// Hash of its envelope.
    pub hash: String,
    /// The partner.
    pub partner: String,
    /// Its number in our sequence.
    pub seq: u64,
    /// The sealed bytes.
    pub bytes: Vec<u8>,
    /// How often it was tried.
    pub attempts: u32,
    /// When to try next.
    pub next_at: String,
    /// Why it did not arrive the last time.
    pub last_error: Option<String>,
}

fn message(row: &SqliteRow) -> Result<MessageRow, sqlx::Error> {
    Ok(MessageRow {
        hash: row.try_get("hash")?,
        id: row.try_get("id")?,
        direction: Direction::read(row.try_get("direction")?),
        partner: row.try_get("partner")?,
        seq: row.try_get::<i64, _>("seq")? as u64,
        thread: row.try_get("thread")?,
        kind: row.try_get("kind")?,
        at: row.try_get("at")?,
        envelope: row.try_get("envelope")?,
        leaf: row.try_get::<i64, _>("leaf")? as u64,
        receipt: row.try_get("receipt")?,
    })
}

fn outbox(row: &SqliteRow) -> Result<OutboxRow, sqlx::Error> {
    Ok(OutboxRow {
        hash: row.try_get("hash")?,
        partner: row.try_get("partner")?,
        seq: row.try_get::<i64, _>("seq")? as u64,
        bytes: row.try_get("bytes")?,
        attempts: row.try_get("attempts")?,
        next_at: row.try_get("next_at")?,
        last_error: row.try_get("last_error")?,
    })
}

impl Store {
    /// Every message, by leaf.
    pub async fn messages(&self) -> Result<Vec<MessageRow>, Error> {
        let rows = sqlx::query("SELECT * FROM message ORDER BY leaf")
            .fetch_all(&self.pool)
            .await?;
        Ok(rows.iter().map(message).collect::<Result<_, _>>()?)
    }

    /// The messages of a thread, by leaf.
    pub async fn thread(&self, thread: &str) -> Result<Vec<MessageRow>, Error> {
        let rows = sqlx::query("SELECT * FROM message WHERE thread = ? ORDER BY leaf")
            .bind(thread)
            .fetch_all(&self.pool)
            .await?;
        Ok(rows.iter().map(message).collect::<Result<_, _>>()?)
    }

    /// Everything that waits for a receipt, by partner and number.
    pub async fn outbox(&self) -> Result<Vec<OutboxRow>, Error> {
        let rows = sqlx::query("SELECT * FROM outbox ORDER BY partner, seq")
            .fetch_all(&self.pool)
            .await?;
        Ok(rows.iter().map(outbox).collect::<Result<_, _>>()?)
    }

    /// For every partner the first message that waits, where its time has come.
    pub async fn outbox_due(&self, now: &str) -> Result<Vec<OutboxRow>, Error> {
        let rows = sqlx::query(
            "SELECT * FROM outbox AS o WHERE next_at <= ? AND seq = \
             (SELECT MIN(seq) FROM outbox WHERE partner = o.partner) ORDER BY partner",
        )
        .bind(now)
        .fetch_all(&self.pool)
        .await?;
        Ok(rows.iter().map(outbox).collect::<Result<_, _>>()?)
    }

    /// The sealed bytes of a message that waits for its receipt.
    pub async fn outbox_message(&self, hash: &str) -> Result<Option<OutboxRow>, Error> {
        let row = sqlx::query("SELECT * FROM outbox WHERE hash = ?")
            .bind(hash)
            .fetch_optional(&self.pool)
            .await?;
        Ok(row.as_ref().map(outbox).transpose()?)
    }

    /// Notes a failed try, outside any act: it says nothing that the log must keep.
    pub async fn outbox_failed(&self, hash: &str, next_at: &str, error: &str) -> Result<(), Error> {
        sqlx::query(
            "UPDATE outbox SET attempts = attempts + 1, next_at = ?, last_error = ? WHERE hash = ?",
        )
        .bind(next_at)
        .bind(error)
        .bind(hash)
        .execute(&self.pool)
        .await?;
        Ok(())
    }
}

impl Transaction {
    /// The message with this hash.
    pub async fn message(&mut self, hash: &str) -> Result<Option<MessageRow>, Error> {
        let row = sqlx::query("SELECT * FROM message WHERE hash = ?")
            .bind(hash)
            .fetch_optional(&mut *self.inner)
            .await?;
        Ok(row.as_ref().map(message).transpose()?)
    }

    /// Whether a message with this identifier is kept.
    pub async fn has_message_id(&mut self, id: &str) -> Result<bool, Error> {
        let count: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM message WHERE id = ?")
            .bind(id)
            .fetch_one(&mut *self.inner)
            .await?;
        Ok(count > 0)
    }

    /// The message with this number in one direction of a partner's channel.
    pub async fn message_at(
        &mut self,
        direction: Direction,
        partner: &str,
        seq: u64,
    ) -> Result<Option<MessageRow>, Error> {
        let row =
            sqlx::query("SELECT * FROM message WHERE direction = ? AND partner = ? AND seq = ?")
                .bind(direction.as_str())
                .bind(partner)
                .bind(seq as i64)
                .fetch_optional(&mut *self.inner)
                .await?;
        Ok(row.as_ref().map(message).transpose()?)
    }

    /// Number and hash of the last message in one direction of a partner's channel.
    pub async fn last_message(
        &mut self,
        direction: Direction,
        partner: &str,
    ) -> Result<Option<(u64, String)>, Error> {
        let row: Option<(i64, String)> = sqlx::query_as(
            "SELECT seq, hash FROM message WHERE direction = ? AND partner = ? \
             ORDER BY seq DESC LIMIT 1",
        )
        .bind(direction.as_str())
        .bind(partner)
        .fetch_optional(&mut *self.inner)
        .await?;
        Ok(row.map(|(seq, hash)| (seq as u64, hash)))
    }

    /// Keeps a message.
    pub async fn insert_message(&mut self, row: &MessageRow) -> Result<(), Error> {
        sqlx::query(
            "INSERT INTO message \
             (hash, id, direction, partner, seq, thread, kind, at, envelope, leaf, receipt) \
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(&row.hash)
        .bind(&row.id)
        .bind(row.direction.as_str())
        .bind(&row.partner)
        .bind(row.seq as i64)
        .bind(&row.thread)
        .bind(&row.kind)
        .bind(&row.at)
        .bind(&row.envelope)
        .bind(row.leaf as i64)
        .bind(&row.receipt)
        .execute(&mut *self.inner)
        .await?;
        Ok(())
    }

    /// Keeps the receipt for a message.
    pub async fn set_receipt(&mut self, hash: &str, receipt: &[u8]) -> Result<(), Error> {
        sqlx::query("UPDATE message SET receipt = ? WHERE hash = ?")
            .bind(receipt)
            .bind(hash)
            .execute(&mut *self.inner)
            .await?;
        Ok(())
    }

    /// Puts a sealed message into the outbox.
    pub async fn insert_outbox(&mut self, row: &OutboxRow) -> Result<(), Error> {
        sqlx::query(
            "INSERT INTO outbox (hash, partner, seq, bytes, next_at) VALUES (?, ?, ?, ?, ?)",
        )
        .bind(&row.hash)
        .bind(&row.partner)
        .bind(row.seq as i64)
        .bind(&row.bytes)
        .bind(&row.next_at)
        .execute(&mut *self.inner)
        .await?;
        Ok(())
    }

    /// Takes a receipted message out of the outbox and lets the next one go at once.
    pub async fn remove_outbox(
        &mut self,
        hash: &str,
        partner: &str,
        now: &str,
    ) -> Result<(), Error> {
        sqlx::query("DELETE FROM outbox WHERE hash = ?")
            .bind(hash)
            .execute(&mut *self.inner)
            .await?;
        sqlx::query(
            "UPDATE outbox SET next_at = ?, attempts = 0 WHERE partner = ? AND next_at > ?",
        )
        .bind(now)
        .bind(partner)
        .bind(now)
        .execute(&mut *self.inner)
        .await?;
        Ok(())
    }

    /// Remembers a transport signature; tells whether it is new. Forgets those before `keep_from`.
    pub async fn remember_nonce(
        &mut self,
        partner: &str,
        nonce: &str,
        now: &str,
        keep_from: &str,
    ) -> Result<bool, Error> {
        sqlx::query("DELETE FROM nonce WHERE partner = ? AND seen_at < ?")
            .bind(partner)
            .bind(keep_from)
            .execute(&mut *self.inner)
            .await?;
        let done = sqlx::query("INSERT OR IGNORE INTO nonce VALUES (?, ?, ?)")
            .bind(partner)
            .bind(nonce)
            .bind(now)
            .execute(&mut *self.inner)
            .await?;
        Ok(done.rows_affected() == 1)
    }
}
