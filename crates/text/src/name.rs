//! A name as tokens.

use crate::{
    Script,
    normal::{fold, is_mark, plain},
    romanise::sounds,
    sound::{ALPHABET, Sound},
    word::{is_honorific, is_particle, split_prefix},
};

/// What a token is to the name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Role {
    /// A name whose place is not known.
    Part,
    /// A name before the comma of `FAMILY, Given`.
    Family,
    /// A name after that comma.
    Given,
    /// A single letter that stands for a name.
    Initial,
    /// A particle such as `al`, `bin`, `de`, `van`.
    Particle,
    /// A form of address, rank or degree.
    Honorific,
}

const ROLES: [Role; 6] = [
    Role::Part,
    Role::Family,
    Role::Given,
    Role::Initial,
    Role::Particle,
    Role::Honorific,
];

/// One token of a name, analysed.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Token {
    text: String,
    script: Script,
    role: Role,
    sounds: Vec<Sound>,
}

impl Token {
    fn new(folded: &str, role: Role) -> Self {
        let text = plain(folded);
        let script = Script::of(folded);
        let role = match role {
            // Before the comma `IMAM` is a family name.
            _ if role != Role::Family && is_honorific(&text) => Role::Honorific,
            _ if is_particle(&text) => Role::Particle,
            _ if text.chars().count() == 1 && !script.is_syllabic() => Role::Initial,
            role => role,
        };
        Self {
            sounds: sounds(folded, script),
            text,
            script,
            role,
        }
    }

    /// A token read back from an index file; `None` where a sound is none of this version.
    pub fn from_parts(text: String, script: Script, role: Role, sounds: Vec<u8>) -> Option<Self> {
        let known = sounds.iter().all(|&s| usize::from(s) < ALPHABET.len());
        known.then_some(Self {
            text,
            script,
            role,
            sounds,
        })
    }

    /// The plain spelling ([`plain`]), by which equal tokens are counted.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The script it is written in.
    pub fn script(&self) -> Script {
        self.script
    }

    /// What it is to the name.
    pub fn role(&self) -> Role {
        self.role
    }

    /// Its sounds, as numbers of this version's sound alphabet.
    pub fn sounds(&self) -> &[u8] {
        &self.sounds
    }

    /// Whether it says who is meant: a name, not a particle, initial or form of address.
    pub fn is_name(&self) -> bool {
        matches!(self.role, Role::Part | Role::Family | Role::Given)
    }

    /// The most that agreement with a token of another script can say, in bits: a writing without
    /// vowels, or one that lets sounds fall together, fits many names.
    pub fn most_bits(&self) -> f64 {
        let sounds = self.sounds.len() as f64;
        if self.script.omits_vowels() {
            sounds * 3.6
        } else if self.script.is_syllabic() {
            sounds * 2.4
        } else {
            f64::INFINITY
        }
    }

    /// Both tokens written as one word, as `Abd` and `Rahman` in `Abdrahman`.
    #[must_use]
    pub fn joined(&self, next: &Self) -> Self {
        let mut joined = self.clone();
        joined.text.push_str(&next.text);
        joined.sounds.extend_from_slice(&next.sounds);
        joined.sounds.dedup();
        joined.role = Role::Part;
        joined
    }
}

impl Role {
    /// The role's number in index files, stable between versions.
    pub fn number(self) -> u8 {
        self as u8
    }

    /// The role of a [`Role::number`].
    pub fn from_number(number: u8) -> Option<Self> {
        ROLES.get(usize::from(number)).copied()
    }
}

/// The most tokens that are read of one name; what follows is left out.
pub const MOST_TOKENS: usize = 16;

/// Splits a name into analysed tokens, in the order written.
///
/// Hyphens, dots and middle dots part tokens, apostrophes do not. A comma marks what stands
/// before it as the family name. Written-together forms are split (`Abdulrahman`, `القرشي`), and
/// an unspaced Chinese or Korean name into family name and rest.
///
/// ```
/// use liaison_text::{Role, tokens};
///
/// let tokens = tokens("AL-QURASHI, Dr. Muhammad H.");
/// let roles: Vec<Role> = tokens.iter().map(|t| t.role()).collect();
/// assert_eq!(roles, [Role::Particle, Role::Family, Role::Honorific, Role::Given, Role::Initial]);
/// assert_eq!(tokens[1].text(), "qurashi");
/// ```
pub fn tokens(name: &str) -> Vec<Token> {
    let folded = fold(name);
    let (family, given) = match folded.split_once([',', '،', '、']) {
        Some((family, given)) if !given.trim().is_empty() && !family.trim().is_empty() => {
            (Some(family), given)
        }
        _ => (None, folded.as_str()),
    };
    let mut tokens = Vec::new();
    let rest = if family.is_some() {
        Role::Given
    } else {
        Role::Part
    };
    read(family.unwrap_or_default(), Role::Family, &mut tokens);
    read(given, rest, &mut tokens);
    tokens.truncate(MOST_TOKENS);
    // A name of nothing but particles or titles is a name after all (`Ben`, `Sheikh`, `An Na`).
    if !tokens.iter().any(Token::is_name) {
        for token in &mut tokens {
            if matches!(token.role, Role::Particle | Role::Honorific) {
                token.role = rest;
            }
        }
    }
    tokens
}

fn read(folded: &str, role: Role, tokens: &mut Vec<Token>) {
    let words = folded
        .split(|c: char| c != '\'' && c != '"' && !c.is_alphanumeric() && !is_mark(c) && c != 'ー');
    for word in words {
        let word = word.trim_matches(['\'', '"']);
        if word.is_empty() || tokens.len() >= MOST_TOKENS {
            continue;
        }
        // A geresh at the end of a Hebrew word is a letter's, not a quotation mark.
        let geresh = Script::of(word) == Script::Hebr && folded.contains(&format!("{word}'"));
        let word = if geresh {
            format!("{word}'")
        } else {
            word.replace('"', "")
        };
        split(&word, role, tokens);
    }
}

fn split(word: &str, role: Role, tokens: &mut Vec<Token>) {
    let script = Script::of(word);
    let letters = word.chars().count();
    if matches!(script, Script::Hani | Script::Hang)
        && (3..=4).contains(&letters)
        && tokens.is_empty()
        && role == Role::Part
    {
        let first = word.chars().next().map_or(0, char::len_utf8);
        let mut pieces = vec![
            Token::new(&word[..first], role),
            Token::new(&word[first..], role),
        ];
        for piece in &mut pieces {
            piece.role = role;
        }
        tokens.append(&mut pieces);
        return;
    }
    let whole = plain(word);
    if !is_honorific(&whole)
        && let Some((keep, skip)) = split_prefix(&whole)
    {
        tokens.push(Token::new(&whole[..keep], role));
        tokens.push(Token::new(&whole[keep + skip..], role));
        return;
    }
    if word.chars().all(|c| c == '\'') {
        return;
    }
    let token = Token::new(word, role);
    if !token.text.is_empty() {
        tokens.push(token);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Role, tokens};

    fn texts(name: &str) -> Vec<String> {
        tokens(name).iter().map(|t| t.text().to_owned()).collect()
    }

    #[test]
    fn splits_as_people_write() {
        assert_eq!(
            texts("O'Kelley-Smith, Ann M."),
            ["okelley", "smith", "ann", "m"]
        );
        assert_eq!(texts("Abdulrahman"), texts("Abd Rahman"));
        assert_eq!(texts("محمد القرشي"), ["محمد", "ال", "قرشي"]);
        assert_eq!(texts("ディットマン・ドゥンケル").len(), 2);
        assert_eq!(texts("田中花子").len(), 2);
        assert_eq!(tokens("Образцев А.")[1].role(), Role::Initial);
        assert_eq!(tokens("Ben")[0].role(), Role::Part);
    }

    proptest! {
        #[test]
        fn any_text_can_be_read(text in "\\PC*") {
            for token in tokens(&text) {
                prop_assert!(!token.text().is_empty());
                let _ = crate::romanise(&text);
                let _ = crate::keys(&token);
            }
        }
    }
}
