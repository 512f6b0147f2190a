//! Messages against the acts and the partners' signatures; receipts as proofs.

use std::collections::{BTreeMap, HashMap};

use liaison_exchange::{
    Message,
    codec::{self, Signer},
    message::{Body, MessageHash, Receipt},
    receipt,
};
use liaison_log::Hash;
use liaison_store::{Direction, MessageRow};

use super::{Audit, Break, Report, Stop, ensure, replay::Replayed, replay::Step, tree::Tree};

/// A message whose signature holds.
pub(super) struct Checked {
    pub row: MessageRow,
    pub message: Message,
}

/// The messages by hash.
pub(super) type Messages = HashMap<String, Checked>;

pub(super) async fn check(
    audit: &Audit<'_>,
    replayed: &Replayed,
    tree: &Tree,
    report: &mut Report,
) -> Result<Messages, Stop> {
    let us = audit.office.signer();
    let mut messages = Messages::new();
    for row in audit.store.messages().await? {
        let place = place(&row);
        let fits = MessageHash::of(&row.envelope).as_str() == row.hash;
        ensure(
            fits,
            &place,
            "its envelope was altered: it does not fit its hash",
        )?;
        let signers = match row.direction {
            Direction::Out => std::slice::from_ref(&us),
            Direction::In => &replayed.signers,
        };
        let message = read(&row.envelope, signers, &place)?;
        let same = message.seq == row.seq
            && message.id.to_string() == row.id
            && message.thread.to_string() == row.thread
            && message.body.kind() == row.kind;
        ensure(same, &place, "its row does not say what the envelope says")?;
        messages.insert(row.hash.clone(), Checked { row, message });
    }
    report.messages = messages.len();
    check_acts(replayed, &messages)?;
    check_sequences(&messages)?;
    check_receipts(audit, replayed, tree, &messages, report)?;
    check_outbox(audit, &messages, report).await?;
    check_conflicts(audit, replayed).await?;
    Ok(messages)
}

fn place(row: &MessageRow) -> String {
    let way = if row.direction == Direction::In {
        "from"
    } else {
        "to"
    };
    format!("message {} ({} {way} `{}`)", row.seq, row.kind, row.partner)
}

fn read(envelope: &[u8], signers: &[Signer], place: &str) -> Result<Message, Break> {
    codec::verify(envelope, signers)
        .map(|(message, _)| message)
        .map_err(|error| Break::new(place, error.to_string()))
}

/// Every message has its act, every act its message.
fn check_acts(replayed: &Replayed, messages: &Messages) -> Result<(), Break> {
    let mut explained = 0;
    for (leaf, step) in &replayed.steps {
        let Step::Message(direction, hash) = step else {
            continue;
        };
        let place = format!("leaf {leaf}");
        let checked = messages.get(hash);
        let checked =
            checked.ok_or_else(|| Break::new(&place, "the message it records is missing"))?;
        let fits = checked.row.leaf == *leaf && checked.row.direction == *direction;
        ensure(
            fits,
            place,
            "the message it records names another leaf or direction",
        )?;
        explained += 1;
    }
    let unexplained = messages.len() != explained;
    ensure(
        !unexplained,
        "messages",
        "one of them is recorded by no act",
    )
}

/// Numbers run from 1 without a gap, each message naming the one before.
fn check_sequences(messages: &Messages) -> Result<(), Break> {
    let mut sequences: BTreeMap<(&str, &str), BTreeMap<u64, &Checked>> = BTreeMap::new();
    for checked in messages.values() {
        let key = (checked.row.direction.as_str(), &checked.row.partner[..]);
        sequences
            .entry(key)
            .or_default()
            .insert(checked.row.seq, checked);
    }
    for sequence in sequences.values() {
        let mut before: Option<&Checked> = None;
        for (checked, expected) in sequence.values().zip(1..) {
            let place = place(&checked.row);
            ensure(
                checked.row.seq == expected,
                &place,
                format!("number {expected} before it is missing"),
            )?;
            let prev = checked.message.prev.as_ref().map(MessageHash::as_str);
            ensure(
                prev == before.map(|before| &before.row.hash[..]),
                place,
                "it names another message before it",
            )?;
            before = Some(checked);
        }
    }
    Ok(())
}

fn check_receipts(
    audit: &Audit<'_>,
    replayed: &Replayed,
    tree: &Tree,
    messages: &Messages,
    report: &mut Report,
) -> Result<(), Break> {
    let acts: HashMap<&str, &str> = replayed
        .steps
        .iter()
        .filter_map(|(_, step)| match step {
            Step::Receipt { message, receipt } => Some((&message[..], &receipt[..])),
            _ => None,
        })
        .collect();
    let us = audit.office.signer();
    // A partner that shows two trees of one size has two logs.
    let mut roots: HashMap<(&str, u64), Hash> = HashMap::new();
    let mut in_order: Vec<&Checked> = messages.values().collect();
    in_order.sort_by_key(|checked| checked.row.leaf);
    for checked in in_order {
        let row = &checked.row;
        let place = format!("receipt for {}", place(row));
        let expected = acts.get(&row.hash[..]);
        let Some(envelope) = &row.receipt else {
            let needless = row.direction == Direction::Out && expected.is_none();
            ensure(needless, place, "it is missing")?;
            continue;
        };
        let hash = MessageHash::try_from(row.hash.clone())
            .map_err(|error| Break::new(&place, error.to_string()))?;
        match row.direction {
            Direction::In => {
                let receipt = read_receipt(envelope, std::slice::from_ref(&us), &place)?;
                let checkpoint = receipt::check(&receipt, &hash, &us.code, &us.key)
                    .map_err(|error| Break::new(&place, error.to_string()))?;
                ensure(
                    tree.root_at(checkpoint.size()) == Some(checkpoint.root()),
                    place,
                    "the tree that it was given under is not a part of the log: the log was rewritten",
                )?;
                report.receipts_given += 1;
            }
            Direction::Out => {
                let found = MessageHash::of(envelope);
                ensure(
                    expected == Some(&found.as_str()),
                    &place,
                    "it is not the receipt that the log recorded",
                )?;
                let checkpoint = replayed
                    .signers
                    .iter()
                    .filter(|signer| signer.code == row.partner)
                    .find_map(|signer| {
                        let one = std::slice::from_ref(signer);
                        let receipt = read_receipt(envelope, one, &place).ok()?;
                        receipt::check(&receipt, &hash, &signer.code, &signer.key).ok()
                    })
                    .ok_or_else(|| {
                        Break::new(&place, "neither signature nor proof of the partner holds")
                    })?;
                let known = *roots
                    .entry((&row.partner, checkpoint.size()))
                    .or_insert(checkpoint.root());
                ensure(
                    known == checkpoint.root(),
                    place,
                    "the partner has signed two different logs of the same size",
                )?;
                report.receipts_held += 1;
            }
        }
    }
    Ok(())
}

fn read_receipt(envelope: &[u8], signers: &[Signer], place: &str) -> Result<Receipt, Break> {
    match read(envelope, signers, place)?.body {
        Body::Receipt(receipt) => Ok(receipt),
        _ => Err(Break::new(place, "it is another kind of message")),
    }
}

/// What has no receipt yet waits in the outbox, and nothing else does.
async fn check_outbox(
    audit: &Audit<'_>,
    messages: &Messages,
    report: &mut Report,
) -> Result<(), Stop> {
    let outbox = audit.store.outbox().await?;
    let owed = |checked: &&Checked| {
        checked.row.direction == Direction::Out && checked.row.receipt.is_none()
    };
    let mut without: Vec<&MessageRow> = messages
        .values()
        .filter(owed)
        .map(|checked| &checked.row)
        .collect();
    without.sort_by_key(|row| row.leaf);
    for row in &without {
        let waits = outbox.iter().any(|waiting| waiting.hash == row.hash);
        ensure(
            waits,
            place(row),
            "it has no receipt and does not wait in the outbox: it is lost",
        )?;
    }
    ensure(
        outbox.len() == without.len(),
        "outbox",
        "a message that was receipted or never signed waits in it",
    )?;
    report.waiting = outbox.len();
    Ok(())
}

async fn check_conflicts(audit: &Audit<'_>, replayed: &Replayed) -> Result<(), Stop> {
    let kept = audit.store.conflicts().await?;
    let fits = |hash: &String| {
        let envelope = kept.iter().find(|(kept, _)| kept == hash);
        envelope.is_some_and(|(_, envelope)| MessageHash::of(envelope).as_str() == hash)
    };
    for hash in &replayed.conflicts {
        ensure(
            fits(hash),
            format!("contradicting message {hash}"),
            "the proof against the sender is missing or was altered",
        )?;
    }
    Ok(())
}
