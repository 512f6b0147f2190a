//! Liaison text.
