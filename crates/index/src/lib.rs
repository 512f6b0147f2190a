//! Candidates among many: an immutable, memory-mapped file that is checked before it is used.
//!
//! [`build`] makes the bytes, [`Index::open`] maps and checks them, [`Index::search`] finds the
//! records that share keys with the query and lets `liaison-score` judge the likeliest of them.
//! The format is described in `docs/index-format.md`.
//!
//! ```
//! use liaison_index::{Index, Options, build};
//! use liaison_person::{Name, NameKind, Record, Schema};
//!
//! let person = |id: &str, name: &str| {
//!     let mut record = Record::new(id, Schema::Person);
//!     record.add_name(Name::new(name, NameKind::Primary));
//!     record
//! };
//! let on_file = [("demo".to_owned(), person("d-1", "OBRAZTSYEV, Anton"))];
//! let index = Index::from_bytes(build(&on_file)?.bytes)?;
//! let hits = index.search(&person("q", "Образцев Антон"), &Options::default());
//! assert_eq!(hits[0].id, "d-1");
//! # Ok::<(), liaison_index::Error>(())
//! ```

mod build;
mod error;
mod file;
mod keys;
mod search;

pub use build::{Built, build};
pub use error::Error;
pub use file::Index;
pub use search::{Hit, Options};
