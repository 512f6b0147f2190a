//! What can be typed.

use std::{net::SocketAddr, path::PathBuf};

use clap::{Args, Parser, Subcommand};
use liaison_exchange::{
    Handling,
    message::{AnswerResult, Ground},
};
use liaison_lists::Kind;
use liaison_person::PartialDate;

/// Find a person under any spelling, ask partners, answer them, and prove it afterwards.
#[derive(Debug, Parser)]
#[command(
    name = "liaison",
    version,
    arg_required_else_help = true,
    after_help = "Start with `liaison demo --once`, or make an office: \
                  `liaison init --name \"Coordination Desk\" --code AV-NCB`."
)]
pub struct Arguments {
    /// The office's directory.
    #[arg(
        long,
        global = true,
        value_name = "DIR",
        env = "LIAISON_OFFICE",
        default_value = "office"
    )]
    pub office: PathBuf,
    /// Results as JSON, one object a line.
    #[arg(long, global = true)]
    pub json: bool,
    /// Who acts, for the log; by default the name of the account.
    #[arg(long, global = true, value_name = "NAME", env = "LIAISON_OFFICER")]
    pub officer: Option<String>,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Two invented offices on this machine play the whole story.
    Demo(Demo),
    /// Make an office: keys, database, log with its first checkpoint.
    Init(Init),
    /// Take in, show and remove the lists that persons are looked up on.
    #[command(subcommand)]
    Lists(Lists),
    /// Look one person up under any spelling. Exit code 3 where there are hits.
    #[command(after_help = "Example: liaison match 'Образцев Антон' --born 1986-10-21")]
    Match(Match),
    /// Look many persons up: FollowTheMoney JSON lines or CSV in, JSON lines or CSV out.
    Screen(Screen),
    /// Run the office: partner inbox, delivery of what waits, status page.
    Serve(Serve),
    /// The offices that messages are exchanged with.
    #[command(subcommand)]
    Partner(Partner),
    /// Ask partners about a person; answer what they ask.
    #[command(subcommand)]
    Request(Request),
    /// Messages that came as files.
    #[command(subcommand)]
    Inbox(Inbox),
    /// The log that proves what was done.
    #[command(subcommand)]
    Log(Log),
}

/// `liaison demo`
#[derive(Debug, Args)]
pub struct Demo {
    /// Print the story and end; without it both offices keep serving.
    #[arg(long)]
    pub once: bool,
    /// Port of the first office's status page; the second one has the next.
    #[arg(long, default_value_t = 8470, value_name = "N")]
    pub port: u16,
}

/// `liaison init`
#[derive(Debug, Args)]
pub struct Init {
    /// The office's name for people.
    #[arg(long)]
    pub name: String,
    /// Its code: 2 to 32 capital letters, digits and hyphens, such as `AV-NCB`.
    #[arg(long)]
    pub code: String,
    /// Where partners reach its inbox, as `https://host:port`; leave out to work by file only.
    #[arg(long, value_name = "URL")]
    pub address: Vec<String>,
}

/// `liaison lists`
#[derive(Debug, Subcommand)]
pub enum Lists {
    /// Take in a list; a newer edition replaces the older one. Prints what changed.
    #[command(
        after_help = "Examples:\n  liaison lists add ofac ./ofac        (sdn.csv, alt.csv, \
                            add.csv, sdn_comments.csv)\n  liaison lists add un consolidated.xml\n  \
                            liaison lists add ftm entities.ftm.json --as my_list"
    )]
    Add {
        /// The list's format: `ofac`, `un` or `ftm`.
        kind: Kind,
        /// Its files, or the directory that holds them.
        #[arg(required = true)]
        paths: Vec<PathBuf>,
        /// Keep it under this identifier instead of the format's own.
        #[arg(long = "as", value_name = "ID")]
        id: Option<String>,
    },
    /// The lists that the office holds.
    Show,
    /// Remove a list.
    Remove {
        /// Its identifier, see `lists show`.
        id: String,
    },
    /// Every person with every name as kept, as FollowTheMoney JSON lines.
    Export {
        /// One list only.
        id: Option<String>,
    },
}

/// What is known of a person beside the name.
#[derive(Debug, Args)]
pub struct Known {
    /// A date of birth: `1986`, `1986-10` or `1986-10-21`. Two that
    /// differ are two statements.
    #[arg(long, value_name = "DATE")]
    pub born: Vec<PartialDate>,
    /// A country that the person is linked to, ISO 3166-1 alpha-2.
    #[arg(long, value_name = "CC")]
    pub country: Vec<String>,
    /// A passport or other document number.
    #[arg(long, value_name = "VALUE")]
    pub id: Vec<String>,
}

/// `liaison match`
#[derive(Debug, Args)]
pub struct Match {
    /// The name, in any script, spelling and order.
    pub name: String,
    /// What else is known of the person.
    #[command(flatten)]
    pub known: Known,
    /// At most this many hits.
    #[arg(long, default_value_t = 5, value_name = "N")]
    pub limit: usize,
    /// None below this score; at 0.7 a desk officer should look.
    #[arg(long, default_value_t = 0.7, value_name = "X", value_parser = score)]
    pub threshold: f64,
    /// Why the person is looked up; goes into the record of the look-up.
    #[arg(long, default_value = "not stated")]
    pub reason: String,
}

/// `liaison screen`
#[derive(Debug, Args)]
pub struct Screen {
    /// `.ftm.json` or `.jsonl` (FollowTheMoney, one a line), or `.csv` with a header row.
    pub input: PathBuf,
    /// `.jsonl` or `.csv`.
    #[arg(short, long, value_name = "OUTPUT")]
    pub output: PathBuf,
    /// At most this many hits for each person.
    #[arg(long, default_value_t = 5, value_name = "N")]
    pub limit: usize,
    /// None below this score; 0 gives the best ones whatever their score.
    #[arg(long, default_value_t = 0.7, value_name = "X", value_parser = score)]
    pub threshold: f64,
    /// Go on where an earlier run with the same output was cut off (`.jsonl` only).
    #[arg(long)]
    pub resume: bool,
    /// Why the persons are looked up; goes into the record of the screening.
    #[arg(long, default_value = "not stated")]
    pub reason: String,
}

/// `liaison serve`
#[derive(Debug, Args)]
pub struct Serve {
    /// Where the status page answers; keep it on this machine.
    #[arg(long, default_value = "127.0.0.1:8470", value_name = "ADDR")]
    pub listen: SocketAddr,
    /// Where the partner inbox answers; by default the port of the office's first address.
    #[arg(long, value_name = "ADDR")]
    pub partner_listen: Option<SocketAddr>,
}

/// `liaison partner`
#[derive(Debug, Subcommand)]
pub enum Partner {
    /// Print this office's own key card, to be given to partners.
    Card,
    /// Accept a partner's key card, after comparing its fingerprint by telephone.
    Add {
        /// The key card.
        card: PathBuf,
        /// The fingerprint as the partner read it out; asked for where it is not given.
        #[arg(long, value_name = "GROUPS")]
        fingerprint: Option<String>,
    },
    /// The partners.
    List,
    /// One partner's key card and fingerprint.
    Show {
        /// Its code.
        code: String,
    },
    /// Stop trusting a partner's keys. What was exchanged stays.
    Revoke {
        /// Its code.
        code: String,
    },
}

/// `liaison request`
#[derive(Debug, Subcommand)]
pub enum Request {
    /// Write a request; `request send` lets it leave.
    New(Box<NewRequest>),
    /// Sign a request and send it, or write it to a file.
    Send {
        /// Its reference.
        request: String,
        /// Write the sealed message here too, to be carried.
        #[arg(long, value_name = "FILE")]
        to_file: Option<PathBuf>,
    },
    /// The requests, ours and the partners'.
    List {
        /// Only those that somebody still owes an answer to.
        #[arg(long)]
        owed: bool,
    },
    /// One request: content, hits on our lists, every message of its thread.
    Show {
        /// Its reference.
        request: String,
    },
    /// Answer a partner's request.
    Answer {
        /// Its reference.
        request: String,
        /// The answer.
        #[arg(long)]
        text: String,
        /// How far it answers: `full`, `partial`, `negative` or `ncnd` (neither confirmed nor
        /// denied).
        #[arg(long, default_value = "full")]
        result: AnswerResult,
        /// How the partner must treat it, such as `AMBER/H1`.
        #[arg(long, value_name = "MARK")]
        handling: Handling,
        /// Write the sealed message here too, to be carried.
        #[arg(long, value_name = "FILE")]
        to_file: Option<PathBuf>,
    },
    /// Refuse a partner's request, with grounds.
    Refuse {
        /// Its reference.
        request: String,
        /// A ground of Directive (EU) 2023/977 Art. 6, such as `national_security`.
        #[arg(long, required = true)]
        ground: Vec<Ground>,
        /// The reasons in words.
        #[arg(long)]
        text: String,
        /// How the partner must treat it, such as `AMBER/H1`.
        #[arg(long, value_name = "MARK")]
        handling: Handling,
        /// Write the sealed message here too, to be carried.
        #[arg(long, value_name = "FILE")]
        to_file: Option<PathBuf>,
    },
    /// Close one of our requests. Without an answer it stays unanswered in every count.
    Close {
        /// Its reference.
        request: String,
        /// Why.
        #[arg(long)]
        reason: String,
    },
}

/// `liaison request new`
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  liaison request new --to BR-NCB --name 'Образцев Антон' \\\n    \
                        --born 1986 --purpose 'prevention of a terrorist offence' \\\n    \
                        --basis 'Agreement of 2009, Art. 4' --question 'Is he known to you?' \\\n    \
                        --due 7d --handling AMBER/H1"
)]
pub struct NewRequest {
    /// The partner's code.
    #[arg(long, value_name = "CODE")]
    pub to: String,
    /// The person's name as known, in its own script; may be given more than once.
    #[arg(long, required = true)]
    pub name: Vec<String>,
    /// What else is known of the person.
    #[command(flatten)]
    pub known: Known,
    /// What the information is needed for.
    #[arg(long)]
    pub purpose: String,
    /// The law that allows asking.
    #[arg(long, value_name = "LAW")]
    pub basis: String,
    /// A question; may be given more than once.
    #[arg(long, required = true)]
    pub question: Vec<String>,
    /// When the answer is due: `8h`, `3d`, a date, or an RFC 3339 time.
    #[arg(long, default_value = "7d")]
    pub due: String,
    /// How the partner must treat the request: TLP mark and Europol codes, such as `AMBER/H1`.
    #[arg(long, value_name = "MARK")]
    pub handling: Handling,
    /// The request that this one follows up, by reference.
    #[arg(long, value_name = "REQUEST")]
    pub follows: Option<String>,
}

/// `liaison inbox`
#[derive(Debug, Subcommand)]
pub enum Inbox {
    /// Take in a sealed message or receipt; writes the receipt to be carried back.
    Add {
        /// The file.
        file: PathBuf,
        /// Where to write our receipt; by default into the office's `outbox/`.
        #[arg(long, value_name = "FILE")]
        receipt: Option<PathBuf>,
    },
}

/// `liaison log`
#[derive(Debug, Subcommand)]
pub enum Log {
    /// Check the whole office against its log; names the first break.
    Verify,
}

fn score(text: &str) -> Result<f64, String> {
    text.parse()
        .ok()
        .filter(|score| (0.0..=1.0).contains(score))
        .ok_or_else(|| "a score is a number from 0 to 1".to_owned())
}
