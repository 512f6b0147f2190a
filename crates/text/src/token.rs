//! Tokens: the parts of a name.

use crate::{Script, fold, fold::fold_with_marks, sound::Sounds};

/// What a token does in a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// A name proper.
    Name,
    /// One letter that stands for a name.
    Initial,
    /// An article or word of descent: `al`, `bin`, `de`, `van`. Says little, is often left out.
    Particle,
    /// A form of address or rank: `Dr`, `Shaykh`. Says nothing about who it is.
    Title,
}

/// One part of a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// As folded.
    pub text: String,
    /// What it does.
    pub kind: TokenKind,
    /// The script it is written in.
    pub script: Script,
    /// Its readings, at least one.
    pub readings: Vec<Sounds>,
}

const PARTICLES: [&str; 42] = [
    "al", "el", "ul", "ur", "as", "az", "ad", "at", "bin", "ben", "ibn", "bint", "abu", "abou",
    "umm", "de", "da", "do", "dos", "del", "della", "di", "du", "la", "le", "van", "von", "der",
    "den", "und", "y", "e", "bar", "bat", "ال", "بن", "ابن", "بنت", "ابو", "בן", "בת", "אבו",
];

const TITLES: [&str; 34] = [
    "dr",
    "mr",
    "mrs",
    "ms",
    "prof",
    "professor",
    "sheikh",
    "shaykh",
    "sheik",
    "shaikh",
    "haji",
    "hajj",
    "hajji",
    "mullah",
    "mulla",
    "maulavi",
    "maulawi",
    "mawlawi",
    "qari",
    "ustad",
    "sayyid",
    "general",
    "gen",
    "colonel",
    "col",
    "major",
    "capt",
    "captain",
    "sir",
    "jr",
    "sr",
    "الشيخ",
    "شيخ",
    "الحاج",
];

/// First letters of a Latin token that may stand for one sound, and that sound.
const GREEK_BEGINNINGS: [(&str, &str); 3] = [("mp", "b"), ("nt", "d"), ("gk", "g")];

/// The tokens of a name, in the order in which they stand. A name without any letter or digit
/// has none. A name in Han or Hangul without spaces is cut after the family name, which is taken
/// to be its first character.
pub fn tokens(name: &str) -> Vec<Token> {
    let mut found = Vec::new();
    let marked = fold_with_marks(name);
    for word in marked
        .split(|c: char| !is_word(c))
        .filter(|word| !word.is_empty())
    {
        for part in parts(word, &marked) {
            found.extend(Token::new(part));
        }
    }
    found
}

/// Two neighbouring tokens as one: `Abdul Rahman` may be written `Abdulrahman`.
pub fn join(first: &Token, second: &Token) -> Token {
    let readings = first.readings.iter().flat_map(|head| {
        second
            .readings
            .iter()
            .map(|tail| Sounds::joined(head, tail))
    });
    let mut readings: Vec<Sounds> = readings.collect();
    readings.dedup();
    Token {
        text: format!("{}{}", first.text, second.text),
        kind: TokenKind::Name,
        script: first.script,
        readings,
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || is_mark(c)
}

/// Marks stay with the letter before them.
fn is_mark(c: char) -> bool {
    use icu_properties::{CodePointMapData, props::GeneralCategory};
    !c.is_ascii()
        && matches!(
            CodePointMapData::<GeneralCategory>::new().get(c),
            GeneralCategory::NonspacingMark | GeneralCategory::SpacingMark
        )
}

/// Family and given name of an unspaced name in Han or Hangul; else the word as it is.
fn parts<'a>(word: &'a str, name: &str) -> Vec<&'a str> {
    let alone = word.len() == name.trim().len();
    let script = Script::of(word);
    let count = word.chars().count();
    if alone && matches!(script, Script::Hani | Script::Hang) && (2..=4).contains(&count) {
        let at = word.chars().next().map_or(0, char::len_utf8);
        return vec![&word[..at], &word[at..]];
    }
    // The Arabic article is written together with its word.
    if script == Script::Arab
        && let Some(rest) = word.strip_prefix("ال")
        && rest.chars().count() >= 3
    {
        return vec!["ال", rest];
    }
    vec![word]
}

impl Token {
    fn new(word: &str) -> Option<Self> {
        let text = fold(word);
        if text.is_empty() {
            return None;
        }
        let script = Script::of(&text);
        let mut readings = vec![Sounds::read(&text, script)];
        // A mark may make another sound (`ş`), or may have been left out by the other side.
        if script == Script::Latn && word != text {
            let marked = Sounds::read(word, script);
            if !readings.contains(&marked) {
                readings.push(marked);
            }
        }
        // ELOT 743 writes the Greek for a first `b`, `d` and `g` letter by letter.
        if script == Script::Latn
            && let Some(sound) = GREEK_BEGINNINGS
                .iter()
                .find(|(letters, _)| text.starts_with(letters))
        {
            let rest = text.get(sound.0.len()..).unwrap_or_default();
            readings.push(Sounds::read(&format!("{}{rest}", sound.1), script));
        }
        let kind = if PARTICLES.contains(&text.as_str()) {
            TokenKind::Particle
        } else if TITLES.contains(&text.as_str()) {
            TokenKind::Title
        } else if text.chars().count() == 1 && !matches!(script, Script::Hani | Script::Hang) {
            TokenKind::Initial
        } else {
            TokenKind::Name
        };
        Some(Self {
            text,
            kind,
            script,
            readings,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{TokenKind, tokens};
    use proptest::prelude::*;

    fn texts(name: &str) -> Vec<String> {
        tokens(name).into_iter().map(|token| token.text).collect()
    }

    #[test]
    fn names_come_apart_where_people_would_part_them() {
        assert_eq!(texts("OBRAZTSYEV, Anton M."), ["obraztsyev", "anton", "m"]);
        assert_eq!(texts("Jean-Pierre d'Arc"), ["jean", "pierre", "darc"]);
        assert_eq!(texts("محمد القرشي"), ["محمد", "ال", "قرشي"]);
        assert_eq!(texts("김민준"), ["김", "민준"]);
        assert_eq!(texts(" ,.- "), [""; 0]);
    }

    #[test]
    fn particles_titles_and_initials_are_told() {
        use TokenKind::{Initial, Name, Particle, Title};
        let kinds: Vec<TokenKind> = tokens("Dr. Omar bin A. Rashid")
            .iter()
            .map(|t| t.kind)
            .collect();
        assert_eq!(kinds, [Title, Name, Particle, Initial, Name]);
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "\\PC{0,40}") {
            for token in tokens(&text) {
                prop_assert!(!token.text.is_empty() && !token.readings.is_empty());
            }
        }
    }
}
