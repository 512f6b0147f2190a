//! Liaison person.
