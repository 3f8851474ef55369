//! A text of several lines behind `|` or `>`, whose lines were not put further in than their key.
//!
//! Entry points: [`begins`], [`Block::take`].

use crate::schema::typed::level::indentation_kind;
use crate::schema::typed::line::Line;
use crate::schema::typed::{Kind, Slip};

/// Such a text while its lines are read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Block {
    /// The column of its key.
    column: usize,
    /// The column where its key is to begin.
    outer: usize,
    /// The column where its lines are to begin, which the first one says.
    mended: Option<usize>,
}

/// What becomes of a line.
pub(super) enum Taken {
    AsItStands,
    /// It stands too far out, or behind full-width blanks.
    Put(Slip),
    /// It is no line of the text, which has ended.
    Ended,
}

/// Whether a value is the mark that such a text stands below.
pub(super) fn begins(value: &str) -> bool {
    value.strip_prefix(['|', '>']).is_some_and(|rest| {
        let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit() || "+-".contains(c));
        rest.trim().is_empty() || rest.trim_start().starts_with('#')
    })
}

impl Block {
    /// The text below a key at `column`, which is to begin at `outer`.
    pub(super) fn below(column: usize, outer: usize) -> Self {
        Self { column, outer, mended: None }
    }

    /// Takes a line that is further in than the key, or has no key of its own.
    pub(super) fn take(&mut self, text: &str, line: &Line, has_key: bool) -> Taken {
        let content = &text[line.content.clone()];
        if content.is_empty() {
            return Taken::AsItStands;
        }
        let is_further = line.column > self.column;
        if !is_further && (content.starts_with('#') || has_key) {
            return Taken::Ended;
        }
        let raw = &text[line.indentation()];
        let is_plain = raw.bytes().all(|byte| byte == b' ');
        let own = if is_plain && line.column > self.outer { line.column } else { self.outer + 2 };
        let mended = *self.mended.get_or_insert(own);
        if is_plain && line.column >= mended {
            return Taken::AsItStands;
        }
        let kind = if is_further { Kind::Indentation } else { Kind::Child };
        let kind = indentation_kind(raw, Some(kind));
        Taken::Put(Slip { range: line.indentation(), text: " ".repeat(mended).into(), kind })
    }
}
