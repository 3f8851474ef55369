//! What stands in the lines below: whether a value, a list or brackets go on there.
//!
//! Entry point: [`Ahead`].

use std::ops::Range;

use crate::schema::typed::key;
use crate::schema::typed::level::{Scope, fits, knows, means, next};
use crate::schema::typed::line::{self, Line};
use crate::schema::typed::name;
use crate::schema::typed::split;

/// The lines of a text, up to its `end`, seen from within levels.
pub(super) struct Ahead<'w> {
    pub text: &'w str,
    pub end: usize,
    pub scopes: &'w [Scope],
}

impl Ahead<'_> {
    /// The line below byte `at` that holds something, comments left out.
    pub(super) fn below(&self, at: usize) -> Option<Line> {
        let mut from = self.text[at..self.end].find('\n').map_or(self.end, |found| at + found + 1);
        while from < self.end {
            let line = Line::of(self.text, from, self.end);
            let content = &self.text[line.content.clone()];
            if !content.is_empty() && !content.starts_with('#') {
                return Some(line);
            }
            from = next(self.text, &line, self.end);
        }
        None
    }

    /// Whether no line behind `at` goes on with the value of a key at `column`.
    pub(super) fn is_alone(&self, at: usize, column: usize) -> bool {
        let Some(line) = self.below(at) else { return true };
        let content = &self.text[line.content.clone()];
        if line.column > column {
            return self.scopes.last().is_some_and(|scope| fits(content, *scope));
        }
        // A line without any key goes on with a text that was broken by hand.
        line::item(content, true).is_some() || self.has_key(content) || self.is_bare_key(content)
    }

    fn has_key(&self, content: &str) -> bool {
        // Most lines have a colon, and need no look at the keys.
        content.contains(split::COLONS)
            || self.scopes.iter().any(|scope| key::split(content, scope.inside).is_some())
    }

    fn is_bare_key(&self, content: &str) -> bool {
        self.scopes.iter().any(|scope| scope.inside.field(&name::clean(content)).is_some())
    }

    /// Whether the line below byte `at`, at `column` or further out, goes on with a text of several lines: it has no key.
    pub(super) fn is_broken(&self, at: usize, column: usize) -> bool {
        let line = self.below(at).filter(|line| line.column <= column);
        line.is_some_and(|_| !self.is_alone(at, column))
    }

    /// Whether the next line that holds something is at the column of this one.
    pub(super) fn goes_on(&self, line: &Line) -> bool {
        let mut at = next(self.text, line, self.end);
        while at < self.end {
            let line_below = Line::of(self.text, at, self.end);
            let content = &self.text[line_below.content.clone()];
            if !content.is_empty() {
                let top = self.scopes[0].inside;
                return line_below.column == line.column && !means(content, top);
            }
            at = next(self.text, &line_below, self.end);
        }
        false
    }

    /// The line behind quotes that close in another line.
    pub(super) fn behind_quotes(&self, range: Range<usize>) -> Option<usize> {
        let quote = &self.text[range.start..=range.start];
        let rest = &self.text[range.start + 1..range.end];
        if rest.contains(quote) {
            return None;
        }
        let close = self.text[range.end..self.end].find(quote)? + range.end;
        // Blanks of any width may stand before the end of the line.
        let line_end = self.text[range.end..close].find('\n');
        let mut at = line_end.map_or(close, |end| range.end + end + 1);
        while at < close {
            let line = Line::of(self.text, at, self.end);
            let content = &self.text[line.content.clone()];
            if self.scopes.iter().any(|scope| knows(content, scope.inside)) {
                return None;
            }
            at = next(self.text, &line, self.end);
        }
        Some(self.text[close..self.end].find('\n').map_or(self.end, |found| close + found + 1))
    }

    /// How far brackets may go on: to the next line with a key of the file.
    pub(super) fn limit(&self, start: usize, column: usize) -> usize {
        let mut at = start;
        while let Some(found) = self.text[at..self.end].find('\n') {
            at += found + 1;
            let line = Line::of(self.text, at, self.end);
            let content = &self.text[line.content];
            if line.column <= column && knows(content, self.scopes[0].inside) {
                return at;
            }
        }
        self.end
    }
}
