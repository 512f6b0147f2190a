//! The two offices of the demo: made, opened, serving.

use std::{
    fs,
    net::{Ipv4Addr, SocketAddr, TcpListener},
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use anyhow::{Context as _, bail};
use liaison_server::ServeOptions;
use liaison_service::{Office, SystemClock, lists::Import, office::Settings};
use tokio::{sync::oneshot, task::JoinHandle};

/// The lists of the demo, in the published formats of OFAC and the United Nations; every person
/// on them is invented.
const OFAC: [(&str, &[u8]); 4] = [
    (
        "sdn.csv",
        include_bytes!("../../../../../testdata/lists/ofac/sdn.csv"),
    ),
    (
        "alt.csv",
        include_bytes!("../../../../../testdata/lists/ofac/alt.csv"),
    ),
    (
        "add.csv",
        include_bytes!("../../../../../testdata/lists/ofac/add.csv"),
    ),
    (
        "sdn_comments.csv",
        include_bytes!("../../../../../testdata/lists/ofac/sdn_comments.csv"),
    ),
];
const UN: (&str, &[u8]) = (
    "consolidated.xml",
    include_bytes!("../../../../../testdata/lists/un/consolidated.xml"),
);

/// How long the demo waits for one message to arrive.
const PATIENCE: Duration = Duration::from_secs(20);

/// Both offices.
pub struct Stage {
    /// The office that sends the first warning.
    pub arvenia: Player,
    /// The office that holds the man on a list.
    pub brelland: Player,
    dir: PathBuf,
}

/// One office.
pub struct Player {
    pub office: Arc<Office>,
    pub officer: &'static str,
    options: Option<ServeOptions>,
    desk: SocketAddr,
    running: Option<(oneshot::Sender<()>, JoinHandle<()>)>,
}

impl Stage {
    /// Makes both offices under `dir`. Neither serves yet.
    pub async fn set(dir: &Path, ports: [u16; 2]) -> anyhow::Result<Self> {
        let arvenia = (
            "Coordination Desk of Arvenia",
            "AV-NCB",
            "Officer Lindqvist",
        );
        let brelland = (
            "Security Service of Brelland",
            "BR-SEC",
            "Officer Marchetti",
        );
        Ok(Self {
            arvenia: Player::make(dir, arvenia, ports[0]).await?,
            brelland: Player::make(dir, brelland, ports[1]).await?,
            dir: dir.to_owned(),
        })
    }

    /// The demo's list files: OFAC's directory and the United Nations' file.
    pub fn lists(&self) -> anyhow::Result<[Import; 2]> {
        let ofac = self.dir.join("ofac");
        fs::create_dir_all(&ofac)?;
        for (name, bytes) in OFAC {
            fs::write(ofac.join(name), bytes)?;
        }
        let un = self.dir.join(UN.0);
        fs::write(&un, UN.1)?;
        Ok([
            Import::new("ofac".parse()?, vec![ofac]),
            Import::new("un".parse()?, vec![un]),
        ])
    }

    /// Name and status page of both.
    pub fn desks(&self) -> [(&str, SocketAddr); 2] {
        [&self.arvenia, &self.brelland]
            .map(|player| (player.office.settings().name.as_str(), player.desk))
    }

    /// Ends both.
    pub async fn leave(&mut self) {
        for player in [&mut self.arvenia, &mut self.brelland] {
            player.stop().await;
            player.office.close().await;
        }
    }
}

impl Player {
    async fn make(
        dir: &Path,
        (name, code, officer): (&str, &str, &'static str),
        port: u16,
    ) -> anyhow::Result<Self> {
        // Bound before the office is made: its key card names the inbox's port.
        let listen = |port| {
            TcpListener::bind((Ipv4Addr::LOCALHOST, port)).with_context(|| {
                format!("port {port} cannot be used; choose another with `--port`")
            })
        };
        let (desk, inbox) = (listen(port)?, listen(0)?);
        let (desk_address, inbox_address) = (desk.local_addr()?, inbox.local_addr()?);
        // Off line until it starts: nobody listens on the port meanwhile.
        drop(inbox);
        let settings = Settings {
            name: name.to_owned(),
            code: code.to_owned(),
            addresses: vec![format!("https://{inbox_address}")],
        };
        let tls = liaison_server::make_certificate(code)?;
        let dir = dir.join(code);
        let office = Office::create(&dir, settings, &tls, Arc::new(SystemClock)).await?;
        Ok(Self {
            office: Arc::new(office),
            officer,
            desk: desk_address,
            options: Some(ServeOptions::new(desk.into()).with_partners(inbox_address.into())),
            running: None,
        })
    }

    /// Begins to serve.
    pub fn start(&mut self) {
        let Some(options) = self.options.take() else {
            return;
        };
        let (stop, stopped) = oneshot::channel();
        let office = Arc::clone(&self.office);
        let task = tokio::spawn(async move {
            let stopped = async {
                let _ = stopped.await;
            };
            if let Err(error) = liaison_server::serve(office, options, |_| {}, stopped).await {
                tracing::error!(%error, "the office stopped serving");
            }
        });
        self.running = Some((stop, task));
    }

    async fn stop(&mut self) {
        if let Some((stop, task)) = self.running.take() {
            let _ = stop.send(());
            let _ = task.await;
        }
    }

    /// Waits until every message of ours has its receipt.
    pub async fn delivered(&self) -> anyhow::Result<()> {
        let deadline = tokio::time::Instant::now() + PATIENCE;
        while !self.office.waiting_deliveries().await?.is_empty() {
            if tokio::time::Instant::now() > deadline {
                bail!("a message did not arrive within {} s", PATIENCE.as_secs());
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        Ok(())
    }
}
