//! What must be there, by the acts from the first leaf to the last.

use std::collections::BTreeMap;

use liaison_exchange::{KeyCard, codec::Signer, receipt::Arrival};
use liaison_store::{Act, Direction};
use serde::de::DeserializeOwned;

use super::{Break, Stop};
use crate::{
    Office,
    lists::{Imported, Removed},
    mail::{Conflicting, Receipted},
    office::Created,
    partners::{Added, Revoked},
    requests::{Closed, Drafted, Screened, Signed},
};

/// One step in the life of a message or a request.
pub(super) enum Step {
    Message(Direction, String),
    Receipt { message: String, receipt: String },
    Closed { request: String },
}

/// What the acts add up to.
#[derive(Default)]
pub(super) struct Replayed {
    /// Lists that stand, with the leaf of their last import.
    pub lists: BTreeMap<String, (u64, Imported)>,
    /// Hash of the index after the last change of a list.
    pub index: Option<String>,
    /// Cards that stand: code, card text, whether revoked.
    pub partners: BTreeMap<String, (String, bool)>,
    /// Every key that a partner ever had here: old messages stay verifiable.
    pub signers: Vec<Signer>,
    /// Digest of every draft, by request.
    pub drafts: BTreeMap<String, String>,
    /// Digest of the hits attached to a request.
    pub screened: BTreeMap<String, Screened>,
    /// Messages, receipts and closings in order, each with its leaf.
    pub steps: Vec<(u64, Step)>,
    /// Contradicting messages kept as proof.
    pub conflicts: Vec<String>,
}

pub(super) fn replay(office: &Office, acts: &[Act]) -> Result<Replayed, Stop> {
    let mut replayed = Replayed::default();
    for act in acts {
        // An erased act explains nothing any more, and nothing may lean on it.
        if let Some(body) = &act.body {
            replayed.take(office, act, body)?;
        }
    }
    Ok(replayed)
}

impl Replayed {
    fn take(&mut self, office: &Office, act: &Act, body: &str) -> Result<(), Break> {
        let leaf = act.leaf;
        match act.kind.as_str() {
            "office.created" => {
                let created: Created = read(act, body)?;
                let key = office.signing_key.verifying_key().to_string();
                if created.code != office.code() || created.signing_key != key {
                    return Err(Break::new(
                        place(act),
                        "the office was made with another code or signing key",
                    ));
                }
            }
            "list.imported" => {
                let imported: Imported = read(act, body)?;
                self.index = Some(imported.index.clone());
                self.lists.insert(imported.list.clone(), (leaf, imported));
            }
            "list.removed" => {
                let removed: Removed = read(act, body)?;
                self.index = Some(removed.index);
                self.lists.remove(&removed.list);
            }
            "partner.added" => {
                let added: Added = read(act, body)?;
                let card: KeyCard = added
                    .card
                    .parse()
                    .map_err(|_| Break::new(place(act), "its key card cannot be read"))?;
                self.signers.push(Signer {
                    code: card.code,
                    key: card.signing_key,
                });
                self.partners.insert(added.partner, (added.card, false));
            }
            "partner.revoked" => {
                let revoked: Revoked = read(act, body)?;
                if let Some((_, is_revoked)) = self.partners.get_mut(&revoked.partner) {
                    *is_revoked = true;
                }
            }
            "request.drafted" => {
                let drafted: Drafted = read(act, body)?;
                self.drafts.insert(drafted.request, drafted.digest);
            }
            "request.screened" => {
                let screened: Screened = read(act, body)?;
                self.screened.insert(screened.request.clone(), screened);
            }
            "request.closed" => {
                let Closed { request, .. } = read(act, body)?;
                self.steps.push((leaf, Step::Closed { request }));
            }
            "message.out" => {
                let signed: Signed = read(act, body)?;
                let hash = signed.message.to_string();
                self.steps.push((leaf, Step::Message(Direction::Out, hash)));
            }
            "message.in" => {
                let arrival: Arrival = read(act, body)?;
                let hash = arrival.message.to_string();
                self.steps.push((leaf, Step::Message(Direction::In, hash)));
            }
            "message.conflict" => {
                let conflicting: Conflicting = read(act, body)?;
                self.conflicts.push(conflicting.message.to_string());
            }
            "receipt.in" => {
                let receipted: Receipted = read(act, body)?;
                let step = Step::Receipt {
                    message: receipted.message.to_string(),
                    receipt: receipted.receipt.to_string(),
                };
                self.steps.push((leaf, step));
            }
            // Look-ups change no row.
            "search" | "screen" => {}
            other => {
                return Err(Break::new(
                    place(act),
                    format!("`{other}` is no kind of act"),
                ));
            }
        }
        Ok(())
    }
}

fn place(act: &Act) -> String {
    format!("leaf {} (`{}`)", act.leaf, act.kind)
}

fn read<T: DeserializeOwned>(act: &Act, body: &str) -> Result<T, Break> {
    serde_json::from_str(body).map_err(|error| Break::new(place(act), error.to_string()))
}
