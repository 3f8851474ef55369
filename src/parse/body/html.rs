//! Writes HTML from Markdown events, and takes down headings, links and the opening on the way.
//!
//! Entry point: [`Writer::write`]. The markup is that of `pulldown_cmark::html`, except that raw
//! HTML is shown as text or sanitised, headings carry anchors and begin at level 2, footnotes are
//! numbered and lead back, pictures alone become figures, a line break between wide characters goes,
//! and addresses inside the site are left out for the page to fill in.

use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{
    BlockQuoteKind, CodeBlockKind, CowStr, Event, HeadingLevel, LinkType, Options, Parser, Tag,
    TagEnd,
};
use pulldown_cmark_escape::{escape_href, escape_html, escape_html_body_text};

use crate::diagnostic::{Diagnostic, Place};
use crate::link::Target;
use crate::locale::Message;
use crate::parse::body::anchor::Anchors;
use crate::parse::body::cjk::Prepared;
use crate::parse::body::flow::Flow;
use crate::parse::body::image::Image;
use crate::parse::body::media::Paragraph;
use crate::parse::body::prose::Walk;
use crate::parse::body::raw::Raw;
use crate::parse::body::table::{Footnotes, Table};
use crate::parse::body::width::count;
use crate::parse::body::{Body, HeadingPlace, Parsed, Settings, Slot};

/// What of Markdown is on. Definition lists make the parser panic on Chinese, heading attributes
/// let `onclick=` through: both stay off.
pub(super) const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_GFM);

pub(super) struct Writer<'f> {
    file: &'f Arc<str>,
    offset: usize,
    pub(super) prepared: &'f Prepared<'f>,
    pub(super) settings: Settings,
    pub(super) html: String,
    pub(super) slots: Vec<Slot>,
    headings: Vec<HeadingPlace>,
    anchors: Anchors,
    /// Where the heading being written begins in `html`, its plain text so far and its place.
    heading: Option<(usize, String, Range<usize>)>,
    /// The alternative text of the image being read.
    pub(super) image: Option<Image>,
    /// Whether the link being written was refused: its end tag goes too.
    refused_links: Vec<bool>,
    pub(super) flow: Flow,
    pub(super) paragraph: Paragraph,
    pub(super) raw: Raw,
    pub(super) table: Table,
    pub(super) footnotes: Footnotes,
    opening: String,
    opening_left: usize,
    /// Nesting of blocks whose text does not belong to a summary.
    pub(super) aside: usize,
    characters: usize,
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl<'f> Writer<'f> {
    pub(super) fn new(
        file: &'f Arc<str>,
        prepared: &'f Prepared<'f>,
        offset: usize,
        settings: Settings,
    ) -> Self {
        Self {
            file,
            offset,
            prepared,
            settings,
            html: String::new(),
            slots: Vec::new(),
            headings: Vec::new(),
            anchors: Anchors::default(),
            heading: None,
            image: None,
            refused_links: Vec::new(),
            flow: Flow::default(),
            paragraph: Paragraph::default(),
            raw: Raw::default(),
            table: Table::default(),
            footnotes: Footnotes::default(),
            opening: String::new(),
            opening_left: settings.summary_length * 2,
            aside: 0,
            characters: 0,
            diagnostics: Vec::new(),
        }
    }

    pub(super) fn write(mut self) -> Parsed {
        let text = &*self.prepared.text;
        self.html.reserve(text.len() + text.len() / 4);
        let mut walk = Walk::new(text.len());
        for (event, range) in Parser::new_ext(text, OPTIONS).into_offset_iter() {
            let event = self.prepared.clean_event(event, &range);
            let written = self.prepared.original(&range);
            walk.event(&event, self.offset + written.start..self.offset + written.end);
            if self.image.is_some() {
                self.in_image(event);
            } else {
                self.event(event, range);
            }
        }
        self.link_footnotes_back();
        let body = Body {
            html: self.html.into_boxed_str(),
            slots: self.slots.into_boxed_slice(),
            headings: self.headings.into_boxed_slice(),
            characters: self.characters,
        };
        let (opening, prose) = (self.opening, walk.finish());
        Parsed { body, opening, prose, diagnostics: self.diagnostics }
    }

    /// Where a piece of the prepared text stands in the file.
    pub(super) fn place(&self, range: &Range<usize>) -> Place {
        let range = self.prepared.original(range);
        Place::span(self.file, self.offset + range.start..self.offset + range.end)
    }

    /// Text of the parser without what was put in for it.
    pub(super) fn clean<'e>(&self, piece: CowStr<'e>) -> CowStr<'e> {
        self.prepared.clean(piece)
    }

    /// Counts HTML that is shown as text; it is no part of a summary.
    pub(super) fn note_raw(&mut self, html: &str) {
        self.aside += 1;
        self.note(html);
        self.aside -= 1;
    }

    /// Moves every place in the HTML that is kept.
    pub(super) fn move_places(&mut self, moved: &dyn Fn(u32) -> u32) {
        self.slots.iter_mut().for_each(|slot| slot.at = moved(slot.at));
        for heading in &mut self.headings {
            heading.id = (moved(heading.id.0), moved(heading.id.1));
            heading.inner = (moved(heading.inner.0), moved(heading.inner.1));
        }
    }

    /// Moves what stands at `from` or behind it by `bytes`. It is always little.
    fn shift(&mut self, from: usize, bytes: usize) {
        let behind = self.slots.iter_mut().rev().take_while(|slot| slot.at >= narrow(from));
        behind.for_each(|slot| slot.at += narrow(bytes));
    }

    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag),
            // Mathematics is off.
            Event::Text(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.text(&text);
            }
            Event::Code(code) => {
                self.html.push_str("<code>");
                self.text(&code);
                self.html.push_str("</code>");
            }
            Event::Html(html) | Event::InlineHtml(html) => self.raw_html(&html, &range),
            Event::SoftBreak => self.soft_break(),
            Event::HardBreak => {
                self.settle_break();
                self.html.push_str("<br />\n");
                self.note(" ");
                self.flow = Flow::default();
            }
            Event::Rule => {
                self.fresh_line();
                self.html.push_str("<hr />\n");
            }
            Event::FootnoteReference(label) => self.footnote_reference(label),
            Event::TaskListMarker(is_done) => self.task_marker(is_done),
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Emphasis => return self.open_inline("<em>"),
            Tag::Strong => return self.open_inline("<strong>"),
            Tag::Strikethrough => return self.open_inline("<del>"),
            Tag::Link { link_type, dest_url, title, .. } => {
                return self.start_link(link_type, (dest_url, title), &range);
            }
            Tag::Image { dest_url, title, .. } => return self.start_image(dest_url, title, range),
            _ => {}
        }
        self.leave_block();
        match tag {
            Tag::Paragraph => self.start_paragraph(),
            Tag::Heading { level, .. } => self.start_heading(level, range),
            Tag::BlockQuote(kind) => self.open_block(block_quote(kind)),
            Tag::CodeBlock(kind) => self.start_code_block(kind),
            Tag::List(start) => self.start_list(start),
            Tag::Item => self.open_block("<li>"),
            Tag::FootnoteDefinition(label) => self.start_footnote(label),
            Tag::HtmlBlock => self.start_raw_block(&range),
            other => self.start_table_part(other),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Emphasis => return self.close_inline("</em>"),
            TagEnd::Strong => return self.close_inline("</strong>"),
            TagEnd::Strikethrough => return self.close_inline("</del>"),
            TagEnd::Link => return self.end_link(),
            _ => {}
        }
        self.leave_block();
        let closing = match tag {
            TagEnd::Heading(level) => return self.end_heading(level),
            TagEnd::Paragraph => return self.end_paragraph(),
            TagEnd::HtmlBlock => return self.end_raw_block(),
            TagEnd::FootnoteDefinition => return self.end_footnote(),
            TagEnd::BlockQuote(_) => "</blockquote>\n",
            TagEnd::CodeBlock => {
                self.aside -= 1;
                "</code></pre>\n"
            }
            TagEnd::List(true) => "</ol>\n",
            TagEnd::List(false) => "</ul>\n",
            TagEnd::Item => "</li>\n",
            other => return self.end_table_part(other),
        };
        self.html.push_str(closing);
    }

    /// A block begins or ends: raw markup ends with it, and no line runs on.
    fn leave_block(&mut self) {
        self.settle_break();
        self.close_raw(0);
        self.raw.warned = None;
        self.flow = Flow::default();
    }

    fn open_inline(&mut self, tag: &str) {
        self.paragraph.has_other = true;
        self.html.push_str(tag);
        self.raw.enter_markdown();
    }

    fn close_inline(&mut self, tag: &str) {
        self.leave_markdown();
        self.html.push_str(tag);
    }

    pub(super) fn text(&mut self, text: &str) {
        self.join(text);
        push_text(&mut self.html, text);
        self.note(text);
    }

    /// Takes down plain text for the heading, the opening and the count.
    pub(super) fn note(&mut self, text: &str) {
        let (characters, blanks) = count(text.as_bytes());
        self.characters += characters - blanks;
        self.paragraph.has_other |= blanks < text.len();
        if let Some((_, heading, _)) = &mut self.heading {
            heading.push_str(text);
        } else if self.aside == 0 && self.opening_left > 0 {
            let end = text.char_indices().nth(self.opening_left).map_or(text.len(), |(at, _)| at);
            self.opening.push_str(&text[..end]);
            self.opening_left = self.opening_left.saturating_sub(characters);
        }
    }

    /// A line ends. Behind a wide character the next one tells whether that is a space.
    fn soft_break(&mut self) {
        if self.flow.is_open() {
            self.flow.break_at = Some(self.html.len());
        } else {
            self.html.push('\n');
            self.note(" ");
        }
    }

    /// Text follows: the line before it is joined to it, or kept apart by a space.
    fn join(&mut self, text: &str) {
        if self.flow.break_at.is_some() {
            if self.flow.joins(text) {
                self.flow.break_at = None;
            } else {
                self.settle_break();
            }
        }
        self.flow.pass(text);
    }

    /// The line break that waits is a space.
    pub(super) fn settle_break(&mut self) {
        let Some(at) = self.flow.break_at.take() else { return };
        self.html.insert(at, '\n');
        self.shift(at, 1);
        self.note(" ");
    }

    fn task_marker(&mut self, is_done: bool) {
        self.html.push_str(if is_done {
            "<input disabled=\"\" type=\"checkbox\" checked=\"\"/>\n"
        } else {
            "<input disabled=\"\" type=\"checkbox\"/>\n"
        });
    }

    pub(super) fn fresh_line(&mut self) {
        if !self.html.is_empty() && !self.html.ends_with('\n') {
            self.html.push('\n');
        }
    }

    pub(super) fn open_block(&mut self, tag: &str) {
        self.fresh_line();
        self.html.push_str(tag);
    }

    fn start_heading(&mut self, level: HeadingLevel, range: Range<usize>) {
        self.fresh_line();
        self.html.push_str(heading_open(level));
        self.heading = Some((self.html.len(), String::new(), range));
    }

    fn end_heading(&mut self, level: HeadingLevel) {
        let Some((start, text, range)) = self.heading.take() else { return };
        self.check_level(shown_level(level), &range);
        let id = self.anchors.unique(&text);
        // The anchor is known only now; it goes before the `>` of the opening tag. It holds letters,
        // digits and hyphens, so it needs no escaping.
        let attribute = format!(" id=\"{id}\"");
        self.html.insert_str(start - 1, &attribute);
        self.shift(start, attribute.len());
        let id_start = start - 1 + " id=\"".len();
        let inner = start + attribute.len()..self.html.len();
        let is_plain = self.html[inner.clone()] == *text.trim();
        self.headings.push(HeadingPlace {
            level: shown_level(level),
            id: (narrow(id_start), narrow(id_start + id.len())),
            inner: (narrow(inner.start), narrow(inner.end)),
            text: (!is_plain).then(|| text.trim().into()),
        });
        self.html.push_str(heading_close(level));
    }

    /// Readers who hear a page go by its headings: a missing level sounds like a missing part.
    fn check_level(&mut self, level: u8, range: &Range<usize>) {
        let above = self.headings.last().map_or(1, |heading| heading.level);
        if level > above + 1 {
            let message = Message::new("heading-skipped")
                .count("level", level.into())
                .count("expected", (above + 1).into());
            let warning = Diagnostic::warning("heading-skipped", self.place(range), message);
            self.diagnostics.push(warning.with_help(Message::new("heading-skipped-help")));
        }
    }

    fn start_code_block(&mut self, kind: CodeBlockKind<'_>) {
        self.aside += 1;
        self.fresh_line();
        let info = match kind {
            CodeBlockKind::Fenced(info) => self.clean(info),
            CodeBlockKind::Indented => CowStr::Borrowed(""),
        };
        match info.split(' ').next() {
            Some(language) if !language.is_empty() => {
                self.html.push_str("<pre><code class=\"language-");
                push_attribute(&mut self.html, language);
                self.html.push_str("\">");
            }
            _ => self.html.push_str("<pre><code>"),
        }
    }

    fn start_list(&mut self, start: Option<u64>) {
        match start {
            None => self.open_block("<ul>\n"),
            Some(1) => self.open_block("<ol>\n"),
            Some(start) => self.open_block(&format!("<ol start=\"{start}\">\n")),
        }
    }

    fn start_link(
        &mut self,
        kind: LinkType,
        (address, title): (CowStr<'_>, CowStr<'_>),
        range: &Range<usize>,
    ) {
        let (address, title) = (self.clean(address), self.clean(title));
        let is_email = kind == LinkType::Email;
        let target = if is_email { Target::External(&address) } else { Target::of(&address) };
        self.refused_links.push(target == Target::Refused);
        self.raw.enter_markdown();
        self.enter_link(&address, &title);
        match target {
            Target::Refused => return self.refuse(&address, range),
            Target::External(address) => {
                self.html.push_str(if is_email { "<a href=\"mailto:" } else { "<a href=\"" });
                push_href(&mut self.html, address);
            }
            Target::Internal { .. } => {
                self.html.push_str("<a href=\"");
                self.slot(&address, range, false);
            }
        }
        self.title(&title);
        self.html.push_str("\">");
    }

    fn end_link(&mut self) {
        self.leave_markdown();
        if self.refused_links.pop() != Some(true) {
            self.leave_link();
            self.html.push_str("</a>");
        }
    }

    pub(super) fn title(&mut self, title: &str) {
        if !title.is_empty() {
            self.html.push_str("\" title=\"");
            push_attribute(&mut self.html, title);
        }
    }

    pub(super) fn slot(&mut self, target: &str, range: &Range<usize>, is_image: bool) {
        let range = self.prepared.original(range);
        self.slots.push(Slot {
            at: narrow(self.html.len()),
            target: target.into(),
            span: (narrow(self.offset + range.start), narrow(self.offset + range.end)),
            is_image,
        });
    }

    pub(super) fn refuse(&mut self, address: &str, range: &Range<usize>) {
        let message = Message::new("unsafe-link").text("link", address);
        self.diagnostics.push(Diagnostic::warning("unsafe-link", self.place(range), message));
    }
}

/// Texts are far smaller than 4 GB.
pub(super) fn narrow(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}

const EXPECT: &str = "a String takes every write";

/// Between tags.
pub(super) fn push_text(html: &mut String, text: &str) {
    escape_html_body_text(&mut *html, text).expect(EXPECT);
}

/// Inside an attribute.
pub(super) fn push_attribute(html: &mut String, text: &str) {
    escape_html(&mut *html, text).expect(EXPECT);
}

/// Inside `href` or `src`.
fn push_href(html: &mut String, address: &str) {
    escape_href(&mut *html, address).expect(EXPECT);
}

fn block_quote(kind: Option<BlockQuoteKind>) -> &'static str {
    match kind {
        None => "<blockquote>\n",
        Some(BlockQuoteKind::Note) => "<blockquote class=\"markdown-alert-note\">\n",
        Some(BlockQuoteKind::Tip) => "<blockquote class=\"markdown-alert-tip\">\n",
        Some(BlockQuoteKind::Important) => "<blockquote class=\"markdown-alert-important\">\n",
        Some(BlockQuoteKind::Warning) => "<blockquote class=\"markdown-alert-warning\">\n",
        Some(BlockQuoteKind::Caution) => "<blockquote class=\"markdown-alert-caution\">\n",
    }
}

/// The title is the page's only `h1`, so a `#` in the body becomes the next level.
fn shown_level(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 | HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

fn heading_open(level: HeadingLevel) -> &'static str {
    ["<h2>", "<h3>", "<h4>", "<h5>", "<h6>"][usize::from(shown_level(level)) - 2]
}

fn heading_close(level: HeadingLevel) -> &'static str {
    ["</h2>\n", "</h3>\n", "</h4>\n", "</h5>\n", "</h6>\n"][usize::from(shown_level(level)) - 2]
}
