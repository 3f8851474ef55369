//! What stands behind a key or the mark of an item: one value, or brackets that go on over lines.

use std::borrow::Cow;
use std::ops::Range;

use super::Walk;
use crate::schema::Shape;
use crate::schema::typed::ahead::Ahead;
use crate::schema::typed::block::{self, Block};
use crate::schema::typed::inside::Inside;
use crate::schema::typed::level::takes_list;
use crate::schema::typed::line::is_blank;
use crate::schema::typed::{Kind, Slip, bracket, doubled, flow, tail, value};

impl Walk<'_> {
    /// A value behind its key or its mark; gives the next line where it is not the one behind.
    pub(super) fn value(
        &mut self,
        range: Range<usize>,
        shape: Option<Shape>,
        column: usize,
    ) -> Option<usize> {
        let range = self.without_ornaments(range, shape);
        let raw = &self.text[range.clone()];
        self.is_text = shape
            .is_none_or(|shape| matches!(shape, Shape::Text | Shape::Texts | Shape::Groups(_)));
        if block::begins(raw) {
            let outer = self.scopes.last().map_or(column, |scope| scope.mended);
            self.block = Some(Block::below(column, outer));
            return None;
        }
        let is_text = matches!(shape, Some(Shape::Text | Shape::Date | Shape::Flag) | None);
        let is_braced = raw.starts_with(['{', '｛']);
        if flow::opens(raw) && (!is_text && (is_braced || !matches!(shape, Some(Shape::Quantity))))
        {
            return self.flow(range, shape, column);
        }
        if raw.starts_with(['"', '\''])
            && let Some(next) = self.ahead().behind_quotes(range.clone())
        {
            return Some(next);
        }
        if let Some(cut) = value::cut(raw) {
            self.leave(range.start + cut.start..range.start + cut.end, Kind::Cut);
            return None;
        }
        let raw = value::without_comment(raw);
        let range = range.start..range.start + raw.len();
        if let Some(Shape::Groups(table) | Shape::Group(table)) = shape
            && let Some(braced) = value::grouped(raw, Inside::Keys(table))
        {
            self.put(range, braced, Kind::Mark);
            return None;
        }
        // A text that has words with a colon already is a sentence, whatever key stands in it.
        let is_prose = |at: usize| matches!(shape, Some(Shape::Text)) && raw[..at].contains(": ");
        let joined = self.joined(raw, shape).filter(|(gap, _)| !is_prose(gap.start));
        if let Some((gap, scope)) = joined {
            let (gap, end) = (range.start + gap.start..range.start + gap.end, range.end);
            self.value(range.start..gap.start, shape, column);
            self.put(gap.clone(), format!("\n{}", " ".repeat(scope.mended)), Kind::Joined);
            return self.entry(gap.end..end, scope);
        }
        let swallowed = value::swallowed(raw, self.scopes[0].inside);
        let swallowed = swallowed.filter(|key| !is_prose(key.start));
        if let Some(key) = swallowed.or_else(|| value::joined_item(raw, shape)) {
            self.leave(range.start + key.start..range.start + key.end, Kind::Swallowed);
            return None;
        }
        if self.number(range.clone(), shape) {
            return None;
        }
        if self.ahead().is_alone(range.end, column) {
            let tail = tail::text_tail(raw).filter(|_| matches!(shape, Some(Shape::Text)));
            let kept = raw.len() - tail.map_or(0, str::len);
            self.quote(range.start..range.start + kept, &raw[..kept], shape);
            if tail.is_some() {
                self.put(range.start + kept..range.end, "", Kind::Tail);
            }
        }
        None
    }

    /// A value of a list without the signs before it that are there for its looks.
    fn without_ornaments(&mut self, range: Range<usize>, shape: Option<Shape>) -> Range<usize> {
        let is_of_list = shape.is_some_and(takes_list);
        let raw = &self.text[range.clone()];
        let signs = if is_of_list { bracket::ornaments(raw) } else { Vec::new() };
        let behind = signs.first().map_or(0, |first| first.end);
        // In brackets each part is looked at where they are read.
        let most = if flow::opens(&raw[behind..]) { 1 } else { signs.len() };
        for sign in signs.into_iter().take(most) {
            self.put(range.start + sign.start..range.start + sign.end, "", Kind::Ornament);
        }
        range.start + behind..range.end
    }

    /// `★ {名称: 先进党支部}`: the braces without the signs before them.
    pub(super) fn braces_behind_ornaments(&mut self, range: Range<usize>) -> Range<usize> {
        let signs = bracket::ornaments(&self.text[range.clone()]);
        let behind = range.start + signs.first().map_or(0, |first| first.end);
        if behind == range.start || !flow::opens(&self.text[behind..range.end]) {
            return range;
        }
        self.put(range.start..behind, "", Kind::Ornament);
        behind..range.end
    }

    /// Puts a colon between a key that ends at the byte `from` and its value. Behind an empty one no blank is left that
    /// YAML does not know.
    pub(super) fn colon(&mut self, from: usize, value: &Range<usize>, kind: Kind) {
        if !value.is_empty() {
            return self.put(from..value.start, ": ", kind);
        }
        let behind = &self.text[value.end..self.end];
        let rest = behind.trim_start_matches(is_blank);
        let is_end = rest.is_empty() || rest.starts_with(['\r', '\n']);
        let end = if is_end { value.end + behind.len() - rest.len() } else { value.end };
        self.put(from..end, ":", kind);
    }

    /// Whether figures are typed otherwise than they are meant.
    fn number(&mut self, range: Range<usize>, shape: Option<Shape>) -> bool {
        let slip = if shape.is_some_and(value::is_number) {
            value::number(self.text, range)
        } else if let (Some(Shape::Entries { .. }), Cow::Owned(once)) =
            (shape, doubled::once(&self.text[range.clone()]))
        {
            Some(Slip { range, text: once.into(), kind: Kind::Doubled })
        } else {
            None
        };
        let has_one = slip.is_some();
        self.slips.extend(slip);
        has_one
    }

    fn quote(&mut self, range: Range<usize>, raw: &str, shape: Option<Shape>) {
        let closes = [('"', '”'), ('\'', '’'), ('"', '“')];
        let curled = closes.iter().find(|(open, close)| {
            raw.starts_with(*open) && raw.matches(*open).count() == 1 && raw.ends_with(*close)
        });
        if let Some((open, close)) = curled {
            let text = if *open == '"' { "\"" } else { "'" };
            self.put(range.end - close.len_utf8()..range.end, text, Kind::Quote);
            return;
        }
        let is_words = matches!(shape, Some(Shape::Text | Shape::Texts | Shape::Groups(_)));
        let top = self.scopes[0].inside;
        let bare = bracket::emphasised(raw).filter(|_| is_words);
        if let Some(bare) = bare.filter(|bare| value::unquoted(bare, shape, top).is_none()) {
            self.put(range, bare.to_owned(), Kind::Wrapped);
            return;
        }
        if let Some(quoted) = value::unquoted(raw, shape, top) {
            self.put(range, quoted, Kind::Unquoted);
        }
    }

    /// A list or map in brackets; gives the line behind it.
    pub(super) fn flow(
        &mut self,
        range: Range<usize>,
        shape: Option<Shape>,
        column: usize,
    ) -> Option<usize> {
        let ahead = Ahead { text: self.text, end: self.end, scopes: &self.scopes };
        let end = self.ends.end(&ahead, range.start, column)?;
        let behind = self.text[end..].split('\n').next().unwrap_or_default();
        let inside = match shape {
            Some(Shape::Quantity) => match self.scopes.last()?.inside {
                Inside::Free { each, .. } => Inside::Keys(each),
                other => other,
            },
            Some(shape) => Inside::below(shape),
            None => Inside::Texts,
        };
        let rest = behind.trim_matches(|c| is_blank(c) || c == '\r');
        // A comma ends a line of JSON.
        let is_tail = matches!(rest, "," | "，" | ";" | "；" | "、" | "。");
        if is_tail && self.scopes.len() == 1 {
            let at = end + behind.find(rest).unwrap_or_default();
            self.put(at..at + rest.len(), "", Kind::Tail);
        }
        if is_tail || rest.is_empty() || rest.starts_with('#') {
            flow::slips(self.text, range.start..end, inside, &mut self.slips);
        }
        Some(self.text[end..self.end].find('\n').map_or(self.end, |found| end + found + 1))
    }
}
