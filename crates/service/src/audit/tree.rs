//! The tree: entries, stored hashes, the signed checkpoint, the published files.

use std::fs;

use liaison_log::{
    Commitment, Entry, Hash, SALT_SIZE, TILE_WIDTH, bundles_for_size, encode_entry_bundle,
    stored_hashes, tile_data, tiles_for_size, tree_hash,
};
use liaison_store::Act;

use super::{Audit, Break, Report, Stop, ensure};
use crate::{Error, journal::CHECKPOINT, publish};

/// The stored hashes as the entries give them.
pub(super) struct Tree {
    hashes: Vec<Hash>,
    size: u64,
}

impl Tree {
    /// The root of the tree as it was at `size`.
    pub fn root_at(&self, size: u64) -> Option<Hash> {
        (size <= self.size)
            .then(|| tree_hash(size, &self.hashes).ok())
            .flatten()
    }
}

pub(super) async fn check(
    audit: &Audit<'_>,
    acts: &[Act],
    report: &mut Report,
) -> Result<Tree, Stop> {
    let mut tree = Tree {
        hashes: Vec::new(),
        size: 0,
    };
    for act in acts {
        let place = format!("leaf {}", act.leaf);
        ensure(
            act.leaf == tree.size,
            format!("leaf {}", tree.size),
            "it is missing",
        )?;
        check_entry(act, &place)?;
        report.erased += usize::from(act.body.is_none());
        let new = stored_hashes(tree.size, &act.entry, &tree.hashes).map_err(Error::from)?;
        tree.hashes.extend(new);
        tree.size += 1;
    }
    let kept = audit.store.log_hashes().await?;
    let differs = |(at, hash): (usize, &Hash)| (kept.get(at) != Some(hash)).then_some(at);
    if let Some(at) = tree.hashes.iter().enumerate().find_map(differs) {
        return Err(Break::new(
            format!("stored hash {at}"),
            "it is not the hash of the entries as they stand: an entry or the hash was altered",
        )
        .into());
    }
    ensure(
        kept.len() == tree.hashes.len(),
        "stored hashes",
        "there are more than entries give",
    )?;
    check_checkpoint(audit, &tree, report).await?;
    check_published(audit, acts, &tree, report)?;
    Ok(tree)
}

fn check_entry(act: &Act, place: &str) -> Result<(), Break> {
    let entry = Entry::parse(&act.entry).map_err(|error| Break::new(place, error.to_string()))?;
    ensure(
        entry.kind == act.kind,
        place,
        "its row names another kind of act",
    )?;
    let hour = act.at.get(..13).map(|hour| format!("{hour}Z"));
    ensure(
        hour.as_ref() == Some(&entry.hour),
        place,
        "its row names another hour",
    )?;
    match (&act.salt, &act.body) {
        (Some(salt), Some(body)) => {
            let salt: [u8; SALT_SIZE] = salt[..]
                .try_into()
                .map_err(|_| Break::new(place, "its salt has not 32 bytes"))?;
            ensure(
                Commitment::new(&salt, body.as_bytes()) == entry.commitment,
                place,
                "what the act says was altered: it does not fit the commitment in the log",
            )
        }
        (None, None) => Ok(()),
        _ => Err(Break::new(place, "it was erased by half")),
    }
}

async fn check_checkpoint(audit: &Audit<'_>, tree: &Tree, report: &mut Report) -> Result<(), Stop> {
    let place = "signed checkpoint";
    let note = audit.store.setting(CHECKPOINT).await?;
    let note = note.ok_or_else(|| Break::new(place, "it is missing"))?;
    let checkpoint =
        publish::open(audit.office, &note).map_err(|error| Break::new(place, error.to_string()))?;
    ensure(
        checkpoint.size() == tree.size,
        place,
        format!(
            "it is over {} leaves, the log has {}",
            checkpoint.size(),
            tree.size
        ),
    )?;
    ensure(
        tree.root_at(tree.size) == Some(checkpoint.root()),
        place,
        "its root is not that of the log",
    )?;
    report.leaves = tree.size;
    report.root = checkpoint.root().hex();
    Ok(())
}

/// The published files may be behind the database, never beside it.
fn check_published(
    audit: &Audit<'_>,
    acts: &[Act],
    tree: &Tree,
    report: &mut Report,
) -> Result<(), Stop> {
    let dir = audit.office.log_dir();
    let Ok(note) = fs::read_to_string(dir.join("checkpoint")) else {
        return Err(Break::new("log/checkpoint", "it cannot be read").into());
    };
    let checkpoint = publish::open(audit.office, &note)
        .map_err(|error| Break::new("log/checkpoint", error.to_string()))?;
    let size = checkpoint.size();
    ensure(
        tree.root_at(size) == Some(checkpoint.root()),
        "log/checkpoint",
        "its root is not that of the log at its size",
    )?;
    report.published_files = 1;
    let mut compare = |path: String, expected: Vec<u8>| {
        let place = format!("log/{path}");
        let found = fs::read(dir.join(&path))
            .map_err(|error| Break::new(&place, format!("it cannot be read: {error}")))?;
        report.published_files += 1;
        ensure(
            found == expected,
            place,
            "it does not hold what the log holds",
        )
    };
    for tile in tiles_for_size(0, size) {
        let data = tile_data(tile, &tree.hashes).map_err(Error::from)?;
        compare(tile.path(), data)?;
    }
    for bundle in bundles_for_size(0, size) {
        let first = (bundle.index() * u64::from(TILE_WIDTH)) as usize;
        let end = first + usize::from(bundle.width());
        let entries: Vec<&[u8]> = acts
            .get(first..end)
            .unwrap_or_default()
            .iter()
            .map(|act| &act.entry[..])
            .collect();
        compare(
            bundle.path(),
            encode_entry_bundle(&entries).map_err(Error::from)?,
        )?;
    }
    Ok(())
}
