//! The statements about one subject.

use std::fmt;

use liaison_text::Script;
use serde::{Deserialize, Serialize};

use crate::PartialDate;

/// What kind of subject a record describes, by its FollowTheMoney schema name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Schema {
    /// A natural person.
    Person,
    /// A company, body or group; FollowTheMoney's `Organization`, `Company`, `LegalEntity`
    /// and `PublicBody` are read as this.
    Organization,
    /// A ship.
    Vessel,
    /// An aircraft.
    Airplane,
}

impl Schema {
    /// The schema's name in FollowTheMoney.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Person => "Person",
            Self::Organization => "Organization",
            Self::Vessel => "Vessel",
            Self::Airplane => "Airplane",
        }
    }

    /// Reads a FollowTheMoney schema name; `None` where a record of it is not a subject that
    /// Liaison screens (addresses, sanctions, relations).
    pub fn from_ftm(name: &str) -> Option<Self> {
        Some(match name {
            "Person" => Self::Person,
            "Organization" | "Company" | "LegalEntity" | "PublicBody" => Self::Organization,
            "Vessel" => Self::Vessel,
            "Airplane" => Self::Airplane,
            _ => return None,
        })
    }
}

impl fmt::Display for Schema {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Which kind of name a statement gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NameKind {
    /// The name under which the list keeps the subject.
    Primary,
    /// Another name in use (also known as).
    Alias,
    /// A name formerly in use.
    Former,
    /// The name in its original script.
    OriginalScript,
}

/// How far the source trusts a name, in the words of the OFAC and UN lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Quality {
    /// Good enough to screen with (OFAC "strong", UN "good").
    Strong,
    /// Broad or unreliable: hits on it alone need care (OFAC "weak", UN "low").
    Weak,
}

/// One name as the source wrote it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Name {
    /// The name, character by character as given; `FAMILY, Given` keeps its comma.
    pub full: String,
    /// What kind of name it is.
    pub kind: NameKind,
    /// How far the source trusts it.
    pub quality: Quality,
}

impl Name {
    /// A strong name of the given kind.
    pub fn new(full: impl Into<String>, kind: NameKind) -> Self {
        Self {
            full: full.into(),
            kind,
            quality: Quality::Strong,
        }
    }

    /// The script that most letters of the name are written in.
    pub fn script(&self) -> Script {
        Script::of(&self.full)
    }
}

/// What a document proves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DocumentKind {
    /// A passport.
    Passport,
    /// A national identity card or number.
    NationalId,
    /// A taxpayer number.
    TaxNumber,
    /// A registration of a company, a ship (IMO number) or an aircraft.
    Registration,
    /// Any other identifier.
    Other,
}

/// An identity document or number.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Document {
    /// What it proves.
    pub kind: DocumentKind,
    /// The number as printed.
    pub number: String,
    /// Issuing country, ISO 3166-1 alpha-2 in lower case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
}

impl Document {
    /// The number in the form that is compared: ASCII letters upper-cased, digits kept,
    /// everything else dropped.
    pub fn key(&self) -> String {
        identifier_key(&self.number)
    }
}

/// An identifier in the form that is compared: letters upper-cased, digits kept, spaces and
/// punctuation dropped.
pub(crate) fn identifier_key(number: &str) -> String {
    number
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_uppercase)
        .collect()
}

/// Sex as stated in a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sex {
    /// Female.
    Female,
    /// Male.
    Male,
    /// Stated as neither.
    Other,
}

/// Everything one source states about one subject.
///
/// Lists keep the order of the source, without repeats.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// Identifier, unique within its list, stable between editions.
    pub id: String,
    /// What kind of subject it is.
    pub schema: Schema,
    /// Every name, the primary one first.
    pub names: Vec<Name>,
    /// Every stated date of birth.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub birth_dates: Vec<PartialDate>,
    /// Places of birth, as written.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub birth_places: Vec<String>,
    /// Nationalities, ISO 3166-1 alpha-2 in lower case; as written where no code is known.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub nationalities: Vec<String>,
    /// Other countries the subject is linked to (residence, registration, flag).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub countries: Vec<String>,
    /// Addresses, as written.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub addresses: Vec<String>,
    /// Identity documents and numbers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<Document>,
    /// Sex, where stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sex: Option<Sex>,
    /// Titles and positions, as written.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub positions: Vec<String>,
    /// Sanctions programmes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub programmes: Vec<String>,
    /// The list's own reference, such as `QDi.001` of the United Nations.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// Date of listing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub listed_on: Option<PartialDate>,
    /// Remarks that have no field of their own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

impl Record {
    /// An empty record.
    pub fn new(id: impl Into<String>, schema: Schema) -> Self {
        Self {
            id: id.into(),
            schema,
            names: Vec::new(),
            birth_dates: Vec::new(),
            birth_places: Vec::new(),
            nationalities: Vec::new(),
            countries: Vec::new(),
            addresses: Vec::new(),
            documents: Vec::new(),
            sex: None,
            positions: Vec::new(),
            programmes: Vec::new(),
            reference: None,
            listed_on: None,
            notes: Vec::new(),
        }
    }

    /// The name to show: the first one, or the identifier where there is none.
    pub fn caption(&self) -> &str {
        self.names.first().map_or(&self.id, |name| &name.full)
    }

    /// Keys under which the record's documents are found again ([`Document::key`]), sorted,
    /// without repeats; keys of fewer than four characters say too little and are left out.
    pub fn document_keys(&self) -> Vec<String> {
        let mut keys: Vec<String> = self.documents.iter().map(Document::key).collect();
        keys.retain(|key| key.chars().count() >= 4);
        keys.sort();
        keys.dedup();
        keys
    }

    /// Adds a name unless the same text of the same kind is there.
    pub fn add_name(&mut self, name: Name) {
        let known = |n: &Name| n.full == name.full && n.kind == name.kind;
        if !name.full.trim().is_empty() && !self.names.iter().any(known) {
            self.names.push(name);
        }
    }
}

/// Appends `value`, trimmed, unless it is empty or already there.
pub(crate) fn push_unique(values: &mut Vec<String>, value: &str) {
    let value = value.trim();
    if !value.is_empty() && !values.iter().any(|v| v == value) {
        values.push(value.to_owned());
    }
}
