//! What a name is as text: script, normal form, tokens, sounds, keys and similarity.
//!
//! A name is split into [`Token`]s. Each token of whatever script is read as a sequence of
//! sounds by romanisation tables (`src/table/`), in which a letter keeps all its usual readings.
//! [`similarity`] compares two tokens over their sounds and spellings, [`keys`] gives what an
//! index finds them by, [`skeletons`] the exact comparison keys.
//!
//! ```
//! use liaison_text::{similarity, tokens};
//!
//! let cyrillic = &tokens("Образцев")[0];
//! let latin = &tokens("OBRAZCEV, Anton")[0];
//! assert!(similarity(cyrillic, latin) > 0.9);
//! ```

mod key;
mod name;
mod normal;
mod romanise;
mod script;
mod similarity;
mod sound;
mod table;
mod word;

pub use key::{keys, skeletons};
pub use name::{MOST_TOKENS, Role, Token, tokens};
pub use normal::{fold, plain};
pub use romanise::romanise;
pub use script::Script;
pub use similarity::similarity;

/// Version of the analysis: tokens, sounds and keys of two versions are not comparable.
pub const ANALYSIS_VERSION: u32 = 1;
