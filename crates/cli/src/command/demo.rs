//! `liaison demo`: two invented offices on this machine play the whole story.
//!
//! Nothing is staged: both offices are real ones in a temporary directory, talking TLS on this
//! machine's loopback; what is printed is what they answered.

mod stage;
mod story;

use std::{path::PathBuf, time::Duration};

use super::Context;
use crate::{
    arguments::Demo,
    output::{line, note},
};
use stage::Stage;

pub async fn run(_context: &Context, demo: Demo) -> anyhow::Result<()> {
    let directory = Directory::make()?;
    let ports = if demo.once {
        [0, 0]
    } else {
        [demo.port, demo.port.saturating_add(1)]
    };
    let mut stage = Stage::set(&directory.0, ports).await?;
    story::play(&mut stage).await?;
    if demo.once {
        stage.leave().await;
        return Ok(());
    }
    line("")?;
    for (office, address) in stage.desks() {
        line(&format!("{office} keeps serving: http://{address}"))?;
    }
    note(&format!(
        "Their directories are under {}; Ctrl-C ends both.",
        directory.0.display()
    ));
    tokio::signal::ctrl_c().await?;
    stage.leave().await;
    Ok(())
}

/// A directory of the demo's own, removed in the end.
struct Directory(PathBuf);

impl Directory {
    fn make() -> anyhow::Result<Self> {
        let path = std::env::temp_dir().join(format!("liaison-demo-{}", std::process::id()));
        std::fs::create_dir_all(&path)?;
        Ok(Self(path))
    }
}

impl Drop for Directory {
    fn drop(&mut self) {
        for _ in 0..3 {
            if std::fs::remove_dir_all(&self.0).is_ok() {
                return;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
    }
}
