//! What the editor is told of an import: what was left out, changed or guessed, each with its place.
//!
//! Entry point: [`Note`]. A note is data; the console words it.

use crate::import::numbers;
use crate::locale::{Locale, Message};

/// Where in the file that was imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum At {
    /// The whole file.
    File,
    /// A paragraph, from 1.
    Paragraph(usize),
    /// A row of a roster, from 1.
    Row(usize),
    /// A photo, from 1.
    Photo(usize),
}

impl At {
    /// The place as a text.
    pub fn message(self) -> Option<Message> {
        match self {
            Self::File => None,
            Self::Paragraph(nth) => Some(Message::new("import-at-paragraph").count("nth", nth)),
            Self::Row(nth) => Some(Message::new("import-at-row").count("nth", nth)),
            Self::Photo(nth) => Some(Message::new("import-at-photo").count("nth", nth)),
        }
    }
}

/// Something the editor is told.
#[derive(Debug, Clone, PartialEq)]
pub struct Note {
    /// Where.
    pub at: At,
    /// What.
    pub message: Message,
}

impl Note {
    /// A note on the whole file.
    pub fn new(message: Message) -> Self {
        Self { at: At::File, message }
    }

    /// A note at a place.
    pub fn at(at: At, message: Message) -> Self {
        Self { at, message }
    }

    /// Its words without its place. Remarks, margins and hidden words are quoted: no number of a person is.
    pub fn words(&self, locale: &Locale) -> String {
        let text = locale.text(&self.message);
        numbers::masked(&text).unwrap_or(text)
    }

    /// Its words with its place.
    pub fn text(&self, locale: &Locale) -> String {
        let text = self.words(locale);
        match self.at.message() {
            Some(at) => {
                locale.text(&Message::new("import-note").message("at", at).text("text", text))
            }
            None => text,
        }
    }
}
