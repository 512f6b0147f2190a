//! A record made ready for many comparisons.

use liaison_person::{PartialDate, Quality, Record, Schema, Sex};
use liaison_text::{Token, tokens};

/// A record's names cut into tokens, and what else is compared.
#[derive(Debug, Clone)]
pub struct Prepared {
    /// What kind of subject it is: only the same kinds are compared.
    pub schema: Schema,
    /// The names.
    pub names: Vec<PreparedName>,
    pub(crate) birth_dates: Vec<PartialDate>,
    pub(crate) countries: Vec<String>,
    pub(crate) documents: Vec<String>,
    pub(crate) sex: Option<Sex>,
}

/// One name, cut into tokens.
#[derive(Debug, Clone)]
pub struct PreparedName {
    /// As the source wrote it.
    pub full: String,
    /// Its parts.
    pub tokens: Vec<Token>,
    pub(crate) quality: Quality,
}

impl Prepared {
    /// Makes a record ready.
    pub fn new(record: &Record) -> Self {
        let names = record.names.iter().map(|name| PreparedName {
            tokens: tokens(&name.full),
            full: name.full.clone(),
            quality: name.quality,
        });
        let mut countries: Vec<String> = record
            .nationalities
            .iter()
            .chain(&record.countries)
            .cloned()
            .collect();
        countries.sort();
        countries.dedup();
        Self {
            schema: record.schema,
            names: names.filter(|name| !name.tokens.is_empty()).collect(),
            birth_dates: record.birth_dates.clone(),
            countries,
            documents: record.document_keys(),
            sex: record.sex,
        }
    }
}
