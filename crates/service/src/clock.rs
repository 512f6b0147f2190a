//! Where the time comes from.

use std::fmt;

use jiff::Timestamp;

/// Tells the time. Passed in, so that a test can set it.
pub trait Clock: fmt::Debug + Send + Sync {
    /// The time now.
    fn now(&self) -> Timestamp;
}

/// The machine's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}

/// RFC 3339 in UTC with whole milliseconds, the one form in which times are stored: texts of
/// one form sort as the times do.
pub(crate) fn stored(time: Timestamp) -> String {
    format!("{time:.3}")
}
