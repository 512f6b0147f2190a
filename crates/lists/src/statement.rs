//! Small readings that several lists share: dates in words, ranges, lists without repeats.

use liaison_person::{PartialDate, Record, country_code};

/// A range of years up to this many is kept year by year; of a longer one only both ends.
const LONGEST_RANGE: u16 = 10;

const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

/// Appends `value`, trimmed, unless it is empty or already there.
pub(crate) fn push_unique(values: &mut Vec<String>, value: &str) {
    let value = value.trim();
    if !value.is_empty() && !values.iter().any(|known| known == value) {
        values.push(value.to_owned());
    }
}

/// Appends a country by its code, or as written where none is known.
pub(crate) fn push_country(values: &mut Vec<String>, text: &str) {
    push_unique(values, country_code(text).unwrap_or(text));
}

/// Appends a date of birth once.
pub(crate) fn push_birth_date(record: &mut Record, date: PartialDate) {
    if !record.birth_dates.contains(&date) {
        record.birth_dates.push(date);
    }
}

/// Every year of a range, or its ends where the range is long; nothing where it runs backwards.
pub(crate) fn push_birth_years(record: &mut Record, from: u16, to: u16) -> bool {
    let far = to.saturating_sub(from) > LONGEST_RANGE;
    let years: Vec<u16> = if far {
        vec![from, to]
    } else {
        (from..=to).collect()
    };
    for &year in &years {
        if let Some(date) = PartialDate::new(year, None, None) {
            push_birth_date(record, date);
        }
    }
    !years.is_empty()
}

/// Reads `10 Dec 1948`, `Dec 1948` or `1948`.
pub(crate) fn date_in_words(text: &str) -> Option<PartialDate> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let year = |word: &str| {
        let four = word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit());
        four.then(|| word.parse().ok()).flatten()
    };
    let month = |word: &str| {
        let start = word.get(..3)?.to_ascii_lowercase();
        MONTHS
            .iter()
            .position(|m| *m == start)
            .map(|at| at as u8 + 1)
    };
    match words[..] {
        [y] => PartialDate::new(year(y)?, None, None),
        [m, y] => PartialDate::new(year(y)?, Some(month(m)?), None),
        [d, m, y] => PartialDate::new(year(y)?, Some(month(m)?), Some(d.parse().ok()?)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use liaison_person::{Record, Schema};

    use super::{date_in_words, push_birth_years};

    #[test]
    fn reads_dates_of_each_precision() {
        for (text, date) in [
            ("10 Dec 1948", "1948-12-10"),
            ("Dec 1948", "1948-12"),
            ("1948", "1948"),
        ] {
            assert_eq!(
                date_in_words(text).map(|d| d.to_string()).as_deref(),
                Some(date)
            );
        }
        for text in [
            "",
            "48",
            "31 Feb 1948",
            "Foo 1948",
            "1 2 3 4",
            "ééé 1948",
            "+948",
        ] {
            assert_eq!(date_in_words(text), None, "{text}");
        }
    }

    #[test]
    fn keeps_the_ends_of_a_long_range() {
        let mut record = Record::new("x", Schema::Person);
        assert!(push_birth_years(&mut record, 1960, 1962));
        assert_eq!(record.birth_dates.len(), 3);
        assert!(push_birth_years(&mut record, 1900, 1950));
        assert_eq!(record.birth_dates.len(), 5);
        assert!(!push_birth_years(&mut record, 1962, 1960));
    }
}
