//! Desk, inbox and outbox together.

use std::{
    future::Future,
    net::{SocketAddr, TcpListener as StdListener},
    sync::Arc,
    time::Duration,
};

use liaison_service::Office;
use tokio::{net::TcpListener, sync::watch};
use tokio_rustls::TlsAcceptor;

use crate::{
    Error,
    connections::{self, stopped},
    desk, inbox, outbox, tls,
};

/// Where to listen: an address, or a listener that is bound already.
#[derive(Debug)]
pub enum Bind {
    /// To be bound; port 0 takes a free one.
    Address(SocketAddr),
    /// Bound by the caller.
    Listener(StdListener),
}

impl From<SocketAddr> for Bind {
    fn from(address: SocketAddr) -> Self {
        Self::Address(address)
    }
}

impl From<StdListener> for Bind {
    fn from(listener: StdListener) -> Self {
        Self::Listener(listener)
    }
}

/// What to serve, and where.
#[derive(Debug)]
#[non_exhaustive]
pub struct ServeOptions {
    /// The desk, for the people of the office.
    pub listen: Bind,
    /// The partner inbox; none where the office only sends, or works by file.
    pub partner_listen: Option<Bind>,
    /// How often to look for messages that are due.
    pub poll: Duration,
}

impl ServeOptions {
    /// The desk alone, and the outbox.
    pub fn new(listen: Bind) -> Self {
        Self {
            listen,
            partner_listen: None,
            poll: outbox::POLL,
        }
    }

    /// The partner inbox too.
    #[must_use]
    pub fn with_partners(mut self, listen: Bind) -> Self {
        self.partner_listen = Some(listen);
        self
    }
}

/// The addresses that are listened on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bound {
    /// The desk.
    pub desk: SocketAddr,
    /// The partner inbox.
    pub partner: Option<SocketAddr>,
}

/// Serves the office until `shutdown` is done; then requests and deliveries under way get a few
/// seconds to finish. Calls `ready` once everything listens.
pub async fn serve(
    office: Arc<Office>,
    options: ServeOptions,
    ready: impl FnOnce(Bound),
    shutdown: impl Future<Output = ()>,
) -> Result<(), Error> {
    let (desk, desk_address) = bind(options.listen).await?;
    let acceptor = || {
        Ok::<_, Error>(TlsAcceptor::from(Arc::new(tls::server_config(
            &office.tls()?,
        )?)))
    };
    let (partner, partner_address) = match options.partner_listen {
        Some(listen) => {
            let (listener, address) = bind(listen).await?;
            (Some((listener, acceptor()?)), Some(address))
        }
        None => (None, None),
    };
    if !desk_address.ip().is_loopback() {
        tracing::warn!(
            address = %desk_address,
            "the desk can be reached from other machines, without encryption and without sign-in"
        );
    }
    let (tell, stop) = watch::channel(false);
    let desk_router = desk::router(office.clone(), desk_address);
    let desk = connections::serve(desk, None, desk_router, stop.clone());
    let inbox_stop = stop.clone();
    let inbox_office = office.clone();
    let inbox = async move {
        if let Some((listener, acceptor)) = partner {
            let router = inbox::router(inbox_office);
            connections::serve(listener, Some(acceptor), router, inbox_stop).await;
        }
    };
    let mut outbox_stop = stop;
    let outbox = outbox::run_outbox(office, options.poll, async move {
        stopped(&mut outbox_stop).await;
    });
    ready(Bound {
        desk: desk_address,
        partner: partner_address,
    });
    let told = async move {
        shutdown.await;
        // Fails only where nobody listens any more.
        let _ = tell.send(true);
    };
    tokio::join!(desk, inbox, outbox, told);
    Ok(())
}

async fn bind(bind: Bind) -> Result<(TcpListener, SocketAddr), Error> {
    let failed = |address: String| move |source| Error::Listen { address, source };
    let listener = match bind {
        Bind::Address(address) => TcpListener::bind(address)
            .await
            .map_err(failed(address.to_string()))?,
        Bind::Listener(listener) => connections::adopt(listener)?,
    };
    let address = listener
        .local_addr()
        .map_err(failed("the listener".to_owned()))?;
    Ok((listener, address))
}
