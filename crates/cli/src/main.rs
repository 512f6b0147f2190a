//! `liaison`: the command line. One file per command in `command/`; `arguments` says what can
//! be typed, `output` how results look.
//!
//! Results go to stdout, everything else to stderr. Exit codes: 0 done (for `match`: no hit),
//! 1 error, 2 wrong use, 3 hits found (`match` only).
#![forbid(unsafe_code)]

mod arguments;
mod command;
mod output;
mod progress;

use std::process::ExitCode;

use arguments::{Arguments, Command};
use clap::Parser as _;
use output::Output;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    // The demo's partner is off line on purpose: that is no warning to its reader.
    start_tracing(if matches!(arguments.command, Command::Demo(_)) {
        "error"
    } else {
        "warn"
    });
    let runtime = match tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
    {
        Ok(runtime) => runtime,
        Err(error) => {
            output::complain(&format!("cannot start: {error}"));
            return ExitCode::FAILURE;
        }
    };
    match runtime.block_on(run(arguments)) {
        Ok(code) => code,
        // A reader that closed the pipe (`| head`) has what it wanted.
        Err(error) if output::is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            output::complain(&format!("{error:#}"));
            ExitCode::FAILURE
        }
    }
}

async fn run(arguments: Arguments) -> anyhow::Result<ExitCode> {
    let Arguments {
        office,
        json,
        officer,
        command,
    } = arguments;
    let context = command::Context {
        dir: office,
        officer: officer.unwrap_or_else(command::account_name),
        output: Output::new(json),
    };
    match command {
        Command::Demo(demo) => command::demo::run(&context, demo).await?,
        Command::Init(init) => command::init::run(&context, init).await?,
        Command::Lists(lists) => command::lists::run(&context, lists).await?,
        Command::Match(query) => return command::look_up::run(&context, query).await,
        Command::Screen(screen) => command::screen::run(&context, screen).await?,
        Command::Serve(serve) => command::serve::run(&context, serve).await?,
        Command::Partner(partner) => command::partner::run(&context, partner).await?,
        Command::Request(request) => command::request::run(&context, request).await?,
        Command::Inbox(inbox) => command::inbox::run(&context, inbox).await?,
        Command::Log(log) => return command::log::run(&context, log).await,
    }
    Ok(ExitCode::SUCCESS)
}

fn start_tracing(default: &str) {
    let filter = tracing_subscriber::EnvFilter::try_from_env("LIAISON_LOG")
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new(default));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .init();
}
