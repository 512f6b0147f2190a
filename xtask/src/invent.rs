//! Makes the invented lists and the search goldens under `testdata/`.
//!
//! Everything is drawn from [`tables`] by a fixed sequence of numbers, so that the same program
//! writes the same bytes. No person in them exists. Which person has which name is decided
//! here; the goldens ask for him under another spelling, order or script, and are never tuned to
//! an engine.
#![expect(
    clippy::format_push_string,
    reason = "a generator reads better without `let _ =` on every line"
)]

mod goldens;
mod ofac;
mod tables;
mod un;

use std::{collections::HashSet, fs, path::Path};

use anyhow::Context as _;
use tables::{ARABIC, CHINESE, GREEK, HEBREW, LATIN, Language, PERSIAN, RUSSIAN};

/// Persons of each language on the first list, on the second, and how many of the latter are
/// there in their own script only.
const SHARES: [(&Language, usize, usize, usize); 7] = [
    (&RUSSIAN, 72, 32, 14),
    (&GREEK, 34, 24, 12),
    (&ARABIC, 40, 22, 8),
    (&PERSIAN, 24, 12, 5),
    (&HEBREW, 34, 24, 12),
    (&CHINESE, 0, 12, 4),
    (&LATIN, 18, 8, 0),
];

/// A name with its spellings.
#[derive(Clone)]
struct Spelled {
    native: Vec<String>,
    latin: Vec<String>,
}

impl Spelled {
    fn table(text: &str) -> Vec<Self> {
        let list = |text: &str, at: char| -> Vec<String> {
            text.split(at).map(|part| part.replace('_', " ")).collect()
        };
        let entries = text
            .split_whitespace()
            .filter_map(|entry| entry.split_once('='));
        entries
            .map(|(native, latin)| Self {
                native: list(native, '~'),
                latin: list(latin, '/'),
            })
            .collect()
    }

    /// A Latin spelling, the first ones again after the last.
    fn latin(&self, at: usize) -> &str {
        &self.latin[at % self.latin.len()]
    }
}

/// An invented person.
struct Person {
    language: &'static Language,
    given: Spelled,
    middle: Option<Spelled>,
    family: Spelled,
    /// Which Latin spelling is on file.
    on_file: usize,
    birth: (u16, u8, u8),
    town: String,
    /// Number on its list.
    number: u32,
    /// Held in his own script only.
    native_only: bool,
}

impl Person {
    fn latin_given(&self) -> String {
        let given = self.given.latin(self.on_file);
        match &self.middle {
            Some(middle) => format!("{given} {}", middle.latin(self.on_file)),
            None => given.to_owned(),
        }
    }

    fn native(&self) -> String {
        let (given, family) = (&self.given.native[0], &self.family.native[0]);
        match (&self.middle, self.language.family_first) {
            (_, true) => format!("{family}{given}"),
            (Some(middle), _) => format!("{given} {} {family}", middle.native[0]),
            (None, _) => format!("{given} {family}"),
        }
    }

    fn birth_date(&self) -> String {
        let (year, month, day) = self.birth;
        format!("{year}-{month:02}-{day:02}")
    }
}

/// A fixed sequence of numbers (splitmix64, Steele, Lea and Flood 2014).
struct Draw(u64);

impl Draw {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % bound as u64) as usize
    }

    fn one_in(&mut self, chances: usize) -> bool {
        self.below(chances) == 0
    }
}

/// Writes `testdata/lists` and `testdata/names` of the workspace.
pub fn run() -> anyhow::Result<()> {
    let testdata = Path::new(env!("CARGO_MANIFEST_DIR")).join("../testdata");
    let mut draw = Draw(2011);
    let (ofac, un) = persons(&mut draw);
    let names = goldens::write(&ofac, &un, &mut draw);
    let mut files = ofac::write(&ofac, &mut draw);
    files.push((
        "lists/un/consolidated.xml".to_owned(),
        un::write(&un, &mut draw),
    ));
    files.extend(names);
    for (name, text) in files {
        let path = testdata.join(&name);
        let directory = path.parent().unwrap_or(&testdata);
        fs::create_dir_all(directory)
            .with_context(|| format!("cannot make the directory of {name}"))?;
        fs::write(&path, text).with_context(|| format!("cannot write {name}"))?;
    }
    Ok(())
}

/// The persons of both lists. Given and family name together belong to one person only.
fn persons(draw: &mut Draw) -> (Vec<Person>, Vec<Person>) {
    let (mut ofac, mut un) = brothers();
    for (language, first, second, native_only) in SHARES {
        let given = Spelled::table(language.given);
        let family = Spelled::table(language.family);
        let middle = Spelled::table(language.middle);
        let towns: Vec<&str> = language.towns.split('/').collect();
        let mut taken = HashSet::new();
        for at in 0..first + second {
            let pair = loop {
                // Every family name comes up before one comes again.
                let pair = (draw.below(given.len()), (at + draw.below(3)) % family.len());
                if taken.insert(pair) {
                    break pair;
                }
            };
            let person = Person {
                language,
                given: given[pair.0].clone(),
                middle: (!middle.is_empty() && !draw.one_in(3))
                    .then(|| middle[draw.below(middle.len())].clone()),
                family: family[pair.1].clone(),
                on_file: draw.below(3),
                birth: (
                    1945 + draw.below(55) as u16,
                    1 + draw.below(12) as u8,
                    1 + draw.below(28) as u8,
                ),
                town: towns[draw.below(towns.len())].replace('_', " "),
                number: 0,
                native_only: at >= first && at < first + native_only,
            };
            if at < first { &mut ofac } else { &mut un }.push(person);
        }
    }
    // Lists are not in the order of languages.
    for at in (3..ofac.len()).rev() {
        ofac.swap(at, 2 + draw.below(at - 1));
    }
    for at in (1..un.len()).rev() {
        un.swap(at, draw.below(at + 1));
    }
    for (at, person) in ofac.iter_mut().enumerate() {
        person.number = 90_001 + 3 * at as u32;
    }
    for (at, person) in un.iter_mut().enumerate() {
        person.number = 7_900_001 + at as u32;
    }
    (ofac, un)
}

/// The case that the whole is about, and his brother.
fn brothers() -> (Vec<Person>, Vec<Person>) {
    let one = |text: &str| Spelled::table(text).remove(0);
    let brother = |given: &str, birth| Person {
        language: &RUSSIAN,
        given: one(given),
        middle: Some(one("Максимович=Maksimovich")),
        family: one("Образцев=Obraztsyev"),
        on_file: 0,
        birth,
        town: "Tana-Yurt".to_owned(),
        number: 0,
        native_only: false,
    };
    let anton = brother("Антон=Anton", (1986, 10, 21));
    let egor = brother("Егор=Yegor/Egor/Jegor", (1993, 7, 22));
    (vec![anton, egor], Vec::new())
}
