//! The body of a story in the markup that the platform keeps.
//!
//! Entry point: [`Writer`]. A line of inlines is collected and closed as a paragraph of its kind where a block begins
//! or ends, so text in any place, in a tight list, in sanitised HTML, gets one. What the platform has no markup for is
//! told in words: lists by marks, links by numbers with their addresses at the end, struck words by brackets.

use std::fmt::Write as _;

use crate::link::Target;
use crate::locale::Message;
use crate::parse::Story;
use crate::parse::body::node::{Component, Element, Leads, Link, Media, Node, Step};
use crate::render::facts::Facts;
use crate::site::{Site, permalink};
use crate::wechat::Embed;
use crate::wechat::embed::image;
use crate::wechat::inline;
use crate::wechat::look::Part;
use crate::wechat::photo::Photo;
use crate::wechat::styles::{Styles, attribute};

/// Addresses that the platform lets a link lead to.
const OWN: &str = "https://mp.weixin.qq.com/";
/// Pixels by which an inner list stands further in.
const INDENT: usize = 20;

/// What was written.
pub(super) struct Written<'s> {
    pub(super) html: String,
    pub(super) photos: Vec<Photo<'s>>,
    pub(super) notes: Vec<Message>,
}

/// A block that is open.
enum Open {
    /// A list and the number of its next item.
    List(Option<u32>),
    /// An item, and its mark until it was shown.
    Item(Option<String>),
    /// A heading of a level.
    Heading(u8),
    /// A footnote and its mark until it was shown.
    Footnote(Option<String>),
    /// Code, whose blanks and lines stay.
    Code,
    /// A cell, whose text needs no paragraph.
    Cell,
    /// Any other: its text is made of paragraphs.
    Plain,
}

/// Writes a body step by step.
pub(super) struct Writer<'s, 'o> {
    site: &'s Site,
    story: &'s Story,
    styles: &'o Styles,
    embed: Option<Embed<'o>>,
    html: String,
    /// Inlines that no paragraph has yet.
    line: String,
    open: Vec<Open>,
    /// Where the last lines of an item end, and how deep their list lies: the next one joins them.
    items: Option<(usize, usize)>,
    /// How many elements deep words are stressed.
    stress: usize,
    /// Whether a link is open that a tag must not cross.
    is_in_link: bool,
    /// Addresses that the text has numbers for.
    addresses: Vec<String>,
    photos: Vec<Photo<'s>>,
    notes: Vec<Message>,
}

impl<'s, 'o> Writer<'s, 'o> {
    pub(super) fn new(
        site: &'s Site,
        story: &'s Story,
        styles: &'o Styles,
        embed: Option<Embed<'o>>,
    ) -> Self {
        Self {
            site,
            story,
            styles,
            embed,
            html: styles.open("section", Part::Whole),
            line: String::new(),
            open: Vec::new(),
            items: None,
            stress: 0,
            is_in_link: false,
            addresses: Vec::new(),
            photos: Vec::new(),
            notes: Vec::new(),
        }
    }

    /// What was written so far.
    pub(super) fn html(&mut self) -> &mut String {
        &mut self.html
    }

    /// Ends the body: addresses, then the sign-off.
    pub(super) fn finish(mut self, facts: &Facts<'_>) -> Written<'s> {
        self.flush();
        let small = self.styles.open("p", Part::Small);
        for (nth, address) in self.addresses.iter().enumerate() {
            self.html += &format!("{small}［链接{}］", nth + 1);
            inline::push(&mut self.html, address);
            self.html += "</p>";
        }
        if !self.addresses.is_empty() {
            let message = Message::new("wechat-links").count("count", self.addresses.len());
            self.notes.push(message);
        }
        for (nth, line) in facts.signed().enumerate() {
            let signed = self.styles.open("p", Part::Signoff);
            self.html += if nth == 0 { &signed } else { "<br>" };
            inline::push(&mut self.html, &line);
        }
        if !facts.signoff.is_empty() {
            self.html += "</p>";
        }
        self.html += "</section>";
        let html = inline::open_ended(&self.html);
        Written { html, photos: self.photos, notes: self.notes }
    }

    pub(super) fn step(&mut self, step: Step<'s>) {
        match step {
            Node::Start(element) => self.start(element),
            Node::End(element) => self.end(element),
            Node::Text(text) | Node::Code(text) | Node::Source(text) => self.text(text),
            Node::Tag(tag) => self.tag(tag),
            Node::BlockTag(_) | Node::HardBreak => self.break_line(),
            Node::SoftBreak { is_joined: true } => {}
            Node::SoftBreak { is_joined: false } => self.line.push(' '),
            Node::Rule => {
                self.flush();
                self.paragraph(Part::Figure, "· · ·");
            }
            Node::Checkbox { is_done } => self.line.push_str(if is_done { "☑ " } else { "☐ " }),
            Node::FootnoteCall { number, .. } => push(&mut self.line, format_args!("［{number}］")),
            Node::Picture(link) => self.picture(link, false),
            Node::Figure(link) => self.picture(link, true),
        }
    }

    fn start(&mut self, element: Element<&'s str, &'s Link>) {
        if !element.is_inline() {
            self.flush();
        }
        let open = match element {
            Element::Paragraph
            | Element::Gallery
            | Element::Component(Component::Figures | Component::Film | Component::Fold)
            | Element::Source
            | Element::Html => Open::Plain,
            Element::Heading { level, .. } => Open::Heading(level),
            Element::Quote(_) | Element::Component(Component::Quote | Component::Download) => {
                self.html += &self.styles.open("section", Part::Quote);
                Open::Plain
            }
            Element::Caption(component) => {
                match component {
                    Component::Quote => self.line += "——",
                    Component::Figures
                    | Component::Film
                    | Component::Download
                    | Component::Fold => self.stress(true),
                }
                Open::Plain
            }
            Element::CodeBlock { .. } => Open::Code,
            Element::Bullets => Open::List(None),
            Element::Numbers { start } => Open::List(Some(start)),
            Element::Item => Open::Item(Some(self.mark())),
            Element::Footnote { number, .. } => Open::Footnote(Some(format!("［{number}］"))),
            Element::Table => {
                self.html += &self.styles.open("table", Part::Table);
                Open::Plain
            }
            Element::TableHead | Element::TableRow => {
                self.html += "<tr>";
                Open::Plain
            }
            Element::Cell { is_head, alignment } => {
                self.html += inline::cell(is_head, alignment);
                Open::Cell
            }
            Element::Player { media, .. } => {
                self.line += match media {
                    Media::Sound => "【音频：",
                    Media::Film => "【视频：",
                };
                Open::Plain
            }
            Element::Emphasis | Element::Strong => return self.stress(true),
            Element::Strikethrough => return self.line.push_str("（原文划去："),
            Element::Link(link) => return self.link(link),
        };
        self.open.push(open);
    }

    fn end(&mut self, element: Element<&'s str, &'s Link>) {
        match element {
            Element::Emphasis | Element::Strong => return self.stress(false),
            Element::Strikethrough => return self.line.push('）'),
            Element::Link(link) => return self.end_link(link),
            Element::Player { media, link } => self.player(media, link),
            Element::Caption(
                Component::Figures | Component::Film | Component::Download | Component::Fold,
            ) => self.stress(false),
            Element::Caption(Component::Quote)
            | Element::Component(_)
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
        self.open.pop();
        self.html += match element {
            Element::Quote(_) | Element::Component(Component::Quote | Component::Download) => {
                "</section>"
            }
            Element::Table => "</table>",
            // The ends of rows and cells are known without a tag.
            Element::TableHead
            | Element::TableRow
            | Element::Cell { .. }
            | Element::Paragraph
            | Element::Heading { .. }
            | Element::CodeBlock { .. }
            | Element::Bullets
            | Element::Numbers { .. }
            | Element::Item
            | Element::Footnote { .. }
            | Element::Gallery
            | Element::Player { .. }
            | Element::Component(Component::Figures | Component::Film | Component::Fold)
            | Element::Caption(_)
            | Element::Source
            | Element::Html
            | Element::Emphasis
            | Element::Strong
            | Element::Strikethrough
            | Element::Link(_) => "",
        };
    }

    /// The mark of the next item of the innermost list.
    fn mark(&mut self) -> String {
        let list = self.open.iter_mut().rev().find_map(|open| match open {
            Open::List(next) => Some(next),
            Open::Item(_)
            | Open::Heading(_)
            | Open::Footnote(_)
            | Open::Code
            | Open::Cell
            | Open::Plain => None,
        });
        match list {
            Some(Some(next)) => {
                *next = next.saturating_add(1);
                format!("{}. ", *next - 1)
            }
            Some(None) | None => "• ".to_owned(),
        }
    }

    fn text(&mut self, text: &str) {
        if !matches!(self.open.last(), Some(Open::Code)) {
            return inline::push(&mut self.line, text);
        }
        for (nth, row) in text.split('\n').enumerate() {
            if nth > 0 {
                self.line += "<br>";
            }
            let indent = row.len() - row.trim_start_matches(' ').len();
            self.line += &"&nbsp;".repeat(indent);
            inline::push(&mut self.line, &row[indent..]);
        }
    }

    /// A sanitised tag between words: stress is kept, readings stand in brackets, the rest is no more than its words.
    fn tag(&mut self, tag: &str) {
        if self.is_in_link && !matches!(tag, "<rt>" | "</rt>" | "<q>" | "</q>") {
            return;
        }
        match tag {
            "<strong>" | "<b>" | "<em>" | "<i>" | "<mark>" => self.stress(true),
            "</strong>" | "</b>" | "</em>" | "</i>" | "</mark>" => self.stress(false),
            "<del>" | "<s>" => self.line.push_str("（原文划去："),
            "<q>" => self.line.push('“'),
            "</q>" => self.line.push('”'),
            "<rt>" => self.line.push('（'),
            "</rt>" | "</del>" | "</s>" => self.line.push('）'),
            _ => {}
        }
    }

    fn stress(&mut self, begins: bool) {
        let is_heading = matches!(self.open.last(), Some(Open::Heading(_)));
        if begins {
            self.stress += 1;
            if self.stress == 1 && !is_heading {
                self.line += "<strong>";
            }
        } else if self.stress > 0 {
            self.stress -= 1;
            if self.stress == 0 && !is_heading {
                self.line += "</strong>";
            }
        }
    }

    fn break_line(&mut self) {
        if !self.line.trim().is_empty() && !self.line.ends_with("<br>") {
            self.line += "<br>";
        }
    }

    fn link(&mut self, link: &Link) {
        if link.leads == Leads::Outside && link.target.starts_with(OWN) {
            self.is_in_link = true;
            self.line += &format!("<a href=\"{}\">", inline::attribute(&link.target));
        }
    }

    fn end_link(&mut self, link: &Link) {
        let address = match link.leads {
            Leads::Outside if link.target.starts_with(OWN) => {
                self.is_in_link = false;
                self.line += "</a>";
                return;
            }
            Leads::Outside | Leads::Mailbox => Some(link.target.to_string()),
            Leads::Inside => self.absolute(link),
            Leads::Nowhere => None,
        };
        let Some(address) = address.filter(|_| !link.is_bare) else { return };
        let known = self.addresses.iter().position(|one| *one == address);
        let nth = known.unwrap_or_else(|| {
            self.addresses.push(address);
            self.addresses.len() - 1
        });
        push(&mut self.line, format_args!("［链接{}］", nth + 1));
    }

    /// The full address of a link into the site. One into the story itself leads nowhere in an article.
    fn absolute(&mut self, link: &Link) -> Option<String> {
        if let Target::External(address) = Target::of(&link.target) {
            return Some(address.to_owned());
        }
        if link.target.starts_with('#') {
            return None;
        }
        let address = self.site.resolve(&self.story.file, &link.target)?.address?;
        let Some(base) = &self.site.config.base_url else {
            let message = Message::new("wechat-inner-link").text("target", &*link.target);
            if !self.notes.contains(&message) {
                self.notes.push(message);
            }
            return None;
        };
        Some(permalink::absolute(base, &address))
    }

    fn player(&mut self, media: Media, link: &Link) {
        self.line.push('】');
        let id = match media {
            Media::Sound => "wechat-sound",
            Media::Film => "wechat-film",
        };
        self.notes.push(Message::new(id).text("target", &*link.target));
    }

    /// A picture: as a line with its number, or in the article itself.
    fn picture(&mut self, link: &'s Link, is_figure: bool) {
        if link.leads != Leads::Inside {
            return inline::push(&mut self.line, &link.alt);
        }
        if is_figure {
            self.flush();
        }
        let number = self.photos.len() + 1;
        let photo = Photo::new(self.site, self.story, link, number);
        let embedded = photo.as_ref().and_then(|photo| Some((photo, self.embed?(photo)?)));
        let shown = match (&photo, embedded) {
            (Some(photo), Some((_, bytes))) => image(photo, link, self.styles, &bytes),
            (Some(photo), None) => {
                if self.embed.is_some() {
                    let message = Message::new("wechat-photo-large").text("name", &photo.name);
                    self.notes.push(message);
                }
                format!("【图{number} {}】", photo.name)
            }
            (None, _) => {
                let message = Message::new("wechat-drawing").text("target", &*link.target);
                self.notes.push(message);
                format!("【图 {}】", inline::attribute(&link.target))
            }
        };
        self.photos.extend(photo);
        if !is_figure {
            self.line += &shown;
            return;
        }
        let mut figure = shown;
        if !link.caption().is_empty() {
            figure += "<br>▲";
            inline::push(&mut figure, link.caption());
        }
        self.paragraph(Part::Figure, &figure);
    }

    /// Closes the line that was collected.
    fn flush(&mut self) {
        let mut line = std::mem::take(&mut self.line);
        // A sanitised tag may never have been closed.
        if std::mem::take(&mut self.stress) > 0
            && line.matches("<strong>").count() > line.matches("</strong>").count()
        {
            line += "</strong>";
        }
        let line = line.trim().trim_end_matches("<br>");
        if line.is_empty() {
            return;
        }
        let depth = self.open.iter().filter(|open| matches!(open, Open::List(_))).count();
        match self.open.iter_mut().rev().find(|open| !matches!(open, Open::Plain | Open::List(_))) {
            Some(Open::Cell) => self.html += line,
            Some(Open::Heading(level)) => {
                // The second level is the usual one, and goes without its number.
                let (part, level) = match *level {
                    2 => (Part::Heading, String::new()),
                    level => (Part::Subheading, format!("={level}")),
                };
                let style = attribute(self.styles.of(part));
                push(
                    &mut self.html,
                    format_args!("<p {style} data-h{level}><strong>{line}</strong></p>"),
                );
            }
            Some(Open::Code) => self.paragraph(Part::Code, line),
            Some(Open::Footnote(mark)) => {
                let line = format!("{}{line}", mark.take().unwrap_or_default());
                self.paragraph(Part::Small, &line);
            }
            Some(Open::Item(mark)) => {
                let mark = mark.take().unwrap_or_default();
                self.item(depth, &format!("{mark}{line}"));
            }
            Some(Open::List(_) | Open::Plain) | None => self.paragraph(Part::Paragraph, line),
        }
    }

    fn paragraph(&mut self, part: Part, line: &str) {
        self.html += &self.styles.open("p", part);
        self.html += line;
        self.html += "</p>";
    }

    /// A line of an item, as far in as its list lies deep.
    fn item(&mut self, depth: usize, line: &str) {
        if self.items == Some((self.html.len(), depth)) {
            self.html.truncate(self.html.len() - "</p>".len());
            push(&mut self.html, format_args!("<br>{line}</p>"));
        } else {
            // Marks tell a list; only a list in a list stands further in.
            let inset = match depth.saturating_sub(1) * INDENT {
                0 => String::new(),
                left => format!(";padding-left:{left}px"),
            };
            let style = attribute(&format!("{}{inset}", self.styles.of(Part::Paragraph)));
            push(&mut self.html, format_args!("<p {style} data-h=0>{line}</p>"));
        }
        self.items = Some((self.html.len(), depth));
    }
}

fn push(html: &mut String, text: std::fmt::Arguments<'_>) {
    html.write_fmt(text).expect("a String takes every write");
}
