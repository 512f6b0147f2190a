//! Partners: the offices whose key cards were accepted.

use sqlx::{Row, sqlite::SqliteRow};

use crate::{Error, Store, Transaction};

/// A partner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartnerRow {
    /// Its code.
    pub code: String,
    /// Its key card, as accepted.
    pub card: String,
    /// When the card was accepted.
    pub added_at: String,
    /// When the partner was revoked, if it was.
    pub revoked_at: Option<String>,
}

fn partner(row: &SqliteRow) -> Result<PartnerRow, sqlx::Error> {
    Ok(PartnerRow {
        code: row.try_get("code")?,
        card: row.try_get("card")?,
        added_at: row.try_get("added_at")?,
        revoked_at: row.try_get("revoked_at")?,
    })
}

impl Store {
    /// The partners, by code, revoked ones too.
    pub async fn partners(&self) -> Result<Vec<PartnerRow>, Error> {
        let rows = sqlx::query("SELECT * FROM partner ORDER BY code")
            .fetch_all(&self.pool)
            .await?;
        Ok(rows.iter().map(partner).collect::<Result<_, _>>()?)
    }
}

impl Transaction {
    /// A partner by its code.
    pub async fn partner(&mut self, code: &str) -> Result<Option<PartnerRow>, Error> {
        let row = sqlx::query("SELECT * FROM partner WHERE code = ?")
            .bind(code)
            .fetch_optional(&mut *self.inner)
            .await?;
        Ok(row.as_ref().map(partner).transpose()?)
    }

    /// Writes a partner over the one of the same code.
    pub async fn put_partner(&mut self, row: &PartnerRow) -> Result<(), Error> {
        sqlx::query(
            "INSERT INTO partner (code, card, added_at, revoked_at) VALUES (?, ?, ?, ?) \
             ON CONFLICT DO UPDATE SET card = excluded.card, added_at = excluded.added_at, \
             revoked_at = excluded.revoked_at",
        )
        .bind(&row.code)
        .bind(&row.card)
        .bind(&row.added_at)
        .bind(&row.revoked_at)
        .execute(&mut *self.inner)
        .await?;
        Ok(())
    }
}
