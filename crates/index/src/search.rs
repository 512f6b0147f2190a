//! From a query to hits: keys give candidates, the likeliest of them are scored.

use liaison_person::{Record, Schema};
use liaison_score::{Explanation, Prepared, Rarity, compare};
use liaison_text::Token;

use crate::{
    Index,
    keys::{self, Kind},
};

/// How many candidates are scored.
const SCORED: usize = 160;
/// A record that shares a document number comes before all others.
const DOCUMENT: f32 = 1e6;

/// What to return.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// At most this many hits.
    pub limit: usize,
    /// None below this score, 0 to 1; at 0 the best candidates whatever their score.
    pub threshold: f64,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            limit: 5,
            threshold: 0.7,
        }
    }
}

/// A record that may be the one asked about.
#[derive(Debug, Clone)]
pub struct Hit {
    /// Identifier within the dataset.
    pub id: String,
    /// The dataset.
    pub dataset: String,
    /// The name to show.
    pub caption: String,
    /// What kind of subject it is.
    pub schema: Schema,
    /// 0 to 1.
    pub score: f64,
    /// The reasons.
    pub explanations: Vec<Explanation>,
    /// The record.
    pub record: Record,
}

/// Rarity by the index: the share of records that have exactly this token.
struct Shares<'i>(&'i Index);

impl Rarity for Shares<'_> {
    fn share(&self, token: &str) -> f64 {
        // One more on both sides: what is not on file is rare, not impossible.
        let having = self.0.postings(keys::exact(token)).len() as f64 + 1.0;
        having / (self.0.len() as f64 + 1_000.0)
    }
}

impl Index {
    /// The records most like `query`, best first, ties by identifier. Only subjects of the same
    /// schema are compared.
    pub fn search(&self, query: &Record, options: &Options) -> Vec<Hit> {
        let asked = Prepared::new(query);
        let shares = Shares(self);
        let mut scored: Vec<(f64, u32, Vec<Explanation>)> = Vec::new();
        for number in self.candidates(&asked, &query.document_keys()) {
            let Some(held) = self.prepared(number) else {
                continue;
            };
            if held.schema != asked.schema {
                continue;
            }
            let score = compare(&asked, held, &shares);
            if score.value >= options.threshold {
                scored.push((score.value, number, score.explanations));
            }
        }
        // Records are numbered by identifier, so the number breaks ties.
        scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        scored.truncate(options.limit);
        let hit = |(score, number, explanations)| {
            let (dataset, record) = self.record(number)?;
            Some(Hit {
                id: record.id.clone(),
                dataset,
                caption: record.caption().to_owned(),
                schema: record.schema,
                score,
                explanations,
                record,
            })
        };
        scored.into_iter().filter_map(hit).collect()
    }

    /// The likeliest records by the keys that they share with the query.
    fn candidates(&self, asked: &Prepared, documents: &[String]) -> Vec<u32> {
        let mut tally = Tally::new(self.len());
        for name in &asked.names {
            for token in &name.tokens {
                self.count(token, &mut tally);
            }
            for joined in keys::joined(&name.tokens) {
                self.count(&joined, &mut tally);
            }
            tally.end_name();
        }
        for number in documents {
            for record in self.postings(keys::document(number)) {
                tally.add(record, DOCUMENT);
            }
        }
        tally.end_token();
        tally.end_name();
        tally.best(SCORED)
    }

    /// Counts one token for every record that shares a key with it, by its nearest key.
    fn count(&self, token: &Token, tally: &mut Tally) {
        for hashed in keys::of_query(token) {
            let postings = self.postings(hashed.hash);
            let share = (postings.len() as f32 + 1.0) / (self.len() as f32 + 2.0);
            let nearness = match hashed.kind {
                Kind::Exact => 1.0,
                Kind::Skeleton => 0.9,
                Kind::Shortened => 0.55,
            };
            let worth = nearness * (0.5 - share.ln());
            for record in postings {
                tally.add(record, worth);
            }
        }
        tally.end_token();
    }
}

/// Worth of every record so far.
struct Tally {
    /// By the token that is being counted: the nearest key.
    token: Vec<f32>,
    /// By the tokens of the name that is being counted, summed.
    name: Vec<f32>,
    /// By the best name.
    total: Vec<f32>,
    in_token: Vec<u32>,
    in_name: Vec<u32>,
    touched: Vec<u32>,
}

impl Tally {
    fn new(records: usize) -> Self {
        Self {
            token: vec![0.0; records],
            name: vec![0.0; records],
            total: vec![0.0; records],
            in_token: Vec::new(),
            in_name: Vec::new(),
            touched: Vec::new(),
        }
    }

    fn add(&mut self, record: u32, worth: f32) {
        // Postings beyond the records would be a damaged file's.
        let Some(slot) = self.token.get_mut(record as usize) else {
            return;
        };
        if *slot == 0.0 {
            self.in_token.push(record);
        }
        *slot = slot.max(worth);
    }

    fn end_token(&mut self) {
        for record in self.in_token.drain(..) {
            let at = record as usize;
            if self.name[at] == 0.0 {
                self.in_name.push(record);
            }
            self.name[at] += self.token[at];
            self.token[at] = 0.0;
        }
    }

    fn end_name(&mut self) {
        for record in self.in_name.drain(..) {
            let at = record as usize;
            if self.total[at] == 0.0 {
                self.touched.push(record);
            }
            self.total[at] = self.total[at].max(self.name[at]);
            self.name[at] = 0.0;
        }
    }

    fn best(mut self, count: usize) -> Vec<u32> {
        let total = &self.total;
        let order = |a: &u32, b: &u32| {
            total[*b as usize]
                .total_cmp(&total[*a as usize])
                .then(a.cmp(b))
        };
        if self.touched.len() > count {
            self.touched.select_nth_unstable_by(count, order);
            self.touched.truncate(count);
        }
        self.touched.sort_unstable();
        self.touched
    }
}
