//! HTML in a text, as a reader of bodies meets it: what is shown, what is left out, and what is told of it.
//!
//! Entry point: [`Reader::raw_html`]. What an allow-list lets through is in `raw` and `sanitise`.

use crate::config::RawHtml;
use crate::diagnostic::Diagnostic;
use crate::locale::Message;
use crate::parse::body::node::Node;
use crate::parse::body::read::Reader;
use crate::parse::body::sanitise;
use crate::parse::body::tree::Span;

impl Reader<'_> {
    pub(super) fn raw_html(&mut self, html: &str, span: Span) {
        if self.raw.take_line(html) {
            return;
        }
        if sanitise::is_comments(html) {
            return self.tell_comment(span);
        }
        self.flow.keep_break();
        match self.html {
            RawHtml::Text => {
                self.flow.pass(html);
                self.tree.push(Node::Source(html), span);
                self.warn_raw("raw-html", span);
            }
            RawHtml::Sanitised => {
                if !self.raw.inline(&mut self.tree, html, span) {
                    self.warn_raw("raw-html-removed", span);
                }
            }
        }
    }

    /// Whether the bytes of a block are comments and nothing else.
    pub(super) fn is_comment(&self, span: Span) -> bool {
        let html = &self.written[span.0 as usize - self.offset..span.1 as usize - self.offset];
        sanitise::is_comments(html)
    }

    /// Tells that a remark of the editor stays with the editor.
    pub(super) fn tell_comment(&mut self, span: Span) {
        let place = self.place(span);
        let message = Message::new("html-comment");
        let told = Diagnostic::information("html-comment", place, message);
        self.diagnostics.push(told.with_help(Message::new("html-comment-help")));
    }

    /// Tells of a block of HTML that ends before what it opens: a blank line ends it.
    pub(super) fn tell_open_block(&mut self, span: Span) {
        let html = &self.written[span.0 as usize - self.offset..span.1 as usize - self.offset];
        let is_open = |name: &&str| {
            html.matches(&format!("<{name}")).count() > html.matches(&format!("</{name}>")).count()
        };
        let open =
            ["details", "table", "blockquote", "div", "ul", "ol", "dl"].into_iter().find(is_open);
        if let Some(name) = open {
            let message = Message::new("open-html").text("tag", format!("<{name}>"));
            let warning = Diagnostic::warning("open-html", self.place(span), message);
            self.diagnostics.push(warning.with_help(Message::new("open-html-help")));
        }
    }

    /// One warning for a run: the tags of one paragraph, the lines of one block.
    pub(super) fn warn_raw(&mut self, rule: &'static str, span: Span) {
        let place = self.place(span);
        let last = self.raw.warned.and_then(|at| self.diagnostics[at].place.span.as_mut());
        if let (Some((_, end)), Some((_, new))) = (last, place.span) {
            *end = new;
            return;
        }
        self.raw.warned = Some(self.diagnostics.len());
        let html = &self.written[span.0 as usize - self.offset..span.1 as usize - self.offset];
        let help =
            if rule == "raw-html" { written(html) } else { Message::new("raw-html-removed-help") };
        let warning = Diagnostic::warning(rule, place, Message::new(rule));
        self.diagnostics.push(warning.with_help(help));
    }
}

/// What is written instead of a tag.
fn written(html: &str) -> Message {
    let lower = html.trim_start().to_ascii_lowercase();
    let value = |name: &str| {
        let at = lower.find(name)? + name.len();
        let rest = html.trim_start().get(at..)?;
        let quote = rest.chars().next().filter(|c| "\"'".contains(*c))?;
        rest[1..].split(quote).next()
    };
    match (lower.split(|c: char| !c.is_ascii_alphanumeric()).nth(1), value("src="), value("href="))
    {
        (Some("br"), ..) => Message::new("raw-html-br-help"),
        (Some("p" | "div" | "section" | "span" | "font" | "center" | "u"), ..) => {
            Message::new("raw-html-tags-help")
        }
        (Some("b" | "strong"), ..) => {
            Message::new("raw-html-instead-help").text("right", "**文字**")
        }
        (Some("i" | "em"), ..) => Message::new("raw-html-instead-help").text("right", "*文字*"),
        (Some("img"), Some(file), _) => {
            Message::new("raw-html-instead-help").text("right", format!("![图上有什么]({file})"))
        }
        (Some("a"), _, Some(address)) => {
            Message::new("raw-html-instead-help").text("right", format!("[文字]({address})"))
        }
        _ => Message::new("raw-html-help"),
    }
}
