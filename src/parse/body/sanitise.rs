//! The allow-list of HTML for `html: sanitised`, applied by ammonia.
//!
//! Entry points: [`block`] for a block, [`inline`] for a tag between words. Pictures, links into
//! the site, headings, classes and styles are Markdown's and the theme's matter and never pass.
//! `docs/guide-markdown.md` tells editors what does.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};

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

/// A block after sanitising, and whether all of it passed.
pub(super) fn block(html: &str) -> (String, bool) {
    let clean = SANITISER.clean(html).to_string();
    let is_whole = parts(&clean) >= parts(html);
    (clean, is_whole)
}

/// What a tag between words comes to.
pub(super) enum Inline {
    /// An element begins.
    Open { markup: String, name: &'static str, is_whole: bool },
    /// An element without content.
    Empty(&'static str),
    /// An element ends.
    Close(&'static str),
    /// Nobody sees it.
    Comment,
    /// Not on the list.
    Refused,
}

/// Sanitises one tag.
pub(super) fn inline(html: &str) -> Inline {
    if html.starts_with("<!--") {
        return Inline::Comment;
    }
    let inner = html.trim_start_matches('<').trim_start_matches('/');
    let end = inner.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(inner.len());
    let name = inner[..end].to_ascii_lowercase();
    if name == "br" {
        return Inline::Empty("<br />");
    }
    let Some(name) = PHRASES.into_iter().find(|phrase| *phrase == name) else {
        return Inline::Refused;
    };
    if html.starts_with("</") {
        return Inline::Close(name);
    }
    let clean = SANITISER.clean(html).to_string();
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
