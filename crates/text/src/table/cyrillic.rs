//! Cyrillic letters, read as sounds: Russian, Ukrainian, Belarusian, Bulgarian, Serbian,
//! Macedonian, Kazakh, Tajik and Azerbaijani.
//!
//! The readings gather BGN/PCGN 1947 and later, ISO 9:1995, GOST R 7.0.34 and ICAO Doc 9303
//! (part 3, section 6), so `ц` is ts, tz, c or z and `е` is e or ye. Notation as in `latin.rs`.

/// Letters, letter groups and the symbols that they are read as.
#[rustfmt::skip]
pub(crate) const CYRILLIC: &[(&str, &str)] = &[
    ("а", "a"), ("б", "b"), ("в", "v"), ("г", "г"), ("ґ", "g"), ("д", "d"), ("дж", "J"),
    ("е", "ŷe"), ("ё", "ŷё"), ("є", "ŷe"), ("ж", "ж"), ("з", "z"), ("и", "i"), ("й", "y"),
    ("ий$", "iŷ"), ("ый$", "iŷ"), ("і", "i"), ("ї", "ŷi"), ("ій$", "iŷ"), ("к", "k"), ("л", "l"), ("м", "m"),
    ("н", "n"), ("о", "o"), ("п", "p"), ("р", "r"), ("с", "s"), ("т", "t"), ("у", "u"),
    ("ў", "W"), ("ф", "ф"), ("х", "х"), ("ц", "Q"), ("ч", "C"), ("ш", "S"), ("щ", "щ"),
    ("ъ", "ъ"), ("ы", "ы"), ("ь", ""), ("э", "e"), ("ю", "ŷu"), ("я", "ŷa"), ("тс", "Q"), ("тц", "Q"),
    // Serbian, Macedonian.
    ("ђ", "đ"), ("ј", "y"), ("љ", "lŷ"), ("њ", "ň"), ("ћ", "ĉ"), ("џ", "J"), ("ѓ", "ģ"),
    ("ќ", "k"), ("ѕ", "Q"),
    // Kazakh, Tajik, Azerbaijani.
    ("ә", "ä"), ("ғ", "ğ"), ("қ", "k"), ("ң", "n"), ("ө", "ö"), ("ұ", "u"), ("ү", "ü"),
    ("һ", "h"), ("ҳ", "h"), ("ҷ", "J"), ("ӣ", "i"), ("ӯ", "u"), ("ҹ", "J"), ("ҝ", "g"),
];
