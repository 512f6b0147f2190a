//! The bytes of an index, mapped or owned. The only place with unsafe code.
#![allow(unsafe_code)]

use std::{fs::File, ops::Deref, path::Path};

use memmap2::Mmap;

use crate::Error;

/// The bytes of an index.
pub(crate) enum Bytes {
    /// A mapped file.
    Mapped(Mmap),
    /// Bytes in memory.
    Owned(Vec<u8>),
}

impl Bytes {
    /// Maps a file.
    pub(crate) fn map(path: &Path) -> Result<Self, Error> {
        let read = |source| Error::Read {
            path: path.display().to_string(),
            source,
        };
        let file = File::open(path).map_err(read)?;
        if file.metadata().map_err(read)?.len() == 0 {
            return Ok(Self::Owned(Vec::new()));
        }
        // SAFETY: the map is private to this process and read only. Index files are written
        // under another name, then renamed, and never changed or shortened afterwards
        // (docs/index-format.md), so the bytes stay what they were when the hash was checked.
        let map = unsafe { Mmap::map(&file) }.map_err(read)?;
        Ok(Self::Mapped(map))
    }
}

impl Deref for Bytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match self {
            Self::Mapped(map) => map,
            Self::Owned(bytes) => bytes,
        }
    }
}
