//! Lists, their records, and the partners' cards, against the acts.

use std::{collections::BTreeMap, fs};

use liaison_store::{ListRow, PartnerRow};
use sha2::{Digest as _, Sha256};

use super::{Audit, Report, Stop, ensure, replay::Replayed};
use crate::{
    lists::{INDEX, holdings},
    requests::digest,
};

pub(super) async fn check(
    audit: &Audit<'_>,
    replayed: &Replayed,
    report: &mut Report,
) -> Result<(), Stop> {
    let lists = audit.store.lists().await?;
    check_lists(&lists, replayed)?;
    report.lists = lists.len();
    for list in &lists {
        let mut digests = BTreeMap::new();
        for row in audit.store.records(Some(&list.id)).await? {
            ensure(
                digest(&row.body) == row.digest,
                format!("record `{}` of list `{}`", row.id, row.list),
                "it was altered: its content does not fit its digest",
            )?;
            digests.insert(row.id, row.digest);
        }
        report.records += digests.len();
        let found = holdings(digests.iter().map(|(id, digest)| (&id[..], &digest[..])));
        let (leaf, imported) = &replayed.lists[&list.id];
        ensure(
            found == imported.holdings,
            format!("list `{}`", list.id),
            format!(
                "a record was added, altered or removed: the records do not fit the import at \
                 leaf {leaf}"
            ),
        )?;
    }
    check_index(audit, replayed).await?;
    let partners = audit.store.partners().await?;
    check_partners(&partners, replayed)?;
    report.partners = partners.len();
    Ok(())
}

fn check_lists(rows: &[ListRow], replayed: &Replayed) -> Result<(), Stop> {
    for row in rows {
        let place = format!("list `{}`", row.id);
        let Some((leaf, imported)) = replayed.lists.get(&row.id) else {
            ensure(false, place, "no act says that it was taken in")?;
            continue;
        };
        let fits = row.leaf == *leaf
            && row.edition == imported.edition
            && row.kind == imported.kind
            && row.records == imported.records as u64;
        ensure(
            fits,
            place,
            format!("its row does not fit the import at leaf {leaf}"),
        )?;
    }
    for (id, (leaf, _)) in &replayed.lists {
        let there = rows.iter().any(|row| row.id == *id);
        ensure(
            there,
            format!("list `{id}`"),
            format!("taken in at leaf {leaf}, but missing"),
        )?;
    }
    Ok(())
}

async fn check_index(audit: &Audit<'_>, replayed: &Replayed) -> Result<(), Stop> {
    let used = audit.store.setting(INDEX).await?;
    ensure(
        used == replayed.index,
        "index",
        "the index in use is not the one that the last change of a list built",
    )?;
    let Some(hash) = used else {
        return Ok(());
    };
    let path = audit.office.index_path(&hash);
    let place = format!("index/{hash}.lix");
    let found = fs::read(&path).map(|bytes| hex::encode(Sha256::digest(bytes)));
    match found {
        Ok(found) => ensure(
            found == hash,
            place,
            "it does not fit its hash: it was altered",
        )?,
        // An import that came after the snapshot has replaced it.
        Err(_) if audit.office.store.setting(INDEX).await?.as_deref() != Some(&hash) => {}
        Err(error) => ensure(false, place, format!("it cannot be read: {error}"))?,
    }
    Ok(())
}

fn check_partners(rows: &[PartnerRow], replayed: &Replayed) -> Result<(), Stop> {
    for row in rows {
        let expected = replayed.partners.get(&row.code);
        let fits = expected.is_some_and(|(card, is_revoked)| {
            *card == row.card && *is_revoked == row.revoked_at.is_some()
        });
        ensure(
            fits,
            format!("partner `{}`", row.code),
            "its row is not what was accepted: the card or its revocation was altered",
        )?;
    }
    for code in replayed.partners.keys() {
        let there = rows.iter().any(|row| row.code == *code);
        ensure(
            there,
            format!("partner `{code}`"),
            "accepted by an act, but missing",
        )?;
    }
    Ok(())
}
