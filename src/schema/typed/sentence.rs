//! Several facts in one line, or one as a sentence states it: 党员26名，其中女党员7名, 其中：离休党员2名、退休党员24名, 共有党员26名.
//!
//! Entry point: [`entries`]. Only numbers and days are read so, each behind a key that is known: a text may say anything.

use crate::date;
use crate::quantity;
use crate::schema::Shape;
use crate::schema::stated::stated;
use crate::schema::typed::inside::Inside;
use crate::schema::typed::line::is_blank;
use crate::schema::typed::{key, name};

/// What a line of facts begins with: the first characters of what states a fact, and of the keys of numbers.
const FIRST: [char; 17] = [
    '目', '现', '支', '共', '党', '年', '成', '组', '始', '女', '离', '退', '其', '内', '班', '平',
    '在',
];
/// What says that the facts behind it are parts of the one before.
const PARTS: [&str; 2] = ["其中", "内有"];
/// What stands between two facts.
const MARKS: [char; 11] = ['，', ',', '；', ';', '、', '。', '\t', '（', '）', '(', ')'];
/// The longest line that is looked at, in bytes.
const LONGEST: usize = 300;

/// The facts of a line at the top, each as it is written here; `None` where a part of it is none, or where it states
/// one fact as that is written anyhow.
pub(super) fn entries(content: &str, inside: Inside) -> Option<Vec<String>> {
    if !content.starts_with(FIRST) {
        return None;
    }
    let is_apart = content.contains(MARKS) || content.matches(is_blank).nth(1).is_some();
    let begins = || PARTS.iter().any(|word| content.starts_with(word)) || stated(content).is_some();
    let is_top = matches!(inside, Inside::Top(_)) && content.len() <= LONGEST;
    let is_fact = || begins() || is_apart && begins_number(content, inside);
    if !is_top || !is_fact() {
        return None;
    }
    // 主题党日（12次） is one, and so is 60场（次）.
    if content.contains(['（', '(']) && !PARTS.iter().any(|word| content.contains(word)) {
        return None;
    }
    let parts = content.split(MARKS).flat_map(|part| at_keys(part, inside));
    let parts: Vec<&str> = parts.map(trimmed).filter(|part| !part.is_empty()).collect();
    let has_part = parts.iter().any(|part| without_parts(part).len() < part.len());
    let is_stated = parts.len() == 1 && known(parts[0], inside).is_none();
    if parts.len() < 2 && !has_part && !is_stated {
        return None;
    }
    let mut found: Vec<(String, String)> = Vec::new();
    for part in parts {
        let part = without_parts(part);
        if part.is_empty() {
            continue;
        }
        let one = entry(part, inside)?;
        if found.iter().any(|(name, _)| *name == one.0) {
            return None;
        }
        found.push(one);
    }
    let lines = found.into_iter().map(|(name, value)| format!("{name}: {value}"));
    Some(lines.collect::<Vec<_>>()).filter(|lines| !lines.is_empty())
}

/// Whether a text begins with the key of a number or a day.
fn begins_number(text: &str, inside: Inside) -> bool {
    let field = || {
        let split = key::split(text, inside)?;
        inside.field(&name::clean(&text[split.key]))
    };
    field().is_some_and(|field| matches!(field.shape, Shape::Quantity | Shape::Date))
}

/// 党员总数 26名 平均年龄 70岁: the parts of a text that a key begins each.
fn at_keys(text: &str, inside: Inside) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut from = 0;
    for (at, blank) in text.match_indices(is_blank) {
        let rest = &text[at + blank.len()..];
        if at > 0 && !rest.starts_with(is_blank) && begins_number(rest, inside) {
            parts.push(&text[from..at]);
            from = at;
        }
    }
    parts.push(&text[from..]);
    parts
}

fn trimmed(part: &str) -> &str {
    part.trim_matches(is_blank)
}

/// 其中：女党员7名 without what says that it is a part.
fn without_parts(part: &str) -> &str {
    let rest = PARTS.iter().find_map(|word| part.strip_prefix(word));
    rest.map_or(part, |rest| {
        rest.trim_start_matches(|c: char| is_blank(c) || "：:，,有为".contains(c))
    })
}

/// The key and the value of one fact, where both are known.
fn entry(part: &str, inside: Inside) -> Option<(String, String)> {
    known(part, inside).or_else(|| {
        let (name, value) = stated(part)?;
        let value = name::narrow(trimmed(value));
        is_of(inside.field(name)?.shape, &value).then(|| (name.to_owned(), value))
    })
}

/// The same of a fact that begins with its key.
fn known(part: &str, inside: Inside) -> Option<(String, String)> {
    let split = key::split(part, inside)?;
    let name = name::clean(&part[split.key.clone()]).into_owned();
    let value = name::narrow(&part[split.gap.end..]);
    is_of(inside.field(&name)?.shape, &value).then_some((name, value))
}

/// Whether a value is a number or a day, as the shape asks.
fn is_of(shape: Shape, value: &str) -> bool {
    let is_plain = !value.is_empty() && !value.contains(|c: char| ":#[]{}\"'&*!|>%@`".contains(c));
    is_plain
        && match shape {
            Shape::Quantity => quantity::parse_typed(value).is_ok(),
            Shape::Date => date::parse_typed(value).is_ok(),
            Shape::Text
            | Shape::Flag
            | Shape::Texts
            | Shape::Group(_)
            | Shape::Groups(_)
            | Shape::Entries { .. } => false,
        }
}
