//! Every number that the score is made of, in one table. The figures are log-odds (natural
//! logarithm) unless a line says otherwise.

/// Version of this table: goes up whenever a score may change.
pub const VERSION: u32 = 1;

/// Share of persons that have a token, where no index tells.
pub const UNIFORM_SHARE: f64 = 1e-3;

/// Similarity of two tokens (0 to 1) from which they are taken for the same name.
pub const SAME_TOKEN: f64 = 0.58;
/// What a particle (`al`, `bin`) weighs beside a name.
pub const PARTICLE: f64 = 0.10;
/// What an initial weighs beside a name.
pub const INITIAL: f64 = 0.35;
/// What a token that only one side has weighs against.
pub const OMITTED: f64 = 0.22;
/// What two tokens weigh against that contradict each other (both sides have one left).
pub const CONTRADICTED: f64 = 0.80;
/// Probability for names that agree in everything and are rare.
pub const BEST_NAME: f64 = 0.955;
/// The same for names that everybody has.
pub const COMMON_NAME: f64 = 0.84;
/// Surprisal in bits from which a name is rare.
pub const RARE_BITS: f64 = 18.0;
/// Highest probability where only one part of a name was given or is on file.
pub const ONE_PART: f64 = 0.72;
/// Exponent that lowers names that agree in part.
pub const STEEPNESS: f64 = 1.55;
/// Factor for an alias that its source calls weak.
pub const WEAK_ALIAS: f64 = 0.88;

/// Name agreement (0 to 1) below which nothing else makes a match.
pub const NAME_NEEDED: f64 = 0.55;
/// Highest score (0 to 1) without that agreement.
pub const WITHOUT_NAME: f64 = 0.65;

/// The same day of birth.
pub const SAME_DAY: f64 = 1.8;
/// The same month, the day unknown on one side.
pub const SAME_MONTH: f64 = 1.2;
/// The same year, the rest unknown on one side.
pub const SAME_YEAR: f64 = 0.7;
/// Day and month changed places.
pub const SWAPPED: f64 = 1.0;
/// One digit of the date is another.
pub const ONE_DIGIT: f64 = 0.5;
/// The same year, another day.
pub const YEAR_ONLY: f64 = 0.1;
/// One year off.
pub const ONE_YEAR: f64 = -0.1;
/// Two years off.
pub const TWO_YEARS: f64 = -0.35;
/// Up to five years off.
pub const FIVE_YEARS: f64 = -0.9;
/// Further off.
pub const OTHER_AGE: f64 = -1.8;

/// A country in common.
pub const SAME_COUNTRY: f64 = 0.4;
/// None in common.
pub const OTHER_COUNTRY: f64 = -0.4;
/// A document number in common.
pub const SAME_DOCUMENT: f64 = 4.0;
/// The sex differs.
pub const OTHER_SEX: f64 = -1.2;
