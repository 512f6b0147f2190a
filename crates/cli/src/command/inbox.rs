//! `liaison inbox`: messages that came as files.

use std::{fs, io::Read as _, path::Path};

use anyhow::Context as _;
use liaison_exchange::message::MAX_SEALED;
use liaison_service::{Error, mail::Arrived};
use serde_json::json;

use super::Context;
use crate::{arguments::Inbox, output::count};

pub async fn run(context: &Context, inbox: Inbox) -> anyhow::Result<()> {
    let Inbox::Add { file, receipt } = inbox;
    let sealed = read(&file)?;
    let office = context.open().await?;
    match office.load_index().await {
        Ok(()) | Err(Error::NoIndex) => {}
        Err(error) => return Err(error.into()),
    }
    let arrived = office
        .receive(&sealed, None)
        .await
        .context("the file was not taken in")?;
    match arrived {
        Arrived::Receipt { from, hash } => {
            let value = json!({"kind": "receipt", "from": from, "message": hash});
            context
                .output
                .result(&value, &format!("`{from}` has received {hash}."))?;
        }
        Arrived::Message {
            kind,
            from,
            hash,
            reference,
            hits,
            duplicate,
            receipt: sealed,
        } => {
            let path = receipt.unwrap_or_else(|| {
                let short = hash.as_str().trim_start_matches("sha256:").chars().take(16);
                let name = format!("receipt-{}.age", short.collect::<String>());
                office.dir().join("outbox").join(name)
            });
            fs::write(&path, sealed).with_context(|| path.display().to_string())?;
            let reference = reference.unwrap_or_default();
            let value = json!({
                "kind": kind, "from": from, "message": hash, "reference": reference,
                "hits": hits, "duplicate": duplicate, "receipt": path,
            });
            let known = if duplicate {
                ", which was held already"
            } else {
                ""
            };
            let hits = match (kind, hits) {
                ("request", 0) => "\nNo hit on our lists.".to_owned(),
                ("request", hits) => {
                    let hits = count(hits, "hit");
                    format!("\n{hits} on our lists: `liaison request show {reference}`")
                }
                _ => String::new(),
            };
            let text = format!(
                "Took in {kind} {reference} from `{from}`{known}.{hits}\nCarry our receipt back: {}",
                path.display()
            );
            context.output.result(&value, &text)?;
        }
    }
    office.close().await;
    Ok(())
}

/// Reads at most one byte more than a message may have; the office refuses such a one.
fn read(path: &Path) -> anyhow::Result<Vec<u8>> {
    let file = fs::File::open(path).with_context(|| path.display().to_string())?;
    let mut bytes = Vec::new();
    file.take(MAX_SEALED as u64 + 1)
        .read_to_end(&mut bytes)
        .with_context(|| path.display().to_string())?;
    Ok(bytes)
}
