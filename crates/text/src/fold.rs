//! Folding: what makes no difference to a name is taken away.

use icu_casemap::CaseMapper;
use icu_normalizer::{ComposingNormalizer, DecomposingNormalizer};
use icu_properties::{
    CodePointMapData,
    props::{GeneralCategory, Script},
};

/// Folds a text: compatibility forms (NFKC), lower case, marks of Latin, Greek, Cyrillic, Arabic
/// and Hebrew removed, apostrophes, tatweel and invisible characters dropped.
///
/// Folding twice changes nothing more.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        let kept = text
            .bytes()
            .filter(|b| !matches!(b, b'\'' | b'`') && !b.is_ascii_control());
        return kept.map(|b| b.to_ascii_lowercase() as char).collect();
    }
    let decomposed = DecomposingNormalizer::new_nfkd().normalize(text);
    let lower = CaseMapper::new().fold_string(&decomposed);
    let decomposed = DecomposingNormalizer::new_nfkd().normalize(&lower);
    let bare: String = decomposed
        .chars()
        .filter(|c| !is_dropped(*c))
        .map(plain)
        .collect();
    ComposingNormalizer::new_nfkc()
        .normalize(&bare)
        .into_owned()
}

/// As [`fold`], with the marks kept: for letters that a mark makes another sound.
pub(crate) fn fold_with_marks(text: &str) -> String {
    let composed = ComposingNormalizer::new_nfkc().normalize(text);
    let lower = CaseMapper::new().fold_string(&composed);
    let kept: String = lower.chars().filter(|c| !is_invisible(*c)).collect();
    ComposingNormalizer::new_nfkc()
        .normalize(&kept)
        .into_owned()
}

fn is_dropped(c: char) -> bool {
    if is_invisible(c) {
        return true;
    }
    // The voicing marks of Kana are letters in all but name.
    if matches!(c, '\u{3099}' | '\u{309a}') {
        return false;
    }
    CodePointMapData::<GeneralCategory>::new().get(c) == GeneralCategory::NonspacingMark
        && matches!(
            CodePointMapData::<Script>::new().get(c),
            Script::Latin
                | Script::Greek
                | Script::Cyrillic
                | Script::Arabic
                | Script::Hebrew
                | Script::Inherited
                | Script::Common
        )
}

/// Apostrophes and their relatives, tatweel, controls, direction and joining marks.
fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\'' | '`' | '´' | '\u{2018}' | '\u{2019}' | '\u{201b}' | '\u{2032}' | '\u{02b0}'
            ..='\u{02ff}' | '\u{05f3}' | '\u{05f4}' | '\u{0640}' | '\u{00ad}' | '\u{200b}'
            ..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}'
    ) || (c.is_control() && !c.is_whitespace())
}

/// Letters that no normalisation form takes apart.
fn plain(c: char) -> char {
    match c {
        'ł' => 'l',
        'ø' => 'o',
        'đ' | 'ð' => 'd',
        'ı' => 'i',
        'ħ' => 'h',
        'ŧ' => 't',
        'ə' => 'a',
        // Persian, Urdu and Arabic forms of one letter.
        'ی' | 'ى' | 'ے' => 'ي',
        'ک' => 'ك',
        'ہ' | 'ھ' | 'ۀ' | 'ۂ' => 'ه',
        'ٱ' => 'ا',
        // Hebrew final letters.
        'ך' => 'כ',
        'ם' => 'מ',
        'ן' => 'נ',
        'ף' => 'פ',
        'ץ' => 'צ',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::fold;
    use proptest::prelude::*;

    #[test]
    fn what_makes_no_difference_goes() {
        for (text, folded) in [
            ("O'Brien", "obrien"),
            ("Łukasz", "lukasz"),
            ("Weiß", "weiss"),
            ("Nguyễn", "nguyen"),
            ("مُحَمَّد", "محمد"),
            ("أحمد", "احمد"),
            ("יוֹסֵף", "יוספ"),
            ("ＫＩＭ", "kim"),
            ("김", "김"),
            ("ﾍﾞﾙ", "ベル"),
        ] {
            assert_eq!(fold(text), folded, "{text}");
        }
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in "\\PC{0,20}") {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }
    }
}
