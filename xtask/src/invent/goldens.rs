//! Writes the search goldens: what is asked, and who must be found.
//!
//! Columns: query, date of birth or `-`, identifier, dataset; tab-separated, no header. In a
//! script's file stand first persons asked for in that script whose record is Latin, then
//! persons asked for in Latin whose record holds their own script only.

use super::{Draw, Person};

/// Rows of each direction of one language.
const ROWS: usize = 32;

const OFAC: &str = "us_ofac_sdn";
const UN: &str = "un_sc_sanctions";

/// The five files.
pub(super) fn write(ofac: &[Person], un: &[Person], draw: &mut Draw) -> Vec<(String, String)> {
    let everybody: Vec<&Person> = ofac.iter().chain(un).collect();
    let mut files = Vec::new();
    for script in ["cyrl", "grek", "arab", "hebr"] {
        let mut text = String::new();
        if script == "cyrl" {
            text += "Образцев Антон\t1986-10-21\tsdn-90001\tus_ofac_sdn\n";
            text += "Егор Максимович Образцев\t1993-07-22\tsdn-90004\tus_ofac_sdn\n";
        }
        // The brothers stand first on the list and have rows of their own.
        let of_script = ofac.iter().skip(2).filter(|p| p.language.golden == script);
        for (at, person) in of_script.take(ROWS).enumerate() {
            let birth = birth(at, person);
            let query = native_query(at, person, &everybody);
            text += &format!("{query}\t{birth}\tsdn-{}\t{OFAC}\n", person.number);
        }
        let reverse = un
            .iter()
            .filter(|p| p.language.golden == script && p.native_only);
        for (at, person) in reverse.enumerate() {
            let query = latin_query(at, person, 1 + draw.below(2), &everybody);
            text += &format!(
                "{query}\t{}\tun-{}\t{UN}\n",
                birth(at + 1, person),
                person.number
            );
        }
        files.push((format!("names/{script}.tsv"), text));
    }
    let mut text = String::new();
    let latin = ofac.iter().skip(2).filter(|p| p.language.golden == "latn");
    let others = ofac
        .iter()
        .skip(2)
        .filter(|p| p.language.golden != "latn")
        .step_by(7);
    for (at, person) in latin.chain(others).enumerate() {
        // The two spellings after the one on file: the next one may be an alias, the last is not.
        let query = latin_query(at, person, person.on_file + 2, &everybody);
        text += &format!(
            "{query}\t{}\tsdn-{}\t{OFAC}\n",
            birth(at, person),
            person.number
        );
    }
    files.push(("names/latn.tsv".to_owned(), text));
    files
}

/// Asked with the whole date, its month, its year or none.
fn birth(at: usize, person: &Person) -> String {
    let whole = person.birth_date();
    match at % 6 {
        1 | 4 => "-".to_owned(),
        2 => whole[..4].to_owned(),
        5 => whole[..7].to_owned(),
        _ => whole,
    }
}

fn native_query(at: usize, person: &Person, everybody: &[&Person]) -> String {
    let last = |spellings: &[String]| spellings.last().cloned().unwrap_or_default();
    let (given, family) = (&person.given.native[0], &person.family.native[0]);
    match at % 6 {
        0 => format!("{given} {family}"),
        1 => format!("{family} {given}"),
        2 => format!(
            "{} {}",
            last(&person.given.native),
            last(&person.family.native)
        ),
        3 if initial_is_enough(person, everybody) => format!("{family} {}.", initial(given)),
        4 => person.native().to_uppercase(),
        _ => format!("{} {given}", last(&person.family.native)).to_lowercase(),
    }
}

fn latin_query(at: usize, person: &Person, spelling: usize, everybody: &[&Person]) -> String {
    let (given, family) = (person.given.latin(spelling), person.family.latin(spelling));
    match at % 6 {
        0 => format!("{given} {family}"),
        1 => format!("{family}, {given}"),
        2 => format!("{family} {given}").to_uppercase(),
        3 if initial_is_enough(person, everybody) => format!("{}. {family}", initial(given)),
        4 => match &person.middle {
            Some(middle) => format!("{given} {} {family}", middle.latin(spelling)),
            None => format!("{given} {family}").to_lowercase(),
        },
        _ => format!("{family} {given}"),
    }
}

fn initial(name: &str) -> String {
    name.chars().take(1).collect()
}

/// Whether nobody else of this family name has a given name that may begin like this one.
fn initial_is_enough(person: &Person, everybody: &[&Person]) -> bool {
    let initials = |person: &Person| -> Vec<String> {
        let names = person.given.native.iter().chain(&person.given.latin);
        names.map(|name| initial(name)).collect()
    };
    let own = initials(person);
    let alike = |other: &&&Person| {
        other.family.native == person.family.native
            && initials(other).iter().any(|initial| own.contains(initial))
    };
    everybody.iter().filter(alike).count() == 1
}
