//! Which slips may be mended: none that would make an entry unreadable which can be read as it was typed.
//!
//! Entry point: [`harmless`]. A mend that harms is left out with those of its own entry; all others stay, whatever else in
//! the file cannot be read.

use std::ops::Range;

use crate::schema::typed::way::Way;
use crate::schema::typed::{Slip, apply};
use crate::yaml::{self, Broken, Limits};

/// How often the whole text is read. All entries that a mend has broken are found in one reading; a second one sees what
/// stands behind them.
const ROUNDS: usize = 12;

/// `slips`, in order and apart, without those that harm.
pub(super) fn harmless(text: &str, yaml: &Range<usize>, mut slips: Vec<Slip>) -> Vec<Slip> {
    let mut before: Option<Vec<Range<usize>>> = None;
    for _ in 0..ROUNDS {
        let mended = apply(text, &slips);
        let part = yaml.start..yaml.end + mended.len() - text.len();
        let after = broken(&mended, part);
        if after.is_empty() {
            return slips;
        }
        let before = before.get_or_insert_with(|| broken(text, yaml.clone()));
        let way = Way::of(&slips);
        let new: Vec<Range<usize>> = after
            .iter()
            .map(|lines| {
                let end = way.back(lines.end, true);
                way.back(lines.start, false).min(end)..end
            })
            .filter(|lines| meeting(before, lines).is_empty())
            .collect();
        let Some(first) = new.first() else { return slips };
        let mut harm: Vec<usize> = new.iter().flat_map(|lines| own(&slips, lines)).collect();
        harm.dedup();
        if harm.is_empty() {
            let helps = |at: &usize| {
                let mut others = slips.clone();
                others.remove(*at);
                let mended = apply(text, &others);
                broken(&mended, yaml.start..yaml.end + mended.len() - text.len()).len()
                    < after.len()
            };
            let beside = beside(&slips, first);
            harm = beside
                .iter()
                .copied()
                .find(helps)
                .or(beside.first().copied())
                .into_iter()
                .collect();
        }
        if harm.is_empty() {
            return slips;
        }
        let mut harm = harm.into_iter().peekable();
        let mut at = 0;
        slips.retain(|_| {
            let is_harm = harm.next_if(|one| *one <= at).is_some();
            at += 1;
            !is_harm
        });
    }
    slips.retain(|slip| !slip.kind.is_plain());
    slips
}

/// The lines of the entries that cannot be read, in order.
fn broken(text: &str, part: Range<usize>) -> Vec<Range<usize>> {
    let lines = |one: Broken| {
        if !one.lines.is_empty() {
            return one.lines;
        }
        let start = text[..one.at].rfind('\n').map_or(0, |at| at + 1);
        start..text[one.at..].find('\n').map_or(text.len(), |end| one.at + end)
    };
    let mut all: Vec<_> =
        yaml::read(text, part, Limits::default()).broken.into_iter().map(lines).collect();
    all.sort_by_key(|lines| (lines.start, lines.end));
    all
}

/// Those of `all`, which are in order, that share a byte with `lines`.
fn meeting<'r>(all: &'r [Range<usize>], lines: &Range<usize>) -> &'r [Range<usize>] {
    let first = all.partition_point(|one| one.end <= lines.start);
    let end = all.partition_point(|one| one.start < lines.end);
    all.get(first..end).unwrap_or_default()
}

/// The plain slips of the lines of an entry.
fn own(slips: &[Slip], lines: &Range<usize>) -> Vec<usize> {
    let first = slips.partition_point(|slip| slip.range.end < lines.start);
    let end = slips.partition_point(|slip| slip.range.start < lines.end);
    (first..end).filter(|at| slips[*at].kind.is_plain()).collect()
}

/// The next plain slip behind the lines of an entry, and the last one before it.
fn beside(slips: &[Slip], lines: &Range<usize>) -> Vec<usize> {
    let first = slips.partition_point(|slip| slip.range.end < lines.start);
    let end = slips.partition_point(|slip| slip.range.start < lines.end);
    let is_plain = |at: &usize| slips[*at].kind.is_plain();
    let behind = (end..slips.len()).find(is_plain);
    behind.into_iter().chain((0..first).rev().find(is_plain)).collect()
}
