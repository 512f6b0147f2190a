//! The office's directory: settings, keys, database, log, index.

use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    sync::{Arc, RwLock},
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use jiff::Timestamp;
use liaison_exchange::{KeyCard, card::valid_code, receipt::log_origin};
use liaison_index::Index;
use liaison_log::Verifier;
use liaison_seal::{EncryptionIdentity, SigningKey};
use liaison_store::Store;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::{Clock, Error, journal::Journal};

/// `office.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The office's name for people.
    pub name: String,
    /// Its code, such as `AV-NCB`.
    pub code: String,
    /// Where partners reach its inbox, as `https://host:port`; may be empty.
    #[serde(default)]
    pub addresses: Vec<String>,
}

/// The certificate under which the partner inbox answers, made by the server crate.
#[derive(Debug, Clone)]
pub struct TlsFiles {
    /// Self-signed X.509 certificate, PEM.
    pub certificate: String,
    /// Its private key, PKCS#8 PEM.
    pub key: String,
}

/// One office, opened.
#[derive(Debug)]
pub struct Office {
    dir: PathBuf,
    settings: Settings,
    pub(crate) signing_key: SigningKey,
    pub(crate) identity: EncryptionIdentity,
    pub(crate) store: Store,
    clock: Arc<dyn Clock>,
    /// The index that was opened last, by its hash.
    pub(crate) index: RwLock<Option<(String, Arc<Index>)>>,
}

/// What the first act says.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Created {
    pub name: String,
    pub code: String,
    pub signing_key: String,
    pub encryption: String,
}

impl Office {
    /// Makes an office in `dir`: settings, keys (readable by the owner only), database, and a
    /// log whose first entry is this act.
    pub async fn create(
        dir: &Path,
        settings: Settings,
        tls: &TlsFiles,
        clock: Arc<dyn Clock>,
    ) -> Result<Self, Error> {
        check(&settings)?;
        if settings_path(dir).exists() || dir.join("office.db").exists() {
            return Err(Error::OfficeExists(dir.to_owned()));
        }
        for part in ["keys", "index", "log", "inbox", "outbox", "lists"] {
            let part = dir.join(part);
            fs::create_dir_all(&part).map_err(Error::file(&part))?;
        }
        private_directory(&dir.join("keys"))?;
        let keys = KeyFiles::new(dir);
        let signing_key = SigningKey::generate()?;
        let identity = EncryptionIdentity::generate();
        write_private(&keys.signing, signing_key.to_pem()?.as_bytes())?;
        write_private(
            &keys.identity,
            format!("{}\n", *identity.to_text()).as_bytes(),
        )?;
        write_private(&keys.tls_key, tls.key.as_bytes())?;
        write_private(&keys.tls, tls.certificate.as_bytes())?;
        let store = Store::create(&dir.join("office.db")).await?;
        private_file(&dir.join("office.db"))?;
        let office = Self {
            dir: dir.to_owned(),
            settings,
            signing_key,
            identity,
            store,
            clock,
            index: RwLock::default(),
        };
        let mut journal = Journal::begin(&office).await?;
        journal
            .act(
                "office.created",
                &Created {
                    name: office.settings.name.clone(),
                    code: office.settings.code.clone(),
                    signing_key: office.signing_key.verifying_key().to_string(),
                    encryption: office.identity.recipient().to_string(),
                },
            )
            .await?;
        journal.commit().await?;
        // The settings come last: where they stand, the office is whole.
        let path = settings_path(dir);
        let text = toml::to_string(&office.settings).map_err(|error| Error::BadFile {
            path: path.clone(),
            reason: error.to_string(),
        })?;
        write_atomically(&path, text.as_bytes())?;
        Ok(office)
    }

    /// Opens the office in `dir`.
    pub async fn open(dir: &Path, clock: Arc<dyn Clock>) -> Result<Self, Error> {
        let path = settings_path(dir);
        if !path.exists() {
            return Err(Error::NoOffice(dir.to_owned()));
        }
        let settings: Settings = toml::from_str(&read(&path)?).map_err(|error| Error::BadFile {
            path: path.clone(),
            reason: error.to_string(),
        })?;
        check(&settings)?;
        let keys = KeyFiles::new(dir);
        Ok(Self {
            settings,
            signing_key: SigningKey::from_pem(&read(&keys.signing)?)?,
            identity: read(&keys.identity)?.parse()?,
            store: Store::open(&dir.join("office.db")).await?,
            dir: dir.to_owned(),
            clock,
            index: RwLock::default(),
        })
    }

    /// The office's directory.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// Its settings.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Its code.
    pub fn code(&self) -> &str {
        &self.settings.code
    }

    /// The time now.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Its key card, read anew from the keys.
    pub fn card(&self) -> Result<KeyCard, Error> {
        Ok(KeyCard {
            name: self.settings.name.clone(),
            code: self.settings.code.clone(),
            addresses: self.settings.addresses.clone(),
            signing_key: self.signing_key.verifying_key(),
            encryption: self.identity.recipient(),
            tls: self.tls_fingerprint()?,
        })
    }

    /// The text of its key card, signed.
    pub fn card_text(&self) -> Result<String, Error> {
        Ok(self.card()?.sign(&self.signing_key))
    }

    /// The key that signs its messages; the server signs HTTP requests with it too.
    pub fn signing_key(&self) -> &SigningKey {
        &self.signing_key
    }

    /// Certificate and key of the partner inbox, as they stand in `keys/`.
    pub fn tls(&self) -> Result<TlsFiles, Error> {
        let keys = KeyFiles::new(&self.dir);
        Ok(TlsFiles {
            certificate: read(&keys.tls)?,
            key: read(&keys.tls_key)?,
        })
    }

    /// Releases the database.
    pub async fn close(&self) {
        self.store.close().await;
    }

    pub(crate) fn log_dir(&self) -> PathBuf {
        self.dir.join("log")
    }

    pub(crate) fn log_origin(&self) -> String {
        log_origin(self.code())
    }

    pub(crate) fn log_verifier(&self) -> Result<Verifier, Error> {
        let key = *self.signing_key.verifying_key().as_dalek();
        Ok(Verifier::new(&self.log_origin(), key)?)
    }

    /// SHA-256 of the certificate's DER form, in hex.
    fn tls_fingerprint(&self) -> Result<String, Error> {
        let path = KeyFiles::new(&self.dir).tls;
        let pem = read(&path)?;
        let base64: String = pem
            .lines()
            .filter(|line| !line.starts_with("-----"))
            .collect();
        let der = STANDARD.decode(base64).map_err(|_| Error::BadFile {
            path,
            reason: "it is not a certificate in PEM".to_owned(),
        })?;
        Ok(hex::encode(Sha256::digest(der)))
    }
}

struct KeyFiles {
    signing: PathBuf,
    identity: PathBuf,
    tls: PathBuf,
    tls_key: PathBuf,
}

impl KeyFiles {
    fn new(dir: &Path) -> Self {
        let keys = dir.join("keys");
        Self {
            signing: keys.join("signing.pem"),
            identity: keys.join("identity.age"),
            tls: keys.join("tls.pem"),
            tls_key: keys.join("tls-key.pem"),
        }
    }
}

fn settings_path(dir: &Path) -> PathBuf {
    dir.join("office.toml")
}

fn check(settings: &Settings) -> Result<(), Error> {
    let Settings {
        name,
        code,
        addresses,
    } = settings;
    if !valid_code(code) {
        return Err(Error::Invalid(format!(
            "`{code}` cannot be an office's code; write 2 to 32 capital letters, digits and \
             hyphens, such as `AV-NCB`"
        )));
    }
    if name.trim().is_empty() || name.chars().count() > 120 || name.chars().any(char::is_control) {
        return Err(Error::Invalid(
            "an office's name is 1 to 120 printable characters".to_owned(),
        ));
    }
    match addresses
        .iter()
        .find(|address| !address.starts_with("https://"))
    {
        Some(address) => Err(Error::Invalid(format!(
            "`{address}` cannot be an address; write it as `https://host:port`"
        ))),
        None => Ok(()),
    }
}

fn read(path: &Path) -> Result<String, Error> {
    fs::read_to_string(path).map_err(Error::file(path))
}

/// Writes beside the file first, so that it is always whole.
pub(crate) fn write_atomically(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let beside = path.with_extension(format!("tmp-{}", std::process::id()));
    let write = || {
        let mut file = fs::File::create(&beside)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&beside, path)
    };
    write().map_err(Error::file(path))
}

#[cfg(unix)]
fn write_private(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    use std::os::unix::fs::OpenOptionsExt as _;
    let write = || {
        let mut options = fs::OpenOptions::new();
        let mut file = options
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(path)?;
        file.write_all(bytes)?;
        file.sync_all()
    };
    write().map_err(Error::file(path))
}

#[cfg(unix)]
fn private_directory(path: &Path) -> Result<(), Error> {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(path, fs::Permissions::from_mode(0o700)).map_err(Error::file(path))
}

#[cfg(unix)]
fn private_file(path: &Path) -> Result<(), Error> {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(path, fs::Permissions::from_mode(0o600)).map_err(Error::file(path))
}

#[cfg(not(unix))]
fn write_private(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    fs::write(path, bytes).map_err(Error::file(path))
}

#[cfg(not(unix))]
fn private_directory(_path: &Path) -> Result<(), Error> {
    Ok(())
}

#[cfg(not(unix))]
fn private_file(_path: &Path) -> Result<(), Error> {
    Ok(())
}
