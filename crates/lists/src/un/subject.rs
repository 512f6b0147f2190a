//! An individual or entity of the list, as a record.

use liaison_person::{
    Document, DocumentKind, Name, NameKind, PartialDate, Quality, Record, Schema, Sex, country_code,
};

use super::element::Element;
use crate::statement::{push_birth_date, push_birth_years, push_country, push_unique};

const NAME_PARTS: [&str; 4] = ["FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME"];
const PLACE_PARTS: [&str; 5] = ["STREET", "CITY", "STATE_PROVINCE", "ZIP_CODE", "COUNTRY"];

/// Reads one `INDIVIDUAL` or `ENTITY`; the reason where it has no identifier or name.
pub(super) fn record(element: &Element) -> Result<Record, String> {
    let person = element.name == "INDIVIDUAL";
    let id = element.text_of("DATAID").unwrap_or_default();
    if id.is_empty() || id.len() > 20 || !id.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return Err("a record has no `DATAID` of letters and digits".to_owned());
    }
    let schema = if person {
        Schema::Person
    } else {
        Schema::Organization
    };
    let mut record = Record::new(format!("un-{id}"), schema);
    let parts: Vec<&str> = NAME_PARTS
        .iter()
        .filter_map(|part| element.text_of(part))
        .collect();
    if parts.is_empty() {
        return Err(format!("record {id} has no name"));
    }
    record.add_name(Name::new(parts.join(" "), NameKind::Primary));
    if let Some(original) = element.text_of("NAME_ORIGINAL_SCRIPT") {
        record.add_name(Name::new(original, NameKind::OriginalScript));
    }
    for alias in element
        .children
        .iter()
        .filter(|c| c.name.ends_with("_ALIAS"))
    {
        read_alias(&mut record, alias);
    }
    for birth in element.all("INDIVIDUAL_DATE_OF_BIRTH") {
        read_birth(&mut record, birth);
    }
    for place in element.all("INDIVIDUAL_PLACE_OF_BIRTH") {
        push_unique(&mut record.birth_places, &joined(place));
        push_known(&mut record.countries, place.text_of("COUNTRY"));
        note(&mut record, "Place of birth", place.text_of("NOTE"));
    }
    for address in element
        .children
        .iter()
        .filter(|c| c.name.ends_with("_ADDRESS"))
    {
        push_unique(&mut record.addresses, &joined(address));
        push_known(&mut record.countries, address.text_of("COUNTRY"));
        note(&mut record, "Address", address.text_of("NOTE"));
    }
    for document in element.all("INDIVIDUAL_DOCUMENT") {
        read_document(&mut record, document);
    }
    for country in element.values("NATIONALITY") {
        push_country(&mut record.nationalities, country);
    }
    for position in element.values("TITLE").chain(element.values("DESIGNATION")) {
        push_unique(&mut record.positions, position);
    }
    record.sex = match element.text_of("GENDER") {
        Some("Male") => Some(Sex::Male),
        Some("Female") => Some(Sex::Female),
        _ => None,
    };
    push_unique(
        &mut record.programmes,
        element.text_of("UN_LIST_TYPE").unwrap_or_default(),
    );
    record.reference = element.text_of("REFERENCE_NUMBER").map(str::to_owned);
    record.listed_on = element.text_of("LISTED_ON").and_then(date);
    for comment in element
        .children
        .iter()
        .filter(|c| c.name.starts_with("COMMENTS"))
    {
        push_unique(&mut record.notes, &comment.text);
    }
    Ok(record)
}

/// An ISO date, with a time zone or without (`2001-10-08-04:00`).
fn date(text: &str) -> Option<PartialDate> {
    text.get(..10).unwrap_or(text).parse().ok()
}

fn joined(place: &Element) -> String {
    let parts: Vec<&str> = PLACE_PARTS
        .iter()
        .filter_map(|part| place.text_of(part))
        .collect();
    parts.join(", ")
}

fn push_known(countries: &mut Vec<String>, country: Option<&str>) {
    if let Some(country) = country {
        push_country(countries, country);
    }
}

fn note(record: &mut Record, about: &str, text: Option<&str>) {
    if let Some(text) = text {
        push_unique(&mut record.notes, &format!("{about}: {text}"));
    }
}

/// `QUALITY` is `Good` or `Low` for a person, `a.k.a.` or `f.k.a.` for an entity, or empty.
fn read_alias(record: &mut Record, alias: &Element) {
    let quality = match alias.text_of("QUALITY") {
        Some("Low" | "low") => Quality::Weak,
        _ => Quality::Strong,
    };
    let kind = match alias.text_of("QUALITY") {
        Some("f.k.a.") => NameKind::Former,
        _ => NameKind::Alias,
    };
    let Some(full) = alias.text_of("ALIAS_NAME") else {
        return;
    };
    record.add_name(Name {
        full: full.to_owned(),
        kind,
        quality,
    });
    note(record, full, alias.text_of("NOTE"));
    // A date and place under an alias are those of papers in that name; they are statements
    // about the person as much as his own.
    if let Some(birth) = alias.text_of("DATE_OF_BIRTH").and_then(date) {
        push_birth_date(record, birth);
        note(record, full, Some(&format!("date of birth {birth}")));
    }
    let place = [
        alias.text_of("CITY_OF_BIRTH"),
        alias.text_of("COUNTRY_OF_BIRTH"),
    ];
    let place: Vec<&str> = place.into_iter().flatten().collect();
    push_unique(&mut record.birth_places, &place.join(", "));
    push_known(&mut record.countries, alias.text_of("COUNTRY_OF_BIRTH"));
}

/// `EXACT` and `APPROXIMATELY` carry a `DATE` or `YEAR`, `BETWEEN` two years.
fn read_birth(record: &mut Record, birth: &Element) {
    let year = |name: &str| {
        birth
            .text_of(name)
            .and_then(|text| text.parse::<u16>().ok())
    };
    let kind = birth.text_of("TYPE_OF_DATE");
    let single = birth.text_of("DATE").or_else(|| birth.text_of("YEAR"));
    match single.and_then(date) {
        Some(known) => {
            push_birth_date(record, known);
            if kind == Some("APPROXIMATELY") {
                note(
                    record,
                    "Date of birth",
                    Some(&format!("approximately {known}")),
                );
            }
        }
        None => note(record, "Date of birth", single),
    }
    match (year("FROM_YEAR"), year("TO_YEAR")) {
        (Some(from), Some(to)) => {
            push_birth_years(record, from, to);
            note(
                record,
                "Date of birth",
                Some(&format!("between {from} and {to}")),
            );
        }
        (Some(only), None) | (None, Some(only)) => {
            push_birth_years(record, only, only);
        }
        (None, None) => {}
    }
    note(record, "Date of birth", birth.text_of("NOTE"));
}

fn read_document(record: &mut Record, document: &Element) {
    let stated = document
        .text_of("TYPE_OF_DOCUMENT2")
        .or_else(|| document.text_of("TYPE_OF_DOCUMENT"))
        .unwrap_or_default();
    let wanted = stated.to_lowercase();
    let holds = |words: &[&str]| words.iter().any(|word| wanted.contains(word));
    let kind = if holds(&["passport", "passeport", "pasaporte"]) {
        DocumentKind::Passport
    } else if holds(&["fiscal", "tax"]) {
        DocumentKind::TaxNumber
    } else if holds(&["identi", "national", "tazkira", "social security"]) {
        DocumentKind::NationalId
    } else {
        DocumentKind::Other
    };
    let country = document
        .text_of("ISSUING_COUNTRY")
        .or_else(|| document.text_of("COUNTRY_OF_ISSUE"));
    if let Some(number) = document.text_of("NUMBER") {
        let country = country.map(|text| country_code(text).unwrap_or(text).to_owned());
        let found = Document {
            kind,
            number: number.to_owned(),
            country,
        };
        if !record.documents.contains(&found) {
            record.documents.push(found);
        }
    }
    let about = document.text_of("NUMBER").unwrap_or(stated);
    let issued = document
        .text_of("DATE_OF_ISSUE")
        .map(|date| format!("issued {date}"));
    let details = [
        issued.as_deref(),
        document.text_of("CITY_OF_ISSUE"),
        document.text_of("NOTE"),
    ];
    for detail in details.into_iter().flatten() {
        note(record, about, Some(detail));
    }
}
