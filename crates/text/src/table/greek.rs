//! Greek letters, read as sounds, after ISO 843:1997 (transcription) and ICAO Doc 9303.
//! Notation as in `latin.rs`; accents are gone before the table is read.

/// Letters, letter groups and the symbols that they are read as.
#[rustfmt::skip]
pub(crate) const GREEK: &[(&str, &str)] = &[
    ("α", "a"), ("β", "β"), ("γ", "γ"), ("δ", "d"), ("ε", "e"), ("ζ", "z"), ("η", "η"),
    ("θ", "θ"), ("ι", "i"), ("κ", "k"), ("λ", "l"), ("μ", "m"), ("ν", "n"), ("ξ", "ks"),
    ("ο", "o"), ("π", "p"), ("ρ", "r"), ("σ", "s"), ("ς", "s"), ("τ", "t"), ("υ", "υ"),
    ("φ", "f"), ("χ", "х"), ("ψ", "ps"), ("ω", "o"), ("ου", "u"), ("αι", "äĭ"), ("ει", "ĕi"),
    ("οι", "ŏi"), ("αυ", "aʋ"), ("ευ", "eʋ"), ("μπ", "mb"), ("^μπ", "b"), ("ντ", "nđ"),
    ("^ντ", "d"), ("γγ", "ng"), ("γκ", "ng"), ("^γκ", "g"), ("τζ", "J"), ("τσ", "Q"),
    ("γι", "γi"),
];
