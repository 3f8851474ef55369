//! The text of a story as paragraphs of a Word file.
//!
//! Entry point: [`write()`]. Runs are collected and closed as a paragraph of their kind where a block begins or ends,
//! so text in any place gets one. Footnotes, lists and tables are Word's own.

use pulldown_cmark::Alignment;

use crate::booklet::facts;
use crate::booklet::parts::{Parts, paragraph};
use crate::booklet::photo::{Drawing, Media, drawing};
use crate::booklet::runs::{Format, plain, run};
use crate::booklet::styles;
use crate::parse::body::Body;
use crate::parse::body::node::{Component, Element, Leads, Link, Media as Recording, Node, Step};
use crate::site::Site;

/// Twips of the width of a text.
const WIDTH: u32 = 8844;

/// A block that is open.
enum Open {
    /// A list: its number among all lists.
    List(usize),
    /// An item, and whether its mark was shown.
    Item(bool),
    /// A heading of a level.
    Heading(u8),
    /// A quotation.
    Quote,
    /// Code, whose lines stay.
    Code,
    /// A cell of a width: whether it is of the head, and on which side it stands.
    Cell(u32, bool, Alignment),
    /// A footnote, whose paragraphs stand at the foot of a page.
    Footnote(u16),
    /// Any other.
    Plain,
}

struct Writer<'s, 'p> {
    site: &'s Site,
    file: &'s str,
    parts: &'p mut Parts<'s>,
    /// Footnotes of texts before this one.
    before: usize,
    runs: String,
    open: Vec<Open>,
    format: Format,
    /// Paragraphs of what does not stand in the body: of cells and footnotes, the innermost last.
    aside: Vec<String>,
    /// Columns of the tables from here on.
    columns: std::vec::IntoIter<usize>,
    width: u32,
}

/// Appends a text. Its file tells where its links lead.
pub(super) fn write<'s>(site: &'s Site, (file, body): (&'s str, &'s Body), parts: &mut Parts<'s>) {
    let notes = body.steps().filter(|step| matches!(step, Node::Start(Element::Footnote { .. })));
    let before = parts.footnotes.len();
    parts.footnotes.extend(notes.map(|_| String::new()));
    let mut writer = Writer {
        site,
        file,
        parts,
        before,
        runs: String::new(),
        open: Vec::new(),
        format: Format::default(),
        aside: Vec::new(),
        columns: columns(body).into_iter(),
        width: WIDTH,
    };
    for step in body.steps() {
        writer.step(step);
    }
    writer.flush();
}

/// The cells in the head of each table.
fn columns(body: &Body) -> Vec<usize> {
    let mut columns = Vec::new();
    for step in body.steps() {
        match step {
            Node::Start(Element::Table) => columns.push(0),
            Node::Start(Element::Cell { is_head: true, .. }) => {
                if let Some(last) = columns.last_mut() {
                    *last += 1;
                }
            }
            _ => {}
        }
    }
    columns
}

impl<'s> Writer<'s, '_> {
    fn step(&mut self, step: Step<'s>) {
        match step {
            Node::Start(element) => self.start(element),
            Node::End(element) => self.end(element),
            Node::Text(text) | Node::Source(text) => self.text(text),
            Node::Code(text) => {
                self.runs += &run(text, Format { is_code: true, ..self.format });
            }
            Node::Tag(tag) => self.tag(tag),
            Node::BlockTag(_) => self.flush(),
            Node::HardBreak => self.runs += BREAK,
            Node::SoftBreak { is_joined: true } => {}
            Node::SoftBreak { is_joined: false } => self.text(" "),
            Node::Rule => {
                self.flush();
                self.put(styles::PHOTO, "", &plain("· · ·"));
            }
            Node::Checkbox { is_done } => self.text(if is_done { "☑ " } else { "☐ " }),
            Node::FootnoteCall { number, .. } => self.call(number),
            Node::Picture(link) => self.picture(link),
            Node::Figure(link) => self.figure(link),
        }
    }

    fn start(&mut self, element: Element<&'s str, &'s Link>) {
        if !element.is_inline() {
            self.flush();
        }
        let open = match element {
            Element::Paragraph
            | Element::Gallery
            | Element::Component(
                Component::Figures | Component::Film | Component::Download | Component::Fold,
            )
            | Element::Source
            | Element::Html => Open::Plain,
            Element::Heading { level, .. } => Open::Heading(level),
            Element::Quote(_) | Element::Component(Component::Quote) => Open::Quote,
            Element::Caption(component) => {
                match component {
                    Component::Quote => self.text("——"),
                    Component::Figures
                    | Component::Film
                    | Component::Download
                    | Component::Fold => self.format.strong += 1,
                }
                Open::Plain
            }
            Element::CodeBlock { .. } => {
                self.format.is_code = true;
                Open::Code
            }
            Element::Bullets => self.list(None),
            Element::Numbers { start } => self.list(Some(start)),
            Element::Item => Open::Item(false),
            Element::Footnote { number, .. } => {
                self.aside.push(String::new());
                Open::Footnote(number)
            }
            Element::Table => {
                self.begin_table();
                Open::Plain
            }
            Element::TableHead | Element::TableRow => {
                *self.target() += "<w:tr>";
                Open::Plain
            }
            Element::Cell { is_head, alignment } => {
                self.aside.push(String::new());
                Open::Cell(self.width, is_head, alignment)
            }
            Element::Player { media, .. } => {
                self.text(match media {
                    Recording::Sound => "【音频：",
                    Recording::Film => "【视频：",
                });
                Open::Plain
            }
            Element::Emphasis => return self.format.stressed += 1,
            Element::Strong => return self.format.strong += 1,
            Element::Strikethrough => return self.format.struck += 1,
            Element::Link(link) => return self.link(link),
        };
        self.open.push(open);
    }

    fn end(&mut self, element: Element<&'s str, &'s Link>) {
        match element {
            Element::Emphasis => return down(&mut self.format.stressed),
            Element::Strong => return down(&mut self.format.strong),
            Element::Strikethrough => return down(&mut self.format.struck),
            Element::Link(link) => return self.end_link(link),
            Element::Player { .. } => self.text("】"),
            Element::Component(_)
            | Element::Caption(_)
            | Element::Paragraph
            | Element::Heading { .. }
            | Element::Quote(_)
            | Element::CodeBlock { .. }
            | Element::Bullets
            | Element::Numbers { .. }
            | Element::Item
            | Element::Footnote { .. }
            | Element::Table
            | Element::TableHead
            | Element::TableRow
            | Element::Cell { .. }
            | Element::Gallery
            | Element::Source
            | Element::Html => {}
        }
        self.flush();
        match self.open.pop() {
            Some(Open::Code) => self.format.is_code = false,
            Some(Open::Cell(width, is_head, _)) => self.end_cell(width, is_head),
            Some(Open::Footnote(number)) => self.end_footnote(number),
            Some(Open::List(_) | Open::Item(_) | Open::Heading(_) | Open::Quote | Open::Plain)
            | None => self.end_table(&element),
        }
    }

    fn end_table(&mut self, element: &Element<&str, &Link>) {
        if *element == Element::Table {
            *self.target() += facts::END;
        } else if matches!(element, Element::TableHead | Element::TableRow) {
            *self.target() += "</w:tr>";
        }
    }

    fn begin_table(&mut self) {
        let columns = u32::try_from(self.columns.next().unwrap_or(1)).unwrap_or(1).max(1);
        self.width = WIDTH / columns;
        let widths = vec![self.width; columns as usize];
        *self.target() += &facts::begin(&widths);
    }

    fn end_cell(&mut self, width: u32, is_head: bool) {
        let mut inside = self.aside.pop().unwrap_or_default();
        if inside.is_empty() {
            // A cell without a paragraph is none.
            let style = if is_head { styles::LABEL } else { styles::CELL };
            inside = paragraph(style, "", "");
        }
        *self.target() += &facts::cell(width, &inside);
    }

    fn end_footnote(&mut self, number: u16) {
        let inside = self.aside.pop().unwrap_or_default();
        if let Some(note) = self.parts.footnotes.get_mut(self.before + usize::from(number) - 1) {
            *note += &inside;
        }
    }

    fn list(&mut self, start: Option<u32>) -> Open {
        self.parts.lists.push(start);
        Open::List(self.parts.lists.len())
    }

    fn text(&mut self, text: &str) {
        if !self.format.is_code {
            self.runs += &run(text, self.format);
            return;
        }
        for (nth, row) in text.split('\n').enumerate() {
            if nth > 0 && !(row.is_empty() && text.ends_with('\n')) {
                self.runs += BREAK;
            }
            self.runs += &run(row, self.format);
        }
    }

    /// A sanitised tag between words.
    fn tag(&mut self, tag: &str) {
        let format = &mut self.format;
        match tag {
            "<strong>" | "<b>" | "<mark>" => format.strong += 1,
            "</strong>" | "</b>" | "</mark>" => down(&mut format.strong),
            "<em>" | "<i>" => format.stressed += 1,
            "</em>" | "</i>" => down(&mut format.stressed),
            "<del>" | "<s>" => format.struck += 1,
            "</del>" | "</s>" => down(&mut format.struck),
            "<sup>" => format.raised += 1,
            "</sup>" => down(&mut format.raised),
            "<sub>" => format.lowered += 1,
            "</sub>" => down(&mut format.lowered),
            "<q>" => self.text("“"),
            "</q>" => self.text("”"),
            "<rt>" => self.text("（"),
            "</rt>" => self.text("）"),
            _ => {}
        }
    }

    /// A link out of the site is one in Word too.
    fn link(&mut self, link: &Link) {
        if self.is_linked(link) {
            let id = self.parts.link(&link.target);
            self.runs += &format!("<w:hyperlink r:id=\"{id}\">");
        }
    }

    fn end_link(&mut self, link: &Link) {
        if self.is_linked(link) {
            self.runs += "</w:hyperlink>";
        }
    }

    /// Footnotes have relations of their own; there a link is no more than its words.
    fn is_linked(&self, link: &Link) -> bool {
        link.leads == Leads::Outside && !self.is_in_footnote()
    }

    fn call(&mut self, number: u16) {
        let id = self.before + usize::from(number);
        if id > self.parts.footnotes.len() || self.is_in_footnote() {
            return self.text(&format!("［{number}］"));
        }
        self.runs += &format!(
            "<w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr><w:footnoteReference w:id=\"{id}\"/></w:r>"
        );
    }

    fn is_in_footnote(&self) -> bool {
        self.open.iter().any(|open| matches!(open, Open::Footnote(_)))
    }

    fn picture(&mut self, link: &'s Link) {
        let shown = (link.leads == Leads::Inside && !self.is_in_footnote())
            .then(|| self.site.picture(self.file, &link.target))
            .flatten();
        let Some(shown) = shown else { return self.text(&link.alt) };
        let media = Media::new(self.site, shown);
        self.parts.shown += 1;
        let nth = self.parts.shown;
        let id = self.parts.media(media.clone());
        let shown = Drawing { relation: &id, nth, alt: &link.alt, is_cover: false };
        self.runs += &drawing(&media, &shown);
    }

    fn figure(&mut self, link: &'s Link) {
        self.flush();
        self.picture(link);
        let photo = std::mem::take(&mut self.runs);
        if !photo.is_empty() {
            self.put(styles::PHOTO, "", &photo);
        }
        if !link.caption().is_empty() {
            self.put(styles::CAPTION, "", &plain(link.caption()));
        }
    }

    /// Where paragraphs go.
    fn target(&mut self) -> &mut String {
        self.aside.last_mut().unwrap_or(&mut self.parts.body)
    }

    fn put(&mut self, style: &str, more: &str, runs: &str) {
        *self.target() += &paragraph(style, more, runs);
    }

    /// Closes the runs that were collected.
    fn flush(&mut self) {
        let runs = std::mem::take(&mut self.runs);
        // A sanitised tag may never have been closed.
        self.format = Format { is_code: self.format.is_code, ..Format::default() };
        if runs.is_empty() {
            return;
        }
        let depth = self.open.iter().filter(|open| matches!(open, Open::List(_))).count();
        let list = self.open.iter().rev().find_map(|open| match open {
            Open::List(nth) => Some(*nth),
            Open::Item(_)
            | Open::Heading(_)
            | Open::Quote
            | Open::Code
            | Open::Cell(..)
            | Open::Footnote(_)
            | Open::Plain => None,
        });
        let innermost =
            self.open.iter_mut().rev().find(|open| !matches!(open, Open::Plain | Open::List(_)));
        let (style, more): (&str, String) = match innermost {
            Some(Open::Heading(level)) => (styles::heading(*level), String::new()),
            Some(Open::Quote) => (styles::QUOTE, String::new()),
            Some(Open::Code) => (styles::CODE, String::new()),
            Some(Open::Cell(_, is_head, alignment)) => {
                (if *is_head { styles::LABEL } else { styles::CELL }, side(*alignment).to_owned())
            }
            Some(Open::Footnote(_)) => (styles::FOOTNOTE, String::new()),
            Some(Open::Item(is_marked)) => {
                item(list, depth, std::mem::replace(is_marked, true), self.parts)
            }
            Some(Open::List(_) | Open::Plain) | None => (styles::TEXT, String::new()),
        };
        self.put(style, &more, &runs);
    }
}

/// Style and properties of a line of an item: its mark is Word's own, of a list of its own; later paragraphs have none.
fn item(
    list: Option<usize>,
    depth: usize,
    is_marked: bool,
    parts: &Parts<'_>,
) -> (&'static str, String) {
    let nth = list.unwrap_or(1);
    let is_numbered = parts.lists.get(nth - 1).copied().flatten().is_some();
    let style = if is_numbered { styles::NUMBER } else { styles::BULLET };
    let level = depth.saturating_sub(1).min(8);
    let left = 640 + 420 * (level + 1);
    if is_marked {
        return (style, format!("<w:ind w:left=\"{left}\" w:firstLine=\"0\"/>"));
    }
    (
        style,
        format!(
            "<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{nth}\"/></w:numPr>\
             <w:ind w:left=\"{left}\" w:hanging=\"420\"/>"
        ),
    )
}

const BREAK: &str = "<w:r><w:br/></w:r>";

fn down(depth: &mut usize) {
    *depth = depth.saturating_sub(1);
}

fn side(alignment: Alignment) -> &'static str {
    match alignment {
        Alignment::None | Alignment::Left => "",
        Alignment::Center => "<w:jc w:val=\"center\"/>",
        Alignment::Right => "<w:jc w:val=\"right\"/>",
    }
}
