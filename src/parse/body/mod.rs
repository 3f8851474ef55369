//! The story itself: from the Markdown below the front matter to HTML that waits for addresses.
//!
//! Entry point: [`parse`]. Markdown is parsed once; the HTML keeps a slot wherever an address
//! inside the site belongs, because only the page that shows it knows the way there
//! ([`Body::fill`]). Nothing from content reaches a template unescaped.

mod anchor;
mod cjk;
mod flow;
mod html;
mod image;
mod marks;
mod media;
mod prose;
mod raw;
mod sanitise;
mod summary;
mod table;
mod width;

pub use prose::{Picture, Prose};
pub use summary::shorten;

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{Event, Parser};

use crate::config::RawHtml;
use crate::diagnostic::{Diagnostic, Place};
use crate::locale::Message;

/// A parsed body.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Body {
    /// HTML without the addresses that lead into the site.
    html: Box<str>,
    /// Where those addresses go, in order.
    pub slots: Box<[Slot]>,
    headings: Box<[HeadingPlace]>,
    /// Characters of the text, blanks not counted.
    pub characters: usize,
}

/// A link or a picture inside the site, which a page fills in.
#[derive(Debug, Clone, PartialEq)]
pub struct Slot {
    /// Byte offset in the HTML.
    at: u32,
    /// The address as written, escapes resolved.
    pub target: Box<str>,
    /// Bytes of the whole link in its file.
    pub span: (u32, u32),
    /// Whether it is a picture.
    pub is_image: bool,
}

/// A heading of a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Heading<'b> {
    /// 2 to 6; 1 is the page's title.
    pub level: u8,
    /// Unique in its page.
    pub id: &'b str,
    /// Without markup.
    pub text: &'b str,
}

/// Where a heading stands in the HTML, which holds its texts already.
#[derive(Debug, Clone, PartialEq)]
struct HeadingPlace {
    level: u8,
    /// Bytes of the value of its `id`.
    id: (u32, u32),
    /// Bytes between its tags.
    inner: (u32, u32),
    /// Its text, where markup or escapes stand between the tags.
    text: Option<Box<str>>,
}

impl Body {
    /// The HTML with what `write` appends at each slot: of a link, an attribute's value that needs
    /// no more escaping; of a picture, which stands as `<picture` … `alt="" />`, what is between.
    pub fn fill(&self, mut write: impl FnMut(&Slot, &mut String)) -> Cow<'_, str> {
        if self.slots.is_empty() {
            return Cow::Borrowed(&self.html);
        }
        let mut filled = String::with_capacity(self.html.len() + self.slots.len() * 32);
        let mut from = 0;
        for slot in &self.slots {
            let at = slot.at as usize;
            filled.push_str(&self.html[from..at]);
            write(slot, &mut filled);
            from = at;
        }
        filled.push_str(&self.html[from..]);
        Cow::Owned(filled)
    }

    /// Its headings in order.
    pub fn headings(&self) -> impl Iterator<Item = Heading<'_>> {
        let html = |(start, end): (u32, u32)| &self.html[start as usize..end as usize];
        self.headings.iter().map(move |place| Heading {
            level: place.level,
            id: html(place.id),
            text: place.text.as_deref().unwrap_or_else(|| html(place.inner)),
        })
    }

    /// Whether there is nothing to read.
    pub fn is_empty(&self) -> bool {
        self.characters == 0 && self.slots.is_empty()
    }
}

/// What one pass over the Markdown gives.
#[derive(Debug, Default)]
pub struct Parsed {
    /// The body.
    pub body: Body,
    /// Its first sentences, without headings, for a summary.
    pub opening: String,
    /// Its plain text with the places in the file, for the rules.
    pub prose: Prose,
    /// What is wrong with it.
    pub diagnostics: Vec<Diagnostic>,
}

/// What of the site's settings a text depends on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Settings {
    /// Characters of a summary made from the text; the opening holds up to twice as many.
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
    for (event, range) in Parser::new_ext(&prepared.text, html::OPTIONS).into_offset_iter() {
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
    let prepared = cjk::Prepared::new(text);
    html::Writer::new(file, &prepared, offset, settings).write()
}

fn too_many_marks(place: Place) -> Diagnostic {
    let message = Message::new("too-many-marks").count("max", marks::MAX);
    Diagnostic::error("too-many-marks", place, message)
        .with_help(Message::new("too-many-marks-help"))
}
