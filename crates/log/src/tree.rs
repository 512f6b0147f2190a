//! The tree: how its hashes are numbered in storage, its root and its proofs.
//!
//! Only full subtrees are stored, in the order in which they become full, so storage is only ever
//! appended to (the numbering of Go's `sumdb/tlog`). Proofs are those of RFC 6962, section 2.1.1
//! and 2.1.2; they are checked by the algorithms of RFC 9162, sections 2.1.3.2 and 2.1.4.2.

use crate::hash::{Hash, empty_root, leaf_hash, node_hash};
use crate::{Error, TreeError};

/// The largest tree: what a signed 64-bit database column holds. Every stored index then fits
/// into a `u64`.
pub const MAX_TREE_SIZE: u64 = i64::MAX as u64;

/// Where stored hashes come from: a table, tiles, or a slice in memory.
pub trait HashReader {
    /// What can go wrong while reading.
    type Error;

    /// The hashes at these stored indexes, in the order asked for.
    fn read_hashes(&self, indexes: &[u64]) -> Result<Vec<Hash>, Self::Error>;
}

impl HashReader for [Hash] {
    type Error = Error;

    fn read_hashes(&self, indexes: &[u64]) -> Result<Vec<Hash>, Error> {
        let at = |&index: &u64| {
            let place = usize::try_from(index).ok();
            place
                .and_then(|place| self.get(place))
                .copied()
                .ok_or(Error::MissingHash(index))
        };
        indexes.iter().map(at).collect()
    }
}

impl HashReader for Vec<Hash> {
    type Error = Error;

    fn read_hashes(&self, indexes: &[u64]) -> Result<Vec<Hash>, Error> {
        self.as_slice().read_hashes(indexes)
    }
}

/// The stored index of the `n`-th full subtree of `2^level` leaves. Saturates at `u64::MAX`,
/// where nothing is ever stored, for subtrees beyond [`MAX_TREE_SIZE`].
pub fn stored_hash_index(level: u8, n: u64) -> u64 {
    if level >= 64 {
        return u64::MAX;
    }
    // The leaf that makes the subtree full; `level` hashes follow its own hash up to this one.
    let last = ((u128::from(n) + 1) << level) - 1;
    let index = 2 * last - u128::from(last.count_ones()) + u128::from(level);
    u64::try_from(index).unwrap_or(u64::MAX)
}

/// The level and number of the subtree whose hash is at `index`: undoes [`stored_hash_index`].
pub fn split_stored_hash_index(index: u64) -> (u8, u64) {
    // Leaf `n` is at `2n` less its count of ones, so the leaf sought is at most 64 after this.
    let mut n = index / 2;
    let mut leaf_at = stored_hash_count(n);
    while let Some(next) = leaf_at.checked_add(1 + u64::from((n + 1).trailing_zeros())) {
        if next > index {
            break;
        }
        n += 1;
        leaf_at = next;
    }
    let level = (index - leaf_at) as u8;
    (level, n >> level)
}

/// How many hashes are stored for a tree of `n` leaves. Saturates at `u64::MAX`.
pub fn stored_hash_count(n: u64) -> u64 {
    let count = 2 * u128::from(n) - u128::from(n.count_ones());
    u64::try_from(count).unwrap_or(u64::MAX)
}

/// The hashes to append to storage when `entry` becomes leaf `n` of a tree of `n` leaves.
pub fn stored_hashes<R: HashReader + ?Sized>(
    n: u64,
    entry: &[u8],
    reader: &R,
) -> Result<Vec<Hash>, TreeError<R::Error>> {
    stored_hashes_for_leaf(n, leaf_hash(entry), reader)
}

/// As [`stored_hashes`], for an entry of which only the leaf hash is at hand.
pub fn stored_hashes_for_leaf<R: HashReader + ?Sized>(
    n: u64,
    leaf: Hash,
    reader: &R,
) -> Result<Vec<Hash>, TreeError<R::Error>> {
    if n >= MAX_TREE_SIZE {
        return Err(TreeError::OutOfRange {
            position: n,
            size: MAX_TREE_SIZE,
        });
    }
    // Each trailing one of `n` is a full subtree on the left that this leaf completes.
    let left: Vec<u64> = (0..n.trailing_ones() as u8)
        .map(|level| stored_hash_index(level, (n >> level) - 1))
        .collect();
    let mut hashes = vec![leaf];
    let mut hash = leaf;
    for sibling in read(&left, reader)? {
        hash = node_hash(sibling, hash);
        hashes.push(hash);
    }
    Ok(hashes)
}

/// The root of the tree of the first `size` leaves.
pub fn tree_hash<R: HashReader + ?Sized>(
    size: u64,
    reader: &R,
) -> Result<Hash, TreeError<R::Error>> {
    check_size(size)?;
    if size == 0 {
        return Ok(empty_root());
    }
    let mut roots = range_hashes(&[(0, size)], reader)?;
    // One range was asked for, so one hash came.
    Ok(roots.pop().unwrap_or_else(empty_root))
}

/// The proof that leaf `index` is in the tree of `size` leaves, from the leaf upwards.
pub fn prove_inclusion<R: HashReader + ?Sized>(
    size: u64,
    index: u64,
    reader: &R,
) -> Result<Vec<Hash>, TreeError<R::Error>> {
    check_size(size)?;
    if index >= size {
        return Err(TreeError::OutOfRange {
            position: index,
            size,
        });
    }
    let (mut low, mut high) = (0, size);
    let mut siblings = Vec::new();
    while high - low > 1 {
        let middle = low + left_width(high - low);
        if index < middle {
            siblings.push((middle, high));
            high = middle;
        } else {
            siblings.push((low, middle));
            low = middle;
        }
    }
    siblings.reverse();
    range_hashes(&siblings, reader)
}

/// The proof that the tree of `size` leaves continues the tree of its first `old` leaves. It is
/// empty when `old` is 0 or equal to `size`.
pub fn prove_consistency<R: HashReader + ?Sized>(
    size: u64,
    old: u64,
    reader: &R,
) -> Result<Vec<Hash>, TreeError<R::Error>> {
    check_size(size)?;
    if old > size {
        return Err(TreeError::OutOfRange {
            position: old,
            size,
        });
    }
    if old == 0 {
        return Ok(Vec::new());
    }
    let (mut low, mut high) = (0, size);
    let mut ranges = Vec::new();
    while old != high {
        let middle = low + left_width(high - low);
        if old <= middle {
            ranges.push((middle, high));
            high = middle;
        } else {
            ranges.push((low, middle));
            low = middle;
        }
    }
    // From 0, this range is the old tree itself, whose root the checker has.
    if low > 0 {
        ranges.push((low, high));
    }
    ranges.reverse();
    range_hashes(&ranges, reader)
}

/// Checks that `proof` leads from leaf `index` with `leaf` to `root` in a tree of `size`.
pub fn check_inclusion(
    proof: &[Hash],
    size: u64,
    root: Hash,
    index: u64,
    leaf: Hash,
) -> Result<(), Error> {
    if index >= size {
        return Err(Error::BadProof("the leaf is not within the tree"));
    }
    let mut walk = Walk {
        node: index,
        last: size - 1,
    };
    let mut hash = leaf;
    for &sibling in proof {
        hash = match walk.step()? {
            Side::Left => node_hash(sibling, hash),
            Side::Right => node_hash(hash, sibling),
        };
    }
    walk.finish()?;
    if hash == root {
        Ok(())
    } else {
        Err(Error::BadProof("the root differs"))
    }
}

/// Checks that the tree of `size` leaves with `root` continues the tree of `old` leaves with
/// `old_root`. Every tree continues the empty one.
pub fn check_consistency(
    proof: &[Hash],
    size: u64,
    root: Hash,
    old: u64,
    old_root: Hash,
) -> Result<(), Error> {
    if old > size {
        return Err(Error::BadProof("the older tree is larger"));
    }
    if old == 0 || old == size {
        if !proof.is_empty() {
            return Err(Error::BadProof("too many hashes"));
        }
        let expected = if old == size { root } else { empty_root() };
        let empty_agrees = old > 0 || old_root == empty_root();
        return if old_root == expected && empty_agrees {
            Ok(())
        } else {
            Err(Error::BadProof("the older root differs"))
        };
    }
    let mut rest = proof.iter().copied();
    // A full old tree is a node of the new one: its root starts the walk and is not sent.
    let start = if old.is_power_of_two() {
        Some(old_root)
    } else {
        rest.next()
    };
    let start = start.ok_or(Error::BadProof("too few hashes"))?;
    let climb = (old - 1).trailing_ones();
    let mut walk = Walk {
        node: (old - 1) >> climb,
        last: (size - 1) >> climb,
    };
    let (mut old_hash, mut hash) = (start, start);
    for sibling in rest {
        match walk.step()? {
            Side::Left => {
                old_hash = node_hash(sibling, old_hash);
                hash = node_hash(sibling, hash);
            }
            Side::Right => hash = node_hash(hash, sibling),
        }
    }
    walk.finish()?;
    if old_hash != old_root {
        return Err(Error::BadProof("the older root differs"));
    }
    if hash == root {
        Ok(())
    } else {
        Err(Error::BadProof("the root differs"))
    }
}

/// The way from a node to the root: `fn` and `sn` of RFC 9162.
struct Walk {
    node: u64,
    last: u64,
}

/// On which side of the walked node its sibling stands.
enum Side {
    Left,
    Right,
}

impl Walk {
    fn step(&mut self) -> Result<Side, Error> {
        if self.last == 0 {
            return Err(Error::BadProof("too many hashes"));
        }
        let side = if self.node & 1 == 1 || self.node == self.last {
            // A last node without a right sibling rises until it is a right child itself.
            // `node` is not 0 here: it is odd or equals `last`, which is not 0.
            self.shift(self.node.trailing_zeros());
            Side::Left
        } else {
            Side::Right
        };
        self.shift(1);
        Ok(side)
    }

    fn shift(&mut self, levels: u32) {
        self.node >>= levels;
        self.last >>= levels;
    }

    fn finish(&self) -> Result<(), Error> {
        if self.last == 0 {
            Ok(())
        } else {
            Err(Error::BadProof("too few hashes"))
        }
    }
}

fn check_size<E>(size: u64) -> Result<(), TreeError<E>> {
    if size > MAX_TREE_SIZE {
        return Err(TreeError::OutOfRange {
            position: size,
            size: MAX_TREE_SIZE,
        });
    }
    Ok(())
}

/// The largest power of two below `width`, which is at least 2.
fn left_width(width: u64) -> u64 {
    1 << (width - 1).ilog2()
}

/// The Merkle tree hash of each range of leaves, with one call to the reader.
fn range_hashes<R: HashReader + ?Sized>(
    ranges: &[(u64, u64)],
    reader: &R,
) -> Result<Vec<Hash>, TreeError<R::Error>> {
    let subtrees: Vec<Vec<u64>> = ranges
        .iter()
        .map(|&(low, high)| subtree_indexes(low, high))
        .collect();
    let hashes = read(&subtrees.concat(), reader)?;
    let mut rest = hashes.as_slice();
    let mut roots = Vec::with_capacity(ranges.len());
    for indexes in &subtrees {
        let (these, after) = rest.split_at(indexes.len());
        rest = after;
        let root = these
            .iter()
            .rev()
            .copied()
            .reduce(|right, left| node_hash(left, right));
        roots.extend(root);
    }
    Ok(roots)
}

/// The stored indexes of the full subtrees that make up a range of leaves, from left to right.
fn subtree_indexes(mut low: u64, high: u64) -> Vec<u64> {
    let mut indexes = Vec::new();
    while low < high {
        let level = (high - low).ilog2().min(low.trailing_zeros());
        indexes.push(stored_hash_index(level as u8, low >> level));
        low += 1 << level;
    }
    indexes
}

pub(crate) fn read<R: HashReader + ?Sized>(
    indexes: &[u64],
    reader: &R,
) -> Result<Vec<Hash>, TreeError<R::Error>> {
    if indexes.is_empty() {
        return Ok(Vec::new());
    }
    let hashes = reader.read_hashes(indexes).map_err(TreeError::Reader)?;
    if hashes.len() != indexes.len() {
        return Err(TreeError::WrongCount {
            asked: indexes.len(),
            given: hashes.len(),
        });
    }
    Ok(hashes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stored_indexes_follow_the_order_in_which_subtrees_fill() {
        let mut expected = 0;
        for leaf in 0..1000_u64 {
            assert_eq!(stored_hash_count(leaf), expected);
            for level in 0..=leaf.trailing_ones() as u8 {
                assert_eq!(stored_hash_index(level, leaf >> level), expected);
                assert_eq!(split_stored_hash_index(expected), (level, leaf >> level));
                expected += 1;
            }
        }
    }

    #[test]
    fn extreme_indexes_saturate_and_do_not_overflow() {
        assert_eq!(stored_hash_index(255, u64::MAX), u64::MAX);
        assert_eq!(stored_hash_index(63, u64::MAX), u64::MAX);
        assert_eq!(stored_hash_count(u64::MAX), u64::MAX);
        assert!(stored_hash_count(MAX_TREE_SIZE) < u64::MAX);
        split_stored_hash_index(u64::MAX);
        split_stored_hash_index(u64::MAX - 1);
    }

    #[test]
    fn sizes_beyond_the_limit_are_refused() {
        let none: Vec<Hash> = Vec::new();
        assert!(matches!(
            tree_hash(u64::MAX, &none),
            Err(TreeError::OutOfRange { .. })
        ));
        assert!(matches!(
            prove_inclusion(3, 3, &none),
            Err(TreeError::OutOfRange { .. })
        ));
        assert!(matches!(
            prove_consistency(3, 4, &none),
            Err(TreeError::OutOfRange { .. })
        ));
        assert!(matches!(
            stored_hashes(u64::MAX, b"", &none),
            Err(TreeError::OutOfRange { .. })
        ));
        assert_eq!(
            tree_hash(1, &none),
            Err(TreeError::Reader(Error::MissingHash(0)))
        );
    }

    #[test]
    fn a_reader_that_returns_too_few_hashes_is_told() {
        struct Short;
        impl HashReader for Short {
            type Error = Error;
            fn read_hashes(&self, _: &[u64]) -> Result<Vec<Hash>, Error> {
                Ok(Vec::new())
            }
        }
        assert_eq!(
            tree_hash(1, &Short),
            Err(TreeError::WrongCount { asked: 1, given: 0 })
        );
    }

    #[test]
    fn consistency_with_the_empty_and_the_same_tree() {
        let (a, b) = (leaf_hash(b"a"), leaf_hash(b"b"));
        assert_eq!(check_consistency(&[], 5, a, 0, empty_root()), Ok(()));
        assert_eq!(check_consistency(&[], 5, a, 5, a), Ok(()));
        assert_eq!(
            check_consistency(&[], 0, empty_root(), 0, empty_root()),
            Ok(())
        );
        assert!(check_consistency(&[], 5, a, 0, b).is_err());
        assert!(check_consistency(&[], 5, a, 5, b).is_err());
        assert!(check_consistency(&[], 0, a, 0, a).is_err());
        assert!(check_consistency(&[a], 5, a, 5, a).is_err());
        assert!(check_consistency(&[], 5, a, 4, a).is_err());
        assert!(check_consistency(&[], 4, a, 5, a).is_err());
    }
}
