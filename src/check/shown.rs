//! What of a body is shown as it stands, by byte: no code, no address, no markup.
//!
//! Entry point: [`Shown::of`]. It is made for a body in which a slip of punctuation may stand, by the rule and by
//! `check --fix` alike, so what the one tells the other mends.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use crate::parse::body::each_event;

/// What of a body is shown, by byte.
#[derive(Default)]
pub(super) struct Shown {
    /// What is shown as it stands, in order.
    texts: Vec<Range<usize>>,
    /// Where a paragraph begins, in order.
    heads: Vec<usize>,
}

impl Shown {
    pub(super) fn of(body: &str) -> Self {
        let mut shown = Self::default();
        let (mut hidden, mut is_head) = (0_usize, false);
        each_event(body, &mut |event, range| match event {
            Event::Start(
                Tag::CodeBlock(_)
                | Tag::Link { link_type: LinkType::Autolink | LinkType::Email, .. },
            ) => hidden += 1,
            Event::End(TagEnd::CodeBlock) => hidden = hidden.saturating_sub(1),
            // Only an autolink is hidden, and no link stands inside another.
            Event::End(TagEnd::Link) => hidden = 0,
            Event::Start(Tag::Paragraph | Tag::Heading { .. } | Tag::Item) => is_head = true,
            Event::Text(text) if hidden == 0 && body.get(range.clone()) == Some(&*text) => {
                if std::mem::take(&mut is_head) {
                    shown.heads.push(range.start);
                }
                shown.texts.push(range);
            }
            Event::Text(_) | Event::Code(_) | Event::InlineHtml(_) => is_head = false,
            _ => {}
        });
        shown.texts.sort_by_key(|range| range.start);
        shown.heads.sort_unstable();
        shown
    }

    /// A line without Markdown.
    pub(super) fn plain(length: usize) -> Self {
        Self { texts: std::iter::once(0..length).collect(), heads: vec![0] }
    }

    /// Whether the byte is read as text.
    pub(super) fn is_text(&self, at: usize) -> bool {
        let after = self.texts.partition_point(|range| range.end <= at);
        self.texts.get(after).is_some_and(|range| range.start <= at)
    }

    /// Whether a paragraph begins with the byte.
    pub(super) fn is_head(&self, at: usize) -> bool {
        self.heads.binary_search(&at).is_ok()
    }
}
