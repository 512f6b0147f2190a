//! Writes one sealed message and what opens it into a directory, for other programs to try.
//!
//! `cargo run -p liaison-seal --example sealed_message -- DIRECTORY` writes:
//!
//! - `payload.json`: the message itself, of an invented person;
//! - `envelope.json`: the DSSE envelope, signed by two keys;
//! - `signing-key-1.pem`, `signing-key-2.pem`: the keys, PKCS#8 PEM;
//! - `verifying-keys.json`: key identifier to base64 public key;
//! - `message.age`: the envelope, encrypted and armoured;
//! - `identity.txt`: the age identity that opens it;
//! - `fingerprint.txt`: the fingerprint of the first key and the identity's recipient.
//!
//! `... -- DIRECTORY open` instead opens what another program sealed in the same layout:
//! decrypts `foreign.age` with `identity.txt`, asks both keys' signatures, and writes
//! `foreign-payload.json`.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::Path;

use liaison_seal::{
    EncryptionIdentity, Envelope, MESSAGE_TYPE, SigningKey, VerifyingKey, decrypt, encrypt,
    fingerprint,
};

const PAYLOAD: &str = r#"{"kind":"request","subject":{"name":["Образцев Пётр"]}}"#;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let directory = arguments.next().ok_or("give a directory")?;
    let directory = Path::new(&directory);
    match arguments.next().as_deref() {
        None => seal(directory),
        Some("open") => open(directory),
        Some(other) => Err(format!("`{other}` is not known; leave it out or say `open`").into()),
    }
}

fn seal(directory: &Path) -> Result<(), Box<dyn Error>> {
    let keys = [SigningKey::generate()?, SigningKey::generate()?];
    let identity = EncryptionIdentity::generate();
    let recipient = identity.recipient();

    let envelope = Envelope::sign(MESSAGE_TYPE, PAYLOAD.as_bytes(), &[&keys[0], &keys[1]])?;
    let envelope = envelope.to_bytes();
    let public: BTreeMap<_, _> = keys
        .iter()
        .map(|key| (key.verifying_key().key_id(), key.verifying_key()))
        .collect();

    fs::create_dir_all(directory)?;
    fs::write(directory.join("payload.json"), PAYLOAD)?;
    fs::write(directory.join("envelope.json"), &envelope)?;
    fs::write(directory.join("signing-key-1.pem"), keys[0].to_pem()?)?;
    fs::write(directory.join("signing-key-2.pem"), keys[1].to_pem()?)?;
    fs::write(
        directory.join("verifying-keys.json"),
        serde_json::to_vec(&public)?,
    )?;
    let sealed = encrypt(&envelope, std::slice::from_ref(&recipient))?;
    fs::write(directory.join("message.age"), sealed)?;
    fs::write(directory.join("identity.txt"), identity.to_text())?;
    let fingerprint = fingerprint(&keys[0].verifying_key(), &recipient);
    fs::write(directory.join("fingerprint.txt"), fingerprint)?;
    Ok(())
}

fn open(directory: &Path) -> Result<(), Box<dyn Error>> {
    let identity: EncryptionIdentity =
        fs::read_to_string(directory.join("identity.txt"))?.parse()?;
    let keys: BTreeMap<String, VerifyingKey> =
        serde_json::from_slice(&fs::read(directory.join("verifying-keys.json"))?)?;
    let keys: Vec<_> = keys.into_values().collect();

    let opened = decrypt(
        &fs::read(directory.join("foreign.age"))?,
        &identity,
        1 << 20,
    )?;
    let envelope = Envelope::from_bytes(&opened)?;
    let (payload, _) = envelope.open(MESSAGE_TYPE, &keys, keys.len())?;
    fs::write(directory.join("foreign-payload.json"), payload)?;
    Ok(())
}
