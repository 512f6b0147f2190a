//! One file per command.

pub mod demo;
pub mod inbox;
pub mod init;
pub mod lists;
pub mod log;
pub mod look_up;
pub mod partner;
pub mod request;
pub mod screen;
pub mod serve;

use std::{path::PathBuf, sync::Arc};

use liaison_service::{Office, SystemClock};

use crate::output::Output;

/// What every command is given.
#[derive(Debug)]
pub struct Context {
    /// The office's directory.
    pub dir: PathBuf,
    /// Who acts.
    pub officer: String,
    /// Where results go.
    pub output: Output,
}

impl Context {
    /// Opens the office.
    pub async fn open(&self) -> anyhow::Result<Office> {
        Ok(Office::open(&self.dir, Arc::new(SystemClock)).await?)
    }
}

/// The name of the account that the program runs under.
pub fn account_name() -> String {
    let name = ["USER", "LOGNAME", "USERNAME"]
        .iter()
        .find_map(|name| std::env::var(name).ok());
    name.filter(|name| !name.is_empty())
        .unwrap_or_else(|| "unknown".to_owned())
}
