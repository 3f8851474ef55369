//! The tree of a body: its nodes in order, one text for all of them, and its links.
//!
//! Entry points: [`Tree::push`] while it is read, [`Steps`] to walk over it. Each node knows its bytes in the file as
//! long as the file is at hand; then the places are let go ([`Tree::into_body`]), but for those of links, whose faults
//! are found when the whole site is in view.

use std::ops::Range;

use crate::parse::body::Body;
use crate::parse::body::node::{Element, Link, Node, Step, Stored};
use crate::parse::body::whole::{Stems, Whole};
use crate::parse::body::width::count;

/// Bytes of a file.
pub(super) type Span = (u32, u32);

/// A tree that is being read.
#[derive(Default)]
pub(super) struct Tree {
    pub(super) nodes: Vec<Stored>,
    places: Vec<Span>,
    text: String,
    pub(super) links: Vec<Link>,
}

/// A place in a tree: so many nodes, and bytes of their text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark {
    pub(super) node: usize,
    text: usize,
}

/// A walk over a tree.
#[derive(Debug, Clone)]
pub struct Steps<'b> {
    nodes: std::slice::Iter<'b, Stored>,
    text: &'b str,
    links: &'b [Link],
    open: Vec<Element<&'b str, &'b Link>>,
}

impl<'b> Steps<'b> {
    pub(super) fn new(nodes: &'b [Stored], text: &'b str, links: &'b [Link]) -> Self {
        Self { nodes: nodes.iter(), text, links, open: Vec::new() }
    }
}

impl<'b> Iterator for Steps<'b> {
    type Item = Step<'b>;

    fn next(&mut self) -> Option<Step<'b>> {
        let Self { nodes, text, links, open } = self;
        let step = nodes.next()?.map(
            |length| {
                let (taken, rest) = text.split_at(length as usize);
                *text = rest;
                taken
            },
            |at| &links[at as usize],
            |()| open.pop().expect("every end is pushed after its start"),
        );
        if let Node::Start(element) = step {
            open.push(element);
        }
        Some(step)
    }
}

impl Tree {
    /// For a text of so many bytes.
    pub(super) fn for_bytes(bytes: usize) -> Self {
        Self { text: String::with_capacity(bytes), ..Self::default() }
    }

    /// Appends a node that covers `place` of the file.
    pub(super) fn push(&mut self, node: Node<&str, u32, ()>, place: Span) {
        let into = &mut self.text;
        let length = |text: &str| {
            into.push_str(text);
            narrow(text.len())
        };
        self.nodes.push(node.map(length, |link| link, |()| ()));
        self.places.push(place);
    }

    /// Appends words; to the words before them, where they follow these in the file as well.
    pub(super) fn push_words(&mut self, text: &str, place: Span) {
        let is_exact = |length: u32, (start, end): Span| end - start == length;
        if let (Some(Node::Text(length)), Some(last)) =
            (self.nodes.last_mut(), self.places.last_mut())
            && last.1 == place.0
            && is_exact(*length, *last)
            && is_exact(narrow(text.len()), place)
        {
            self.text.push_str(text);
            *length += narrow(text.len());
            last.1 = place.1;
            return;
        }
        self.push(Node::Text(text), place);
    }

    /// Appends a picture or the start of a link.
    pub(super) fn push_link(&mut self, link: Link) {
        let (at, place) = (narrow(self.links.len()), link.span);
        let node = if link.is_image { Node::Picture(at) } else { Node::Start(Element::Link(at)) };
        self.links.push(link);
        self.push(node, place);
    }

    /// Where the next node will stand.
    pub(super) fn mark(&self) -> Mark {
        Mark { node: self.nodes.len(), text: self.text.len() }
    }

    /// All nodes from `mark` on.
    pub(super) fn steps_from(&self, mark: Mark) -> Steps<'_> {
        Steps::new(&self.nodes[mark.node..], &self.text[mark.text..], &self.links)
    }

    /// All nodes with their places.
    pub(super) fn placed_steps(&self) -> impl Iterator<Item = (Step<'_>, Range<usize>)> {
        let places = self.places.iter().map(|(start, end)| *start as usize..*end as usize);
        Steps::new(&self.nodes, &self.text, &self.links).zip(places)
    }

    /// The place of a node.
    pub(super) fn place(&self, node: usize) -> Span {
        self.places[node]
    }

    /// Names the heading that begins at `mark`.
    pub(super) fn name_heading(&mut self, mark: Mark, name: &str) {
        if let Node::Start(Element::Heading { id, .. }) = &mut self.nodes[mark.node] {
            *id = narrow(name.len());
            self.text.insert_str(mark.text, name);
        }
    }

    /// Puts a node without text before the node `at`.
    pub(super) fn insert(&mut self, at: usize, node: Stored) {
        self.nodes.insert(at, node);
        self.places.insert(at, self.places[at]);
    }

    /// Stresses the beginning of each item from `mark` on, up to its first blank or colon. Linear.
    pub(super) fn stress_items(&mut self, mark: Mark) {
        let nodes = self.nodes.split_off(mark.node);
        let places = self.places.split_off(mark.node);
        let (mut at, mut is_first) = (mark.text, false);
        for (node, place) in nodes.into_iter().zip(places) {
            let length = node.text_length();
            let beginning = if is_first { beginning(&self.text[at..at + length]) } else { None };
            if let (Node::Text(_), Some(end)) = (node, beginning) {
                self.push_stressed((length, end), place);
            } else {
                self.nodes.push(node);
                self.places.push(place);
            }
            at += length;
            // The words of an item may stand in a paragraph.
            is_first = match node {
                Node::Start(Element::Item) => true,
                Node::Start(Element::Paragraph) => is_first,
                _ => false,
            };
        }
    }

    /// Appends a text of `length` bytes, which `self.text` has already, with its first `end` bytes stressed.
    fn push_stressed(&mut self, (length, end): (usize, usize), (from, to): Span) {
        // A text with an entity in it stands for more bytes than it has.
        let is_exact = (to - from) as usize == length;
        let (cut, rest) = if is_exact {
            (from + narrow(end), (from + narrow(end), to))
        } else {
            (to, (from, to))
        };
        let stressed = [Node::Start(Element::Strong), Node::Text(narrow(end)), Node::End(())];
        self.nodes.extend(stressed);
        self.places.extend([(from, cut); 3]);
        self.nodes.push(Node::Text(narrow(length - end)));
        self.places.push(rest);
    }

    /// Takes away a node without text.
    pub(super) fn remove(&mut self, at: usize) {
        self.nodes.remove(at);
        self.places.remove(at);
    }

    /// Takes all nodes from `mark` on away.
    pub(super) fn cut(&mut self, mark: Mark) {
        self.nodes.truncate(mark.node);
        self.places.truncate(mark.node);
        self.text.truncate(mark.text);
    }

    /// The tree without its places.
    pub(super) fn into_body(self) -> Body {
        let Self { nodes, text, links, .. } = self;
        let steps = Steps::new(&nodes, &text, &links);
        let characters = steps.map(|step| {
            let (characters, blanks) = count(step.words().as_bytes());
            characters - blanks
        });
        let characters = characters.sum();
        let tree = Whole::new(Stems { nodes: nodes.into(), text: text.into() });
        Body { tree, links: links.into(), digest: None, characters }
    }
}

/// The bytes of the first word of a text, where more follows.
fn beginning(text: &str) -> Option<usize> {
    text.find([' ', '\u{3000}', '：', ':']).filter(|end| *end > 0)
}

/// Texts are far smaller than 4 GB.
pub(super) fn narrow(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}
