//! Liaison exchange.
