//! A value on one line: figures in half width, quotes round what would be read as something else.
//!
//! Entry points: [`number`], [`unquoted`].

use std::ops::Range;

use crate::date;
use crate::diagnostic::traditional;
use crate::quantity::{self, AgeRange};
use crate::schema::Shape;
use crate::schema::typed::bracket::emphasised;
use crate::schema::typed::inside::Inside;
use crate::schema::typed::key;
use crate::schema::typed::line::is_blank;
use crate::schema::typed::name;
use crate::schema::typed::split;
use crate::schema::typed::tail::without_tail;
use crate::schema::typed::{Kind, Slip, doubled, half_width};

/// The longest value that may hold another entry, in bytes.
const LONGEST_LINE: usize = 400;

/// What a number or a date is quoted with.
const QUOTES: [(char, char); 3] = [('“', '”'), ('‘', '’'), ('「', '」')];
/// What one is put into.
const BRACKETS: [(char, char); 5] =
    [('（', '）'), ('(', ')'), ('【', '】'), ('［', '］'), ('[', ']')];

/// A number or a date in full-width figures or curled quotes, at the bytes `range` of `text`.
pub(super) fn number(text: &str, range: Range<usize>) -> Option<Slip> {
    let raw = &text[range.clone()];
    let kept = without_tail(raw);
    let tail = range.start + kept.len()..range.end;
    let (raw, range) = (kept, range.start..tail.start);
    let inside = |(open, close): &(char, char)| {
        raw.strip_prefix(*open).and_then(|rest| rest.strip_suffix(*close))
    };
    let quoted = QUOTES.iter().find_map(inside);
    let is_one = |inner: &&str| !inner.contains(|c: char| "（）()【】［］[],，、".contains(c));
    let wrapped = BRACKETS.iter().find_map(inside).or_else(|| emphasised(raw)).filter(is_one);
    // "26"名
    let is_whole = raw.len() > 1
        && ['"', '\''].iter().any(|quote| raw.starts_with(*quote) && raw.ends_with(*quote));
    let unquoted: String = raw.chars().filter(|c| !"\"“”‘’'".contains(*c)).collect();
    if quoted.is_none()
        && !is_whole
        && unquoted.len() < raw.len()
        && quantity::parse_typed(&name::narrow(&unquoted)).is_ok()
    {
        let text = name::narrow(&unquoted).into();
        return Some(Slip { range: range.start..tail.end, text, kind: Kind::Quote });
    }
    let bare = quoted.or(wrapped).unwrap_or(raw).trim_matches(is_blank);
    let inner = without_verb(bare);
    let simple = traditional::simple(inner);
    let narrow: String = simple.chars().map(narrow).collect();
    let once = doubled::once(&narrow).into_owned();
    if let Some(text) = without_sign(&once).or_else(|| without_letter(&once)) {
        return Some(Slip { range: range.start..tail.end, text: text.into(), kind: Kind::Sign });
    }
    let kind = match (quoted, wrapped) {
        _ if once != narrow => Kind::Doubled,
        (Some(_), _) => Kind::Quote,
        (None, Some(_)) => Kind::Wrapped,
        (None, None) if inner.len() < bare.len() => Kind::Verb,
        (None, None) if simple != inner => Kind::Traditional,
        (None, None) => Kind::Digits,
    };
    if once != raw {
        return Some(Slip { range: range.start..tail.end, text: once.into(), kind });
    }
    (!tail.is_empty()).then(|| Slip { range: tail, text: "".into(), kind: Kind::Tail })
}

/// 为26名: the verb of a sentence in front of a number, where the key has said what it is.
fn without_verb(value: &str) -> &str {
    let rest = value.strip_prefix(['为', '是']).map(|rest| rest.trim_start_matches(is_blank));
    rest.filter(|rest| rest.starts_with(|c: char| half_width(c).is_ascii_digit())).unwrap_or(value)
}

/// `≥70岁` as one says it, 70岁以上, where that is a number.
fn without_sign(value: &str) -> Option<String> {
    let sign = value.chars().next().filter(|c| "≥≧⩾>＞≤≦⩽<＜~～≈∼".contains(*c))?;
    let rest = value[sign.len_utf8()..].trim_start_matches(is_blank);
    let number = rest.strip_prefix('=').map_or(rest, |rest| rest.trim_start_matches(is_blank));
    let has_equal = number.len() < rest.len();
    let text = match sign {
        '≥' | '≧' | '⩾' => format!("{number}以上"),
        '>' | '＞' if has_equal => format!("{number}以上"),
        '>' | '＞' => format!("超过{number}"),
        '≤' | '≦' | '⩽' => format!("{number}以内"),
        '<' | '＜' if has_equal => format!("{number}以内"),
        '<' | '＜' => format!("不足{number}"),
        _ if has_equal => return None,
        _ => format!("约{number}"),
    };
    let is_plain = number.starts_with(|c: char| c.is_ascii_digit());
    (is_plain && quantity::parse_typed(&text).is_ok()).then_some(text)
}

/// `1.2w人次`, `12k`: ten thousand and a thousand, as a telephone has them.
fn without_letter(value: &str) -> Option<String> {
    let at = value.find(['w', 'W', 'k', 'K'])?;
    let (number, letter) = value.split_at(at);
    let unit = &letter[1..];
    let is_number = number.ends_with(|c: char| c.is_ascii_digit());
    if !is_number || unit.starts_with(|c: char| c.is_ascii()) {
        return None;
    }
    let text = if letter.starts_with(['w', 'W']) {
        format!("{number}万{unit}")
    } else {
        let (whole, part) = number.split_once('.').unwrap_or((number, ""));
        let shifted = part.len() < 4 && whole.chars().all(|c| c.is_ascii_digit());
        shifted.then(|| format!("{whole}{part:0<3}{unit}"))?
    };
    quantity::parse_typed(&text).is_ok().then_some(text)
}

/// Figures, letters and the marks of dates and shares; the brackets of 场（次） stay.
fn narrow(c: char) -> char {
    let half = half_width(c);
    let is_figure = half.is_ascii_alphanumeric() || "-./%+".contains(half);
    if is_figure { half } else { c }
}

/// Whether figures are meant in a value of this shape.
pub(super) fn is_number(shape: Shape) -> bool {
    matches!(shape, Shape::Date | Shape::Quantity | Shape::Flag)
}

/// Whether a value is a number or a day, where the shape asks for one.
pub(super) fn is_of(shape: Shape, value: &str) -> bool {
    let value = without_tail(value.trim_matches(is_blank));
    let narrow = || name::narrow(value);
    match shape {
        Shape::Quantity => quantity::parse_typed(&narrow()).is_ok(),
        Shape::Date => date::parse_typed(&narrow()).is_ok(),
        Shape::Text | Shape::Texts | Shape::Group(_) | Shape::Groups(_) | Shape::Entries { .. } => {
            true
        }
        Shape::Flag => false,
    }
}

/// A value without the comment behind it.
pub(super) fn without_comment(value: &str) -> &str {
    if value.starts_with('#') {
        return "";
    }
    let from = match value.chars().next() {
        Some(quote @ ('"' | '\'')) => value[1..].find(quote).map_or(0, |end| end + 2),
        _ => 0,
    };
    let end = value[from..].find(" #").map_or(value.len(), |at| from + at);
    value[..end].trim_end_matches(is_blank)
}

/// A value that needs quotes to be read as what it is, with them. `inside` is what the lines below its key
/// are; `top`, the table of the file.
pub(super) fn unquoted(value: &str, shape: Option<Shape>, top: Inside) -> Option<String> {
    let is_text = shape.is_none_or(|shape| matches!(shape, Shape::Text));
    let first = value.chars().next()?;
    let rest = &value[first.len_utf8()..];
    let next = rest.chars().next();
    let is_apart = next.is_none_or(is_blank);
    let needs = match first {
        '"' | '\'' => return quoted(value, first, rest),
        '[' | '{' => is_text,
        ']' | '}' | '%' | '@' | '`' | ',' => true,
        '&' | '*' => !is_anchor(rest, first == '*'),
        '!' => next.is_none_or(|c| !c.is_ascii() || c == ' ' || c == '['),
        '|' | '>' => {
            let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit() || "+-".contains(c));
            !rest.trim().is_empty()
        }
        '?' | '-' | ':' if is_apart => !rest.is_empty(),
        _ => has_colon(value, shape, top),
    };
    needs.then(|| single(value))
}

/// Whether a text in brackets means something else to YAML: its first mark, or a `#` that hides what follows.
pub(super) fn needs_quotes_in_brackets(value: &str) -> bool {
    let Some(first) = value.chars().next() else { return false };
    let rest = &value[first.len_utf8()..];
    match first {
        '"' | '\'' => closing(rest, first).is_some_and(|end| end + 1 < rest.len()),
        '%' | '@' | '`' | '|' | '>' => true,
        '#' => rest.starts_with(|c: char| !is_blank(c)),
        '&' | '*' => !is_anchor(rest, first == '*'),
        '!' => rest.starts_with(|c: char| !c.is_ascii() || c == ' '),
        '?' | '-' => rest.starts_with(is_blank),
        _ => value
            .match_indices(" #")
            .any(|(at, _)| value[at + 2..].starts_with(|c: char| !is_blank(c))),
    }
}

/// The byte of the quote that closes a text behind its first one: `\"` and `''` are part of it.
fn closing(rest: &str, quote: char) -> Option<usize> {
    let mut chars = rest.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let is_pair = quote == '\'' && chars.peek().is_some_and(|(_, next)| *next == quote);
        if c == '\\' && quote == '"' || c == quote && is_pair {
            chars.next();
        } else if c == quote {
            return Some(at);
        }
    }
    None
}

/// Quotes that close before the value ends, or that hold the backslashes of a path.
fn quoted(value: &str, open: char, rest: &str) -> Option<String> {
    let end = rest.find(open)?;
    let behind = &rest[end + 1..];
    if !behind.is_empty() && !behind.starts_with(open) {
        // `"a\"b"` goes on.
        let goes_on = open == '"' && rest[..end].ends_with('\\');
        return (!goes_on).then(|| single(value));
    }
    let inner = rest.strip_suffix(open)?;
    let is_escape = |pair: &str| {
        let c = pair.chars().nth(1);
        c.is_some_and(|c| "0abtnvfre\"/\\N_LPxu ".contains(c))
    };
    let mut at = inner.match_indices('\\').map(|(at, _)| &inner[at..]);
    let is_path = inner.as_bytes().get(1) == Some(&b':') && inner[2..].starts_with('\\');
    let is_doubled = inner.contains("\\\\");
    let is_wrong = open == '"' && !is_doubled && (is_path || at.any(|pair| !is_escape(pair)));
    is_wrong.then(|| single(inner))
}

/// Whether a name behind `&` or `*` is one that YAML knows.
fn is_anchor(rest: &str, is_alias: bool) -> bool {
    let name = rest.split(is_blank).next().unwrap_or_default();
    let is_name =
        !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || "_-".contains(c));
    is_name && (!is_alias || name.len() == rest.len())
}

/// Whether a plain value holds a `: ` that no key stands before.
fn has_colon(value: &str, shape: Option<Shape>, top: Inside) -> bool {
    let mut has_one = false;
    for (at, _) in value.match_indices(':') {
        let behind = &value[at + 1..];
        if !behind.is_empty() && !behind.starts_with(' ') {
            continue;
        }
        let before = &value[..at];
        // Words with a colon came before: the text is a sentence, and speaks of the key.
        let is_prose = has_one && matches!(shape, Some(Shape::Text));
        if !is_prose && ends_with_key(before, top)
            || shape.is_some_and(|shape| {
                ends_with_key(before, Inside::below(shape)) && !matches!(shape, Shape::Text)
            })
        {
            return false;
        }
        has_one = true;
    }
    has_one
}

/// Whether a text ends with a name of `inside`, as where a line break was lost.
pub(super) fn ends_with_key(text: &str, inside: Inside) -> bool {
    let text = text.trim_end_matches(is_blank);
    let ends = text.char_indices().rev().take(8).map(|(at, _)| &text[at..]);
    let mut names = ends.filter(|end| end.chars().count() > 1);
    names.any(|name| inside.field(name).is_some() && name::clean(name) == name)
}

/// A text in single quotes.
pub(super) fn single(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// What a ` #…` cuts from a value, with the value before it: a comment has a blank behind its mark.
pub(super) fn cut(value: &str) -> Option<Range<usize>> {
    let kept = without_comment(value);
    let comment = value[kept.len()..].trim_start_matches(is_blank);
    let rest = comment.strip_prefix('#')?;
    let is_tag = rest.starts_with(|c: char| !is_blank(c) && c != '#');
    is_tag.then_some(0..value.len())
}

/// `#志愿服务 #结对帮扶`, `#志愿服务#结对帮扶#` in the place of a list: the same words, as a list.
pub(super) fn hashtags(value: &str) -> Option<String> {
    let is_mark = |c: char| is_blank(c) || "、，,；;".contains(c);
    let rest = value.strip_prefix(['#', '＃'])?;
    let is_tags = value.split(is_mark).filter(|word| !word.is_empty()).all(|word| {
        let name = word.trim_matches(['#', '＃']);
        word.starts_with(['#', '＃']) && !name.is_empty()
    });
    let words: Vec<&str> =
        rest.split(|c| is_mark(c) || "#＃".contains(c)).filter(|word| !word.is_empty()).collect();
    let is_word = |word: &&str| word.chars().all(|c| c.is_alphanumeric() || "·“”".contains(c));
    // One word alone may be a comment.
    let is_list = is_tags && words.len() > 1 && words.iter().all(is_word);
    is_list.then(|| format!("[{}]", words.join(", ")))
}

/// The key of `top` and its colon inside a plain value.
pub(super) fn swallowed(value: &str, top: Inside) -> Option<Range<usize>> {
    if value.starts_with(['"', '\'', '“', '‘']) {
        return None;
    }
    let colons = value.match_indices(['：', ':']);
    colons.filter(|(at, _)| *at > 0).find_map(|(at, colon)| {
        let before = &value[..at];
        let ends = before.char_indices().rev().take(8).map(|(at, _)| at);
        let start = ends
            .filter(|start| before[*start..].chars().count() > 2 && *start > 0)
            .find(|start| top.field(&before[*start..]).is_some())?;
        Some(start..at + colon.len())
    })
}

/// The blanks inside a value behind which another entry of `inside` begins: `12场次 志愿服务: 20场次`, `银发 日期: 2024-07-01`.
/// A key of the file alone is one, or a name with a number before and behind.
pub(super) fn joined_entry(value: &str, inside: Inside) -> Option<Range<usize>> {
    // A limit keeps the time small; few values hold a colon.
    if value.len() > LONGEST_LINE
        || !value.contains(split::COLONS)
        || value.starts_with(['"', '\'', '“', '[', '{', '【', '#'])
    {
        return None;
    }
    let starts = value.char_indices().filter(|(_, c)| !is_blank(*c)).map(|(at, _)| at);
    // 60-69岁: 8人，70岁以上: 18人: among ages a mark parts the entries, too.
    let is_gap = |c: char| is_blank(c) || inside.has_ages() && "，、；,;".contains(c);
    let mut starts = starts.filter(|at| value[..*at].ends_with(is_gap) && *at > 0);
    let start = starts.find(|at| {
        let (before, rest) = (value[..*at].trim_end_matches(is_gap), &value[*at..]);
        let Some(split) = key::split(rest, inside) else { return false };
        let name = &rest[split.key.clone()];
        let has_colon = rest[split.gap.clone()].contains(split::COLONS);
        let is_own = match inside {
            Inside::Top(_) | Inside::Keys(_) => {
                inside.field(name).is_some() && name.chars().count() > 1
            }
            Inside::Free { .. } => {
                quantity::parse_typed(before).is_ok()
                    && (!inside.has_ages() || AgeRange::parse(&name::age(name)).is_ok())
            }
            Inside::Texts => false,
        };
        has_colon && is_own && !name.contains(is_blank) && split.gap.end < rest.len()
    })?;
    Some(value[..start].trim_end_matches(is_gap).len()..start)
}

/// `名称：先进党支部，级别：县级` in the place of a group: the same in braces. Each part is a key of the group and what it says.
pub(super) fn grouped(value: &str, inside: Inside) -> Option<String> {
    if value.len() > LONGEST_LINE || !value.contains(split::COLONS) {
        return None;
    }
    let mut entries: Vec<String> = Vec::new();
    for part in value.split(['，', ',', '；', ';']).filter(|part| !part.trim().is_empty()) {
        let part = part.trim_matches(is_blank);
        let split = key::split(part, inside)?;
        let name = name::clean(&part[split.key.clone()]);
        let said = &part[split.gap.end..];
        let is_plain = !said.is_empty() && !said.contains(|c| ":：[]{}#&*!|>'\"%@`".contains(c));
        inside.field(&name).filter(|_| is_plain && part[split.gap].contains(split::COLONS))?;
        entries.push(format!("{name}: {said}"));
    }
    (entries.len() > 1).then(|| format!("{{{}}}", entries.join(", ")))
}

/// `![合影](1.jpg)`: what is shown, and the name of the file, where both are plain.
pub(super) fn shown_file(value: &str) -> Option<(&str, &str)> {
    let inner = value.trim_start_matches(['!', '！', ' ']).strip_prefix(['[', '［', '【'])?;
    let (shown, behind) = inner.split_once([']', '］', '】'])?;
    let file = behind.trim_start_matches(is_blank).strip_prefix(['(', '（'])?;
    let file =
        file.strip_suffix([')', '）'])?.trim_matches(|c| is_blank(c) || c == '<' || c == '>');
    let is_plain = |text: &str| !text.contains(|c| ":：#[]{}()（）\"'&*!|>%@`,\\".contains(c));
    (!file.is_empty() && is_plain(file) && is_plain(shown)).then_some((shown.trim(), file))
}

/// A mark of a list inside an item, as where a line break was lost: `生态保护- 传帮带`.
pub(super) fn joined_item(value: &str, shape: Option<Shape>) -> Option<Range<usize>> {
    let is_list = matches!(shape, Some(Shape::Texts | Shape::Groups(_)));
    if !is_list || value.starts_with(['"', '\'', '“', '‘']) {
        return None;
    }
    let is_apart = |at: &usize| !value[..*at].ends_with(|c: char| c.is_ascii_digit()) && *at > 0;
    let at = value.match_indices("- ").map(|(at, _)| at).find(is_apart)?;
    Some(at..at + 1)
}

/// The shape of a row that stands behind a name of the editor's own: `初审: {姓名: 示例甲}`.
pub(super) fn row_of(inside: Inside, value: &str) -> Option<Shape> {
    let Inside::Keys(table) = inside else { return None };
    let first = value.strip_prefix('{')?.split([':', '：', ',', '}']).next()?;
    inside.field(&name::clean(first))?;
    Some(Shape::Groups(table))
}
