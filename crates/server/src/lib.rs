//! An office on the network: the partner inbox, the outbox, and the local desk.
//!
//! Two listeners, never one: partners reach the [`inbox`] under TLS 1.3 with the certificate
//! that the key card pins; the people of the office reach the [`desk`] on this machine. The
//! [`outbox`] sends what is signed, for ever, until the partner's receipt is here. Everything
//! decided about a message is decided in `liaison-service`; this crate carries and translates.
//!
//! What the network can do: present bytes. Each connection is bounded in time, each body in
//! size, and nothing of a body is looked at before the request's signature is verified.
//!
//! ```no_run
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! use std::{net::SocketAddr, sync::Arc};
//! use liaison_server::{ServeOptions, serve};
//! use liaison_service::{Office, SystemClock};
//!
//! let office = Arc::new(Office::open("office".as_ref(), Arc::new(SystemClock)).await?);
//! let desk: SocketAddr = "127.0.0.1:8470".parse()?;
//! let inbox: SocketAddr = "0.0.0.0:8471".parse()?;
//! let options = ServeOptions::new(desk.into()).with_partners(inbox.into());
//! let shutdown = async { tokio::signal::ctrl_c().await.unwrap_or_default() };
//! serve(office, options, |bound| eprintln!("desk at http://{}", bound.desk), shutdown).await?;
//! # Ok(())
//! # }
//! ```
#![forbid(unsafe_code)]

mod connections;
pub mod deliver;
pub mod desk;
mod error;
pub mod inbox;
pub mod outbox;
pub mod problem;
mod serve;
pub mod tls;

pub use deliver::{DeliveryError, deliver};
pub use error::Error;
pub use outbox::{flush, run_outbox};
pub use serve::{Bind, Bound, ServeOptions, serve};
pub use tls::make_certificate;
