//! Remarks: statements between semicolons, each told by its first words.

use liaison_person::{
    Document, DocumentKind, Name, NameKind, Quality, Record, Schema, Sex, country_code,
};

use crate::statement::{
    date_in_words, push_birth_date, push_birth_years, push_country, push_unique,
};

/// What a document is called, and what it proves. Longer names stand before their beginnings.
const DOCUMENTS: [(&str, DocumentKind); 45] = [
    ("Diplomatic Passport", DocumentKind::Passport),
    ("Stateless Person Passport", DocumentKind::Passport),
    ("Passport Booklet:", DocumentKind::Passport),
    ("Passport Booklet", DocumentKind::Passport),
    ("Passport", DocumentKind::Passport),
    ("National ID No.", DocumentKind::NationalId),
    ("National Foreign ID Number", DocumentKind::NationalId),
    ("Tazkira National ID Card", DocumentKind::NationalId),
    ("Personal ID Card", DocumentKind::NationalId),
    ("Identification Number", DocumentKind::NationalId),
    ("Turkish Identification Number", DocumentKind::NationalId),
    ("Citizen's Card Number", DocumentKind::NationalId),
    ("Cedula No.", DocumentKind::NationalId),
    ("Cedula de Residencia", DocumentKind::NationalId),
    ("Cedula de Ciudadania", DocumentKind::NationalId),
    ("Numero de Identidad", DocumentKind::NationalId),
    ("D.N.I.", DocumentKind::NationalId),
    ("C.U.R.P. #", DocumentKind::NationalId),
    ("C.U.R.P.", DocumentKind::NationalId),
    ("C.U.I.P.", DocumentKind::NationalId),
    ("C.U.I.", DocumentKind::NationalId),
    ("LE Number", DocumentKind::NationalId),
    ("SSN", DocumentKind::NationalId),
    ("Residency Number", DocumentKind::NationalId),
    ("Tax ID No.", DocumentKind::TaxNumber),
    ("Italian Fiscal Code", DocumentKind::TaxNumber),
    ("R.F.C. #", DocumentKind::TaxNumber),
    ("R.F.C.", DocumentKind::TaxNumber),
    ("RFC", DocumentKind::TaxNumber),
    ("NIT #", DocumentKind::TaxNumber),
    ("RUC #", DocumentKind::TaxNumber),
    ("RIF #", DocumentKind::TaxNumber),
    ("RTN", DocumentKind::TaxNumber),
    ("C.U.I.T.", DocumentKind::TaxNumber),
    ("V.A.T. Number", DocumentKind::TaxNumber),
    ("US FEIN", DocumentKind::TaxNumber),
    (
        "Vessel Registration Identification",
        DocumentKind::Registration,
    ),
    (
        "Aircraft Construction Number (also called L/N or S/N or F/N)",
        DocumentKind::Registration,
    ),
    (
        "Aircraft Manufacturer's Serial Number (MSN)",
        DocumentKind::Registration,
    ),
    ("Aircraft Tail Number", DocumentKind::Registration),
    ("Registration Number", DocumentKind::Registration),
    ("Registration ID", DocumentKind::Registration),
    ("Company Number", DocumentKind::Registration),
    ("UK Company Number", DocumentKind::Registration),
    ("MMSI", DocumentKind::Other),
];

/// Statements that hold a number and yet name no document.
const NO_DOCUMENT: [&str; 16] = [
    "Additional Sanctions",
    "Secondary sanctions",
    "Executive Order",
    "CAATSA",
    "Transactions",
    "Linked To",
    "Phone",
    "Telephone",
    "Fax",
    "Email",
    "Website",
    "Digital Currency",
    "Member",
    "Organization",
    "Aircraft Mode",
    "Vessel Year",
];

/// Words that begin a statement of what somebody is or was.
const POSITIONS: [&str; 34] = [
    "Minister",
    "Deputy",
    "Vice",
    "Former",
    "First",
    "Director",
    "Head",
    "Chairman",
    "Chairperson",
    "Chief",
    "Commander",
    "Commanding",
    "Member",
    "President",
    "Prime",
    "General",
    "Major",
    "Brigadier",
    "Colonel",
    "Lieutenant",
    "Governor",
    "Managing",
    "Secretary",
    "Ambassador",
    "Officer",
    "Judge",
    "Senior",
    "Manager",
    "Leader",
    "Admiral",
    "Professor",
    "Dr.",
    "Sheikh",
    "Representative",
];

/// Words that end one.
const POSITION_ENDS: [&str; 5] = [
    "Official",
    "Representative",
    "Employee",
    "Officer",
    "indictee",
];

/// Reads a remark's statements into the record; those without a field of their own go to its
/// notes word for word.
pub(super) fn read(record: &mut Record, remarks: &str) {
    for whole in remarks.trim().split(';') {
        let whole = whole.trim();
        let statement = whole.strip_prefix("alt. ").unwrap_or(whole);
        let statement = unpunctuated(statement);
        if !statement.is_empty() && !known(record, statement) {
            push_unique(&mut record.notes, unpunctuated(whole));
        }
    }
}

/// Without the full stop that ends a remark, though not that of an abbreviation inside.
fn unpunctuated(text: &str) -> &str {
    text.strip_suffix('.').unwrap_or(text).trim()
}

fn known(record: &mut Record, statement: &str) -> bool {
    let after = |start: &str| statement.strip_prefix(start).map(str::trim);
    if let Some(date) = after("DOB ") {
        return birth(record, date);
    }
    if let Some(place) = after("POB ") {
        push_unique(&mut record.birth_places, place);
        if let Some(country) = place.rsplit(", ").next().and_then(country_code) {
            push_country(&mut record.countries, country);
        } else if let Some(country) = country_code(place) {
            push_country(&mut record.countries, country);
        }
        return true;
    }
    if let Some(country) = after("nationality ").or_else(|| after("citizen ")) {
        push_country(&mut record.nationalities, country);
        return true;
    }
    if let Some(sex) = after("Gender ") {
        record.sex = match sex {
            "Male" => Some(Sex::Male),
            "Female" => Some(Sex::Female),
            _ => return false,
        };
        return true;
    }
    for (start, kind) in [
        ("a.k.a.", NameKind::Alias),
        ("f.k.a.", NameKind::Former),
        ("n.k.a.", NameKind::Alias),
    ] {
        if let Some(name) = after(start) {
            record.add_name(Name {
                full: unquoted(name).to_owned(),
                kind,
                quality: Quality::Weak,
            });
            return true;
        }
    }
    if let Some(flag) = after("Vessel Flag ").or_else(|| after("Flag ")) {
        push_country(&mut record.countries, flag);
        return true;
    }
    if document(record, statement) {
        return true;
    }
    let position = record.schema == Schema::Person
        && (POSITIONS.iter().any(|word| statement.starts_with(word))
            || POSITION_ENDS.iter().any(|word| statement.ends_with(word)));
    if position {
        push_unique(&mut record.positions, statement);
    }
    position
}

/// The name between the outermost quotes; names hold apostrophes of their own.
fn unquoted(text: &str) -> &str {
    let text = text.strip_prefix('\'').unwrap_or(text);
    text.strip_suffix('\'').unwrap_or(text).trim()
}

/// `10 Dec 1948`, `Dec 1948`, `1948`, each `circa` or as both ends of a range (`to`, `-`).
///
/// What is less than a date also stands in the notes as given. True where nothing is left over.
fn birth(record: &mut Record, text: &str) -> bool {
    let date = text.strip_prefix("circa ").unwrap_or(text).trim();
    if let Some(known) = date_in_words(date) {
        push_birth_date(record, known);
        return date == text;
    }
    if let Some((from, to)) = date.split_once(" to ").or_else(|| date.split_once('-'))
        && let (Some(from), Some(to)) = (date_in_words(from), date_in_words(to))
    {
        push_birth_years(record, from.year(), to.year());
    }
    false
}

/// `NAME NUMBER (Country) issued DATE expires DATE`, the last three optional.
fn document(record: &mut Record, statement: &str) -> bool {
    let listed = DOCUMENTS.iter().find_map(|(name, kind)| {
        let rest = statement.strip_prefix(name)?;
        rest.starts_with(' ').then_some((*kind, rest.trim()))
    });
    let (kind, rest) = match listed {
        Some(found) => found,
        None => match unlisted(statement) {
            Some(rest) => (DocumentKind::Other, rest),
            None => return false,
        },
    };
    let until = [" issued ", " expires "]
        .iter()
        .filter_map(|word| rest.find(word))
        .min();
    let (stated, dates) = rest.split_at(until.unwrap_or(rest.len()));
    let (number, country) = issuer(stated.trim());
    // The dates have no field, and a document of an unlisted kind would lose its name.
    let complete = dates.is_empty() && listed.is_some();
    let document = Document {
        kind,
        number: number.strip_prefix("IMO ").unwrap_or(number).to_owned(),
        country: country.map(str::to_owned),
    };
    let useful =
        document.number.chars().any(|c| c.is_ascii_digit()) || kind == DocumentKind::Registration;
    if useful && !record.documents.contains(&document) {
        record.documents.push(document);
    }
    useful && complete
}

/// Splits off the issuing country in brackets, where it is one.
fn issuer(stated: &str) -> (&str, Option<&'static str>) {
    let bracket = stated.strip_suffix(')').and_then(|open| open.rfind('('));
    match bracket {
        Some(at) => match country_code(&stated[at + 1..stated.len() - 1]) {
            Some(country) => (stated[..at].trim(), Some(country)),
            None => (stated, None),
        },
        None => (stated, None),
    }
}

/// The number of a document whose name is in no table, told by an issuing country behind it.
fn unlisted(statement: &str) -> Option<&str> {
    if NO_DOCUMENT.iter().any(|start| statement.starts_with(start)) {
        return None;
    }
    let digit = |word: &str| word.bytes().any(|b| b.is_ascii_digit());
    let mut at = 0;
    for word in statement.split(' ') {
        if digit(word) {
            let rest = &statement[at..];
            let stated = rest.split(" issued ").next()?.split(" expires ").next()?;
            return issuer(stated.trim()).1.map(|_| rest);
        }
        at += word.len() + 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use liaison_person::{DocumentKind, Quality, Record, Schema, Sex};

    use super::read;

    fn record(remarks: &str) -> Record {
        let mut record = Record::new("x", Schema::Person);
        read(&mut record, remarks);
        record
    }

    fn dates(remarks: &str) -> Vec<String> {
        record(remarks)
            .birth_dates
            .iter()
            .map(ToString::to_string)
            .collect()
    }

    #[test]
    fn reads_every_form_of_a_date_of_birth() {
        assert_eq!(
            dates("DOB 10 Dec 1948; alt. DOB Dec 1949; alt. DOB 1950."),
            ["1948-12-10", "1949-12", "1950"]
        );
        assert_eq!(
            dates("DOB circa 1951; alt. DOB circa 02 Feb 1952."),
            ["1951", "1952-02-02"]
        );
        assert_eq!(dates("DOB 1960 to 1962."), ["1960", "1961", "1962"]);
        assert_eq!(dates("DOB circa 1960-1961."), ["1960", "1961"]);
        assert_eq!(dates("DOB 01 Jan 1960 to 31 Dec 1961."), ["1960", "1961"]);
        assert_eq!(dates("DOB Mar 1960 to Apr 1960."), ["1960"]);
        assert_eq!(record("DOB circa 1951.").notes, ["DOB circa 1951"]);
    }

    #[test]
    fn reads_who_somebody_is() {
        let read = record(
            "Minister of Bridges; DOB 1987; POB Obrazovka, Georgia; alt. POB Tana; nationality Georgia; \
             citizen Burma; Gender Male; a.k.a. ''ABD, Toha''; f.k.a. 'TOHA'; Linked To: NOBODY.",
        );
        assert_eq!(read.positions, ["Minister of Bridges"]);
        assert_eq!(read.birth_places, ["Obrazovka, Georgia", "Tana"]);
        assert_eq!(read.nationalities, ["ge", "mm"]);
        assert_eq!(read.sex, Some(Sex::Male));
        let names: Vec<&str> = read.names.iter().map(|n| n.full.as_str()).collect();
        assert_eq!(names, ["'ABD, Toha'", "TOHA"]);
        assert!(read.names.iter().all(|n| n.quality == Quality::Weak));
        assert_eq!(read.notes, ["Linked To: NOBODY"]);
    }

    #[test]
    fn reads_documents_with_their_country() {
        let read = record(
            "Passport D366 871 (Jordan); alt. Passport G0 issued 23 Jun 1999; SSN 523-33 (United States); \
             Tazkira 55 (Afghanistan); Phone 123 (Iran); Vessel Registration Identification IMO 9187629.",
        );
        let documents: Vec<_> = read
            .documents
            .iter()
            .map(|d| (d.kind, d.number.as_str(), d.country.as_deref()))
            .collect();
        assert_eq!(
            documents,
            [
                (DocumentKind::Passport, "D366 871", Some("jo")),
                (DocumentKind::Passport, "G0", None),
                (DocumentKind::NationalId, "523-33", Some("us")),
                (DocumentKind::Other, "55", Some("af")),
                (DocumentKind::Registration, "9187629", None),
            ]
        );
        assert!(
            read.notes
                .contains(&"alt. Passport G0 issued 23 Jun 1999".to_owned())
        );
    }
}
