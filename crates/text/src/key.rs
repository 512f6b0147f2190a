//! Keys under which spellings of one name meet, for look-up among millions of tokens.

use crate::{
    Token,
    sound::{ALPHABET, is_vowel},
};

/// The most skeletons that one token may have.
const MOST_SKELETONS: usize = 8;
/// Readings dearer than this make no skeleton of their own.
const DEAREST_READING: u8 = 10;
/// Shortest skeleton of which one consonant may be missing.
const SHORTEST_WITH_GAP: usize = 4;

/// The consonant skeletons of a token, one per likely reading, the usual reading first.
///
/// Vowels, glides and h inside a token are dropped, a vowel at the beginning is marked `a`.
///
/// ```
/// use liaison_text::{skeletons, tokens};
///
/// assert_eq!(skeletons(&tokens("Hussein")[0])[0], "hsn");
/// assert!(skeletons(&tokens("حسين")[0]).contains(&"hsn".to_owned()));
/// ```
pub fn skeletons(token: &Token) -> Vec<String> {
    let mut skeletons = vec![String::new()];
    for (at, &sound) in token.sounds().iter().enumerate() {
        let mut classes: Vec<Option<char>> = Vec::new();
        for reading in ALPHABET.readings(sound) {
            let class = reading.plain.and_then(|plain| class(plain, at == 0));
            if reading.cost <= DEAREST_READING && !classes.contains(&class) {
                classes.push(class);
            }
        }
        if classes.is_empty() {
            classes.push(None);
        }
        let mut longer = Vec::with_capacity(skeletons.len() * classes.len());
        for class in classes {
            for skeleton in &skeletons {
                let mut next: String = skeleton.clone();
                next.extend(class.filter(|&c| !next.ends_with(c)));
                if !longer.contains(&next) {
                    longer.push(next);
                }
            }
        }
        longer.truncate(MOST_SKELETONS);
        skeletons = longer;
    }
    skeletons.retain(|s| !s.is_empty());
    skeletons
}

fn class(plain: char, first: bool) -> Option<char> {
    match plain {
        vowel if is_vowel(vowel) => first.then_some('a'),
        'y' => first.then_some('y'),
        'w' => first.then_some('v'),
        'h' => first.then_some('h'),
        'X' => Some('k'),
        'Z' => Some('J'),
        'Q' => Some('s'),
        other => Some(other),
    }
}

/// All keys of a token, sorted, without repeats: its plain spelling with one letter left out
/// anywhere, and its skeletons with at most one consonant left out.
///
/// Two tokens that share a key are worth comparing; [`similarity`](crate::similarity) judges.
pub fn keys(token: &Token) -> Vec<u32> {
    let mut keys = vec![key('t', token.text().chars())];
    let letters: Vec<char> = token.text().chars().collect();
    if (4..=24).contains(&letters.len()) {
        gaps('t', &letters, &mut keys);
    }
    for skeleton in skeletons(token) {
        keys.push(key('s', skeleton.chars()));
        let consonants: Vec<char> = skeleton.chars().collect();
        if (SHORTEST_WITH_GAP..=16).contains(&consonants.len()) {
            gaps('s', &consonants, &mut keys);
        }
    }
    keys.sort_unstable();
    keys.dedup();
    keys
}

fn gaps(kind: char, letters: &[char], keys: &mut Vec<u32>) {
    for gap in 0..letters.len() {
        let rest = letters.iter().enumerate().filter(|(at, _)| *at != gap);
        keys.push(key(kind, rest.map(|(_, &c)| c)));
    }
}

/// FNV-1a (Fowler, Noll, Vo) folded to 32 bits: the same on every machine and in every version.
fn key(kind: char, letters: impl Iterator<Item = char>) -> u32 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for letter in std::iter::once(kind).chain(letters) {
        hash ^= u64::from(u32::from(letter));
        hash = hash.wrapping_mul(0x0000_0100_0000_01b3);
    }
    (hash ^ (hash >> 32)) as u32
}

#[cfg(test)]
mod tests {
    use super::keys;
    use crate::tokens;

    #[test]
    fn spellings_share_a_key() {
        for (left, right) in [
            ("Obraztsev", "Образцев"),
            ("Obraztsyev", "Obrazcev"),
            ("Hussein", "حسين"),
            ("Cohen", "כהן"),
            ("Georgios", "Γεώργιος"),
            ("Papadopoulos", "Παπαδόπουλος"),
            ("Yosef", "יוסף"),
            ("Aslanidov", "Alsanidov"),
        ] {
            let (a, b) = (keys(&tokens(left)[0]), keys(&tokens(right)[0]));
            assert!(a.iter().any(|key| b.contains(key)), "{left} {right}");
        }
    }
}
