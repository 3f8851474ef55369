//! Reads published pages: their tags, their text, and where their links lead.
//!
//! Entry points: [`text`], [`tags`], [`check_links`] and [`check_nesting`]. A small reader of the
//! HTML that we write, not of all HTML: raw text elements, comments and entities, no repairs.

use std::collections::{BTreeMap, BTreeSet};

use super::Files;

/// An opening or closing tag.
pub(crate) struct Tag {
    /// Its name, with `/` in front where it closes.
    pub(crate) name: String,
    /// Its attributes, entities resolved.
    pub(crate) attributes: BTreeMap<String, String>,
}

impl Tag {
    /// An attribute; empty where it is not there.
    pub(crate) fn get(&self, name: &str) -> &str {
        self.attributes.get(name).map_or("", String::as_str)
    }
}

enum Piece {
    Tag(Tag),
    Text(String),
}

/// Whether an address is a page.
pub(crate) fn is_page(address: &str) -> bool {
    ends_with(address, "html")
}

/// Whether an address has this ending; the tool writes them in lower case.
pub(crate) fn ends_with(address: &str, ending: &str) -> bool {
    address.rsplit_once('.').is_some_and(|(_, found)| found == ending)
}

/// The visible text: tags away, entities resolved.
pub(crate) fn text(html: &str) -> String {
    let texts = pieces(html).into_iter().filter_map(|piece| match piece {
        Piece::Text(text) => Some(text),
        Piece::Tag(_) => None,
    });
    texts.collect()
}

/// Every tag in order.
pub(crate) fn tags(html: &str) -> Vec<Tag> {
    let tags = pieces(html).into_iter().filter_map(|piece| match piece {
        Piece::Tag(tag) => Some(tag),
        Piece::Text(_) => None,
    });
    tags.collect()
}

fn pieces(html: &str) -> Vec<Piece> {
    let mut found = Vec::new();
    let mut rest = html;
    while !rest.is_empty() {
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = comment.split_once("-->").expect("a comment ends").1;
        } else if rest.starts_with('<') {
            let (tag, after) = read_tag(rest);
            rest = after;
            if ["script", "style"].contains(&tag.name.as_str()) {
                rest = &rest[rest.find(&format!("</{}", tag.name)).expect("it ends")..];
            }
            found.push(Piece::Tag(tag));
        } else {
            let end = rest.find('<').unwrap_or(rest.len());
            found.push(Piece::Text(decode_entities(&rest[..end])));
            rest = &rest[end..];
        }
    }
    found
}

/// Reads a tag at the start of `html`; gives what comes after it.
fn read_tag(html: &str) -> (Tag, &str) {
    let end = html[1..].find([' ', '\n', '>']).expect("a tag ends") + 1;
    let mut tag = Tag { name: html[1..end].to_owned(), attributes: BTreeMap::new() };
    let mut rest = html[end..].trim_start();
    loop {
        rest = rest.trim_start_matches('/').trim_start();
        if let Some(after) = rest.strip_prefix('>') {
            return (tag, after);
        }
        let end = rest.find(['=', ' ', '\n', '>', '/']).expect("a tag ends");
        let name = rest[..end].to_owned();
        rest = rest[end..].trim_start();
        let mut value = String::new();
        if let Some(after) = rest.strip_prefix('=') {
            let inside = after.strip_prefix('"').unwrap_or_else(|| panic!("unquoted: {after:.60}"));
            let (quoted, after) = inside.split_once('"').expect("a quote ends");
            value = decode_entities(quoted);
            rest = after.trim_start();
        }
        let twin = tag.attributes.insert(name.clone(), value);
        assert!(twin.is_none() || name.starts_with('!'), "{name} stands twice in <{}>", tag.name);
    }
}

fn decode_entities(text: &str) -> String {
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        decoded.push_str(&rest[..at]);
        let (name, after) = rest[at + 1..].split_once(';').expect("an & is an entity");
        decoded.push(match name {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "apos" | "#39" | "#x27" => '\'',
            "#x2F" => '/',
            other => panic!("an unknown entity &{other};"),
        });
        rest = after;
    }
    decoded + rest
}

/// Resolves percent-encoding.
pub(crate) fn decode_percent(address: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = address.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        let hex = after.get(..2).and_then(|two| std::str::from_utf8(two).ok());
        match hex.filter(|_| *first == b'%').and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &rest[2..];
            }
            None => bytes.push(*first),
        }
    }
    String::from_utf8(bytes).expect("an address is UTF-8")
}

/// Elements that have no end tag.
const VOID: &[&str] =
    &["!DOCTYPE", "!doctype", "meta", "link", "img", "br", "hr", "input", "source", "wbr", "col"];

/// Checks that every tag of a page is closed by its own end tag.
pub(crate) fn check_nesting(address: &str, html: &str) {
    let mut open: Vec<String> = Vec::new();
    for tag in tags(html).into_iter().filter(|tag| !VOID.contains(&tag.name.as_str())) {
        match tag.name.strip_prefix('/') {
            Some(name) => assert_eq!(open.pop().as_deref(), Some(name), "{address}: </{name}>"),
            None if is_shape(&tag) => {}
            None => open.push(tag.name),
        }
    }
    assert!(open.is_empty(), "{address}: never closed {open:?}");
}

/// Shapes of SVG are written `<rect … />`.
fn is_shape(tag: &Tag) -> bool {
    ["path", "rect", "circle", "line", "use", "polyline", "polygon"].contains(&tag.name.as_str())
}

/// Checks that every address in every page leads to a file of the output and to an anchor that is
/// there, and that nothing is fetched from another site. Gives the number of links followed.
pub(crate) fn check_links(output: &Files) -> usize {
    let page = |path: &str| String::from_utf8(output[path].clone()).expect("a page is UTF-8");
    let pages: Vec<&String> = output.keys().filter(|path| is_page(path)).collect();
    let anchors: BTreeMap<&str, BTreeSet<String>> =
        pages.iter().map(|path| (path.as_str(), anchors(&page(path)))).collect();
    let mut followed = 0;
    for path in pages {
        for (tag, target) in addresses(&page(path)) {
            if is_off_site(&target) {
                assert!(is_left_to_the_reader(&tag), "{path}: <{}> fetches {target}", tag.name);
                continue;
            }
            let (file, fragment) = target.split_once('#').unwrap_or((&target, ""));
            let found = resolve(path, &decode_percent(file));
            assert!(output.contains_key(&found), "{path}: {target} leads to no file ({found})");
            let has_anchor =
                |anchors: &BTreeSet<String>| anchors.contains(&decode_percent(fragment));
            let is_there = fragment.is_empty() || anchors.get(&*found).is_some_and(has_anchor);
            assert!(is_there, "{path}: {target} leads to no anchor");
            followed += 1;
        }
    }
    followed
}

fn is_off_site(address: &str) -> bool {
    address.starts_with("//") || address.split(['/', '?', '#']).next().unwrap().contains(':')
}

/// A link that a reader may tap, or a statement about the page: neither is fetched with it.
fn is_left_to_the_reader(tag: &Tag) -> bool {
    tag.name == "a" || (tag.name == "link" && tag.get("rel") == "canonical")
}

fn anchors(html: &str) -> BTreeSet<String> {
    tags(html).iter().map(|tag| tag.get("id").to_owned()).filter(|id| !id.is_empty()).collect()
}

/// Every address in a page with the tag it stands in.
fn addresses(html: &str) -> Vec<(Tag, String)> {
    let mut found = Vec::new();
    for tag in tags(html) {
        let refresh = tag.get("content").split_once("url=").filter(|_| tag.name == "meta");
        let one = ["href", "src", "poster", "action", "data"]
            .iter()
            .find_map(|name| tag.attributes.get(*name).cloned())
            .or_else(|| refresh.map(|(_, address)| address.to_owned()));
        // Addresses of ours hold no comma followed by a blank.
        for candidate in tag.get("srcset").split(", ").filter(|one| !one.is_empty()) {
            let (address, width) = candidate.rsplit_once(' ').expect("an address and its width");
            let width = width.strip_suffix('w').and_then(|width| width.parse::<u32>().ok());
            assert!(width.is_some_and(|width| width > 0), "{candidate}");
            let tag = Tag { name: tag.name.clone(), attributes: tag.attributes.clone() };
            found.push((tag, address.to_owned()));
        }
        if let Some(address) = one {
            found.push((tag, address));
        }
    }
    found
}

/// The file that a relative address means on the page `from`.
fn resolve(from: &str, path: &str) -> String {
    assert!(!path.starts_with('/'), "{from}: {path} is not relative");
    if path.is_empty() {
        return from.to_owned();
    }
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            "." => {}
            ".." => assert!(parts.pop().is_some(), "{from}: {path} leads out of the site"),
            name => parts.push(name),
        }
    }
    parts.join("/")
}
