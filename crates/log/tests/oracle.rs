//! What we compute, other people's implementations compute too, and what we write, they read:
//! `ct-merkle` for roots and proofs, `tlog_tiles` for storage, tiles and checkpoints,
//! `signed_note` for notes; the published vectors of RFC 6962 trees as a data file.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use ct_merkle::mem_backed_tree::MemoryBackedTree;
use ct_merkle::{ConsistencyProof, InclusionProof};
use ed25519_dalek::SigningKey;
use liaison_log::{
    Bundle, Checkpoint, Error, Hash, NoteSigner, SignedNote, Tile, TilePath, Verifier,
    bundles_for_size, check_consistency, check_inclusion, decode_entry_bundle, empty_root,
    leaf_hash, node_hash, parse_tile_data, prove_consistency, prove_inclusion,
    split_stored_hash_index, stored_hash_count, stored_hash_index, stored_hashes, tile_data,
    tiles_for_size, tree_hash,
};
use proptest::prelude::*;
use sha2::Sha256;
use signed_note::VerifierList;

/// Stored hashes of a log of these entries.
fn store<E: AsRef<[u8]>>(entries: &[E]) -> Vec<Hash> {
    let mut stored = Vec::new();
    for (n, entry) in entries.iter().enumerate() {
        let new = stored_hashes(n as u64, entry.as_ref(), &stored).unwrap();
        stored.extend(new);
    }
    stored
}

fn numbered(count: u64) -> Vec<Vec<u8>> {
    (0..count)
        .map(|n| format!("entry {n}").into_bytes())
        .collect()
}

fn oracle(entries: &[Vec<u8>]) -> MemoryBackedTree<Sha256, Vec<u8>> {
    let mut tree = MemoryBackedTree::new();
    for entry in entries {
        tree.push(entry.clone());
    }
    tree
}

fn root_of(tree: &MemoryBackedTree<Sha256, Vec<u8>>) -> Hash {
    Hash((*tree.root().as_bytes()).into())
}

fn bytes(proof: &[Hash]) -> Vec<u8> {
    proof.iter().flat_map(|hash| hash.0).collect()
}

/// A root at this size, then a smaller size or index within it.
fn size_and_below(least: u64) -> impl Strategy<Value = (u64, u64)> {
    (1_u64..600).prop_flat_map(move |size| (Just(size), least..size + least))
}

proptest! {
    #[test]
    fn roots_and_inclusion_proofs_agree_with_ct_merkle((size, index) in size_and_below(0)) {
        let entries = numbered(size);
        let stored = store(&entries);
        let tree = oracle(&entries);
        let root = tree_hash(size, &stored).unwrap();
        prop_assert_eq!(root, root_of(&tree));

        let proof = prove_inclusion(size, index, &stored).unwrap();
        let theirs = tree.prove_inclusion(usize::try_from(index).unwrap());
        prop_assert_eq!(bytes(&proof), theirs.as_bytes());
        let entry = &entries[usize::try_from(index).unwrap()];
        prop_assert_eq!(check_inclusion(&proof, size, root, index, leaf_hash(entry)), Ok(()));
        let ours = InclusionProof::<Sha256>::from_bytes(bytes(&proof));
        prop_assert!(tree.root().verify_inclusion(entry, index, &ours).is_ok());
    }

    #[test]
    fn consistency_proofs_agree_with_ct_merkle((size, old) in size_and_below(1)) {
        let entries = numbered(size);
        let stored = store(&entries);
        let tree = oracle(&entries);
        let old_tree = oracle(&entries[..usize::try_from(old).unwrap()]);
        let (root, old_root) =
            (tree_hash(size, &stored).unwrap(), tree_hash(old, &stored).unwrap());
        prop_assert_eq!(old_root, root_of(&old_tree));

        let proof = prove_consistency(size, old, &stored).unwrap();
        let theirs = tree.prove_consistency(usize::try_from(size - old).unwrap());
        prop_assert_eq!(bytes(&proof), theirs.as_bytes());
        prop_assert_eq!(check_consistency(&proof, size, root, old, old_root), Ok(()));
        let ours = ConsistencyProof::<Sha256>::try_from_bytes(bytes(&proof)).unwrap();
        prop_assert!(tree.root().verify_consistency(&old_tree.root(), &ours).is_ok());
    }

    #[test]
    fn altered_proofs_do_not_verify(
        (size, index) in size_and_below(0),
        place in any::<prop::sample::Index>(),
        bit in 0_usize..256,
    ) {
        let entries = numbered(size);
        let stored = store(&entries);
        let root = tree_hash(size, &stored).unwrap();
        let leaf = leaf_hash(&entries[usize::try_from(index).unwrap()]);
        let proof = prove_inclusion(size, index, &stored).unwrap();
        let old = index + 1;
        let old_root = tree_hash(old, &stored).unwrap();
        let growth = prove_consistency(size, old, &stored).unwrap();

        let mut long = proof.clone();
        long.push(root);
        prop_assert!(check_inclusion(&long, size, root, index, leaf).is_err());
        let mut long = growth.clone();
        long.push(root);
        prop_assert!(check_consistency(&long, size, root, old, old_root).is_err());
        if !proof.is_empty() {
            let mut bad = proof.clone();
            bad[place.index(proof.len())].0[bit / 8] ^= 1 << (bit % 8);
            prop_assert!(check_inclusion(&bad, size, root, index, leaf).is_err());
            prop_assert!(check_inclusion(&proof[1..], size, root, index, leaf).is_err());
        }
        if !growth.is_empty() {
            let mut bad = growth.clone();
            bad[place.index(growth.len())].0[bit / 8] ^= 1 << (bit % 8);
            prop_assert!(check_consistency(&bad, size, root, old, old_root).is_err());
            prop_assert!(check_consistency(&growth[1..], size, root, old, old_root).is_err());
        }
        if size > 1 {
            // Another root, and another place for the same leaf.
            prop_assert!(check_consistency(&growth, size, leaf, old, old_root).is_err());
            let elsewhere = (index + 1) % size;
            prop_assert!(check_inclusion(&proof, size, root, elsewhere, leaf).is_err());
        }
    }

    #[test]
    fn numbering_agrees_with_tlog_tiles(level in 0_u8..24, n in 0_u64..1 << 36) {
        let index = stored_hash_index(level, n);
        prop_assert_eq!(index, tlog_tiles::stored_hash_index(level, n));
        prop_assert_eq!(split_stored_hash_index(index), (level, n));
        prop_assert_eq!(stored_hash_count(n), tlog_tiles::stored_hash_count(n));
    }

    #[test]
    fn tiles_to_write_agree_with_tlog_tiles(old in 0_u64..200_000, more in 0_u64..200_000) {
        let new = old + more;
        let ours: Vec<String> = tiles_for_size(old, new).map(|tile| tile.path()).collect();
        // Theirs carry the height in the path, as Go's do.
        let theirs: Vec<String> = tlog_tiles::Tile::new_tiles(8, old, new)
            .iter()
            .map(|tile| tile.path().replacen("tile/8/", "tile/", 1))
            .collect();
        prop_assert_eq!(ours, theirs);
        for tile in tiles_for_size(old, new) {
            prop_assert_eq!(tile.path().parse(), Ok(TilePath::Tile(tile)));
        }
        let level_0: Vec<(u64, u16)> = tiles_for_size(old, new)
            .filter(|tile| tile.level() == 0)
            .map(|tile| (tile.index(), tile.width()))
            .collect();
        let bundles: Vec<(u64, u16)> =
            bundles_for_size(old, new).map(|bundle| (bundle.index(), bundle.width())).collect();
        prop_assert_eq!(level_0, bundles);
    }

    #[test]
    fn hostile_bytes_never_panic(data in prop::collection::vec(any::<u8>(), 0..400), width in 1_u16..=256) {
        let _ = SignedNote::parse(&data);
        let _ = Checkpoint::open(&data, "a", &[]);
        let text = String::from_utf8_lossy(&data);
        let _ = Checkpoint::parse(&text);
        let _ = text.parse::<Verifier>();
        let _ = text.parse::<TilePath>();
        let _ = text.parse::<Hash>();
        let _ = decode_entry_bundle(Bundle::new(0, width).unwrap(), &data);
        let _ = parse_tile_data(Tile::new(0, 0, width).unwrap(), &data);
    }

    #[test]
    fn nearly_right_texts_never_panic_and_read_back_the_same(
        note in "[ab\n]{0,6}\n\n(— [a-z+ ]{0,3} [A-Za-z0-9+/=]{0,12}\n){0,3}",
        path in "tile/(entries|[0-9]{1,3})/(x[0-9]{3}/){0,8}[0-9]{3}(\\.p/[0-9]{1,3})?",
        checkpoint in "[a\n]{0,2}\n[0-9]{0,20}\n[A-Za-z0-9+/]{43}=\n[b\n]{0,3}",
    ) {
        if let Ok(parsed) = SignedNote::parse(note.as_bytes()) {
            prop_assert_eq!(parsed.to_string(), note);
        }
        if let Ok(parsed) = path.parse::<TilePath>() {
            prop_assert_eq!(parsed.to_string(), path);
        }
        if let Ok(parsed) = Checkpoint::parse(&checkpoint) {
            prop_assert_eq!(parsed.to_note_text(), checkpoint);
        }
    }

    #[test]
    fn hostile_proofs_never_panic_nor_verify(
        proof in prop::collection::vec(any::<[u8; 32]>(), 0..70),
        size: u64, place: u64, a: [u8; 32], b: [u8; 32],
    ) {
        let proof: Vec<Hash> = proof.into_iter().map(Hash).collect();
        prop_assert!(check_inclusion(&proof, size, Hash(a), place, Hash(b)).is_err());
        prop_assert!(check_consistency(&proof, size, Hash(a), place, Hash(b)).is_err());
        let _ = split_stored_hash_index(size);
        let _ = stored_hash_index(place as u8, size);
    }
}

/// Serves our tiles to the reader of `tlog_tiles`, which authenticates each against the root.
struct OurTiles<'a>(&'a [Hash]);

impl tlog_tiles::TileReader for OurTiles<'_> {
    fn height(&self) -> u8 {
        8
    }

    fn read_tiles(&self, tiles: &[tlog_tiles::Tile]) -> Result<Vec<Vec<u8>>, tlog_tiles::Error> {
        let data = |tile: &tlog_tiles::Tile| {
            let width = u16::try_from(tile.width()).unwrap();
            let ours = Tile::new(tile.level(), tile.level_index(), width).unwrap();
            let data = tile_data(ours, self.0).unwrap();
            assert_eq!(bytes(&parse_tile_data(ours, &data).unwrap()), data);
            data
        };
        Ok(tiles.iter().map(data).collect())
    }

    fn save_tiles(&self, _: &[tlog_tiles::Tile], _: &[Vec<u8>]) {}
}

#[test]
fn tlog_tiles_proves_from_our_tiles_what_we_prove() {
    for size in [1_u64, 255, 256, 257, 1000, 66_000] {
        let stored = store(&numbered(size));
        assert_eq!(stored.len() as u64, stored_hash_count(size));
        let root = tree_hash(size, &stored).unwrap();
        let tiles = OurTiles(&stored);
        let reader = tlog_tiles::TileHashReader::new(size, tlog_tiles::Hash(root.0), &tiles);
        for index in [0, size / 3, size - 1] {
            let theirs = tlog_tiles::prove_record(size, index, &reader).unwrap();
            let ours = prove_inclusion(size, index, &stored).unwrap();
            assert!(
                theirs
                    .iter()
                    .map(|hash| hash.0)
                    .eq(ours.iter().map(|hash| hash.0))
            );
        }
    }
}

/// Our key in the hands of `signed_note`, by way of Go's private key string.
fn their_signer(name: &str, key: &SigningKey, verifier: &Verifier) -> signed_note::StandardSigner {
    use base64::Engine as _;
    let typed = [&[1], key.to_bytes().as_slice()].concat();
    let encoded = base64::engine::general_purpose::STANDARD.encode(typed);
    let text = format!("PRIVATE+KEY+{name}+{:08x}+{encoded}", verifier.key_id());
    signed_note::StandardSigner::new(&text).unwrap()
}

#[test]
fn signed_note_and_tlog_tiles_accept_our_checkpoint_and_we_theirs() {
    let name = "aldburg.example/log";
    let key = SigningKey::from_bytes(&[9; 32]);
    let signer = NoteSigner::new(name, &key).unwrap();
    let verifier = signer.verifier();
    let checkpoint = Checkpoint::new(name, 3, leaf_hash(b"root")).unwrap();
    let ours = checkpoint.sign(&[signer]).unwrap().to_string();

    let theirs = signed_note::Note::from_bytes(ours.as_bytes()).unwrap();
    let known = signed_note::StandardVerifier::new(&verifier.to_string()).unwrap();
    let (right, unknown) = theirs
        .verify(&VerifierList::new(vec![Box::new(known)]))
        .unwrap();
    assert_eq!((right.len(), unknown.len()), (1, 0));
    let read = tlog_tiles::Checkpoint::from_bytes(theirs.text()).unwrap();
    assert_eq!((read.origin(), read.size()), (name, 3));
    assert_eq!(read.hash().0, checkpoint.root().0);

    let written =
        tlog_tiles::Checkpoint::new(name, 3, tlog_tiles::Hash(checkpoint.root().0), "").unwrap();
    let mut note = signed_note::Note::new(&written.to_bytes(), &[]).unwrap();
    note.add_sigs(&[&their_signer(name, &key, &verifier)])
        .unwrap();
    // Ed25519 is deterministic: the bytes are the same, not only acceptable.
    assert_eq!(note.to_bytes(), ours.as_bytes());
    assert_eq!(
        Checkpoint::open(&note.to_bytes(), name, &[verifier]),
        Ok(checkpoint)
    );
}

#[test]
fn every_flipped_bit_of_a_signed_checkpoint_is_noticed() {
    let key = SigningKey::from_bytes(&[9; 32]);
    let signer = NoteSigner::new("a", &key).unwrap();
    let known = [signer.verifier()];
    let checkpoint = Checkpoint::new("a", 3, leaf_hash(b"root")).unwrap();
    let note = checkpoint.sign(&[signer]).unwrap().to_string().into_bytes();
    for bit in 0..note.len() * 8 {
        let mut altered = note.clone();
        altered[bit / 8] ^= 1 << (bit % 8);
        assert!(
            Checkpoint::open(&altered, "a", &known).is_err(),
            "bit {bit}"
        );
    }
    for end in 0..note.len() {
        let cut = Checkpoint::open(&note[..end], "a", &known);
        assert!(matches!(cut, Err(Error::MalformedNote(_))), "cut at {end}");
    }
}

/// Lines of `testdata/vectors/log/rfc6962.txt` with this first word, without it.
fn vectors(kind: &str) -> Vec<Vec<&'static str>> {
    include_str!("../../../testdata/vectors/log/rfc6962.txt")
        .lines()
        .map(|line| line.split_whitespace().collect::<Vec<_>>())
        .filter(|words| words.first() == Some(&kind))
        .map(|words| words[1..].to_vec())
        .collect()
}

fn hash(hex: &str) -> Hash {
    Hash(hex::decode(hex).unwrap().try_into().unwrap())
}

#[test]
fn the_published_vectors_of_rfc_6962_trees() {
    let entries: Vec<Vec<u8>> = vectors("entry")
        .iter()
        .map(|words| hex::decode(words.concat()).unwrap())
        .collect();
    assert_eq!(entries.len(), 8);
    let stored = store(&entries);
    let roots: Vec<Hash> = vectors("root").iter().map(|words| hash(words[0])).collect();
    assert_eq!(roots.len(), 9);
    assert_eq!(roots[0], empty_root());
    for (size, root) in roots.iter().enumerate() {
        assert_eq!(tree_hash(size as u64, &stored), Ok(*root), "size {size}");
    }

    let nodes = vectors("node");
    assert_eq!(nodes.len(), 15);
    for words in nodes {
        let index = stored_hash_index(words[0].parse().unwrap(), words[1].parse().unwrap());
        assert_eq!(stored[usize::try_from(index).unwrap()], hash(words[2]));
    }
    assert_eq!(node_hash(stored[0], stored[1]), stored[2]);

    for words in vectors("inclusion") {
        let (index, size): (u64, u64) = (words[0].parse().unwrap(), words[1].parse().unwrap());
        let proof: Vec<Hash> = words[2..].iter().map(|word| hash(word)).collect();
        assert_eq!(prove_inclusion(size, index, &stored), Ok(proof.clone()));
        let leaf = leaf_hash(&entries[usize::try_from(index).unwrap()]);
        let root = roots[usize::try_from(size).unwrap()];
        assert_eq!(check_inclusion(&proof, size, root, index, leaf), Ok(()));
    }
    for words in vectors("consistency") {
        let (old, size): (u64, u64) = (words[0].parse().unwrap(), words[1].parse().unwrap());
        let proof: Vec<Hash> = words[2..].iter().map(|word| hash(word)).collect();
        assert_eq!(prove_consistency(size, old, &stored), Ok(proof.clone()));
        let at = |size: u64| roots[usize::try_from(size).unwrap()];
        assert_eq!(
            check_consistency(&proof, size, at(size), old, at(old)),
            Ok(())
        );
    }
}
