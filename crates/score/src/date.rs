//! The date of birth: agreement by what is known, disagreement by how it may have come about.
//! A list may state several dates, each a statement of its own; the best pair counts.

use liaison_person::PartialDate;

use crate::{
    Evidence, Explanation, Prepared,
    weights::{
        FIVE_YEARS, ONE_DIGIT, ONE_YEAR, OTHER_AGE, SAME_DAY, SAME_MONTH, SAME_YEAR, SWAPPED,
        TWO_YEARS, YEAR_ONLY,
    },
};

pub(crate) fn compare(query: &Prepared, candidate: &Prepared) -> Option<Evidence> {
    let pairs = query.birth_dates.iter().flat_map(|asked| {
        candidate
            .birth_dates
            .iter()
            .map(move |held| (*asked, *held))
    });
    let judged = pairs.map(|(asked, held)| (judge(asked, held), asked, held));
    let ((log_odds, score, detail), asked, held) =
        judged.reduce(|best, next| if next.0.0 > best.0.0 { next } else { best })?;
    Some(Evidence {
        log_odds,
        explanation: Explanation {
            feature: "date".to_owned(),
            score,
            detail: detail.to_owned(),
            query: asked.to_string(),
            candidate: held.to_string(),
        },
    })
}

/// Log-odds, agreement 0 to 1, and the words for it.
fn judge(a: PartialDate, b: PartialDate) -> (f64, f64, &'static str) {
    let years = a.year().abs_diff(b.year());
    if years == 0 {
        return within_a_year(a, b);
    }
    let same_rest = a.day().is_some() && (a.month(), a.day()) == (b.month(), b.day());
    match years {
        _ if same_rest && one_digit(a, b) => (ONE_DIGIT, 0.8, "one digit of the year is another"),
        1 => (ONE_YEAR, 0.5, "one year off"),
        2 => (TWO_YEARS, 0.4, "two years off"),
        3..=5 => (FIVE_YEARS, 0.2, "some years off"),
        _ => (OTHER_AGE, 0.0, "another age"),
    }
}

fn within_a_year(a: PartialDate, b: PartialDate) -> (f64, f64, &'static str) {
    let swapped = (a.month(), a.day()) == (b.day(), b.month());
    match (a.month().zip(b.month()), a.day().zip(b.day())) {
        (None, _) => (SAME_YEAR, 0.9, "the same year"),
        (Some((here, there)), None) if here == there => (SAME_MONTH, 0.95, "the same month"),
        (Some(_), None) => (YEAR_ONLY, 0.6, "the same year, another month"),
        (Some(_), Some(_)) if a == b => (SAME_DAY, 1.0, "the same day"),
        (Some(_), Some(_)) if swapped => (SWAPPED, 0.9, "day and month changed places"),
        (Some(_), Some(_)) if one_digit(a, b) => (ONE_DIGIT, 0.8, "one digit is another"),
        (Some(_), Some(_)) => (YEAR_ONLY, 0.6, "the same year, another day"),
    }
}

fn one_digit(a: PartialDate, b: PartialDate) -> bool {
    let (a, b) = (a.to_string(), b.to_string());
    a.len() == b.len() && a.bytes().zip(b.bytes()).filter(|(a, b)| a != b).count() == 1
}
