//! Reads the events of the Markdown parser into a tree.
//!
//! Entry point: [`Reader::read`]. Nothing is written here: what a page, a booklet or a search makes of a body, it makes
//! of the tree. All that depends on what follows (whether a line break is a blank, what a paragraph of pictures is,
//! what a heading is called) is settled here, when its end is reached.

mod html;

use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{
    Alignment, CodeBlockKind, CowStr, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd,
};

use crate::config::RawHtml;
use crate::diagnostic::odd::is_forbidden;
use crate::diagnostic::{Diagnostic, Place};
use crate::link::{self, Target};
use crate::locale::Message;
use crate::parse::body::anchor::Anchors;
use crate::parse::body::cjk::Prepared;
use crate::parse::body::component;
use crate::parse::body::controls::permitted;
use crate::parse::body::flow::Flow;
use crate::parse::body::footnotes::Footnotes;
use crate::parse::body::media::Galleries;
use crate::parse::body::node::{Element, Leads, Link, Node};
use crate::parse::body::picture::Picture;
use crate::parse::body::raw::{Raw, Readings};
use crate::parse::body::tree::{Mark, Span, Tree, narrow};

/// What of Markdown is on. Definition lists make the parser panic on Chinese, heading attributes
/// let `onclick=` through: both stay off.
pub(super) const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_GFM);

/// Reads one text.
pub(super) struct Reader<'f> {
    file: &'f Arc<str>,
    /// Where the text begins in the file.
    offset: usize,
    written: &'f str,
    prepared: Prepared<'f>,
    html: RawHtml,
    tree: Tree,
    flow: Flow,
    anchors: Anchors,
    footnotes: Footnotes,
    galleries: Galleries,
    raw: Raw,
    table: Table,
    /// The paragraph that is open.
    paragraph: Option<Mark>,
    /// How many blocks are open that hold others: in one of them no component begins or ends.
    depth: usize,
    /// The components that are open.
    components: Vec<component::Open>,
    /// The picture whose alternative text is being read.
    picture: Option<Picture>,
    heading: Option<Heading>,
    /// The level of the last heading; of the page's title before the first.
    level: u8,
    diagnostics: Vec<Diagnostic>,
}

/// ~温馨提示~ is set off, and nothing is deleted: a mark of two signs says that.
fn with_single_tildes<'t>(
    text: &str,
    event: Event<'t>,
    range: Range<usize>,
) -> (Event<'t>, Range<usize>) {
    let is_start = match &event {
        Event::Start(Tag::Strikethrough) => true,
        Event::End(TagEnd::Strikethrough) => false,
        _ => return (event, range),
    };
    let whole = &text[range.clone()];
    if whole.starts_with("~~") || !whole.starts_with('~') || !whole.ends_with('~') {
        return (event, range);
    }
    let at = if is_start { range.start } else { range.end - 1 };
    (Event::Text("~".into()), at..at + 1)
}

/// The heading that is open.
struct Heading {
    level: u8,
    start: Mark,
    range: Range<usize>,
}

/// Where in a table the reader is.
#[derive(Default)]
struct Table {
    alignments: Vec<Alignment>,
    column: usize,
    in_head: bool,
}

impl<'f> Reader<'f> {
    /// For the text `written`, which begins at byte `offset` of `file`.
    pub(super) fn new(file: &'f Arc<str>, written: &'f str, offset: usize, html: RawHtml) -> Self {
        Self {
            file,
            offset,
            written,
            prepared: Prepared::new(written),
            html,
            tree: Tree::for_bytes(written.len()),
            flow: Flow::default(),
            anchors: Anchors::default(),
            footnotes: Footnotes::default(),
            galleries: Galleries::default(),
            raw: Raw::default(),
            table: Table::default(),
            paragraph: None,
            depth: 0,
            components: Vec::new(),
            picture: None,
            heading: None,
            level: 1,
            diagnostics: Vec::new(),
        }
    }

    /// The tree of the text, and what is wrong with it.
    pub(super) fn read(mut self) -> (Tree, Vec<Diagnostic>) {
        let text = std::mem::take(&mut self.prepared.text);
        for (event, range) in Parser::new_ext(&text, OPTIONS).into_offset_iter() {
            if is_forbidden_entity(&event) {
                continue;
            }
            let (event, range) = with_single_tildes(&text, event, range);
            let event = self.prepared.clean_event(event, &range);
            match self.picture.take() {
                Some(picture) => self.in_picture(picture, event),
                None => self.event(event, range),
            }
        }
        for lacking in component::end_all(&mut self.tree, &mut self.components) {
            self.tell_lacking(&lacking);
        }
        self.footnotes.settle(&mut self.tree);
        (self.tree, self.diagnostics)
    }

    /// Where a piece of the prepared text stands in the file.
    fn span(&self, range: &Range<usize>) -> Span {
        let range = self.prepared.original(range);
        (narrow(self.offset + range.start), narrow(self.offset + range.end))
    }

    fn place(&self, (start, end): Span) -> Place {
        Place::span(self.file, start as usize..end as usize)
    }

    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        let span = self.span(&range);
        match event {
            Event::Start(tag) => self.start(tag, range, span),
            Event::End(tag) => self.end(tag, span),
            // The blanks before a block of HTML.
            Event::Text(text) if self.raw.take_line(&text) => {}
            // Mathematics is off.
            Event::Text(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.join(&text);
                self.tree.push_words(&text, span);
            }
            Event::Code(code) => {
                self.join(&code);
                self.tree.push(Node::Code(&code), span);
            }
            Event::Html(html) | Event::InlineHtml(html) => self.raw_html(&html, span),
            Event::SoftBreak => self.soft_break(span),
            Event::HardBreak => {
                self.flow = Flow::default();
                self.tree.push(Node::HardBreak, span);
            }
            Event::Rule => self.tree.push(Node::Rule, span),
            Event::FootnoteReference(label) => {
                self.flow.keep_break();
                let label = self.prepared.clean(label);
                let (number, nth) = self.footnotes.call(&label);
                self.tree.push(Node::FootnoteCall { number, nth }, span);
            }
            Event::TaskListMarker(is_done) => self.tree.push(Node::Checkbox { is_done }, span),
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>, span: Span) {
        let inline = match tag {
            Tag::Emphasis => Element::Emphasis,
            Tag::Strong => Element::Strong,
            Tag::Strikethrough => Element::Strikethrough,
            Tag::Link { link_type, dest_url, title, .. } => {
                let link = self.link(link_type, (dest_url, title), span);
                self.tell(&link);
                self.raw.enter_markdown();
                return self.tree.push_link(link);
            }
            Tag::Image { dest_url, title, .. } => {
                self.flow.keep_break();
                let link = self.link(LinkType::Inline, (dest_url, title), span);
                self.picture = Some(Picture::new(link));
                return;
            }
            block => return self.start_block(block, range, span),
        };
        self.raw.enter_markdown();
        self.tree.push(Node::Start(inline), span);
    }

    fn start_block(&mut self, tag: Tag<'_>, range: Range<usize>, span: Span) {
        self.leave_block(span);
        self.depth += usize::from(component::holds_blocks(tag.to_end()));
        let start = self.tree.mark();
        let language: CowStr<'_>;
        let element = match tag {
            Tag::Paragraph => {
                self.paragraph = Some(start);
                Element::Paragraph
            }
            Tag::Heading { level, .. } => {
                let level = shown_level(level);
                self.heading = Some(Heading { level, start, range });
                Element::Heading { level, id: "" }
            }
            Tag::BlockQuote(kind) => Element::Quote(kind),
            Tag::CodeBlock(kind) => {
                language = match kind {
                    CodeBlockKind::Fenced(info) => permitted(self.prepared.clean(info)),
                    CodeBlockKind::Indented => "".into(),
                };
                Element::CodeBlock { language: language.split(' ').next().unwrap_or_default() }
            }
            Tag::List(None) => Element::Bullets,
            // CommonMark allows nine digits.
            Tag::List(Some(first)) => {
                Element::Numbers { start: u32::try_from(first).unwrap_or(u32::MAX) }
            }
            Tag::Item => Element::Item,
            Tag::FootnoteDefinition(label) => {
                let number = self.footnotes.define(&self.prepared.clean(label));
                Element::Footnote { number, calls: 0 }
            }
            Tag::HtmlBlock if self.html == RawHtml::Sanitised || self.is_comment(span) => {
                return self.raw.start_block();
            }
            Tag::HtmlBlock => Element::Source,
            other => match self.start_table_part(other) {
                Some(part) => part,
                None => return,
            },
        };
        self.tree.push(Node::Start(element), span);
    }

    fn start_table_part(&mut self, tag: Tag<'_>) -> Option<Element<&'static str, u32>> {
        Some(match tag {
            Tag::Table(alignments) => {
                self.table = Table { alignments, ..Table::default() };
                Element::Table
            }
            Tag::TableHead => {
                (self.table.in_head, self.table.column) = (true, 0);
                Element::TableHead
            }
            Tag::TableRow => {
                (self.table.in_head, self.table.column) = (false, 0);
                Element::TableRow
            }
            Tag::TableCell => {
                let alignment = self.table.alignments.get(self.table.column).copied();
                self.table.column += 1;
                let alignment = alignment.unwrap_or(Alignment::None);
                Element::Cell { is_head: self.table.in_head, alignment }
            }
            // What is off.
            _ => return None,
        })
    }

    fn end(&mut self, tag: TagEnd, span: Span) {
        match tag {
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link => {
                self.raw.leave_markdown(&mut self.tree, span);
                return self.tree.push(Node::End(()), span);
            }
            _ => self.leave_block(span),
        }
        self.depth -= usize::from(component::holds_blocks(tag));
        match tag {
            TagEnd::HtmlBlock if self.is_comment(span) => {
                self.raw.drop_block();
                self.tell_comment(span);
            }
            TagEnd::HtmlBlock if self.html == RawHtml::Sanitised => {
                let is_whole = self.raw.end_block(&mut self.tree, self.written, self.offset, span);
                self.tell_open_block(span);
                if !is_whole {
                    self.warn_raw("raw-html-removed", span);
                }
            }
            TagEnd::Paragraph => {
                if let Some(start) = self.paragraph.take() {
                    self.end_paragraph(start, span);
                }
            }
            TagEnd::Heading(_) => {
                self.tree.push(Node::End(()), span);
                self.end_heading();
            }
            // What is off.
            TagEnd::DefinitionList
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::MetadataBlock(_) => {}
            _ => self.tree.push(Node::End(()), span),
        }
    }

    /// A block begins or ends: raw markup ends with it, and no line runs on.
    fn leave_block(&mut self, span: Span) {
        self.raw.leave_block(&mut self.tree, span);
        self.flow = Flow::default();
    }

    /// A line ends. Behind a wide character the next one tells whether that is a blank.
    fn soft_break(&mut self, span: Span) {
        let is_joined = self.flow.pass_break(self.tree.mark().node);
        self.tree.push(Node::SoftBreak { is_joined }, span);
    }

    /// Text follows: the line before it is joined to it, or kept apart by a blank.
    fn join(&mut self, text: &str) {
        if let Some(at) = self.flow.pass(text) {
            self.tree.nodes[at] = Node::SoftBreak { is_joined: true };
        }
    }

    /// A paragraph ends; one that is the fence of a component was none.
    fn end_paragraph(&mut self, start: Mark, span: Span) {
        let is_outside = self.depth == 0;
        if is_outside
            && let Ok(lacking) = component::fence(&mut self.tree, start, &mut self.components, span)
        {
            if let Some(lacking) = lacking {
                self.tell_lacking(&lacking);
            }
            return;
        }
        self.galleries.end_paragraph(&mut self.tree, start, span);
    }

    /// Tells of a component that holds nothing of what it is for.
    fn tell_lacking(&mut self, lacking: &component::Lacking) {
        let place = self.place(lacking.span);
        self.diagnostics.push(Diagnostic::warning("leftover-markup", place, lacking.message()));
    }

    fn end_heading(&mut self) {
        let Some(Heading { level, start, range }) = self.heading.take() else { return };
        let mut readings = Readings::default();
        let steps = self.tree.steps_from(start).filter(|step| !readings.take(step));
        let text: String = steps.map(Node::words).collect();
        self.tree.name_heading(start, &self.anchors.unique(&text));
        self.tell_heading(&text, &range);
        // Readers who hear a page go by its headings: a missing level sounds like a missing part.
        let expected = self.level + 1;
        self.level = level;
        if level > expected {
            let message = Message::new("heading-skipped")
                .count("level", level.into())
                .count("expected", expected.into());
            let place = self.place(self.span(&range));
            let warning = Diagnostic::warning("heading-skipped", place, message);
            self.diagnostics.push(warning.with_help(Message::new("heading-skipped-help")));
        }
    }

    /// Tells of a heading that says nothing, and of a line of text with `===` below it.
    fn tell_heading(&mut self, text: &str, range: &Range<usize>) {
        let written = self.prepared.original(range);
        let is_marked = self.written[written].trim_start().starts_with('#');
        let rule = match text.trim().is_empty() {
            true => "empty-heading",
            false if !is_marked => "underlined-heading",
            false => return,
        };
        let place = self.place(self.span(range));
        let help =
            if rule == "empty-heading" { "empty-heading-help" } else { "underlined-heading-help" };
        let warning = Diagnostic::warning(rule, place, Message::new(rule));
        self.diagnostics.push(warning.with_help(Message::new(help)));
    }

    /// A link or a picture, as far as its first mark tells.
    fn link(&self, kind: LinkType, (address, title): (CowStr<'_>, CowStr<'_>), span: Span) -> Link {
        let target = local(self.prepared.clean(address).into_string());
        let leads = match Target::of(&target) {
            _ if kind == LinkType::Email => Leads::Mailbox,
            Target::Internal { .. } => Leads::Inside,
            Target::External(_) => Leads::Outside,
            Target::Refused => Leads::Nowhere,
        };
        let title = permitted(self.prepared.clean(title)).into_string().into();
        let is_bare = matches!(kind, LinkType::Autolink | LinkType::Email);
        Link { target, title, alt: "".into(), span, is_image: false, is_bare, leads }
    }

    fn in_picture(&mut self, picture: Picture, event: Event<'_>) {
        match picture.event(event) {
            Err(picture) => self.picture = Some(picture),
            Ok(link) => {
                if link.leads == Leads::Inside {
                    self.flow = Flow::default();
                } else {
                    self.join(&link.alt);
                }
                self.tell(&link);
                self.tree.push_link(link);
            }
        }
    }

    /// Tells of a link that is not written.
    fn tell(&mut self, link: &Link) {
        let rule = match link.leads {
            Leads::Nowhere => "unsafe-link",
            Leads::Outside if link.is_image => "external-image",
            Leads::Inside | Leads::Outside | Leads::Mailbox => return,
        };
        let is_on_disk = rule == "unsafe-link" && link::is_on_disk(&link.target);
        let is_half_web = link::is_half_web(&link.target);
        let told = match rule {
            _ if is_on_disk => "unsafe-link-disk",
            "unsafe-link" if is_half_web => "unsafe-link-web",
            "unsafe-link" if link.is_image && link.target.starts_with("data:") => {
                "unsafe-link-data"
            }
            other => other,
        };
        // A picture that stands in the text is as long as its file.
        let shown = link
            .target
            .char_indices()
            .nth(60)
            .map_or(&*link.target, |(end, _)| &link.target[..end]);
        let message = Message::new(told).text("link", shown);
        let place = self.place(link.span);
        self.diagnostics.push(if is_on_disk {
            // A picture of one computer is on no page.
            Diagnostic::error(rule, place, message).with_help(Message::new("unsafe-link-disk-help"))
        } else {
            let warning = Diagnostic::warning(rule, place, message);
            let help = is_half_web.then(|| Message::new("unsafe-link-web-help"));
            Diagnostic { help, ..warning }
        });
    }
}

/// Whether an event is `&#11;` or another of the signs that no page may hold: an entity is an event of its own.
fn is_forbidden_entity(event: &Event<'_>) -> bool {
    matches!(event, Event::Text(text) if text.len() <= 3 && text.chars().all(is_forbidden))
}

/// An address with the slashes of the web: `images\1.jpg` is a file beside the text.
fn local(address: String) -> Box<str> {
    let is_file = address.contains('\\') && address.contains('.');
    let is_odd = !is_file || address.starts_with(['\\', '/']) || address.contains(':');
    if is_odd { address.into() } else { address.replace('\\', "/").into() }
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
