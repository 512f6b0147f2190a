//! Keys: short strings that spellings of one token share, under which an index finds it again.
//!
//! A key is the token's consonants, folded into classes that hold all the sounds a letter may
//! stand for. A letter that falls into two classes gives two keys. So that one wrong or missing
//! consonant is forgiven, longer skeletons are also kept with each consonant left out.

use crate::{Token, TokenKind, sound::Sounds};

/// The most skeletons of one reading.
const MAX_VARIANTS: usize = 8;
/// Skeletons shorter than this lose too much with a consonant.
const MIN_TO_SHORTEN: usize = 4;

/// A key of a token.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key {
    /// The folded letters themselves.
    Exact(String),
    /// All consonants.
    Skeleton(Vec<u8>),
    /// All consonants but one.
    Shortened(Vec<u8>),
}

/// The keys of a token, sorted, without repeats. Titles, particles and initials have none: they
/// would find everybody.
pub fn keys(token: &Token) -> Vec<Key> {
    if token.kind != TokenKind::Name {
        return Vec::new();
    }
    let mut keys = vec![Key::Exact(token.text.clone())];
    for reading in &token.readings {
        for skeleton in skeletons(reading) {
            if skeleton.len() >= MIN_TO_SHORTEN {
                for at in 0..skeleton.len() {
                    let mut shorter = skeleton.clone();
                    shorter.remove(at);
                    shorter.dedup();
                    keys.push(Key::Shortened(shorter));
                }
            }
            keys.push(Key::Skeleton(skeleton));
        }
    }
    keys.sort();
    keys.dedup();
    keys
}

fn skeletons(sounds: &Sounds) -> Vec<Vec<u8>> {
    let mut found: Vec<Vec<u8>> = vec![Vec::new()];
    let symbols = sounds.symbols();
    for (at, &symbol) in symbols.iter().enumerate() {
        let classes = classes(symbol, at == 0);
        let room = found.len() * classes.len() <= MAX_VARIANTS;
        let classes = if room { classes } else { &classes[..1] };
        found = found
            .iter()
            .flat_map(|head| {
                classes.iter().map(|class| {
                    let mut longer = head.clone();
                    if *class != b' ' && longer.last() != Some(class) {
                        longer.push(*class);
                    }
                    longer
                })
            })
            .collect();
    }
    for skeleton in &mut found {
        // A name of vowels only is its own skeleton.
        if skeleton.is_empty() {
            skeleton.push(b'@');
        }
    }
    found.sort();
    found.dedup();
    found
}

/// The classes of a symbol, the likeliest first; a blank is none.
#[expect(clippy::match_same_arms, reason = "a table, sorted by kind of sound")]
fn classes(symbol: u8, first: bool) -> &'static [u8] {
    match symbol {
        b'b' | b'p' | b'f' | b'v' | b'B' | b'P' | b'F' | b'N' => b"b",
        b'w' if first => b"b",
        b'w' | b'W' => b" b",
        b't' | b'd' => b"t",
        b'D' => b"ts",
        b's' | b'z' | b'S' | b'Z' | b'c' | b'T' => b"s",
        b'C' => b"sk",
        b'j' => b"s ",
        b'G' => b"sk",
        b'k' | b'g' | b'K' => b"k",
        b'x' | b'R' => b"k ",
        b'X' => b" k",
        b'L' => b"lr",
        b'M' => b"k",
        b'l' => b"l",
        b'r' => b"r",
        b'm' => b"m",
        b'n' => b"n",
        b'0'..=b'9' => std::slice::from_ref(&DIGITS[(symbol - b'0') as usize]),
        _ => b" ",
    }
}

const DIGITS: [u8; 10] = *b"0123456789";

#[cfg(test)]
mod tests {
    use super::{Key, keys};
    use crate::tokens;

    fn share(a: &str, b: &str) -> bool {
        let (a, b) = (keys(&tokens(a)[0]), keys(&tokens(b)[0]));
        let wide = |key: &&Key| !matches!(key, Key::Exact(_));
        a.iter().filter(wide).any(|key| b.contains(key))
    }

    #[test]
    fn spellings_of_one_name_share_a_key() {
        for (a, b) in [
            ("Образцев", "Obraztsyev"),
            ("حسين", "Hussein"),
            ("محمد", "Mohamed"),
            ("Χρήστος", "Christos"),
            ("כהן", "Cohen"),
            ("يوسف", "Youssef"),
            ("Wladimir", "Владимир"),
            ("Marchetti", "Marcheti"),
        ] {
            assert!(share(a, b), "{a} {b}");
        }
        assert!(!share("Ivanov", "Karpenko"));
    }
}
