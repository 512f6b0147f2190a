//! `liaison log`: check what was done.

use std::process::ExitCode;

use super::Context;
use crate::{
    arguments::Log,
    output::{complain, count, line},
};

pub async fn run(context: &Context, log: Log) -> anyhow::Result<ExitCode> {
    let Log::Verify = log;
    let office = context.open().await?;
    let verified = office.verify().await?;
    office.close().await;
    match verified {
        Ok(report) => {
            context.output.result(
                &report,
                &format!(
                    "The office holds together: log of size {}, root {}\n  {} on {}, {}, {}\n  {}; {} held, \
                     {} given, {} waiting",
                    report.leaves,
                    report.root,
                    count(report.records, "record"),
                    count(report.lists, "list"),
                    count(report.partners, "partner"),
                    count(report.requests, "request"),
                    count(report.messages, "message"),
                    count(report.receipts_held, "receipt"),
                    report.receipts_given,
                    report.waiting,
                ),
            )?;
            Ok(ExitCode::SUCCESS)
        }
        Err(found) => {
            if context.output.is_json() {
                line(&serde_json::json!({"break": found}).to_string())?;
            }
            complain(&format!(
                "the office does not fit its log. First break: {found}"
            ));
            Ok(ExitCode::FAILURE)
        }
    }
}
