//! The body of a file as plain text, with the way back to the bytes of the file.
//!
//! Entry points: [`Prose::of`], [`Prose::place`]. Markup, code and addresses are left out; blocks
//! end with a line break, a line broken inside a paragraph has a blank. What the text says is for
//! the rules; it is made once for a file and shared by them all.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use crate::diagnostic::{Place, Source, Split};
use crate::parse::body;

/// Stands for code, so that what is on both sides of it does not meet.
const CODE: char = '\u{fffc}';

/// The text of a body.
#[derive(Debug, Default)]
pub(super) struct Prose {
    text: String,
    pieces: Vec<Piece>,
    headings: Vec<Range<usize>>,
    images: Vec<Image>,
}

/// A run of text that stands in the file as it is, or an entity that stands for it.
#[derive(Debug)]
struct Piece {
    at: usize,
    length: usize,
    file: Range<usize>,
}

/// A picture.
#[derive(Debug)]
pub(super) struct Image {
    /// Bytes of the file.
    pub(super) span: Range<usize>,
    /// Whether it has an alternative text.
    pub(super) has_alt: bool,
}

#[derive(Default)]
struct Walk {
    prose: Prose,
    /// Nesting of code blocks and addresses.
    aside: usize,
    /// Whether each open link is an address that stands for itself: its end does not say so.
    links: Vec<bool>,
    image: Option<Image>,
    heading: Option<usize>,
}

impl Prose {
    /// The body of `source`; nothing where it has no front matter.
    pub(super) fn of(source: &Source) -> Self {
        let Split::Found { body: start, .. } = source.split() else { return Self::default() };
        let markdown = &source.text[start..];
        let mut walk = Walk::default();
        walk.prose.text.reserve(markdown.len());
        body::each_event(markdown, &mut |event, range| {
            walk.event(event, start + range.start..start + range.end);
        });
        walk.prose
    }

    /// The plain text.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The headings, as ranges of the text.
    pub(super) fn headings(&self) -> impl Iterator<Item = (Range<usize>, &str)> {
        self.headings.iter().map(|range| (range.clone(), &self.text[range.clone()]))
    }

    /// The pictures in order.
    pub(super) fn images(&self) -> &[Image] {
        &self.images
    }

    /// Where a part of the text stands in its file.
    pub(super) fn place(&self, source: &Source, range: Range<usize>) -> Place {
        let start = self.file_offset(range.start, false);
        let end = self.file_offset(range.end, true).max(start);
        Place::span(&source.file, start..end)
    }

    fn file_offset(&self, at: usize, is_end: bool) -> usize {
        let inside = if is_end { at.saturating_sub(1) } else { at };
        let next = self.pieces.partition_point(|piece| piece.at <= inside);
        let Some(piece) = self.pieces.get(next.saturating_sub(1)) else { return 0 };
        if piece.length != piece.file.len() {
            return if is_end { piece.file.end } else { piece.file.start };
        }
        (piece.file.start + at.saturating_sub(piece.at)).min(piece.file.end)
    }

    fn push(&mut self, text: &str, file: Range<usize>) {
        let at = self.text.len();
        self.text.push_str(text);
        if let Some(last) = self.pieces.last_mut()
            && last.at + last.length == at
            && last.file.end == file.start
            && last.length == last.file.len()
            && text.len() == file.len()
        {
            last.length += text.len();
            last.file.end = file.end;
            return;
        }
        self.pieces.push(Piece { at, length: text.len(), file });
    }

    fn end_block(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }
}

impl Walk {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(&tag, range),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => {
                if let Some(image) = &mut self.image {
                    image.has_alt |= !text.trim().is_empty();
                } else if self.aside == 0 {
                    self.prose.push(&text, range);
                }
            }
            Event::Code(_) => {
                if let Some(image) = &mut self.image {
                    image.has_alt = true;
                } else {
                    self.prose.text.push(CODE);
                }
            }
            Event::SoftBreak | Event::HardBreak => self.prose.text.push(' '),
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Image { .. } => self.image = Some(Image { span: range, has_alt: false }),
            Tag::CodeBlock(_) => {
                self.prose.end_block();
                self.aside += 1;
            }
            Tag::Link { link_type, .. } => {
                let is_bare = matches!(link_type, LinkType::Autolink | LinkType::Email);
                self.links.push(is_bare);
                self.aside += usize::from(is_bare);
            }
            Tag::Heading { .. } => {
                self.prose.end_block();
                self.heading = Some(self.prose.text.len());
            }
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough => {}
            _ => self.prose.end_block(),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Image => self.prose.images.extend(self.image.take()),
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough => {}
            TagEnd::Link => self.aside -= usize::from(self.links.pop() == Some(true)),
            TagEnd::Heading(_) => {
                if let Some(start) = self.heading.take() {
                    self.prose.headings.push(start..self.prose.text.len());
                }
                self.prose.end_block();
            }
            TagEnd::CodeBlock => {
                self.aside = self.aside.saturating_sub(1);
                self.prose.end_block();
            }
            _ => self.prose.end_block(),
        }
    }
}

/// Whether `c` is a Han character.
pub(super) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{323af}' | '〇')
}

/// What stands before byte `at` in the same clause.
pub(super) fn clause_before(text: &str, at: usize) -> &str {
    after_last(&text[..at], |c| "，,。；;！？!?：:\n".contains(c))
}

/// What stands before byte `at` in the same sentence.
pub(super) fn sentence_before(text: &str, at: usize) -> &str {
    after_last(&text[..at], |c| "。！？!?\n".contains(c))
}

/// What stands behind byte `at` in the same sentence.
pub(super) fn sentence_behind(text: &str, at: usize) -> &str {
    let rest = &text[at..];
    &rest[..rest.find(|c| "。！？!?\n".contains(c)).unwrap_or(rest.len())]
}

fn after_last(text: &str, is_end: impl Fn(char) -> bool) -> &str {
    match text.char_indices().rev().find(|(_, c)| is_end(*c)) {
        Some((at, c)) => &text[at + c.len_utf8()..],
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn prose(body: &str) -> (Source, Prose) {
        let text = format!("---\ntitle: 甲\n---\n{body}");
        let source = Source::decode("a.md".into(), text.as_bytes());
        let prose = Prose::of(&source);
        (source, prose)
    }

    #[test]
    fn markup_code_and_addresses_are_left_out() {
        let body = "## 甲*乙*\n\n丙[丁](x.md)`12名`戊\n己\n\n- 庚\n- 辛\n\n<https://a.b>\n";
        let (_, prose) = prose(body);
        assert_eq!(prose.text(), "甲乙\n丙丁\u{fffc}戊 己\n庚\n辛\n");
        assert_eq!(prose.headings().map(|(_, text)| text).collect::<Vec<_>>(), ["甲乙"]);
    }

    #[test]
    fn every_part_leads_back_to_its_bytes() {
        let (source, prose) = prose("𠮷**党员**22名\r\n\r\n&amp;支部😀3名\r\n");
        for part in ["𠮷", "党员", "22名", "支部😀3名", "3名"] {
            let at = prose.text().find(part).unwrap();
            let (start, end) = prose.place(&source, at..at + part.len()).span.unwrap();
            assert_eq!(&source.text[start..end], part);
        }
        let at = prose.text().find('&').unwrap();
        let (start, end) = prose.place(&source, at..at + 1).span.unwrap();
        assert_eq!(&source.text[start..end], "&amp;");
    }

    #[test]
    fn pictures_know_whether_they_are_described() {
        let (_, prose) = prose("![](a.png) ![甲](b.png) ![*乙*](c.png)");
        assert_eq!(
            prose.images().iter().map(|one| one.has_alt).collect::<Vec<_>>(),
            [false, true, true]
        );
    }
}
