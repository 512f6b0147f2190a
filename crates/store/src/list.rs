//! Lists and the records on them.

use sqlx::{Row, sqlite::SqliteRow};

use crate::{Error, Store, Transaction};

/// A list as it stands now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListRow {
    /// Its identifier, such as `us_ofac_sdn`.
    pub id: String,
    /// Its format.
    pub kind: String,
    /// SHA-256 of the published files.
    pub edition: String,
    /// When it was imported.
    pub imported_at: String,
    /// Number of records.
    pub records: u64,
    /// Leaf of the import.
    pub leaf: u64,
}

/// One record of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordRow {
    /// The list.
    pub list: String,
    /// Identifier within the list.
    pub id: String,
    /// SHA-256 of `body` in hex.
    pub digest: String,
    /// The record as JSON.
    pub body: String,
}

fn list(row: &SqliteRow) -> Result<ListRow, sqlx::Error> {
    Ok(ListRow {
        id: row.try_get("id")?,
        kind: row.try_get("kind")?,
        edition: row.try_get("edition")?,
        imported_at: row.try_get("imported_at")?,
        records: row.try_get::<i64, _>("records")? as u64,
        leaf: row.try_get::<i64, _>("leaf")? as u64,
    })
}

fn record(row: &SqliteRow) -> Result<RecordRow, sqlx::Error> {
    Ok(RecordRow {
        list: row.try_get("list")?,
        id: row.try_get("id")?,
        digest: row.try_get("digest")?,
        body: row.try_get("body")?,
    })
}

impl Store {
    /// The lists, by identifier.
    pub async fn lists(&self) -> Result<Vec<ListRow>, Error> {
        let rows = sqlx::query("SELECT * FROM list ORDER BY id")
            .fetch_all(&self.pool)
            .await?;
        Ok(rows.iter().map(list).collect::<Result<_, _>>()?)
    }

    /// The records of all lists, or of one, by list and identifier.
    pub async fn records(&self, of: Option<&str>) -> Result<Vec<RecordRow>, Error> {
        let rows =
            sqlx::query("SELECT * FROM record WHERE ?1 IS NULL OR list = ?1 ORDER BY list, id")
                .bind(of)
                .fetch_all(&self.pool)
                .await?;
        Ok(rows.iter().map(record).collect::<Result<_, _>>()?)
    }
}

impl Transaction {
    /// Identifier and digest of every record of a list, by identifier.
    pub async fn digests(&mut self, list: &str) -> Result<Vec<(String, String)>, Error> {
        let rows = sqlx::query_as("SELECT id, digest FROM record WHERE list = ? ORDER BY id")
            .bind(list)
            .fetch_all(&mut *self.inner)
            .await?;
        Ok(rows)
    }

    /// The records of every list but one, by list and identifier.
    pub async fn records_but(&mut self, list: &str) -> Result<Vec<RecordRow>, Error> {
        let rows = sqlx::query("SELECT * FROM record WHERE list <> ? ORDER BY list, id")
            .bind(list)
            .fetch_all(&mut *self.inner)
            .await?;
        Ok(rows.iter().map(record).collect::<Result<_, _>>()?)
    }

    /// Writes a record over the one of the same identifier, if there is one.
    pub async fn put_record(&mut self, row: &RecordRow) -> Result<(), Error> {
        sqlx::query("INSERT OR REPLACE INTO record (list, id, digest, body) VALUES (?, ?, ?, ?)")
            .bind(&row.list)
            .bind(&row.id)
            .bind(&row.digest)
            .bind(&row.body)
            .execute(&mut *self.inner)
            .await?;
        Ok(())
    }

    /// Removes a record.
    pub async fn remove_record(&mut self, list: &str, id: &str) -> Result<(), Error> {
        sqlx::query("DELETE FROM record WHERE list = ? AND id = ?")
            .bind(list)
            .bind(id)
            .execute(&mut *self.inner)
            .await?;
        Ok(())
    }

    /// Writes the list over the one of the same identifier.
    pub async fn put_list(&mut self, row: &ListRow) -> Result<(), Error> {
        sqlx::query(
            "INSERT OR REPLACE INTO list (id, kind, edition, imported_at, records, leaf) \
             VALUES (?, ?, ?, ?, ?, ?)",
        )
        .bind(&row.id)
        .bind(&row.kind)
        .bind(&row.edition)
        .bind(&row.imported_at)
        .bind(row.records as i64)
        .bind(row.leaf as i64)
        .execute(&mut *self.inner)
        .await?;
        Ok(())
    }

    /// Removes a list and its records; tells whether it was there.
    pub async fn remove_list(&mut self, list: &str) -> Result<bool, Error> {
        sqlx::query("DELETE FROM record WHERE list = ?")
            .bind(list)
            .execute(&mut *self.inner)
            .await?;
        let done = sqlx::query("DELETE FROM list WHERE id = ?")
            .bind(list)
            .execute(&mut *self.inner)
            .await?;
        Ok(done.rows_affected() > 0)
    }
}
