//! Tiles and entry bundles, [C2SP tlog-tiles](https://c2sp.org/tlog-tiles): the files in which a
//! log is published.

use std::fmt;
use std::str::FromStr;

use crate::hash::{HASH_SIZE, Hash};
use crate::tree::{HashReader, MAX_TREE_SIZE, read, stored_hash_index};
use crate::{Error, TreeError};

/// Levels of the tree in one tile.
pub const TILE_HEIGHT: u8 = 8;
/// Hashes in a full tile, entries in a full bundle.
pub const TILE_WIDTH: u16 = 1 << TILE_HEIGHT;
/// The longest entry that a bundle can hold, in bytes.
pub const MAX_ENTRY_BYTES: usize = u16::MAX as usize;

/// The highest level that the specification allows in a path.
const MAX_LEVEL: u8 = 63;

/// Coordinates of a tile: `width` hashes at level `8 * level` of the tree, from number
/// `256 * index`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tile {
    level: u8,
    index: u64,
    width: u16,
}

impl Tile {
    /// A tile at `level` 0 to 63 with `width` 1 to 256.
    pub fn new(level: u8, index: u64, width: u16) -> Result<Self, Error> {
        if level > MAX_LEVEL || !(1..=TILE_WIDTH).contains(&width) {
            return Err(Error::NoSuchTile {
                level,
                index,
                width,
            });
        }
        Ok(Self {
            level,
            index,
            width,
        })
    }

    /// The level of the tile: 0 holds leaf hashes, each above holds hashes of full tiles.
    pub fn level(&self) -> u8 {
        self.level
    }

    /// The number of the tile within its level.
    pub fn index(&self) -> u64 {
        self.index
    }

    /// How many hashes the tile holds, 1 to 256.
    pub fn width(&self) -> u16 {
        self.width
    }

    /// Whether the tile holds 256 hashes and so never changes again.
    pub fn is_full(&self) -> bool {
        self.width == TILE_WIDTH
    }

    /// The path under the log's prefix, as `tile/0/x001/x234/067.p/3`.
    pub fn path(&self) -> String {
        format!("tile/{}/{}", self.level, Numbered(self.index, self.width))
    }

    /// The stored indexes of the tile's hashes, or `None` beyond [`MAX_TREE_SIZE`].
    fn stored_indexes(&self) -> Option<Vec<u64>> {
        let level = self
            .level
            .checked_mul(TILE_HEIGHT)
            .filter(|&level| level < 64)?;
        let first = self.index.checked_mul(u64::from(TILE_WIDTH))?;
        let end = first.checked_add(u64::from(self.width))?;
        if end > MAX_TREE_SIZE >> level {
            return None;
        }
        Some((first..end).map(|n| stored_hash_index(level, n)).collect())
    }
}

/// Coordinates of an entry bundle: `width` entries from number `256 * index`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Bundle {
    index: u64,
    width: u16,
}

impl Bundle {
    /// A bundle with `width` 1 to 256.
    pub fn new(index: u64, width: u16) -> Result<Self, Error> {
        if !(1..=TILE_WIDTH).contains(&width) {
            return Err(Error::NoSuchTile {
                level: 0,
                index,
                width,
            });
        }
        Ok(Self { index, width })
    }

    /// The number of the bundle.
    pub fn index(&self) -> u64 {
        self.index
    }

    /// How many entries the bundle holds, 1 to 256.
    pub fn width(&self) -> u16 {
        self.width
    }

    /// The path under the log's prefix, as `tile/entries/x001/x234/067.p/3`.
    pub fn path(&self) -> String {
        format!("tile/entries/{}", Numbered(self.index, self.width))
    }
}

/// What a path under a log's prefix asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TilePath {
    /// Hashes of the tree.
    Tile(Tile),
    /// Entries.
    Entries(Bundle),
}

impl fmt::Display for TilePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&match self {
            Self::Tile(tile) => tile.path(),
            Self::Entries(bundle) => bundle.path(),
        })
    }
}

impl FromStr for TilePath {
    type Err = Error;

    /// Accepts exactly what `Display` writes: each tile has one path.
    fn from_str(path: &str) -> Result<Self, Error> {
        let rest = path.strip_prefix("tile/").ok_or(Error::MalformedPath)?;
        let (kind, rest) = rest.split_once('/').ok_or(Error::MalformedPath)?;
        let (index, width) = parse_numbered(rest)?;
        let parsed = if kind == "entries" {
            Self::Entries(Bundle::new(index, width).map_err(|_| Error::MalformedPath)?)
        } else {
            let level = kind.parse().map_err(|_| Error::MalformedPath)?;
            Self::Tile(Tile::new(level, index, width).map_err(|_| Error::MalformedPath)?)
        };
        // Leading zeros, plus signs and needless `x000` have gone; only the one spelling stays.
        if parsed.to_string() == path {
            Ok(parsed)
        } else {
            Err(Error::MalformedPath)
        }
    }
}

/// The tiles to write when the tree grows from `old_size` to `new_size`, from level 0 upwards.
/// Nothing is written for a tree that does not grow.
pub fn tiles_for_size(old_size: u64, new_size: u64) -> impl Iterator<Item = Tile> {
    (0..8).flat_map(move |level| {
        let shift = level * TILE_HEIGHT;
        grown(old_size >> shift, new_size >> shift).map(move |(index, width)| Tile {
            level,
            index,
            width,
        })
    })
}

/// The entry bundles to write when the tree grows from `old_size` to `new_size`.
pub fn bundles_for_size(old_size: u64, new_size: u64) -> impl Iterator<Item = Bundle> {
    grown(old_size, new_size).map(|(index, width)| Bundle { index, width })
}

/// The bytes of a tile: its hashes one after the other.
pub fn tile_data<R: HashReader + ?Sized>(
    tile: Tile,
    reader: &R,
) -> Result<Vec<u8>, TreeError<R::Error>> {
    let indexes = tile.stored_indexes().ok_or(TreeError::OutOfRange {
        position: tile.index,
        size: MAX_TREE_SIZE,
    })?;
    let hashes = read(&indexes, reader)?;
    Ok(hashes.iter().flat_map(|hash| hash.0).collect())
}

/// The hashes in the bytes of a tile.
pub fn parse_tile_data(tile: Tile, data: &[u8]) -> Result<Vec<Hash>, Error> {
    let expected = usize::from(tile.width) * HASH_SIZE;
    if data.len() != expected {
        return Err(Error::TileLength {
            expected,
            found: data.len(),
        });
    }
    let (hashes, _) = data.as_chunks::<HASH_SIZE>();
    Ok(hashes.iter().copied().map(Hash).collect())
}

/// The bytes of a bundle: each entry after its length, a big-endian `u16`.
pub fn encode_entry_bundle<E: AsRef<[u8]>>(entries: &[E]) -> Result<Vec<u8>, Error> {
    if entries.is_empty() || entries.len() > usize::from(TILE_WIDTH) {
        return Err(Error::MalformedBundle("a bundle holds 1 to 256 entries"));
    }
    let mut data = Vec::new();
    for entry in entries {
        let entry = entry.as_ref();
        let length = u16::try_from(entry.len()).map_err(|_| Error::EntryTooLong(entry.len()))?;
        data.extend(length.to_be_bytes());
        data.extend(entry);
    }
    Ok(data)
}

/// The entries in the bytes of a bundle: exactly its width of them and nothing after.
pub fn decode_entry_bundle(bundle: Bundle, data: &[u8]) -> Result<Vec<&[u8]>, Error> {
    let mut rest = data;
    let mut entries = Vec::with_capacity(usize::from(bundle.width));
    for _ in 0..bundle.width {
        let (length, after) = rest
            .split_first_chunk()
            .ok_or(Error::MalformedBundle("too few entries"))?;
        let length = usize::from(u16::from_be_bytes(*length));
        let (entry, after) = after
            .split_at_checked(length)
            .ok_or(Error::MalformedBundle("an entry is cut short"))?;
        entries.push(entry);
        rest = after;
    }
    if rest.is_empty() {
        Ok(entries)
    } else {
        Err(Error::MalformedBundle("too many bytes"))
    }
}

/// Index and width of the tiles of one level that change when it grows from `old` to `new`
/// hashes: full ones, then perhaps a partial one.
fn grown(old: u64, new: u64) -> impl Iterator<Item = (u64, u16)> {
    let width = u64::from(TILE_WIDTH);
    let full = (old / width..new / width).map(|index| (index, TILE_WIDTH));
    let rest = (new % width) as u16;
    let partial = (new > old && rest > 0).then_some((new / width, rest));
    full.chain(partial)
}

/// `<N>[.p/<W>]` of the specification.
struct Numbered(u64, u16);

impl fmt::Display for Numbered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(index, width) = *self;
        let mut text = format!("{:03}", index % 1000);
        let mut rest = index / 1000;
        while rest > 0 {
            text = format!("x{:03}/{text}", rest % 1000);
            rest /= 1000;
        }
        f.write_str(&text)?;
        if width < TILE_WIDTH {
            write!(f, ".p/{width}")
        } else {
            Ok(())
        }
    }
}

/// Reads what [`Numbered`] writes, and some more; the caller compares.
fn parse_numbered(text: &str) -> Result<(u64, u16), Error> {
    let (number, width) = match text.split_once(".p/") {
        Some((number, width)) => (number, width.parse().map_err(|_| Error::MalformedPath)?),
        None => (text, TILE_WIDTH),
    };
    let mut index = 0_u64;
    for part in number.split('/') {
        let digits = part.strip_prefix('x').unwrap_or(part);
        let value: u64 = digits.parse().map_err(|_| Error::MalformedPath)?;
        if value >= 1000 {
            return Err(Error::MalformedPath);
        }
        index = index
            .checked_mul(1000)
            .and_then(|index| index.checked_add(value))
            .ok_or(Error::MalformedPath)?;
    }
    Ok((index, width))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_paths_of_the_specification() {
        let tile = Tile::new(0, 1_234_067, 3).expect("valid");
        assert_eq!(tile.path(), "tile/0/x001/x234/067.p/3");
        let bundle = Bundle::new(1_234_067, 256).expect("valid");
        assert_eq!(bundle.path(), "tile/entries/x001/x234/067");
        for path in [
            "tile/63/000",
            "tile/1/x001/000.p/255",
            "tile/entries/999.p/1",
        ] {
            assert_eq!(
                path.parse::<TilePath>().map(|p| p.to_string()).as_deref(),
                Ok(path)
            );
        }
    }

    #[test]
    fn a_path_has_one_spelling() {
        for path in [
            "",
            "tile",
            "tile/",
            "tile/0",
            "tile/0/",
            "tile/00/000",
            "tile/64/000",
            "tile/256/000",
            "tile/+1/000",
            "tile/0/0",
            "tile/0/0000",
            "tile/0/x000/001",
            "tile/0/001/001",
            "tile/0/x001",
            "tile/0/000.p/0",
            "tile/0/000.p/256",
            "tile/0/000.p/01",
            "tile/0/000.p/+1",
            "tile/0/000.p/",
            "tile/0/000.p/1/",
            "tile/0/-01",
            "tile/0/+01",
            "/tile/0/000",
            "tile/0/../000",
            "tile/data/000",
            "tile/0/000.p/1.p/1",
            "tile/0/x018/x446/x744/x073/x709/x551/616",
            "tile/0/xx01/001",
            "tile/0/\u{661}00",
        ] {
            assert_eq!(
                path.parse::<TilePath>(),
                Err(Error::MalformedPath),
                "{path}"
            );
        }
    }

    #[test]
    fn the_tree_of_70000_of_the_specification() {
        let tiles: Vec<Tile> = tiles_for_size(0, 70_000).collect();
        let count = |level, full| {
            tiles
                .iter()
                .filter(|tile| tile.level == level && tile.is_full() == full)
                .count()
        };
        assert_eq!((count(0, true), count(0, false)), (273, 1));
        assert_eq!((count(1, true), count(1, false)), (1, 1));
        assert_eq!((count(2, true), count(2, false)), (0, 1));
        assert_eq!(tiles.len(), 277);
        let partial: Vec<u16> = tiles
            .iter()
            .filter(|tile| !tile.is_full())
            .map(Tile::width)
            .collect();
        assert_eq!(partial, [112, 17, 1]);
        assert_eq!(tiles_for_size(9, 9).count(), 0);
        assert_eq!(tiles_for_size(9, 3).count(), 0);
    }

    #[test]
    fn bundles_round_trip_and_refuse_any_cut() {
        let entries: [&[u8]; 3] = [b"", b"one", b"three"];
        let data = encode_entry_bundle(&entries).expect("short entries");
        let bundle = Bundle::new(0, 3).expect("valid");
        assert_eq!(
            decode_entry_bundle(bundle, &data).as_deref(),
            Ok(entries.as_slice())
        );
        for end in 0..data.len() {
            assert!(decode_entry_bundle(bundle, &data[..end]).is_err());
        }
        assert!(decode_entry_bundle(Bundle::new(0, 2).expect("valid"), &data).is_err());
        assert!(encode_entry_bundle(&[vec![0; 65_536]]).is_err());
        assert!(encode_entry_bundle(&[vec![0; 65_535]]).is_ok());
        assert!(encode_entry_bundle::<&[u8]>(&[]).is_err());
    }

    #[test]
    fn tiles_beyond_the_tree_are_refused() {
        let none: Vec<Hash> = Vec::new();
        for (level, index) in [(63, 0), (8, 0), (0, u64::MAX), (7, 1), (0, u64::MAX / 256)] {
            let tile = Tile::new(level, index, 256).expect("valid coordinates");
            assert!(matches!(
                tile_data(tile, &none),
                Err(TreeError::OutOfRange { .. })
            ));
        }
        assert!(Tile::new(64, 0, 1).is_err());
        assert!(Tile::new(0, 0, 0).is_err());
        assert!(Tile::new(0, 0, 257).is_err());
        let tile = Tile::new(0, 0, 2).expect("valid");
        assert!(parse_tile_data(tile, &[0; 63]).is_err());
    }
}
