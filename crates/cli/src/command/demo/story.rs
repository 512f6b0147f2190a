//! The story: a warning that in the real case was lost at six points, and is not lost here.

use std::fs;

use anyhow::{Context as _, ensure};
use jiff::SignedDuration;
use liaison_exchange::{Handling, message::AnswerResult};
use liaison_person::{Name, NameKind, Record, Schema};
use liaison_service::{
    mail::Arrived,
    requests::{NewRequest, Reply, RequestView},
    search::Search,
};

use super::stage::{Player, Stage};
use crate::{
    command::{look_up, request},
    output::{count, line},
};

pub async fn play(stage: &mut Stage) -> anyhow::Result<()> {
    let mut step = Step(0);
    step.say("Two offices that do not fully trust each other exchange key cards")?;
    exchange_cards(stage).await?;

    step.say("Brelland takes in two public lists, Arvenia one of them")?;
    take_in_lists(stage).await?;

    step.say("Arvenia's officer looks the man up at home, in Cyrillic, and finds nothing")?;
    look_up_at_home(stage).await?;

    step.say("Arvenia writes to Brelland about him. Brelland's inbox is off line")?;
    let (reference, carried) = warn(stage).await?;

    step.say("Brelland comes on line: the warning arrives and is receipted")?;
    deliver(stage, &reference).await?;

    step.say("On receipt Brelland's lists were searched, whatever the spelling")?;
    show_hits(stage, &reference).await?;

    step.say("The same message comes once more, on a memory stick")?;
    repeat_by_file(stage, &carried).await?;

    step.say("Brelland answers; the answer is signed, and so is its receipt")?;
    answer(stage, &reference).await?;

    step.say("Brelland asks back what the suspicion rests on. Nobody answers")?;
    ask_back(stage, &reference).await?;

    step.say("Both logs are verified: tree, signatures, every record, every receipt")?;
    verify(stage).await?;

    step.say("Somebody edits one name in Brelland's database. The verifier finds it")?;
    tamper(stage).await
}

struct Step(usize);

impl Step {
    fn say(&mut self, what: &str) -> anyhow::Result<()> {
        self.0 += 1;
        line(&format!("\n{:>2}. {what}", self.0))
    }
}

/// A line of the story, indented.
fn tell(text: &str) -> anyhow::Result<()> {
    line(&format!("    {text}"))
}

async fn exchange_cards(stage: &Stage) -> anyhow::Result<()> {
    let both = [
        (&stage.arvenia, &stage.brelland),
        (&stage.brelland, &stage.arvenia),
    ];
    for (ours, theirs) in both {
        let card = theirs.office.card_text()?;
        let partner = ours.office.add_partner(&card, ours.officer).await?;
        tell(&format!(
            "{} accepts `{}`, fingerprint {}",
            ours.office.code(),
            partner.card.code,
            partner.card.fingerprint()
        ))?;
    }
    Ok(())
}

async fn take_in_lists(stage: &Stage) -> anyhow::Result<()> {
    let [ofac, un] = stage.lists()?;
    let imports = [
        (&stage.brelland, &ofac),
        (&stage.brelland, &un),
        (&stage.arvenia, &un),
    ];
    for (player, import) in imports {
        let change = player.office.import(import, &mut |_| {}).await?;
        tell(&format!(
            "{}: {}, {} added",
            player.office.code(),
            change.list,
            change.added
        ))?;
    }
    Ok(())
}

/// The man, as Arvenia knows him: Cyrillic, and another date of birth than on Brelland's list.
fn subject() -> anyhow::Result<Record> {
    let mut subject = Record::new("subject", Schema::Person);
    subject.add_name(Name::new("Образцев Антон", NameKind::Primary));
    subject.birth_dates.push("1986-10-21".parse()?);
    Ok(subject)
}

async fn look_up_at_home(stage: &Stage) -> anyhow::Result<()> {
    let player = &stage.arvenia;
    let reason = "tip about travel to a training camp";
    let person = subject()?;
    let hits = player
        .office
        .look_up(&person, &Search::default(), reason, player.officer)
        .await?;
    tell(&format!(
        "Образцев Антон, born 1986-10-21: {}; the look-up is logged",
        count(hits.len(), "hit")
    ))
}

async fn warn(stage: &Stage) -> anyhow::Result<(String, Vec<u8>)> {
    let player = &stage.arvenia;
    let new = NewRequest {
        partner: "BR-SEC".to_owned(),
        subject: subject()?,
        purpose: "prevention of a terrorist offence".to_owned(),
        legal_basis: "Agreement between Arvenia and Brelland of 2009, Art. 4".to_owned(),
        questions: vec![
            "Is he known to you, under any spelling?".to_owned(),
            "Tell us if he travels.".to_owned(),
        ],
        due: player.office.now() + SignedDuration::from_hours(24 * 7),
        handling: "AMBER/H1".parse()?,
        follows: None,
    };
    let view = player.office.draft_request(new, player.officer).await?;
    let reference = view.request.reference;
    let sealed = player
        .office
        .release_request(&reference, player.officer)
        .await?;
    liaison_server::flush(&player.office).await?;
    let waiting = player.office.waiting_deliveries().await?.len();
    tell(&format!(
        "{reference} signed, sealed, {} bytes; {waiting} waits in the outbox",
        sealed.bytes.len()
    ))?;
    Ok((reference, sealed.bytes))
}

async fn deliver(stage: &mut Stage, reference: &str) -> anyhow::Result<()> {
    stage.brelland.start();
    stage.arvenia.start();
    stage.arvenia.delivered().await?;
    let dossier = stage.arvenia.office.request(reference).await?;
    let receipted = dossier
        .messages
        .first()
        .is_some_and(|message| message.receipted);
    ensure!(receipted, "the receipt is not here");
    tell(&format!(
        "At Arvenia {reference} is {}: Brelland's signed receipt proves it is in Brelland's log",
        dossier.view.state
    ))
}

async fn show_hits(stage: &Stage, reference: &str) -> anyhow::Result<()> {
    let dossier = stage.brelland.office.request(reference).await?;
    tell(&format!(
        "Hits, attached for the officer, who decides: {}",
        dossier.hits.len()
    ))?;
    let best = dossier.hits.first().context("the man was not found")?;
    ensure!(
        best.caption.starts_with("OBRAZTSYEV"),
        "another person came first"
    );
    for text in look_up::lines(best) {
        tell(&text)?;
    }
    Ok(())
}

async fn repeat_by_file(stage: &Stage, carried: &[u8]) -> anyhow::Result<()> {
    let arrived = stage.brelland.office.receive(carried, None).await?;
    let Arrived::Message { duplicate, .. } = arrived else {
        anyhow::bail!("it was taken for something else");
    };
    ensure!(duplicate, "it was taken in twice");
    tell("Known already: kept once, and the same receipt is given again")?;
    let cut = carried.get(..carried.len() / 2).unwrap_or_default();
    if let Err(error) = stage.brelland.office.receive(cut, None).await {
        tell(&format!("A copy that was cut in half: {error}"))?;
    }
    Ok(())
}

async fn answer(stage: &Stage, reference: &str) -> anyhow::Result<()> {
    let player = &stage.brelland;
    let reply = Reply::Answer {
        result: AnswerResult::Partial,
        text: "Listed here as OBRAZTSYEV, born 1987 or 1988. No travel known.".to_owned(),
    };
    let handling: Handling = "AMBER/H1".parse()?;
    player
        .office
        .reply(reference, reply, handling, player.officer)
        .await?;
    player.delivered().await?;
    let dossier = stage.arvenia.office.request(reference).await?;
    for text in request::lines(&dossier) {
        if text.trim_start().starts_with("20") || text.starts_with("Request") {
            tell(text.trim_start())?;
        }
    }
    Ok(())
}

async fn ask_back(stage: &Stage, reference: &str) -> anyhow::Result<()> {
    let player = &stage.brelland;
    let new = NewRequest {
        partner: "AV-NCB".to_owned(),
        subject: subject()?,
        purpose: "assessment of the warning".to_owned(),
        legal_basis: "Agreement between Arvenia and Brelland of 2009, Art. 4".to_owned(),
        questions: vec!["What makes you suspect him?".to_owned()],
        // Due at once, so that the demo need not wait a week to see it overdue.
        due: player.office.now(),
        handling: "AMBER/H1".parse()?,
        follows: Some(reference.to_owned()),
    };
    let view = player.office.draft_request(new, player.officer).await?;
    let follow_up = view.request.reference;
    player
        .office
        .release_request(&follow_up, player.officer)
        .await?;
    player.delivered().await?;
    for player in [&stage.brelland, &stage.arvenia] {
        let requests = player.office.requests().await?;
        let open = requests
            .iter()
            .find(|request| request.request.reference == follow_up);
        tell(&owed(player, open.context("the follow-up is not there")?))?;
    }
    tell("It stays open on both desks until a person acts: time alone ends nothing")
}

fn owed(player: &Player, request: &RequestView) -> String {
    let whose = match request.owed_by {
        Some("us") => "we owe",
        Some(_) => "we are owed",
        None => "nobody owes",
    };
    format!(
        "{}: {whose} the answer to {}{}",
        player.office.code(),
        request.request.reference,
        if request.overdue { ", overdue" } else { "" }
    )
}

async fn verify(stage: &Stage) -> anyhow::Result<()> {
    for player in [&stage.arvenia, &stage.brelland] {
        let report = player.office.verify().await??;
        let root: String = report.root.chars().take(16).collect();
        tell(&format!(
            "{}: {} leaves, root {root}..., {} records, {} messages, {} receipts: holds",
            player.office.code(),
            report.leaves,
            report.records,
            report.messages,
            report.receipts_held + report.receipts_given,
        ))?;
    }
    Ok(())
}

/// Edits the database file behind the program's back, as a hand with a hex editor would, in a
/// copy of the office's directory, which is what a backup is.
async fn tamper(stage: &Stage) -> anyhow::Result<()> {
    let office = &stage.brelland.office;
    office.settle().await?;
    let copy = office.dir().with_extension("copy");
    copy_directory(office.dir(), &copy)?;
    let (from, to) = (b"OBRAZTSYEV, Anton", b"OBRAZTSOEV, Anton");
    let database = copy.join("office.db");
    let mut bytes = fs::read(&database)?;
    let mut edited = 0;
    for at in 0..bytes.len() {
        if bytes[at..].starts_with(from) {
            bytes[at..at + to.len()].copy_from_slice(to);
            edited += 1;
        }
    }
    fs::write(&database, bytes)?;
    ensure!(edited > 0, "the name is not in the database file");
    let clock = std::sync::Arc::new(liaison_service::SystemClock);
    let tampered = liaison_service::Office::open(&copy, clock).await?;
    let verified = tampered.verify().await?;
    tampered.close().await;
    match verified {
        Ok(_) => anyhow::bail!("the verifier did not find it"),
        Err(found) => tell(&format!("First break: {found}")),
    }
}

fn copy_directory(from: &std::path::Path, to: &std::path::Path) -> anyhow::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_directory(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), &target)?;
        }
    }
    Ok(())
}
