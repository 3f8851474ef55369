//! HTML in a text where an allow-list of it is let through.
//!
//! Entry points: [`Raw::inline`] for a tag between words, [`Raw::end_block`] for a block. Markup between
//! words ends at the latest where the Markdown around it ends, so that the tree stays balanced whatever
//! was opened. The text between tags is text like any other.

use memchr::memmem;

use crate::parse::body::node::{Element, Node, Step};
use crate::parse::body::sanitise::{self, Inline, Piece};
use crate::parse::body::tree::{Span, Tree, narrow};

/// How much markup may stand before a line of text whose place is looked for; a limit keeps the time linear.
const REACH: usize = 512;

/// What of a text's HTML is at work.
#[derive(Default)]
pub(super) struct Raw {
    /// Elements that are open in this paragraph; `None` for one of Markdown's.
    open: Vec<Option<&'static str>>,
    /// The HTML block being read.
    block: Option<String>,
    /// The warning of this paragraph, as an index of the diagnostics.
    pub(super) warned: Option<usize>,
}

impl Raw {
    pub(super) fn enter_markdown(&mut self) {
        self.open.push(None);
    }

    /// An element of Markdown ends, and whatever was opened inside it.
    pub(super) fn leave_markdown(&mut self, tree: &mut Tree, span: Span) {
        if let Some(at) = self.open.iter().rposition(Option::is_none) {
            self.close(at, tree, span);
        }
    }

    /// A block ends, and whatever was opened inside it.
    pub(super) fn leave_block(&mut self, tree: &mut Tree, span: Span) {
        self.close(0, tree, span);
        self.warned = None;
    }

    pub(super) fn start_block(&mut self) {
        self.block = Some(String::new());
    }

    /// Takes a line of the block that is open; says whether one is.
    pub(super) fn take_line(&mut self, html: &str) -> bool {
        self.block.as_mut().map(|block| block.push_str(html)).is_some()
    }

    /// The block holds nothing for readers.
    pub(super) fn drop_block(&mut self) {
        self.block = None;
    }

    /// Appends what passes of the block that covers `span` of a file, in which `written` begins at
    /// `offset`. Says whether all of it did.
    pub(super) fn end_block(
        &mut self,
        tree: &mut Tree,
        written: &str,
        offset: usize,
        span: Span,
    ) -> bool {
        let Some(html) = self.block.take() else { return true };
        let (clean, is_whole) = sanitise::block(&html);
        if clean.is_empty() {
            return is_whole;
        }
        let range = (span.0 as usize - offset)..(span.1 as usize - offset);
        let mut source = Source { rest: written[range].as_bytes(), span };
        tree.push(Node::Start(Element::Html), span);
        for piece in sanitise::pieces(&clean) {
            match piece {
                Piece::Tag(tag) => tree.push(Node::Tag(tag), span),
                Piece::BlockTag(tag) => tree.push(Node::BlockTag(tag), span),
                Piece::Text(text) => {
                    for line in text.split_inclusive('\n') {
                        tree.push_words(line, source.find(line));
                    }
                }
            }
        }
        tree.push(Node::End(()), span);
        is_whole
    }

    /// Appends what passes of a tag between words. Says whether all of it did.
    pub(super) fn inline(&mut self, tree: &mut Tree, html: &str, span: Span) -> bool {
        match sanitise::inline(html) {
            Inline::Open { markup, name, is_whole } => {
                tree.push(Node::Tag(&markup), span);
                self.open.push(Some(name));
                is_whole
            }
            Inline::Empty(markup) => {
                tree.push(Node::BlockTag(markup), span);
                true
            }
            Inline::Close(name) => {
                let inner = self.open.iter().rev().take_while(|open| open.is_some());
                let found = inner.enumerate().find(|(_, open)| **open == Some(name));
                if let Some((above, _)) = found {
                    self.close(self.open.len() - above - 1, tree, span);
                }
                true
            }
            Inline::Refused => false,
        }
    }

    /// Closes raw elements until `depth` are left open.
    fn close(&mut self, depth: usize, tree: &mut Tree, span: Span) {
        while self.open.len() > depth {
            if let Some(Some(name)) = self.open.pop() {
                tree.push(Node::Tag(&format!("</{name}>")), span);
            }
        }
    }
}

/// How deep in readings above characters (`<rt>`, and the brackets beside them) one stands who goes through a body. A reader
/// sees them beside the words; they are no words of the text.
#[derive(Default)]
pub(super) struct Readings(usize);

impl Readings {
    /// Takes note of a node; says whether it is part of a reading.
    pub(super) fn take(&mut self, step: &Step<'_>) -> bool {
        if let Node::Tag(tag) = step {
            self.0 += usize::from(matches!(*tag, "<rt>" | "<rp>"));
            self.0 -= usize::from(self.0 > 0 && matches!(*tag, "</rt>" | "</rp>"));
        }
        self.0 > 0 && !matches!(step, Node::Start(_) | Node::End(_))
    }
}

/// A block as it stands in the file, from which lines are taken in order.
struct Source<'w> {
    rest: &'w [u8],
    span: Span,
}

impl Source<'_> {
    /// Where a line of the sanitised text stands; the whole block where it is not written so.
    fn find(&mut self, line: &str) -> Span {
        let words = line.trim_end_matches('\n');
        let near = &self.rest[..self.rest.len().min(words.len() + REACH)];
        let Some(at) = memmem::find(near, words.as_bytes()) else { return self.span };
        let has_end = words.len() < line.len() && self.rest.get(at + words.len()) == Some(&b'\n');
        let length = words.len() + usize::from(has_end);
        let start = self.span.1 - narrow(self.rest.len() - at);
        self.rest = &self.rest[at + length..];
        (start, start + narrow(length))
    }
}
