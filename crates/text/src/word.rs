//! Words that are not themselves names: particles and forms of address.

/// Particles between names. Listed in plain form; they may be present in one spelling of a name
/// and absent in another, so they count for little.
const PARTICLES: &[&str] = &[
    // Arabic, Hebrew, Turkic, Persian.
    "al", "el", "ul", "il", "as", "ash", "es", "an", "ar", "er", "at", "az", "ad", "bin", "ibn",
    "ben", "bint", "bent", "binti", "ould", "oglu", "ogly", "oghlu", "ugli", "kyzy", "qizi",
    "kizi", "gizi", "zadeh", "bar", "bat", "ha", "ال", "بن", "ابن", "بنت", "בן", "בת", "аль",
    "эль", "ибн", "бин", "бен", "оглы", "кызы", "оглу", "угли",
    // Romance, Germanic and others.
    "de", "del", "della", "di", "da", "do", "dos", "das", "du", "des", "la", "le", "los", "las",
    "van", "von", "der", "den", "ter", "ten", "zu", "zur", "af", "av", "y", "e", "i", "san", "de'",
    "du'", "де", "ла", "фон", "ван", "дер", "דה", "דל", "פון", "ון", "דר", "די", "ד'", "דו", "לה",
];

/// Forms of address, ranks and degrees; no part of the name.
const HONORIFICS: &[&str] = &[
    "dr",
    "prof",
    "professor",
    "doctor",
    "mr",
    "mrs",
    "ms",
    "miss",
    "sir",
    "lord",
    "lady",
    "dame",
    "shaykh",
    "sheikh",
    "shaikh",
    "sheik",
    "cheikh",
    "mullah",
    "mulla",
    "mawlawi",
    "maulavi",
    "maulvi",
    "mawlavi",
    "molvi",
    "maulana",
    "mawlana",
    "haji",
    "hajji",
    "hadji",
    "hajj",
    "haj",
    "alhaj",
    "ustad",
    "ayatollah",
    "hojjatoleslam",
    "imam",
    "sayyid",
    "general",
    "gen",
    "colonel",
    "col",
    "brigadier",
    "major",
    "maj",
    "captain",
    "capt",
    "lieutenant",
    "commander",
    "admiral",
    "sergeant",
    "engineer",
    "eng",
    "qari",
    "jr",
    "sr",
    "junior",
    "senior",
    "ii",
    "iii",
    "iv",
    "phd",
    "esq",
    "rev",
    "reverend",
    "father",
    "fr",
    "rabbi",
    "qadi",
    "hafiz",
    "شيخ",
    "الشيخ",
    "دكتور",
    "الدكتور",
    "د",
    "ملا",
    "مولوي",
    "حاجي",
    "الحاج",
    "الملا",
    "المولوي",
    "سيد",
    "שייח",
    "רב",
    "הרב",
    "ד\"ר",
    "דר'",
    "פרופ'",
    "доктор",
    "шейх",
    "мулла",
];

pub(crate) fn is_particle(plain: &str) -> bool {
    PARTICLES.contains(&plain)
}

pub(crate) fn is_honorific(plain: &str) -> bool {
    HONORIFICS.contains(&plain)
}

/// Splits what one script writes together and another apart: `Abdulrahman`, `Abdel` and
/// `القرشي` become first part and rest. Gives the length in bytes of the first part and of what
/// is dropped between.
pub(crate) fn split_prefix(plain: &str) -> Option<(usize, usize)> {
    const TOGETHER: [(&str, usize); 13] = [
        ("abdul", 3),
        ("abdel", 3),
        ("abdal", 3),
        ("abdol", 3),
        ("abdur", 3),
        ("abdus", 3),
        ("abdoul", 3),
        ("абдул", 6),
        ("абдель", 6),
        ("абдал", 6),
        ("عبدال", 6),
        ("ال", 4),
        ("وال", 6),
    ];
    for (prefix, keep) in TOGETHER {
        let Some(rest) = plain.strip_prefix(prefix) else {
            continue;
        };
        let letters = rest.chars().count();
        // `Abdullah`, `Abdallah` keep their vowel and l: allah is the second part.
        if matches!(
            rest,
            "ah" | "a" | "lah" | "la" | "laev" | "لاه" | "له" | "له\u{64e}"
        ) {
            return None;
        }
        if letters >= 3 {
            return Some((keep, prefix.len() - keep));
        }
    }
    None
}
