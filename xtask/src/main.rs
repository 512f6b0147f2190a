//! Chores of the house, one file per task: `cargo xtask TASK`.

mod floors;
mod invent;
mod picture;

use std::process::ExitCode;

use anyhow::Result;

/// Every task; a new one is one line here and one file beside this one.
const TASKS: &[Task] = &[
    Task {
        name: "floors",
        what: "check that each crate depends only on crates of lower floors",
        run: floors::run,
    },
    Task {
        name: "invent",
        what: "write the invented lists and search goldens under testdata/ anew",
        run: invent::run,
    },
    Task {
        name: "picture",
        what: "draw docs/demo.svg from what `liaison demo --once` prints",
        run: picture::run,
    },
];

struct Task {
    name: &'static str,
    what: &'static str,
    run: fn() -> Result<()>,
}

#[expect(clippy::print_stderr, reason = "a task speaks to whoever typed it")]
fn main() -> ExitCode {
    let typed: Vec<String> = std::env::args().skip(1).collect();
    let task = match typed.as_slice() {
        [name] => TASKS.iter().find(|task| task.name == name),
        _ => None,
    };
    let Some(task) = task else {
        eprintln!("usage: cargo xtask TASK\n\ntasks:");
        for task in TASKS {
            eprintln!("  {:<10} {}", task.name, task.what);
        }
        return ExitCode::from(2);
    };
    match (task.run)() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
