//! Whether two people have changed different facts of a file.
//!
//! Entry point: [`are_apart`].

use crate::diagnostic::Source;
use crate::edit::change::Change;
use crate::edit::form::{self, Row, Standing};
use crate::schema::Fields;

/// Whether the facts that the changes are about say the same in `now` as in `base`, which they began with. What
/// somebody else has done to others stands in nobody's way.
pub fn are_apart(base: &[u8], now: &[u8], table: Fields, changes: &[Change]) -> bool {
    let read = |bytes: &[u8]| form::form(&Source::decode("".into(), bytes), table).ok();
    let (Some(base), Some(now)) = (read(base), read(now)) else { return false };
    changes.iter().all(|change| is_apart(&base.facts, &now.facts, change))
}

fn is_apart(base: &[Standing], now: &[Standing], change: &Change) -> bool {
    match change {
        Change::Set { path, .. }
        | Change::Insert { path, .. }
        | Change::Remove { path, .. }
        | Change::Move { path, .. } => {
            let fact = |facts: &[Standing]| facts.iter().position(|one| one.field.path == path);
            match (fact(base), fact(now)) {
                (Some(a), Some(b)) => says_the_same(&base[a], &now[b]),
                // A group, or nothing that the table knows.
                (None, _) | (_, None) => false,
            }
        }
        Change::Take { changes, .. } => changes.iter().all(|one| is_apart(base, now, one)),
        // A comment that is gone is told as such.
        Change::Dismiss { .. } => true,
    }
}

fn says_the_same(a: &Standing, b: &Standing) -> bool {
    let rows = |a: &Row, b: &Row| a.kind == b.kind && a.phrase == b.phrase && a.cells == b.cells;
    a.is_present == b.is_present
        && a.cell == b.cell
        && a.locked.is_some() == b.locked.is_some()
        && a.rows.len() == b.rows.len()
        && a.rows.iter().zip(&b.rows).all(|(a, b)| rows(a, b))
}
