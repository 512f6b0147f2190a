//! Writing systems.

use std::fmt;

use icu_properties::{CodePointMapData, props::Script as Property};

/// A writing system, by its ISO 15924 code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Script {
    /// Latin.
    Latn,
    /// Cyrillic.
    Cyrl,
    /// Greek.
    Grek,
    /// Arabic, with the Persian and Urdu letters.
    Arab,
    /// Hebrew.
    Hebr,
    /// Armenian.
    Armn,
    /// Georgian.
    Geor,
    /// Devanagari.
    Deva,
    /// Thai.
    Thai,
    /// Chinese characters, in any language.
    Hani,
    /// Hiragana.
    Hira,
    /// Katakana.
    Kana,
    /// Hangul.
    Hang,
    /// None of the above, or no letter at all.
    Zyyy,
}

/// All scripts, in the order of their numbers in index files.
const ALL: [(Script, &str); 14] = [
    (Script::Latn, "Latn"),
    (Script::Cyrl, "Cyrl"),
    (Script::Grek, "Grek"),
    (Script::Arab, "Arab"),
    (Script::Hebr, "Hebr"),
    (Script::Armn, "Armn"),
    (Script::Geor, "Geor"),
    (Script::Deva, "Deva"),
    (Script::Thai, "Thai"),
    (Script::Hani, "Hani"),
    (Script::Hira, "Hira"),
    (Script::Kana, "Kana"),
    (Script::Hang, "Hang"),
    (Script::Zyyy, "Zyyy"),
];

impl Script {
    /// The script that most letters are written in; `Zyyy` where there is no letter.
    ///
    /// Of two scripts with equally many letters, the one that comes first in the enumeration.
    pub fn of(text: &str) -> Self {
        let mut counts = [0_usize; ALL.len()];
        for script in text.chars().filter_map(Self::of_letter) {
            counts[script as usize] += 1;
        }
        let mut best = Self::Zyyy;
        let mut most = 0;
        for (script, _) in ALL {
            if counts[script as usize] > most {
                (best, most) = (script, counts[script as usize]);
            }
        }
        best
    }

    /// The script of one letter by the Unicode property (UAX 24); `None` for marks, digits and
    /// punctuation shared by scripts.
    pub(crate) fn of_letter(letter: char) -> Option<Self> {
        if letter.is_ascii() {
            return letter.is_ascii_alphabetic().then_some(Self::Latn);
        }
        let script = CodePointMapData::<Property>::new().get(letter);
        Some(match script {
            Property::Latin => Self::Latn,
            Property::Cyrillic => Self::Cyrl,
            Property::Greek => Self::Grek,
            Property::Arabic => Self::Arab,
            Property::Hebrew => Self::Hebr,
            Property::Armenian => Self::Armn,
            Property::Georgian => Self::Geor,
            Property::Devanagari => Self::Deva,
            Property::Thai => Self::Thai,
            Property::Han => Self::Hani,
            Property::Hiragana => Self::Hira,
            Property::Katakana => Self::Kana,
            Property::Hangul => Self::Hang,
            Property::Common | Property::Inherited => return None,
            _ => Self::Zyyy,
        })
    }

    /// The ISO 15924 code.
    pub fn as_str(self) -> &'static str {
        ALL[self as usize].1
    }

    /// The script's number in index files, stable between versions.
    pub fn number(self) -> u8 {
        self as u8
    }

    /// The script of a [`Script::number`].
    pub fn from_number(number: u8) -> Option<Self> {
        ALL.get(usize::from(number)).map(|(script, _)| *script)
    }

    /// Whether short vowels are usually left out in writing.
    pub(crate) fn omits_vowels(self) -> bool {
        matches!(self, Self::Arab | Self::Hebr)
    }

    /// Whether a sign stands for a syllable, so that foreign names gain vowels.
    pub(crate) fn is_syllabic(self) -> bool {
        matches!(self, Self::Hani | Self::Hira | Self::Kana | Self::Hang)
    }
}

impl fmt::Display for Script {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::{ALL, Script};

    #[test]
    fn most_letters_decide() {
        for (text, script) in [
            ("Obraztsev", Script::Latn),
            ("Образцев A.", Script::Cyrl),
            ("Παπαδόπουλος", Script::Grek),
            ("محمد", Script::Arab),
            ("כהן", Script::Hebr),
            ("田中", Script::Hani),
            ("タナカ", Script::Kana),
            ("김", Script::Hang),
            ("12-34", Script::Zyyy),
            ("", Script::Zyyy),
        ] {
            assert_eq!(Script::of(text), script, "{text}");
        }
    }

    #[test]
    fn numbers_come_back() {
        for (number, (script, _)) in ALL.iter().enumerate() {
            assert_eq!(script.number() as usize, number);
            assert_eq!(Script::from_number(number as u8), Some(*script));
        }
        assert_eq!(Script::from_number(200), None);
    }
}
