//! Two offices in two directories, with real TLS between them. All persons are invented.

mod desk;
mod exchange;
mod log;
mod offices;
mod outbox;
mod refusals;
