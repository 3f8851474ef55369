//! The key at the beginning of a line or an entry, and what parts it from its value.
//!
//! Entry points: [`split`]; [`round`] for a fact in brackets. Which words may be keys depends on where they stand ([`Inside`]).

use std::ops::Range;

use crate::quantity::{self, AgeRange};
use crate::schema::typed::bracket::{lead, pair, without_number};
use crate::schema::typed::inside::Inside;
use crate::schema::typed::line::is_blank;
use crate::schema::typed::name::{age, clean, is_name, narrow};
use crate::schema::typed::split::{COLONS, Split, slip};
use crate::schema::typed::tail::without_tail;
use crate::schema::typed::{Kind, half_width, separator, set_apart};
use crate::schema::{self, Field, Shape};

/// Bytes of a key with something else than `: ` behind it, and of a number behind it: the longest that is known has a
/// tenth. A line of colons alone would take the square of its length otherwise.
const LONGEST: usize = 256;

/// The key in front of `content`; `None` where it has none.
pub(super) fn split(content: &str, inside: Inside) -> Option<Split> {
    if let Some(split) = set_apart::split(content, inside) {
        return Some(split);
    }
    let from = quoted(content);
    for (at, colon) in content[from..].char_indices().filter(|(_, c)| COLONS.contains(c)) {
        let at = from + at;
        let behind = &content[at + colon.len_utf8()..];
        let is_plain = colon == ':' && (behind.is_empty() || behind.starts_with([' ', '\t']));
        if !is_plain && at > LONGEST {
            continue;
        }
        let value = behind.trim_start_matches(|c| is_blank(c) || COLONS.contains(&c));
        let key = content[..at].trim_end_matches(is_blank);
        if is_plain || may_be(key, value, inside, colon) {
            let gap = key.len()..content.len() - value.len();
            let slip = slip(&content[gap.clone()], !value.is_empty());
            return Some(Split { key: 0..key.len(), gap, slip });
        }
    }
    let rest = lead(content);
    let start = content.len() - rest.len();
    without_colon(rest, inside).map(|split| Split {
        key: 0..start + split.key.end,
        gap: start + split.gap.start..start + split.gap.end,
        slip: split.slip,
    })
}

/// The end of quotes at the beginning.
fn quoted(content: &str) -> usize {
    let Some(open) = content.chars().next().filter(|c| "\"'".contains(*c)) else { return 0 };
    content[1..].find(open).map_or(0, |end| end + 2)
}

/// Whether `key` can be meant as a key, with something else than `: ` behind it.
fn may_be(key: &str, value: &str, inside: Inside, colon: char) -> bool {
    let name = clean(key);
    if colon == ':' && (value.starts_with("//") || value.starts_with('\\')) || name.is_empty() {
        return false;
    }
    match inside {
        Inside::Texts => false,
        Inside::Top(_) | Inside::Keys(_) => {
            inside.field(&name).is_some() || is_name(&name) && !is_heading(key)
        }
        Inside::Free { .. } if inside.field(&name).is_some() => true,
        Inside::Free { .. } if inside.has_ages() => AgeRange::parse(&age(&name)).is_ok(),
        Inside::Free { .. } => {
            let value = value.split(['，', ',', '；', '}', '｝', ']']).next().unwrap_or(value);
            value.is_empty()
                || value.starts_with(['{', '｛'])
                || value.len() <= LONGEST
                    && quantity::parse_quantity(without_tail(&narrow(value))).is_ok()
                || is_followed(&narrow(value))
        }
    }
}

/// 一、基本情况, （二）荣誉: what no key is known for is a heading.
fn is_heading(key: &str) -> bool {
    key.trim_start_matches(['（', '(']).starts_with(|c| "一二三四五六七八九十".contains(c))
        && without_number(key) != key
}

/// A name with a full-width colon among the free keys of a map, whatever stands behind it: `宣讲：线上3场`.
pub(super) fn named(content: &str, inside: Inside) -> Option<Split> {
    let is_free = matches!(inside, Inside::Free { .. }) && !inside.has_ages();
    let at = content.find('：').filter(|at| is_free && *at <= LONGEST)?;
    let value = content[at..].trim_start_matches(|c| is_blank(c) || COLONS.contains(&c));
    let key = content[..at].trim_end_matches(is_blank);
    let is_meant = is_name(&clean(key)) && !is_heading(key) && !value.is_empty();
    is_meant.then(|| Split {
        key: 0..key.len(),
        gap: key.len()..content.len() - value.len(),
        slip: Some(Kind::Colon),
    })
}

/// Whether a number stands in front of another entry: `12 场次 志愿服务：20场次`.
fn is_followed(value: &str) -> bool {
    let blanks = value.match_indices(' ').map(|(at, _)| at).take(3);
    value.contains(COLONS)
        && blanks.into_iter().any(|at| {
            value[at..].contains(COLONS) && quantity::parse_quantity(value[..at].trim()).is_ok()
        })
}

/// A known key with something else than a colon behind it: blanks, `=`, a dash or dots, 为 before a number, or at once a figure.
fn without_colon(content: &str, inside: Inside) -> Option<Split> {
    let table = match inside {
        Inside::Top(table) | Inside::Keys(table) => table,
        Inside::Free { .. } | Inside::Texts => return None,
    };
    let is_top = matches!(inside, Inside::Top(_));
    let inner = schema::fields(table).flat_map(Field::fields).filter(|_| is_top);
    let names = schema::fields(table).flat_map(|field| {
        let own = [field.key()];
        field.aliases.iter().chain(field.flat).copied().chain(own).map(move |name| (name, field))
    });
    let names = names
        .chain(inner.flat_map(|field| field.flat.iter().copied().map(move |name| (name, field))));
    let found = names.filter(|(name, _)| content.starts_with(name));
    let (name, field) = found.max_by_key(|(name, _)| name.len())?;
    let rest = &content[name.len()..];
    let takes_number = matches!(field.shape, Shape::Date | Shape::Quantity);
    let value = separator::behind(rest, takes_number);
    let is_figure =
        |c: char| half_width(c).is_ascii_digit() || "一二三四五六七八九十百约近超逾".contains(c);
    let is_wrapped = || {
        let inner = value.strip_prefix(['（', '(', '【', '［', '[']);
        inner.is_some_and(|inner| inner.starts_with(is_figure))
    };
    let is_number = takes_number && (value.starts_with(is_figure) || is_wrapped());
    // An English word begins a sentence, too; before Han or figures it is a key.
    let is_ours = !name.is_ascii() || value.starts_with(|c: char| !c.is_ascii_alphabetic());
    let plain = separator::behind(rest, false);
    // 党员总数⇥平均年龄 is the head of a table.
    let is_head = || takes_number && begins_key(plain, table);
    let is_parted = plain.len() < rest.len() && !plain.is_empty() && is_ours && !is_head();
    let value = if is_number { value } else { plain };
    (is_parted || is_number).then(|| Split {
        key: 0..name.len(),
        gap: name.len()..content.len() - value.len(),
        slip: Some(Kind::MissingColon),
    })
}

/// Whether a text begins with a Chinese key at the top, and no figure behind it.
fn begins_key(text: &str, table: schema::Fields) -> bool {
    let all = schema::fields(table).flat_map(|field| field.aliases.iter().chain(field.flat));
    let inner = schema::fields(table).flat_map(Field::fields).flat_map(|field| field.flat);
    let behind = |name: &&str| text.strip_prefix(*name).filter(|_| name.chars().count() > 2);
    let is_key = |rest: &str| rest.is_empty() || rest.starts_with(is_blank);
    all.chain(inner).filter_map(behind).any(is_key)
}

/// A fact that stands in brackets as a whole, 【党员总数：26名】 or `**党员总数：26名**`, and the bytes of the brackets.
pub(super) fn round(content: &str, inside: Inside) -> Option<(Range<usize>, Range<usize>)> {
    let inner = within(content)?;
    let open = inner.as_ptr() as usize - content.as_ptr() as usize;
    let is_one = !inner.contains(|c: char| "，,、；;[]{}【】［］｛｝".contains(c));
    let is_fact = || {
        split(inner, inside).is_some_and(|split| {
            split.gap.end < inner.len() && inside.field(&clean(&inner[split.key])).is_some()
        })
    };
    (is_one && is_fact()).then(|| (0..open, open + inner.len()..content.len()))
}

/// What stands between brackets, or the marks and tags of emphasis, round a whole line.
fn within(content: &str) -> Option<&str> {
    if content.starts_with(['*', '_', '`', '<', '“']) {
        return pair(content).filter(|(_, end)| *end == content.len()).map(|(inner, _)| inner);
    }
    if !content.starts_with(['【', '［', '[', '{', '｛', '〖', '〔']) {
        return None;
    }
    let open = content.chars().next().map_or(0, char::len_utf8);
    let close = content.chars().next_back().filter(|c| "】］]}｝〗〕".contains(*c))?.len_utf8();
    content.get(open..content.len() - close)
}
