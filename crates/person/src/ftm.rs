//! FollowTheMoney entities, one JSON object each, in and out.
//!
//! The model is that of <https://followthemoney.tech>: `id`, `schema`, and `properties` that
//! each hold a list of strings. Properties that state ethnicity, religion or political opinion
//! are dropped on reading and counted; they reach neither the record nor the index.

use serde_json::{Map, Value, json};

use crate::{
    Document, DocumentKind, Name, NameKind, PartialDate, Quality, Record, Schema, Sex,
    country_code, record::push_unique,
};

/// Properties that are never kept: Directive (EU) 2016/680 Art. 10, special categories.
const PROTECTED: [&str; 3] = ["ethnicity", "religion", "political"];

/// Properties that hold the parts of a name, joined where no whole name is given.
const NAME_PARTS: [&str; 5] = [
    "firstName",
    "secondName",
    "middleName",
    "fatherName",
    "lastName",
];

/// Document properties and what they prove.
const DOCUMENTS: [(&str, DocumentKind); 10] = [
    ("passportNumber", DocumentKind::Passport),
    ("idNumber", DocumentKind::NationalId),
    ("socialSecurityNumber", DocumentKind::NationalId),
    ("taxNumber", DocumentKind::TaxNumber),
    ("innCode", DocumentKind::TaxNumber),
    ("registrationNumber", DocumentKind::Registration),
    ("imoNumber", DocumentKind::Registration),
    ("leiCode", DocumentKind::Registration),
    ("ogrnCode", DocumentKind::Registration),
    ("mmsi", DocumentKind::Other),
];

/// Why a line is not an entity that can be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The line is not JSON; the reason names the column.
    #[error("not a JSON object: {0}")]
    Json(#[from] serde_json::Error),
    /// A field is missing or has the wrong type; give it as the message says.
    #[error("`{field}` {reason}")]
    Field {
        /// The field's name.
        field: String,
        /// What is wrong with it.
        reason: &'static str,
    },
    /// The schema is none that is screened (an address, a relation, a sanction): skip the line.
    #[error("schema `{0}` is not a person, an organisation, a vessel or an aircraft")]
    OtherSchema(String),
}

/// What one line gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parsed {
    /// The record.
    pub record: Record,
    /// How many values of protected properties were dropped.
    pub dropped: usize,
    /// The `datasets` that the line names itself, if any.
    pub datasets: Vec<String>,
}

/// Reads one entity.
pub fn parse(line: &str) -> Result<Parsed, Error> {
    from_value(&serde_json::from_str(line)?)
}

/// Reads one entity that is already JSON.
pub fn from_value(entity: &Value) -> Result<Parsed, Error> {
    let text = |field: &str| {
        entity
            .get(field)
            .and_then(Value::as_str)
            .filter(|t| !t.trim().is_empty())
            .ok_or_else(|| Error::Field {
                field: field.to_owned(),
                reason: "is missing; it must be a text that is not empty",
            })
    };
    let schema_name = text("schema")?;
    let id = text("id")?;
    let schema =
        Schema::from_ftm(schema_name).ok_or_else(|| Error::OtherSchema(schema_name.to_owned()))?;
    let empty = Map::new();
    let properties = match entity.get("properties") {
        None | Some(Value::Null) => &empty,
        Some(Value::Object(map)) => map,
        Some(_) => {
            return Err(Error::Field {
                field: "properties".to_owned(),
                reason: "must be an object of property names and lists of texts",
            });
        }
    };
    let mut record = Record::new(id, schema);
    let dropped = PROTECTED
        .iter()
        .map(|p| values(properties, p).count())
        .sum();
    read_names(&mut record, properties);
    read_facts(&mut record, properties);
    let datasets = entity.get("datasets").and_then(Value::as_array);
    let datasets = datasets
        .into_iter()
        .flatten()
        .filter_map(|d| d.as_str().map(str::to_owned))
        .collect();
    Ok(Parsed {
        record,
        dropped,
        datasets,
    })
}

/// The texts of a property, given as a list or as a single text; numbers count as texts.
fn values<'a>(
    properties: &'a Map<String, Value>,
    name: &str,
) -> impl Iterator<Item = String> + use<'a> {
    let list: &'a [Value] = match properties.get(name) {
        Some(Value::Array(list)) => list,
        Some(single) => std::slice::from_ref(single),
        None => &[],
    };
    list.iter().filter_map(|value| match value {
        Value::String(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    })
}

fn read_names(record: &mut Record, properties: &Map<String, Value>) {
    let groups = [
        ("name", NameKind::Primary, Quality::Strong),
        ("alias", NameKind::Alias, Quality::Strong),
        ("previousName", NameKind::Former, Quality::Strong),
        ("weakAlias", NameKind::Alias, Quality::Weak),
    ];
    for (property, kind, quality) in groups {
        for full in values(properties, property) {
            record.add_name(Name {
                full,
                kind,
                quality,
            });
        }
    }
    if record.names.is_empty() {
        let parts: Vec<String> = NAME_PARTS
            .iter()
            .flat_map(|part| values(properties, part))
            .collect();
        record.add_name(Name::new(parts.join(" "), NameKind::Primary));
    }
}

fn read_facts(record: &mut Record, properties: &Map<String, Value>) {
    for text in values(properties, "birthDate") {
        match text.parse::<PartialDate>() {
            Ok(date) if !record.birth_dates.contains(&date) => record.birth_dates.push(date),
            Ok(_) => {}
            Err(_) => push_unique(
                &mut record.notes,
                &format!("Date of birth as given: {text}"),
            ),
        }
    }
    let fold = |text: String| country_code(&text).map_or(text, str::to_owned);
    for text in values(properties, "nationality").chain(values(properties, "citizenship")) {
        push_unique(&mut record.nationalities, &fold(text));
    }
    for property in ["country", "jurisdiction", "birthCountry", "flag"] {
        for text in values(properties, property) {
            push_unique(&mut record.countries, &fold(text));
        }
    }
    let plain: [(&[&str], &mut Vec<String>); 5] = [
        (&["birthPlace"], &mut record.birth_places),
        (&["address"], &mut record.addresses),
        (&["position", "title"], &mut record.positions),
        (&["program"], &mut record.programmes),
        (&["notes"], &mut record.notes),
    ];
    for (properties_read, target) in plain {
        for text in properties_read
            .iter()
            .flat_map(|name| values(properties, name))
        {
            push_unique(target, &text);
        }
    }
    for (property, kind) in DOCUMENTS {
        for number in values(properties, property) {
            let document = Document {
                kind,
                number,
                country: None,
            };
            if !record.documents.contains(&document) {
                record.documents.push(document);
            }
        }
    }
    record.sex = values(properties, "gender").find_map(|text| match text.as_str() {
        "female" | "f" | "F" | "Female" => Some(Sex::Female),
        "male" | "m" | "M" | "Male" => Some(Sex::Male),
        "other" | "Other" => Some(Sex::Other),
        _ => None,
    });
    record.reference = values(properties, "referenceNumber").next();
}

/// Writes a record as a FollowTheMoney entity, every name as kept.
///
/// Weak names go to `weakAlias`, formerly used ones to `previousName`; a document keeps its
/// number (FollowTheMoney has no issuing country beside a plain number).
pub fn to_value(record: &Record, datasets: &[String]) -> Value {
    let mut properties = Map::new();
    let mut put = |name: &str, value: &str| {
        let list = properties
            .entry(name.to_owned())
            .or_insert_with(|| json!([]));
        if let Value::Array(list) = list
            && !list.iter().any(|v| v == value)
        {
            list.push(json!(value));
        }
    };
    for name in &record.names {
        let property = match (name.quality, name.kind) {
            (Quality::Weak, _) => "weakAlias",
            (_, NameKind::Primary) => "name",
            (_, NameKind::Former) => "previousName",
            (_, NameKind::Alias | NameKind::OriginalScript) => "alias",
        };
        put(property, &name.full);
    }
    for date in &record.birth_dates {
        put("birthDate", &date.to_string());
    }
    let person = record.schema == Schema::Person;
    let plain: [(&str, &Vec<String>); 7] = [
        ("birthPlace", &record.birth_places),
        (
            if person { "nationality" } else { "country" },
            &record.nationalities,
        ),
        ("country", &record.countries),
        ("address", &record.addresses),
        ("position", &record.positions),
        ("program", &record.programmes),
        ("notes", &record.notes),
    ];
    for (name, texts) in plain {
        for text in texts {
            put(name, text);
        }
    }
    for document in &record.documents {
        let property = match document.kind {
            DocumentKind::Passport => "passportNumber",
            DocumentKind::NationalId | DocumentKind::Other => "idNumber",
            DocumentKind::TaxNumber => "taxNumber",
            DocumentKind::Registration => "registrationNumber",
        };
        put(property, &document.number);
    }
    if let Some(sex) = record.sex {
        let text = match sex {
            Sex::Female => "female",
            Sex::Male => "male",
            Sex::Other => "other",
        };
        put("gender", text);
    }
    if let Some(reference) = &record.reference {
        put("referenceNumber", reference);
    }
    json!({
        "id": record.id,
        "caption": record.caption(),
        "schema": record.schema.as_str(),
        "properties": properties,
        "datasets": datasets,
    })
}

#[cfg(test)]
mod tests {
    use super::{Error, parse, to_value};
    use crate::{Quality, Record};

    const LINE: &str = r#"{"id":"x-1","schema":"Person","properties":{
        "name":["OBRAZTSEV, Anton"],"alias":["Образцев Антон"],"weakAlias":["Toha"],
        "birthDate":["1986-10-21","1987"],"nationality":["ru"],"passportNumber":["71 0012"],
        "religion":["x"],"ethnicity":["y","z"],"gender":["male"]}}"#;

    #[test]
    fn drops_and_counts_protected_properties() {
        let parsed = parse(LINE).expect("reads");
        assert_eq!(parsed.dropped, 3);
        let kept = serde_json::to_string(&parsed.record).expect("writes");
        assert!(!kept.contains("\"y\"") && !kept.contains("religion"));
    }

    #[test]
    fn comes_back_as_it_went() {
        let record: Record = parse(LINE).expect("reads").record;
        assert_eq!(record.names[2].quality, Quality::Weak);
        let again = parse(&to_value(&record, &["demo".to_owned()]).to_string()).expect("reads");
        assert_eq!(again.record, record);
        assert_eq!(again.datasets, ["demo"]);
    }

    #[test]
    fn tells_other_schemata_from_broken_lines() {
        let address = r#"{"id":"a","schema":"Address","properties":{}}"#;
        assert!(matches!(parse(address), Err(Error::OtherSchema(s)) if s == "Address"));
        assert!(matches!(parse("{\"id\":"), Err(Error::Json(_))));
        assert!(
            matches!(parse("{\"schema\":\"Person\"}"), Err(Error::Field { field, .. }) if field == "id")
        );
    }
}
