//! The body of a file as plain text, with the way back to the bytes of the file.
//!
//! Entry points: [`Prose::of`], [`Prose::place`]. Markup, code and addresses are left out; blocks
//! end with a line break, a line broken inside a paragraph has a blank. What the text says is for
//! the rules.

use std::ops::Range;

use crate::diagnostic::{Place, Source, Split};
use crate::parse::body::node::{Element, Link, Node, Step};
use crate::parse::body::raw::Readings;
use crate::parse::body::tree::Tree;
use crate::parse::body::{Settings, parse};
use crate::schema::Worded;

/// Stands for code, so that what is on both sides of it does not meet.
const CODE: char = '\u{fffc}';

/// What a prose may have that stands in no file and that neither an entity nor a zero byte stands for: ends of blocks, code, and the
/// words over what is folded.
pub(crate) const PUT_IN: &str = "\n \u{fffc}展开";

/// The text of a body.
#[derive(Debug, Default)]
pub struct Prose {
    text: String,
    pieces: Vec<Piece>,
    headings: Vec<Range<usize>>,
    images: Vec<Picture>,
    uncalled: Vec<Range<usize>>,
    worded: Vec<Worded>,
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

/// The fold of a tree into its prose.
#[derive(Default)]
struct Fold {
    prose: Prose,
    /// Nesting of code blocks and addresses.
    aside: usize,
    heading: usize,
}

impl Prose {
    /// The body of `source`; nothing where it has no front matter.
    pub fn of(source: &Source) -> Self {
        let Split::Found { body: start, .. } = source.split() else { return Self::default() };
        parse(&source.file, &source.text[start..], start, Settings::default()).prose
    }

    pub(super) fn of_tree(tree: &Tree, bytes: usize) -> Self {
        let mut fold = Fold::default();
        fold.prose.text.reserve(bytes);
        let mut readings = Readings::default();
        for (step, place) in tree.placed_steps() {
            if !readings.take(&step) {
                fold.step(step, place);
            }
        }
        fold.prose
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

    /// The texts of footnotes that nothing leads to, as bytes of the file.
    pub fn uncalled(&self) -> &[Range<usize>] {
        &self.uncalled
    }

    /// With the worded values of the front matter, as bytes of the file.
    #[must_use]
    pub fn with_worded(self, worded: Vec<Worded>) -> Self {
        Self { worded, ..self }
    }

    /// The worded values of the front matter, as bytes of the file.
    pub fn worded(&self) -> &[Worded] {
        &self.worded
    }

    /// The worded values of `source` as one text, each a line.
    #[must_use]
    pub fn of_worded(&self, source: &Source) -> Self {
        let mut prose = Self::default();
        for one in &self.worded {
            if !one.goes_on {
                prose.end_block();
            }
            prose.push(&source.text[one.range.clone()], one.range.clone());
        }
        prose
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

impl Fold {
    fn step(&mut self, step: Step<'_>, place: Range<usize>) {
        match step {
            Node::Start(element) => {
                self.cross(&element);
                if let Element::Footnote { calls: 0, .. } = element {
                    self.prose.uncalled.push(place);
                }
                self.aside += usize::from(is_aside(&element));
                if let Element::Heading { .. } = element {
                    self.heading = self.prose.text.len();
                }
            }
            Node::End(element) => {
                self.aside -= usize::from(is_aside(&element));
                if let Element::Heading { .. } = element {
                    self.prose.headings.push(self.heading..self.prose.text.len());
                }
                self.cross(&element);
            }
            Node::Text(text) | Node::Source(text) => {
                if self.aside == 0 {
                    self.prose.push(text, place);
                }
            }
            Node::Code(_) => self.prose.text.push(CODE),
            Node::BlockTag(_) => self.prose.end_block(),
            Node::SoftBreak { .. } | Node::HardBreak => self.prose.text.push(' '),
            Node::Picture(link) => self.picture(link, place),
            Node::Figure(link) => {
                self.prose.end_block();
                self.picture(link, place);
            }
            Node::Tag(_) | Node::Rule | Node::Checkbox { .. } | Node::FootnoteCall { .. } => {}
        }
    }

    /// A block begins or ends: no line goes over its edge.
    fn cross<T, L>(&mut self, element: &Element<T, L>) {
        if !element.is_inline() {
            self.prose.end_block();
        }
    }

    fn picture(&mut self, link: &Link, span: Range<usize>) {
        let has_alt = !link.alt.trim().is_empty();
        self.prose.images.push(Picture { span, has_alt });
    }
}

/// Whether what is inside says nothing to a rule: lines of code, and an address for a text.
fn is_aside(element: &Element<&str, &Link>) -> bool {
    match element {
        Element::CodeBlock { .. } => true,
        Element::Link(link) => link.is_bare,
        Element::Paragraph
        | Element::Heading { .. }
        | Element::Quote(_)
        | Element::Bullets
        | Element::Numbers { .. }
        | Element::Item
        | Element::Footnote { .. }
        | Element::Table
        | Element::TableHead
        | Element::TableRow
        | Element::Cell { .. }
        | Element::Gallery
        | Element::Player { .. }
        | Element::Component(_)
        | Element::Caption(_)
        | Element::Source
        | Element::Html
        | Element::Emphasis
        | Element::Strong
        | Element::Strikethrough => false,
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
