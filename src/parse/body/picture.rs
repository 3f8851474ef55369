//! The alternative text of a picture, gathered from the events inside it.
//!
//! Entry point: [`Picture::event`].

use pulldown_cmark::Event;

use crate::parse::body::flow;
use crate::parse::body::node::Link;

/// A picture being read.
pub(super) struct Picture {
    link: Link,
    alt: String,
    /// Whether a line ended behind `alt`.
    has_break: bool,
    depth: usize,
}

impl Picture {
    pub(super) fn new(link: Link) -> Self {
        Self { link, alt: String::new(), has_break: false, depth: 0 }
    }

    /// Takes the next event inside. Gives the picture as a link when it has ended.
    pub(super) fn event(mut self, event: Event<'_>) -> Result<Link, Self> {
        match event {
            Event::Start(_) => self.depth += 1,
            Event::End(_) if self.depth > 0 => self.depth -= 1,
            Event::End(_) => {
                return Ok(Link { alt: self.alt.into(), is_image: true, ..self.link });
            }
            Event::Text(text) | Event::Code(text) | Event::InlineHtml(text) => {
                if std::mem::take(&mut self.has_break) && !flow::is_joined(&self.alt, &text) {
                    self.alt.push(' ');
                }
                self.alt.push_str(&text);
            }
            Event::SoftBreak | Event::HardBreak => self.has_break = true,
            // What an attribute cannot hold.
            Event::Html(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::FootnoteReference(_)
            | Event::Rule
            | Event::TaskListMarker(_) => {}
        }
        Err(self)
    }
}
