//! What one reading of a list gives.

use std::{collections::BTreeMap, fmt, str::FromStr};

use liaison_person::Record;
use sha2::{Digest, Sha256};

use crate::Error;

/// The kinds of list that can be read, one reader each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// OFAC's Specially Designated Nationals, the published CSV set.
    Ofac,
    /// The United Nations Security Council consolidated list, XML.
    Un,
    /// FollowTheMoney entities, JSON lines.
    Ftm,
}

impl Kind {
    /// Every kind, in the order in which they are listed to users.
    pub const ALL: [Self; 3] = [Self::Ofac, Self::Un, Self::Ftm];

    /// The identifier under which a list of this kind is kept unless another is given;
    /// `None` for FollowTheMoney, whose lines or file name say it (see [`Edition::id`]).
    pub fn default_id(self) -> Option<&'static str> {
        match self {
            Self::Ofac => Some("us_ofac_sdn"),
            Self::Un => Some("un_sc_sanctions"),
            Self::Ftm => None,
        }
    }

    fn as_str(self) -> &'static str {
        match self {
            Self::Ofac => "ofac",
            Self::Un => "un",
            Self::Ftm => "ftm",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for Kind {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        Self::ALL
            .into_iter()
            .find(|kind| text.eq_ignore_ascii_case(kind.as_str()))
            .ok_or_else(|| Error::Kind(text.chars().take(40).collect()))
    }
}

/// How far the reading has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Bytes read of all files together.
    pub bytes_read: u64,
    /// Size of all files together, in bytes.
    pub bytes_total: u64,
    /// Records read so far.
    pub records: usize,
}

/// A list as it was published at one time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edition {
    /// Which reader read it.
    pub kind: Kind,
    /// The identifier to keep the list under: [`Kind::default_id`], or for FollowTheMoney the
    /// one `datasets` entry that all lines share, else the file's name without its ending.
    pub id: String,
    /// SHA-256 of the files one after the other, in lower-case hexadecimal. OFAC's set counts
    /// in the order `sdn.csv alt.csv add.csv sdn_comments.csv`.
    pub digest: String,
    /// The records, in the order of the file. Identifiers are unique.
    pub records: Vec<Record>,
    /// How many values of protected properties (ethnicity, religion, politics) were dropped.
    pub protected_dropped: usize,
    /// Entities that are no subject of screening, counted by schema.
    pub skipped: BTreeMap<String, usize>,
}

/// What changed from one edition to the next: identifiers, sorted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Difference {
    /// In the new edition only.
    pub added: Vec<String>,
    /// In both, with another [`digest`].
    pub changed: Vec<String>,
    /// In the old edition only.
    pub removed: Vec<String>,
}

/// SHA-256 of a record's JSON, in lower-case hexadecimal: equal while nothing changed.
#[expect(clippy::missing_panics_doc, reason = "a record always is JSON")]
pub fn digest(record: &Record) -> String {
    let json = serde_json::to_vec(record).expect("a record holds only texts, numbers and lists");
    hex::encode(Sha256::digest(json))
}

/// Compares two editions, each given as identifiers and [`digest`]s.
pub fn difference(old: &BTreeMap<String, String>, new: &BTreeMap<String, String>) -> Difference {
    let mut difference = Difference::default();
    for (id, digest) in new {
        match old.get(id) {
            None => difference.added.push(id.clone()),
            Some(before) if before != digest => difference.changed.push(id.clone()),
            Some(_) => {}
        }
    }
    let gone = old.keys().filter(|id| !new.contains_key(*id));
    difference.removed = gone.cloned().collect();
    difference
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{Kind, difference};

    #[test]
    fn a_kind_is_read_as_it_is_shown() {
        for kind in Kind::ALL {
            assert_eq!(kind.to_string().parse::<Kind>().expect("a kind"), kind);
        }
        assert!("xml".parse::<Kind>().is_err());
    }

    #[test]
    fn tells_added_changed_and_removed_apart() {
        let edition = |entries: &[(&str, &str)]| -> BTreeMap<String, String> {
            let own = |(id, digest): &(&str, &str)| ((*id).to_owned(), (*digest).to_owned());
            entries.iter().map(own).collect()
        };
        let old = edition(&[("a", "1"), ("b", "1"), ("c", "1")]);
        let new = edition(&[("b", "2"), ("c", "1"), ("d", "1")]);
        let found = difference(&old, &new);
        assert_eq!(found.added, ["d"]);
        assert_eq!(found.changed, ["b"]);
        assert_eq!(found.removed, ["a"]);
    }
}
