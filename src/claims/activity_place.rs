//! Numbers that say where something is, and nothing that was done: 3栋2单元, 海拔三千八百米.
//!
//! Entry point: [`is_place`].

use super::clause::clause_before;
use crate::quantity::{Found, UnitKind};

/// Whether a number says where somebody lives, or how high a place lies.
pub(super) fn is_place(prose: &str, one: &Found) -> bool {
    // 3栋2单元, 3栋的楼长; 改造旧楼3栋 was done.
    let is_house = ["栋", "幢", "单元"].contains(&one.quantity.unit())
        && prose[one.range.end..].starts_with(|c: char| c.is_ascii_digit() || c == '的');
    is_house
        || one.quantity.kind() == UnitKind::Measure
            && clause_before(prose, one.range.start).ends_with("海拔")
}
