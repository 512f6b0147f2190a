//! Liaison log.
