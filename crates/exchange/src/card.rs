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
//! signature: Bm9v...
//! ```
//!
//! The card travels by any way; before it is used, two people who know each other's voice read
//! the fingerprint to each other. It covers the signing key and the encryption key, and the
//! signature, which is made with that signing key, covers every other line.

use std::str::FromStr;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use liaison_seal::{Recipient, SigningKey, VerifyingKey, fingerprint};

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
    /// The signature does not fit the lines: the card was altered or mistyped.
    #[error("the signature does not fit the card: a line was altered or mistyped")]
    Signature,
}

impl KeyCard {
    /// The number groups that two people read to each other.
    pub fn fingerprint(&self) -> String {
        fingerprint(&self.signing_key, &self.encryption)
    }

    /// The text of the card, signed; `key` is the secret half of [`Self::signing_key`].
    pub fn sign(&self, key: &SigningKey) -> String {
        let lines = self.lines();
        let signature = STANDARD.encode(key.sign(lines.as_bytes()));
        format!("{lines}signature: {signature}\n")
    }

    /// Every line that is signed, in the order of the format.
    fn lines(&self) -> String {
        let addresses = self.addresses.iter();
        let addresses = addresses.map(|address| format!("address: {address}"));
        let mut lines = vec![
            HEADING.to_owned(),
            format!("name: {}", self.name),
            format!("code: {}", self.code),
        ];
        lines.extend(addresses);
        lines.extend([
            format!("signing-key: ed25519:{}", self.signing_key),
            format!("encryption: {}", self.encryption),
            format!("tls: sha256:{}", self.tls),
            format!("fingerprint: {}", self.fingerprint()),
        ]);
        let mut lines = lines.join("\n");
        lines.push('\n');
        lines
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
            signature,
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
        let signature = signature.ok_or(CardError::Missing("signature"))?;
        if !card
            .signing_key
            .verifies(card.lines().as_bytes(), &signature)
        {
            return Err(CardError::Signature);
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
    signature: Option<Vec<u8>>,
}

impl Fields {
    fn read(&mut self, line: &str) -> Result<(), String> {
        let (field, value) = line
            .split_once(':')
            .ok_or("not of the form `field: value`")?;
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
                let recipient = value
                    .parse()
                    .map_err(|_| "not an age recipient (`age1...`)")?;
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
            "signature" => {
                let signature = STANDARD
                    .decode(value)
                    .map_err(|_| "not a signature in base64")?;
                once(&mut self.signature, signature)
            }
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

#[cfg(test)]
mod tests {
    use liaison_seal::{EncryptionIdentity, SigningKey};

    use super::{CardError, KeyCard};

    fn card() -> (KeyCard, String) {
        let key = SigningKey::from_seed(&[7; 32]);
        let card = KeyCard {
            name: "Coordination Desk of Arvenia".to_owned(),
            code: "AV-NCB".to_owned(),
            addresses: vec!["https://desk.example:8471".to_owned()],
            signing_key: key.verifying_key(),
            encryption: EncryptionIdentity::generate().recipient(),
            tls: "5f".repeat(32),
        };
        let text = card.sign(&key);
        (card, text)
    }

    #[test]
    fn comes_back_as_it_went() {
        let (card, text) = card();
        assert_eq!(text.parse(), Ok(card.clone()));
        assert_eq!(text.replace('\n', "\r\n").parse(), Ok(card));
    }

    #[test]
    fn no_line_can_be_altered() {
        let (_, text) = card();
        let redirected = text.replace("desk.example", "trap.example");
        assert_eq!(redirected.parse::<KeyCard>(), Err(CardError::Signature));
        let other = SigningKey::from_seed(&[8; 32]).verifying_key().to_string();
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        lines[4] = format!("signing-key: ed25519:{other}");
        assert_eq!(
            lines.join("\n").parse::<KeyCard>(),
            Err(CardError::Fingerprint)
        );
    }

    #[test]
    fn a_missing_or_doubled_line_is_named() {
        let (_, text) = card();
        for (at, line) in text
            .lines()
            .enumerate()
            .skip(1)
            .filter(|(_, l)| !l.starts_with("address"))
        {
            let without: Vec<&str> = text.lines().filter(|other| *other != line).collect();
            let error = without.join("\n").parse::<KeyCard>();
            assert!(matches!(error, Err(CardError::Missing(_))), "{line}");
            let doubled = format!("{text}{line}\n").parse::<KeyCard>();
            assert!(
                matches!(doubled, Err(CardError::Line { .. })),
                "line {at}: {line}"
            );
        }
        assert_eq!("<html>".parse::<KeyCard>(), Err(CardError::Heading));
    }
}
