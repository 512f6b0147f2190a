//! A record, analysed once for many comparisons.

use std::{collections::BTreeSet, sync::Arc};

use liaison_person::{PartialDate, Quality, Record, Schema, Sex};
use liaison_text::{Token, tokens};

/// One name of a record, analysed.
#[derive(Debug, Clone)]
pub struct PreparedName {
    /// The name as written.
    pub full: String,
    /// Whether the source calls it weak.
    pub weak: bool,
    /// Its tokens in the order written, without forms of address.
    pub tokens: Vec<Arc<Token>>,
}

/// A record, analysed: what [`compare`](crate::compare) takes.
#[derive(Debug, Clone)]
pub struct Prepared {
    pub(crate) schema: Schema,
    pub(crate) names: Vec<PreparedName>,
    pub(crate) birth_dates: Vec<PartialDate>,
    pub(crate) nationalities: BTreeSet<String>,
    pub(crate) countries: BTreeSet<String>,
    pub(crate) documents: Vec<String>,
    pub(crate) sex: Option<Sex>,
}

impl Prepared {
    /// Analyses every name of the record.
    pub fn new(record: &Record) -> Self {
        let names = record
            .names
            .iter()
            .map(|name| PreparedName {
                full: name.full.clone(),
                weak: name.quality == Quality::Weak,
                tokens: prepared_tokens(&name.full)
                    .into_iter()
                    .map(Arc::new)
                    .collect(),
            })
            .collect();
        Self::with_names(record, names)
    }

    /// Takes names that were analysed before, as an index keeps them.
    pub fn with_names(record: &Record, names: Vec<PreparedName>) -> Self {
        let nationalities: BTreeSet<String> = record.nationalities.iter().cloned().collect();
        let countries = record
            .countries
            .iter()
            .chain(&nationalities)
            .cloned()
            .collect();
        Self {
            schema: record.schema,
            names,
            birth_dates: record.birth_dates.clone(),
            nationalities,
            countries,
            documents: record.document_keys(),
            sex: record.sex,
        }
    }

    /// The names.
    pub fn names(&self) -> &[PreparedName] {
        &self.names
    }

    /// The keys of the documents.
    pub fn documents(&self) -> &[String] {
        &self.documents
    }
}

/// The tokens of a name that are compared: all but forms of address.
pub fn prepared_tokens(name: &str) -> Vec<Token> {
    let mut tokens = tokens(name);
    tokens.retain(|token| token.role() != liaison_text::Role::Honorific);
    tokens
}
