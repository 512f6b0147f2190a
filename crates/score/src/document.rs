//! Document numbers: equal or not compared. Another number says nothing, people have several.

use crate::{
    Evidence, Explanation, Prepared,
    weights::{NAME_NEEDED, SAME_DOCUMENT},
};

pub(crate) fn compare(query: &Prepared, candidate: &Prepared, name: f64) -> Option<Evidence> {
    let common = query
        .documents
        .iter()
        .find(|number| candidate.documents.contains(number))?;
    let detail = if name < NAME_NEEDED {
        "the same number under another name: a question for a person"
    } else {
        "the same number"
    };
    Some(Evidence {
        log_odds: SAME_DOCUMENT,
        explanation: Explanation {
            feature: "document".to_owned(),
            score: 1.0,
            detail: detail.to_owned(),
            query: common.clone(),
            candidate: common.clone(),
        },
    })
}
