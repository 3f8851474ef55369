//! A body as HTML.
//!
//! Entry point: [`render`]. The markup is that of `pulldown_cmark::html`, except that HTML of the editor's is shown as
//! text or has been sanitised, headings carry anchors and begin at level 2, footnotes are numbered and lead back,
//! and pictures alone are figures. A table lies in an element that scrolls and takes the keyboard's focus, so that a
//! wide one can be read on a narrow screen. All text is escaped here.

use pulldown_cmark::{Alignment, BlockQuoteKind};
use pulldown_cmark_escape::{escape_href, escape_html, escape_html_body_text};

use crate::parse::body::node::{Component, Element, Leads, Link, Media, Node, Step};
use crate::parse::body::{Body, call_id, footnote_id};
use crate::render::breaks;

/// Where the text of a page stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Position {
    /// It opens the page: its first picture is loaded at once.
    First,
    /// Somewhere below.
    Below,
    /// It is the n-th of several on one page, counted from 1, each below a title of its own.
    InBooklet(usize),
}

impl Position {
    /// The anchor of the text itself.
    pub fn anchor(self) -> String {
        match self {
            Self::First | Self::Below => "page".to_owned(),
            Self::InBooklet(number) => format!("s{number}"),
        }
    }

    /// What every anchor inside the text begins with.
    pub fn prefix(self) -> String {
        match self {
            Self::First | Self::Below => String::new(),
            Self::InBooklet(number) => format!("s{number}_"),
        }
    }

    /// How many levels lower its headings are.
    pub fn depth(self) -> u8 {
        match self {
            Self::First | Self::Below => 0,
            Self::InBooklet(_) => 1,
        }
    }
}

/// The HTML of `body`. `fill` appends what only a page knows: for a link into the site, the value of its `href`, which
/// is not escaped again; for a picture, which stands as `<picture` … `alt="" />`, what is between.
pub fn render(body: &Body, position: Position, fill: impl FnMut(&Link, &mut String)) -> String {
    render_with(body, Anchors::at(position), fill)
}

/// How the anchors of a body are written, and how deep its headings stand.
pub struct Anchors {
    /// What every anchor begins with.
    pub prefix: String,
    /// What a link to an anchor of the same body begins with, `#` and all.
    pub here: String,
    /// How many levels lower its headings are.
    pub depth: u8,
}

impl Anchors {
    /// Those of a text of the site itself.
    pub fn at(position: Position) -> Self {
        let prefix = position.prefix();
        Self { here: format!("#{prefix}"), prefix, depth: position.depth() }
    }
}

/// The same, where the body stands in no page of the site.
pub fn render_with(body: &Body, anchors: Anchors, fill: impl FnMut(&Link, &mut String)) -> String {
    let html = String::with_capacity(body.bytes() + body.bytes() / 4);
    let Anchors { prefix, here, depth } = anchors;
    let mut writer = Writer { html, prefix, here, depth, fill };
    for step in body.steps() {
        writer.step(step);
    }
    writer.html
}

struct Writer<F> {
    html: String,
    prefix: String,
    here: String,
    depth: u8,
    fill: F,
}

impl<F: FnMut(&Link, &mut String)> Writer<F> {
    fn step(&mut self, step: Step<'_>) {
        match step {
            Node::Start(element) => self.start(element),
            Node::End(element) => self.end(element),
            Node::Text(text) | Node::Source(text) => push_text(&mut self.html, text),
            Node::Code(code) => {
                self.html.push_str("<code>");
                push_text(&mut self.html, code);
                self.html.push_str("</code>");
            }
            Node::Tag(tag) | Node::BlockTag(tag) => self.html.push_str(tag),
            Node::SoftBreak { is_joined: true } => {}
            Node::SoftBreak { is_joined: false } => self.html.push('\n'),
            Node::HardBreak => self.html.push_str("<br />\n"),
            Node::Rule => self.block("<hr />\n"),
            Node::Checkbox { is_done } => {
                let checked = if is_done { " checked=\"\"" } else { "" };
                self.push(&["<input disabled=\"\" type=\"checkbox\"", checked, "/>\n"]);
            }
            Node::FootnoteCall { number, nth } => self.call(number, nth),
            Node::Picture(link) => self.picture(link),
            Node::Figure(link) => self.figure(link),
        }
    }

    fn start(&mut self, element: Element<&str, &Link>) {
        match element {
            Element::Paragraph | Element::Source => self.block("<p>"),
            Element::Heading { level, id } => {
                // An anchor holds letters, digits and hyphens, so it needs no escaping.
                let (prefix, level) = (self.prefix.clone(), self.level(level));
                self.block("");
                self.push(&["<h", level, " id=\"", &prefix, id, "\">"]);
            }
            Element::Quote(kind) => self.block(quote(kind)),
            Element::CodeBlock { language: "" } => self.block("<pre><code>"),
            Element::CodeBlock { language } => {
                self.block("<pre><code class=\"language-");
                push_attribute(&mut self.html, language);
                self.html.push_str("\">");
            }
            Element::Bullets => self.block("<ul>\n"),
            Element::Numbers { start: 1 } => self.block("<ol>\n"),
            Element::Numbers { start } => self.block(&format!("<ol start=\"{start}\">\n")),
            Element::Item => self.block("<li>"),
            Element::Footnote { number, .. } => {
                let (prefix, id) = (&self.prefix, footnote_id(number));
                self.block(&format!(
                    "<div class=\"footnote-definition\" id=\"{prefix}{id}\">\
                     <sup class=\"footnote-definition-label\">{number}</sup>"
                ));
            }
            Element::Table => self.block("<div class=\"table\" tabindex=\"0\"><table>"),
            Element::TableHead => self.html.push_str("<thead><tr>"),
            Element::TableRow => self.html.push_str("<tr>"),
            Element::Cell { is_head, alignment } => {
                self.push(&["<", cell(is_head), aligned(alignment), ">"]);
            }
            Element::Gallery => self.block("<div class=\"gallery\">\n"),
            Element::Player { media, link } => self.player(media, link),
            Element::Component(component) => self.block(match component {
                Component::Quote => "<blockquote class=\"card\">\n",
                Component::Figures => "<div class=\"figures\">\n",
                Component::Film => "<div class=\"film\">\n",
                Component::Download => "<div class=\"download\">\n",
                Component::Fold => "<details class=\"fold\">\n",
            }),
            Element::Caption(component) => self.block(match component {
                Component::Quote => "<footer>",
                Component::Fold => "<summary>",
                Component::Figures | Component::Film | Component::Download => {
                    "<p class=\"caption\">"
                }
            }),
            Element::Html => self.block(""),
            Element::Emphasis => self.html.push_str("<em>"),
            Element::Strong => self.html.push_str("<strong>"),
            Element::Strikethrough => self.html.push_str("<del>"),
            Element::Link(link) => self.link(link),
        }
    }

    fn end(&mut self, element: Element<&str, &Link>) {
        let closing = match element {
            Element::Paragraph | Element::Source => "</p>\n",
            Element::Heading { level, .. } => {
                let level = self.level(level);
                return self.push(&["</h", level, ">\n"]);
            }
            Element::Quote(_) => "</blockquote>\n",
            Element::CodeBlock { .. } => "</code></pre>\n",
            Element::Bullets => "</ul>\n",
            Element::Numbers { .. } => "</ol>\n",
            Element::Item => "</li>\n",
            Element::Footnote { number, calls } => {
                if calls > 0 {
                    self.ways_back(number, calls);
                }
                "</div>\n"
            }
            Element::Table => "</tbody></table></div>\n",
            Element::TableHead => "</tr></thead><tbody>\n",
            Element::TableRow => "</tr>\n",
            Element::Cell { is_head, .. } => return self.push(&["</", cell(is_head), ">"]),
            Element::Gallery => "</div>\n",
            Element::Player { .. } => "</a></p></div>\n",
            Element::Component(component) => {
                return self.block(match component {
                    Component::Quote => "</blockquote>\n",
                    Component::Figures | Component::Film | Component::Download => "</div>\n",
                    Component::Fold => "</details>\n",
                });
            }
            Element::Caption(component) => match component {
                Component::Quote => "</footer>\n",
                Component::Fold => "</summary>\n",
                Component::Figures | Component::Film | Component::Download => "</p>\n",
            },
            Element::Html => return self.block(""),
            Element::Emphasis => "</em>",
            Element::Strong => "</strong>",
            Element::Strikethrough => "</del>",
            Element::Link(link) if link.leads == Leads::Nowhere => "",
            Element::Link(_) => "</a>",
        };
        self.html.push_str(closing);
    }

    /// Appends `tag` at the start of a line.
    fn block(&mut self, tag: &str) {
        if !self.html.is_empty() && !self.html.ends_with('\n') {
            self.html.push('\n');
        }
        self.html.push_str(tag);
    }

    fn push(&mut self, parts: &[&str]) {
        self.html.extend(parts.iter().copied());
    }

    /// The digit of a heading; there is none below 6.
    fn level(&self, level: u8) -> &'static str {
        ["1", "2", "3", "4", "5", "6"][usize::from((level + self.depth).clamp(1, 6)) - 1]
    }

    fn link(&mut self, link: &Link) {
        let before = match link.leads {
            Leads::Nowhere => return,
            Leads::Inside | Leads::Outside => "<a href=\"",
            Leads::Mailbox => "<a href=\"mailto:",
        };
        self.html.push_str(before);
        self.address(link);
        self.title(link);
        self.html.push_str("\">");
    }

    fn address(&mut self, link: &Link) {
        match link.leads {
            Leads::Inside => (self.fill)(link, &mut self.html),
            Leads::Outside | Leads::Mailbox => {
                escape_href(&mut self.html, &link.target).expect(EXPECT);
            }
            Leads::Nowhere => {}
        }
    }

    fn title(&mut self, link: &Link) {
        if !link.title.is_empty() {
            self.html.push_str("\" title=\"");
            push_attribute(&mut self.html, &link.title);
        }
    }

    fn picture(&mut self, link: &Link) {
        if link.leads != Leads::Inside {
            return push_text(&mut self.html, &link.alt);
        }
        self.html.push_str("<picture");
        self.address(link);
        self.html.push_str(" alt=\"");
        push_attribute(&mut self.html, &link.alt);
        self.title(link);
        self.html.push_str("\" /></picture>");
    }

    fn figure(&mut self, link: &Link) {
        self.block("<figure>");
        self.picture(link);
        if !link.caption().is_empty() {
            self.html.push_str("<figcaption>");
            push_text(&mut self.html, link.caption());
            self.html.push_str("</figcaption>");
        }
        self.html.push_str("</figure>\n");
    }

    fn player(&mut self, media: Media, link: &Link) {
        let element = match media {
            Media::Sound => "audio",
            Media::Film => "video",
        };
        self.block("<div class=\"player\"><");
        self.push(&[element, " controls src=\""]);
        self.address(link);
        self.push(&["\" preload=\"metadata\"></", element, "><p><a href=\""]);
        self.address(link);
        self.html.push_str("\" download>");
    }

    fn call(&mut self, number: u16, nth: u16) {
        let (id, to) = (call_id(number, nth), footnote_id(number));
        let Self { prefix, here, .. } = self;
        let call = format!(
            "<sup class=\"footnote-reference\" id=\"{prefix}{id}\"><a href=\"{here}{to}\" \
             role=\"doc-noteref\">{number}</a></sup>"
        );
        self.html.push_str(&call);
    }

    /// The ways from the end of a footnote back to each place where it is called.
    fn ways_back(&mut self, number: u16, calls: u16) {
        const END: &str = "</p>\n";
        let ends_paragraph = self.html.ends_with(END);
        if ends_paragraph {
            self.html.truncate(self.html.len() - END.len());
        }
        for nth in 1..=calls {
            let (here, to) = (&self.here, call_id(number, nth));
            let which = if nth == 1 { String::new() } else { format!("<sup>{nth}</sup>") };
            let link = format!(
                " <a class=\"footnote-backref\" href=\"{here}{to}\" role=\"doc-backlink\">↩{which}</a>"
            );
            self.html.push_str(&link);
        }
        if ends_paragraph {
            self.html.push_str(END);
        }
    }
}

const EXPECT: &str = "a String takes every write";

/// Between tags.
fn push_text(html: &mut String, text: &str) {
    for (nth, piece) in breaks::split(text).enumerate() {
        html.push_str(if nth > 0 { "<wbr>" } else { "" });
        escape_html_body_text(&mut *html, piece).expect(EXPECT);
    }
}

/// Inside an attribute.
fn push_attribute(html: &mut String, text: &str) {
    escape_html(&mut *html, text).expect(EXPECT);
}

fn quote(kind: Option<BlockQuoteKind>) -> &'static str {
    match kind {
        None => "<blockquote>\n",
        Some(BlockQuoteKind::Note) => "<blockquote class=\"markdown-alert-note\">\n",
        Some(BlockQuoteKind::Tip) => "<blockquote class=\"markdown-alert-tip\">\n",
        Some(BlockQuoteKind::Important) => "<blockquote class=\"markdown-alert-important\">\n",
        Some(BlockQuoteKind::Warning) => "<blockquote class=\"markdown-alert-warning\">\n",
        Some(BlockQuoteKind::Caution) => "<blockquote class=\"markdown-alert-caution\">\n",
    }
}

fn cell(is_head: bool) -> &'static str {
    if is_head { "th" } else { "td" }
}

fn aligned(alignment: Alignment) -> &'static str {
    match alignment {
        Alignment::None => "",
        Alignment::Left => " class=\"left\"",
        Alignment::Center => " class=\"center\"",
        Alignment::Right => " class=\"right\"",
    }
}
