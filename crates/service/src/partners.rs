//! Partners: the offices whose key cards were accepted.

use liaison_exchange::{KeyCard, codec::Signer};
use liaison_seal::KeyId;
use liaison_store::PartnerRow;
use serde::{Deserialize, Serialize};

use crate::{Error, Office, journal::Journal};

/// A partner.
#[derive(Debug, Clone)]
pub struct Partner {
    /// Its key card.
    pub card: KeyCard,
    /// When the card was accepted, RFC 3339.
    pub added_at: String,
    /// When it was revoked, if it was.
    pub revoked_at: Option<String>,
}

/// Act `partner.added`.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Added {
    pub partner: String,
    pub card: String,
    pub officer: String,
}

/// Act `partner.revoked`.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Revoked {
    pub partner: String,
    pub officer: String,
}

impl Partner {
    pub(crate) fn read(row: PartnerRow) -> Result<Self, Error> {
        let card = row.card.parse::<KeyCard>().map_err(|error| Error::Stored {
            what: "key card",
            reason: error.to_string(),
        })?;
        Ok(Self {
            card,
            added_at: row.added_at,
            revoked_at: row.revoked_at,
        })
    }

    /// What is needed to open its messages.
    pub(crate) fn signer(&self) -> Signer {
        Signer {
            code: self.card.code.clone(),
            key: self.card.signing_key,
        }
    }
}

impl Office {
    /// Accepts a key card. The officer has compared its fingerprint by telephone.
    ///
    /// A partner whose keys change must be revoked first, so that nobody exchanges keys in
    /// passing; its other lines (name, addresses) may change at any time.
    pub async fn add_partner(&self, card_text: &str, officer: &str) -> Result<Partner, Error> {
        let card: KeyCard = card_text
            .parse()
            .map_err(|error| Error::Invalid(format!("this is no key card to accept: {error}")))?;
        if card.code == self.code() || card.signing_key == self.signing_key.verifying_key() {
            return Err(Error::Invalid(
                "this is the office's own key card".to_owned(),
            ));
        }
        let mut journal = Journal::begin(self).await?;
        if let Some(row) = journal.tx.partner(&card.code).await? {
            let known = Partner::read(row)?;
            let same_keys = known.card.fingerprint() == card.fingerprint();
            if known.revoked_at.is_none() && !same_keys {
                return Err(Error::Invalid(format!(
                    "partner `{0}` is known with other keys; if the change is real, revoke the \
                     old ones first with `liaison partner revoke {0}`",
                    card.code
                )));
            }
        }
        let row = PartnerRow {
            code: card.code.clone(),
            card: card_text.to_owned(),
            added_at: journal.at(),
            revoked_at: None,
        };
        journal.tx.put_partner(&row).await?;
        let act = Added {
            partner: card.code,
            card: card_text.to_owned(),
            officer: officer.to_owned(),
        };
        journal.act("partner.added", &act).await?;
        journal.commit().await?;
        Partner::read(row)
    }

    /// The partners, by code, revoked ones too.
    pub async fn partners(&self) -> Result<Vec<Partner>, Error> {
        let rows = self.store.partners().await?;
        rows.into_iter().map(Partner::read).collect()
    }

    /// The partner with this code, revoked or not.
    pub async fn partner(&self, code: &str) -> Result<Partner, Error> {
        let mut partners = self.partners().await?.into_iter();
        partners
            .find(|partner| partner.card.code == code)
            .ok_or_else(|| Error::UnknownPartner(code.to_owned()))
    }

    /// The partner that signs HTTP requests with the key of this identifier, unless revoked.
    pub async fn partner_by_key(&self, key: &str) -> Result<Option<Partner>, Error> {
        let named = |partner: &Partner| {
            let id: KeyId = partner.card.signing_key.key_id();
            id.as_str() == key && partner.revoked_at.is_none()
        };
        Ok(self.partners().await?.into_iter().find(named))
    }

    /// Stops trusting a partner's keys. What was exchanged stays.
    pub async fn revoke_partner(&self, code: &str, officer: &str) -> Result<(), Error> {
        let mut journal = Journal::begin(self).await?;
        let row = journal.tx.partner(code).await?;
        let mut row = row.ok_or_else(|| Error::UnknownPartner(code.to_owned()))?;
        if row.revoked_at.is_some() {
            return Ok(());
        }
        row.revoked_at = Some(journal.at());
        journal.tx.put_partner(&row).await?;
        let act = Revoked {
            partner: code.to_owned(),
            officer: officer.to_owned(),
        };
        journal.act("partner.revoked", &act).await?;
        journal.commit().await
    }
}
