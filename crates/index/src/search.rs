//! Searching: tokens alike, records that have them, exact scores of the best.

use std::{cell::RefCell, sync::Arc};

use foldhash::{HashMap, HashMapExt};
use liaison_person::{Record, Schema};
use liaison_score::{Explanation, Prepared, Rarity, compare};
use liaison_text::{Role, Token, keys, similarity};

use crate::Index;

/// Tokens less alike than this are not followed to their records.
const LEAST_ALIKE: f64 = 0.6;
/// How many tokens of the index one token of the query may stand for.
const MOST_TOKENS: usize = 256;
/// How many records are scored exactly.
const MOST_RECORDS: usize = 128;
/// Frequencies of a small list are not those of the world: this many unseen records are added,
/// of which one in four thousand has any given name.
const UNSEEN_RECORDS: f64 = 2000.0;
const UNSEEN_SHARE: f64 = 1.0 / 4000.0;

/// What to search for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Options {
    /// The most hits.
    pub limit: usize,
    /// The least score, 0 to 1; 0 gives the best candidates whatever their score.
    pub threshold: f64,
}

impl Default for Options {
    /// Five hits from 0.7.
    fn default() -> Self {
        Self {
            limit: 5,
            threshold: 0.7,
        }
    }
}

/// A record found.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// The record's identifier.
    pub id: String,
    /// The dataset that it is of.
    pub dataset: String,
    /// The name to show.
    pub caption: String,
    /// What kind of subject it is.
    pub schema: Schema,
    /// 0 to 1, to four decimals.
    pub score: f64,
    /// Why.
    pub explanations: Vec<Explanation>,
    /// The whole record.
    pub record: Record,
}

/// Rarity by the index's own frequencies, each worked out once a query.
struct Frequencies<'a> {
    index: &'a Index,
    bits: RefCell<HashMap<String, f64>>,
}

impl Rarity for Frequencies<'_> {
    fn bits(&self, token: &Token) -> f64 {
        if let Some(bits) = self.bits.borrow().get(token.text()) {
            return *bits;
        }
        let count = self.index.frequency(token.text()) as f64 + UNSEEN_RECORDS * UNSEEN_SHARE;
        let bits = ((self.index.len() as f64 + UNSEEN_RECORDS) / count)
            .log2()
            .max(0.0);
        self.bits.borrow_mut().insert(token.text().to_owned(), bits);
        bits
    }
}

impl Index {
    /// Finds the records most like the query, best first, equal scores by identifier.
    ///
    /// Persons match persons only, ships ships. The result depends on query and index alone.
    pub fn search(&self, query: &Record, options: &Options) -> Vec<Hit> {
        let prepared = Prepared::new(query);
        let rarity = Frequencies {
            index: self,
            bits: RefCell::new(HashMap::new()),
        };
        let mut tokens: HashMap<(u32, Role), Option<Arc<Token>>> = HashMap::new();
        let mut hits = Vec::new();
        for number in self.candidates(&prepared, &rarity) {
            let Some(record) = self.record_at(number).filter(|r| r.schema == query.schema) else {
                continue;
            };
            let token = |id, role| {
                let load = || self.token(id, role).map(Arc::new);
                tokens.entry((id, role)).or_insert_with(load).clone()
            };
            let Some(names) = self.names(number, &record, token) else {
                continue;
            };
            let score = compare(&prepared, &Prepared::with_names(&record, names), &rarity);
            if score.value >= options.threshold {
                hits.push((number, record, score));
            }
        }
        hits.sort_by(|(n, a, x), (m, b, y)| {
            y.value
                .total_cmp(&x.value)
                .then_with(|| a.id.cmp(&b.id))
                .then(n.cmp(m))
        });
        hits.truncate(options.limit);
        let hit = |(number, record, score): (u32, Record, liaison_score::Score)| Hit {
            id: record.id.clone(),
            dataset: self.dataset_of(number).to_owned(),
            caption: record.caption().to_owned(),
            schema: record.schema,
            score: score.value,
            explanations: score.explanations,
            record,
        };
        hits.into_iter().map(hit).collect()
    }

    /// The records worth an exact score: all with an equal document, then those whose tokens are
    /// alike, by likeness and rarity.
    fn candidates(&self, query: &Prepared, rarity: &Frequencies<'_>) -> Vec<u32> {
        let mut sums: HashMap<u32, f64> = HashMap::new();
        for token in asked(query) {
            let mut best: HashMap<u32, f64> = HashMap::new();
            for (id, alike, kept) in self.alike(&token) {
                let weight = (alike - LEAST_ALIKE + 0.1) * 2.0 * rarity.bits(&kept);
                for bytes in self.postings(id).as_chunks::<4>().0 {
                    let number = u32::from_le_bytes(*bytes);
                    let entry = best.entry(number).or_insert(0.0);
                    *entry = entry.max(weight);
                }
            }
            for (number, weight) in best {
                *sums.entry(number).or_insert(0.0) += weight;
            }
        }
        for key in query.documents() {
            for number in self.records_with_document(key) {
                sums.insert(number, f64::INFINITY);
            }
        }
        let mut ranked: Vec<(u32, f64)> = sums.into_iter().collect();
        let order = |a: &(u32, f64), b: &(u32, f64)| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0));
        if ranked.len() > MOST_RECORDS {
            ranked.select_nth_unstable_by(MOST_RECORDS, order);
            ranked.truncate(MOST_RECORDS);
        }
        ranked.sort_unstable_by(order);
        ranked.into_iter().map(|(number, _)| number).collect()
    }

    /// The tokens of the index that a token of the query may stand for, most alike first.
    fn alike(&self, token: &Token) -> Vec<(u32, f64, Token)> {
        let mut ids: Vec<u32> = keys(token)
            .into_iter()
            .flat_map(|key| self.tokens_under(key))
            .collect();
        ids.sort_unstable();
        ids.dedup();
        let mut alike: Vec<(u32, f64, Token)> = ids
            .into_iter()
            .filter_map(|id| {
                let kept = self.token(id, Role::Part)?;
                let alike = similarity(token, &kept);
                (alike >= LEAST_ALIKE).then_some((id, alike, kept))
            })
            .collect();
        alike.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        alike.truncate(MOST_TOKENS);
        alike
    }
}

/// The distinct tokens to look up: every name, and neighbours written as one word.
fn asked(query: &Prepared) -> Vec<Token> {
    let mut asked: Vec<Token> = Vec::new();
    let mut ask = |token: Token| {
        let known = |t: &Token| t.text() == token.text() && t.sounds() == token.sounds();
        if token.is_name() && !asked.iter().any(known) {
            asked.push(token);
        }
    };
    for name in query.names() {
        name.tokens
            .iter()
            .for_each(|token| ask(token.as_ref().clone()));
        for pair in name.tokens.windows(2) {
            if pair.iter().all(|token| token.role() != Role::Initial) {
                ask(pair[0].joined(&pair[1]));
            }
        }
    }
    asked
}
