//! A key that is set apart by what stands round it: 【党员总数】26名, “平均年龄”：71岁, ●成立时间 2005年8月, 党员总数（人）.
//!
//! Entry points: [`split`] for a line that begins with brackets; [`bare`] gives the name inside.

use std::ops::Range;

use crate::quantity::{self, AgeRange};
use crate::schema::Fields;
use crate::schema::heading::ORNAMENTS;
use crate::schema::synonym;
use crate::schema::typed::Kind;
use crate::schema::typed::key::{self, COLONS, Inside, Split, clean, narrow};
use crate::schema::typed::line::is_blank;
use crate::schema::typed::tail::without_tail;

/// What a key stands in; any of the marks behind may close it.
const PAIRS: [(&str, &[&str]); 13] = [
    ("【", &["】", "]", "］"]),
    ("［", &["］", "]", "】"]),
    ("[", &["]", "］", "】"]),
    ("〔", &["〕"]),
    ("〖", &["〗"]),
    ("《", &["》"]),
    ("〈", &["〉"]),
    ("「", &["」"]),
    ("『", &["』"]),
    ("（", &["）", ")"]),
    ("(", &[")", "）"]),
    ("“", &["”", "“"]),
    ("**", &["**"]),
];
/// The longest key in brackets, in bytes.
const LONGEST: usize = 72;
/// What stands in brackets behind a key for the one who fills it in: its unit, and whether it may stay empty.
const REMARKS: [&str; 18] = [
    "人",
    "名",
    "个",
    "岁",
    "周岁",
    "次",
    "场",
    "场次",
    "人次",
    "年",
    "年月",
    "年月日",
    "人数",
    "必填",
    "选填",
    "可选",
    "全称",
    "盖章",
];

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
        Inside::Free { .. } if inside.has_ages() => AgeRange::parse(&key::age(&name)).is_ok(),
        Inside::Free { .. } => {
            key::is_name(&name) && quantity::parse_quantity(without_tail(&narrow(value))).is_ok()
        }
        Inside::Texts => false,
    };
    let slip = match (has_colon, is_closed_in) {
        (true, _) => key::slip(&content[gap.clone()], !value.is_empty()),
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

/// What stands in the brackets round a whole line or item: one text, no list.
pub(super) fn whole(text: &str) -> Option<&str> {
    if !text.starts_with(['【', '［', '[']) {
        return None;
    }
    let inner = pair(text).filter(|(_, end)| *end == text.len()).map(|(inner, _)| inner.trim())?;
    let is_one = !inner.contains(|c: char| "，,、；;：:[]{}【】［］#'\"&*!|>%@`".contains(c));
    let is_text = inner.contains(|c: char| !c.is_ascii());
    (is_one && is_text).then_some(inner)
}

/// Whether a character may begin a key that is set apart or counted. Every key is asked.
fn begins(c: char) -> bool {
    opens(c) || is_ornament(c) || c.is_ascii_digit() || counts(c)
}

/// Whether a character begins one of the [`PAIRS`].
fn opens(c: char) -> bool {
    matches!(
        c,
        '【' | '［' | '[' | '〔' | '〖' | '《' | '〈' | '「' | '『' | '（' | '(' | '“' | '*'
    )
}

/// Whether a character other than a figure of ASCII may begin the number that counts a key.
fn counts(c: char) -> bool {
    matches!(
        c,
        '０'..='９' | '①'..='⑳' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十'
    )
}

/// A fact that stands in brackets as a whole, 【党员总数：26名】, and the bytes of the brackets.
pub(super) fn round(content: &str, inside: Inside) -> Option<(Range<usize>, Range<usize>)> {
    if !content.starts_with(['【', '［', '[', '{', '｛', '〖', '〔']) {
        return None;
    }
    let open = content.chars().next().map_or(0, char::len_utf8);
    let close = content.chars().next_back().filter(|c| "】］]}｝〗〕".contains(*c))?.len_utf8();
    let inner = content.get(open..content.len() - close)?;
    let is_one = !inner.contains(|c: char| "，,、；;[]{}【】［］｛｝".contains(c));
    let is_fact = || {
        key::split(inner, inside).is_some_and(|split| {
            split.gap.end < inner.len() && inside.field(&clean(&inner[split.key])).is_some()
        })
    };
    (is_one && is_fact()).then(|| (0..open, content.len() - close..content.len()))
}

fn is_ornament(c: char) -> bool {
    !c.is_ascii() && !is_ideograph(c) && ORNAMENTS.contains(&c)
}

fn is_ideograph(c: char) -> bool {
    ('\u{4E00}'..='\u{9FFF}').contains(&c)
}

/// Behind what stands before a key for its looks, and the number that counts it.
pub(super) fn lead(content: &str) -> &str {
    if !content.starts_with(begins) {
        return content;
    }
    let is_odd = |c: char| is_ornament(c) || is_blank(c);
    let is_adorned = content.starts_with(is_ornament);
    key::without_number(if is_adorned { content.trim_start_matches(is_odd) } else { content })
}

/// What stands in the brackets that `text` begins with, and the byte behind them.
fn pair(text: &str) -> Option<(&str, usize)> {
    if !text.starts_with(opens) {
        return None;
    }
    let (open, closes) = PAIRS.iter().find(|(open, _)| text.starts_with(open))?;
    let inner = &text[open.len()..];
    let near = inner.char_indices().map(|(at, _)| at).take_while(|at| *at <= LONGEST);
    let at =
        near.into_iter().find(|at| closes.iter().any(|close| inner[*at..].starts_with(close)))?;
    let close = closes.iter().find(|close| inner[at..].starts_with(*close))?;
    Some((&inner[..at], open.len() + at + close.len()))
}

/// A key without the ornaments before it, the brackets round it and its unit behind it.
pub(super) fn bare(key: &str) -> &str {
    // Few keys have anything of it.
    if !key.starts_with(begins) && !key.ends_with(['）', ')']) {
        return key;
    }
    without_remark(unwrapped(key))
}

/// A key without the ornaments before it and the brackets round it. What stands in brackets behind the name of an activity is the
/// unit of its number.
pub(super) fn unwrapped(key: &str) -> &str {
    let key = lead(key);
    let inner = pair(key).filter(|(_, end)| *end == key.len());
    let is_end = |c: char| is_blank(c) || COLONS.contains(&c);
    inner.map_or(key, |(inner, _)| inner.trim_matches(is_end))
}

/// 党员总数（人）: a key without the unit that stands behind it.
fn without_remark(key: &str) -> &str {
    let Some(rest) = key.strip_suffix(['）', ')']) else { return key };
    let Some((name, remark)) = rest.rsplit_once(['（', '(']) else { return key };
    let name = name.trim_end_matches(is_blank);
    if REMARKS.contains(&remark.trim()) && !name.is_empty() { name } else { key }
}
