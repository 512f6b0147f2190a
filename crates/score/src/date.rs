//! Dates of birth: graded, for lists and passports are often a little wrong.

use liaison_person::PartialDate;

use crate::weights;

/// How two dates agree: what it gives in log-odds, 0 to 1 for display, and in words.
pub(crate) type DateAgreement = (f64, f64, &'static str);

/// The best agreement among the dates of both sides.
pub(crate) fn best(
    left: &[PartialDate],
    right: &[PartialDate],
) -> Option<(PartialDate, PartialDate, DateAgreement)> {
    let pairs = left
        .iter()
        .flat_map(|&a| right.iter().map(move |&b| (a, b, agree(a, b))));
    pairs.reduce(|best, next| if next.2.0 > best.2.0 { next } else { best })
}

fn agree(left: PartialDate, right: PartialDate) -> DateAgreement {
    let years = left.year().abs_diff(right.year());
    if let (Some(month), Some(day), Some(other_month), Some(other_day)) =
        (left.month(), left.day(), right.month(), right.day())
    {
        if left == right {
            return (weights::DATE_FULL, 1.0, "same day");
        }
        if years == 0 && month == other_day && day == other_month {
            return (weights::DATE_SWAPPED, 0.85, "day and month swapped");
        }
        if one_digit(left, right) {
            return (weights::DATE_ONE_DIGIT, 0.75, "one digit differs");
        }
        if years == 0 {
            return (weights::DATE_SAME_YEAR, 0.6, "same year, another day");
        }
    } else if years == 0 {
        return match (left.month(), right.month()) {
            (Some(a), Some(b)) if a == b => (weights::DATE_MONTH, 0.9, "same month"),
            (Some(_), Some(_)) => (weights::DATE_SAME_YEAR, 0.6, "same year, another month"),
            _ => (weights::DATE_YEAR, 0.8, "same year"),
        };
    }
    match years {
        0 | 1 => (weights::DATE_ONE_YEAR, 0.6, "one year apart"),
        2 => (weights::DATE_TWO_YEARS, 0.5, "two years apart"),
        3..=5 => (weights::DATE_FIVE_YEARS, 0.3, "up to five years apart"),
        _ => (weights::DATE_DISJOINT, 0.0, "more than five years apart"),
    }
}

/// Whether two whole dates differ in one digit, as slips of the pen do.
fn one_digit(left: PartialDate, right: PartialDate) -> bool {
    let (a, b) = (left.to_string(), right.to_string());
    a.len() == b.len() && a.bytes().zip(b.bytes()).filter(|(x, y)| x != y).count() == 1
}

#[cfg(test)]
mod tests {
    use super::best;

    fn evidence(left: &str, right: &str) -> f64 {
        let date = |t: &str| t.parse().expect("a date");
        best(&[date(left)], &[date(right)]).expect("one pair").2.0
    }

    #[test]
    fn is_graded() {
        let steps = [
            evidence("1986-10-21", "1986-10-21"),
            evidence("1986-10-21", "1986-10"),
            evidence("1986-10-09", "1986-09-10"),
            evidence("1986-10-21", "1986"),
            evidence("1986-10-21", "1986-10-22"),
            evidence("1986-10-21", "1987"),
            evidence("1986-10-21", "1988"),
            evidence("1986-10-21", "1991"),
            evidence("1986-10-21", "1960"),
        ];
        assert!(steps.windows(2).all(|w| w[0] > w[1]), "{steps:?}");
        assert!(evidence("1986", "1960") < evidence("1986", "1989"));
    }
}
