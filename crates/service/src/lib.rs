//! What an office does: keep lists, look persons up, ask partners, answer them, prove it.
//!
//! [`Office`] is one office's directory, opened. Its methods are the use cases; each that
//! changes anything writes the change and its entry in the log in one transaction, so that
//! neither exists without the other. Everything above this crate (server, command line) only
//! translates.
//!
//! ```no_run
//! # async fn example() -> Result<(), liaison_service::Error> {
//! use std::sync::Arc;
//! use liaison_service::{Office, SystemClock, lists::Import};
//!
//! let office = Office::open("office".as_ref(), Arc::new(SystemClock)).await?;
//! let import = Import::new("ofac".parse()?, vec!["sdn".into()]);
//! let change = office.import(&import, &mut |_| {}).await?;
//! println!("{} added", change.added);
//! # Ok(())
//! # }
//! ```
#![forbid(unsafe_code)]

pub mod audit;
mod clock;
mod error;
mod journal;
pub mod lists;
pub mod mail;
pub mod office;
pub mod partners;
mod publish;
pub mod requests;
pub mod search;
pub mod status;

pub use clock::{Clock, SystemClock};
pub use error::Error;
pub use office::Office;
