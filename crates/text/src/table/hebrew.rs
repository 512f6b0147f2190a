//! Hebrew letters and groups with geresh. Readings (in `sound.rs`) gather the Academy of the
//! Hebrew Language's rules of 2006, BGN/PCGN 1962 and ICAO Doc 9303.

/// Letters, letter groups and the symbols that they are read as; `'` is the geresh.
#[rustfmt::skip]
pub(crate) const HEBREW: &[(&str, &str)] = &[
    ("א", "א"), ("ב", "ב"), ("ג", "g"), ("ג'", "J"), ("ד", "d"), ("ד'", "d"), ("ה", "h"), ("ה$", "ה"),
    ("ו", "ו"), ("וו", "W"), ("ז", "z"), ("ז'", "ж"), ("ח", "ח"), ("ט", "t"), ("י", "י"),
    ("יי", "י"), ("כ", "כ"), ("ל", "l"), ("מ", "m"), ("נ", "n"), ("ס", "s"), ("ע", "ע"),
    ("פ", "פ"), ("צ", "צ"), ("צ'", "C"), ("ק", "k"), ("ר", "r"), ("ש", "ש"), ("ת", "t"),
    ("ת'", "θ"), ("דז'", "J"), ("טש", "C"), ("טס", "Q"), ("^או", "ו"), ("^אי", "י"), ("קס", "ks"),
];
