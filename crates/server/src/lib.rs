//! Liaison server.
