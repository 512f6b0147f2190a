//! Arabic and Persian letter groups. Single letters are symbols of their own, whose readings
//! `sound.rs` lists; the readings gather BGN/PCGN 1956, ICAO Doc 9303 and the habits of press
//! and passports (Egyptian `g` for jim, Persian `v` for waw).

/// Letter groups and the symbols that they are read as.
#[rustfmt::skip]
pub(crate) const ARABIC: &[(&str, &str)] = &[
    ("تش", "C"), ("دج", "J"), ("اء", "ا"), ("وو", "و"), ("يي", "ي"), ("^او", "و"), ("^اي", "ي"),
    ("ا", "ا"), ("ب", "ب"), ("ت", "t"), ("ث", "ث"), ("ج", "ج"), ("ح", "ح"), ("خ", "خ"),
    ("د", "d"), ("ذ", "ذ"), ("ر", "r"), ("ز", "z"), ("س", "s"), ("ش", "S"), ("ص", "s"),
    ("ض", "ض"), ("ط", "t"), ("ظ", "ض"), ("ع", "ع"), ("غ", "غ"), ("ف", "ف"), ("ق", "ق"),
    ("ك", "ك"), ("ل", "l"), ("م", "m"), ("ن", "n"), ("ه", "h"), ("ه$", "ه"), ("و", "و"), ("ي", "ي"),
    ("ة", "ة"), ("ء", "ء"), ("ئ", "ء"), ("ؤ", "و"), ("پ", "p"), ("چ", "C"), ("ژ", "ж"), ("گ", "g"),
    ("ڤ", "v"), ("ڨ", "g"), ("ڭ", "g"), ("ٹ", "t"), ("ڈ", "d"), ("ڑ", "r"), ("ں", "n"),
    ("ے", "ي"), ("ۀ", "ه"), ("ۃ", "ة"),
];
