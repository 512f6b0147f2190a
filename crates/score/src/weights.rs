//! The weights: what each kind of evidence adds to or takes from the log-odds of a match.
//!
//! All in natural log-odds. The sum is squashed by the logistic function; 0.7, the usual
//! threshold, is a sum of 0.85. Set by hand against the development queries.

/// Version of this table and of the rules that use it; goes with every stored score.
pub const ENGINE_VERSION: &str = "skeleton-1";

/// Share of a name that must agree for the evidence to be even.
pub(crate) const NAME_EVEN: f64 = 0.75;
/// What full agreement above that share is worth, per unit of share.
pub(crate) const NAME_SLOPE: f64 = 8.5;
/// Bits of surprise at which rarity neither adds nor takes away.
pub(crate) const RARITY_EVEN: f64 = 16.0;
/// What sixteen more bits add.
pub(crate) const RARITY_SLOPE: f64 = 1.2;
/// The most and the least that rarity gives.
pub(crate) const RARITY_BOUNDS: (f64, f64) = (-1.0, 1.4);
/// How much of its weight a token keeps that the other name simply does not have.
pub(crate) const OMISSION: f64 = 0.25;
/// Weight in bits of a particle and of an initial.
pub(crate) const PARTICLE_BITS: f64 = 0.5;
pub(crate) const INITIAL_BITS: f64 = 3.0;
/// Taken away where a name is a weak alias.
pub(crate) const WEAK_NAME: f64 = -0.6;

/// Dates of birth, by how they agree.
pub(crate) const DATE_FULL: f64 = 2.5;
pub(crate) const DATE_MONTH: f64 = 1.6;
pub(crate) const DATE_YEAR: f64 = 0.9;
pub(crate) const DATE_SWAPPED: f64 = 1.5;
pub(crate) const DATE_ONE_DIGIT: f64 = 0.7;
pub(crate) const DATE_SAME_YEAR: f64 = 0.0;
pub(crate) const DATE_ONE_YEAR: f64 = 0.0;
pub(crate) const DATE_TWO_YEARS: f64 = -0.25;
pub(crate) const DATE_FIVE_YEARS: f64 = -0.8;
pub(crate) const DATE_DISJOINT: f64 = -1.6;

/// Nationality and country.
pub(crate) const COUNTRY_AGREES: f64 = 0.4;
pub(crate) const COUNTRY_CONFLICTS: f64 = -0.35;

/// Sex as stated.
pub(crate) const SEX_AGREES: f64 = 0.1;
pub(crate) const SEX_CONFLICTS: f64 = -0.9;

/// An equal document number under a name that agrees at least by half.
pub(crate) const DOCUMENT_AGREES: f64 = 4.0;
/// Where the name is another one: what the whole score becomes. A question, no match.
pub(crate) const DOCUMENT_ALONE: f64 = 0.65;

/// Full agreement is reached with no more than this; 1 is kept for equal document, name and date.
pub(crate) const CEILING: f64 = 0.9995;
