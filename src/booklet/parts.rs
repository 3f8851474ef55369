//! The parts of a Word file while they are written.
//!
//! Entry point: [`Parts`].

use crate::booklet::photo::Media;
use crate::booklet::runs::escaped;
use crate::booklet::styles;

/// What is written into.
#[derive(Debug, Default)]
pub(super) struct Parts<'s> {
    /// What stands in the body of the document.
    pub(super) body: String,
    /// The paragraphs of each footnote.
    pub(super) footnotes: Vec<String>,
    /// Of each list, the number it begins with; `None` for bullets.
    pub(super) lists: Vec<Option<u32>>,
    /// Photos, each once.
    pub(super) media: Vec<Media<'s>>,
    /// Addresses that links lead to, each once.
    pub(super) links: Vec<String>,
    /// Pictures shown so far: each has a number of its own.
    pub(super) shown: usize,
    /// Titles so far.
    pub(super) titles: usize,
}

impl<'s> Parts<'s> {
    /// Appends a paragraph of a style.
    pub(super) fn paragraph(&mut self, style: &str, runs: &str) {
        self.body += &paragraph(style, "", runs);
    }

    /// Appends a heading, 1 for a title.
    pub(super) fn heading(&mut self, level: u8, text: &str) {
        let style = styles::heading(level);
        self.paragraph(style, &crate::booklet::runs::plain(text));
    }

    /// The id of the relation to a photo.
    pub(super) fn media(&mut self, media: Media<'s>) -> String {
        let known = self.media.iter().position(|one| one.is_same(&media));
        let at = known.unwrap_or_else(|| {
            self.media.push(media);
            self.media.len() - 1
        });
        format!("rIdImage{}", at + 1)
    }

    /// The id of the relation to an address.
    pub(super) fn link(&mut self, address: &str) -> String {
        let known = self.links.iter().position(|one| one == address);
        let at = known.unwrap_or_else(|| {
            self.links.push(address.to_owned());
            self.links.len() - 1
        });
        format!("rIdLink{}", at + 1)
    }
}

/// A paragraph of a style, with more properties in the order of the schema.
pub(super) fn paragraph(style: &str, more: &str, runs: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val=\"{}\"/>{more}</w:pPr>{runs}</w:p>", escaped(style))
}
