//! The office on the network: partner inbox, delivery of what waits, status page.
//!
//! Two listeners, two kinds of people. The **inbox** is for partners: TLS 1.3 under a
//! self-signed certificate that their copy of our key card pins, every request signed
//! (RFC 9421), sealed messages in, sealed receipts out; beside it the log's public files. The
//! **desk** is for this machine: a page that shows what is owed. What leaves goes through
//! [`flush`] or the loop in [`serve`], which tries for ever.
//!
//! No personal data stands in an address, a header or a trace of this crate.
#![forbid(unsafe_code)]

mod connection;
mod deliver;
mod desk;
mod error;
mod inbox;
mod outbox;
mod problem;
mod tls;

use std::{
    future::Future,
    net::SocketAddr,
    sync::Arc,
};

use liaison_service::Office;
use tokio::{net::TcpListener, sync::watch};

pub use deliver::deliver;
pub use error::Error;
pub use outbox::flush;
pub use tls::make_certificate;

/// The listeners of an office, bound.
#[derive(Debug)]
pub struct ServeOptions {
    desk: TcpListener,
    inbox: Option<TcpListener>,
}

impl ServeOptions {
    /// Binds the desk and, where asked, the partner inbox. Port 0 takes a free one.
    pub async fn bind(desk: SocketAddr, inbox: Option<SocketAddr>) -> Result<Self, Error> {
        let listen = async |address: SocketAddr| {
            TcpListener::bind(address).await.map_err(|source| Error::Listen { address, source })
        };
        Ok(Self {
            desk: listen(desk).await?,
            inbox: match inbox {
                Some(address) => Some(listen(address).await?),
                None => None,
            },
        })
    }

    /// Where the desk answers.
    pub fn desk_address(&self) -> Result<SocketAddr, Error> {
        Ok(self.desk.local_addr()?)
    }

    /// Where the inbox answers.
    pub fn partner_address(&self) -> Result<Option<SocketAddr>, Error> {
        Ok(self.inbox.as_ref().map(TcpListener::local_addr).transpose()?)
    }
}

/// Runs the office until `shutdown` ends: answers partners, delivers what waits, shows the desk.
pub async fn serve(
    office: Arc<Office>,
    options: ServeOptions,
    shutdown: impl Future<Output = ()>,
) -> Result<(), Error> {
    let (stop, stopped) = watch::channel(false);
    let desk_address = options.desk_address()?;
    let mut tasks = tokio::task::JoinSet::new();
    let desk = desk::router(Arc::clone(&office), desk_address);
    tasks.spawn(connection::serve_plain(options.desk, desk, stopped.clone()));
    if let Some(listener) = options.inbox {
        let tls = tls::server(&office.tls()?)?;
        let inbox = inbox::router(Arc::clone(&office));
        tasks.spawn(connection::serve_tls(listener, tls, inbox, stopped.clone()));
    }
    tasks.spawn(outbox::run(Arc::clone(&office), stopped));
    shutdown.await;
    let _ = stop.send(true);
    while tasks.join_next().await.is_some() {}
    Ok(())
}
