//! Sex: says something only where it differs.

use liaison_person::Sex;

use crate::{Evidence, Explanation, Prepared, weights::OTHER_SEX};

pub(crate) fn compare(query: &Prepared, candidate: &Prepared) -> Option<Evidence> {
    let (asked, held) = (query.sex?, candidate.sex?);
    if asked == held {
        return None;
    }
    let word = |sex: Sex| match sex {
        Sex::Female => "female",
        Sex::Male => "male",
        Sex::Other => "other",
    };
    Some(Evidence {
        log_odds: OTHER_SEX,
        explanation: Explanation {
            feature: "sex".to_owned(),
            score: 0.0,
            detail: "they differ".to_owned(),
            query: word(asked).to_owned(),
            candidate: word(held).to_owned(),
        },
    })
}
