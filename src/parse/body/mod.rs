//! The story itself: from the Markdown below the front matter to a tree.
//!
//! Entry point: [`parse`]. Markdown is read once, into blocks and inlines ([`node`]). Whoever needs the story in
//! another form folds the tree once: into HTML (`src/render/html.rs`), lines to be searched (`src/search/text.rs`),
//! a summary ([`Body::summary`]), prose for the rules ([`Prose`]).

mod anchor;
mod cjk;
pub mod component;
mod controls;
mod flow;
mod footnotes;
pub mod forms;
pub mod frame;
mod item;
mod layout;
mod marks;
pub mod media;
pub mod node;
mod picture;
mod prose;
mod raw;
mod read;
mod sanitise;
mod summary;
pub mod titles;
mod tree;
mod verbatim;
mod whole;
mod width;

pub use anchor::{call_id, footnote_id};
pub use controls::controls;
pub(crate) use flow::is_joined;
pub(crate) use prose::PUT_IN;
pub use prose::{Picture, Prose};
pub use summary::shorten;
pub use tree::Steps;
pub use verbatim::Verbatim;
pub use whole::Read;

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{Event, Parser};

use crate::config::RawHtml;
use crate::diagnostic::{Diagnostic, Place};
use crate::locale::Message;
use crate::parse::body::node::{Element, Leads, Link, Node, Step};
use crate::parse::body::raw::Readings;
use crate::parse::body::whole::{Stems, Whole};

/// A parsed body.
#[derive(Debug, Clone, Default)]
pub struct Body {
    tree: Whole,
    links: Box<[Link]>,
    /// What tells it from others, where that is known.
    pub digest: Option<Digest>,
    /// Characters of the text, blanks not counted.
    pub characters: usize,
}

/// What tells a body from others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Digest {
    /// The hash of the file that it was read of: with the same one it is the same.
    pub file: [u8; 32],
    /// The hash of all that other pages may say of that file: its facts, its summary, and its links without their places.
    pub facts: [u8; 32],
}

/// A heading of a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading<'b> {
    /// 2 to 6; 1 is the page's title.
    pub level: u8,
    /// Unique in its page.
    pub id: &'b str,
    /// Without markup.
    pub text: Cow<'b, str>,
}

impl Body {
    /// A body of so many characters with these links, the rest of which is read when it is asked for.
    pub fn later(characters: usize, links: Vec<Link>, read: Read) -> Self {
        Self { tree: Whole::later(read), links: links.into(), digest: None, characters }
    }

    /// Its links and pictures, wherever they lead.
    pub fn links(&self) -> &[Link] {
        &self.links
    }

    /// All of it, in the order in which it is read.
    pub fn steps(&self) -> Steps<'_> {
        let Stems { nodes, text } = self.tree.get();
        Steps::new(nodes, text, &self.links)
    }

    /// All of it but the readings above characters, which a reader sees beside the words and does not search for.
    pub fn spoken(&self) -> impl Iterator<Item = Step<'_>> {
        let mut readings = Readings::default();
        self.steps().filter(move |step| !readings.take(step))
    }

    /// Links and pictures that lead into the site.
    pub fn links_inside(&self) -> impl Iterator<Item = &Link> {
        self.links.iter().filter(|link| link.leads == Leads::Inside)
    }

    /// Its headings in order.
    pub fn headings(&self) -> impl Iterator<Item = Heading<'_>> {
        let mut steps = self.spoken();
        std::iter::from_fn(move || {
            let (level, id) = steps.by_ref().find_map(|step| match step {
                Node::Start(Element::Heading { level, id }) => Some((level, id)),
                _ => None,
            })?;
            let is_inside = |step: &Step<'_>| !matches!(step, Node::End(Element::Heading { .. }));
            let words = steps.by_ref().take_while(is_inside).map(Step::words);
            let text = words.filter(|words| !words.is_empty()).fold(Cow::Borrowed(""), join);
            Some(Heading { level, id, text: trim(text) })
        })
    }

    /// Bytes of its text, markup not counted.
    pub fn bytes(&self) -> usize {
        self.tree.get().text.len()
    }
}

impl PartialEq for Body {
    fn eq(&self, other: &Self) -> bool {
        self.characters == other.characters
            && self.links == other.links
            && self.tree.get() == other.tree.get()
    }
}

fn join<'b>(all: Cow<'b, str>, words: &'b str) -> Cow<'b, str> {
    if all.is_empty() { Cow::Borrowed(words) } else { Cow::Owned(all.into_owned() + words) }
}

fn trim(text: Cow<'_, str>) -> Cow<'_, str> {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
        Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
    }
}

/// What one pass over the Markdown gives.
#[derive(Debug, Default)]
pub struct Parsed {
    /// The body.
    pub body: Body,
    /// Its plain text with the places in the file, for the rules.
    pub prose: Prose,
    /// What is wrong with it.
    pub diagnostics: Vec<Diagnostic>,
}

/// What of the site's settings a text depends on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Settings {
    /// Characters of a summary made from the text.
    pub summary_length: usize,
    /// What becomes of HTML in a text.
    pub html: RawHtml,
}

/// Hands every event of `markdown` to `visit`, as [`parse`] reads it, with its bytes as written; none of
/// a text that has too many marks to be read.
pub fn each_event(markdown: &str, visit: &mut dyn FnMut(Event<'_>, Range<usize>)) {
    if marks::excess(markdown).is_some() {
        return;
    }
    let prepared = cjk::Prepared::new(markdown);
    for (event, range) in Parser::new_ext(&prepared.text, read::OPTIONS).into_offset_iter() {
        let event = prepared.clean_event(event, &range);
        visit(event, prepared.original(&range));
    }
}

/// Parses the Markdown `text`, which begins at byte `offset` of `file`. What has too many marks to be
/// read is told and empty.
pub fn parse(file: &Arc<str>, text: &str, offset: usize, settings: Settings) -> Parsed {
    if let Some(at) = marks::excess(text) {
        let place = Place::span(file, offset + at..offset + at + 1);
        return Parsed { diagnostics: vec![too_many_marks(place)], ..Parsed::default() };
    }
    let (tree, diagnostics) = read::Reader::new(file, text, offset, settings.html).read();
    let prose = Prose::of_tree(&tree, text.len());
    Parsed { body: tree.into_body(), prose, diagnostics }
}

fn too_many_marks(place: Place) -> Diagnostic {
    let message = Message::new("too-many-marks").count("max", marks::MAX);
    Diagnostic::error("too-many-marks", place, message)
        .with_help(Message::new("too-many-marks-help"))
}
