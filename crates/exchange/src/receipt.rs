//! Receipts: what a partner's word that a message arrived must contain to be a proof.
//!
//! A receipt is signed like every message. Beyond that it opens one leaf of the receiver's log:
//! the entry of the arrival, its place in the tree, and the checkpoint that the receiver signed
//! over that tree. Later checkpoints must continue this one, so an arrival that was receipted
//! cannot leave the receiver's log unnoticed.

use liaison_log::{
    Checkpoint, Commitment, Entry, Hash, SALT_SIZE, Verifier, check_inclusion, leaf_hash,
};
use liaison_seal::VerifyingKey;
use serde::{Deserialize, Serialize};

use crate::message::{LogProof, MessageHash, Receipt};

/// Kind of the act that records an arrival.
pub const ARRIVAL: &str = "message.in";

/// The body of the act that records an arrival: all that a receipt shows of the other's records.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Arrival {
    /// Hash of the message.
    pub message: MessageHash,
}

/// What a receipt does not prove.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ReceiptError {
    /// It is for another message.
    #[error("the receipt is for message {found}, not for {expected}")]
    OtherMessage {
        /// The message it should be for.
        expected: MessageHash,
        /// The message it is for.
        found: MessageHash,
    },
    /// Its entry does not record the arrival of the message.
    #[error("the receipt's log entry does not record the arrival: {0}")]
    Entry(&'static str),
    /// The tree does not hold the entry, or the checkpoint is not the receiver's.
    #[error("the receipt's log proof does not hold: {0}")]
    Proof(#[from] liaison_log::Error),
}

/// Name of an office's log: the origin line of its checkpoints.
pub fn log_origin(code: &str) -> String {
    format!("liaison/{code}")
}

/// Checks that `receipt` by the office `code`, whose key is `key`, proves that the message
/// `hash` is in its log. Returns the checkpoint.
pub fn check(
    receipt: &Receipt,
    hash: &MessageHash,
    code: &str,
    key: &VerifyingKey,
) -> Result<Checkpoint, ReceiptError> {
    if receipt.hash != *hash {
        return Err(ReceiptError::OtherMessage {
            expected: hash.clone(),
            found: receipt.hash.clone(),
        });
    }
    let LogProof {
        leaf,
        entry,
        salt,
        body,
        path,
        checkpoint,
    } = &receipt.proof;
    let parsed = Entry::parse(entry.as_bytes())?;
    if parsed.kind != ARRIVAL {
        return Err(ReceiptError::Entry("it records another kind of act"));
    }
    let salt: [u8; SALT_SIZE] = hex::decode(salt)
        .ok()
        .and_then(|salt| salt.try_into().ok())
        .ok_or(ReceiptError::Entry("its salt is not 32 bytes"))?;
    if parsed.commitment != Commitment::new(&salt, body.as_bytes()) {
        return Err(ReceiptError::Entry("the commitment does not fit the body"));
    }
    let arrival: Arrival =
        serde_json::from_str(body).map_err(|_| ReceiptError::Entry("its body cannot be read"))?;
    if arrival.message != *hash {
        return Err(ReceiptError::Entry("it records another message"));
    }
    let origin = log_origin(code);
    let verifier = Verifier::new(&origin, *key.as_dalek())?;
    let checkpoint = Checkpoint::open(checkpoint.as_bytes(), &origin, &[verifier])?;
    let path = path
        .iter()
        .map(|hash| hash.parse())
        .collect::<Result<Vec<Hash>, _>>()?;
    let leaf_hash = leaf_hash(entry.as_bytes());
    check_inclusion(
        &path,
        checkpoint.size(),
        checkpoint.root(),
        *leaf,
        leaf_hash,
    )?;
    Ok(checkpoint)
}

#[cfg(test)]
mod tests {
    use liaison_log::{
        Checkpoint, Commitment, Entry, NoteSigner, prove_inclusion, stored_hashes, tree_hash,
    };
    use liaison_seal::SigningKey;

    use super::{ARRIVAL, Arrival, check, log_origin};
    use crate::message::{LogProof, MessageHash, Receipt};

    fn receipt(key: &SigningKey, hash: &MessageHash) -> Receipt {
        let body = serde_json::to_string(&Arrival {
            message: hash.clone(),
        })
        .expect("writes");
        let entry = Entry {
            kind: ARRIVAL.to_owned(),
            hour: "2026-11-24T09Z".to_owned(),
            commitment: Commitment::new(&[3; 32], body.as_bytes()),
        };
        let entry = entry.to_bytes();
        let mut stored = stored_hashes(0, b"before", &[][..]).expect("stored");
        stored.extend(stored_hashes(1, &entry, &stored).expect("stored"));
        let root = tree_hash(2, &stored).expect("root");
        let origin = log_origin("AV-NCB");
        let signer = NoteSigner::new(&origin, key.as_dalek()).expect("signer");
        let checkpoint = Checkpoint::new(&origin, 2, root).expect("checkpoint");
        let path = prove_inclusion(2, 1, &stored).expect("proof");
        Receipt {
            message: uuid::Uuid::nil(),
            hash: hash.clone(),
            received_at: jiff::Timestamp::UNIX_EPOCH,
            proof: LogProof {
                leaf: 1,
                entry: String::from_utf8(entry).expect("text"),
                salt: hex::encode([3; 32]),
                body,
                path: path.iter().map(ToString::to_string).collect(),
                checkpoint: checkpoint.sign(&[signer]).expect("signed").to_string(),
            },
        }
    }

    #[test]
    fn a_receipt_proves_one_message_by_one_office() {
        let key = SigningKey::from_seed(&[1; 32]);
        let hash = MessageHash::of(b"envelope");
        let good = receipt(&key, &hash);
        let held = check(&good, &hash, "AV-NCB", &key.verifying_key()).expect("holds");
        assert_eq!(held.size(), 2);

        let other = MessageHash::of(b"another");
        assert!(check(&good, &other, "AV-NCB", &key.verifying_key()).is_err());
        assert!(check(&good, &hash, "BR-NCB", &key.verifying_key()).is_err());
        let stranger = SigningKey::from_seed(&[2; 32]).verifying_key();
        assert!(check(&good, &hash, "AV-NCB", &stranger).is_err());
    }

    #[test]
    fn no_part_of_the_proof_can_be_exchanged() {
        let key = SigningKey::from_seed(&[1; 32]);
        let (hash, other) = (MessageHash::of(b"envelope"), MessageHash::of(b"another"));
        let (good, foreign) = (receipt(&key, &hash), receipt(&key, &other));
        let changes: [fn(&mut LogProof, &LogProof); 6] = [
            |proof, _| proof.leaf = 0,
            |proof, foreign| proof.entry.clone_from(&foreign.entry),
            |proof, _| proof.salt = hex::encode([4; 32]),
            |proof, foreign| proof.body.clone_from(&foreign.body),
            |proof, _| proof.path.clear(),
            |proof, foreign| proof.checkpoint.clone_from(&foreign.checkpoint),
        ];
        for (at, change) in changes.iter().enumerate() {
            let mut bad = good.clone();
            change(&mut bad.proof, &foreign.proof);
            assert!(
                check(&bad, &hash, "AV-NCB", &key.verifying_key()).is_err(),
                "change {at}"
            );
        }
    }
}
