//! What of a Word file cannot be taken over: counted, or kept with its place until the report.
//!
//! Entry points: [`LeftOut`], [`Placed`].

use crate::import::report::{At, Note};
use crate::import::shape::blanks::tidy_text;
use crate::locale::Message;

/// Words with the paragraph that they stand in.
#[derive(Debug, Default)]
pub(super) struct Placed(Vec<(usize, String)>);

impl Placed {
    pub(super) fn add(&mut self, nth: usize, text: &str) {
        match self.0.last_mut() {
            Some((last, words)) if *last == nth => words.push_str(text),
            _ => self.0.push((nth, text.to_owned())),
        }
    }

    /// How many bytes there are.
    pub(super) fn length(&self) -> usize {
        self.0.iter().map(|(_, text)| text.len()).sum()
    }

    /// A note for each paragraph that has some.
    pub(super) fn notes(&self, id: &'static str) -> impl Iterator<Item = Note> {
        let texts = self.0.iter().map(|(nth, text)| (*nth, tidy_text(text)));
        texts.filter(|(_, text)| !text.is_empty()).map(move |(nth, text)| {
            Note::at(At::Paragraph(nth), Message::new(id).text("text", text))
        })
    }
}

/// What cannot be taken over.
#[derive(Debug, Default)]
pub(super) struct LeftOut {
    pub(super) formulas: Vec<String>,
    pub(super) charts: usize,
    pub(super) diagrams: usize,
    pub(super) objects: usize,
    pub(super) documents: usize,
    pub(super) boxes: usize,
    pub(super) cropped: Vec<usize>,
    /// Words that are set to be hidden, and those that nobody can see.
    pub(super) hidden: Placed,
    pub(super) faint: Placed,
    pub(super) hidden_photos: usize,
    /// Words of drawings that nothing here understands.
    pub(super) drawn: String,
    pub(super) fields: String,
    /// How characters are pronounced, above them.
    pub(super) readings: String,
    pub(super) symbols: usize,
    pub(super) struck: String,
}
