//! Liaison service.
