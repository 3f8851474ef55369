//! The map of an office: `static/map.svg`, whose shapes bear the slugs of counties as ids.
//!
//! Entry point: [`CountyMap::parse`]. Programs that draw give layers and groups ids of their own, so an element with an id is
//! marked where it begins and ends, however deep it stands, and whoever shows the map knows which are counties. The drawing becomes part of a page, so nothing of it is taken that could run, load or
//! style anything: elements and attributes are those of a list, and what is left out is remembered to be told. The file
//! itself is not published.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use quick_xml::Reader;
use quick_xml::escape::{escape, resolve_predefined_entity, unescape};
use quick_xml::events::{BytesStart, Event};

/// Where the map lies.
pub(crate) const FILE: &str = "static/map.svg";
/// The largest map that is read, in bytes.
pub(crate) const MAX_BYTES: u64 = 1024 * 1024;
/// The deepest element, and how many there may be.
const MAX_DEPTH: usize = 64;
const MAX_ELEMENTS: usize = 20_000;

/// Elements that draw; all others are left out with what is in them.
const ELEMENTS: [&str; 12] = [
    "svg", "g", "path", "polygon", "polyline", "rect", "circle", "ellipse", "line", "text",
    "tspan", "title",
];
/// Attributes of lengths, places, colours and numbers. None takes an address.
const ATTRIBUTES: [&str; 35] = [
    "viewBox",
    "preserveAspectRatio",
    "d",
    "points",
    "x",
    "y",
    "x1",
    "y1",
    "x2",
    "y2",
    "cx",
    "cy",
    "r",
    "rx",
    "ry",
    "dx",
    "dy",
    "display",
    "visibility",
    "width",
    "height",
    "transform",
    "fill",
    "fill-opacity",
    "fill-rule",
    "stroke",
    "stroke-width",
    "stroke-opacity",
    "stroke-linejoin",
    "stroke-linecap",
    "stroke-dasharray",
    "opacity",
    "font-size",
    "font-weight",
    "text-anchor",
];

/// A map that may stand on a page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CountyMap {
    /// Its parts in order.
    pub parts: Vec<Part>,
    /// Elements that were left out, each name once.
    pub left_out: BTreeSet<String>,
}

/// A part of a map.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// Markup.
    Markup(String),
    /// Here an element with this id begins.
    Begin(String),
    /// The element that began last ends.
    End,
}

/// Why a file is no map.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unreadable {
    /// It is no text in UTF-8, or no XML.
    Syntax,
    /// Its first element is not `svg`.
    NoSvg,
    /// It has more elements, or deeper ones, than a map needs.
    TooLarge,
}

impl CountyMap {
    /// Reads a map.
    ///
    /// # Errors
    /// Why the bytes are none.
    pub fn parse(bytes: &[u8]) -> Result<Self, Unreadable> {
        let text = std::str::from_utf8(bytes).map_err(|_| Unreadable::Syntax)?;
        let mut walk = Walk::default();
        let mut reader = Reader::from_str(text.trim_start_matches('\u{feff}'));
        loop {
            match reader.read_event().map_err(|_| Unreadable::Syntax)? {
                Event::Start(element) => walk.open(&element, false)?,
                Event::Empty(element) => walk.open(&element, true)?,
                Event::End(_) => walk.close(),
                Event::Text(words) => walk.words(&words.xml10_content()),
                // An entity of the file's own is not followed.
                Event::GeneralRef(name) => match name.resolve_char_ref() {
                    Ok(Some(c)) => walk.words(c.encode_utf8(&mut [0; 4])),
                    Ok(None) => {
                        walk.words(resolve_predefined_entity(&name).ok_or(Unreadable::Syntax)?);
                    }
                    Err(_) => return Err(Unreadable::Syntax),
                },
                Event::CData(words) => walk.words(&words.xml10_content()),
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
                Event::Eof => break,
            }
        }
        walk.end()
    }

    /// The ids of its elements, in order.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().filter_map(|part| match part {
            Part::Markup(_) | Part::End => None,
            Part::Begin(id) => Some(&**id),
        })
    }
}

/// An element that stands open.
struct Open {
    name: String,
    has_id: bool,
}

#[derive(Default)]
struct Walk {
    map: CountyMap,
    /// None for an element that is left out, and for all that is in it.
    open: Vec<Option<Open>>,
    elements: usize,
    text: String,
}

impl Walk {
    fn open(&mut self, element: &BytesStart<'_>, is_empty: bool) -> Result<(), Unreadable> {
        self.elements += 1;
        if self.elements > MAX_ELEMENTS || self.open.len() >= MAX_DEPTH {
            return Err(Unreadable::TooLarge);
        }
        let name = element.name().as_ref().to_owned();
        let name = name.strip_prefix("svg:").unwrap_or(&name).to_owned();
        let is_first = self.open.is_empty();
        if is_first && name != "svg" {
            return Err(Unreadable::NoSvg);
        }
        let is_inside_out = self.open.last().is_some_and(Option::is_none);
        if is_inside_out || !ELEMENTS.contains(&&*name) || (name == "svg") != is_first {
            // What a program notes for itself draws nothing.
            let is_note = name.contains(':') || matches!(&*name, "desc" | "metadata" | "defs");
            self.map.left_out.extend((!is_inside_out && !is_note).then_some(name));
            self.open.push(None);
        } else {
            let Start { id, markup, left_out } = start(&name, element)?;
            self.map.left_out.extend(left_out);
            let has_id = id.is_some() && !is_first;
            if let Some(id) = id.filter(|_| has_id) {
                self.mark(Part::Begin(id));
            }
            self.text += &markup;
            self.open.push(Some(Open { name, has_id }));
        }
        if is_empty {
            self.close();
        }
        Ok(())
    }

    fn close(&mut self) {
        let Some(Some(Open { name, has_id })) = self.open.pop() else { return };
        self.text += &format!("</{name}>");
        if has_id {
            self.mark(Part::End);
        }
    }

    fn words(&mut self, words: &str) {
        if self.open.len() > 1 && self.open.last().is_some_and(Option::is_some) {
            self.text += &escape(words);
        }
    }

    fn mark(&mut self, part: Part) {
        self.flush();
        self.map.parts.push(part);
    }

    fn flush(&mut self) {
        if !self.text.is_empty() {
            self.map.parts.push(Part::Markup(std::mem::take(&mut self.text)));
        }
    }

    fn end(mut self) -> Result<CountyMap, Unreadable> {
        if self.elements == 0 {
            return Err(Unreadable::NoSvg);
        }
        if !self.open.is_empty() {
            return Err(Unreadable::Syntax);
        }
        self.flush();
        Ok(self.map)
    }
}

/// What the start of an element says.
struct Start {
    id: Option<String>,
    /// The start as it is written on a page.
    markup: String,
    /// What draws and is not taken, because it stands elsewhere.
    left_out: BTreeSet<String>,
}

fn start(name: &str, element: &BytesStart<'_>) -> Result<Start, Unreadable> {
    let (mut id, mut style) = (None, String::new());
    let mut attributes = BTreeMap::new();
    for attribute in element.attributes() {
        let attribute = attribute.map_err(|_| Unreadable::Syntax)?;
        let key = attribute.key.as_ref().to_owned();
        let value = unescape(&attribute.value).map_err(|_| Unreadable::Syntax)?.into_owned();
        match &*key {
            "id" => id = Some(value),
            "style" => style = value,
            _ => drop(attributes.insert(key, value)),
        }
    }
    // A style has the last word.
    let styles = style.split(';').filter_map(|one| one.split_once(':'));
    attributes.extend(styles.map(|(key, value)| (key.trim().into(), value.trim().into())));
    if name == "svg" {
        let mut size = |key: &str| attributes.remove(key).and_then(|value| number(&value));
        let (width, height) = (size("width"), size("height"));
        if let (Some(width), Some(height)) = (width, height) {
            let whole = || format!("0 0 {width} {height}");
            attributes.entry("viewBox".to_owned()).or_insert_with(whole);
        }
    }
    let (mut markup, mut left_out) = (format!("<{name}"), BTreeSet::new());
    for (key, value) in attributes {
        if value.contains("url(") {
            // No value may name another resource.
            left_out.insert(key);
        } else if ATTRIBUTES.contains(&&*key) && !value.contains('\\') {
            write!(markup, " {key}=\"{}\"", escape(value)).expect("a String takes every write");
        }
    }
    markup.push('>');
    Ok(Start { id, markup, left_out })
}

/// `640` of `640px`.
fn number(value: &str) -> Option<f64> {
    let value = value.trim();
    let end = value.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(value.len());
    value[..end].parse().ok().filter(|_| !value.ends_with('%'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn markup(map: &CountyMap) -> String {
        let part = |part: &Part| match part {
            Part::Markup(markup) => markup.clone(),
            Part::Begin(id) => format!("[{id}:"),
            Part::End => "]".to_owned(),
        };
        map.parts.iter().map(part).collect()
    }

    #[test]
    fn elements_bear_ids_however_deep_and_the_drawing_stays() {
        let map = CountyMap::parse(
            "<?xml version=\"1.0\"?><!DOCTYPE svg><svg id=\"svg8\" xmlns=\"http://www.w3.org/2000/svg\" width=\"64px\" \
             height=\"32\"><g id=\"layer1\"><path id=\"shili\" d=\"M0 0h9v9z\" fill=\"blue\" style=\"fill:#ccc; stroke : \
             red\"/><text x=\"1\">示例 &amp; 甲</text></g><g style=\"display:none\"><rect width=\"2\" height=\"2\"/></g></svg>"
                .as_bytes(),
        )
        .unwrap();
        assert_eq!(
            markup(&map),
            "<svg viewBox=\"0 0 64 32\">[layer1:<g>[shili:<path d=\"M0 0h9v9z\" fill=\"#ccc\" stroke=\"red\"></path>]<text x=\"1\">\
             示例 &amp; 甲</text></g>]<g display=\"none\"><rect height=\"2\" width=\"2\"></rect></g></svg>"
        );
        assert_eq!(map.ids().collect::<Vec<_>>(), ["layer1", "shili"]);
        assert!(map.left_out.is_empty());
    }

    #[test]
    fn nothing_runs_loads_or_styles() {
        let map = CountyMap::parse(
            "<svg onload=\"a()\"><script>alert(1)</script><style>*{x:url(a)}</style><image href=\"http://a\"/>\
             <use href=\"#a\"/><foreignObject><p id=\"x\">甲</p></foreignObject><a href=\"javascript:a()\"><path id=\"b\"/></a>\
             <path id=\"c\" onclick=\"a()\" fill=\"url(#d)\" d='\"&lt;\"' style=\"mask:url(http://a);background:red\"/></svg>"
                .as_bytes(),
        )
        .unwrap();
        assert_eq!(markup(&map), "<svg>[c:<path d=\"&quot;&lt;&quot;\"></path>]</svg>");
        let left: Vec<_> = map.left_out.iter().map(String::as_str).collect();
        assert_eq!(left, ["a", "fill", "foreignObject", "image", "mask", "script", "style", "use"]);
    }

    #[test]
    fn what_is_no_map_says_why() {
        let deep = "<svg>".to_owned() + &"<g>".repeat(100) + &"</g>".repeat(100) + "</svg>";
        let wide = "<svg>".to_owned() + &"<g/>".repeat(20_001) + "</svg>";
        for (text, fault) in [
            ("<svg><g></svg>", Unreadable::Syntax),
            ("<svg>&own;</svg>", Unreadable::Syntax),
            ("<svg><g>", Unreadable::Syntax),
            ("<html></html>", Unreadable::NoSvg),
            ("", Unreadable::NoSvg),
            ("甲", Unreadable::NoSvg),
            (&deep, Unreadable::TooLarge),
            (&wide, Unreadable::TooLarge),
        ] {
            assert_eq!(CountyMap::parse(text.as_bytes()), Err(fault), "{text:.40}");
        }
        assert_eq!(CountyMap::parse(b"<svg>\xff</svg>"), Err(Unreadable::Syntax));
    }
}
