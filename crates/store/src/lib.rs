//! The office's records in SQLite.
//!
//! Reading goes through [`Store`], writing through a [`Transaction`] that holds the database's
//! write lock from its first statement, so that a sequence number or a leaf index read in it
//! is still right when it commits. The crate keeps rows and knows nothing of their meaning:
//! pairing a write with an entry in the log is the work of the service crate.
//!
//! SQLite runs in WAL mode with `synchronous = FULL`: what was committed survives a killed
//! process and a power cut.
//!
//! The queries need an executor; the async runtime is the caller's choice (a `runtime-*`
//! feature of `sqlx`).

mod act;
mod conflict;
mod hash_cache;
mod list;
mod mail;
mod partner;
mod request;

use std::{path::Path, time::Duration};

use sqlx::{
    Sqlite, SqlitePool,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};

pub use act::{Act, NewAct};
pub use hash_cache::{HashCache, Missing};
pub use list::{ListRow, RecordRow};
pub use mail::{Direction, MessageRow, OutboxRow};
pub use partner::PartnerRow;
pub use request::RequestRow;

/// Why a record could not be read or written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The database refused; the reason is SQLite's. Nothing of the transaction was kept.
    #[error("the office's database: {0}")]
    Database(#[from] sqlx::Error),
    /// The database is of a later version: use the program that wrote it.
    #[error("the office's database cannot be brought up to date: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
    /// A row does not hold what it should: run `liaison log verify`.
    #[error("a row of `{table}` cannot be read: {reason}; run `liaison log verify`")]
    Corrupt {
        /// The table.
        table: &'static str,
        /// What is wrong.
        reason: String,
    },
}

/// An office's records.
#[derive(Debug, Clone)]
pub struct Store {
    pool: SqlitePool,
}

/// Changes that become real together or not at all.
#[derive(Debug)]
pub struct Transaction {
    inner: sqlx::Transaction<'static, Sqlite>,
}

impl Store {
    /// Makes the database of a new office; it must not exist yet.
    pub async fn create(path: &Path) -> Result<Self, Error> {
        let options = options(path).create_if_missing(true);
        Self::connect(options).await
    }

    /// Opens the database of an office and brings it up to date.
    pub async fn open(path: &Path) -> Result<Self, Error> {
        Self::connect(options(path)).await
    }

    async fn connect(options: SqliteConnectOptions) -> Result<Self, Error> {
        let pool = SqlitePoolOptions::new()
            .max_connections(4)
            .connect_with(options)
            .await?;
        sqlx::migrate!().run(&pool).await?;
        Ok(Self { pool })
    }

    /// The records as they are now: whatever is written later, every read of the result sees
    /// this moment. Close it soon; the WAL grows meanwhile.
    pub async fn snapshot(&self) -> Result<Self, Error> {
        let options = (*self.pool.connect_options()).clone().read_only(true);
        let pool = SqlitePoolOptions::new()
            .max_connections(1)
            .idle_timeout(None)
            .max_lifetime(None)
            .after_connect(|connection, _| {
                Box::pin(async move {
                    // A read transaction begins with its first read.
                    sqlx::raw_sql("BEGIN; SELECT COUNT(*) FROM setting")
                        .execute(connection)
                        .await?;
                    Ok(())
                })
            })
            .connect_with(options)
            .await?;
        Ok(Self { pool })
    }

    /// Begins a transaction; waits while another process writes.
    pub async fn begin(&self) -> Result<Transaction, Error> {
        let inner = self.pool.begin_with("BEGIN IMMEDIATE").await?;
        Ok(Transaction { inner })
    }

    /// Closes every connection; the WAL is folded into the database file.
    pub async fn close(&self) {
        self.pool.close().await;
    }

    /// Folds the WAL into the database file.
    pub async fn settle(&self) -> Result<(), Error> {
        sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)")
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    /// A setting of the office, such as the hash of its current index.
    pub async fn setting(&self, key: &str) -> Result<Option<String>, Error> {
        let value = sqlx::query_scalar("SELECT value FROM setting WHERE key = ?")
            .bind(key)
            .fetch_optional(&self.pool)
            .await?;
        Ok(value)
    }
}

impl Transaction {
    /// Makes the changes real.
    pub async fn commit(self) -> Result<(), Error> {
        Ok(self.inner.commit().await?)
    }

    /// A setting, as this transaction sees it.
    pub async fn setting(&mut self, key: &str) -> Result<Option<String>, Error> {
        let value = sqlx::query_scalar("SELECT value FROM setting WHERE key = ?")
            .bind(key)
            .fetch_optional(&mut *self.inner)
            .await?;
        Ok(value)
    }

    /// Sets a setting.
    pub async fn set_setting(&mut self, key: &str, value: &str) -> Result<(), Error> {
        sqlx::query(
            "INSERT INTO setting VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
        )
        .bind(key)
        .bind(value)
        .execute(&mut *self.inner)
        .await?;
        Ok(())
    }
}

fn options(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(Duration::from_secs(30))
}
