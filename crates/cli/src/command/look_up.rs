//! `liaison match`: look one person up.

use std::process::ExitCode;

use liaison_person::{Document, DocumentKind, Name, NameKind, Record, Schema, country_code};
use liaison_service::search::{Hit, Search};

use super::Context;
use crate::{
    arguments::{Known, Match},
    output::{line, note},
};

/// Exit code for hits.
const HITS: u8 = 3;

pub async fn run(context: &Context, query: Match) -> anyhow::Result<ExitCode> {
    let person = person(&[query.name], &query.known)?;
    let office = context.open().await?;
    let search = Search {
        limit: query.limit,
        threshold: query.threshold,
    };
    let hits = office
        .look_up(&person, &search, &query.reason, &context.officer)
        .await?;
    office.close().await;
    if context.output.is_json() {
        for hit in &hits {
            line(&serde_json::to_string(hit)?)?;
        }
    } else {
        print(&hits)?;
    }
    if hits.is_empty() {
        note(&format!("No hit from a score of {}.", query.threshold));
        return Ok(ExitCode::SUCCESS);
    }
    Ok(ExitCode::from(HITS))
}

/// The person that options describe.
pub fn person(names: &[String], known: &Known) -> anyhow::Result<Record> {
    let mut person = Record::new("query", Schema::Person);
    for name in names {
        anyhow::ensure!(
            !name.trim().is_empty(),
            "the name is empty; write the person's name"
        );
        person.add_name(Name::new(name.trim(), NameKind::Primary));
    }
    person.birth_dates.clone_from(&known.born);
    for country in &known.country {
        let code = country_code(country).ok_or_else(|| {
            anyhow::anyhow!("`{country}` is no country; write its ISO 3166-1 code, such as `fr`")
        })?;
        person.countries.push(code.to_owned());
    }
    for number in &known.id {
        person.documents.push(Document {
            kind: DocumentKind::Other,
            number: number.clone(),
            country: None,
        });
    }
    Ok(person)
}

/// Hits for people: one line each, the reasons below.
pub fn print(hits: &[Hit]) -> anyhow::Result<()> {
    for hit in hits {
        for text in lines(hit) {
            line(&text)?;
        }
    }
    Ok(())
}

/// One hit in words.
pub fn lines(hit: &Hit) -> Vec<String> {
    let head = format!(
        "{:.2}  {}  ({} {})",
        hit.score,
        hit.caption,
        hit.datasets.join(", "),
        hit.id
    );
    let reasons = hit.explanations.iter().map(|reason| {
        format!(
            "      {:<9} {:.2}  {} ~ {}: {}",
            reason.feature, reason.score, reason.query, reason.candidate, reason.detail
        )
    });
    std::iter::once(head).chain(reasons).collect()
}
