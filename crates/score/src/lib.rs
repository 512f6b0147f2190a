//! Liaison score.
