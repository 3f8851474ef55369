//! HTML in a text: shown as text, or an allow-list of it let through.
//!
//! Part of [`Writer`]. One warning for a run: the tags of one paragraph, the lines of one block.
//! Sanitised markup between words ends at the latest where the Markdown around it ends, so the page
//! stays balanced whatever was opened.

use std::ops::Range;

use crate::config::RawHtml;
use crate::diagnostic::Diagnostic;
use crate::locale::Message;
use crate::parse::body::html::{Writer, push_text};
use crate::parse::body::sanitise::{self, Inline};

/// What of a text's HTML is at work.
#[derive(Default)]
pub(super) struct Raw {
    /// Elements that are open in this paragraph; `None` for one of Markdown's.
    open: Vec<Option<&'static str>>,
    /// The HTML block being read.
    block: Option<(String, Range<usize>)>,
    /// The warning of this paragraph, as an index of the diagnostics.
    pub(super) warned: Option<usize>,
}

impl Raw {
    pub(super) fn enter_markdown(&mut self) {
        self.open.push(None);
    }
}

impl Writer<'_> {
    pub(super) fn start_raw_block(&mut self, range: &Range<usize>) {
        self.fresh_line();
        match self.settings.html {
            RawHtml::Text => self.html.push_str("<p>"),
            RawHtml::Sanitised => self.raw.block = Some((String::new(), range.clone())),
        }
    }

    pub(super) fn end_raw_block(&mut self) {
        let Some((html, range)) = self.raw.block.take() else {
            return self.html.push_str("</p>\n");
        };
        let (clean, is_whole) = sanitise::block(&html);
        self.html.push_str(&clean);
        self.fresh_line();
        if !is_whole {
            self.warn_raw(&range, "raw-html-removed");
        }
    }

    pub(super) fn raw_html(&mut self, html: &str, range: &Range<usize>) {
        if let Some((block, _)) = &mut self.raw.block {
            return block.push_str(html);
        }
        self.settle_break();
        self.paragraph.has_other = true;
        if self.settings.html == RawHtml::Sanitised {
            return self.inline(html, range);
        }
        push_text(&mut self.html, html);
        self.flow.pass(html);
        self.note_raw(html);
        self.warn_raw(range, "raw-html");
    }

    fn inline(&mut self, html: &str, range: &Range<usize>) {
        match sanitise::inline(html) {
            Inline::Open { markup, name, is_whole } => {
                self.html.push_str(&markup);
                self.raw.open.push(Some(name));
                if !is_whole {
                    self.warn_raw(range, "raw-html-removed");
                }
            }
            Inline::Empty(markup) => self.html.push_str(markup),
            Inline::Close(name) => {
                let inner = self.raw.open.iter().rev().take_while(|open| open.is_some());
                let found = inner.enumerate().find(|(_, open)| **open == Some(name));
                if let Some((above, _)) = found {
                    self.close_raw(self.raw.open.len() - above - 1);
                }
            }
            Inline::Comment => {}
            Inline::Refused => self.warn_raw(range, "raw-html-removed"),
        }
    }

    /// Closes raw elements until `depth` are left open.
    pub(super) fn close_raw(&mut self, depth: usize) {
        while self.raw.open.len() > depth {
            if let Some(Some(name)) = self.raw.open.pop() {
                self.html.push_str("</");
                self.html.push_str(name);
                self.html.push('>');
            }
        }
    }

    /// An element of Markdown ends, and whatever was opened inside it.
    pub(super) fn leave_markdown(&mut self) {
        if let Some(at) = self.raw.open.iter().rposition(Option::is_none) {
            self.close_raw(at);
        }
    }

    fn warn_raw(&mut self, range: &Range<usize>, rule: &'static str) {
        let place = self.place(range);
        if let Some(warned) = self.raw.warned
            && let (Some((_, end)), Some((_, new))) =
                (&mut self.diagnostics[warned].place.span, place.span)
        {
            *end = new;
            return;
        }
        self.raw.warned = Some(self.diagnostics.len());
        let help = if rule == "raw-html" { "raw-html-help" } else { "raw-html-removed-help" };
        let warning = Diagnostic::warning(rule, place, Message::new(rule));
        self.diagnostics.push(warning.with_help(Message::new(help)));
    }
}
