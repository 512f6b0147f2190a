//! Candidates among millions: an immutable, memory-mapped, hash-checked file of records.
//!
//! [`build`] analyses records and writes the file's bytes, [`Index::open`] maps a file and checks
//! it, [`Index::search`] finds. A token of the query is looked up by its comparison keys; tokens
//! alike lead to the records that have them; the best of these are scored exactly by
//! `liaison_score`. The format stands in `docs/index-format.md`.
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
//! let built = build(&[("demo".to_owned(), person("x-1", "OBRAZTSYEV, Anton"))])?;
//! let index = Index::from_bytes(built.bytes)?;
//! let hits = index.search(&person("q", "Образцев Антон"), &Options::default());
//! assert_eq!(hits[0].id, "x-1");
//! # Ok::<(), liaison_index::Error>(())
//! ```

mod build;
mod error;
mod format;
mod index;
mod map;
mod search;

pub use build::{Built, build};
pub use error::Error;
pub use index::Index;
pub use search::{Hit, Options};
