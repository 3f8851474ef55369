//! What a body is made of: blocks and inlines, one after the other as they are read aloud.
//!
//! Entry point: [`Step`], which [`Body::steps`](super::Body::steps) gives. Every fold over a body (HTML, search text,
//! summary, prose) is one exhaustive match over it, so that a new kind of node compiles only when each fold knows it.
//! A node is kept in eight bytes: of a text its length, of a link its number.

use pulldown_cmark::{Alignment, BlockQuoteKind};
use serde::{Deserialize, Serialize};

/// A node as it is walked over: with its text, its link, and what ends.
pub type Step<'b> = Node<&'b str, &'b Link, Element<&'b str, &'b Link>>;

/// A node as it is kept: the length of its text in bytes, the number of its link.
pub(super) type Stored = Node<u32, u32, ()>;

const _: () = assert!(size_of::<Stored>() == 8, "a site of 100,000 stories has ten million nodes");

/// A node: `T` is its text, `L` its link, `E` what an end knows of its beginning.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Node<T, L, E> {
    /// A block or an inline begins. All up to its end is inside.
    Start(Element<T, L>),
    /// What began last ends.
    End(E),
    /// Words.
    Text(T),
    /// Code between words.
    Code(T),
    /// HTML that is shown as text.
    Source(T),
    /// A tag of HTML between words that passed the allow-list, safe to be written as it is.
    Tag(T),
    /// Another such tag, at which a new line begins.
    BlockTag(T),
    /// A line of the file ends inside a paragraph.
    SoftBreak {
        /// Whether nothing stands for it, as between two Han characters; otherwise a blank.
        is_joined: bool,
    },
    /// A line ends because the editor says so.
    HardBreak,
    /// A line across the page.
    Rule,
    /// The box of a task.
    Checkbox {
        /// Whether it is ticked.
        is_done: bool,
    },
    /// The number of a footnote in a sentence.
    FootnoteCall {
        /// Of the footnote, from 1.
        number: u16,
        /// How often it has been called so far, this one included.
        nth: u16,
    },
    /// A picture between words. One that does not lead into the site is shown as its alternative text.
    Picture(L),
    /// A picture alone, with its caption.
    Figure(L),
}

/// What holds other nodes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Element<T, L> {
    /// A paragraph. The text of a tight list has none around it.
    Paragraph,
    /// A heading.
    Heading {
        /// 2 to 6; 1 is the page's title.
        level: u8,
        /// Unique in its page.
        id: T,
    },
    /// A quotation, or a note of a kind.
    Quote(Option<BlockQuoteKind>),
    /// Code in lines of its own.
    CodeBlock {
        /// Empty where none is named.
        language: T,
    },
    /// A list with marks.
    Bullets,
    /// A list with numbers.
    Numbers {
        /// Of the first item.
        start: u32,
    },
    /// An item of a list.
    Item,
    /// The text of a footnote.
    Footnote {
        /// From 1, in the order in which footnotes turn up.
        number: u16,
        /// How often it is called: so many ways lead back.
        calls: u16,
    },
    /// A table: a head, then rows.
    Table,
    /// The first row of a table.
    TableHead,
    /// Any other row.
    TableRow,
    /// A cell.
    Cell {
        /// Whether it stands in the head.
        is_head: bool,
        /// Of its column.
        alignment: Alignment,
    },
    /// Several figures side by side.
    Gallery,
    /// A sound or a film, with the text of the link to it.
    Player {
        /// Which of the two.
        media: Media,
        /// Where it lies.
        link: L,
    },
    /// A component of ours.
    Component(Component),
    /// What stands above or below a component.
    Caption(Component),
    /// A block of HTML that is shown as text.
    Source,
    /// A block of HTML that passed the allow-list.
    Html,
    /// Stressed words.
    Emphasis,
    /// Strongly stressed words.
    Strong,
    /// Words that no longer hold.
    Strikethrough,
    /// A link. A refused one is no more than its words.
    Link(L),
}

/// A component for authors of texts (`component.rs`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Component {
    /// A quotation as a card; its caption says who.
    Quote,
    /// A row of figures: a list, the number of each item first.
    Figures,
    /// A film.
    Film,
    /// Files to take home.
    Download,
    /// What is folded away below its caption.
    Fold,
}

/// What a player plays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Media {
    /// A recording.
    Sound,
    /// A film.
    Film,
}

/// A link or a picture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// The address as written, escapes resolved.
    pub target: Box<str>,
    /// What a reader sees who points at it; of a figure, the caption.
    pub title: Box<str>,
    /// Of a picture, what stands for it where it cannot be seen.
    pub alt: Box<str>,
    /// Bytes of the whole link in its file.
    pub span: (u32, u32),
    /// Whether it is a picture.
    pub is_image: bool,
    /// Whether the address itself is the text of the link: `<https://…>`.
    pub is_bare: bool,
    /// Where it leads.
    pub leads: Leads,
}

/// Where a link leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Leads {
    /// Into the site. Only the page that shows the body knows the way.
    Inside,
    /// Out of the site. A picture from there is not shown: it would be a request to elsewhere.
    Outside,
    /// To a mailbox, without its scheme.
    Mailbox,
    /// Nowhere: the allow-list refuses it.
    Nowhere,
}

impl Link {
    /// What stands below it as a figure; empty where nothing does.
    pub fn caption(&self) -> &str {
        let caption = if self.title.is_empty() { &self.alt } else { &self.title };
        if caption.trim().is_empty() { "" } else { caption }
    }
}

impl<T, L> Element<T, L> {
    /// Whether it stands between words, so that the line goes on.
    pub fn is_inline(&self) -> bool {
        match self {
            Self::Emphasis | Self::Strong | Self::Strikethrough | Self::Link(_) => true,
            Self::Paragraph
            | Self::Heading { .. }
            | Self::Quote(_)
            | Self::CodeBlock { .. }
            | Self::Bullets
            | Self::Numbers { .. }
            | Self::Item
            | Self::Footnote { .. }
            | Self::Table
            | Self::TableHead
            | Self::TableRow
            | Self::Cell { .. }
            | Self::Gallery
            | Self::Player { .. }
            | Self::Component(_)
            | Self::Caption(_)
            | Self::Source
            | Self::Html => false,
        }
    }

    fn map<U, M>(self, text: impl FnOnce(T) -> U, link: impl FnOnce(L) -> M) -> Element<U, M> {
        match self {
            Self::Paragraph => Element::Paragraph,
            Self::Heading { level, id } => Element::Heading { level, id: text(id) },
            Self::Quote(kind) => Element::Quote(kind),
            Self::CodeBlock { language } => Element::CodeBlock { language: text(language) },
            Self::Bullets => Element::Bullets,
            Self::Numbers { start } => Element::Numbers { start },
            Self::Item => Element::Item,
            Self::Footnote { number, calls } => Element::Footnote { number, calls },
            Self::Table => Element::Table,
            Self::TableHead => Element::TableHead,
            Self::TableRow => Element::TableRow,
            Self::Cell { is_head, alignment } => Element::Cell { is_head, alignment },
            Self::Gallery => Element::Gallery,
            Self::Player { media, link: of } => Element::Player { media, link: link(of) },
            Self::Component(component) => Element::Component(component),
            Self::Caption(component) => Element::Caption(component),
            Self::Source => Element::Source,
            Self::Html => Element::Html,
            Self::Emphasis => Element::Emphasis,
            Self::Strong => Element::Strong,
            Self::Strikethrough => Element::Strikethrough,
            Self::Link(of) => Element::Link(link(of)),
        }
    }
}

impl<T, L, E> Node<T, L, E> {
    /// The same node with other texts, links and ends.
    pub(super) fn map<U, M, F>(
        self,
        text: impl FnOnce(T) -> U,
        link: impl FnOnce(L) -> M,
        end: impl FnOnce(E) -> F,
    ) -> Node<U, M, F> {
        match self {
            Self::Start(element) => Node::Start(element.map(text, link)),
            Self::End(of) => Node::End(end(of)),
            Self::Text(words) => Node::Text(text(words)),
            Self::Code(code) => Node::Code(text(code)),
            Self::Source(html) => Node::Source(text(html)),
            Self::Tag(tag) => Node::Tag(text(tag)),
            Self::BlockTag(tag) => Node::BlockTag(text(tag)),
            Self::SoftBreak { is_joined } => Node::SoftBreak { is_joined },
            Self::HardBreak => Node::HardBreak,
            Self::Rule => Node::Rule,
            Self::Checkbox { is_done } => Node::Checkbox { is_done },
            Self::FootnoteCall { number, nth } => Node::FootnoteCall { number, nth },
            Self::Picture(of) => Node::Picture(link(of)),
            Self::Figure(of) => Node::Figure(link(of)),
        }
    }
}

impl Stored {
    /// Bytes of its text.
    pub(super) fn text_length(self) -> usize {
        let mut length = 0;
        self.map(|bytes| length += bytes as usize, |_| (), |()| ());
        length
    }
}

impl<'b> Step<'b> {
    /// What it adds to the words that a reader sees; empty for mere markup.
    pub fn words(self) -> &'b str {
        match self {
            Node::Text(text) | Node::Code(text) | Node::Source(text) => text,
            Node::SoftBreak { is_joined: false } | Node::HardBreak => " ",
            Node::Picture(link) if link.leads != Leads::Inside => &link.alt,
            Node::Start(_)
            | Node::End(_)
            | Node::Tag(_)
            | Node::BlockTag(_)
            | Node::SoftBreak { is_joined: true }
            | Node::Rule
            | Node::Checkbox { .. }
            | Node::FootnoteCall { .. }
            | Node::Picture(_)
            | Node::Figure(_) => "",
        }
    }
}
