//! Two records in, a score and its reasons out.

use serde::Serialize;

use crate::{Prepared, Rarity, country, date, document, name, sex, weights};

/// One reason behind a score. The fields are a stable JSON interface.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Explanation {
    /// Kind of evidence: `name`, `birth_date`, `country`, `sex`, `document`.
    pub feature: String,
    /// How far this evidence agrees, 0 (contradicts) to 1 (agrees in full), to four decimals.
    pub score: f64,
    /// One sentence for people, with what the evidence adds to the log-odds.
    pub detail: String,
    /// The value asked about.
    pub query: String,
    /// The value on file.
    pub candidate: String,
}

/// A score with its reasons.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Score {
    /// 0 to 1, to four decimals; 0.7 and more: somebody should look.
    pub value: f64,
    /// The reasons, in a fixed order: name, date, country, sex, document.
    pub explanations: Vec<Explanation>,
}

/// Compares two records. The value does not depend on which of them is asked about.
///
/// Records of different schema (a person and a ship) score 0, as do records without names or
/// equal documents.
///
/// ```
/// use liaison_person::{Name, NameKind, Record, Schema};
/// use liaison_score::{EvenRarity, Prepared, compare};
///
/// let person = |name: &str| {
///     let mut record = Record::new("x", Schema::Person);
///     record.add_name(Name::new(name, NameKind::Primary));
///     Prepared::new(&record)
/// };
/// let score = compare(&person("Образцев Антон"), &person("OBRAZTSYEV, Anton"), &EvenRarity);
/// assert!(score.value > 0.85);
/// ```
pub fn compare(query: &Prepared, candidate: &Prepared, rarity: &impl Rarity) -> Score {
    let mut explanations = Vec::new();
    if query.schema != candidate.schema {
        return Score {
            value: 0.0,
            explanations,
        };
    }
    let mut sum = 0.0;
    let mut share = 0.0;
    let names = name::best(&query.names, &candidate.names, rarity);
    if let Some((i, j, agreement)) = &names {
        sum += agreement.evidence;
        share = agreement.share;
        explanations.push(Explanation {
            feature: "name".to_owned(),
            score: rounded(agreement.share),
            detail: name_detail(agreement),
            query: query.names[*i].full.clone(),
            candidate: candidate.names[*j].full.clone(),
        });
    }
    let mut same_day = false;
    if let Some((asked, kept, (evidence, agreement, words))) =
        date::best(&query.birth_dates, &candidate.birth_dates)
    {
        sum += evidence;
        same_day = evidence >= weights::DATE_FULL;
        explanations.push(reason(
            "birth_date",
            agreement,
            words,
            evidence,
            &asked,
            &kept,
        ));
    }
    if let Some((evidence, words)) = country::agree(query, candidate) {
        sum += evidence;
        let agreement = if evidence > 0.0 { 1.0 } else { 0.0 };
        let list = |p: &Prepared| p.countries.iter().cloned().collect::<Vec<_>>().join(", ");
        explanations.push(reason(
            "country",
            agreement,
            words,
            evidence,
            &list(query),
            &list(candidate),
        ));
    }
    if let (Some(asked), Some(kept)) = (query.sex, candidate.sex)
        && let Some(evidence) = sex::agree(asked, kept)
    {
        sum += evidence;
        let (agreement, words) = if evidence > 0.0 {
            (1.0, "same")
        } else {
            (0.0, "differs")
        };
        explanations.push(reason(
            "sex",
            agreement,
            words,
            evidence,
            &sex::word(asked),
            &sex::word(kept),
        ));
    }
    let document = document::shared(query, candidate);
    let mut value = if names.is_some() { logistic(sum) } else { 0.0 };
    if let Some(key) = document {
        let (words, agreement) = if share >= 0.5 {
            value = logistic(sum + weights::DOCUMENT_AGREES);
            ("same number under a like name", 1.0)
        } else {
            value = value.clamp(weights::DOCUMENT_ALONE, weights::DOCUMENT_ALONE);
            (
                "same number under another name: a question, not a match",
                0.5,
            )
        };
        let added = if share >= 0.5 {
            weights::DOCUMENT_AGREES
        } else {
            0.0
        };
        explanations.push(reason("document", agreement, words, added, &key, &key));
    }
    let everything = document.is_some() && same_day && share >= 1.0 - 1e-9;
    value = if everything {
        1.0
    } else {
        value.min(weights::CEILING)
    };
    Score {
        value: rounded(value),
        explanations,
    }
}

fn reason(
    feature: &str,
    agreement: f64,
    words: &str,
    evidence: f64,
    query: &dyn ToString,
    candidate: &dyn ToString,
) -> Explanation {
    Explanation {
        feature: feature.to_owned(),
        score: rounded(agreement),
        detail: format!("{words} ({evidence:+.2})"),
        query: query.to_string(),
        candidate: candidate.to_string(),
    }
}

fn name_detail(agreement: &name::NameAgreement) -> String {
    let pairs: Vec<String> = agreement
        .pairs
        .iter()
        .map(|(a, b, alike)| {
            if a == b {
                a.clone()
            } else {
                format!("{a} ~ {b} {alike:.2}")
            }
        })
        .collect();
    let pairs = if pairs.is_empty() {
        "no token agrees".to_owned()
    } else {
        pairs.join(", ")
    };
    format!("{pairs} ({:+.2})", agreement.evidence)
}

fn logistic(sum: f64) -> f64 {
    1.0 / (1.0 + (-sum).exp())
}

/// To four decimals, the precision that leaves the engine.
fn rounded(value: f64) -> f64 {
    (value * 10_000.0).round() / 10_000.0
}
