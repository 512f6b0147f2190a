//! The office's log as pure functions: a Merkle tree that only grows, its tiles, its proofs and
//! its signed checkpoints.
//!
//! A log is worth something only if it cannot be rewritten unnoticed. Each entry is hashed into
//! a tree (RFC 6962, section 2.1); the head of the tree is a checkpoint that the office signs;
//! whoever kept an older checkpoint can ask for a proof that the newer tree continues it, and
//! whoever holds an entry can ask for a proof that the tree contains it.
//!
//! The formats are those of C2SP, word for word, so that other people's tools read our logs:
//! [tlog-tiles](https://c2sp.org/tlog-tiles), [tlog-checkpoint](https://c2sp.org/tlog-checkpoint)
//! and [signed-note](https://c2sp.org/signed-note). The numbering of the stored hashes is that of
//! Go's `sumdb/tlog`.
//!
//! No I/O happens here. Hashes come from a [`HashReader`]; the caller stores what
//! [`stored_hashes`] returns.
//!
//! ```
//! use ed25519_dalek::SigningKey;
//! use liaison_log::{
//!     Checkpoint, Hash, NoteSigner, check_inclusion, leaf_hash, prove_inclusion, stored_hashes,
//!     tree_hash,
//! };
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let mut stored: Vec<Hash> = Vec::new();
//! for (n, entry) in [b"first".as_slice(), b"second", b"third"].iter().enumerate() {
//!     let new = stored_hashes(n as u64, entry, &stored)?;
//!     stored.extend(new);
//! }
//! let root = tree_hash(3, &stored)?;
//!
//! let proof = prove_inclusion(3, 1, &stored)?;
//! check_inclusion(&proof, 3, root, 1, leaf_hash(b"second"))?;
//!
//! let key = SigningKey::from_bytes(&[7; 32]);
//! let signer = NoteSigner::new("aldburg.example/log", &key)?;
//! let note = Checkpoint::new("aldburg.example/log", 3, root)?.sign(&[signer.clone()])?;
//! let read = Checkpoint::open(note.to_string().as_bytes(), "aldburg.example/log", &[signer.verifier()])?;
//! assert_eq!(read.size(), 3);
//! # Ok(())
//! # }
//! ```
#![forbid(unsafe_code)]

mod checkpoint;
mod entry;
mod hash;
mod note;
mod tile;
mod tree;

pub use checkpoint::Checkpoint;
pub use entry::{Commitment, Entry, SALT_SIZE};
pub use hash::{HASH_SIZE, Hash, empty_root, leaf_hash, node_hash};
pub use note::{
    MAX_NOTE_BYTES, MAX_NOTE_SIGNATURES, NoteSignature, NoteSigner, SignedNote, VerifiedNote,
    Verifier,
};
pub use tile::{
    Bundle, MAX_ENTRY_BYTES, TILE_HEIGHT, TILE_WIDTH, Tile, TilePath, bundles_for_size,
    decode_entry_bundle, encode_entry_bundle, parse_tile_data, tile_data, tiles_for_size,
};
pub use tree::{
    HashReader, MAX_TREE_SIZE, check_consistency, check_inclusion, prove_consistency,
    prove_inclusion, split_stored_hash_index, stored_hash_count, stored_hash_index, stored_hashes,
    stored_hashes_for_leaf, tree_hash,
};

/// What can be wrong with bytes, a proof or a signature.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The bytes are not the entry of an act. Refuse the document it came in.
    #[error("not the entry of an act")]
    MalformedEntry,
    /// The text is not a 32-byte hash in base 64. Refuse the document it came in.
    #[error("not a hash: expected 32 bytes in base 64")]
    MalformedHash,
    /// The bytes are not a signed note. Refuse them; nothing in them was checked.
    #[error("malformed note: {0}")]
    MalformedNote(&'static str),
    /// The verifier key string cannot be used. Ask its owner to send it again.
    #[error("malformed verifier key: {0}")]
    MalformedKey(&'static str),
    /// The key name is empty or holds a space, a plus or a control character. Choose another.
    #[error("a key name must not be empty or hold spaces, `+` or control characters")]
    BadKeyName,
    /// No signature on the note is by a key we were given. Add the signer's key if it is trusted.
    #[error("the note is not signed by any known key")]
    UnknownKey,
    /// A signature that claims to be by a known key is wrong: the text or the signature was
    /// altered. Refuse the whole note and keep it as evidence.
    #[error("the signature by `{name}` does not verify")]
    BadSignature {
        /// The name of the known key.
        name: String,
    },
    /// Two different keys with one name and one key id were given. Remove one of them.
    #[error("two different verifier keys share the name `{name}` and its key id")]
    AmbiguousKey {
        /// The name both keys carry.
        name: String,
    },
    /// The note's text is not a checkpoint. Refuse it.
    #[error("malformed checkpoint: {0}")]
    MalformedCheckpoint(&'static str),
    /// The checkpoint is of another log than the one asked for.
    #[error("the checkpoint is of `{found}`, expected `{expected}`")]
    WrongOrigin {
        /// The origin that the caller expects.
        expected: String,
        /// The origin that the checkpoint states.
        found: String,
    },
    /// The tile path is not one that C2SP tlog-tiles allows. Answer "not found".
    #[error("malformed tile path")]
    MalformedPath,
    /// The coordinates name no tile. A fault of the caller.
    #[error("no such tile: level {level}, index {index}, width {width}")]
    NoSuchTile {
        /// Level of the tile.
        level: u8,
        /// Index within the level.
        index: u64,
        /// Number of hashes or entries.
        width: u16,
    },
    /// The tile's bytes do not have the length that its width demands. Fetch it again.
    #[error("tile data has {found} bytes, expected {expected}")]
    TileLength {
        /// Bytes that the width demands.
        expected: usize,
        /// Bytes that were given.
        found: usize,
    },
    /// The entry bundle is cut short, too long, or holds the wrong number of entries.
    #[error("malformed entry bundle: {0}")]
    MalformedBundle(&'static str),
    /// An entry is longer than its 16-bit length can say. Log a commitment to it instead.
    #[error("an entry of {0} bytes is too long; the limit is 65535")]
    EntryTooLong(usize),
    /// The proof does not lead to the root. Either side lies or errs; keep both as evidence.
    #[error("the proof does not verify: {0}")]
    BadProof(&'static str),
    /// The reader in memory has no hash at this stored index.
    #[error("no stored hash at index {0}")]
    MissingHash(u64),
}

/// Why a function over a [`HashReader`] has no result.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TreeError<E> {
    /// The reader failed. See its own error.
    #[error("cannot read stored hashes")]
    Reader(#[source] E),
    /// The reader returned another number of hashes than was asked. A fault of the reader.
    #[error("asked for {asked} stored hashes, got {given}")]
    WrongCount {
        /// How many indexes were asked for.
        asked: usize,
        /// How many hashes came.
        given: usize,
    },
    /// The size or position is not within the tree or the tree is larger than
    /// [`MAX_TREE_SIZE`]. A fault of the caller, or of the partner who asked.
    #[error("position {position} is not within a tree of size {size}")]
    OutOfRange {
        /// The leaf or older size asked for.
        position: u64,
        /// The size of the tree.
        size: u64,
    },
}
