//! The name: which parts of one are parts of the other, and what is left over.

use liaison_person::Quality;
use liaison_text::{Token, TokenKind, join, similarity};

use crate::{
    Evidence, Explanation, Prepared, Rarity,
    prepared::PreparedName,
    round,
    weights::{
        BEST_NAME, COMMON_NAME, CONTRADICTED, INITIAL, OMITTED, ONE_PART, PARTICLE, RARE_BITS,
        SAME_TOKEN, STEEPNESS, WEAK_ALIAS,
    },
};

/// Names of more parts than this are cut: no person has more, and time grows with the square.
const MAX_TOKENS: usize = 10;
/// Similarity (0 to 1) from which two parts written as one are taken for such.
const JOINED: f32 = 0.85;

/// How far two names agree.
struct Agreement {
    /// 0 to 1.
    score: f64,
    /// Surprisal of what agrees, in bits.
    bits: f64,
    /// Parts that agree.
    pairs: usize,
    /// The parts, in words.
    detail: String,
}

/// The best agreement between any name of one and any name of the other; `None` where one has
/// no name.
pub(crate) fn compare(
    query: &Prepared,
    candidate: &Prepared,
    rarity: &impl Rarity,
) -> Option<Evidence> {
    let mut best: Option<(f64, Agreement, &PreparedName, &PreparedName)> = None;
    for asked in &query.names {
        for held in &candidate.names {
            let agreement = agree(&asked.tokens, &held.tokens, rarity);
            let weak = held.quality == Quality::Weak || asked.quality == Quality::Weak;
            let trust = if weak { WEAK_ALIAS } else { 1.0 };
            let probability = probability(&agreement) * trust;
            if best.as_ref().is_none_or(|(known, ..)| probability > *known) {
                best = Some((probability, agreement, asked, held));
            }
        }
    }
    let (probability, agreement, asked, held) = best?;
    let probability = probability.clamp(0.002, 0.998);
    let mut detail = agreement.detail;
    if held.quality == Quality::Weak {
        detail.push_str("; an alias that the list calls weak");
    }
    Some(Evidence {
        log_odds: (probability / (1.0 - probability)).ln(),
        explanation: Explanation {
            feature: "name".to_owned(),
            score: round(agreement.score),
            detail,
            query: asked.full.clone(),
            candidate: held.full.clone(),
        },
    })
}

fn probability(agreement: &Agreement) -> f64 {
    let rare = (agreement.bits / RARE_BITS).min(1.0);
    let best = COMMON_NAME + (BEST_NAME - COMMON_NAME) * rare;
    let probability = best * agreement.score.powf(STEEPNESS);
    if agreement.pairs < 2 {
        probability.min(ONE_PART)
    } else {
        probability
    }
}

/// Two groups of neighbouring parts that agree.
struct Pair {
    similarity: f32,
    left: u16,
    right: u16,
}

fn agree(left: &[Token], right: &[Token], rarity: &impl Rarity) -> Agreement {
    let left = bounded(left);
    let right = bounded(right);
    let mut pairs = pairs(&left, &right);
    // Best first; ties by place, so that the result does not hang on the sort.
    pairs.sort_by(|a, b| {
        let size = |pair: &Pair| pair.left.count_ones() + pair.right.count_ones();
        b.similarity
            .total_cmp(&a.similarity)
            .then(size(b).cmp(&size(a)))
            .then(a.left.min(a.right).cmp(&b.left.min(b.right)))
            .then((a.left ^ a.right).cmp(&(b.left ^ b.right)))
    });
    let (mut used_left, mut used_right) = (0_u16, 0_u16);
    let (mut agreed, mut total, mut bits) = (0.0, 0.0, 0.0);
    let mut words = Vec::new();
    let mut count = 0;
    for pair in &pairs {
        if used_left & pair.left != 0 || used_right & pair.right != 0 {
            continue;
        }
        used_left |= pair.left;
        used_right |= pair.right;
        let weigh = |tokens: &[&Token], mask: u16| -> f64 {
            chosen(tokens, mask)
                .map(|token| weight(token, rarity))
                .sum()
        };
        let weight = f64::midpoint(weigh(&left, pair.left), weigh(&right, pair.right));
        let similarity = f64::from(pair.similarity);
        let share = (similarity - SAME_TOKEN) / (1.0 - SAME_TOKEN);
        agreed += weight * share.max(0.0).powf(0.6);
        total += weight;
        let named = |tokens: &[&Token], mask: u16| {
            chosen(tokens, mask).any(|token| token.kind == TokenKind::Name)
        };
        if named(&left, pair.left) && named(&right, pair.right) {
            count += 1;
            let surprisal = |tokens: &[&Token], mask: u16| {
                chosen(tokens, mask)
                    .map(|token| surprisal(token, rarity))
                    .fold(0.0, f64::max)
            };
            bits += surprisal(&left, pair.left).min(surprisal(&right, pair.right)) * share.max(0.0);
            words.push(words_for(&left, &right, pair));
        }
    }
    let rest = |tokens: &[&Token], used: u16| -> f64 {
        chosen(tokens, !used)
            .map(|token| weight(token, rarity))
            .sum()
    };
    let (rest_left, rest_right) = (rest(&left, used_left), rest(&right, used_right));
    let contradicted = rest_left.min(rest_right);
    let omitted = (rest_left - rest_right).abs();
    total += contradicted * 2.0 * CONTRADICTED + omitted * OMITTED;
    if contradicted > 0.3 {
        words.push(format!(
            "`{}` against `{}`",
            listed(&left, !used_left),
            listed(&right, !used_right)
        ));
    }
    Agreement {
        score: if total > 0.0 { agreed / total } else { 0.0 },
        bits,
        pairs: count,
        detail: if words.is_empty() {
            "no part in common".to_owned()
        } else {
            words.join(", ")
        },
    }
}

/// The parts without titles, unless there is nothing else.
fn bounded(tokens: &[Token]) -> Vec<&Token> {
    let proper = |token: &&Token| token.kind != TokenKind::Title;
    let names: Vec<&Token> = tokens.iter().filter(proper).take(MAX_TOKENS).collect();
    if names.is_empty() {
        tokens.iter().take(MAX_TOKENS).collect()
    } else {
        names
    }
}

fn pairs(left: &[&Token], right: &[&Token]) -> Vec<Pair> {
    let mut pairs = Vec::new();
    for (i, a) in left.iter().enumerate() {
        for (j, b) in right.iter().enumerate() {
            let similarity = similarity(a, b);
            if f64::from(similarity) > SAME_TOKEN {
                pairs.push(Pair {
                    similarity,
                    left: 1 << i,
                    right: 1 << j,
                });
            }
        }
    }
    joined(left, right, &mut pairs, false);
    joined(right, left, &mut pairs, true);
    pairs
}

/// Two neighbouring parts of `doubled` written as one of `single`.
fn joined(doubled: &[&Token], single: &[&Token], pairs: &mut Vec<Pair>, mirrored: bool) {
    let joins = |token: &&Token| matches!(token.kind, TokenKind::Name | TokenKind::Particle);
    for (i, two) in doubled
        .windows(2)
        .enumerate()
        .filter(|(_, two)| two.iter().all(joins))
    {
        let length = two[0].text.len() + two[1].text.len();
        let mut one: Option<Token> = None;
        for (j, token) in single.iter().enumerate() {
            let same_script = token.script == two[0].script;
            if token.text.chars().count() < 4
                || (same_script && token.text.len().abs_diff(length) > 2)
            {
                continue;
            }
            let one = one.get_or_insert_with(|| join(two[0], two[1]));
            let similarity = similarity(one, token);
            if similarity >= JOINED {
                let (doubled, single) = (0b11 << i, 1 << j);
                let (left, right) = if mirrored {
                    (single, doubled)
                } else {
                    (doubled, single)
                };
                pairs.push(Pair {
                    similarity,
                    left,
                    right,
                });
            }
        }
    }
}

fn chosen<'a>(tokens: &'a [&'a Token], mask: u16) -> impl Iterator<Item = &'a Token> {
    tokens
        .iter()
        .enumerate()
        .filter(move |(at, _)| mask & (1 << at) != 0)
        .map(|(_, token)| *token)
}

fn surprisal(token: &Token, rarity: &impl Rarity) -> f64 {
    match token.kind {
        TokenKind::Name => -rarity.share(&token.text).clamp(1e-7, 1.0).log2(),
        TokenKind::Initial => 2.0,
        TokenKind::Particle | TokenKind::Title => 0.0,
    }
}

/// What a part weighs in a name: rare names more than common ones.
fn weight(token: &Token, rarity: &impl Rarity) -> f64 {
    match token.kind {
        TokenKind::Name => 0.55 + 0.45 * (surprisal(token, rarity) / 16.0).min(1.0),
        TokenKind::Initial => INITIAL,
        TokenKind::Particle | TokenKind::Title => PARTICLE,
    }
}

fn words_for(left: &[&Token], right: &[&Token], pair: &Pair) -> String {
    let (a, b) = (listed(left, pair.left), listed(right, pair.right));
    if a == b {
        format!("`{a}` in both")
    } else {
        format!("`{a}` as `{b}` {:.2}", pair.similarity)
    }
}

fn listed(tokens: &[&Token], mask: u16) -> String {
    let texts: Vec<&str> = chosen(tokens, mask).map(|token| &token.text[..]).collect();
    texts.join(" ")
}
