//! The record: what a list or an office states about a person, an organisation or a vessel.
//!
//! A [`Record`] keeps every statement it was given (two dates of birth are two statements,
//! neither overwrites the other) and goes in and out of FollowTheMoney JSON, the format that
//! sanctions tools share. There is no I/O here and no opinion: comparing is the score's work.
//!
//! ```
//! use liaison_person::{Record, ftm};
//!
//! let line = r#"{"id":"x-1","schema":"Person","properties":{
//!     "name":["OBRAZTSEV, Anton"],"birthDate":["1986-10"]}}"#;
//! let record: Record = ftm::parse(line)?.record;
//! assert_eq!(record.caption(), "OBRAZTSEV, Anton");
//! assert_eq!(record.birth_dates[0].to_string(), "1986-10");
//! # Ok::<(), ftm::Error>(())
//! ```

mod country;
mod date;
pub mod ftm;
mod record;

pub use country::country_code;
pub use date::{DateError, PartialDate};
pub use record::{Document, DocumentKind, Name, NameKind, Quality, Record, Schema, Sex};
