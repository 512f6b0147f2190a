//! Liaison lists.
