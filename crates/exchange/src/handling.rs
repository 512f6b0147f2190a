//! Handling marks: who may read what was sent, and what for.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// Traffic Light Protocol 2.0 (FIRST, 2022); ordered from the widest audience to the narrowest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Tlp {
    /// No limit on disclosure.
    #[serde(rename = "CLEAR")]
    Clear,
    /// The recipient's community.
    #[serde(rename = "GREEN")]
    Green,
    /// The recipient's organisation and its clients, on a need-to-know basis.
    #[serde(rename = "AMBER")]
    Amber,
    /// The recipient's organisation only.
    #[serde(rename = "AMBER+STRICT")]
    AmberStrict,
    /// The named recipients only.
    #[serde(rename = "RED")]
    Red,
}

/// Europol handling codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum HandlingCode {
    /// To prevent and combat crime only.
    H0,
    /// Not in judicial proceedings without the provider's permission.
    H1,
    /// No dissemination without the provider's permission.
    H2,
    /// Other restrictions, stated in the text.
    H3,
}

/// The mark that a message carries. Text without a mark cannot be sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handling {
    /// Audience.
    pub tlp: Tlp,
    /// Permitted use.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub codes: Vec<HandlingCode>,
}

/// Why a text is not a handling mark.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is no handling mark; write one of CLEAR, GREEN, AMBER, AMBER+STRICT, RED, \
     and after a `/` any of H0 to H3, such as `AMBER/H1`"
)]
pub struct HandlingError(String);

impl fmt::Display for Tlp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Clear => "CLEAR",
            Self::Green => "GREEN",
            Self::Amber => "AMBER",
            Self::AmberStrict => "AMBER+STRICT",
            Self::Red => "RED",
        })
    }
}

impl fmt::Display for Handling {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TLP:{}", self.tlp)?;
        for code in &self.codes {
            write!(f, "/{code:?}")?;
        }
        Ok(())
    }
}

impl FromStr for Handling {
    type Err = HandlingError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let error = || HandlingError(text.chars().take(40).collect());
        let upper = text.trim().to_ascii_uppercase();
        let mut parts = upper.strip_prefix("TLP:").unwrap_or(&upper).split('/');
        let tlp = match parts.next().unwrap_or_default() {
            "CLEAR" => Tlp::Clear,
            "GREEN" => Tlp::Green,
            "AMBER" => Tlp::Amber,
            "AMBER+STRICT" => Tlp::AmberStrict,
            "RED" => Tlp::Red,
            _ => return Err(error()),
        };
        let mut codes = parts
            .map(|part| match part {
                "H0" => Ok(HandlingCode::H0),
                "H1" => Ok(HandlingCode::H1),
                "H2" => Ok(HandlingCode::H2),
                "H3" => Ok(HandlingCode::H3),
                _ => Err(error()),
            })
            .collect::<Result<Vec<_>, _>>()?;
        codes.sort();
        codes.dedup();
        Ok(Self { tlp, codes })
    }
}

#[cfg(test)]
mod tests {
    use super::Handling;

    #[test]
    fn reads_what_it_writes() {
        for text in ["TLP:CLEAR", "TLP:AMBER+STRICT/H1/H2", "TLP:RED"] {
            assert_eq!(text.parse::<Handling>().expect("a mark").to_string(), text);
        }
        assert!("AMBRE".parse::<Handling>().is_err());
    }
}
