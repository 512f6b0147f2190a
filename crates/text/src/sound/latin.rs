//! Latin letters and letter groups, over the national spellings: English, German, French,
//! Polish, Czech, Turkish, Romanian and the BGN/PCGN romanisations of other scripts.

use super::Table;

pub(crate) const LATIN: Table = &[
    ("a", "a"), ("aa", "a"), ("ae", "e"), ("ai", "ai"), ("au", "au"), ("ay", "ai"),
    ("b", "b"), ("c", "k"), ("ce", "se"), ("ci", "si"), ("cy", "sy"), ("ch", "C"), ("chr", "kr"),
    ("ck", "k"), ("cz", "C"), ("ć", "C"), ("č", "C"), ("ç", "C"), ("cs$", "C"),
    ("d", "d"), ("dh", "d"), ("dj", "j"), ("dzh", "j"), ("dž", "j"), ("dt", "t"),
    ("e", "e"), ("ee", "i"), ("ei", "ei"), ("eu", "eu"), ("ey", "ei"), ("é", "e"), ("è", "e"),
    ("ê", "e"), ("ë", "e"), ("ę", "e"), ("ě", "ie"), ("f", "f"), ("g", "g"), ("gh", "g"),
    ("ğ", "g"), ("h", "h"), ("i", "i"), ("ie", "i"), ("ii", "i"), ("iy", "i"), ("ij", "i"),
    ("iyi", "i"), ("j", "j"), ("k", "k"), ("kh", "x"), ("l", "l"), ("ł", "l"), ("m", "m"), ("n", "n"),
    ("ñ", "n"), ("ń", "n"), ("o", "o"), ("oo", "u"), ("ou", "u"), ("oe", "o"), ("ow$", "ov"),
    ("ö", "o"), ("ø", "o"), ("ó", "u"), ("p", "p"), ("ph", "f"), ("q", "k"), ("qu", "k"),
    ("r", "r"), ("rh", "r"), ("ř", "r"), ("s", "s"), ("sh", "S"), ("sch", "S"), ("ş", "S"),
    ("ș", "S"), ("š", "S"), ("ś", "S"), ("sz", "S"), ("shch", "SC"), ("ß", "s"),
    ("t", "t"), ("th", "t"), ("tch", "C"), ("tsch", "C"), ("tz", "c"), ("ts", "c"), ("ţ", "c"),
    ("ț", "c"), ("tj", "C"), ("u", "u"), ("ü", "u"), ("ue", "u"), ("uu", "u"), ("v", "v"),
    ("w", "w"), ("x", "ks"), ("y", "y"), ("ye", "e"), ("yy", "y"), ("z", "z"), ("zh", "Z"),
    ("ž", "Z"), ("ż", "Z"), ("ź", "z"), ("rz", "Z"), ("zz", "z"),
];
