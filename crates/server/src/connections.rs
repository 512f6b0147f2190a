//! Connections: accepted, limited in number and in time, handed to a router.
//!
//! Each connection is a task of its own from its first byte, so that one that stalls, in the
//! handshake or later, holds up nobody else.

use std::{net::TcpListener as StdListener, pin::pin, sync::Arc, time::Duration};

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    service::TowerToHyperService,
};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::{TcpListener, TcpStream},
    sync::{Semaphore, watch},
    task::JoinSet,
    time::{sleep, timeout},
};
use tokio_rustls::TlsAcceptor;

use crate::Error;

/// Connections open at once; further ones wait in the operating system's queue.
const MAX_CONNECTIONS: usize = 256;
/// For the TLS handshake, and again for the head of each request.
const HEAD_TIME: Duration = Duration::from_secs(10);
/// For a whole connection, however many requests it carries.
const CONNECTION_TIME: Duration = Duration::from_mins(10);
/// For requests under way when the server is told to stop.
const GRACE: Duration = Duration::from_secs(5);
/// Largest head of a request.
const MAX_HEAD: usize = 32 * 1024;

/// Told once, tells all: `true` means stop.
pub(crate) type Stop = watch::Receiver<bool>;

/// Waits until told to stop; a teller that is gone counts as having told.
pub(crate) async fn stopped(stop: &mut Stop) {
    let _ = stop.wait_for(|stop| *stop).await;
}

/// Makes a bound listener Tokio's.
pub(crate) fn adopt(listener: StdListener) -> Result<TcpListener, Error> {
    let adopt = || {
        listener.set_nonblocking(true)?;
        TcpListener::from_std(listener)
    };
    adopt().map_err(|source| Error::Listen {
        address: "the given listener".to_owned(),
        source,
    })
}

/// Serves `router` on `listener`, under TLS where `tls` is given, until told to stop; requests
/// under way are finished first.
pub(crate) async fn serve(
    listener: TcpListener,
    tls: Option<TlsAcceptor>,
    router: Router,
    mut stop: Stop,
) {
    let places = Arc::new(Semaphore::new(MAX_CONNECTIONS));
    let mut connections = JoinSet::new();
    loop {
        let accepted = async {
            // The semaphore is never closed.
            let place = places.clone().acquire_owned().await;
            (listener.accept().await, place)
        };
        let (accepted, place) = tokio::select! {
            accepted = accepted => accepted,
            Some(_) = connections.join_next() => continue,
            () = stopped(&mut stop) => break,
        };
        match accepted {
            Ok((stream, _)) => {
                let (tls, router, stop) = (tls.clone(), router.clone(), stop.clone());
                connections.spawn(async move {
                    let _ = timeout(CONNECTION_TIME, connection(stream, tls, router, stop)).await;
                    drop(place);
                });
            }
            Err(error) => {
                // Out of file descriptors, most likely: let some connections end.
                tracing::warn!(%error, "cannot accept a connection");
                sleep(Duration::from_millis(200)).await;
            }
        }
    }
    drop(listener);
    let drained = async { while connections.join_next().await.is_some() {} };
    let _ = timeout(GRACE, drained).await;
}

async fn connection(stream: TcpStream, tls: Option<TlsAcceptor>, router: Router, stop: Stop) {
    let _ = stream.set_nodelay(true);
    let Some(tls) = tls else {
        return requests(stream, router, stop).await;
    };
    match timeout(HEAD_TIME, tls.accept(stream)).await {
        Ok(Ok(stream)) => requests(stream, router, stop).await,
        Ok(Err(error)) => tracing::debug!(%error, "a TLS handshake failed"),
        Err(_) => tracing::debug!("a TLS handshake took too long"),
    }
}

async fn requests<S>(stream: S, router: Router, mut stop: Stop)
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let service = TowerToHyperService::new(router);
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIME)
        .max_buf_size(MAX_HEAD)
        .serve_connection(TokioIo::new(stream), service);
    let mut connection = pin!(connection);
    let result = tokio::select! {
        result = connection.as_mut() => result,
        () = stopped(&mut stop) => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = result {
        tracing::debug!(%error, "a connection broke off");
    }
}
