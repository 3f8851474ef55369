//! What stands round a key for its looks: 【党员总数】, “平均年龄”, ●成立时间, 1. 党员总数, 党员总数（人）, `<b>党员总数</b>`.
//!
//! Entry points: [`bare`] gives the name inside, [`pair`] what stands in brackets, [`lead`] what comes behind ornaments and a
//! number, [`whole`] a text in brackets alone, [`emphasised`] a value that is set apart as in Markdown or a page.

use std::ops::Range;

use crate::schema::heading::{ORNAMENTS, is_picture};
use crate::schema::typed::half_width;
use crate::schema::typed::line::is_blank;
use crate::schema::typed::split::COLONS;

/// What a key stands in; any of the marks behind may close it.
const PAIRS: [(&str, &[&str]); 16] = [
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
    ("*", &["*"]),
    ("__", &["__"]),
    ("`", &["`"]),
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
pub(super) fn begins(c: char) -> bool {
    opens(c) || is_ornament(c) || c.is_ascii_digit() || counts(c)
}

/// Whether a character begins one of the [`PAIRS`].
fn opens(c: char) -> bool {
    matches!(
        c,
        '【' | '［'
            | '['
            | '〔'
            | '〖'
            | '《'
            | '〈'
            | '「'
            | '『'
            | '（'
            | '('
            | '“'
            | '*'
            | '_'
            | '`'
            | '<'
    )
}

/// Whether a character other than a figure of ASCII may begin the number that counts a key.
fn counts(c: char) -> bool {
    matches!(
        c,
        '０'..='９' | '①'..='⑳' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十'
    )
}

fn is_ornament(c: char) -> bool {
    !c.is_ascii() && !is_ideograph(c) && (ORNAMENTS.contains(&c) || is_picture(c))
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
    // 1️⃣ is a figure with signs behind it.
    let keycap = content.strip_prefix(|c: char| c.is_ascii_digit());
    let content =
        keycap.filter(|rest| rest.starts_with(['\u{FE0F}', '\u{20E3}'])).unwrap_or(content);
    let is_adorned = content.starts_with(is_ornament);
    without_number(if is_adorned { content.trim_start_matches(is_odd) } else { content })
}

/// The signs before the parts of a text that are there for its looks: `★ 红色驿站`, `★红色驿站 ★水利夜话`. It begins with one,
/// and words follow each.
pub(super) fn ornaments(text: &str) -> Vec<Range<usize>> {
    if !text.starts_with(is_ornament) {
        return Vec::new();
    }
    let mut found = Vec::new();
    let (mut from, mut begins_part) = (0, true);
    while let Some(c) = text[from..].chars().next() {
        let rest = text[from..].trim_start_matches(|c| is_ornament(c) || is_blank(c));
        let is_words = rest.starts_with(|c: char| c.is_alphanumeric() || "“《「【（{".contains(c));
        if begins_part && is_words && is_ornament(c) {
            found.push(from..text.len() - rest.len());
            from = text.len() - rest.len();
        } else {
            from += c.len_utf8();
        }
        begins_part = is_blank(c) || "、，；,;/／|｜".contains(c);
    }
    found
}

/// What stands in the brackets that `text` begins with, and the byte behind them.
pub(super) fn pair(text: &str) -> Option<(&str, usize)> {
    if !text.starts_with(opens) {
        return None;
    }
    if text.starts_with('<') {
        return tagged(text);
    }
    let (open, closes) = PAIRS.iter().find(|(open, _)| text.starts_with(open))?;
    let inner = &text[open.len()..];
    let near = inner.char_indices().map(|(at, _)| at).take_while(|at| *at <= LONGEST);
    let at =
        near.into_iter().find(|at| closes.iter().any(|close| inner[*at..].starts_with(close)))?;
    let close = closes.iter().find(|close| inner[at..].starts_with(*close))?;
    Some((&inner[..at], open.len() + at + close.len()))
}

/// `<u>党员总数</u>`: what stands between a tag and its end, and the byte behind that.
fn tagged(text: &str) -> Option<(&str, usize)> {
    let open = text.bytes().take(LONGEST).position(|byte| byte == b'>')?;
    let name = text[1..open].split(is_blank).next().filter(|name| !name.is_empty())?;
    let is_name = name.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let inner = &text[open + 1..];
    let close = format!("</{name}>");
    let at = inner.find(&close).filter(|at| is_name && *at <= LONGEST)?;
    Some((&inner[..at], open + 1 + at + close.len()))
}

/// `**26名**`, `<b>26名</b>`: a value without what sets it apart as a whole.
pub(super) fn emphasised(value: &str) -> Option<&str> {
    if !value.starts_with(['*', '_', '`', '<']) {
        return None;
    }
    let (inner, _) = pair(value).filter(|(_, end)| *end == value.len())?;
    let inner = emphasised(inner).unwrap_or(inner).trim_matches(is_blank);
    (!inner.is_empty() && !inner.contains(['*', '`', '<', '>'])).then_some(inner)
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
    inner.map_or(key, |(inner, _)| unwrapped(inner.trim_matches(is_end)))
}

/// 党员总数（人）: a key without the unit that stands behind it.
fn without_remark(key: &str) -> &str {
    let Some(rest) = key.strip_suffix(['）', ')']) else { return key };
    let Some((name, remark)) = rest.rsplit_once(['（', '(']) else { return key };
    let name = name.trim_end_matches(is_blank);
    if REMARKS.contains(&remark.trim()) && !name.is_empty() { name } else { key }
}

/// `1. 标题`, `2、日期`, `①标题`: a key without the number that counts it.
pub(super) fn without_number(key: &str) -> &str {
    // Few keys begin with a figure.
    let inner = key.strip_prefix(['（', '(']).unwrap_or(key);
    let is_han = |c: char| "一二三四五六七八九十".contains(c);
    let tail = inner.trim_start_matches(|c: char| half_width(c).is_ascii_digit() || is_han(c));
    let figures = inner.len() - tail.len();
    let rest = tail;
    let marked = if (1..=6).contains(&figures) {
        rest.strip_prefix(['.', '．', '、', ')', '）'])
    } else {
        None
    };
    let signed = || rest.strip_prefix(|c: char| ('①'..='⑳').contains(&c));
    let rest = marked.or_else(signed).map(|rest| rest.trim_start_matches(is_blank));
    let begins = |c: char| c.is_alphabetic() || "【［[〔〖《〈「『“*".contains(c);
    rest.filter(|rest| rest.starts_with(begins)).unwrap_or(key)
}
