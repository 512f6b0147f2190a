//! `liaison serve`: run the office.

use std::{
    net::{Ipv4Addr, SocketAddr},
    sync::Arc,
};

use liaison_server::{Bound, ServeOptions};
use liaison_service::Office;

use super::Context;
use crate::{arguments::Serve, output::note};

pub async fn run(context: &Context, serve: Serve) -> anyhow::Result<()> {
    let office = Arc::new(context.open().await?);
    let mut options = ServeOptions::new(serve.listen.into());
    if let Some(address) = serve.partner_listen.or_else(|| inbox_address(&office)) {
        options = options.with_partners(address.into());
    }
    liaison_server::serve(Arc::clone(&office), options, announce, stop()).await?;
    office.close().await;
    Ok(())
}

fn announce(bound: Bound) {
    note(&format!("Status page: http://{}", bound.desk));
    match bound.partner {
        Some(address) => note(&format!("Partner inbox: https://{address}/inbox")),
        None => note("No partner inbox: the office has no address; messages travel as files."),
    }
    note("Stop with Ctrl-C; nothing is lost.");
}

/// All interfaces, on the port of the office's first address.
fn inbox_address(office: &Office) -> Option<SocketAddr> {
    let address = office.settings().addresses.first()?;
    let authority = address.strip_prefix("https://")?.split('/').next()?;
    let port = match authority.rsplit_once(':') {
        Some((_, port)) => port.parse().ok()?,
        None => 443,
    };
    Some((Ipv4Addr::UNSPECIFIED, port).into())
}

/// Ends with Ctrl-C or, on Unix, SIGTERM.
async fn stop() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    let _ = tokio::signal::ctrl_c().await;
}
