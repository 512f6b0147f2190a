//! Normal forms: what two writings of one spelling have in common.

use icu_casemap::CaseMapper;
use icu_normalizer::{ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};
use icu_properties::{CodePointMapData, props::GeneralCategory};

use crate::Script;

/// Folds a text: compatibility forms (NFKC, UAX 15), full case folding, one form per Arabic and
/// Hebrew letter, one apostrophe; vowel points, tatweel, zero-width and bidirectional controls
/// are dropped. Diacritics of Latin, Greek and Cyrillic letters stay, for they tell sounds.
///
/// Folding twice gives what folding once gave.
pub fn fold(text: &str) -> String {
    let mut folded = fold_once(text);
    // Case folding and composition feed each other for a handful of characters; they settle
    // within two rounds.
    for _ in 0..4 {
        let again = fold_once(&folded);
        if again == folded {
            break;
        }
        folded = again;
    }
    folded
}

fn fold_once(text: &str) -> String {
    if text.is_ascii() {
        return text
            .chars()
            .filter(|c| !c.is_ascii_control() || c.is_ascii_whitespace())
            .map(|c| {
                if c == '`' {
                    '\''
                } else {
                    c.to_ascii_lowercase()
                }
            })
            .collect();
    }
    let form = ComposingNormalizerBorrowed::new_nfkc();
    let compatible = form.normalize(text);
    let folded = CaseMapper::new().fold_string(&compatible);
    let letters: String = form
        .normalize(&folded)
        .chars()
        .filter(|&c| !is_dropped(c))
        .map(one_form)
        .collect();
    form.normalize(&letters).into_owned()
}

/// The plain form under which equal spellings are counted: [`fold`] without diacritics and
/// apostrophes. `Beňa`, `BENA` and `Be’na` have one plain form.
pub fn plain(text: &str) -> String {
    let folded = fold(text);
    if folded.is_ascii() {
        return folded.chars().filter(|&c| c != '\'').collect();
    }
    let decomposer = DecomposingNormalizerBorrowed::new_nfd();
    let mut plain = String::with_capacity(folded.len());
    for letter in folded.chars().filter(|&c| c != '\'') {
        let marked = matches!(Script::of_letter(letter), Some(Script::Latn | Script::Grek));
        match letter {
            'ё' => plain.push('е'),
            'ł' => plain.push('l'),
            'ø' => plain.push('o'),
            'đ' | 'ð' => plain.push('d'),
            'ı' => plain.push('i'),
            'ə' => plain.push('e'),
            'ħ' => plain.push('h'),
            'æ' => plain.push_str("ae"),
            'œ' => plain.push_str("oe"),
            'þ' => plain.push_str("th"),
            'ς' => plain.push('σ'),
            _ if marked => {
                let mut buffer = [0; 4];
                let text: &str = letter.encode_utf8(&mut buffer);
                plain.extend(decomposer.normalize(text).chars().filter(|&c| !is_mark(c)));
            }
            _ if is_mark(letter) => {}
            _ => plain.push(letter),
        }
    }
    plain
}

pub(crate) fn is_mark(character: char) -> bool {
    !character.is_ascii()
        && CodePointMapData::<GeneralCategory>::new().get(character)
            == GeneralCategory::NonspacingMark
}

/// Vowel points and invisible characters, by their blocks.
const DROPPED: [(char, char); 14] = [
    ('\u{00AD}', '\u{00AD}'), // soft hyphen
    ('\u{034F}', '\u{034F}'), // combining grapheme joiner
    ('\u{0591}', '\u{05BD}'), // Hebrew accents and points
    ('\u{05BF}', '\u{05BF}'),
    ('\u{05C1}', '\u{05C2}'),
    ('\u{05C4}', '\u{05C5}'),
    ('\u{05C7}', '\u{05C7}'),
    ('\u{0610}', '\u{061C}'), // Arabic honorific marks, letter mark
    ('\u{0640}', '\u{0640}'), // tatweel
    ('\u{064B}', '\u{065F}'), // harakat
    ('\u{0670}', '\u{0670}'),
    ('\u{06D6}', '\u{06ED}'), // Quranic marks
    ('\u{200B}', '\u{200F}'), // zero width, direction marks
    ('\u{202A}', '\u{202E}'), // bidirectional embeddings
];

fn is_dropped(character: char) -> bool {
    let in_block = |(first, last): &(char, char)| (*first..=*last).contains(&character);
    DROPPED.iter().any(in_block)
        || matches!(character, '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}')
        || (character.is_control() && !character.is_whitespace())
}

/// One form for letters that differ by position, language or typewriter only.
fn one_form(character: char) -> char {
    match character {
        'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
        'ى' | 'ی' | 'ې' => 'ي',
        'ک' | 'ڪ' => 'ك',
        'ہ' | 'ھ' | 'ە' => 'ه',
        'ך' => 'כ',
        'ם' => 'מ',
        'ן' => 'נ',
        'ף' => 'פ',
        'ץ' => 'צ',
        '’' | '‘' | 'ʼ' | 'ʻ' | 'ʽ' | 'ʾ' | 'ʿ' | '`' | '´' | '′' | '׳' | 'ˈ' | '‛' => {
            '\''
        }
        '״' | '“' | '”' | '„' | '«' | '»' => '"',
        _ => character,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{fold, plain};

    #[test]
    fn gathers_writings_of_one_spelling() {
        for (left, right) in [
            ("Beňa", "BENA"),
            ("O’Kelley", "OKELLEY"),
            ("مُحَمَّد", "محمد"),
            ("أحـمد", "احمد"),
            ("کریمی", "كريمي"),
            ("שָׁלוֹם", "שלומ"),
            ("Ｏｂｒａｚ", "obraz"),
            ("Ob\u{200d}raz\u{202e}", "obraz"),
            ("Παπαδόπουλος", "παπαδοπουλοσ"),
            ("Straße", "STRASSE"),
        ] {
            assert_eq!(plain(left), plain(right), "{left} {right}");
        }
        assert_ne!(plain("йод"), plain("иод"));
    }

    proptest! {
        #[test]
        fn folding_again_changes_nothing(text in "\\PC*") {
            let folded = fold(&text);
            prop_assert_eq!(fold(&folded), folded);
            let once = plain(&text);
            prop_assert_eq!(plain(&once), once);
        }
    }
}
