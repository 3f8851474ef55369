//! Choices, drawings and old-style pictures.
//!
//! Part of [`Walk`]. Of alternatives one is read, never two.

use crate::import::docx::walk::{Open, Walk};
use crate::import::docx::xml::Tag;

/// What our Word files name the photo of a story's cover.
const COVER: &str = "封面";

impl Walk<'_> {
    pub(super) fn compatible(&mut self, tag: &Tag) -> Option<Open> {
        match tag.name.as_str() {
            "AlternateContent" => {
                self.choices.push(false);
                self.words_of_choice.push(String::new());
                Some(Open::Alternate)
            }
            "Choice" => {
                let is_first = self.choices.last().is_some_and(|taken| !taken);
                let is_taken = is_first && tag.is_understood;
                if let Some(taken) = self.choices.last_mut().filter(|_| is_taken) {
                    *taken = true;
                }
                is_taken.then_some(Open::Other)
            }
            "Fallback" => {
                let is_free = self.choices.last().is_some_and(|taken| !taken);
                is_free.then_some(Open::Other)
            }
            _ => Some(Open::Other),
        }
    }

    /// The end of a choice. Where nothing of it was taken, it is a drawing of a newer program without a picture beside it.
    pub(super) fn end_choice(&mut self) {
        let words = self.words_of_choice.pop().unwrap_or_default();
        if self.choices.pop() == Some(false) {
            self.left_out.drawn.push_str(&words);
        }
    }

    pub(super) fn drawing(&mut self, tag: &Tag) -> Open {
        match tag.name.as_str() {
            "docPr" => {
                self.alt = tag.any("descr").map(str::to_owned);
                self.is_cover = tag.any("name") == Some(COVER);
            }
            "blip" => {
                let id = tag.relation("embed").filter(|id| !id.is_empty()).or(tag.relation("link"));
                if let Some(id) = id {
                    self.picture(id);
                }
            }
            "srcRect" => {
                let is_cut = ["l", "t", "r", "b"].iter().any(|side| {
                    tag.any(side)
                        .and_then(|value| value.trim_end_matches('%').parse::<i64>().ok())
                        .is_some_and(|cut| cut > 0)
                });
                let last =
                    self.paragraphs.last().and_then(|(paragraph, _)| paragraph.photos.last());
                if let Some((_, place)) = last.filter(|_| is_cut) {
                    self.left_out.cropped.push(place.photo + 1);
                }
            }
            "graphicData" => {
                let uri = tag.any("uri").unwrap_or_default();
                self.left_out.charts += usize::from(uri.ends_with("/chart"));
                self.left_out.diagrams += usize::from(uri.ends_with("/diagram"));
            }
            _ => {}
        }
        Open::Other
    }

    pub(super) fn vml(&mut self, tag: &Tag) -> Open {
        // Words that are drawn: 艺术字.
        if tag.name == "textpath"
            && let Some(text) = tag.any("string").map(str::to_owned)
        {
            self.text_of_run(&text);
        }
        if tag.name == "imagedata" {
            self.alt = tag.any("title").map(str::to_owned);
            if let Some(id) = tag.relation("id").or(tag.relation("pict")).map(str::to_owned) {
                self.picture(&id);
            }
        }
        Open::Other
    }
}
