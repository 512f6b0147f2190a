//! Hebrew letters, as folded (final forms have become plain ones); readings after BGN/PCGN 1962
//! and the Academy of the Hebrew Language 2006. Most vowels are not written.

use super::Table;

pub(crate) const HEBREW: Table = &[
    ("א", "A"),
    ("ב", "B"),
    ("ג", "g"),
    ("ד", "d"),
    ("ה", "H"),
    ("ו", "W"),
    ("וו", "w"),
    ("ז", "z"),
    ("ח", "X"),
    ("ט", "t"),
    ("י", "Y"),
    ("^י", "J"),
    ("יי", "Y"),
    ("כ", "K"),
    ("ל", "l"),
    ("מ", "m"),
    ("נ", "n"),
    ("ס", "s"),
    ("ע", "E"),
    ("פ", "P"),
    ("צ", "c"),
    ("ק", "k"),
    ("ר", "r"),
    ("ש", "T"),
    ("ת", "t"),
    ("טש", "C"),
    ("דז", "j"),
    ("קס", "ks"),
    ("^ו", "v"),
    ("סט", "st"),
];
