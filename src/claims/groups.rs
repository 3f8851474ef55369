//! How many groups the branch has: 下设3个党小组.
//!
//! Entry point: [`claims`]. No key of a profile holds them.

use super::clause::is_han;
use super::text::{Subject, Text};
use super::{Claim, What};
use crate::quantity::UnitKind;

/// 下设3个党小组, 党小组7个.
pub(super) fn claims(text: &Text<'_>) -> Vec<Claim> {
    let counts = text
        .found
        .iter()
        .filter(|one| one.quantity.kind() == UnitKind::Count && one.quantity.unit() == "个");
    let groups = counts.filter(|one| {
        let behind = &text.prose[one.range.end..];
        let is_named = behind.starts_with("党小组")
            || text.clause(one.range.start).ends_with("党小组") && !behind.starts_with(is_han);
        is_named && text.subject(one.range.start) != Subject::Other
    });
    groups
        .map(|one| Claim {
            what: What::Groups(one.quantity.clone()),
            range: one.range.clone(),
            doubt: None,
        })
        .collect()
}
