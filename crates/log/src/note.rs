//! Signed notes, [C2SP signed-note](https://c2sp.org/signed-note), with Ed25519 keys.
//!
//! A note's text means nothing until a signature by a known key has verified: the text of a
//! parsed note is reached through [`SignedNote::verify`].

use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use sha2::{Digest as _, Sha256};

use crate::Error;

/// The longest note we read, in bytes.
pub const MAX_NOTE_BYTES: usize = 1 << 20;
/// The most signatures we read on one note. The specification demands at least 16.
pub const MAX_NOTE_SIGNATURES: usize = 100;

/// The signature type identifier byte of Ed25519.
const ED25519: u8 = 0x01;

/// Signs notes with an Ed25519 key under a key name.
#[derive(Clone)]
pub struct NoteSigner<'k> {
    verifier: Verifier,
    key: &'k SigningKey,
}

impl<'k> NoteSigner<'k> {
    /// A signer that appears on notes as `name`: by custom a URL without its scheme.
    pub fn new(name: &str, key: &'k SigningKey) -> Result<Self, Error> {
        let verifier = Verifier::new(name, key.verifying_key())?;
        Ok(Self { verifier, key })
    }

    /// The key by which others verify what this signer signs.
    pub fn verifier(&self) -> Verifier {
        self.verifier.clone()
    }

    fn sign(&self, text: &str) -> NoteSignature {
        NoteSignature {
            name: self.verifier.name.clone(),
            key_id: self.verifier.key_id,
            signature: self.key.sign(text.as_bytes()).to_bytes().to_vec(),
        }
    }
}

impl fmt::Debug for NoteSigner<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NoteSigner")
            .field("verifier", &self.verifier)
            .finish_non_exhaustive()
    }
}

/// A public Ed25519 key with its name. `Display` and `FromStr` speak the verifier key string
/// `<name>+<key id in hex>+<base 64>`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verifier {
    name: String,
    key_id: u32,
    key: VerifyingKey,
}

impl Verifier {
    /// A verifier of notes signed as `name` by `key`. Keys of small order, under which one
    /// signature fits many texts, are refused.
    pub fn new(name: &str, key: VerifyingKey) -> Result<Self, Error> {
        if !is_key_name(name) {
            return Err(Error::BadKeyName);
        }
        if key.is_weak() {
            return Err(Error::MalformedKey("the public key is weak"));
        }
        let mut hasher = Sha256::new();
        hasher.update(name);
        hasher.update([b'\n', ED25519]);
        hasher.update(key.as_bytes());
        let [a, b, c, d, ..] = <[u8; 32]>::from(hasher.finalize());
        Ok(Self {
            name: name.to_owned(),
            key_id: u32::from_be_bytes([a, b, c, d]),
            key,
        })
    }

    /// The key name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The key id: the first four bytes of a hash of name, type and key. Not a fingerprint.
    pub fn key_id(&self) -> u32 {
        self.key_id
    }

    /// The public key.
    pub fn key(&self) -> &VerifyingKey {
        &self.key
    }

    fn is_of(&self, signature: &NoteSignature) -> bool {
        self.key_id == signature.key_id && self.name == signature.name
    }

    fn accepts(&self, text: &str, signature: &[u8]) -> bool {
        Signature::from_slice(signature)
            .is_ok_and(|signature| self.key.verify_strict(text.as_bytes(), &signature).is_ok())
    }
}

impl fmt::Display for Verifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut typed = vec![ED25519];
        typed.extend(self.key.as_bytes());
        write!(
            f,
            "{}+{:08x}+{}",
            self.name,
            self.key_id,
            STANDARD.encode(typed)
        )
    }
}

impl FromStr for Verifier {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let mut parts = text.splitn(3, '+');
        let (Some(name), Some(id), Some(key)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(Error::MalformedKey(
                "expected name, key id and key joined by `+`",
            ));
        };
        let typed = STANDARD
            .decode(key)
            .map_err(|_| Error::MalformedKey("not base 64"))?;
        let key = match typed.split_first() {
            Some((&ED25519, key)) => key,
            Some(_) => return Err(Error::MalformedKey("not an Ed25519 key")),
            None => return Err(Error::MalformedKey("the key is empty")),
        };
        let key = VerifyingKey::try_from(key)
            .map_err(|_| Error::MalformedKey("not an Ed25519 public key"))?;
        let verifier = Self::new(name, key)?;
        if id != format!("{:08x}", verifier.key_id) {
            return Err(Error::MalformedKey("the key id does not fit name and key"));
        }
        Ok(verifier)
    }
}

/// One signature line of a note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteSignature {
    name: String,
    key_id: u32,
    signature: Vec<u8>,
}

impl NoteSignature {
    /// The key name that the line states.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The key id that the line states.
    pub fn key_id(&self) -> u32 {
        self.key_id
    }

    fn parse(line: &str) -> Result<Self, Error> {
        const BAD: Error = Error::MalformedNote("a signature line is malformed");
        let (name, encoded) = line
            .strip_prefix("— ")
            .and_then(|line| line.split_once(' '))
            .ok_or(BAD)?;
        let bytes = STANDARD.decode(encoded).map_err(|_| BAD)?;
        let (key_id, signature) = bytes.split_first_chunk().ok_or(BAD)?;
        if !is_key_name(name) || signature.is_empty() {
            return Err(BAD);
        }
        Ok(Self {
            name: name.to_owned(),
            key_id: u32::from_be_bytes(*key_id),
            signature: signature.to_vec(),
        })
    }
}

impl fmt::Display for NoteSignature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut bytes = self.key_id.to_be_bytes().to_vec();
        bytes.extend(&self.signature);
        writeln!(f, "— {} {}", self.name, STANDARD.encode(bytes))
    }
}

/// A text with its signatures, none of them checked yet. `Display` writes the note's bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedNote {
    text: String,
    signatures: Vec<NoteSignature>,
}

impl SignedNote {
    /// Signs `text`, which must end in a newline and hold no other control characters.
    pub fn sign(text: &str, signers: &[NoteSigner<'_>]) -> Result<Self, Error> {
        check_text(text)?;
        if signers.is_empty() || signers.len() > MAX_NOTE_SIGNATURES {
            return Err(Error::MalformedNote("a note has 1 to 100 signatures"));
        }
        let signatures = signers.iter().map(|signer| signer.sign(text)).collect();
        let note = Self {
            text: text.to_owned(),
            signatures,
        };
        if note.to_string().len() > MAX_NOTE_BYTES {
            return Err(Error::MalformedNote("longer than 1 MiB"));
        }
        Ok(note)
    }

    /// Takes a note apart. Nothing is verified.
    pub fn parse(note: &[u8]) -> Result<Self, Error> {
        if note.len() > MAX_NOTE_BYTES {
            return Err(Error::MalformedNote("longer than 1 MiB"));
        }
        let note = str::from_utf8(note).map_err(|_| Error::MalformedNote("not UTF-8"))?;
        // The text keeps the first of the two newlines.
        let split = note
            .rfind("\n\n")
            .ok_or(Error::MalformedNote("no blank line"))?
            + 1;
        let (text, lines) = (&note[..split], &note[split + 1..]);
        check_text(text)?;
        let lines = lines
            .strip_suffix('\n')
            .ok_or(Error::MalformedNote("no newline after the last signature"))?;
        if lines.split('\n').count() > MAX_NOTE_SIGNATURES {
            return Err(Error::MalformedNote("more than 100 signatures"));
        }
        let signatures = lines
            .split('\n')
            .map(NoteSignature::parse)
            .collect::<Result<_, _>>()?;
        Ok(Self {
            text: text.to_owned(),
            signatures,
        })
    }

    /// The signature lines, unchecked.
    pub fn signatures(&self) -> &[NoteSignature] {
        &self.signatures
    }

    /// The text, unchecked: to store or forward, not to act upon.
    pub fn unverified_text(&self) -> &str {
        &self.text
    }

    /// Checks the signatures by known keys. Those by others are ignored; one wrong signature by
    /// a known key condemns the note; at least one must be right.
    pub fn verify<'a>(&'a self, known: &'a [Verifier]) -> Result<VerifiedNote<'a>, Error> {
        let mut signers: Vec<&Verifier> = Vec::new();
        for signature in &self.signatures {
            let mut matching = known.iter().filter(|verifier| verifier.is_of(signature));
            let Some(verifier) = matching.next() else {
                continue;
            };
            if matching.any(|other| other != verifier) {
                return Err(Error::AmbiguousKey {
                    name: verifier.name.clone(),
                });
            }
            if !verifier.accepts(&self.text, &signature.signature) {
                return Err(Error::BadSignature {
                    name: verifier.name.clone(),
                });
            }
            if !signers.contains(&verifier) {
                signers.push(verifier);
            }
        }
        if signers.is_empty() {
            return Err(Error::UnknownKey);
        }
        Ok(VerifiedNote {
            text: &self.text,
            signers,
        })
    }
}

impl fmt::Display for SignedNote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.text)?;
        self.signatures
            .iter()
            .try_for_each(|signature| signature.fmt(f))
    }
}

/// The text of a note that known keys have signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifiedNote<'a> {
    text: &'a str,
    signers: Vec<&'a Verifier>,
}

impl<'a> VerifiedNote<'a> {
    /// The text with its last newline.
    pub fn text(&self) -> &'a str {
        self.text
    }

    /// The known keys whose signatures verified, each once; at least one.
    pub fn signers(&self) -> &[&'a Verifier] {
        &self.signers
    }
}

/// Key names: not empty, no Unicode spaces, no plus; no control characters, as notes hold none.
fn is_key_name(name: &str) -> bool {
    let refused = |c: char| c.is_whitespace() || c < ' ' || c == '+';
    !name.is_empty() && !name.contains(refused)
}

fn check_text(text: &str) -> Result<(), Error> {
    if !text.ends_with('\n') {
        return Err(Error::MalformedNote("the text does not end in a newline"));
    }
    if text.contains(|c: char| c < ' ' && c != '\n') {
        return Err(Error::MalformedNote("a control character in the text"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the specification.
    const VKEY: &str = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
    const NOTE: &str = "This is an example message.\n\n— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";

    fn key(seed: u8) -> SigningKey {
        SigningKey::from_bytes(&[seed; 32])
    }

    #[test]
    fn the_example_of_the_specification_verifies() {
        let verifier: Verifier = VKEY.parse().expect("the example key");
        assert_eq!(verifier.to_string(), VKEY);
        let note = SignedNote::parse(NOTE.as_bytes()).expect("the example note");
        assert_eq!(note.to_string(), NOTE);
        let known = [verifier];
        let read = note.verify(&known).expect("the example signature");
        assert_eq!(read.text(), "This is an example message.\n");
        assert_eq!(read.signers(), [&known[0]]);
    }

    #[test]
    fn unknown_bad_and_malformed_are_told_apart() {
        let known: [Verifier; 1] = [VKEY.parse().expect("the example key")];
        let (ours, theirs) = (key(1), key(2));
        let signers = [
            NoteSigner::new("a.example", &ours).expect("name"),
            NoteSigner::new("b.example", &theirs).expect("name"),
        ];
        let note = SignedNote::sign("text\n\nmore\n", &signers).expect("text");
        let note = SignedNote::parse(note.to_string().as_bytes()).expect("our own note");
        assert_eq!(note.verify(&known), Err(Error::UnknownKey));
        assert_eq!(note.verify(&[]), Err(Error::UnknownKey));
        assert!(note.verify(&[signers[1].verifier()]).is_ok());

        let altered = SignedNote::parse(NOTE.replace("example m", "altered m").as_bytes());
        let bad = Error::BadSignature {
            name: "example.com/foo".into(),
        };
        assert_eq!(altered.expect("well formed").verify(&known), Err(bad));

        // The same name with another key is an unknown signature, not a bad one.
        let other = NoteSigner::new("example.com/foo", &ours).expect("name");
        let note = SignedNote::sign("text\n", &[other]).expect("text");
        assert_eq!(note.verify(&known), Err(Error::UnknownKey));
    }

    #[test]
    fn one_bad_signature_by_a_known_key_condemns_the_note() {
        let (a, b) = (key(1), key(2));
        let signers = [
            NoteSigner::new("a", &a).expect("name"),
            NoteSigner::new("b", &b).expect("name"),
        ];
        let mut note = SignedNote::sign("text\n", &signers).expect("text");
        note.signatures[1].signature.pop();
        let known = [signers[0].verifier(), signers[1].verifier()];
        assert_eq!(
            note.verify(&known),
            Err(Error::BadSignature { name: "b".into() })
        );
        assert!(note.verify(&known[..1]).is_ok());
    }

    #[test]
    fn a_repeated_signature_counts_once() {
        let a = key(1);
        let signer = NoteSigner::new("a", &a).expect("name");
        let note = SignedNote::sign("text\n", &[signer.clone(), signer.clone()]).expect("text");
        let known = [signer.verifier(), signer.verifier()];
        assert_eq!(note.verify(&known).map(|v| v.signers().len()), Ok(1));
    }

    #[test]
    fn malformed_notes_are_refused() {
        let line = NOTE.rsplit_once("\n\n").expect("a note").1;
        for note in [
            String::new(),
            "\n".into(),
            "\n\n".into(),
            "text\n\n".into(),
            "text\n\n\n".into(),
            format!("text\n{line}"),
            format!("text\n\n{}", line.trim_end()),
            format!("text\n\n{line}\n"),
            format!("te\txt\n\n{line}"),
            format!("text\r\n\n{line}"),
            format!("text\n\n{}", line.replace('—', "-")),
            format!("text\n\n{}", line.replace("example.com", "example+com")),
            format!(
                "text\n\n{}",
                line.replace("example.com", "example\u{a0}com")
            ),
            format!("text\n\n{}", line.replace('=', "")),
            "text\n\n— a AAAAAA==\n".into(),
            "text\n\n—  AAAAAAAA\n".into(),
            format!("text\n\n{}", line.repeat(MAX_NOTE_SIGNATURES + 1)),
            format!("{}\n\n{line}", "x".repeat(MAX_NOTE_BYTES)),
        ] {
            let refused = SignedNote::parse(note.as_bytes());
            assert!(matches!(refused, Err(Error::MalformedNote(_))), "{note:?}");
        }
        let invalid = [b"te\xffxt\n\n".as_slice(), line.as_bytes()].concat();
        assert_eq!(
            SignedNote::parse(&invalid),
            Err(Error::MalformedNote("not UTF-8"))
        );
        let most = format!("text\n\n{}", line.repeat(MAX_NOTE_SIGNATURES));
        assert!(SignedNote::parse(most.as_bytes()).is_ok());
    }

    #[test]
    fn malformed_verifier_keys_are_refused() {
        let weak = VerifyingKey::from_bytes(&{
            let mut identity = [0; 32];
            identity[0] = 1;
            identity
        });
        assert!(Verifier::new("a", weak.expect("a point")).is_err());
        for text in [
            "",
            "+",
            "++",
            "a+b",
            "example.com/foo+530d903a+",
            "example.com/foo+530d903a+AA==",
            "+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
            "example.com/foo+530D903A+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
            "example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
            "example.com/bar+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
            "example.com/foo+530d903a+BOkyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
            "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k\n",
        ] {
            assert!(text.parse::<Verifier>().is_err(), "{text:?}");
        }
    }

    #[test]
    fn what_could_not_be_read_is_not_signed() {
        let a = key(1);
        assert!(NoteSigner::new("a b", &a).is_err());
        assert!(NoteSigner::new("a\u{0}", &a).is_err());
        let signer = [NoteSigner::new("a", &a).expect("name")];
        for text in ["", "no newline", "tab\t\n"] {
            assert!(SignedNote::sign(text, &signer).is_err());
        }
        assert!(SignedNote::sign("text\n", &[]).is_err());
        assert!(SignedNote::sign(&format!("{}\n", "x".repeat(MAX_NOTE_BYTES)), &signer).is_err());
        assert!(!format!("{:?}", signer[0]).contains("key: SigningKey"));
    }
}
