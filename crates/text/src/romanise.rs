//! Tokens of any script, read as sounds by the romanisation tables.

use std::{collections::HashMap, sync::LazyLock};

use any_ascii::any_ascii;

use crate::{
    Script,
    normal::plain,
    sound::{ALPHABET, Sound},
    table,
};

/// A table ready for look-up: letter groups by their text, and the longest group's length.
struct Groups {
    symbols: HashMap<&'static str, Vec<Sound>>,
    longest: usize,
}

impl Groups {
    fn new(rows: &'static [(&str, &str)]) -> Self {
        let symbols = rows
            .iter()
            .map(|(letters, symbols)| {
                let sounds = symbols.chars().filter_map(|c| ALPHABET.sound(c)).collect();
                (*letters, sounds)
            })
            .collect();
        let longest = rows
            .iter()
            .map(|(letters, _)| letters.chars().count())
            .max();
        Self {
            symbols,
            longest: longest.unwrap_or(0),
        }
    }

    /// Reads `letters` from `at`: the symbols of the longest group there and its length.
    fn read(&self, letters: &[char], at: usize, buffer: &mut String) -> Option<(&[Sound], usize)> {
        let most = self.longest.min(letters.len() - at);
        for length in (1..=most).rev() {
            let (start, end) = (at == 0, at + length == letters.len());
            for (bound_start, bound_end) in [(true, false), (false, true), (false, false)] {
                if (bound_start && !start) || (bound_end && !end) {
                    continue;
                }
                buffer.clear();
                if bound_start {
                    buffer.push('^');
                }
                buffer.extend(&letters[at..at + length]);
                if bound_end {
                    buffer.push('$');
                }
                if let Some(symbols) = self.symbols.get(buffer.as_str()) {
                    return Some((symbols, length));
                }
            }
        }
        None
    }
}

static LATIN: LazyLock<Groups> = LazyLock::new(|| Groups::new(table::LATIN));
static CYRILLIC: LazyLock<Groups> = LazyLock::new(|| Groups::new(table::CYRILLIC));
static GREEK: LazyLock<Groups> = LazyLock::new(|| Groups::new(table::GREEK));
static ARABIC: LazyLock<Groups> = LazyLock::new(|| Groups::new(table::ARABIC));
static HEBREW: LazyLock<Groups> = LazyLock::new(|| Groups::new(table::HEBREW));

/// Reads a folded token as sounds; doubled symbols count once.
pub(crate) fn sounds(folded: &str, script: Script) -> Vec<Sound> {
    let mut sounds = match script {
        Script::Latn => by_table(&LATIN, folded),
        Script::Cyrl => by_table(&CYRILLIC, folded),
        Script::Grek => by_table(&GREEK, &plain(folded)),
        Script::Arab => by_table(&ARABIC, folded),
        Script::Hebr => by_table(&HEBREW, folded),
        _ => by_table(&LATIN, &any_ascii(folded).to_ascii_lowercase()),
    };
    if script.is_syllabic() {
        loosen(&mut sounds);
    }
    sounds.dedup();
    sounds
}

fn by_table(groups: &Groups, text: &str) -> Vec<Sound> {
    let letters: Vec<char> = text.chars().collect();
    let mut sounds = Vec::with_capacity(letters.len() + 2);
    let mut buffer = String::new();
    let mut at = 0;
    while at < letters.len() {
        if let Some((symbols, length)) = groups.read(&letters, at, &mut buffer) {
            sounds.extend_from_slice(symbols);
            at += length;
            continue;
        }
        // A letter that the table lacks: without its marks, or by its ASCII likeness.
        buffer.clear();
        buffer.push(letters[at]);
        let likeness = any_ascii(&plain(&buffer)).to_ascii_lowercase();
        for letter in likeness.chars() {
            let text = letter.to_string();
            if let Some(symbols) = LATIN.symbols.get(text.as_str()) {
                sounds.extend_from_slice(symbols);
            }
        }
        at += 1;
    }
    sounds
}

/// Replaces sounds by symbols that are as unsure as syllabic scripts are about foreign names.
fn loosen(sounds: &mut [Sound]) {
    const LOOSE: [(char, char); 17] = [
        ('r', 'ル'),
        ('l', 'リ'),
        ('b', 'バ'),
        ('p', 'パ'),
        ('t', 'タ'),
        ('d', 'ダ'),
        ('g', 'ガ'),
        ('k', 'カ'),
        ('s', 'サ'),
        ('S', 'シ'),
        ('z', 'ザ'),
        ('J', 'ジ'),
        ('j', 'ジ'),
        ('C', 'チ'),
        ('h', 'ハ'),
        ('f', 'フ'),
        ('W', 'ワ'),
    ];
    for sound in sounds {
        let loose = LOOSE
            .iter()
            .find(|(from, _)| ALPHABET.sound(*from) == Some(*sound));
        if let Some(symbol) = loose.and_then(|(_, to)| ALPHABET.sound(*to)) {
            *sound = symbol;
        }
    }
}

/// One Latin spelling of a text for reading aloud, by the first reading of every symbol.
///
/// It is for display in explanations; comparison uses all readings.
///
/// ```
/// assert_eq!(liaison_text::romanise("Образцев"), "obraztsyev");
/// assert_eq!(liaison_text::romanise("כהן"), "khn");
/// ```
pub fn romanise(text: &str) -> String {
    let mut words = Vec::new();
    for token in crate::tokens(text) {
        if token.script() == Script::Latn {
            words.push(token.text().to_owned());
            continue;
        }
        let mut word = String::new();
        for &sound in token.sounds() {
            if let Some(plain) = ALPHABET.readings(sound).first().and_then(|r| r.plain) {
                match plain {
                    'S' => word.push_str("sh"),
                    'Z' => word.push_str("zh"),
                    'C' => word.push_str("ch"),
                    'J' => word.push('j'),
                    'Q' => word.push_str("ts"),
                    'X' => word.push_str("kh"),
                    other => word.push(other),
                }
            }
        }
        words.push(word);
    }
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::{ALPHABET, table};

    #[test]
    fn every_symbol_of_every_table_is_known() {
        for rows in [
            table::LATIN,
            table::CYRILLIC,
            table::GREEK,
            table::ARABIC,
            table::HEBREW,
        ] {
            for (letters, symbols) in rows {
                for symbol in symbols.chars() {
                    assert!(ALPHABET.sound(symbol).is_some(), "{letters}: {symbol}");
                }
            }
        }
    }
}
