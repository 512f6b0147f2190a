//! Sounds: the alphabet in which tokens of all scripts are compared.
//!
//! Twenty-six plain sounds, and symbols that stand for several of them: Latin `ch` is read
//! as in *church*, *Bach* or *Michael*, Hebrew bet as b or v. A symbol lists its readings with
//! what each costs in hundredths; `-` is the silent reading. Two symbols are as far apart as
//! their nearest readings.

use std::{collections::HashMap, sync::LazyLock};

/// The plain sounds: S as in *ship*, Z as in *measure*, C as in *church*, J as in *judge*,
/// Q as in *tsar*, X as in *loch*; a, e, i, o, u are vowels.
const PLAIN: &str = "aeiouywhbpfvdtgkXszSZCQJlrmn";

/// Symbols with more than one reading, and what each reading costs.
const AMBIGUOUS: &[(char, &str)] = &[
    // Latin groups.
    ('č', "C X:5 k:10 S:10 h:25"),
    ('ĉ', "C Q:8 S:20 k:25"),
    ('ċ', "s Q:5 C:8 k:25 S:15 J:30"),
    ('ģ', "g J:5 h:25 X:25 Z:15 y:25"),
    ('j', "J y:3 Z:8 h:20 X:20 i:10"),
    ('đ', "d J:15 t:10"),
    ('š', "S s:10"),
    ('ž', "Z z:10 J:25"),
    ('x', "S z:5 X:15 s:15 k:25 h:25 Z:25"),
    ('ğ', "g -:25 h:30 y:35 X:30 k:30"),
    ('θ', "t s:15 d:30 z:35 f:35"),
    ('W', "v w u:10 o:25 f:30"),
    ('ŵ', "w u:5 -:5 v:10"),
    ('ł', "l w:15 v:25"),
    ('ň', "n"),
    ('ŷ', "y -:3 i:5"),
    ('ĕ', "e -:5"),
    ('ŏ', "o -:5"),
    ('ĭ', "i -:5 y:5"),
    ('ä', "a e"),
    ('ö', "o e:8 u:15"),
    ('ü', "u i:8 y:8"),
    ('å', "a o:5"),
    // Cyrillic.
    ('г', "g h:15 X:40 v:45"),
    ('ё', "o e:3"),
    ('ж', "Z J:5 z:30 g:40"),
    ('ф', "f t:35 p:40"),
    ('х', "X h:3 k:20"),
    ('щ', "S C:10"),
    ('ъ', "- a:5 u:8"),
    ('ы', "i y:3 u:25"),
    // Greek.
    ('β', "v b:10"),
    ('γ', "g y:10 h:25"),
    ('η', "i e:10"),
    ('υ', "i y u:10"),
    ('ʋ', "v f u:5"),
    // Arabic.
    ('ا', "a e:3 i:8 u:8 o:8 -:8"),
    ('ب', "b p:15 v:20"),
    ('ث', "t s:8"),
    ('ج', "J g:5 Z:5 y:30 C:30"),
    ('ح', "h X:15 -:25 k:45"),
    ('خ', "X k:15 h:15"),
    ('ذ', "d z:5"),
    ('ض', "d z:5"),
    ('ع', "a:3 e:5 i:8 u:8 o:8 -:3"),
    ('غ', "g r:35 k:35 X:30 -:40"),
    ('ف', "f v:10 p:20"),
    ('ق', "k g:8 X:30"),
    ('ك', "k g:20"),
    ('ه', "h a:8 e:8 -:12"),
    ('و', "w u o v:5 -:20"),
    ('ي', "y i e:5 a:15 -:20"),
    ('ة', "a e:3 t:10 h:5 -:3"),
    ('ء', "- i:10 e:10 a:10 y:10"),
    // Hebrew.
    ('א', "a e:3 i:8 o:5 u:8 -:4"),
    ('ב', "b v"),
    ('ה', "h a:5 e:5 -:10"),
    ('ו', "v w u o -:20"),
    ('ח', "h X:3 k:25"),
    ('י', "y i e:8 a:20 -:15"),
    ('כ', "k X:3"),
    ('ע', "a:3 e:5 i:8 o:5 u:8 -:4"),
    ('פ', "p f"),
    ('צ', "Q s:10 C:25 z:10"),
    ('ש', "S s"),
    // Syllabic scripts, where foreign sounds fall together.
    ('ル', "r l"),
    ('リ', "l r"),
    ('バ', "b v:5 p:25"),
    ('パ', "p b:20 f:30"),
    ('タ', "t d:20"),
    ('ダ', "d t:15"),
    ('ガ', "g k:15"),
    ('カ', "k g:20 h:35"),
    ('サ', "s z:15 S:10 t:30"),
    ('シ', "S s:5 Z:20 J:30"),
    ('ザ', "z J:10 s:15 d:35 Z:15"),
    ('ジ', "J Z:5 z:10 d:25 C:20"),
    ('チ', "C t:10 J:20 Q:15"),
    ('ハ', "h f:10 X:15"),
    ('フ', "f h:5 v:15 p:30"),
    ('ワ', "w v:5 u:5 o:20"),
];

/// How far plain sounds are apart, in hundredths; pairs that are not listed are 100 apart, and
/// two vowels 35.
const APART: &[(&str, u8)] = &[
    ("ei", 20),
    ("ou", 15),
    ("ae", 25),
    ("ao", 25),
    ("iy", 5),
    ("wu", 5),
    ("wv", 10),
    ("wo", 25),
    ("vu", 25),
    ("vf", 20),
    ("vb", 35),
    ("bp", 40),
    ("pf", 50),
    ("dt", 40),
    ("gk", 45),
    ("kX", 30),
    ("hX", 15),
    ("hk", 60),
    ("gh", 55),
    ("gX", 50),
    ("sz", 30),
    ("sS", 35),
    ("zZ", 30),
    ("ZJ", 20),
    ("JC", 40),
    ("SC", 30),
    ("Qs", 30),
    ("Qz", 25),
    ("QC", 35),
    ("QS", 50),
    ("SZ", 40),
    ("Jg", 45),
    ("Jy", 35),
    ("Jz", 45),
    ("Jd", 60),
    ("lr", 65),
    ("mn", 55),
    ("Ct", 65),
    ("Qt", 60),
    ("Xs", 90),
    ("ey", 25),
    ("fh", 60),
    ("kC", 60),
    ("zd", 70),
    ("st", 75),
];

/// One symbol, by its number.
pub(crate) type Sound = u8;

/// In which setting sounds are compared: what it costs to leave one out depends on it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Setting {
    /// Both sides write their vowels.
    Full,
    /// The other side does not write short vowels.
    Vowelless,
    /// The other side adds vowels between consonants.
    Syllabic,
}

/// One way to read a symbol.
#[derive(Clone, Copy)]
pub(crate) struct Reading {
    /// The plain sound; `None` where the symbol is silent.
    pub(crate) plain: Option<char>,
    /// What the reading costs, in hundredths.
    pub(crate) cost: u8,
}

/// The symbols with everything that follows from their readings.
pub(crate) struct Alphabet {
    numbers: HashMap<char, Sound>,
    characters: Vec<char>,
    readings: Vec<Vec<Reading>>,
    substitution: Vec<u8>,
    omission: [Vec<u8>; 3],
}

/// Every symbol, worked out once.
pub(crate) static ALPHABET: LazyLock<Alphabet> = LazyLock::new(Alphabet::new);

impl Alphabet {
    fn new() -> Self {
        let mut characters: Vec<char> = PLAIN.chars().collect();
        let mut readings: Vec<Vec<Reading>> = characters
            .iter()
            .map(|&c| {
                vec![Reading {
                    plain: Some(c),
                    cost: 0,
                }]
            })
            .collect();
        for (character, text) in AMBIGUOUS {
            characters.push(*character);
            readings.push(text.split(' ').map(reading).collect());
        }
        let numbers = characters.iter().zip(0..).map(|(&c, n)| (c, n)).collect();
        let substitution = readings
            .iter()
            .flat_map(|left| readings.iter().map(|right| nearest(left, right)))
            .collect();
        let omission = [Setting::Full, Setting::Vowelless, Setting::Syllabic]
            .map(|setting| readings.iter().map(|r| omission(r, setting)).collect());
        Self {
            numbers,
            characters,
            readings,
            substitution,
            omission,
        }
    }

    /// The symbol written so in the tables.
    pub(crate) fn sound(&self, character: char) -> Option<Sound> {
        self.numbers.get(&character).copied()
    }

    /// How many symbols there are.
    pub(crate) fn len(&self) -> usize {
        self.characters.len()
    }

    /// The readings of a symbol, the usual one first; none for a number that is no symbol.
    pub(crate) fn readings(&self, sound: Sound) -> &[Reading] {
        self.readings
            .get(usize::from(sound))
            .map_or(&[], Vec::as_slice)
    }

    /// What it costs that one symbol stands for the other.
    pub(crate) fn substitution(&self, left: Sound, right: Sound) -> u32 {
        let cell = usize::from(left) * self.len() + usize::from(right);
        u32::from(self.substitution.get(cell).copied().unwrap_or(100))
    }

    /// What it costs to leave a symbol out.
    pub(crate) fn omission(&self, sound: Sound, setting: Setting) -> u32 {
        let costs = &self.omission[setting as usize];
        u32::from(costs.get(usize::from(sound)).copied().unwrap_or(100))
    }
}

fn reading(text: &str) -> Reading {
    let (sound, cost) = text.split_once(':').unwrap_or((text, "0"));
    Reading {
        plain: sound.chars().next().filter(|&c| c != '-'),
        cost: cost.parse().unwrap_or(100),
    }
}

fn nearest(left: &[Reading], right: &[Reading]) -> u8 {
    let mut best = 100;
    for a in left {
        for b in right {
            if let (Some(x), Some(y)) = (a.plain, b.plain) {
                best = best.min(apart(x, y).saturating_add(a.cost).saturating_add(b.cost));
            }
        }
    }
    best
}

fn apart(left: char, right: char) -> u8 {
    if left == right {
        return 0;
    }
    let listed = APART
        .iter()
        .find(|(pair, _)| pair.contains(left) && pair.contains(right));
    match listed {
        Some((_, cost)) => *cost,
        None if is_vowel(left) && is_vowel(right) => 35,
        None => 100,
    }
}

/// Whether a plain sound is a vowel.
pub(crate) fn is_vowel(plain: char) -> bool {
    matches!(plain, 'a' | 'e' | 'i' | 'o' | 'u')
}

fn omission(readings: &[Reading], setting: Setting) -> u8 {
    let cost = |reading: &Reading| match (reading.plain, setting) {
        (None, _) => reading.cost,
        (Some(plain), Setting::Vowelless) if is_vowel(plain) => 6,
        (Some(plain), Setting::Syllabic) if is_vowel(plain) => 22,
        (Some(plain), _) if is_vowel(plain) => 42,
        (Some('y'), _) => 25,
        (Some('w'), _) => 50,
        (Some('h'), _) => 40,
        (Some('r'), Setting::Syllabic) => 60,
        (Some(_), _) => 100,
    };
    let usual = readings.first().map_or(100, cost);
    let silent = readings
        .iter()
        .filter(|r| r.plain.is_none())
        .map(|r| r.cost)
        .min();
    silent.map_or(usual, |silent| usual.min(silent))
}

#[cfg(test)]
mod tests {
    use super::ALPHABET;

    #[test]
    fn distances_are_symmetric_and_zero_to_oneself() {
        for a in 0..ALPHABET.len() as u8 {
            for b in 0..ALPHABET.len() as u8 {
                assert_eq!(ALPHABET.substitution(a, b), ALPHABET.substitution(b, a));
            }
        }
        for plain in super::PLAIN.chars() {
            let sound = ALPHABET.sound(plain).expect("a plain sound");
            assert_eq!(ALPHABET.substitution(sound, sound), 0);
        }
    }
}
