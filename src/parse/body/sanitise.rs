//! The allow-list of HTML for `html: sanitised`, applied by ammonia.
//!
//! Entry points: [`block`] for a block, which [`pieces`] takes apart, [`inline`] for a tag between words. Pictures, links into
//! the site, headings, classes and styles are Markdown's and the theme's matter and never pass.
//! `docs/guide-markdown.md` tells editors what does.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};

use crate::parse::body::controls::permitted;

/// What may stand between words.
const PHRASES: [&str; 19] = [
    "abbr", "b", "cite", "code", "del", "em", "i", "ins", "kbd", "mark", "q", "rp", "rt", "ruby",
    "s", "small", "strong", "sub", "sup",
];
/// What else may stand in a block of its own.
const BLOCKS: [&str; 24] = [
    "a",
    "blockquote",
    "br",
    "caption",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "span",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
];

static SANITISER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::empty();
    let attributes = [
        ("a", &["href"][..]),
        ("abbr", &["title"]),
        ("ol", &["start"]),
        ("td", &["colspan", "rowspan"]),
        ("th", &["colspan", "rowspan", "scope"]),
    ];
    let attributes: HashMap<_, HashSet<_>> =
        attributes.map(|(tag, names)| (tag, names.iter().copied().collect())).into();
    builder
        .tags(PHRASES.into_iter().chain(BLOCKS).collect())
        .tag_attributes(attributes)
        .clean_content_tags(["script", "style"].into())
        .url_schemes(["http", "https", "mailto", "tel"].into())
        .url_relative(UrlRelative::Deny)
        .link_rel(None);
    builder
});

/// What passes of some HTML; an entity may stand for what no page may hold.
fn sanitised(html: &str) -> String {
    permitted(SANITISER.clean(html).to_string().into()).into_string()
}

/// A block after sanitising, and whether all of it passed.
pub(super) fn block(html: &str) -> (String, bool) {
    let clean = sanitised(html);
    let is_whole = parts(&clean) >= parts(html);
    (clean, is_whole)
}

/// A part of a block.
pub(super) enum Piece<'h> {
    /// A tag that may stand between words.
    Tag(&'h str),
    /// Any other.
    BlockTag(&'h str),
    /// What a reader sees.
    Text(Cow<'h, str>),
}

/// The parts of a sanitised block, whose tags are whole and whose text is escaped.
pub(super) fn pieces(mut html: &str) -> impl Iterator<Item = Piece<'_>> {
    std::iter::from_fn(move || {
        let is_tag = html.starts_with('<');
        let end = if is_tag { tag_end(html) } else { html.find('<').unwrap_or(html.len()) };
        let (piece, rest) = html.split_at(end);
        html = rest;
        if piece.is_empty() {
            None
        } else if is_tag {
            let is_inline =
                ["a", "span"].iter().chain(&PHRASES).any(|name| *name == tag_name(piece));
            Some(if is_inline { Piece::Tag(piece) } else { Piece::BlockTag(piece) })
        } else {
            Some(Piece::Text(unescape(piece)))
        }
    })
}

/// Where the tag at the start of `html` ends. A `>` in quotes does not end it.
fn tag_end(html: &str) -> usize {
    let mut is_quoted = false;
    let end = html.bytes().position(|byte| {
        is_quoted ^= byte == b'"';
        byte == b'>' && !is_quoted
    });
    end.map_or(html.len(), |end| end + 1)
}

/// The name of a tag that begins or ends an element.
fn tag_name(tag: &str) -> &str {
    let inner = tag.trim_start_matches('<').trim_start_matches('/');
    let end = inner.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(inner.len());
    &inner[..end]
}

/// Text as the sanitiser escapes it, read again.
fn unescape(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let named = [("&lt;", "<"), ("&gt;", ">"), ("&nbsp;", "\u{A0}"), ("&amp;", "&")];
    let text = text.to_owned();
    named.iter().fold(text, |text, (name, shown)| text.replace(name, shown)).into()
}

/// What a tag between words comes to.
pub(super) enum Inline {
    /// An element begins.
    Open { markup: String, name: &'static str, is_whole: bool },
    /// An element without content.
    Empty(&'static str),
    /// An element ends.
    Close(&'static str),
    /// Not on the list.
    Refused,
}

/// Whether `html` is one comment or several and nothing else: remarks of an editor that are meant for no reader. A
/// comment that is never closed is none.
pub(super) fn is_comments(html: &str) -> bool {
    let mut rest = html.trim();
    while let Some((_, behind)) =
        rest.strip_prefix("<!--").and_then(|comment| comment.split_once("-->"))
    {
        rest = behind.trim_start();
        if rest.is_empty() {
            return true;
        }
    }
    false
}

/// Sanitises one tag.
pub(super) fn inline(html: &str) -> Inline {
    let name = tag_name(html).to_ascii_lowercase();
    if name == "br" {
        return Inline::Empty("<br />");
    }
    let Some(name) = PHRASES.into_iter().find(|phrase| *phrase == name) else {
        return Inline::Refused;
    };
    if html.starts_with("</") {
        return Inline::Close(name);
    }
    let clean = sanitised(html);
    let Some(markup) = clean.strip_suffix(&format!("</{name}>")) else { return Inline::Refused };
    Inline::Open { markup: markup.to_owned(), name, is_whole: parts(&clean) >= parts(html) }
}

/// How many tags begin in `html`, and how many attributes they have.
fn parts(html: &str) -> usize {
    let mut parts = 0;
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment.find("-->").map_or("", |end| &comment[end..]);
        } else if rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            let (attributes, after) = attributes(rest);
            parts += 1 + attributes;
            rest = after;
        }
    }
    parts
}

/// The number of attributes of a tag, and what follows it.
fn attributes(tag: &str) -> (usize, &str) {
    let mut quote = None;
    let mut count = 0;
    let mut before = ' ';
    let name_end = tag.find(|c: char| c.is_whitespace() || c == '>' || c == '/');
    let name_end = name_end.unwrap_or(tag.len());
    for (at, c) in tag[name_end..].char_indices() {
        match quote {
            Some(mark) if mark == c => quote = None,
            None if c == '>' => return (count, &tag[name_end + at + 1..]),
            None if c == '"' || c == '\'' => quote = Some(c),
            None if (before.is_whitespace() || before == '/') && c.is_ascii_alphabetic() => {
                count += 1;
            }
            _ => {}
        }
        before = c;
    }
    (count, "")
}
