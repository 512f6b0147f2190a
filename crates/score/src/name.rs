//! Names: the best assignment of one name's tokens to the other's.
//!
//! Order does not matter. Tokens weigh by surprise, so `Obraztsev` agreeing says more than
//! `Ivanov`. What only one side has costs little (a middle name left out); what both sides have
//! and contradict costs its weight.

use std::sync::Arc;

use liaison_text::{Role, Token, similarity};

use crate::{Rarity, prepared::PreparedName, weights};

/// How two names agree.
#[derive(Debug, Clone)]
pub(crate) struct NameAgreement {
    /// Weighted share of the names that agrees, 0 to 1.
    pub(crate) share: f64,
    /// What it gives in log-odds.
    pub(crate) evidence: f64,
    /// The pairs of tokens behind it, first name's token first.
    pub(crate) pairs: Vec<(String, String, f64)>,
}

/// A name with the weights of its tokens.
struct Weighed<'a> {
    name: &'a PreparedName,
    bits: Vec<f64>,
}

/// The best agreement among all names of both sides, with the places of the two names.
pub(crate) fn best(
    left: &[PreparedName],
    right: &[PreparedName],
    rarity: &impl Rarity,
) -> Option<(usize, usize, NameAgreement)> {
    let weigh = |name| Weighed {
        name,
        bits: bits(name, rarity),
    };
    let left: Vec<Weighed<'_>> = left.iter().map(weigh).collect();
    let right: Vec<Weighed<'_>> = right.iter().map(weigh).collect();
    let mut best: Option<(usize, usize, NameAgreement)> = None;
    for (i, a) in left.iter().enumerate() {
        for (j, b) in right.iter().enumerate() {
            let agreement = agree(a, b);
            let better = best.as_ref().is_none_or(|(_, _, old)| {
                (agreement.evidence, agreement.share) > (old.evidence, old.share)
            });
            if better {
                best = Some((i, j, agreement));
            }
        }
    }
    best
}

fn bits(name: &PreparedName, rarity: &impl Rarity) -> Vec<f64> {
    name.tokens
        .iter()
        .map(|token| match token.role() {
            Role::Particle | Role::Honorific => weights::PARTICLE_BITS,
            Role::Initial => weights::INITIAL_BITS,
            _ => rarity.bits(token).clamp(1.0, 24.0),
        })
        .collect()
}

/// Compares in one fixed order, so that the result does not depend on who asks.
fn agree(left: &Weighed<'_>, right: &Weighed<'_>) -> NameAgreement {
    let order = |w: &Weighed<'_>| (w.name.tokens.len(), w.name.full.clone());
    if left.name.tokens.len() < right.name.tokens.len()
        || (left.name.tokens.len() == right.name.tokens.len() && order(left) <= order(right))
    {
        return agree_ordered(left, right);
    }
    let mut agreement = agree_ordered(right, left);
    for (a, b, _) in &mut agreement.pairs {
        std::mem::swap(a, b);
    }
    agreement
}

/// What a similarity is worth as agreement: nothing by chance, all of it for the same sounds.
fn worth(similarity: f64) -> f64 {
    const STEPS: [(f64, f64); 7] = [
        (0.58, 0.0),
        (0.68, 0.2),
        (0.78, 0.62),
        (0.86, 0.85),
        (0.93, 0.95),
        (0.98, 0.985),
        (1.0, 1.0),
    ];
    let mut before = STEPS[0];
    for step in STEPS {
        if similarity <= step.0 {
            let width = step.0 - before.0;
            return if width <= 0.0 {
                0.0
            } else {
                before.1 + (step.1 - before.1) * (similarity - before.0) / width
            };
        }
        before = step;
    }
    1.0
}

/// One or two neighbouring tokens of a name taken together.
struct Piece {
    first: usize,
    last: usize,
}

fn agree_ordered(left: &Weighed<'_>, right: &Weighed<'_>) -> NameAgreement {
    let (a, b) = (&left.name.tokens, &right.name.tokens);
    let mut gains: Vec<(f64, f64, Piece, Piece)> = Vec::new();
    let consider = |gains: &mut Vec<_>, x: &Token, y: &Token, left_at: Piece, right_at: Piece| {
        let alike = similarity(x, y);
        let worth = if x.role() == Role::Initial || y.role() == Role::Initial {
            alike
        } else {
            worth(alike)
        };
        if worth > 0.0 {
            gains.push((worth, alike, left_at, right_at));
        }
    };
    for (i, x) in a.iter().enumerate() {
        for (j, y) in b.iter().enumerate() {
            consider(&mut gains, x, y, one(i), one(j));
        }
    }
    joined(a, b, &mut |x, y, i, j| {
        consider(&mut gains, x, y, two(i), one(j));
    });
    joined(b, a, &mut |x, y, i, j| {
        consider(&mut gains, y, x, one(j), two(i));
    });
    let weight = |bits: &[f64], piece: &Piece| bits[piece.first..=piece.last].iter().sum::<f64>();
    // The largest gain first; equal ones in the order of the tokens.
    let gain = |(worth, _, x, y): &(f64, f64, Piece, Piece)| {
        worth * worth * (weight(&left.bits, x) + weight(&right.bits, y))
    };
    gains.sort_by(|p, q| {
        let place = |g: &(f64, f64, Piece, Piece)| (g.2.first, g.2.last, g.3.first, g.3.last);
        gain(q)
            .total_cmp(&gain(p))
            .then_with(|| place(p).cmp(&place(q)))
    });
    let mut used = (vec![false; a.len()], vec![false; b.len()]);
    let (mut agreed, mut total) = (0.0, 0.0);
    let mut pairs = Vec::new();
    for (worth, alike, x, y) in gains {
        let taken = used.0[x.first..=x.last]
            .iter()
            .chain(&used.1[y.first..=y.last]);
        if taken.copied().any(|t| t) {
            continue;
        }
        used.0[x.first..=x.last].fill(true);
        used.1[y.first..=y.last].fill(true);
        let most = most_bits(a, &x, b, &y);
        let pair = pair_weight(weight(&left.bits, &x), weight(&right.bits, &y)).min(most);
        agreed += pair * worth;
        total += pair;
        pairs.push((text(a, &x), text(b, &y), alike));
    }
    let alone = |used: &[bool], bits: &[f64]| -> f64 {
        used.iter()
            .zip(bits)
            .filter(|(u, _)| !**u)
            .map(|(_, b)| *b)
            .sum()
    };
    let (alone_left, alone_right) = (alone(&used.0, &left.bits), alone(&used.1, &right.bits));
    let contradiction = alone_left.min(alone_right);
    let omission = alone_left.max(alone_right) - contradiction;
    total += contradiction + omission * weights::OMISSION;
    let share = if total > 0.0 { agreed / total } else { 0.0 };
    let (least, most) = weights::RARITY_BOUNDS;
    let surprise = (agreed - weights::RARITY_EVEN) / 16.0 * weights::RARITY_SLOPE;
    let mut evidence =
        (share - weights::NAME_EVEN) * weights::NAME_SLOPE + surprise.clamp(least, most);
    if left.name.weak || right.name.weak {
        evidence += weights::WEAK_NAME;
    }
    NameAgreement {
        share,
        evidence,
        pairs,
    }
}

/// The weight of a pair: nearer to the commoner token's, for a rare misspelling of a common name
/// is less of a surprise than it looks.
fn pair_weight(left: f64, right: f64) -> f64 {
    0.5 * left.min(right) + 0.25 * (left + right)
}

/// What agreement of two pieces can say at most, given how they are written.
fn most_bits(left: &[Arc<Token>], x: &Piece, right: &[Arc<Token>], y: &Piece) -> f64 {
    let (a, b) = (&left[x.first..=x.last], &right[y.first..=y.last]);
    if a[0].script() == b[0].script() {
        return f64::INFINITY;
    }
    let bits = |tokens: &[Arc<Token>]| tokens.iter().map(|t| t.most_bits()).sum::<f64>();
    bits(a).min(bits(b))
}

/// Offers each two neighbours of `long` as one word against each token of `other`.
fn joined(
    long: &[Arc<Token>],
    other: &[Arc<Token>],
    offer: &mut impl FnMut(&Token, &Token, usize, usize),
) {
    for (i, pair) in long.windows(2).enumerate() {
        if pair.iter().any(|t| t.role() == Role::Initial) {
            continue;
        }
        let letters = pair[0].sounds().len() + pair[1].sounds().len();
        for (j, y) in other.iter().enumerate() {
            // A joined word is as long as the other word, give or take unwritten vowels.
            if y.sounds().len() * 5 >= letters * 3 && y.sounds().len() > pair[0].sounds().len() {
                let word = pair[0].joined(&pair[1]);
                if similarity(&word, y) >= 0.85 {
                    offer(&word, y, i, j);
                }
            }
        }
    }
}

fn one(at: usize) -> Piece {
    Piece {
        first: at,
        last: at,
    }
}

fn two(at: usize) -> Piece {
    Piece {
        first: at,
        last: at + 1,
    }
}

fn text(tokens: &[Arc<Token>], piece: &Piece) -> String {
    let texts: Vec<&str> = tokens[piece.first..=piece.last]
        .iter()
        .map(|t| t.text())
        .collect();
    texts.join(" ")
}
