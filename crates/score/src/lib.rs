//! How likely two records are of the same person, and why.
//!
//! Evidence adds and subtracts: each kind has a file of its own, gives log-odds by the table in
//! [`weights`], and explains itself in words. The sum is squashed to 0..1 at the end, so that
//! nothing short of agreement in everything comes near 1. From 0.7 a desk officer should look;
//! the score itself decides nothing. Ethnicity, religion and political opinion are neither read
//! nor kept, so they cannot count.
//!
//! ```
//! use liaison_person::{Name, NameKind, Record, Schema};
//! use liaison_score::{Prepared, Uniform, compare};
//!
//! let person = |name: &str| {
//!     let mut record = Record::new(name, Schema::Person);
//!     record.add_name(Name::new(name, NameKind::Primary));
//!     Prepared::new(&record)
//! };
//! let score = compare(&person("Образцев Антон"), &person("OBRAZTSYEV, Anton"), &Uniform);
//! assert!(score.value > 0.8);
//! assert_eq!(score.explanations[0].feature, "name");
//! ```
#![forbid(unsafe_code)]

mod country;
mod date;
mod document;
mod name;
mod prepared;
mod sex;
pub mod weights;

use serde::{Deserialize, Serialize};

pub use prepared::Prepared;

/// One reason for or against.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Explanation {
    /// The kind of evidence: `name`, `date`, `country`, `document`, `sex`.
    pub feature: String,
    /// How far the two agree in it, 0 to 1.
    pub score: f64,
    /// The same in words.
    pub detail: String,
    /// What was asked.
    pub query: String,
    /// What is on file.
    pub candidate: String,
}

/// The result of a comparison.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Score {
    /// 0 to 1, with four decimals.
    pub value: f64,
    /// The reasons, the name first.
    pub explanations: Vec<Explanation>,
}

/// How much it says that two names share a token.
pub trait Rarity {
    /// Share of persons on file that have the token, 0 to 1.
    fn share(&self, token: &str) -> f64;
}

/// Every token is as rare as any other: for comparisons without an index.
#[derive(Debug, Clone, Copy, Default)]
pub struct Uniform;

impl Rarity for Uniform {
    fn share(&self, _token: &str) -> f64 {
        weights::UNIFORM_SHARE
    }
}

/// One kind of evidence: its log-odds and its reason.
pub(crate) struct Evidence {
    pub log_odds: f64,
    pub explanation: Explanation,
}

/// Compares what was asked with what is on file. The value is the same both ways.
pub fn compare(query: &Prepared, candidate: &Prepared, rarity: &impl Rarity) -> Score {
    let Some(names) = name::compare(query, candidate, rarity) else {
        return Score {
            value: 0.0,
            explanations: Vec::new(),
        };
    };
    let name_score = names.explanation.score;
    let others = [
        document::compare(query, candidate, name_score),
        date::compare(query, candidate),
        country::compare(query, candidate),
        sex::compare(query, candidate),
    ];
    let mut log_odds = names.log_odds;
    let mut explanations = vec![names.explanation];
    for evidence in others.into_iter().flatten() {
        log_odds += evidence.log_odds;
        explanations.push(evidence.explanation);
    }
    let mut value = 1.0 / (1.0 + (-log_odds).exp());
    if name_score < weights::NAME_NEEDED {
        // The same document under quite another name is a question for a person, not a match.
        value = value.min(weights::WITHOUT_NAME);
    }
    Score {
        value: round(value),
        explanations,
    }
}

/// Four decimals: more would pretend to know.
pub(crate) fn round(value: f64) -> f64 {
    (value * 1e4).round() / 1e4
}
