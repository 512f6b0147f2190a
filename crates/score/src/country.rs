//! Countries: nationality and other links together, since sources mix them up.

use crate::{
    Evidence, Explanation, Prepared,
    weights::{OTHER_COUNTRY, SAME_COUNTRY},
};

pub(crate) fn compare(query: &Prepared, candidate: &Prepared) -> Option<Evidence> {
    let (asked, held) = (&query.countries, &candidate.countries);
    if asked.is_empty() || held.is_empty() {
        return None;
    }
    let common: Vec<&str> = asked
        .iter()
        .filter(|country| held.contains(country))
        .map(String::as_str)
        .collect();
    let (log_odds, score, detail) = if common.is_empty() {
        (OTHER_COUNTRY, 0.0, "none in common".to_owned())
    } else {
        (
            SAME_COUNTRY,
            1.0,
            format!("{} in common", common.join(", ")),
        )
    };
    Some(Evidence {
        log_odds,
        explanation: Explanation {
            feature: "country".to_owned(),
            score,
            detail,
            query: asked.join(", "),
            candidate: held.join(", "),
        },
    })
}
