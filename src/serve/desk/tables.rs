//! Which table the facts of a file have, and texts line by line.
//!
//! Entry points: [`of`], [`one_line`].

use crate::parse::{self, Kind};
use crate::schema::Fields;
use crate::serve::preview::Preview;

/// The table of a kind of file.
pub(super) fn of(preview: &Preview, kind: Kind) -> Fields {
    parse::table(kind, preview.stage.snapshot().reading.table())
}

/// `before` with the `line` (from 1) of `after`; `None` where the two have not the same number of lines.
pub(super) fn one_line(before: &str, after: &str, line: usize) -> Option<String> {
    let mut lines: Vec<&str> = before.split_inclusive('\n').collect();
    let mended: Vec<&str> = after.split_inclusive('\n').collect();
    let at = line.checked_sub(1).filter(|at| *at < lines.len() && lines.len() == mended.len())?;
    lines[at] = mended[at];
    Some(lines.concat())
}

/// The lines (from 1) in which two texts differ; none where lines have come or gone.
pub(super) fn differing(before: &str, after: &str) -> Vec<usize> {
    let (before, after): (Vec<&str>, Vec<&str>) =
        (before.lines().collect(), after.lines().collect());
    if before.len() != after.len() {
        return Vec::new();
    }
    let pairs = before.iter().zip(&after).enumerate();
    pairs.filter(|(_, (before, after))| before != after).map(|(at, _)| at + 1).collect()
}
