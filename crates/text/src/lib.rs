//! What a name is as text: its script, its tokens, how they sound, how alike two tokens are.
//!
//! A name is folded, cut into tokens, and each token is read as a short string of [`sound`]
//! symbols: one alphabet for all scripts, in which letters that are ambiguous in their own
//! script (Arabic waw, Hebrew bet) have symbols of their own. Two tokens are compared sound by
//! sound ([`similarity`]), with small costs where spellings of one name usually differ; the
//! consonants alone give the keys ([`keys`]) under which an index finds candidates.
//!
//! ```
//! use liaison_text::{similarity, tokens};
//!
//! let cyrillic = &tokens("Образцев")[0];
//! let latin = &tokens("Obraztsyev")[0];
//! assert!(similarity(cyrillic, latin) > 0.9);
//! assert!(similarity(cyrillic, &tokens("Marchetti")[0]) < 0.4);
//! ```
#![forbid(unsafe_code)]

mod fold;
mod key;
mod script;
mod similarity;
pub mod sound;
mod token;

pub use fold::fold;
pub use key::{Key, keys};
pub use script::Script;
pub use similarity::similarity;
pub use token::{Token, TokenKind, join, tokens};
