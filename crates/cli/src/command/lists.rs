//! `liaison lists`: take in, show, remove and export lists.

use indicatif::ProgressBar;
use liaison_service::lists::{Import, Stage};
use serde_json::json;

use super::Context;
use crate::{
    arguments::Lists,
    output::{count, line, note},
    progress,
};

pub async fn run(context: &Context, lists: Lists) -> anyhow::Result<()> {
    let office = context.open().await?;
    match lists {
        Lists::Add { kind, paths, id } => {
            let import = Import {
                kind,
                paths,
                id,
                officer: context.officer.clone(),
            };
            let bar = progress::bar(0, "bytes");
            let change = office.import(&import, &mut |stage| show(&bar, stage)).await;
            bar.finish_and_clear();
            let change = change?;
            if change.protected_dropped > 0 {
                note(&format!(
                    "{} values on ethnicity, religion or political opinion were dropped",
                    change.protected_dropped
                ));
            }
            for (schema, count) in &change.skipped {
                note(&format!(
                    "{count} entities of schema `{schema}` are not screened"
                ));
            }
            context.output.result(
                &change,
                &format!(
                    "{}: {}; {} added, {} changed, {} removed",
                    change.list,
                    count(change.records, "record"),
                    change.added,
                    change.changed,
                    change.removed
                ),
            )?;
        }
        Lists::Show => {
            let lists = office.lists().await?;
            if lists.is_empty() && !context.output.is_json() {
                note("No list yet; add one with `liaison lists add`.");
                return Ok(());
            }
            let header = ["list", "format", "records", "taken in", "edition"];
            context.output.results(&lists, &header, |list| {
                vec![
                    list.id.clone(),
                    list.kind.clone(),
                    list.records.to_string(),
                    list.imported_at.clone(),
                    list.edition.chars().take(12).collect(),
                ]
            })?;
        }
        Lists::Remove { id } => {
            office.remove_list(&id, &context.officer).await?;
            context
                .output
                .result(&json!({"removed": id}), &format!("Removed list `{id}`."))?;
        }
        Lists::Export { id } => {
            for entity in office.export(id.as_deref()).await? {
                line(&entity.to_string())?;
            }
        }
    }
    office.close().await;
    Ok(())
}

fn show(bar: &ProgressBar, stage: Stage) {
    match stage {
        Stage::Reading(read) => {
            bar.set_message("reading");
            bar.set_length(read.bytes_total);
            bar.set_position(read.bytes_read);
        }
        Stage::Writing => bar.set_message("writing"),
        Stage::Indexing => bar.set_message("indexing"),
        _ => {}
    }
}
