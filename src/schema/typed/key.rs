//! The key at the beginning of a line or an entry, and what parts it from its value.
//!
//! Entry point: [`split`]. Which words may be keys depends on where they stand ([`Inside`]).

use std::borrow::Cow;
use std::ops::Range;

use crate::prefilter;
use crate::quantity::{self, AgeRange};
use crate::schema::typed::line::is_blank;
use crate::schema::typed::separator;
use crate::schema::typed::tail::without_tail;
use crate::schema::typed::{Kind, half_width};
use crate::schema::typed::{bracket, doubled};
use crate::schema::{self, Field, Fields, Shape, heading, synonym};

/// What the entries are among which a line stands.
#[derive(Debug, Clone, Copy)]
pub(super) enum Inside {
    /// Keys at the top of the file.
    Top(Fields),
    /// Keys of a group.
    Keys(Fields),
    /// Free keys with numbers: of age bands or of activities.
    Free {
        /// Keys among them that mean something else.
        own: Fields,
        /// The keys of each.
        each: Fields,
    },
    /// Texts alone.
    Texts,
}

impl Inside {
    /// Whether a line here is a heading: 【基本情况】 would become a list, which stands nowhere. It is told where it is read.
    pub(super) fn is_heading(self, line: &str) -> bool {
        match self {
            Self::Top(_) => heading::is_bracketed(line.trim()),
            Self::Keys(_) | Self::Free { .. } | Self::Texts => false,
        }
    }

    /// The lines below a key of this shape.
    pub(super) fn below(shape: Shape) -> Self {
        match shape {
            Shape::Group(table) | Shape::Groups(table) => Self::Keys(table),
            Shape::Entries { each, own } => Self::Free { own, each },
            Shape::Text | Shape::Flag | Shape::Date | Shape::Quantity | Shape::Texts => Self::Texts,
        }
    }

    /// The field that a name means here.
    pub(super) fn field(self, name: &str) -> Option<&'static Field> {
        match self {
            Self::Top(table) => schema::find(table, name, true),
            Self::Keys(table) => schema::find(table, name, false)
                .or_else(|| schema::fields(table).find(|field| field.flat.contains(&name))),
            Self::Free { own, each } => {
                schema::find(own, name, false).or_else(|| schema::find(each, name, false))
            }
            Self::Texts => None,
        }
    }

    /// The field that a name means that is another word for its key.
    pub(super) fn synonym(self, name: &str) -> Option<&'static Field> {
        match self {
            Self::Top(table) => synonym::field(table, name),
            Self::Keys(_) | Self::Free { .. } | Self::Texts => None,
        }
    }

    /// Whether its free keys are ages.
    pub(super) fn has_ages(self) -> bool {
        matches!(self, Self::Free { own, .. } if own.field(0).is_some())
    }
}

/// A key, a gap and a value, as bytes of the text that was split.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Split {
    /// The key.
    pub key: Range<usize>,
    /// From the key to the value.
    pub gap: Range<usize>,
    /// What is wrong with the gap.
    pub slip: Option<Kind>,
}

/// Marks that are seen as a colon.
pub(super) const COLONS: [char; 5] = [':', '：', '﹕', '∶', '︰'];

/// Bytes of a key with something else than `: ` behind it, and of a number behind it: the longest that is known has a
/// tenth. A line of colons alone would take the square of its length otherwise.
const LONGEST: usize = 256;

/// The key in front of `content`; `None` where it has none.
pub(super) fn split(content: &str, inside: Inside) -> Option<Split> {
    if let Some(split) = bracket::split(content, inside) {
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
    let rest = bracket::lead(content);
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

/// What is wrong with a gap that has a colon.
pub(super) fn slip(gap: &str, has_value: bool) -> Option<Kind> {
    let blanks = gap.trim_start_matches(is_blank);
    let colon = blanks.chars().next()?;
    let behind = &blanks[colon.len_utf8()..];
    if colon != ':' || behind.contains('：') {
        Some(Kind::Colon)
    } else if behind.contains(COLONS) {
        Some(Kind::Mark)
    } else if gap.chars().any(|c| is_blank(c) && !c.is_ascii()) {
        Some(Kind::Blank)
    } else if has_value && behind.is_empty() {
        Some(Kind::MissingBlank)
    } else {
        None
    }
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

/// Whether a text can be the name of something that is counted or stated.
pub(super) fn is_name(text: &str) -> bool {
    text.chars().count() <= 12 && text.chars().all(|c| c.is_alphanumeric() || c == '_')
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
    let is_parted = plain.len() < rest.len() && !plain.is_empty() && is_ours;
    let value = if is_number { value } else { plain };
    (is_parted || is_number).then(|| Split {
        key: 0..name.len(),
        gap: name.len()..content.len() - value.len(),
        slip: Some(Kind::MissingColon),
    })
}

/// A key without the blanks and marks that do not belong to it.
pub(super) fn clean(key: &str) -> Cow<'_, str> {
    let key = bracket::bare(key);
    let is_mark = |c: char| matches!(c, '"' | '\'' | '“' | '”' | '‘' | '’' | '*' | '【' | '】');
    let is_odd = |c: char| is_mark(c) || is_blank(c) || half_width(c) != c;
    if !prefilter::passes(key.contains(is_odd)) {
        return Cow::Borrowed(key);
    }
    let kept = key.chars().map(half_width);
    kept.filter(|c| !is_blank(*c) && !is_mark(*c)).collect()
}

/// `Title`: an English key in small letters, where that is one.
pub(super) fn lower(key: Cow<'_, str>, inside: Inside) -> Cow<'_, str> {
    let is_capital = key.is_ascii() && key.bytes().any(|byte| byte.is_ascii_uppercase());
    if !is_capital || inside.field(&key).is_some() {
        return key;
    }
    let small = key.to_ascii_lowercase();
    if inside.field(&small).is_some() { Cow::Owned(small) } else { key }
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

/// The label of ages as it is meant: half-width, and nothing twice.
pub(super) fn age(label: &str) -> String {
    let narrow = narrow(label);
    match doubled::once(&narrow) {
        Cow::Borrowed(_) => narrow,
        Cow::Owned(once) => once,
    }
}

/// What is wrong with a label that is meant otherwise.
pub(super) fn age_slip(label: &str) -> Kind {
    if age(label) == narrow(label) { Kind::Digits } else { Kind::Doubled }
}

/// A text with half-width digits and marks.
pub(super) fn narrow(text: &str) -> String {
    text.chars().map(half_width).collect()
}
