//! Liaison index.
