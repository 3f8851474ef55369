//! A paragraph while it is read: its runs, its look, what hangs on it.
//!
//! Entry points: [`Paragraph`], [`Paragraph::finish`].

use crate::import::docx::styles::{Meaning, Properties};
use crate::import::manuscript::{By, Line, Number, Part, Place, Run};

/// A paragraph being read.
#[derive(Debug, Default)]
pub(super) struct Paragraph {
    pub(super) runs: Vec<Run>,
    /// What it says of itself.
    pub(super) own: Properties,
    pub(super) style: Option<String>,
    /// Pictures before any text, and behind some.
    pub(super) photos: Vec<(bool, Place)>,
    /// Texts of boxes that hang on it.
    pub(super) boxes: Vec<Part>,
    /// Whether its mark was deleted: the next paragraph goes on with it.
    pub(super) is_joined: bool,
    /// A new page before it, or in it or behind it.
    pub(super) breaks_before: bool,
    pub(super) breaks_after: bool,
    /// How many fields in it were left out: numbers of pages.
    pub(super) made: usize,
    /// Face and size of its text, with whether they are the same everywhere.
    looks: Vec<(Option<String>, u16)>,
}

impl Paragraph {
    /// Adds text of a look.
    pub(super) fn push(&mut self, text: &str, look: &Properties, link: Option<&str>) {
        if !text.trim().is_empty() {
            let look = (look.face.clone(), look.size.unwrap_or_default());
            if !self.looks.contains(&look) {
                self.looks.push(look);
            }
        }
        let run = Run {
            text: text.to_owned(),
            is_bold: look.bold.unwrap_or_default(),
            link: link.map(str::to_owned),
            footnote: None,
        };
        match self.runs.last_mut() {
            Some(last)
                if last.is_bold == run.is_bold
                    && last.link == run.link
                    && last.footnote.is_none() =>
            {
                last.text.push_str(text);
            }
            _ => self.runs.push(run),
        }
    }

    /// Whether nothing is left of it but what stands round the number of a page: 第 页, 共 页, — —.
    pub(super) fn is_page_number(&self) -> bool {
        let is_round = |c: char| "第共页/·-—–－".contains(c) || c.is_whitespace();
        self.made > 0 && self.runs.iter().all(|run| run.text.chars().all(is_round))
    }

    pub(super) fn has_text(&self) -> bool {
        self.runs.iter().any(|run| !run.text.trim().is_empty())
    }

    /// Its parts in order. `nth` is its place among the paragraphs with text.
    pub(super) fn finish(self, meaning: &Meaning, number: Option<Number>, nth: usize) -> Vec<Part> {
        let mut parts = Vec::new();
        if self.breaks_before || meaning.properties.breaks_before == Some(true) {
            parts.push(Part::PageBreak);
        }
        let has_text = self.has_text();
        let (before, behind): (Vec<_>, Vec<_>) =
            self.photos.into_iter().partition(|(is_first, _)| *is_first);
        parts.extend(before.into_iter().map(|(_, place)| Part::Photo(place)));
        let has_footnote = self.runs.iter().any(|run| run.footnote.is_some());
        if has_text || has_footnote {
            let level = match self.own.outline {
                Some(level) if level < 9 => Some((level, By::Outline)),
                Some(_) => None,
                None => meaning.level,
            };
            let (face, size) = match &self.looks[..] {
                [(face, size)] => (face.clone(), *size),
                looks => {
                    let size = looks.first().map(|(_, size)| *size).unwrap_or_default();
                    (None, if looks.iter().all(|(_, one)| *one == size) { size } else { 0 })
                }
            };
            parts.push(Part::Line(Line {
                runs: self.runs,
                level,
                is_title: meaning.is_title,
                is_caption: meaning.is_caption,
                is_item: meaning.is_item,
                number,
                face,
                size,
                side: self.own.side.or(meaning.properties.side).unwrap_or_default(),
                nth,
            }));
        }
        parts.extend(behind.into_iter().map(|(_, place)| Part::Photo(place)));
        parts.extend(self.boxes);
        if self.breaks_after {
            parts.push(Part::PageBreak);
        }
        parts
    }
}
