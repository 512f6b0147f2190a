//! Checkpoints, [C2SP tlog-checkpoint](https://c2sp.org/tlog-checkpoint): the head of a log,
//! stated so that it can be signed.

use crate::hash::{Hash, empty_root};
use crate::note::{NoteSigner, SignedNote, Verifier};
use crate::{Error, MAX_TREE_SIZE};

/// The head of a log: which log, how many leaves, which root.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    origin: String,
    size: u64,
    root: Hash,
    extensions: Vec<String>,
}

impl Checkpoint {
    /// A checkpoint without extension lines. The origin is one line that is not empty; the size
    /// at most [`MAX_TREE_SIZE`]; the root of an empty tree is [`empty_root`].
    pub fn new(origin: &str, size: u64, root: Hash) -> Result<Self, Error> {
        if !is_line(origin) {
            return Err(Error::MalformedCheckpoint(
                "the origin is not one line of text",
            ));
        }
        if size > MAX_TREE_SIZE {
            return Err(Error::MalformedCheckpoint("the size is too large"));
        }
        if size == 0 && root != empty_root() {
            return Err(Error::MalformedCheckpoint(
                "an empty tree with another root",
            ));
        }
        Ok(Self {
            origin: origin.to_owned(),
            size,
            root,
            extensions: Vec::new(),
        })
    }

    /// The same checkpoint with one more extension line. Nobody audits these; the specification
    /// advises against them.
    pub fn with_extension(mut self, line: &str) -> Result<Self, Error> {
        if !is_line(line) {
            return Err(Error::MalformedCheckpoint(
                "an extension is not one line of text",
            ));
        }
        self.extensions.push(line.to_owned());
        Ok(self)
    }

    /// The name of the log.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// The number of leaves.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The root hash at this size.
    pub fn root(&self) -> Hash {
        self.root
    }

    /// Lines after the root, without their newlines.
    pub fn extensions(&self) -> &[String] {
        &self.extensions
    }

    /// The text that is signed.
    pub fn to_note_text(&self) -> String {
        let mut text = format!("{}\n{}\n{}\n", self.origin, self.size, self.root);
        for line in &self.extensions {
            text.push_str(line);
            text.push('\n');
        }
        text
    }

    /// Reads the text of a note. Call it on a [`VerifiedNote`](crate::VerifiedNote)'s text, or
    /// use [`Checkpoint::open`].
    pub fn parse(text: &str) -> Result<Self, Error> {
        let mut lines = text
            .strip_suffix('\n')
            .ok_or(Error::MalformedCheckpoint("no newline at the end"))?
            .split('\n');
        let (Some(origin), Some(size), Some(root)) = (lines.next(), lines.next(), lines.next())
        else {
            return Err(Error::MalformedCheckpoint("fewer than three lines"));
        };
        let root = root
            .parse()
            .map_err(|_| Error::MalformedCheckpoint("the root is no hash"))?;
        let checkpoint = Self::new(origin, parse_size(size)?, root)?;
        lines.try_fold(checkpoint, Self::with_extension)
    }

    /// Signs the checkpoint. The first signer should be the log, named as the origin.
    ///
    /// The caller must never sign two checkpoints of which neither continues the other.
    pub fn sign(&self, signers: &[NoteSigner<'_>]) -> Result<SignedNote, Error> {
        SignedNote::sign(&self.to_note_text(), signers)
    }

    /// Reads a signed checkpoint of the log `origin` that at least one of the known keys signed.
    pub fn open(note: &[u8], origin: &str, known: &[Verifier]) -> Result<Self, Error> {
        let note = SignedNote::parse(note)?;
        let checkpoint = Self::parse(note.verify(known)?.text())?;
        if checkpoint.origin != origin {
            return Err(Error::WrongOrigin {
                expected: origin.to_owned(),
                found: checkpoint.origin,
            });
        }
        Ok(checkpoint)
    }
}

/// Decimal digits without leading zeros.
fn parse_size(text: &str) -> Result<u64, Error> {
    text.parse()
        .ok()
        .filter(|size: &u64| size.to_string() == text)
        .ok_or(Error::MalformedCheckpoint(
            "the size is no plain decimal number",
        ))
}

fn is_line(text: &str) -> bool {
    !text.is_empty() && !text.contains(|c: char| c < ' ')
}

#[cfg(test)]
mod tests {
    use ed25519_dalek::SigningKey;

    use super::*;
    use crate::leaf_hash;

    #[test]
    fn text_goes_both_ways() {
        let plain = Checkpoint::new("a.example/log", 7, leaf_hash(b"x")).expect("valid");
        let extended = plain.clone().with_extension("more").expect("one line");
        let empty = Checkpoint::new("a b + c", 0, empty_root()).expect("valid");
        for checkpoint in [plain, extended, empty] {
            assert_eq!(
                Checkpoint::parse(&checkpoint.to_note_text()),
                Ok(checkpoint)
            );
        }
    }

    #[test]
    fn malformed_texts_are_refused() {
        let root = leaf_hash(b"x");
        for text in [
            String::new(),
            "\n".into(),
            "\n\n\n".into(),
            "a\n1\n".into(),
            format!("\n1\n{root}\n"),
            format!("a\n1\n{root}"),
            format!("a\n1\n{root}\n\n"),
            format!("a\n1\n{root}\n\nmore\n"),
            format!("a\n\n{root}\n"),
            format!("a\n01\n{root}\n"),
            format!("a\n+1\n{root}\n"),
            format!("a\n-1\n{root}\n"),
            format!("a\n 1\n{root}\n"),
            format!("a\n0\n{root}\n"),
            format!("a\n9223372036854775808\n{root}\n"),
            format!("a\n18446744073709551616\n{root}\n"),
            format!("a\r\n1\n{root}\n"),
            "a\n1\nAAAA\n".into(),
        ] {
            let refused = Checkpoint::parse(&text);
            assert!(
                matches!(refused, Err(Error::MalformedCheckpoint(_))),
                "{text:?}"
            );
        }
        assert!(Checkpoint::new("a\nb", 1, root).is_err());
        let checkpoint = Checkpoint::new("a", 1, root).expect("valid");
        assert!(checkpoint.with_extension("").is_err());
    }

    #[test]
    fn the_checkpoint_of_another_log_is_told() {
        let key = SigningKey::from_bytes(&[3; 32]);
        let signer = NoteSigner::new("a.example/log", &key).expect("name");
        let checkpoint = Checkpoint::new("a.example/log", 1, leaf_hash(b"x")).expect("valid");
        let note = checkpoint
            .sign(std::slice::from_ref(&signer))
            .expect("signed")
            .to_string();
        let known = [signer.verifier()];
        assert_eq!(
            Checkpoint::open(note.as_bytes(), "a.example/log", &known),
            Ok(checkpoint)
        );
        let other = Checkpoint::open(note.as_bytes(), "b.example/log", &known);
        assert!(matches!(other, Err(Error::WrongOrigin { .. })));
        let altered = note.replace("\n1\n", "\n2\n");
        let altered = Checkpoint::open(altered.as_bytes(), "a.example/log", &known);
        assert!(matches!(altered, Err(Error::BadSignature { .. })));
    }
}
