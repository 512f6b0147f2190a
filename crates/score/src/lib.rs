//! Score.

/// Why.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Explanation {
    /// Feature.
    pub feature: String,
    /// Score.
    pub score: f64,
    /// Detail.
    pub detail: String,
    /// Query.
    pub query: String,
    /// Candidate.
    pub candidate: String,
}
