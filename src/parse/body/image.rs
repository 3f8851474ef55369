//! Pictures in a text.
//!
//! Part of [`Writer`]. The alternative text is gathered from the events inside the picture; where
//! its files lie is left out for the page to fill in.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event};

use crate::diagnostic::Diagnostic;
use crate::link::Target;
use crate::locale::Message;
use crate::parse::body::flow::{self, Flow};
use crate::parse::body::html::{Writer, push_attribute};

/// What stands before the slot of a picture.
pub(super) const OPEN: &str = "<picture";

/// A picture being read.
pub(super) struct Image {
    address: String,
    title: String,
    alt: String,
    /// Whether a line ended behind `alt`.
    has_break: bool,
    range: Range<usize>,
    depth: usize,
}

impl Writer<'_> {
    pub(super) fn start_image(
        &mut self,
        address: CowStr<'_>,
        title: CowStr<'_>,
        range: Range<usize>,
    ) {
        self.settle_break();
        self.image = Some(Image {
            address: self.clean(address).into_string(),
            title: self.clean(title).into_string(),
            alt: String::new(),
            has_break: false,
            range,
            depth: 0,
        });
    }

    pub(super) fn in_image(&mut self, event: Event<'_>) {
        let Some(image) = &mut self.image else { return };
        match event {
            Event::Start(_) => image.depth += 1,
            Event::End(_) if image.depth > 0 => image.depth -= 1,
            Event::End(_) => {
                if let Some(image) = self.image.take() {
                    self.finish_image(image);
                }
            }
            Event::Text(text) | Event::Code(text) | Event::InlineHtml(text) => {
                if std::mem::take(&mut image.has_break) && !flow::is_joined(&image.alt, &text) {
                    image.alt.push(' ');
                }
                image.alt.push_str(&text);
            }
            Event::SoftBreak | Event::HardBreak => image.has_break = true,
            _ => {}
        }
    }

    fn finish_image(&mut self, image: Image) {
        match Target::of(&image.address) {
            Target::Internal { .. } => {
                self.html.push_str(OPEN);
                self.slot(&image.address, &image.range, true);
            }
            // A picture from elsewhere would be a request to elsewhere.
            Target::External(_) => {
                let message = Message::new("external-image").text("link", &*image.address);
                let place = self.place(&image.range);
                self.diagnostics.push(Diagnostic::warning("external-image", place, message));
                return self.text(&image.alt);
            }
            Target::Refused => {
                self.refuse(&image.address, &image.range);
                return self.text(&image.alt);
            }
        }
        self.html.push_str(" alt=\"");
        push_attribute(&mut self.html, &image.alt);
        self.title(&image.title);
        self.html.push_str("\" /></picture>");
        self.flow = Flow::default();
        self.take_picture(image.title, image.alt);
    }
}
