//! `liaison partner`: the offices that messages are exchanged with.

use std::{
    fs,
    io::{self, IsTerminal as _, Write as _},
};

use anyhow::{Context as _, bail, ensure};
use liaison_exchange::KeyCard;
use liaison_service::partners::Partner;
use serde_json::{Value, json};

use super::Context;
use crate::{arguments, output::note};

pub async fn run(context: &Context, command: arguments::Partner) -> anyhow::Result<()> {
    let office = context.open().await?;
    match command {
        arguments::Partner::Card => {
            let text = office.card_text()?;
            context
                .output
                .result(&json!({"card": text}), text.trim_end())?;
        }
        arguments::Partner::Add { card, fingerprint } => {
            let text = fs::read_to_string(&card).with_context(|| card.display().to_string())?;
            let parsed: KeyCard = text.parse().with_context(|| card.display().to_string())?;
            compare(&parsed, fingerprint.as_deref())?;
            let partner = office.add_partner(&text, &context.officer).await?;
            let done = format!("Accepted `{}`, {}.", partner.card.code, partner.card.name);
            context.output.result(&value(&partner), &done)?;
        }
        arguments::Partner::List => {
            let partners = office.partners().await?;
            let values: Vec<Value> = partners.iter().map(value).collect();
            let header = ["code", "name", "addresses", "state"];
            let text =
                |value: &Value, field: &str| value[field].as_str().unwrap_or_default().to_owned();
            context.output.results(&values, &header, |partner| {
                let addresses = partner["addresses"].as_array().into_iter().flatten();
                let addresses: Vec<&str> = addresses.filter_map(Value::as_str).collect();
                let state = if partner["revoked_at"].is_null() {
                    "trusted"
                } else {
                    "revoked"
                };
                vec![
                    text(partner, "code"),
                    text(partner, "name"),
                    addresses.join(" "),
                    state.to_owned(),
                ]
            })?;
        }
        arguments::Partner::Show { code } => {
            let partner = office.partner(&code).await?;
            let revoked = partner
                .revoked_at
                .as_ref()
                .map(|at| format!("\nRevoked {at}"));
            let text = format!(
                "{}, `{}`\nFingerprint: {}\nAccepted {}{}",
                partner.card.name,
                partner.card.code,
                partner.card.fingerprint(),
                partner.added_at,
                revoked.unwrap_or_default(),
            );
            context.output.result(&value(&partner), &text)?;
        }
        arguments::Partner::Revoke { code } => {
            office.revoke_partner(&code, &context.officer).await?;
            context
                .output
                .result(&json!({"revoked": code}), &format!("Revoked `{code}`."))?;
        }
    }
    office.close().await;
    Ok(())
}

fn value(partner: &Partner) -> Value {
    json!({
        "code": partner.card.code,
        "name": partner.card.name,
        "addresses": partner.card.addresses,
        "fingerprint": partner.card.fingerprint(),
        "added_at": partner.added_at,
        "revoked_at": partner.revoked_at,
    })
}

/// Two people compare the fingerprint; a program gives what they read out.
fn compare(card: &KeyCard, read_out: Option<&str>) -> anyhow::Result<()> {
    let own = card.fingerprint();
    if let Some(read_out) = read_out {
        let digits = |text: &str| text.split_whitespace().collect::<String>();
        ensure!(
            digits(read_out) == digits(&own),
            "the card's fingerprint is {own}, not what was read out; it is not the partner's card"
        );
        return Ok(());
    }
    if !io::stdin().is_terminal() {
        bail!(
            "compare the fingerprint with the partner by telephone, then give it: \
             `--fingerprint \"{own}\"`"
        );
    }
    note(&format!(
        "{}, `{}`\nFingerprint: {own}",
        card.name, card.code
    ));
    let mut err = io::stderr().lock();
    write!(
        err,
        "Has the partner read out the same by telephone? Type `yes`: "
    )?;
    err.flush()?;
    let mut answer = String::new();
    io::stdin().read_line(&mut answer)?;
    ensure!(answer.trim() == "yes", "not accepted; nothing was changed");
    Ok(())
}
