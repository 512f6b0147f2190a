//! How alike two tokens are.

use crate::{
    Script, Token, TokenKind,
    sound::{Sounds, cost, gap, is_vowel},
};

/// What it costs that two neighbouring consonants changed places.
const SWAP: f32 = 0.45;
/// What a first letter says for a whole name.
const INITIAL: f32 = 0.80;

/// How alike two tokens are, 0 (nothing in common) to 1 (the same in every reading); the same
/// both ways.
pub fn similarity(a: &Token, b: &Token) -> f32 {
    if a.text == b.text {
        return 1.0;
    }
    if a.kind == TokenKind::Initial || b.kind == TokenKind::Initial {
        return initial(a, b);
    }
    let vowels = Vowels::of(a).max(Vowels::of(b));
    let pairs = a
        .readings
        .iter()
        .flat_map(|a| b.readings.iter().map(move |b| (a, b)));
    let best = pairs.map(|(a, b)| alike(a, b, vowels)).fold(0.0, f32::max);
    // Only the same letters are the same name beyond doubt.
    if a.script == b.script {
        best.min(0.98)
    } else {
        best.min(0.99)
    }
}

/// How far a script's vowels can be trusted; the less of two counts.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Vowels {
    Written,
    /// Kana and Hangul put vowels between consonants of foreign names.
    Inserted,
    /// Arabic and Hebrew leave most of them out.
    Unwritten,
}

impl Vowels {
    fn of(token: &Token) -> Self {
        match token.script {
            Script::Arab | Script::Hebr => Self::Unwritten,
            Script::Kana | Script::Hira | Script::Hang => Self::Inserted,
            _ => Self::Written,
        }
    }

    /// What a vowel weighs beside a consonant.
    fn weight(self) -> f32 {
        match self {
            Self::Written => 0.40,
            Self::Inserted => 0.30,
            Self::Unwritten => 0.20,
        }
    }

    fn gap(self, symbol: u8) -> f32 {
        match self {
            Self::Unwritten if is_vowel(symbol) => gap(symbol).min(0.06),
            Self::Inserted if is_vowel(symbol) => gap(symbol).min(0.12),
            _ => gap(symbol),
        }
    }
}

fn initial(a: &Token, b: &Token) -> f32 {
    let first = |token: &Token| {
        token
            .readings
            .first()
            .and_then(|r| r.symbols().first().copied())
    };
    match (first(a), first(b)) {
        (Some(a), Some(b)) if cost(a, b) <= 0.10 => INITIAL,
        _ => 0.0,
    }
}

/// Weighted edit distance over sounds (Levenshtein with swaps), as a share of the weight of both.
fn alike(a: &Sounds, b: &Sounds, vowels: Vowels) -> f32 {
    let (a, b) = (a.symbols(), b.symbols());
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    let weight = |symbols: &[u8]| -> f32 {
        symbols
            .iter()
            .map(|symbol| {
                if is_vowel(*symbol) {
                    vowels.weight()
                } else {
                    1.0
                }
            })
            .sum()
    };
    let (weight_a, weight_b) = (weight(a), weight(b));
    // Far too different in length: no alignment could save it.
    if weight_a.min(weight_b) < 0.4 * weight_a.max(weight_b) {
        return 0.0;
    }
    let mut before: Vec<f32> = Vec::new();
    let mut row: Vec<f32> = Vec::with_capacity(b.len() + 1);
    row.push(0.0);
    for symbol in b {
        row.push(row[row.len() - 1] + vowels.gap(*symbol));
    }
    for (i, &x) in a.iter().enumerate() {
        let mut next = Vec::with_capacity(b.len() + 1);
        next.push(row[0] + vowels.gap(x));
        for (j, &y) in b.iter().enumerate() {
            let mut best = row[j] + cost(x, y);
            best = best
                .min(row[j + 1] + vowels.gap(x))
                .min(next[j] + vowels.gap(y));
            let swapped = i > 0 && j > 0 && a[i - 1] == y && x == b[j - 1];
            if swapped && x != y {
                best = best.min(before[j - 1] + SWAP);
            }
            next.push(best);
        }
        before = std::mem::replace(&mut row, next);
    }
    let distance = row[b.len()];
    let first = if cost(a[0], b[0]) > 0.5 && !is_vowel(a[0]) && !is_vowel(b[0]) {
        0.25
    } else {
        0.0
    };
    (1.0 - (distance + first) / (0.5 * (weight_a + weight_b)).max(1.0)).max(0.0)
}

#[cfg(test)]
mod tests {
    use super::similarity;
    use crate::tokens;
    use proptest::prelude::*;

    fn of(a: &str, b: &str) -> f32 {
        similarity(&tokens(a)[0], &tokens(b)[0])
    }

    #[test]
    fn spellings_of_one_name_meet() {
        for (a, b) in [
            ("Obraztsev", "Obraztsyev"),
            ("Образцев", "Obrazcev"),
            ("Hussein", "Husayn"),
            ("حسين", "Husayn"),
            ("محمد", "Mohammed"),
            ("Γεωργίου", "Georgiou"),
            ("Παπαδόπουλος", "Papadopoulos"),
            ("יוסף", "Yosef"),
            ("כהן", "Cohen"),
            ("Wladimir", "Vladimir"),
            ("Zarnajew", "Tsarnaev"),
            ("Хасан", "Hasan"),
            ("Шевченко", "Shevchenko"),
            ("Müller", "Mueller"),
            ("Şahin", "Sahin"),
            ("アルベルト", "Alberto"),
            ("ヴィクトル", "Viktor"),
            ("로베르트 김", "Robert"),
        ] {
            assert!(of(a, b) > 0.78, "{a} {b}: {}", of(a, b));
        }
    }

    #[test]
    fn different_names_stay_apart() {
        for (a, b) in [
            ("Ivanov", "Petrov"),
            ("Hassan", "Hussein"),
            ("Anton", "Ruslan"),
            ("Cohen", "Levi"),
            ("محمد", "Khalid"),
        ] {
            assert!(of(a, b) < 0.80, "{a} {b}: {}", of(a, b));
        }
    }

    proptest! {
        #[test]
        fn the_same_both_ways(a in "\\w{1,12}", b in "\\w{1,12}") {
            let (a, b) = (tokens(&a), tokens(&b));
            for (a, b) in a.iter().zip(&b) {
                let score = similarity(a, b);
                prop_assert!((0.0..=1.0).contains(&score));
                prop_assert!((score - similarity(b, a)).abs() < 1e-6);
            }
        }
    }
}
