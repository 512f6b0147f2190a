//! Liaison store.
