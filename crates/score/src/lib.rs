//! Two persons in, a score and its reasons out.
//!
//! Each kind of evidence has a file (name, date, country, sex, document) and gives log-odds that
//! add up; the sum is squashed to 0..1, and 0.7 means "somebody should look". The weights stand
//! in one table, `weights.rs`, with [`ENGINE_VERSION`]. Ethnicity, religion and political opinion
//! are never evidence.
//!
//! ```
//! use liaison_person::ftm;
//! use liaison_score::{EvenRarity, Prepared, compare};
//!
//! let read = |line: &str| ftm::parse(line).map(|parsed| Prepared::new(&parsed.record));
//! let asked = read(r#"{"id":"q","schema":"Person","properties":{
//!     "name":["Anton Obraztsyev"],"birthDate":["1986-10-21"]}}"#)?;
//! let kept = read(r#"{"id":"x","schema":"Person","properties":{
//!     "name":["OBRAZTSEV, Anton"],"birthDate":["1987"]}}"#)?;
//! let score = compare(&asked, &kept, &EvenRarity);
//! assert!(score.value > 0.7);
//! assert_eq!(score.explanations[0].feature, "name");
//! # Ok::<(), ftm::Error>(())
//! ```

mod compare;
mod country;
mod date;
mod document;
mod name;
mod prepared;
mod sex;
mod weights;

use liaison_text::Token;

pub use compare::{Explanation, Score, compare};
pub use prepared::{Prepared, PreparedName, prepared_tokens};
pub use weights::ENGINE_VERSION;

/// How much a token's agreement says.
pub trait Rarity {
    /// Surprise of meeting the token by chance, in bits: -log2 of the share of records that have
    /// it. Twelve is a name in four thousand.
    fn bits(&self, token: &Token) -> f64;
}

/// Every token is a name in four thousand: where no frequencies are known.
#[derive(Debug, Clone, Copy, Default)]
pub struct EvenRarity;

impl Rarity for EvenRarity {
    fn bits(&self, _token: &Token) -> f64 {
        12.0
    }
}
