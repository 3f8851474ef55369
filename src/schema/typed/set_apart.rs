//! A key in brackets with a value or a colon behind it: 【党员总数】26名, “平均年龄”：71岁, **党员总数：** 26名.
//!
//! Entry point: [`split`].

use crate::quantity::{self, AgeRange};
use crate::schema::typed::Kind;
use crate::schema::typed::bracket::{begins, lead, pair};
use crate::schema::typed::inside::Inside;
use crate::schema::typed::line::is_blank;
use crate::schema::typed::name::{age, clean, is_name, narrow};
use crate::schema::typed::split::{COLONS, Split, slip};
use crate::schema::typed::tail::without_tail;
use crate::schema::{Fields, synonym};

/// The key in brackets in front of `content`, with a value or a colon behind it. A name in brackets alone is a heading or an item.
pub(super) fn split(content: &str, inside: Inside) -> Option<Split> {
    if matches!(inside, Inside::Texts) || !content.starts_with(begins) {
        return None;
    }
    let rest = lead(content);
    let start = content.len() - rest.len();
    let (inner, end) = pair(rest)?;
    let name = clean(inner.trim_end_matches(COLONS));
    let is_closed_in = inner.ends_with(COLONS);
    let behind = &content[start + end..];
    let value =
        behind.trim_start_matches(|c| is_blank(c) || COLONS.contains(&c) || "=＝".contains(c));
    let gap = start + end..content.len() - value.len();
    let has_colon = content[gap.clone()].contains(COLONS);
    let is_key = match inside {
        Inside::Top(table) => {
            inside.field(&name).is_some() || !value.is_empty() && is_other_word(table, &name)
        }
        Inside::Keys(_) => inside.field(&name).is_some(),
        Inside::Free { .. } if inside.field(&name).is_some() => true,
        Inside::Free { .. } if inside.has_ages() => AgeRange::parse(&age(&name)).is_ok(),
        Inside::Free { .. } => {
            is_name(&name) && quantity::parse_quantity(without_tail(&narrow(value))).is_ok()
        }
        Inside::Texts => false,
    };
    let slip = match (has_colon, is_closed_in) {
        (true, _) => slip(&content[gap.clone()], !value.is_empty()),
        // **党员总数：** 26名
        (false, true) => Some(Kind::Colon),
        (false, false) => Some(Kind::MissingColon),
    };
    let has_value = has_colon || is_closed_in || !value.is_empty();
    (is_key && has_value).then_some(Split { key: 0..gap.start, gap, slip })
}

fn is_other_word(table: Fields, name: &str) -> bool {
    synonym::synonym(table, name).is_some()
}
