//! Writing systems, by ISO 15924 code.

use icu_properties::{CodePointMapData, props};

/// A writing system, by its ISO 15924 code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names are ISO 15924's codes")]
pub enum Script {
    Latn,
    Cyrl,
    Grek,
    Arab,
    Hebr,
    Armn,
    Geor,
    Deva,
    Thai,
    Hani,
    Hira,
    Kana,
    Hang,
    /// Any other script.
    Zzzz,
    /// No letter at all.
    Zyyy,
}

impl Script {
    /// The script of one character; `None` for what belongs to no script (digits, marks).
    pub fn of_char(c: char) -> Option<Self> {
        if c.is_ascii() {
            return c.is_ascii_alphabetic().then_some(Self::Latn);
        }
        let script = CodePointMapData::<props::Script>::new().get(c);
        Some(match script {
            props::Script::Latin => Self::Latn,
            props::Script::Cyrillic => Self::Cyrl,
            props::Script::Greek => Self::Grek,
            props::Script::Arabic => Self::Arab,
            props::Script::Hebrew => Self::Hebr,
            props::Script::Armenian => Self::Armn,
            props::Script::Georgian => Self::Geor,
            props::Script::Devanagari => Self::Deva,
            props::Script::Thai => Self::Thai,
            props::Script::Han => Self::Hani,
            props::Script::Hiragana => Self::Hira,
            props::Script::Katakana => Self::Kana,
            props::Script::Hangul => Self::Hang,
            props::Script::Common | props::Script::Inherited | props::Script::Unknown => {
                return None;
            }
            _ => Self::Zzzz,
        })
    }

    /// The script that most letters are written in, the first one where two are equal; `Zyyy`
    /// where there is no letter.
    pub fn of(text: &str) -> Self {
        let mut counts: Vec<(Self, usize)> = Vec::new();
        for script in text.chars().filter_map(Self::of_char) {
            match counts.iter_mut().find(|(known, _)| *known == script) {
                Some((_, count)) => *count += 1,
                None => counts.push((script, 1)),
            }
        }
        let mut best = (Self::Zyyy, 0);
        for (script, count) in counts {
            if count > best.1 {
                best = (script, count);
            }
        }
        best.0
    }

    /// The code, such as `Cyrl`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Latn => "Latn",
            Self::Cyrl => "Cyrl",
            Self::Grek => "Grek",
            Self::Arab => "Arab",
            Self::Hebr => "Hebr",
            Self::Armn => "Armn",
            Self::Geor => "Geor",
            Self::Deva => "Deva",
            Self::Thai => "Thai",
            Self::Hani => "Hani",
            Self::Hira => "Hira",
            Self::Kana => "Kana",
            Self::Hang => "Hang",
            Self::Zzzz => "Zzzz",
            Self::Zyyy => "Zyyy",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Script;

    #[test]
    fn most_letters_decide() {
        for (text, script) in [
            ("Obraztsev", Script::Latn),
            ("Образцев A.", Script::Cyrl),
            ("Παπαδόπουλος", Script::Grek),
            ("محمد", Script::Arab),
            ("יוסף", Script::Hebr),
            ("张伟", Script::Hani),
            ("김민준", Script::Hang),
            ("12-3", Script::Zyyy),
        ] {
            assert_eq!(Script::of(text), script, "{text}");
        }
    }
}
