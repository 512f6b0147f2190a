//! The key card: all that a partner must know of an office, as a small text file.
//!
//! ```text
//! liaison key card v1
//! name: Coordination Desk of Arvenia
//! code: AV-NCB
//! address: https://desk.example:8471
//! signing-key: ed25519:cr0h...
//! encryption: age1...
//! tls: sha256:5f3a...
//! fingerprint: 01234 56789 ...
//! ```
//!
//! The card travels by any way; before it is used, two people who know each other's voice read
//! the fingerprint to each other. It covers the code and every key on the card.

use std::{fmt, str::FromStr};

use liaison_seal::{Recipient, VerifyingKey, fingerprint};

/// First line of every card.
const HEADING: &str = "liaison key card v1";
/// A card is a page of text; anything longer is something else.
const MAX_BYTES: usize = 16 * 1024;

/// A key card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyCard {
    /// The office's name for people.
    pub name: String,
    /// Its code: capital letters, digits and hyphens, such as `AV-NCB`.
    pub code: String,
    /// Where its partner inbox answers, as `https://host:port`; none where it works by file.
    pub addresses: Vec<String>,
    /// Ed25519 key that signs its messages, receipts and checkpoints.
    pub signing_key: VerifyingKey,
    /// X25519 age recipient that messages to it are encrypted to.
    pub encryption: Recipient,
    /// SHA-256 of its TLS certificate (DER) in hex, 64 digits.
    pub tls: String,
}

/// Why a text is not a key card.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CardError {
    /// Another kind of file.
    #[error("not a key card: the first line must be `{HEADING}`")]
    Heading,
    /// More than a card can hold.
    #[error("not a key card: longer than {MAX_BYTES} bytes")]
    TooLong,
    /// A line that cannot be read; ask the partner for the card again.
    #[error("line {line} of the key card: {reason}")]
    Line {
        /// Its number, from 1.
        line: usize,
        /// What is wrong.
        reason: String,
    },
    /// A line is missing; ask the partner for the card again.
    #[error("the key card has no `{0}` line")]
    Missing(&'static str),
    /// The fingerprint does not fit the keys: the card was altered or mistyped.
    #[error("the fingerprint does not fit the keys on the card: it was altered or mistyped")]
    Fingerprint,
}

impl KeyCard {
    /// The number groups that two people read to each other.
    pub fn fingerprint(&self) -> String {
        let key = self.signing_key.to_string();
        let recipient = self.encryption.to_string();
        fingerprint(&[
            self.code.as_bytes(),
            key.as_bytes(),
            recipient.as_bytes(),
            self.tls.as_bytes(),
        ])
    }
}

/// Whether `code` can name an office: 2 to 32 capital letters, digits and inner hyphens.
pub fn valid_code(code: &str) -> bool {
    let inner = |b: u8| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'-';
    (2..=32).contains(&code.len())
        && code.bytes().all(inner)
        && !code.starts_with('-')
        && !code.ends_with('-')
}

impl fmt::Display for KeyCard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{HEADING}")?;
        writeln!(f, "name: {}", self.name)?;
        writeln!(f, "code: {}", self.code)?;
        for address in &self.addresses {
            writeln!(f, "address: {address}")?;
        }
        writeln!(f, "signing-key: ed25519:{}", self.signing_key)?;
        writeln!(f, "encryption: {}", self.encryption)?;
        writeln!(f, "tls: sha256:{}", self.tls)?;
        writeln!(f, "fingerprint: {}", self.fingerprint())
    }
}

impl FromStr for KeyCard {
    type Err = CardError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.len() > MAX_BYTES {
            return Err(CardError::TooLong);
        }
        let text = text.trim_start_matches('\u{feff}');
        let mut lines = text.lines().enumerate();
        if lines.next().map(|(_, line)| line.trim()) != Some(HEADING) {
            return Err(CardError::Heading);
        }
        let mut fields = Fields::default();
        for (index, line) in lines.filter(|(_, line)| !line.trim().is_empty()) {
            fields.read(line).map_err(|reason| CardError::Line {
                line: index + 1,
                reason,
            })?;
        }
        let Fields {
            name,
            code,
            addresses,
            signing_key,
            encryption,
            tls,
            fingerprint,
        } = fields;
        let card = Self {
            name: name.ok_or(CardError::Missing("name"))?,
            code: code.ok_or(CardError::Missing("code"))?,
            addresses,
            signing_key: signing_key.ok_or(CardError::Missing("signing-key"))?,
            encryption: encryption.ok_or(CardError::Missing("encryption"))?,
            tls: tls.ok_or(CardError::Missing("tls"))?,
        };
        let printed = fingerprint.ok_or(CardError::Missing("fingerprint"))?;
        let digits = |text: &str| text.split_whitespace().collect::<String>();
        if digits(&printed) != digits(&card.fingerprint()) {
            return Err(CardError::Fingerprint);
        }
        Ok(card)
    }
}

/// The lines of a card as far as they were read.
#[derive(Default)]
struct Fields {
    name: Option<String>,
    code: Option<String>,
    addresses: Vec<String>,
    signing_key: Option<VerifyingKey>,
    encryption: Option<Recipient>,
    tls: Option<String>,
    fingerprint: Option<String>,
}

impl Fields {
    fn read(&mut self, line: &str) -> Result<(), String> {
        let (field, value) = line.split_once(':').ok_or("not of the form `field: value`")?;
        let value = value.trim();
        match field.trim() {
            "name" => once(&mut self.name, checked_name(value)?),
            "code" if valid_code(value) => once(&mut self.code, value.to_owned()),
            "code" => Err("a code is 2 to 32 capital letters, digits and hyphens".to_owned()),
            "address" if value.starts_with("https://") && self.addresses.len() < 8 => {
                self.addresses.push(value.to_owned());
                Ok(())
            }
            "address" => Err("an address begins with `https://`; at most 8 are read".to_owned()),
            "signing-key" => {
                let key = value
                    .strip_prefix("ed25519:")
                    .and_then(|key| key.parse().ok())
                    .ok_or("not an Ed25519 key (`ed25519:` and base64)")?;
                once(&mut self.signing_key, key)
            }
            "encryption" => {
                let recipient = value.parse().map_err(|_| "not an age recipient (`age1...`)")?;
                once(&mut self.encryption, recipient)
            }
            "tls" => {
                let digits = value.strip_prefix("sha256:").unwrap_or_default();
                let hex = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
                if digits.len() != 64 || !digits.bytes().all(hex) {
                    return Err("not a SHA-256 in 64 hexadecimal digits".to_owned());
                }
                once(&mut self.tls, digits.to_owned())
            }
            "fingerprint" => once(&mut self.fingerprint, value.to_owned()),
            other => Err(format!("`{other}` is not a field of a key card")),
        }
    }
}

fn checked_name(value: &str) -> Result<String, String> {
    let fits = (1..=120).contains(&value.chars().count()) && !value.chars().any(char::is_control);
    fits.then(|| value.to_owned())
        .ok_or_else(|| "a name is 1 to 120 printable characters".to_owned())
}

fn once<T>(slot: &mut Option<T>, value: T) -> Result<(), String> {
    match slot.replace(value) {
        None => Ok(()),
        Some(_) => Err("stands twice".to_owned()),
    }
}
