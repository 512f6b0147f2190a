//! `liaison serve`: run the office.

use std::{
    net::{Ipv4Addr, SocketAddr},
    sync::Arc,
};

use liaison_server::ServeOptions;
use liaison_service::Office;

use super::Context;
use crate::{arguments::Serve, output::note};

pub async fn run(context: &Context, serve: Serve) -> anyhow::Result<()> {
    let office = Arc::new(context.open().await?);
    let options = ServeOptions::bind(
        serve.listen,
        serve.partner_listen.or_else(|| inbox_address(&office)),
    )
    .await?;
    note(&format!("Status page: http://{}", options.desk_address()?));
    match options.partner_address()? {
        Some(address) => note(&format!("Partner inbox: https://{address}/inbox")),
        None => note("No partner inbox: the office has no address; messages travel as files."),
    }
    note("Stop with Ctrl-C; nothing is lost.");
    liaison_server::serve(Arc::clone(&office), options, stop()).await?;
    office.close().await;
    Ok(())
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
