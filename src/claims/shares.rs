//! Shares that a prose tells of its members, where they do not fit the numbers that it tells: 女的占了一半 beside 女23名 of 37.
//!
//! Entry point: [`denied`]. A share is taken as people mean it: 一半 is near a half. Shares in figures (54.9%) are exact, and a
//! matter of `percent-mismatch`.

use std::ops::Range;

use super::clause::{item_before, item_behind, sentence_before};
use super::parts_words::{FILL, NOUNS, name, stripped};
use super::team::names_members;
use super::{Claim, Part, What};
use crate::quantity::{Found, Number, Qualifier, Quantity, UnitKind};

/// A number of members with a share that it cannot be.
#[derive(Debug, Clone, PartialEq)]
pub struct Denied {
    /// The number, in bytes of the text.
    pub part: Range<usize>,
    /// The total that the share is of.
    pub total: Range<usize>,
    /// The share.
    pub share: Range<usize>,
    /// How many that share would be, as near as can be said.
    pub right: u64,
}

/// How far a share that is said in words may be off, in a hundred.
const NEAR: i64 = 10;
/// How many claims before a share, and behind it, may be the part that it is of.
const NEIGHBOURS: usize = 50;
/// What stands between a number and its share.
const BETWEEN: [&str; 9] = [
    "占党员总数的",
    "占全体党员的",
    "占支部党员的",
    "占党员总数",
    "占总数的",
    "占党员",
    "占到",
    "占了",
    "占",
];
/// Whose share is another's: the sentence is about some of the members, or about somebody else.
const OTHERS: [&str; 8] = ["支委", "班子", "委员", "成员中", "听众", "群众", "其余", "全市"];

/// The numbers of parts that shares in words deny; `claims` are in the order of the text.
pub fn denied(prose: &str, found: &[Found], claims: &[Claim]) -> Vec<Denied> {
    let mut totals = claims.iter().filter_map(|claim| match &claim.what {
        What::Total(count) if claim.doubt.is_none() => Some((count.exact_whole()?, &claim.range)),
        _ => None,
    });
    let Some((total, place)) = totals.next().filter(|(total, _)| *total > 0) else {
        return Vec::new();
    };
    // Of which of several is not known.
    if totals.any(|(other, _)| other != total) {
        return Vec::new();
    }
    let shares = found.iter().filter(|one| is_in_words(&one.quantity));
    shares
        .filter_map(|share| {
            let part = told_of(prose, share, claims)?;
            let What::Part(_, count) = &part.what else { return None };
            (!fits(count.exact_whole()?, total, &share.quantity)).then(|| Denied {
                part: part.range.clone(),
                total: place.clone(),
                share: share.range.clone(),
                right: right(total, &share.quantity),
            })
        })
        .collect()
}

fn is_in_words(share: &Quantity) -> bool {
    share.kind() == UnitKind::Share && !share.text().ends_with(['%', '％'])
}

/// The part whose share it is: the one that the share stands right behind, or the one that is named before it.
fn told_of<'c>(prose: &str, share: &Found, claims: &'c [Claim]) -> Option<&'c Claim> {
    let sentence = sentence_before(prose, share.range.start);
    if names_members(sentence) || OTHERS.iter().any(|word| sentence.contains(word)) {
        return None;
    }
    if !stripped(item_behind(prose, share.range.end), &["了", "左右", "以上"]).is_empty() {
        return None;
    }
    // Whoever counts and says the share stands near; a limit keeps the time linear.
    let next = claims.partition_point(|claim| claim.range.start < share.range.start);
    let claims = &claims[next.saturating_sub(NEIGHBOURS)..claims.len().min(next + NEIGHBOURS)];
    let behind = claims.iter().find(|claim| {
        let between = prose.get(claim.range.end..share.range.start).unwrap_or("。");
        let between = stripped(between, &NOUNS);
        let between = between.trim_start_matches(['，', ',', '（', '(', '、', ' ']);
        matches!(claim.what, What::Part(..)) && BETWEEN.contains(&between)
    });
    behind.or_else(|| {
        let (part, rest) = name(item_before(prose, share.range.start).trim())?;
        let is_next = stripped(stripped(rest, &NOUNS), &FILL).is_empty();
        let is_near = |claim: &Claim| {
            let (first, last) =
                (claim.range.end.min(share.range.end), claim.range.end.max(share.range.end));
            !prose[first..last].contains('\n')
        };
        claims.iter().filter(|_| is_next).find(|claim| is_of(claim, part) && is_near(claim))
    })
}

fn is_of(claim: &Claim, part: Part) -> bool {
    matches!(&claim.what, What::Part(own, _) if *own == part)
}

/// Whether a count may be that share of a total.
fn fits(count: u64, total: u64, share: &Quantity) -> bool {
    let (Ok(count), Ok(total)) = (i64::try_from(count), i64::try_from(total)) else { return true };
    let (low, high) =
        (hundredths(share, share.value().low()), hundredths(share, share.value().high()));
    let Some((low, high)) = low.zip(high) else { return true };
    // In hundredths of a hundredth, which are whole numbers.
    let own = count.saturating_mul(10_000) / total.max(1);
    let near = NEAR * 100;
    match share.qualifier() {
        Qualifier::AtLeast => own >= low,
        Qualifier::Less => own <= high,
        Qualifier::Exact | Qualifier::About | Qualifier::Range => {
            (low - near..=high + near).contains(&own)
        }
    }
}

/// A share in hundredths of a hundredth: 50 in a hundred and 1/2 are 5000.
fn hundredths(share: &Quantity, value: Number) -> Option<i64> {
    let times = if share.unit() == "%" { 100.0 } else { 10_000.0 };
    let value = (value.approximate() * times).round();
    #[expect(clippy::cast_possible_truncation, reason = "between 0 and 10,000")]
    (0.0..=10_000.0).contains(&value).then_some(value as i64)
}

/// How many the share of a total is.
fn right(total: u64, share: &Quantity) -> u64 {
    let share = hundredths(share, share.value().low()).and_then(|share| u64::try_from(share).ok());
    (total * share.unwrap_or_default() + 5_000) / 10_000
}
