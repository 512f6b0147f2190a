//! Accepting connections: many at once, none for ever.

use std::{sync::Arc, time::Duration};

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    service::TowerToHyperService,
};
use rustls::ServerConfig;
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::{TcpListener, TcpStream},
    sync::{Semaphore, watch},
    time::timeout,
};
use tokio_rustls::TlsAcceptor;

/// Connections served at once; the next ones wait in the operating system's queue.
const MAX_CONNECTIONS: usize = 256;
/// How long a handshake or a request's head may take.
const HEAD_TIME: Duration = Duration::from_secs(10);
/// How long a connection may live in all.
const CONNECTION_TIME: Duration = Duration::from_secs(120);

/// Serves plain HTTP: for this machine only.
pub(crate) async fn serve_plain(
    listener: TcpListener,
    router: Router,
    stopped: watch::Receiver<bool>,
) {
    accept(listener, stopped, move |stream| {
        let router = router.clone();
        async move { serve_one(stream, router).await }
    })
    .await;
}

/// Serves HTTP over TLS.
pub(crate) async fn serve_tls(
    listener: TcpListener,
    config: Arc<ServerConfig>,
    router: Router,
    stopped: watch::Receiver<bool>,
) {
    let acceptor = TlsAcceptor::from(config);
    accept(listener, stopped, move |stream| {
        let (acceptor, router) = (acceptor.clone(), router.clone());
        async move {
            match timeout(HEAD_TIME, acceptor.accept(stream)).await {
                Ok(Ok(stream)) => serve_one(stream, router).await,
                Ok(Err(error)) => tracing::debug!(%error, "a handshake failed"),
                Err(_) => tracing::debug!("a handshake took too long"),
            }
        }
    })
    .await;
}

async fn accept<F>(
    listener: TcpListener,
    mut stopped: watch::Receiver<bool>,
    serve: impl Fn(TcpStream) -> F,
) where
    F: Future<Output = ()> + Send + 'static,
{
    let permits = Arc::new(Semaphore::new(MAX_CONNECTIONS));
    let mut connections = tokio::task::JoinSet::new();
    loop {
        let accepted = tokio::select! {
            _ = stopped.changed() => break,
            Some(_) = connections.join_next() => continue,
            accepted = next(&listener, &permits) => accepted,
        };
        let Some((stream, permit)) = accepted else {
            continue;
        };
        let served = serve(stream);
        connections.spawn(async move {
            let _ = timeout(CONNECTION_TIME, served).await;
            drop(permit);
        });
    }
    // What is being answered is answered; idle connections are not waited for.
    let _ = timeout(Duration::from_secs(2), async {
        while connections.join_next().await.is_some() {}
    })
    .await;
}

async fn next(
    listener: &TcpListener,
    permits: &Arc<Semaphore>,
) -> Option<(TcpStream, tokio::sync::OwnedSemaphorePermit)> {
    let permit = Arc::clone(permits).acquire_owned().await.ok()?;
    match listener.accept().await {
        Ok((stream, _)) => {
            let _ = stream.set_nodelay(true);
            Some((stream, permit))
        }
        Err(error) => {
            // Out of file descriptors, say: give others time to end.
            tracing::warn!(%error, "a connection could not be accepted");
            tokio::time::sleep(Duration::from_millis(100)).await;
            None
        }
    }
}

async fn serve_one(stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static, router: Router) {
    let served = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIME)
        .keep_alive(false)
        .serve_connection(TokioIo::new(stream), TowerToHyperService::new(router))
        .await;
    if let Err(error) = served {
        tracing::debug!(%error, "a connection failed");
    }
}
