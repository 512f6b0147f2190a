//! Countries: a weak sign either way, for people move and lists guess.

use std::collections::BTreeSet;

use crate::{prepared::Prepared, weights};

/// What the countries give in log-odds, and in words.
pub(crate) fn agree(left: &Prepared, right: &Prepared) -> Option<(f64, &'static str)> {
    if left.countries.is_empty() || right.countries.is_empty() {
        return None;
    }
    let meet = |a: &BTreeSet<String>, b: &BTreeSet<String>| !a.is_disjoint(b);
    if meet(&left.nationalities, &right.nationalities) {
        Some((weights::COUNTRY_AGREES, "same nationality"))
    } else if meet(&left.countries, &right.countries) {
        Some((weights::COUNTRY_AGREES / 2.0, "a country in common"))
    } else if left.nationalities.is_empty() || right.nationalities.is_empty() {
        None
    } else {
        Some((weights::COUNTRY_CONFLICTS, "no country in common"))
    }
}
