//! The body of a file as plain text, with the way back to the bytes of the file.
//!
//! Entry points: [`Prose::of`], [`Prose::place`]. Markup, code and addresses are left out; blocks
//! end with a line break, a line broken inside a paragraph has a blank. What the text says is for
//! the rules. It falls off where the HTML is written, so that Markdown is parsed once for both.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use crate::diagnostic::{Place, Source, Split};
use crate::parse::body::each_event;

/// Stands for code, so that what is on both sides of it does not meet.
const CODE: char = '\u{fffc}';

/// The text of a body.
#[derive(Debug, Default)]
pub struct Prose {
    text: String,
    pieces: Vec<Piece>,
    headings: Vec<Range<usize>>,
    images: Vec<Picture>,
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
pub struct Picture {
    /// Bytes of the file.
    pub span: Range<usize>,
    /// Whether it has an alternative text.
    pub has_alt: bool,
}

/// Takes down the prose of one text, event by event.
#[derive(Default)]
pub(super) struct Walk {
    prose: Prose,
    /// Nesting of code blocks and addresses.
    aside: usize,
    /// Whether each open link is an address that stands for itself: its end does not say so.
    links: Vec<bool>,
    image: Option<Picture>,
    heading: Option<usize>,
}

impl Prose {
    /// The body of `source`; nothing where it has no front matter.
    pub fn of(source: &Source) -> Self {
        let Split::Found { body: start, .. } = source.split() else { return Self::default() };
        let markdown = &source.text[start..];
        let mut walk = Walk::new(markdown.len());
        each_event(markdown, &mut |event, range| {
            walk.event(&event, start + range.start..start + range.end);
        });
        walk.finish()
    }

    /// The plain text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The headings, as ranges of the text.
    pub fn headings(&self) -> impl Iterator<Item = (Range<usize>, &str)> {
        self.headings.iter().map(|range| (range.clone(), &self.text[range.clone()]))
    }

    /// The pictures in order.
    pub fn images(&self) -> &[Picture] {
        &self.images
    }

    /// Where a part of the text stands in its file.
    pub fn place(&self, source: &Source, range: Range<usize>) -> Place {
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
    /// For a text of so many bytes.
    pub(super) fn new(bytes: usize) -> Self {
        let mut walk = Self::default();
        walk.prose.text.reserve(bytes);
        walk
    }

    /// The prose of all events so far.
    pub(super) fn finish(self) -> Prose {
        self.prose
    }

    /// Takes the next event, which covers `range` of the file.
    pub(super) fn event(&mut self, event: &Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(*tag),
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => {
                if let Some(image) = &mut self.image {
                    image.has_alt |= !text.trim().is_empty();
                } else if self.aside == 0 {
                    self.prose.push(text, range);
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
            Tag::Image { .. } => self.image = Some(Picture { span: range, has_alt: false }),
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
