//! Dates of which only a part may be known.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize, de};

/// An ISO 8601 calendar date of reduced precision: `1986`, `1986-10` or `1986-10-21`.
///
/// Ordered by year, then month, then day; an unknown part sorts first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartialDate {
    year: u16,
    month: Option<u8>,
    day: Option<u8>,
}

/// Why a text is not a date.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a date; write `YYYY`, `YYYY-MM` or `YYYY-MM-DD`")]
pub struct DateError(String);

impl PartialDate {
    /// A date of which `month` and `day` may be unknown; `None` where no such day exists.
    pub fn new(year: u16, month: Option<u8>, day: Option<u8>) -> Option<Self> {
        let valid = (1..=9999).contains(&year)
            && match (month, day) {
                (None, None) => true,
                (None, Some(_)) => false,
                (Some(month), None) => (1..=12).contains(&month),
                (Some(month), Some(day)) => {
                    (1..=12).contains(&month) && (1..=days_in(year, month)).contains(&day)
                }
            };
        valid.then_some(Self { year, month, day })
    }

    /// The year, always known.
    pub fn year(self) -> u16 {
        self.year
    }

    /// The month, 1 to 12, where known.
    pub fn month(self) -> Option<u8> {
        self.month
    }

    /// The day of the month, where known.
    pub fn day(self) -> Option<u8> {
        self.day
    }
}

fn days_in(year: u16, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => {
            29
        }
        2 => 28,
        _ => 31,
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}

impl FromStr for PartialDate {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let error = || DateError(text.chars().take(40).collect());
        let digits = |part: &str, width: usize| {
            (part.len() == width && part.bytes().all(|b| b.is_ascii_digit()))
                .then(|| part.parse::<u16>().ok())
                .flatten()
                .ok_or_else(error)
        };
        // A time of day behind the date (`1986-10-21T00:00:00`) says nothing about a birth.
        let date = text.trim().split_once('T').map_or(text.trim(), |(d, _)| d);
        let mut parts = date.split('-');
        let year = digits(parts.next().unwrap_or_default(), 4)?;
        let month = parts.next().map(|p| digits(p, 2)).transpose()?;
        let day = parts.next().map(|p| digits(p, 2)).transpose()?;
        if parts.next().is_some() {
            return Err(error());
        }
        Self::new(year, month.map(|m| m as u8), day.map(|d| d as u8)).ok_or_else(error)
    }
}

impl Serialize for PartialDate {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for PartialDate {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::PartialDate;

    #[test]
    fn keeps_the_precision_it_was_given() {
        for text in ["1986", "1986-10", "1986-10-21", "2000-02-29"] {
            let date: PartialDate = text.parse().expect("a date");
            assert_eq!(date.to_string(), text);
        }
    }

    #[test]
    fn refuses_what_is_no_day() {
        for text in [
            "",
            "86",
            "1986-13",
            "1986-02-30",
            "1900-02-29",
            "1986-1-1",
            "1986-10-21-1",
        ] {
            assert!(text.parse::<PartialDate>().is_err(), "{text}");
        }
    }
}
