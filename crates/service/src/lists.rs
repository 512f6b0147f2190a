//! Lists: taken in whole or not at all, and found again through the index.

use std::{collections::BTreeMap, path::PathBuf};

use liaison_lists::{Edition, Kind, Progress, difference, digest};
use liaison_person::{Record, ftm};
use liaison_store::{ListRow, RecordRow};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{Error, Office, journal::Journal, office::write_atomically, requests};

/// Setting that holds the hash of the index in use.
pub(crate) const INDEX: &str = "index";

/// A list to be taken in.
#[derive(Debug, Clone)]
pub struct Import {
    /// Its format.
    pub kind: Kind,
    /// Its files, or the directory that holds them.
    pub paths: Vec<PathBuf>,
    /// Its identifier in the office; by default the format's own.
    pub id: Option<String>,
    /// Who takes it in.
    pub officer: String,
}

impl Import {
    /// An import under the format's own identifier.
    pub fn new(kind: Kind, paths: Vec<PathBuf>) -> Self {
        Self {
            kind,
            paths,
            id: None,
            officer: String::new(),
        }
    }
}

/// How far an import has come.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum Stage {
    /// The files are read.
    Reading(Progress),
    /// The records are written.
    Writing,
    /// The index over all lists is built.
    Indexing,
}

/// What an import changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// The list.
    pub list: String,
    /// Records on it now.
    pub records: usize,
    /// New records.
    pub added: usize,
    /// Records that say something else than before.
    pub changed: usize,
    /// Records that are no longer on it.
    pub removed: usize,
    /// Values of protected properties that were dropped.
    pub protected_dropped: usize,
    /// Entities that are not screened, by schema.
    pub skipped: BTreeMap<String, usize>,
}

/// A list as it stands now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ListView {
    /// Its identifier.
    pub id: String,
    /// Its format.
    pub kind: String,
    /// SHA-256 of the published files.
    pub edition: String,
    /// When it was taken in.
    pub imported_at: String,
    /// Number of records.
    pub records: u64,
}

/// Act `list.imported`.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Imported {
    pub list: String,
    pub kind: String,
    pub edition: String,
    pub records: usize,
    pub added: usize,
    pub changed: usize,
    pub removed: usize,
    /// One digest over identifier and digest of every record, see [`holdings`].
    pub holdings: String,
    /// Hash of the index over all lists as they stand after it.
    pub index: String,
    pub officer: String,
}

/// Act `list.removed`.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Removed {
    pub list: String,
    /// Hash of the index over the lists that remain.
    pub index: String,
    pub officer: String,
}

/// One digest over all records of a list: SHA-256 over `identifier TAB digest LF`, by identifier.
pub(crate) fn holdings<'a>(records: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let lines: Vec<String> = records
        .map(|(id, digest)| format!("{id}\t{digest}\n"))
        .collect();
    requests::digest(&lines.concat())
}

impl Office {
    /// Takes a list in: the new edition replaces the old one of the same identifier, or, where
    /// anything fails, the old one stays.
    pub async fn import(
        &self,
        import: &Import,
        progress: &mut (dyn FnMut(Stage) + Send),
    ) -> Result<Change, Error> {
        let edition = liaison_lists::read(import.kind, &import.paths, &mut |read| {
            progress(Stage::Reading(read));
        })?;
        let id = match &import.id {
            Some(id) => checked_id(id)?,
            None => checked_id(&edition.id)?,
        };
        self.replace(&id, edition, &import.officer, progress).await
    }

    /// Takes in an edition that was read already.
    pub async fn replace(
        &self,
        id: &str,
        edition: Edition,
        officer: &str,
        progress: &mut (dyn FnMut(Stage) + Send),
    ) -> Result<Change, Error> {
        progress(Stage::Writing);
        let mut journal = Journal::begin(self).await?;
        let old: BTreeMap<String, String> = journal.tx.digests(id).await?.into_iter().collect();
        let digests: Vec<String> = edition.records.iter().map(digest).collect();
        let ids = edition.records.iter().map(|record| record.id.clone());
        let new: BTreeMap<String, String> = ids.zip(digests.iter().cloned()).collect();
        let difference = difference(&old, &new);
        for removed in &difference.removed {
            journal.tx.remove_record(id, removed).await?;
        }
        for (record, digest) in edition.records.iter().zip(&digests) {
            if old.get(&record.id) == Some(digest) {
                continue;
            }
            let row = RecordRow {
                list: id.to_owned(),
                id: record.id.clone(),
                digest: digest.clone(),
                body: serde_json::to_string(record).map_err(Error::stored("record"))?,
            };
            journal.tx.put_record(&row).await?;
        }
        let change = Change {
            list: id.to_owned(),
            records: edition.records.len(),
            added: difference.added.len(),
            changed: difference.changed.len(),
            removed: difference.removed.len(),
            protected_dropped: edition.protected_dropped,
            skipped: edition.skipped,
        };
        progress(Stage::Indexing);
        let own = edition.records.into_iter();
        let own = own.map(|record| (id.to_owned(), record)).collect();
        let index = self.build_index(&mut journal, id, own).await?;
        let act = Imported {
            list: id.to_owned(),
            kind: edition.kind.to_string(),
            edition: edition.digest.clone(),
            records: change.records,
            added: change.added,
            changed: change.changed,
            removed: change.removed,
            holdings: holdings(new.iter().map(|(id, digest)| (&id[..], &digest[..]))),
            index,
            officer: officer.to_owned(),
        };
        let leaf = journal.act("list.imported", &act).await?;
        let row = ListRow {
            id: id.to_owned(),
            kind: act.kind,
            edition: edition.digest,
            imported_at: journal.at(),
            records: change.records as u64,
            leaf,
        };
        journal.tx.put_list(&row).await?;
        journal.commit().await?;
        Ok(change)
    }

    /// Removes a list.
    pub async fn remove_list(&self, id: &str, officer: &str) -> Result<(), Error> {
        let mut journal = Journal::begin(self).await?;
        if !journal.tx.remove_list(id).await? {
            return Err(Error::UnknownList(id.to_owned()));
        }
        let index = self.build_index(&mut journal, id, Vec::new()).await?;
        let act = Removed {
            list: id.to_owned(),
            index,
            officer: officer.to_owned(),
        };
        journal.act("list.removed", &act).await?;
        journal.commit().await?;
        Ok(())
    }

    /// Builds the index over `own` and the records of every list but `id`, to be used once the
    /// transaction is committed; returns its hash.
    async fn build_index(
        &self,
        journal: &mut Journal<'_>,
        id: &str,
        own: Vec<(String, Record)>,
    ) -> Result<String, Error> {
        // While this transaction holds the write lock, only the index in use is anybody's.
        if let Some(used) = journal.tx.setting(INDEX).await? {
            self.sweep_indexes(&used);
        }
        let mut records = own;
        for row in journal.tx.records_but(id).await? {
            let record = serde_json::from_str(&row.body).map_err(Error::stored("record"))?;
            records.push((row.list, record));
        }
        let built = liaison_index::build(&records).map_err(Error::Build)?;
        write_atomically(&self.index_path(&built.hash), &built.bytes)?;
        journal.tx.set_setting(INDEX, &built.hash).await?;
        Ok(built.hash)
    }

    /// The lists, by identifier.
    pub async fn lists(&self) -> Result<Vec<ListView>, Error> {
        let rows = self.store.lists().await?.into_iter();
        let view = |row: ListRow| ListView {
            id: row.id,
            kind: row.kind,
            edition: row.edition,
            imported_at: row.imported_at,
            records: row.records,
        };
        Ok(rows.map(view).collect())
    }

    /// Every record of one list or of all, as FollowTheMoney, every name as kept.
    pub async fn export(&self, id: Option<&str>) -> Result<Vec<Value>, Error> {
        if let Some(id) = id
            && !self.store.lists().await?.iter().any(|list| list.id == id)
        {
            return Err(Error::UnknownList(id.to_owned()));
        }
        let mut entities = Vec::new();
        for row in self.store.records(id).await? {
            let record: Record =
                serde_json::from_str(&row.body).map_err(Error::stored("record"))?;
            entities.push(ftm::to_value(&record, &[row.list]));
        }
        Ok(entities)
    }
}

fn checked_id(id: &str) -> Result<String, Error> {
    let word = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_' || b == b'-';
    if (1..=64).contains(&id.len()) && id.bytes().all(word) {
        return Ok(id.to_owned());
    }
    Err(Error::Invalid(format!(
        "`{id}` cannot be a list's identifier; write 1 to 64 lower-case letters, digits, `_` and \
         `-`, such as `us_ofac_sdn`"
    )))
}
