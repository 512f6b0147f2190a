//! Sex as stated in documents.

use liaison_person::Sex;

use crate::weights;

/// The word for a sex in explanations.
pub(crate) fn word(sex: Sex) -> &'static str {
    match sex {
        Sex::Female => "female",
        Sex::Male => "male",
        Sex::Other => "other",
    }
}

/// What the stated sexes give in log-odds.
pub(crate) fn agree(left: Sex, right: Sex) -> Option<f64> {
    if left == right {
        Some(weights::SEX_AGREES)
    } else if left == Sex::Other || right == Sex::Other {
        None
    } else {
        Some(weights::SEX_CONFLICTS)
    }
}
