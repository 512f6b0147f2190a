//! Requests, ours and the partners'.

use sqlx::{Row, sqlite::SqliteRow};

use crate::{Direction, Error, Store, Transaction};

/// A request as it stands now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestRow {
    /// Identifier of its message.
    pub id: String,
    /// The asker's reference.
    pub reference: String,
    /// Whether we ask or are asked.
    pub direction: Direction,
    /// The partner.
    pub partner: String,
    /// The thread.
    pub thread: String,
    /// Its state, by the word of liaison-exchange.
    pub state: String,
    /// When the answer is due.
    pub due: String,
    /// When it was written or taken in.
    pub created_at: String,
    /// The request as JSON.
    pub body: String,
    /// The leaf that records its beginning.
    pub leaf: u64,
}

fn request(row: &SqliteRow) -> Result<RequestRow, sqlx::Error> {
    Ok(RequestRow {
        id: row.try_get("id")?,
        reference: row.try_get("reference")?,
        direction: Direction::read(row.try_get("direction")?),
        partner: row.try_get("partner")?,
        thread: row.try_get("thread")?,
        state: row.try_get("state")?,
        due: row.try_get("due")?,
        created_at: row.try_get("created_at")?,
        body: row.try_get("body")?,
        leaf: row.try_get::<i64, _>("leaf")? as u64,
    })
}

impl Store {
    /// Every request, oldest first.
    pub async fn requests(&self) -> Result<Vec<RequestRow>, Error> {
        let rows = sqlx::query("SELECT * FROM request ORDER BY leaf, id")
            .fetch_all(&self.pool)
            .await?;
        Ok(rows.iter().map(request).collect::<Result<_, _>>()?)
    }

    /// The hits of a request, best first, as JSON.
    pub async fn hits(&self, id: &str) -> Result<Vec<String>, Error> {
        let rows = sqlx::query_scalar("SELECT body FROM hit WHERE request = ? ORDER BY place")
            .bind(id)
            .fetch_all(&self.pool)
            .await?;
        Ok(rows)
    }
}

impl Transaction {
    /// The request with this identifier.
    pub async fn request(&mut self, id: &str) -> Result<Option<RequestRow>, Error> {
        let row = sqlx::query("SELECT * FROM request WHERE id = ?")
            .bind(id)
            .fetch_optional(&mut *self.inner)
            .await?;
        Ok(row.as_ref().map(request).transpose()?)
    }

    /// Number of requests that we have written in a year, by their references' prefix.
    pub async fn references_like(&mut self, prefix: &str) -> Result<u64, Error> {
        let count: i64 = sqlx::query_scalar(
            "SELECT COUNT(*) FROM request WHERE direction = 'out' \
             AND substr(reference, 1, length(?1)) = ?1",
        )
        .bind(prefix)
        .fetch_one(&mut *self.inner)
        .await?;
        Ok(count as u64)
    }

    /// Whether a request of this direction and partner has the reference.
    pub async fn has_reference(
        &mut self,
        direction: Direction,
        partner: &str,
        reference: &str,
    ) -> Result<bool, Error> {
        let count: i64 = sqlx::query_scalar(
            "SELECT COUNT(*) FROM request WHERE direction = ? AND partner = ? AND reference = ?",
        )
        .bind(direction.as_str())
        .bind(partner)
        .bind(reference)
        .fetch_one(&mut *self.inner)
        .await?;
        Ok(count > 0)
    }

    /// Keeps a new request.
    pub async fn insert_request(&mut self, row: &RequestRow) -> Result<(), Error> {
        sqlx::query(
            "INSERT INTO request \
             (id, reference, direction, partner, thread, state, due, created_at, body, leaf) \
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(&row.id)
        .bind(&row.reference)
        .bind(row.direction.as_str())
        .bind(&row.partner)
        .bind(&row.thread)
        .bind(&row.state)
        .bind(&row.due)
        .bind(&row.created_at)
        .bind(&row.body)
        .bind(row.leaf as i64)
        .execute(&mut *self.inner)
        .await?;
        Ok(())
    }

    /// Moves a request to another state.
    pub async fn set_request_state(&mut self, id: &str, state: &str) -> Result<(), Error> {
        sqlx::query("UPDATE request SET state = ? WHERE id = ?")
            .bind(state)
            .bind(id)
            .execute(&mut *self.inner)
            .await?;
        Ok(())
    }

    /// Attaches a hit to a request.
    pub async fn insert_hit(&mut self, id: &str, place: usize, body: &str) -> Result<(), Error> {
        sqlx::query("INSERT INTO hit VALUES (?, ?, ?)")
            .bind(id)
            .bind(place as i64)
            .bind(body)
            .execute(&mut *self.inner)
            .await?;
        Ok(())
    }
}
