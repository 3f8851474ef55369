//! Levels: which lines belong to one, and what is seen in a line.
//!
//! Entry points: [`Scope`], one level; [`fits`], [`knows`], [`is_child`] for a line.

use std::ops::Range;

use crate::quantity::AgeRange;
use crate::schema::synonym::synonym;
use crate::schema::typed::Kind;
use crate::schema::typed::inside::Inside;
use crate::schema::typed::key;
use crate::schema::typed::line::{self, Line};
use crate::schema::typed::name;
use crate::schema::typed::split::Split;
use crate::schema::{self, Field, Shape};

/// Lines of one level.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scope {
    /// The column where they begin.
    pub column: usize,
    /// The column where they are to begin.
    pub mended: usize,
    pub inside: Inside,
    pub is_list: bool,
    /// Whether each line is an item without its mark.
    pub is_bare: bool,
}

/// What may stand below a key without value.
#[derive(Debug, Clone, Copy)]
pub(super) enum Below {
    /// Nothing: the key has its value.
    Nothing,
    /// Lines of a known key.
    Field(&'static Field),
    /// Lines of which nothing is known.
    Unknown,
}

/// The column of the line that is furthest out.
pub(super) fn leftmost(text: &str, yaml: &Range<usize>) -> usize {
    let mut at = yaml.start;
    let mut column = usize::MAX;
    while at < yaml.end && column > 0 {
        let line = Line::of(text, at, yaml.end);
        let content = &text[line.content.clone()];
        if !content.is_empty() && !content.starts_with('#') {
            column = column.min(line.column);
        }
        at = next(text, &line, yaml.end);
    }
    if column == usize::MAX { 0 } else { column }
}

/// Where the line behind a line begins.
pub(super) fn next(text: &str, line: &Line, end: usize) -> usize {
    text[line.whole.end..end].find('\n').map_or(end, |at| line.whole.end + at + 1)
}

/// What is wrong with an indentation.
pub(super) fn indentation_kind(raw: &str, kind: Option<Kind>) -> Kind {
    match kind {
        _ if raw.contains('\t') => Kind::Tab,
        _ if !raw.is_ascii() => Kind::Blank,
        Some(kind) => kind,
        None => Kind::Indentation,
    }
}

/// Whether a line that is no further in than its key belongs below it all the same.
pub(super) fn is_child(content: &str, outer: Scope, field: &Field, split: Option<&Split>) -> bool {
    if outer.is_list {
        return false;
    }
    let inside = Inside::below(field.shape);
    if line::item(content, takes_list(field.shape)).is_some() {
        return true;
    }
    let Some(split) = split else {
        let is_single = matches!(inside, Inside::Texts) && !takes_list(field.shape);
        return !is_single && key::split(content, outer.inside).is_none();
    };
    let name = name::clean(&content[split.key.clone()]);
    if outer.inside.field(&name).is_some() {
        return false;
    }
    let is_free = matches!(inside, Inside::Free { .. });
    let is_age = || AgeRange::parse(&name::age(&name)).is_ok();
    let top = match outer.inside {
        Inside::Top(table) | Inside::Keys(table) => table,
        Inside::Free { .. } | Inside::Texts => &schema::NONE,
    };
    inside.field(&name).is_some()
        || is_free && inside.has_ages() && is_age()
        || is_free && !inside.has_ages() && schema::suggest(top, top, &name).is_none()
}

/// Whether a line begins with a key that `inside` knows.
pub(super) fn knows(content: &str, inside: Inside) -> bool {
    key::split(content, inside)
        .is_some_and(|split| inside.field(&name::clean(&content[split.key])).is_some())
}

/// The same, or with another word for a key at the top of the file, which is told as that.
pub(super) fn means(content: &str, inside: Inside) -> bool {
    let is_synonym = |table| {
        key::split(content, inside)
            .is_some_and(|split| synonym(table, &name::clean(&content[split.key])).is_some())
    };
    match inside {
        Inside::Top(table) => {
            knows(content, inside) || is_synonym(table) || key::round(content, inside).is_some()
        }
        Inside::Keys(_) | Inside::Free { .. } | Inside::Texts => knows(content, inside),
    }
}

/// Whether a line can be one of its level.
pub(super) fn fits(content: &str, scope: Scope) -> bool {
    if scope.is_list {
        return scope.is_bare || line::item(content, true).is_some();
    }
    match scope.inside {
        Inside::Free { .. } => key::split(content, scope.inside)
            .or_else(|| key::named(content, scope.inside))
            .is_some(),
        Inside::Top(_) | Inside::Keys(_) => knows(content, scope.inside),
        Inside::Texts => false,
    }
}

/// Whether a line cannot go on with a text: YAML sees a key in it.
pub(super) fn breaks(content: &str) -> bool {
    content.contains(": ") || content.ends_with(':') || content.starts_with("- ")
}

/// Whether a line of a list begins with a mark that no text goes on with: · • ➢ √.
pub(super) fn is_marked(content: &str, scope: Scope) -> bool {
    let is_sign = |c: char| !c.is_alphanumeric() && !"（(".contains(c);
    scope.is_list && content.starts_with(is_sign) && line::item(content, true).is_some()
}

/// Whether a value of this shape is one text or number.
pub(super) fn is_single(shape: Shape) -> bool {
    matches!(shape, Shape::Text | Shape::Date | Shape::Quantity | Shape::Flag)
}

/// Whether a line begins with a mark of YAML or a bracket.
pub(super) fn begins_value(content: &str) -> bool {
    content.starts_with(['[', '{', '"', '\'', '|', '>', '&', '*', '!', '【', '［', '｛'])
}

/// Whether a list may stand below a key of this shape.
pub(super) fn takes_list(shape: Shape) -> bool {
    !is_single(shape) && !matches!(shape, Shape::Group(_))
}
