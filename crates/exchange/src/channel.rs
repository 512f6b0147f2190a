//! One partner's sequence of messages to us: what may come next.
//!
//! The sender numbers its messages to each receiver 1, 2, 3, ... and names the hash of the one
//! before. The receiver takes them in order, so that a missing one is noticed at once and two
//! different messages under one number are a proof against the sender.

use crate::{Rejection, message::MessageHash};

/// How far a partner's sequence has come.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Inbound {
    /// Number of the last message taken in; 0 before the first.
    pub last_seq: u64,
    /// Its hash.
    pub last_hash: Option<MessageHash>,
}

/// What to do with a message whose signature holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It is the next one: take it in.
    New,
    /// It is held already, byte for byte: repeat its receipt.
    Duplicate,
}

impl Inbound {
    /// Judges the message `hash` numbered `seq` that names `prev` as its forerunner.
    /// `held` is the hash of the message held under the same number, if there is one.
    pub fn judge(
        &self,
        seq: u64,
        prev: Option<&MessageHash>,
        hash: &MessageHash,
        held: Option<&MessageHash>,
    ) -> Result<Verdict, Rejection> {
        if seq == 0 {
            return Err(Rejection::MalformedMessage {
                reason: "`seq` must be 1 or more".to_owned(),
            });
        }
        match held {
            Some(held) if held == hash => return Ok(Verdict::Duplicate),
            Some(_) => return Err(Rejection::Conflict { seq }),
            None => {}
        }
        if seq != self.last_seq + 1 {
            return Err(Rejection::OutOfOrder {
                got: seq,
                expected: self.last_seq + 1,
            });
        }
        if prev != self.last_hash.as_ref() {
            return Err(Rejection::BrokenChain { seq });
        }
        Ok(Verdict::New)
    }
}

#[cfg(test)]
mod tests {
    use super::{Inbound, Verdict};
    use crate::{Rejection, message::MessageHash};

    #[test]
    fn tells_next_repeated_early_and_contradicting_messages_apart() {
        let hash = |text: &str| MessageHash::of(text.as_bytes());
        let inbound = Inbound {
            last_seq: 1,
            last_hash: Some(hash("one")),
        };
        let judge = |seq, prev: Option<&str>, own: &str, held: Option<&str>| {
            inbound.judge(
                seq,
                prev.map(hash).as_ref(),
                &hash(own),
                held.map(hash).as_ref(),
            )
        };
        assert_eq!(judge(2, Some("one"), "two", None), Ok(Verdict::New));
        assert_eq!(judge(1, None, "one", Some("one")), Ok(Verdict::Duplicate));
        assert_eq!(
            judge(1, None, "uno", Some("one")),
            Err(Rejection::Conflict { seq: 1 })
        );
        let early = Rejection::OutOfOrder {
            got: 3,
            expected: 2,
        };
        assert_eq!(judge(3, Some("two"), "three", None), Err(early));
        assert_eq!(
            judge(2, Some("uno"), "two", None),
            Err(Rejection::BrokenChain { seq: 2 })
        );
    }
}
