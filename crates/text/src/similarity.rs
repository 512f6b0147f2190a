//! How alike two tokens are.

use rapidfuzz::distance::osa;

use crate::{
    Role, Token,
    sound::{ALPHABET, Setting, Sound},
};

/// What an initial is worth that fits.
const INITIAL: f64 = 0.6;
/// The most that two different spellings are worth.
const OTHER_SPELLING: f64 = 0.98;
/// Longest token that is compared in full; longer ones are cut.
const LONGEST: usize = 48;

/// How alike two tokens of any scripts are as spellings of one name, 0 to 1; symmetric.
///
/// 1 is the same plain spelling, 0.98 at most the same sounds in another spelling. Above 0.9 one
/// name is likely, below 0.7 it is chance. An initial that fits a full name is worth 0.6.
///
/// ```
/// use liaison_text::{similarity, tokens};
///
/// let alike = |a, b| similarity(&tokens(a)[0], &tokens(b)[0]);
/// assert!(alike("Образцев", "Obraztsyev") > 0.95);
/// assert!(alike("Образцев", "Obolensky") < 0.6);
/// ```
pub fn similarity(left: &Token, right: &Token) -> f64 {
    if left.text() == right.text() {
        return 1.0;
    }
    if left.role() == Role::Initial || right.role() == Role::Initial {
        return initial(left, right);
    }
    let sound = sound_similarity(left, right);
    let literal = literal_similarity(left, right);
    sound.max(literal).min(OTHER_SPELLING)
}

fn initial(left: &Token, right: &Token) -> f64 {
    match (left.sounds().first(), right.sounds().first()) {
        (Some(&a), Some(&b)) if ALPHABET.substitution(a, b) <= 10 => INITIAL,
        _ => 0.0,
    }
}

fn setting(other: &Token) -> Setting {
    if other.script().omits_vowels() {
        Setting::Vowelless
    } else if other.script().is_syllabic() {
        Setting::Syllabic
    } else {
        Setting::Full
    }
}

/// Weighted edit distance over sounds (Wagner and Fischer 1974),
/// against the weight of the heavier token.
fn sound_similarity(left: &Token, right: &Token) -> f64 {
    let (a, b) = (cut(left.sounds()), cut(right.sounds()));
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    let mut setting_a = setting(right);
    let mut setting_b = setting(left);
    // Between two syllabic writings, or where one side is, extra vowels are on both sides.
    if setting_a == Setting::Syllabic || setting_b == Setting::Syllabic {
        let lenient = |s| {
            if s == Setting::Full {
                Setting::Syllabic
            } else {
                s
            }
        };
        (setting_a, setting_b) = (lenient(setting_a), lenient(setting_b));
    }
    let omit_a = |s: Sound| ALPHABET.omission(s, setting_a);
    let omit_b = |s: Sound| ALPHABET.omission(s, setting_b);
    let weight_a: u32 = a.iter().map(|&s| omit_a(s)).sum();
    let weight_b: u32 = b.iter().map(|&s| omit_b(s)).sum();
    let norm = weight_a.max(weight_b).max(180);
    let mut rows = [[0_u32; LONGEST + 1]; 2];
    for (j, &s) in b.iter().enumerate() {
        rows[0][j + 1] = rows[0][j] + omit_b(s);
    }
    let mut current = 0;
    for &x in a {
        let (before, after) = if current == 0 {
            let (x, y) = rows.split_at_mut(1);
            (&x[0], &mut y[0])
        } else {
            let (x, y) = rows.split_at_mut(1);
            (&y[0], &mut x[0])
        };
        let omit_x = omit_a(x);
        after[0] = before[0] + omit_x;
        let mut least = after[0];
        for (j, &y) in b.iter().enumerate() {
            let cost = (before[j] + ALPHABET.substitution(x, y))
                .min(before[j + 1] + omit_x)
                .min(after[j] + omit_b(y));
            after[j + 1] = cost;
            least = least.min(cost);
        }
        // More than half of the weight differs: the rest cannot make it one name.
        if least * 2 > norm {
            return 0.0;
        }
        current = 1 - current;
    }
    let cost = rows[current][b.len()];
    if cost * 2 > norm {
        return 0.0;
    }
    1.0 - (f64::from(cost) / f64::from(norm)).min(1.0)
}

fn cut(sounds: &[Sound]) -> &[Sound] {
    &sounds[..sounds.len().min(LONGEST)]
}

/// Optimal string alignment of the spellings, for slips of the keyboard within one script.
fn literal_similarity(left: &Token, right: &Token) -> f64 {
    if left.script() != right.script() || left.script().is_syllabic() {
        return 0.0;
    }
    osa::normalized_similarity(left.text().chars(), right.text().chars())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::similarity;
    use crate::tokens;

    fn alike(left: &str, right: &str) -> f64 {
        let name = |text| {
            tokens(text)
                .into_iter()
                .find(crate::Token::is_name)
                .expect("a name")
        };
        similarity(&name(left), &name(right))
    }

    #[test]
    fn spellings_of_one_name_meet() {
        for (left, right) in [
            ("Obraztsev", "Obraztsyev"),
            ("Obraztsev", "Obrazcev"),
            ("Образцев", "Obraztsev"),
            ("Образцев", "Obrazzew"),
            ("Hussein", "Husayn"),
            ("Hussein", "حسين"),
            ("Husayn", "Хусейн"),
            ("Georgiou", "Γεωργίου"),
            ("Cohen", "Kohen"),
            ("Cohen", "כהן"),
            ("Yosef", "יוסף"),
            ("Mohammed", "Muhammad"),
            ("Muhammad", "محمد"),
            ("Qurashi", "القرشي"),
            ("Wladimir", "Vladimir"),
            ("Papadopoulos", "Παπαδόπουλος"),
            ("Shevchenko", "Schewtschenko"),
            ("Щербаков", "Shcherbakov"),
            ("Joseph", "Yusuf"),
        ] {
            assert!(
                alike(left, right) >= 0.82,
                "{left} {right} {}",
                alike(left, right)
            );
        }
    }

    #[test]
    fn other_names_stay_apart() {
        for (left, right) in [
            ("Obraztsev", "Obolensky"),
            ("Cohen", "Kahane"),
            ("Hussein", "Hassoun"),
            ("Ivanov", "Petrov"),
            ("محمد", "Hamid"),
            ("יוסף", "Yaakov"),
        ] {
            assert!(
                alike(left, right) < 0.8,
                "{left} {right} {}",
                alike(left, right)
            );
        }
    }

    proptest! {
        #[test]
        fn is_symmetric(left in "\\PC{1,12}", right in "[a-zа-яא-תا-ي]{1,12}") {
            for a in tokens(&left) {
                for b in tokens(&right) {
                    let there = similarity(&a, &b);
                    prop_assert!((0.0..=1.0).contains(&there));
                    prop_assert!((there - similarity(&b, &a)).abs() < 1e-12);
                }
            }
        }
    }
}
