//! Writes HTML from Markdown events, and takes down headings, links and the opening on the way.
//!
//! Entry point: [`Writer::write`]. The markup is that of `pulldown_cmark::html`, except that raw
//! HTML is shown as text, headings carry anchors and begin at level 2, footnotes are numbered, and
//! addresses inside the site are left out for the page to fill in.

use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{
    Alignment, BlockQuoteKind, CodeBlockKind, CowStr, Event, HeadingLevel, LinkType, Options,
    Parser, Tag, TagEnd,
};
use pulldown_cmark_escape::{escape_href, escape_html, escape_html_body_text};

use crate::diagnostic::{Diagnostic, Place};
use crate::link::Target;
use crate::locale::Message;
use crate::parse::body::anchor::Anchors;
use crate::parse::body::{Body, HeadingPlace, Parsed, Slot};

/// What of Markdown is on. Definition lists make the parser panic on Chinese, heading attributes
/// let `onclick=` through: both stay off.
const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_GFM);

pub(super) struct Writer<'f> {
    file: &'f Arc<str>,
    offset: usize,
    html: String,
    slots: Vec<Slot>,
    headings: Vec<HeadingPlace>,
    anchors: Anchors,
    /// Where the heading being written begins in `html`, and its plain text so far.
    heading: Option<(usize, String)>,
    /// The alternative text of the image being read.
    image: Option<Image>,
    /// Whether the link being written was refused: its end tag goes too.
    refused_links: Vec<bool>,
    table: Table,
    footnotes: Vec<String>,
    opening: String,
    opening_left: usize,
    /// Nesting of blocks whose text does not belong to a summary.
    aside: usize,
    characters: usize,
    diagnostics: Vec<Diagnostic>,
}

struct Image {
    address: String,
    title: String,
    alt: String,
    range: Range<usize>,
    depth: usize,
}

#[derive(Default)]
struct Table {
    alignments: Vec<Alignment>,
    column: usize,
    in_head: bool,
}

impl<'f> Writer<'f> {
    pub(super) fn new(file: &'f Arc<str>, offset: usize, opening: usize) -> Self {
        Self {
            file,
            offset,
            html: String::new(),
            slots: Vec::new(),
            headings: Vec::new(),
            anchors: Anchors::default(),
            heading: None,
            image: None,
            refused_links: Vec::new(),
            table: Table::default(),
            footnotes: Vec::new(),
            opening: String::new(),
            opening_left: opening * 2,
            aside: 0,
            characters: 0,
            diagnostics: Vec::new(),
        }
    }

    pub(super) fn write(mut self, text: &str) -> Parsed {
        self.html.reserve(text.len() + text.len() / 4);
        for (event, range) in Parser::new_ext(text, OPTIONS).into_offset_iter() {
            if self.image.is_some() {
                self.in_image(event);
            } else {
                self.event(event, range);
            }
        }
        let body = Body {
            html: self.html.into_boxed_str(),
            slots: self.slots.into_boxed_slice(),
            headings: self.headings.into_boxed_slice(),
            characters: self.characters,
        };
        Parsed { body, opening: self.opening, diagnostics: self.diagnostics }
    }

    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.text(&text),
            Event::Code(code) => {
                self.html.push_str("<code>");
                self.text(&code);
                self.html.push_str("</code>");
            }
            Event::Html(html) | Event::InlineHtml(html) => self.raw_html(&html, range),
            Event::SoftBreak => self.line_break("\n"),
            Event::HardBreak => self.line_break("<br />\n"),
            Event::Rule => {
                self.fresh_line();
                self.html.push_str("<hr />\n");
            }
            Event::FootnoteReference(label) => self.footnote_reference(&label),
            Event::TaskListMarker(is_done) => self.html.push_str(if is_done {
                "<input disabled=\"\" type=\"checkbox\" checked=\"\"/>\n"
            } else {
                "<input disabled=\"\" type=\"checkbox\"/>\n"
            }),
            // Mathematics is off.
            Event::InlineMath(text) | Event::DisplayMath(text) => self.text(&text),
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Paragraph => self.open_block("<p>"),
            Tag::Heading { level, .. } => self.start_heading(level),
            Tag::BlockQuote(kind) => self.open_block(block_quote(kind)),
            Tag::CodeBlock(kind) => self.start_code_block(&kind),
            Tag::List(start) => self.start_list(start),
            Tag::Item => self.open_block("<li>"),
            Tag::Emphasis => self.html.push_str("<em>"),
            Tag::Strong => self.html.push_str("<strong>"),
            Tag::Strikethrough => self.html.push_str("<del>"),
            Tag::Link { link_type, dest_url, title, .. } => {
                self.start_link(link_type, &dest_url, &title, &range);
            }
            Tag::Image { dest_url, title, .. } => {
                let (address, title) = (dest_url.into_string(), title.into_string());
                self.image = Some(Image { address, title, alt: String::new(), range, depth: 0 });
            }
            Tag::FootnoteDefinition(label) => self.start_footnote(&label),
            Tag::HtmlBlock => self.open_block("<p>"),
            other => self.start_table_part(other),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        let closing = match tag {
            TagEnd::Heading(level) => return self.end_heading(level),
            TagEnd::Link => {
                if self.refused_links.pop() == Some(true) {
                    return;
                }
                "</a>"
            }
            TagEnd::Paragraph | TagEnd::HtmlBlock => "</p>\n",
            TagEnd::BlockQuote(_) => "</blockquote>\n",
            TagEnd::CodeBlock => {
                self.aside -= 1;
                "</code></pre>\n"
            }
            TagEnd::List(true) => "</ol>\n",
            TagEnd::List(false) => "</ul>\n",
            TagEnd::Item => "</li>\n",
            TagEnd::Emphasis => "</em>",
            TagEnd::Strong => "</strong>",
            TagEnd::Strikethrough => "</del>",
            TagEnd::FootnoteDefinition => {
                self.aside -= 1;
                "</div>\n"
            }
            other => return self.end_table_part(other),
        };
        self.html.push_str(closing);
    }

    fn text(&mut self, text: &str) {
        push_text(&mut self.html, text);
        self.note(text);
    }

    /// Takes down plain text for the heading, the opening and the count.
    fn note(&mut self, text: &str) {
        let blanks = text.bytes().filter(u8::is_ascii_whitespace).count();
        self.characters += text.chars().count() - blanks;
        if let Some((_, heading)) = &mut self.heading {
            heading.push_str(text);
        } else if self.aside == 0 && self.opening_left > 0 {
            let end = text.char_indices().nth(self.opening_left).map_or(text.len(), |(at, _)| at);
            self.opening.push_str(&text[..end]);
            self.opening_left = self.opening_left.saturating_sub(text.chars().count());
        }
    }

    fn line_break(&mut self, markup: &str) {
        self.html.push_str(markup);
        if let Some((_, heading)) = &mut self.heading {
            heading.push(' ');
        }
    }

    fn raw_html(&mut self, html: &str, range: Range<usize>) {
        self.text(html);
        // One warning for a block: its later lines follow directly.
        let follows = self.diagnostics.last().and_then(|last| last.place.span);
        let start = self.offset + range.start;
        if follows.is_none_or(|(_, end)| end != start) {
            let place = Place::span(self.file, start..self.offset + range.end);
            let warning = Diagnostic::warning("raw-html", place, Message::new("raw-html"));
            self.diagnostics.push(warning.with_help(Message::new("raw-html-help")));
        } else if let Some((_, end)) =
            self.diagnostics.last_mut().and_then(|last| last.place.span.as_mut())
        {
            *end = self.offset + range.end;
        }
    }

    fn fresh_line(&mut self) {
        if !self.html.is_empty() && !self.html.ends_with('\n') {
            self.html.push('\n');
        }
    }

    fn open_block(&mut self, tag: &str) {
        self.fresh_line();
        self.html.push_str(tag);
    }

    fn start_heading(&mut self, level: HeadingLevel) {
        self.fresh_line();
        self.html.push_str(heading_open(level));
        self.heading = Some((self.html.len(), String::new()));
    }

    fn end_heading(&mut self, level: HeadingLevel) {
        let Some((start, text)) = self.heading.take() else { return };
        let id = self.anchors.unique(&text);
        // The anchor is known only now; it goes before the `>` of the opening tag. It holds letters,
        // digits and hyphens, so it needs no escaping.
        let attribute = format!(" id=\"{id}\"");
        self.html.insert_str(start - 1, &attribute);
        let moved = narrow(attribute.len());
        self.slots
            .iter_mut()
            .filter(|slot| slot.at >= narrow(start))
            .for_each(|slot| slot.at += moved);
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

    fn start_code_block(&mut self, kind: &CodeBlockKind<'_>) {
        self.aside += 1;
        self.fresh_line();
        let language = match kind {
            CodeBlockKind::Fenced(info) => info.split(' ').next().unwrap_or_default(),
            CodeBlockKind::Indented => "",
        };
        if language.is_empty() {
            self.html.push_str("<pre><code>");
        } else {
            self.html.push_str("<pre><code class=\"language-");
            push_attribute(&mut self.html, language);
            self.html.push_str("\">");
        }
    }

    fn start_list(&mut self, start: Option<u64>) {
        match start {
            None => self.open_block("<ul>\n"),
            Some(1) => self.open_block("<ol>\n"),
            Some(start) => self.open_block(&format!("<ol start=\"{start}\">\n")),
        }
    }

    fn start_link(&mut self, kind: LinkType, address: &str, title: &str, range: &Range<usize>) {
        let is_email = kind == LinkType::Email;
        let target = if is_email { Target::External(address) } else { Target::of(address) };
        self.refused_links.push(target == Target::Refused);
        match target {
            Target::Refused => return self.refuse(address, range),
            Target::External(address) => {
                self.html.push_str(if is_email { "<a href=\"mailto:" } else { "<a href=\"" });
                push_href(&mut self.html, address);
            }
            Target::Internal { .. } => {
                self.html.push_str("<a href=\"");
                self.slot(address, range, false);
            }
        }
        self.title(title);
        self.html.push_str("\">");
    }

    fn title(&mut self, title: &str) {
        if !title.is_empty() {
            self.html.push_str("\" title=\"");
            push_attribute(&mut self.html, title);
        }
    }

    fn slot(&mut self, target: &str, range: &Range<usize>, is_image: bool) {
        self.slots.push(Slot {
            at: narrow(self.html.len()),
            target: target.into(),
            span: (narrow(self.offset + range.start), narrow(self.offset + range.end)),
            is_image,
        });
    }

    fn refuse(&mut self, address: &str, range: &Range<usize>) {
        let place = Place::span(self.file, self.offset + range.start..self.offset + range.end);
        let message = Message::new("unsafe-link").text("link", address);
        self.diagnostics.push(Diagnostic::warning("unsafe-link", place, message));
    }

    fn in_image(&mut self, event: Event<'_>) {
        let Some(image) = &mut self.image else { return };
        match event {
            Event::Start(_) => image.depth += 1,
            Event::End(_) if image.depth > 0 => image.depth -= 1,
            Event::End(_) => {
                if let Some(image) = self.image.take() {
                    self.finish_image(&image);
                }
            }
            Event::Text(text) | Event::Code(text) | Event::InlineHtml(text) => {
                image.alt.push_str(&text);
            }
            Event::SoftBreak | Event::HardBreak => image.alt.push(' '),
            _ => {}
        }
    }

    fn finish_image(&mut self, image: &Image) {
        match Target::of(&image.address) {
            Target::Internal { .. } => {
                self.html.push_str("<img src=\"");
                self.slot(&image.address, &image.range, true);
            }
            // A picture from elsewhere would be a request to elsewhere.
            Target::External(_) => {
                let range = self.offset + image.range.start..self.offset + image.range.end;
                let message = Message::new("external-image").text("link", &*image.address);
                let place = Place::span(self.file, range);
                self.diagnostics.push(Diagnostic::warning("external-image", place, message));
                return self.text(&image.alt.clone());
            }
            Target::Refused => {
                self.refuse(&image.address, &image.range);
                return self.text(&image.alt.clone());
            }
        }
        self.html.push_str("\" alt=\"");
        push_attribute(&mut self.html, &image.alt);
        self.title(&image.title);
        self.html.push_str("\" loading=\"lazy\" />");
    }

    fn footnote_number(&mut self, label: &str) -> usize {
        if let Some(index) = self.footnotes.iter().position(|other| other == label) {
            return index + 1;
        }
        self.footnotes.push(label.to_owned());
        self.footnotes.len()
    }

    fn footnote_reference(&mut self, label: &CowStr<'_>) {
        let number = self.footnote_number(label);
        self.html.push_str(&format!(
            "<sup class=\"footnote-reference\"><a href=\"#fn-{number}\">{number}</a></sup>"
        ));
    }

    fn start_footnote(&mut self, label: &CowStr<'_>) {
        self.aside += 1;
        let number = self.footnote_number(label);
        self.open_block(&format!(
            "<div class=\"footnote-definition\" id=\"fn-{number}\">\
             <sup class=\"footnote-definition-label\">{number}</sup>"
        ));
    }

    fn start_table_part(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Table(alignments) => {
                self.aside += 1;
                self.table = Table { alignments, ..Table::default() };
                self.open_block("<table>");
            }
            Tag::TableHead => {
                self.table.in_head = true;
                self.table.column = 0;
                self.html.push_str("<thead><tr>");
            }
            Tag::TableRow => {
                self.table.column = 0;
                self.html.push_str("<tr>");
            }
            Tag::TableCell => self.start_cell(),
            _ => {}
        }
    }

    fn start_cell(&mut self) {
        self.html.push_str(if self.table.in_head { "<th" } else { "<td" });
        self.html.push_str(match self.table.alignments.get(self.table.column) {
            Some(Alignment::Left) => " style=\"text-align: left\">",
            Some(Alignment::Center) => " style=\"text-align: center\">",
            Some(Alignment::Right) => " style=\"text-align: right\">",
            _ => ">",
        });
    }

    fn end_table_part(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Table => {
                self.aside -= 1;
                self.html.push_str("</tbody></table>\n");
            }
            TagEnd::TableHead => {
                self.table.in_head = false;
                self.html.push_str("</tr></thead><tbody>\n");
            }
            TagEnd::TableRow => self.html.push_str("</tr>\n"),
            TagEnd::TableCell => {
                self.html.push_str(if self.table.in_head { "</th>" } else { "</td>" });
                self.table.column += 1;
            }
            _ => {}
        }
    }
}

/// Texts are far smaller than 4 GB.
fn narrow(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}

const EXPECT: &str = "a String takes every write";

/// Between tags.
fn push_text(html: &mut String, text: &str) {
    escape_html_body_text(&mut *html, text).expect(EXPECT);
}

/// Inside an attribute.
fn push_attribute(html: &mut String, text: &str) {
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
