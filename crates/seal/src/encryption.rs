//! Encryption: age v1 files to X25519 recipients, in ASCII armour.
//!
//! Armour costs a third in size and gives two things: a sealed message survives e-mail, and one
//! that was cut anywhere lacks its `END` line, so a cut is always told from damage.
//! [`decrypt`] reads binary age files too, of which a cut inside a block looks like damage.
//!
//! Source: <https://c2sp.org/age>.

use std::io::{self, Read as _, Write as _};
use std::iter;

use age::armor::{ArmoredReader, ArmoredWriter, Format};

use crate::Error;
use crate::keys::{EncryptionIdentity, Recipient};

const ARMOUR_BEGIN: &[u8] = b"-----BEGIN AGE ENCRYPTED FILE-----";
const ARMOUR_END: &[u8] = b"-----END AGE ENCRYPTED FILE-----";
const VERSION_LINE: &[u8] = b"age-encryption.org/v1\n";

/// The longest header, in bytes, which names some 160 recipients. age parses a header anew for
/// each of its lines, so that an endless one would keep a receiver busy for hours.
pub const MAX_HEADER: usize = 16 << 10;

/// The most recipients of one file.
pub const MAX_RECIPIENTS: usize = 100;

/// What header and last block may take beside the plaintext, in bytes.
const OVERHEAD: usize = 64 << 10;

/// Encrypts to every recipient: the partner, and the sender's own archive if it is to keep a copy.
///
/// At least one and at most [`MAX_RECIPIENTS`].
#[expect(clippy::missing_panics_doc, reason = "writing to memory does not fail")]
pub fn encrypt(plaintext: &[u8], recipients: &[Recipient]) -> Result<Vec<u8>, Error> {
    if recipients.len() > MAX_RECIPIENTS {
        return Err(Error::TooLarge { limit: MAX_HEADER });
    }
    let recipients = recipients
        .iter()
        .map(|recipient| recipient.as_age() as &dyn age::Recipient);
    let encryptor = age::Encryptor::with_recipients(recipients)
        .map_err(|_| Error::NothingGiven("recipient"))?;
    let written = || -> io::Result<Vec<u8>> {
        let armour = ArmoredWriter::wrap_output(Vec::new(), Format::AsciiArmor)?;
        let mut output = encryptor.wrap_output(armour)?;
        output.write_all(plaintext)?;
        output.finish()?.finish()
    };
    Ok(written().expect("writing to memory does not fail"))
}

/// Decrypts an age file, armoured or binary, of at most `max_plaintext` bytes inside.
///
/// No plaintext is returned unless the whole file is authentic. White space around the armour is
/// passed over, since mail programs add it.
pub fn decrypt(
    sealed: &[u8],
    identity: &EncryptionIdentity,
    max_plaintext: usize,
) -> Result<Vec<u8>, Error> {
    let too_large = || Error::TooLarge {
        limit: max_plaintext,
    };
    let sealed = whole_file(sealed)?;
    // Armour makes 64 characters and a line end out of 48 bytes: less than one and a half.
    let most = max_plaintext.saturating_add(OVERHEAD);
    if sealed.len() > most.saturating_add(most / 2) {
        return Err(too_large());
    }
    check_header(sealed)?;
    let decryptor = age::Decryptor::new_buffered(ArmoredReader::new(sealed)).map_err(why)?;
    let identity = iter::once(identity.as_age() as &dyn age::Identity);
    let reader = decryptor.decrypt(identity).map_err(why)?;
    let mut plaintext = Vec::new();
    let limit = max_plaintext as u64;
    reader
        .take(limit.saturating_add(1))
        .read_to_end(&mut plaintext)
        .map_err(|error| why(age::DecryptError::Io(error)))?;
    if plaintext.len() > max_plaintext {
        return Err(too_large());
    }
    Ok(plaintext)
}

/// The file without white space around its armour, if it has its beginning and its end.
fn whole_file(sealed: &[u8]) -> Result<&[u8], Error> {
    if sealed.starts_with(VERSION_LINE) {
        return Ok(sealed);
    }
    if VERSION_LINE.starts_with(sealed) {
        return Err(Error::Truncated);
    }
    let text = sealed.trim_ascii();
    if ARMOUR_BEGIN.starts_with(text) {
        return Err(Error::Truncated);
    }
    if !text.starts_with(ARMOUR_BEGIN) {
        return Err(Error::NotAge);
    }
    if text.ends_with(ARMOUR_END) {
        return Ok(text);
    }
    let has_end = text
        .windows(ARMOUR_END.len())
        .any(|window| window == ARMOUR_END);
    Err(if has_end {
        Error::Damaged
    } else {
        Error::Truncated
    })
}

/// Refuses a header longer than [`MAX_HEADER`]; every other fault is left to age to find.
fn check_header(sealed: &[u8]) -> Result<(), Error> {
    const LAST_LINE: &[u8] = b"\n--- ";
    let mut head = Vec::new();
    let read = ArmoredReader::new(sealed)
        .take(MAX_HEADER as u64)
        .read_to_end(&mut head);
    let ends = head
        .windows(LAST_LINE.len())
        .any(|window| window == LAST_LINE);
    if read.is_ok() && head.len() == MAX_HEADER && !ends {
        return Err(Error::TooLarge { limit: MAX_HEADER });
    }
    Ok(())
}

fn why(error: age::DecryptError) -> Error {
    match error {
        age::DecryptError::NoMatchingKeys | age::DecryptError::KeyDecryptionFailed => {
            Error::NotForUs
        }
        age::DecryptError::UnknownFormat => Error::NotAge,
        age::DecryptError::Io(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
            Error::Truncated
        }
        _ => Error::Damaged,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const LIMIT: usize = 1 << 20;

    fn sealed(plaintext: &[u8]) -> (EncryptionIdentity, Vec<u8>) {
        let identity = EncryptionIdentity::generate();
        let sealed = encrypt(plaintext, &[identity.recipient()]).expect("encrypted");
        (identity, sealed)
    }

    #[test]
    fn every_recipient_reads_it_and_nobody_else() {
        let (ours, archive) = (
            EncryptionIdentity::generate(),
            EncryptionIdentity::generate(),
        );
        let sealed = encrypt(b"text", &[ours.recipient(), archive.recipient()]).expect("encrypted");
        assert!(sealed.starts_with(ARMOUR_BEGIN));
        assert_eq!(decrypt(&sealed, &ours, LIMIT), Ok(b"text".to_vec()));
        assert_eq!(decrypt(&sealed, &archive, 4), Ok(b"text".to_vec()));
        let stranger = EncryptionIdentity::generate();
        assert_eq!(decrypt(&sealed, &stranger, LIMIT), Err(Error::NotForUs));
        assert_eq!(encrypt(b"text", &[]), Err(Error::NothingGiven("recipient")));
    }

    #[test]
    fn a_file_cut_anywhere_is_called_cut() {
        let (identity, sealed) = sealed(&[0x5a; 100]);
        let whole = sealed.trim_ascii_end().len();
        for end in 0..whole {
            assert_eq!(
                decrypt(&sealed[..end], &identity, LIMIT),
                Err(Error::Truncated),
                "cut at {end} of {whole}"
            );
        }
        assert!(decrypt(&sealed[..whole], &identity, LIMIT).is_ok());
    }

    #[test]
    fn mail_may_add_white_space_and_line_ends() {
        let (identity, sealed) = sealed(b"text");
        let text = String::from_utf8(sealed).expect("armour is text");
        let mailed = format!("\r\n  {}\r\n\r\n", text.replace('\n', "\r\n"));
        assert_eq!(
            decrypt(mailed.as_bytes(), &identity, LIMIT),
            Ok(b"text".to_vec())
        );
        let garbage = format!("{text}garbage");
        assert_eq!(
            decrypt(garbage.as_bytes(), &identity, LIMIT),
            Err(Error::Damaged)
        );
    }

    #[test]
    fn damage_is_told_from_a_foreign_file() {
        let (identity, mut sealed) = sealed(&[1; 1000]);
        let middle = sealed.len() - 200;
        sealed[middle] = if sealed[middle] == b'A' { b'B' } else { b'A' };
        assert_eq!(decrypt(&sealed, &identity, LIMIT), Err(Error::Damaged));
        for foreign in ["PK\u{3}\u{4}", "-----BEGIN PGP MESSAGE-----", "age", "{}"] {
            let expected = if foreign == "age" {
                Error::Truncated
            } else {
                Error::NotAge
            };
            assert_eq!(decrypt(foreign.as_bytes(), &identity, LIMIT), Err(expected));
        }
        assert_eq!(
            decrypt(b"age-encryption.org/v2\n-> x\n", &identity, LIMIT),
            Err(Error::NotAge)
        );
    }

    #[test]
    fn the_limit_holds_at_every_size() {
        for size in [0, 1, 65_535, 65_536, 65_537, 131_072, 200_000] {
            let (identity, sealed) = sealed(&vec![7; size]);
            assert_eq!(
                decrypt(&sealed, &identity, size).map(|plaintext| plaintext.len()),
                Ok(size)
            );
            if let Some(limit) = size.checked_sub(1) {
                assert_eq!(
                    decrypt(&sealed, &identity, limit),
                    Err(Error::TooLarge { limit })
                );
            }
        }
    }

    #[test]
    fn an_endless_header_is_not_parsed() {
        let identity = EncryptionIdentity::generate();
        let mut binary = VERSION_LINE.to_vec();
        binary.extend(b"-> X25519 a\n\n".repeat(50_000));
        let mut armoured = ArmoredWriter::wrap_output(Vec::new(), Format::AsciiArmor).expect("ok");
        armoured.write_all(&binary).expect("memory");
        let armoured = armoured.finish().expect("memory");
        for sealed in [binary, armoured] {
            assert_eq!(
                decrypt(&sealed, &identity, LIMIT),
                Err(Error::TooLarge { limit: MAX_HEADER })
            );
        }
        let many = vec![identity.recipient(); MAX_RECIPIENTS];
        let sealed = encrypt(b"text", &many).expect("encrypted");
        assert!(decrypt(&sealed, &identity, LIMIT).is_ok());
        let many = vec![identity.recipient(); MAX_RECIPIENTS + 1];
        assert!(encrypt(b"text", &many).is_err());
    }

    #[test]
    fn binary_files_are_read_and_their_whole_blocks_missed() {
        let identity = EncryptionIdentity::generate();
        let plaintext = vec![3; 100_000];
        let sealed = age::encrypt(identity.recipient().as_age(), &plaintext).expect("encrypted");
        assert_eq!(decrypt(&sealed, &identity, LIMIT), Ok(plaintext));
        let last_block = 100_000 - 65_536 + 16;
        let cut = &sealed[..sealed.len() - last_block];
        assert_eq!(decrypt(cut, &identity, LIMIT), Err(Error::Truncated));
        assert!(decrypt(&sealed[..sealed.len() - 1], &identity, LIMIT).is_err());
        for end in 0..200 {
            assert!(decrypt(&sealed[..end], &identity, LIMIT).is_err());
        }
    }

    proptest! {
        #[test]
        fn any_plaintext_comes_back(plaintext: Vec<u8>) {
            let (identity, sealed) = sealed(&plaintext);
            prop_assert_eq!(decrypt(&sealed, &identity, LIMIT), Ok(plaintext));
        }

        #[test]
        fn no_changed_byte_gives_other_plaintext(at: prop::sample::Index, bit in 0..8) {
            let (identity, mut sealed) = sealed(b"text");
            let at = at.index(sealed.len());
            sealed[at] ^= 1u8 << bit;
            if let Ok(plaintext) = decrypt(&sealed, &identity, LIMIT) {
                prop_assert_eq!(plaintext, b"text");
            }
        }

        #[test]
        fn any_bytes_are_refused(bytes: Vec<u8>, head in 0..3) {
            let head = [&b""[..], ARMOUR_BEGIN, VERSION_LINE][head as usize];
            let tail = if head == ARMOUR_BEGIN { ARMOUR_END } else { b"" };
            let bytes = [head, b"\n", &bytes, b"\n", tail].concat();
            prop_assert!(decrypt(&bytes, &EncryptionIdentity::generate(), LIMIT).is_err());
        }
    }
}
