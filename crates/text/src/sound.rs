//! Sounds: one small alphabet in which all scripts are compared.
//!
//! A lower-case letter is the sound that it has in most Latin spellings. Capitals are sounds
//! that Latin writes with two letters, and letters of other scripts that may be one of several
//! sounds; a table of costs says how far apart two symbols are.
//!
//! | symbol | stands for | symbol | stands for |
//! |---|---|---|---|
//! | `S` | sh, ş, š, ш | `W` | Arabic waw, Hebrew vav: w, v, o, u |
//! | `C` | ch, č, ç, cz, ч | `Y` | Arabic ya, Hebrew yod: y, i, e |
//! | `Z` | zh, ž, ж | `A` | alef: a vowel or nothing |
//! | `c` | ts, tz, ц | `E` | ayin: a vowel or nothing |
//! | `x` | kh, х, خ | `H` | he, ta marbuta: h, a or nothing |
//! | `B` | Hebrew bet: b, v | `G` | Arabic jim: j, g |
//! | `P` | Hebrew pe: p, f | `K` | Hebrew kaf: k, kh |
//! | `F` | Arabic fa: f, v | `T` | Hebrew shin: sh, s |
//! | `D` | Arabic dhal, zah: dh, z, d | `X` | het, Arabic ha: h, ch |
//! | `R` | Cyrillic г: g, h | `N` | Arabic ba: b, p |
//! | `J` | ya or yod that begins a word: y, j | `L` | Kana and Hangul: l, r |
//! | `M` | Hangul: g, k | | |

mod arabic;
mod cyrillic;
mod greek;
mod hangul;
mod hebrew;
mod kana;
mod latin;

use crate::Script;

/// A reading of a token: sound symbols, see the module.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Sounds {
    symbols: Vec<u8>,
}

/// Letters and what they are read as. The longest letters that fit are taken first; `^` before
/// them means at the beginning, `$` behind them at the end of a word.
pub(crate) type Table = &'static [(&'static str, &'static str)];

impl Sounds {
    /// Reads a folded token of one script.
    pub(crate) fn read(token: &str, script: Script) -> Self {
        let symbols = match script {
            Script::Latn => by_table(token, latin::LATIN),
            Script::Cyrl => by_table(token, cyrillic::CYRILLIC),
            Script::Grek => by_table(token, greek::GREEK),
            Script::Arab => by_table(token, arabic::ARABIC),
            Script::Hebr => by_table(token, hebrew::HEBREW),
            Script::Kana | Script::Hira => by_table(&katakana(token), kana::KANA),
            Script::Hang => {
                let latin = any_ascii::any_ascii(token).to_ascii_lowercase();
                by_table(&latin, hangul::HANGUL)
            }
            // Other scripts come through a general romanisation until they have a table.
            _ => {
                let latin = any_ascii::any_ascii(token).to_ascii_lowercase();
                let letters: String = latin.chars().filter(char::is_ascii_alphanumeric).collect();
                by_table(&letters, latin::LATIN)
            }
        };
        Self { symbols }
    }

    /// The symbols of two tokens written as one.
    pub(crate) fn joined(head: &Self, tail: &Self) -> Self {
        let mut symbols = head.symbols.clone();
        symbols.extend_from_slice(&tail.symbols);
        symbols.dedup();
        Self { symbols }
    }

    /// The symbols, ASCII letters and digits.
    pub fn symbols(&self) -> &[u8] {
        &self.symbols
    }
}

/// Hiragana as Katakana: the two blocks are laid out alike, 96 code points apart.
fn katakana(text: &str) -> String {
    let turn = |c: char| match c {
        'ぁ'..='ゖ' => char::from_u32(u32::from(c) + 0x60).unwrap_or(c),
        other => other,
    };
    text.chars().map(turn).collect()
}

fn by_table(token: &str, table: Table) -> Vec<u8> {
    let mut symbols: Vec<u8> = Vec::with_capacity(token.len());
    let mut at = 0;
    while at < token.len() {
        let rest = &token[at..];
        let mut best: Option<(usize, bool, &str)> = None;
        for (letters, sounds) in table {
            let (letters, first) = letters
                .strip_prefix('^')
                .map_or((*letters, false), |l| (l, true));
            let (letters, last) = letters
                .strip_suffix('$')
                .map_or((letters, false), |l| (l, true));
            let fits = rest.starts_with(letters)
                && (!first || at == 0)
                && (!last || rest.len() == letters.len());
            let anchored = first || last;
            let better = best.is_none_or(|(length, was_anchored, _)| {
                letters.len() > length || (letters.len() == length && anchored && !was_anchored)
            });
            if fits && better {
                best = Some((letters.len(), anchored, sounds));
            }
        }
        if let Some((length, _, sounds)) = best {
            symbols.extend_from_slice(sounds.as_bytes());
            at += length;
            continue;
        }
        // A letter of another alphabet within the word, or a digit.
        let c = rest.chars().next().unwrap_or_default();
        let latin = any_ascii::any_ascii_char(c);
        symbols.extend(
            latin
                .bytes()
                .filter(u8::is_ascii_alphanumeric)
                .map(|b| b.to_ascii_lowercase()),
        );
        at += c.len_utf8().max(1);
    }
    symbols.dedup();
    symbols
}

/// Whether the symbol is a vowel, or may be.
pub(crate) fn is_vowel(symbol: u8) -> bool {
    matches!(
        symbol,
        b'a' | b'e' | b'i' | b'o' | b'u' | b'y' | b'W' | b'Y' | b'A' | b'E' | b'H'
    )
}

/// What it costs to leave a symbol out, 0 to 1.
#[expect(clippy::match_same_arms, reason = "a table, sorted by kind of sound")]
pub(crate) fn gap(symbol: u8) -> f32 {
    match symbol {
        b'A' | b'E' | b'H' => 0.10,
        b'W' | b'Y' => 0.25,
        b'y' | b'i' => 0.30,
        b'a' | b'e' | b'o' | b'u' => 0.40,
        b'h' | b'X' => 0.40,
        b'j' | b'J' => 0.50,
        b'w' => 0.60,
        _ => 1.0,
    }
}

/// How far apart two symbols are, 0 to 1; the same both ways.
#[expect(
    clippy::match_same_arms,
    clippy::unnested_or_patterns,
    reason = "a table, one line for each pair that belongs together"
)]
pub(crate) fn cost(a: u8, b: u8) -> f32 {
    if a == b {
        return 0.0;
    }
    let (a, b) = if a < b { (a, b) } else { (b, a) };
    // Capitals come before small letters.
    match (a, b) {
        // Letters that stand for one of several sounds.
        (b'W', b'w' | b'o' | b'u') | (b'W', b'v') => 0.05,
        (b'W', b'b') => 0.4,
        (b'Y', b'y' | b'i') => 0.0,
        (b'Y', b'e') => 0.10,
        (b'Y', b'j') => 0.20,
        (b'A', b'a' | b'e' | b'o' | b'u' | b'i') => 0.05,
        (b'E', b'a' | b'e' | b'o' | b'u' | b'i') => 0.05,
        (b'A', b'E') | (b'A', b'H') => 0.05,
        (b'H', b'h') => 0.0,
        (b'H', b'a' | b'e') | (b'H', b't') => 0.10,
        (b'H', b'X') => 0.15,
        (b'B', b'b' | b'v') => 0.0,
        (b'B', b'w') => 0.10,
        (b'P', b'p' | b'f') => 0.0,
        (b'F', b'f') => 0.0,
        (b'F', b'v') => 0.05,
        (b'F', b'P') => 0.05,
        (b'N', b'b') => 0.0,
        (b'N', b'p') => 0.05,
        (b'N', b'v') => 0.25,
        (b'B', b'N') => 0.0,
        (b'G', b'j') => 0.0,
        (b'G', b'g') => 0.05,
        (b'G', b'Z') => 0.05,
        (b'C', b'G') => 0.25,
        (b'K', b'k') => 0.0,
        (b'K', b'x') => 0.05,
        (b'K', b'h') | (b'K', b'X') => 0.20,
        (b'K', b'g') => 0.25,
        (b'S', b'T') | (b'T', b's') => 0.0,
        (b'D', b'd' | b'z') => 0.05,
        (b'X', b'h') => 0.0,
        (b'X', b'x') => 0.05,
        (b'C', b'X') => 0.20,
        (b'X', b'k') => 0.30,
        (b'R', b'g') => 0.0,
        (b'R', b'h') => 0.15,
        (b'L', b'l' | b'r') => 0.0,
        (b'M', b'g' | b'k') => 0.0,
        (b'J', b'y' | b'Y') => 0.0,
        (b'J', b'i' | b'j') => 0.05,
        // Usual differences between Latin spellings.
        (b'i', b'y') => 0.0,
        (b'v', b'w') => 0.05,
        (b'f', b'v') => 0.20,
        (b'b', b'v') => 0.30,
        (b'b', b'p') => 0.40,
        (b'f', b'p') => 0.45,
        (b'h', b'x') => 0.10,
        (b'k', b'x') => 0.20,
        (b'g', b'x') | (b'g', b'k') => 0.35,
        (b'g', b'h') => 0.35,
        (b'g', b'y') | (b'g', b'i') => 0.30,
        (b'C', b'x') => 0.25,
        (b'C', b'k') => 0.40,
        (b'C', b'c') => 0.25,
        (b'C', b'S') => 0.25,
        (b'C', b'Z') | (b'C', b'j') => 0.35,
        (b'Z', b'j') => 0.05,
        (b'Z', b'z') => 0.20,
        (b'S', b'Z') => 0.30,
        (b'S', b's') => 0.25,
        (b'S', b'c') => 0.45,
        (b'c', b's') | (b'c', b'z') => 0.15,
        (b'c', b'k') => 0.45,
        (b'C', b's') | (b'C', b't') => 0.50,
        (b'c', b't') => 0.45,
        (b's', b'z') => 0.15,
        (b'j', b'y') | (b'i', b'j') => 0.15,
        (b'g', b'j') => 0.35,
        (b'h', b'j') | (b'j', b'x') => 0.35,
        (b'j', b'z') | (b'S', b'j') => 0.40,
        (b'd', b't') => 0.30,
        (b'd', b'z') => 0.45,
        (b'm', b'n') => 0.45,
        (b'l', b'r') => 0.55,
        (b'u', b'w') | (b'o', b'w') => 0.15,
        (b'u', b'v') => 0.40,
        (b'o', b'u') => 0.10,
        (b'e', b'i') | (b'e', b'y') => 0.12,
        (b'a', b'e') => 0.25,
        (b'a', b'o') => 0.20,
        _ if is_vowel(a) && is_vowel(b) => 0.35,
        _ => 1.0,
    }
}

#[cfg(test)]
mod tests {
    use super::Sounds;
    use crate::Script;

    #[test]
    fn scripts_meet_in_one_alphabet() {
        let read = |text: &str, script| {
            String::from_utf8(Sounds::read(text, script).symbols).expect("ASCII")
        };
        assert_eq!(read("образцев", Script::Cyrl), "obrazcev");
        assert_eq!(read("obraztsev", Script::Latn), "obrazcev");
        assert_eq!(read("παπαδοπουλος", Script::Grek), "papadopulos");
        assert_eq!(read("schmidt", Script::Latn), "Smit");
    }
}
