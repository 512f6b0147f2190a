//! The log's public files: `log/checkpoint` and the tiles, as C2SP tlog-tiles lays them out.

use std::{fs, path::Path};

use liaison_log::{
    Checkpoint, TreeError, bundles_for_size, encode_entry_bundle, tile_data, tiles_for_size,
};
use liaison_store::HashCache;

use crate::{Error, Office, journal::CHECKPOINT, office::write_atomically};

/// Writes what the directory `log/` lacks of the newest checkpoint's tree.
pub(crate) async fn publish(office: &Office) -> Result<(), Error> {
    let dir = office.log_dir();
    let _lock = lock(office).await?;
    let Some(note) = office.store.setting(CHECKPOINT).await? else {
        return Ok(());
    };
    let size = open(office, &note)?.size();
    let published = published_size(office)?;
    if published == size {
        return Ok(());
    }
    for tile in tiles_for_size(published, size) {
        let mut cache = HashCache::default();
        let data = loop {
            match tile_data(tile, &cache) {
                Ok(data) => break data,
                Err(TreeError::Reader(missing)) => {
                    office.store.fetch_hashes(&mut cache, &missing).await?;
                }
                Err(error) => return Err(error.into()),
            }
        };
        put(&dir, &tile.path(), &data)?;
    }
    for bundle in bundles_for_size(published, size) {
        let first = bundle.index() * u64::from(liaison_log::TILE_WIDTH);
        let end = first + u64::from(bundle.width());
        let acts = office.store.acts_between(first, end).await?;
        let entries: Vec<&[u8]> = acts.iter().map(|act| &act.entry[..]).collect();
        put(&dir, &bundle.path(), &encode_entry_bundle(&entries)?)?;
    }
    // The checkpoint comes last: what it promises is there.
    write_atomically(&dir.join("checkpoint"), note.as_bytes())
}

/// Waits until nobody else writes the public files, and keeps it so while the result lives. The
/// lock goes with the process that holds it.
pub(crate) async fn lock(office: &Office) -> Result<fs::File, Error> {
    let path = office.log_dir().join(".lock");
    let file = fs::File::create(&path).map_err(Error::file(&path))?;
    // Waiting must not hold a thread of the runtime: the holder may need it to go on.
    tokio::task::spawn_blocking(move || file.lock().map(|()| file))
        .await
        .unwrap_or_else(|error| Err(std::io::Error::other(error)))
        .map_err(Error::file(&path))
}

/// Size of the tree that the published checkpoint stands for; 0 where none is published.
fn published_size(office: &Office) -> Result<u64, Error> {
    let path = office.log_dir().join("checkpoint");
    match fs::read_to_string(&path) {
        Ok(note) => Ok(open(office, &note).map_or(0, |checkpoint| checkpoint.size())),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(0),
        Err(error) => Err(Error::file(&path)(error)),
    }
}

pub(crate) fn open(office: &Office, note: &str) -> Result<Checkpoint, Error> {
    let verifier = office.log_verifier()?;
    Ok(Checkpoint::open(
        note.as_bytes(),
        &office.log_origin(),
        &[verifier],
    )?)
}

/// Writes a tile and removes the partial ones that it makes needless.
fn put(dir: &Path, path: &str, data: &[u8]) -> Result<(), Error> {
    let file = dir.join(path);
    if let Some(parent) = file.parent() {
        fs::create_dir_all(parent).map_err(Error::file(parent))?;
    }
    write_atomically(&file, data)?;
    let narrower = match path.rsplit_once(".p/") {
        Some((_, width)) => (file.parent().map(Path::to_owned), width.parse::<u16>().ok()),
        None => (Some(file.with_extension("p")), None),
    };
    if let (Some(partials), width) = narrower {
        for entry in fs::read_dir(&partials).into_iter().flatten().flatten() {
            let other = entry
                .file_name()
                .to_str()
                .and_then(|name| name.parse::<u16>().ok());
            if other.is_some_and(|other| width.is_none_or(|width| other < width)) {
                let _ = fs::remove_file(entry.path());
            }
        }
        if width.is_none() {
            let _ = fs::remove_dir(&partials);
        }
    }
    Ok(())
}
