//! Writes the second list in the United Nations' published form.

use super::{Draw, Person};

const GROUPS: [(&str, &str); 12] = [
    ("THE BROTHERHOOD OF INVENTED BRIDGES", ""),
    ("OBRAZOV FOUNDATION", "Фонд Образова"),
    ("AL-QAMH RELIEF SOCIETY", "جمعية القمح"),
    ("LEAGUE OF KATO MELADI", "Σύνδεσμος Κάτω Μελάδι"),
    ("GOLKUH MINING & TRADE", "معادن گلکوه"),
    ("EIN TAMARIM COMMITTEE", "ועד עין תמרים"),
    ("SHUANGLIN TRADING COMPANY", "双林贸易公司"),
    ("TIKHORECHYE RIFLE CLUB", ""),
    ("WADI ZAYTUN BRIGADE", "لواء وادي الزيتون"),
    ("VERKHNYAYA LIPA COLUMN", "Колонна Верхняя Липа"),
    ("BAIYUN SHIPPING", ""),
    ("HOUSE OF SHAKED", ""),
];

/// The one file.
pub(super) fn write(persons: &[Person], draw: &mut Draw) -> String {
    let mut xml = Xml(String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<CONSOLIDATED_LIST \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" \
         xsi:noNamespaceSchemaLocation=\"https://www.un.org/sc/resources/sc-sanctions.xsd\" \
         dateGenerated=\"2026-01-15T00:00:00.000Z\">\n  <INDIVIDUALS>\n",
    ));
    for (at, person) in persons.iter().enumerate() {
        individual(&mut xml, at, person, draw);
    }
    xml.0 += "  </INDIVIDUALS>\n  <ENTITIES>\n";
    for (at, (name, original)) in GROUPS.iter().enumerate() {
        entity(&mut xml, at, name, original);
    }
    xml.0 + "  </ENTITIES>\n</CONSOLIDATED_LIST>"
}

struct Xml(String);

impl Xml {
    fn open(&mut self, depth: usize, tag: &str) {
        self.0 += &format!("{}<{tag}>\n", "  ".repeat(depth));
    }

    fn close(&mut self, depth: usize, tag: &str) {
        self.0 += &format!("{}</{tag}>\n", "  ".repeat(depth));
    }

    /// An element with a text, or empty.
    fn text(&mut self, depth: usize, tag: &str, text: &str) {
        let indent = "  ".repeat(depth);
        if text.is_empty() {
            self.0 += &format!("{indent}<{tag}/>\n");
        } else {
            let text = text.replace('&', "&amp;").replace('<', "&lt;");
            self.0 += &format!("{indent}<{tag}>{text}</{tag}>\n");
        }
    }

    fn group(&mut self, tag: &str, fields: &[(&str, &str)]) {
        self.open(3, tag);
        for (name, text) in fields {
            self.text(4, name, text);
        }
        self.close(3, tag);
    }
}

fn individual(xml: &mut Xml, at: usize, person: &Person, draw: &mut Draw) {
    xml.open(2, "INDIVIDUAL");
    xml.text(3, "DATAID", &person.number.to_string());
    xml.text(3, "VERSIONNUM", "1");
    let spelled = |native: &[String], latin: &str| {
        if person.native_only {
            native[0].clone()
        } else {
            latin.to_owned()
        }
    };
    let on_file = person.on_file;
    let mut parts = vec![spelled(&person.given.native, person.given.latin(on_file))];
    if let Some(middle) = &person.middle {
        parts.push(spelled(&middle.native, middle.latin(on_file)));
    }
    parts.push(spelled(&person.family.native, person.family.latin(on_file)));
    for (part, tag) in parts
        .iter()
        .zip(["FIRST_NAME", "SECOND_NAME", "THIRD_NAME"])
    {
        xml.text(3, tag, part);
    }
    xml.text(3, "UN_LIST_TYPE", "Invented");
    xml.text(3, "REFERENCE_NUMBER", &format!("INi.{:03}", at + 1));
    xml.text(
        3,
        "LISTED_ON",
        &format!("20{:02}-0{}-1{}", 5 + at % 18, 1 + at % 9, at % 10),
    );
    if draw.one_in(3) {
        xml.text(3, "GENDER", "Male");
    }
    if !person.native_only {
        xml.text(3, "NAME_ORIGINAL_SCRIPT", &person.native());
    }
    xml.text(
        3,
        "COMMENTS1",
        &format!("Invented. Said to keep a shop in {}.", person.town),
    );
    if draw.one_in(4) {
        xml.group(
            "DESIGNATION",
            &[("VALUE", "Keeper of the seal"), ("VALUE", "Harbour master")],
        );
    }
    if draw.one_in(3) {
        xml.group("NATIONALITY", &[("VALUE", person.language.country.1)]);
    }
    xml.group("LIST_TYPE", &[("VALUE", "UN List")]);
    xml.group("LAST_DAY_UPDATED", &[("VALUE", "2025-11-03")]);
    aliases(xml, person, draw);
    xml.group(
        "INDIVIDUAL_ADDRESS",
        &[
            ("CITY", &person.town),
            ("COUNTRY", person.language.country.1),
        ],
    );
    birth(xml, at, person);
    xml.group(
        "INDIVIDUAL_PLACE_OF_BIRTH",
        &[("CITY", &person.town), ("COUNTRY", "")],
    );
    if draw.one_in(3) {
        let number = format!("UN{:06}", draw.below(999_999));
        xml.group(
            "INDIVIDUAL_DOCUMENT",
            &[
                ("TYPE_OF_DOCUMENT", "Passport"),
                ("NUMBER", &number),
                ("ISSUING_COUNTRY", person.language.country.1),
                ("DATE_OF_ISSUE", "2009-02-01"),
            ],
        );
    } else {
        xml.text(3, "INDIVIDUAL_DOCUMENT", "");
    }
    xml.text(3, "SORT_KEY", "");
    xml.text(3, "SORT_KEY_LAST_MOD", "");
    xml.close(2, "INDIVIDUAL");
}

fn aliases(xml: &mut Xml, person: &Person, draw: &mut Draw) {
    if person.native_only || draw.one_in(2) {
        xml.group("INDIVIDUAL_ALIAS", &[("QUALITY", ""), ("ALIAS_NAME", "")]);
    } else {
        let other = person.on_file + 1;
        let alias = format!(
            "{} {}",
            person.given.latin(other),
            person.family.latin(other)
        );
        xml.group(
            "INDIVIDUAL_ALIAS",
            &[("QUALITY", "Good"), ("ALIAS_NAME", &alias)],
        );
        if draw.one_in(3) {
            let nickname = format!("Abu {}", person.given.latin(other));
            xml.group(
                "INDIVIDUAL_ALIAS",
                &[("QUALITY", "Low"), ("ALIAS_NAME", &nickname)],
            );
        }
    }
}

fn birth(xml: &mut Xml, at: usize, person: &Person) {
    let year = person.birth.0.to_string();
    let (from, to) = (
        (person.birth.0 - 1).to_string(),
        (person.birth.0 + 1).to_string(),
    );
    let date = person.birth_date();
    let stated: &[(&str, &str)] = match at % 6 {
        0 => &[("TYPE_OF_DATE", "APPROXIMATELY"), ("YEAR", &year)],
        1 => &[
            ("TYPE_OF_DATE", "BETWEEN"),
            ("FROM_YEAR", &from),
            ("TO_YEAR", &to),
        ],
        2 => &[("TYPE_OF_DATE", "EXACT"), ("YEAR", &year)],
        _ => &[("TYPE_OF_DATE", "EXACT"), ("DATE", &date)],
    };
    xml.group("INDIVIDUAL_DATE_OF_BIRTH", stated);
}

fn entity(xml: &mut Xml, at: usize, name: &str, original: &str) {
    xml.open(2, "ENTITY");
    xml.text(3, "DATAID", &(7_990_001 + at).to_string());
    xml.text(3, "VERSIONNUM", "1");
    xml.text(3, "FIRST_NAME", name);
    xml.text(3, "UN_LIST_TYPE", "Invented");
    xml.text(3, "REFERENCE_NUMBER", &format!("INe.{:03}", at + 1));
    xml.text(3, "LISTED_ON", "2014-06-30");
    if !original.is_empty() {
        xml.text(3, "NAME_ORIGINAL_SCRIPT", original);
    }
    xml.text(3, "COMMENTS1", "Invented.");
    xml.group("LIST_TYPE", &[("VALUE", "UN List")]);
    let first: String = name
        .split(' ')
        .filter_map(|word| word.chars().next())
        .collect();
    xml.group(
        "ENTITY_ALIAS",
        &[("QUALITY", "a.k.a."), ("ALIAS_NAME", &first)],
    );
    if at.is_multiple_of(3) {
        xml.group(
            "ENTITY_ALIAS",
            &[
                ("QUALITY", "f.k.a."),
                ("ALIAS_NAME", &format!("NEW {name}")),
            ],
        );
    }
    xml.group(
        "ENTITY_ADDRESS",
        &[("CITY", "Tikhorechye"), ("COUNTRY", "Kazakhstan")],
    );
    xml.text(3, "SORT_KEY", "");
    xml.text(3, "SORT_KEY_LAST_MOD", "");
    xml.close(2, "ENTITY");
}
