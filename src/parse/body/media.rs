//! Blocks that editors need without HTML: figures, galleries, players.
//!
//! Part of [`Writer`]. A picture alone in its paragraph is a figure with its title or alternative
//! text as caption; pictures that follow each other, in one paragraph or several, are a gallery; a
//! link alone to a sound or a film is a player with a link to download it. What a paragraph is is
//! known at its end: then it is written again.

use crate::link::Target;
use crate::parse::body::Slot;
use crate::parse::body::html::{Writer, narrow, push_text};
use crate::parse::body::image::OPEN;

const SOUND: [&str; 6] = ["mp3", "m4a", "aac", "ogg", "wav", "flac"];
const FILM: [&str; 4] = ["mp4", "m4v", "webm", "mov"];

/// What the paragraph being written holds.
#[derive(Default)]
pub(super) struct Paragraph {
    /// Where it begins in the HTML, and its first slot.
    start: usize,
    first_slot: usize,
    /// Whether it is a paragraph at all, not the text of a tight list.
    is_open: bool,
    /// Whether there is more than pictures and blanks.
    pub(super) has_other: bool,
    pictures: Vec<Picture>,
    link: Option<Link>,
    /// The gallery or figure that ended last.
    gallery: Option<Gallery>,
}

/// A picture that has been written.
struct Picture {
    /// The whole `<picture>`.
    markup: String,
    /// Bytes from its beginning to its address.
    slot_at: usize,
    slot: Slot,
    caption: String,
}

/// The first link of a paragraph.
struct Link {
    element: &'static str,
    /// Where it begins in the HTML, where its text does, and where it ends.
    start: usize,
    text: usize,
    end: usize,
}

/// Where in the HTML the last figures stand.
struct Gallery {
    start: usize,
    end: usize,
    first_slot: usize,
    is_single: bool,
}

impl Writer<'_> {
    pub(super) fn start_paragraph(&mut self) {
        self.fresh_line();
        let gallery = self.paragraph.gallery.take();
        self.paragraph = Paragraph {
            start: self.html.len(),
            first_slot: self.slots.len(),
            is_open: true,
            gallery,
            ..Paragraph::default()
        };
        self.html.push_str("<p>");
    }

    pub(super) fn end_paragraph(&mut self) {
        self.html.push_str("</p>\n");
        let paragraph = std::mem::take(&mut self.paragraph);
        if !paragraph.has_other && !paragraph.pictures.is_empty() {
            self.write_figures(paragraph);
        } else if let Some(link) = &paragraph.link
            && link.start == paragraph.start + "<p>".len()
            && link.end + "</a></p>\n".len() == self.html.len()
            && self.slots.len() == paragraph.first_slot + 1
        {
            self.write_player(paragraph.start, link);
        }
    }

    /// Takes down a picture that has just been written.
    pub(super) fn take_picture(&mut self, title: String, alt: String) {
        let paragraph = &mut self.paragraph;
        let Some(slot) = self.slots.last() else { return };
        if !paragraph.is_open || paragraph.has_other {
            paragraph.has_other = true;
            return;
        }
        let start = slot.at as usize - OPEN.len();
        paragraph.pictures.push(Picture {
            markup: self.html[start..].to_owned(),
            slot_at: OPEN.len(),
            slot: slot.clone(),
            caption: if title.is_empty() { alt } else { title },
        });
    }

    fn write_figures(&mut self, paragraph: Paragraph) {
        self.html.truncate(paragraph.start);
        self.slots.truncate(paragraph.first_slot);
        let (mut start, mut first_slot) = (paragraph.start, paragraph.first_slot);
        let mut is_single = paragraph.pictures.len() == 1;
        match paragraph.gallery.filter(|gallery| gallery.end == start) {
            Some(gallery) => {
                (start, first_slot) = (gallery.start, gallery.first_slot);
                if gallery.is_single {
                    self.open_gallery(&gallery);
                } else {
                    self.html.truncate(gallery.end - "</div>\n".len());
                }
                is_single = false;
            }
            None if !is_single => self.html.push_str("<div class=\"gallery\">\n"),
            None => {}
        }
        for picture in paragraph.pictures {
            self.write_figure(picture);
        }
        if !is_single {
            self.html.push_str("</div>\n");
        }
        let end = self.html.len();
        self.paragraph.gallery = Some(Gallery { start, end, first_slot, is_single });
    }

    /// Puts the figure that ended last into a gallery.
    fn open_gallery(&mut self, figure: &Gallery) {
        const OPEN: &str = "<div class=\"gallery\">\n";
        self.html.insert_str(figure.start, OPEN);
        for slot in &mut self.slots[figure.first_slot..] {
            slot.at += narrow(OPEN.len());
        }
    }

    fn write_figure(&mut self, picture: Picture) {
        self.html.push_str("<figure>");
        let at = narrow(self.html.len() + picture.slot_at);
        self.slots.push(Slot { at, ..picture.slot });
        self.html.push_str(&picture.markup);
        if !picture.caption.trim().is_empty() {
            self.html.push_str("<figcaption>");
            push_text(&mut self.html, &picture.caption);
            self.html.push_str("</figcaption>");
        }
        self.html.push_str("</figure>\n");
    }

    /// A link begins, whose `<a` comes next.
    pub(super) fn enter_link(&mut self, address: &str, title: &str) {
        let paragraph = &mut self.paragraph;
        let element = element(address).filter(|_| title.is_empty());
        if let Some(element) = element
            && paragraph.is_open
            && !paragraph.has_other
            && paragraph.link.is_none()
        {
            let start = self.html.len();
            paragraph.link = Some(Link { element, start, text: 0, end: 0 });
        }
        paragraph.has_other = true;
    }

    /// A link ends, whose `</a>` comes next.
    pub(super) fn leave_link(&mut self) {
        let end = self.html.len();
        if let Some(link) = self.paragraph.link.as_mut().filter(|link| link.end == 0) {
            let open = self.html[link.start..].find('>').unwrap_or_default();
            (link.text, link.end) = (link.start + open + 1, end);
        }
    }

    fn write_player(&mut self, start: usize, link: &Link) {
        let text = self.html[link.text..link.end].to_owned();
        let Some(slot) = self.slots.pop() else { return };
        self.html.truncate(start);
        let element = link.element;
        self.html.extend(["<div class=\"player\"><", element, " controls src=\""]);
        let at = narrow(self.html.len());
        self.slots.push(Slot { at, ..slot.clone() });
        self.html.extend(["\" preload=\"metadata\"></", element, "><p><a href=\""]);
        let at = narrow(self.html.len());
        self.slots.push(Slot { at, ..slot });
        self.html.extend(["\" download>", &text, "</a></p></div>\n"]);
    }
}

/// The player for an address inside the site.
fn element(address: &str) -> Option<&'static str> {
    let Target::Internal { path, .. } = Target::of(address) else { return None };
    let ending = path.rsplit_once('.')?.1.to_ascii_lowercase();
    if SOUND.contains(&ending.as_str()) {
        Some("audio")
    } else {
        FILM.contains(&ending.as_str()).then_some("video")
    }
}
