//! Romanisation tables, one file per script, read as `(letters, symbols)`.

mod arabic;
mod cyrillic;
mod greek;
mod hebrew;
mod latin;

pub(crate) use arabic::ARABIC;
pub(crate) use cyrillic::CYRILLIC;
pub(crate) use greek::GREEK;
pub(crate) use hebrew::HEBREW;
pub(crate) use latin::LATIN;
