//! What two offices say to each other, and what each message means for a request.
//!
//! The crate is a state machine without I/O, clock or randomness: the caller brings bytes,
//! times and identifiers, and gets back decisions. One message travels as
//! JSON → DSSE envelope (signature) → ASCII-armoured age file (encryption); `docs/wire.md`
//! describes it. The receiver opens it in the opposite order and reads nothing of the payload
//! before the signature holds ([`codec::open`]).
//!
//! ```
//! use liaison_exchange::lifecycle::{Event, State};
//!
//! let state = State::Draft.after(Event::Sent)?;
//! assert_eq!(state.after(Event::Answered)?, State::Answered);
//! assert!(State::Draft.after(Event::Answered).is_err());
//! # Ok::<(), liaison_exchange::lifecycle::Forbidden>(())
//! ```

pub mod card;
pub mod channel;
pub mod codec;
pub mod handling;
pub mod lifecycle;
pub mod message;
pub mod receipt;
mod rejection;

pub use card::KeyCard;
pub use handling::Handling;
pub use message::Message;
pub use rejection::Rejection;
