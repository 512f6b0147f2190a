//! The states of a request, the same on both sides, and what moves it.
//!
//! There is no event for the passing of time: time makes a request overdue
//! ([`State::owes`] tells who must act), it never ends one.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Where a request stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Written, not released. Asker only.
    Draft,
    /// Signed and in the outbox; the partner has not receipted it. Asker only.
    Sent,
    /// At the partner: receipted there (asker), or taken in here (receiver).
    Received,
    /// Answered.
    Answered,
    /// Refused with grounds.
    Refused,
    /// Closed by a person who had an answer or a refusal.
    Closed,
    /// Closed by a person without either; stays unanswered in every count.
    ClosedUnanswered,
}

/// What happens to a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Event {
    /// The asker's officer released it.
    Sent,
    /// It was receipted, or taken in.
    Received,
    /// The answer went out or came in.
    Answered,
    /// The refusal went out or came in.
    Refused,
    /// An officer closed it, giving a reason.
    Closed,
}

/// The event does not fit the state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a request that is {state} cannot be {event}")]
pub struct Forbidden {
    state: State,
    event: Event,
}

impl State {
    /// The state after `event`.
    pub fn after(self, event: Event) -> Result<Self, Forbidden> {
        use State::{Answered, Closed, ClosedUnanswered, Draft, Received, Refused, Sent};
        Ok(match (self, event) {
            (Draft, Event::Sent) => Sent,
            (Sent | Received, Event::Received) => Received,
            // The answer may overtake the receipt, and an answer to what was given up on is still
            // an answer.
            (Sent | Received | ClosedUnanswered, Event::Answered) => Answered,
            (Sent | Received | ClosedUnanswered, Event::Refused) => Refused,
            // A late receipt changes nothing.
            (state @ (Answered | Refused | Closed | ClosedUnanswered), Event::Received) => state,
            (Answered | Refused, Event::Closed) => Closed,
            (Sent | Received, Event::Closed) => ClosedUnanswered,
            (state, event) => return Err(Forbidden { state, event }),
        })
    }

    /// Whether the asked office still owes an answer.
    pub fn owes(self) -> bool {
        matches!(self, Self::Sent | Self::Received | Self::ClosedUnanswered)
    }

    /// The word for lists; also how the state is stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Sent => "sent",
            Self::Received => "received",
            Self::Answered => "answered",
            Self::Refused => "refused",
            Self::Closed => "closed",
            Self::ClosedUnanswered => "closed_unanswered",
        }
    }
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Display for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Sent => "sent",
            Self::Received => "received",
            Self::Answered => "answered",
            Self::Refused => "refused",
            Self::Closed => "closed",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Event, State};

    const STATES: [State; 7] = [
        State::Draft,
        State::Sent,
        State::Received,
        State::Answered,
        State::Refused,
        State::Closed,
        State::ClosedUnanswered,
    ];

    #[test]
    fn an_answer_can_arrive_in_every_state_that_owes_one() {
        for state in STATES {
            assert_eq!(
                state.after(Event::Answered).is_ok(),
                state.owes(),
                "{state}"
            );
            assert_eq!(state.after(Event::Refused).is_ok(), state.owes(), "{state}");
        }
    }

    #[test]
    fn a_late_receipt_never_takes_an_answer_back() {
        for state in [State::Answered, State::Refused, State::Closed] {
            assert_eq!(state.after(Event::Received), Ok(state));
        }
    }

    #[test]
    fn a_draft_can_only_be_sent() {
        for event in [
            Event::Received,
            Event::Answered,
            Event::Refused,
            Event::Closed,
        ] {
            assert!(State::Draft.after(event).is_err());
        }
    }
}
