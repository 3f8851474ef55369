//! The map of an office: `static/map.svg`, whose shapes bear the slugs of counties as ids.
//!
//! Entry point: [`CountyMap::parse`]. The drawing becomes part of a page, so nothing of it is taken that could run, load or
//! style anything: elements and attributes are those of a list, and what is left out is remembered to be told. The file
//! itself is not published.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use quick_xml::Reader;
use quick_xml::escape::{escape, resolve_predefined_entity, unescape};
use quick_xml::events::{BytesStart, Event};

/// Where the map lies.
pub const FILE: &str = "static/map.svg";
/// The largest map that is read, in bytes.
pub const MAX_BYTES: u64 = 1024 * 1024;
/// The deepest element, and how many there may be.
const MAX_DEPTH: usize = 64;
const MAX_ELEMENTS: usize = 20_000;

/// Elements that draw; all others are left out with what is in them.
const ELEMENTS: [&str; 12] = [
    "svg", "g", "path", "polygon", "polyline", "rect", "circle", "ellipse", "line", "text",
    "tspan", "title",
];
/// Attributes of lengths, places, colours and numbers. None takes an address.
const ATTRIBUTES: [&str; 33] = [
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
    /// Markup that belongs to no shape.
    Markup(String),
    /// A shape with an id, whole.
    Shape {
        /// Its id as written.
        id: String,
        /// The element with all that is in it.
        markup: String,
    },
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

    /// The ids of its shapes, in order.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().filter_map(|part| match part {
            Part::Markup(_) => None,
            Part::Shape { id, .. } => Some(&**id),
        })
    }
}

/// What stands open.
#[derive(Default)]
struct Walk {
    map: CountyMap,
    /// The names of open elements; none for one that is left out.
    open: Vec<Option<String>>,
    elements: usize,
    /// Depth at which a left-out element stands open.
    skipped: Option<usize>,
    /// The shape that stands open, and its depth.
    shape: Option<(usize, String, String)>,
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
        if self.open.is_empty() && name != "svg" {
            return Err(Unreadable::NoSvg);
        }
        let is_known = ELEMENTS.contains(&&*name) && (name != "svg" || self.open.is_empty());
        if self.skipped.is_some() || !is_known {
            if self.skipped.is_none() {
                // What an editor of drawings notes for itself draws nothing.
                let is_note = name.contains(':') || matches!(&*name, "desc" | "metadata");
                self.map.left_out.extend((!is_note).then_some(name));
                self.skipped = (!is_empty).then_some(self.open.len());
            }
            if !is_empty {
                self.open.push(None);
            }
            return Ok(());
        }
        let (id, markup) = start(&name, element)?;
        let depth = self.open.len();
        if let Some(id) = id.filter(|_| depth > 0 && self.shape.is_none()) {
            self.flush();
            self.shape = Some((depth, id, String::new()));
        }
        self.out(&markup);
        self.out(if is_empty { "/>" } else { ">" });
        if is_empty {
            self.end_shape(depth);
        } else {
            self.open.push(Some(name));
        }
        Ok(())
    }

    fn close(&mut self) {
        let Some(name) = self.open.pop() else { return };
        let depth = self.open.len();
        if let Some(name) = name {
            self.out(&format!("</{name}>"));
            self.end_shape(depth);
        } else if self.skipped == Some(depth) {
            self.skipped = None;
        }
    }

    fn words(&mut self, words: &str) {
        if self.skipped.is_none() && self.open.len() > 1 {
            self.out(&escape(words));
        }
    }

    fn out(&mut self, markup: &str) {
        match &mut self.shape {
            Some((.., text)) => text.push_str(markup),
            None => self.text.push_str(markup),
        }
    }

    fn flush(&mut self) {
        if !self.text.is_empty() {
            self.map.parts.push(Part::Markup(std::mem::take(&mut self.text)));
        }
    }

    fn end_shape(&mut self, depth: usize) {
        if let Some((_, id, markup)) = self.shape.take_if(|(own, ..)| *own == depth) {
            self.map.parts.push(Part::Shape { id, markup });
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

/// The id of an element, and its start without the closing bracket.
fn start(name: &str, element: &BytesStart<'_>) -> Result<(Option<String>, String), Unreadable> {
    let mut markup = format!("<{name}");
    let (mut id, mut size, mut has_box) = (None, [None, None], false);
    for attribute in element.attributes() {
        let attribute = attribute.map_err(|_| Unreadable::Syntax)?;
        let key = attribute.key.as_ref().to_owned();
        let value = unescape(&attribute.value).map_err(|_| Unreadable::Syntax)?;
        match &*key {
            "id" => id = Some(value.into_owned()),
            "style" => value
                .split(';')
                .filter_map(|one| one.split_once(':'))
                .for_each(|(key, value)| put(&mut markup, key.trim(), value.trim())),
            "width" if name == "svg" => size[0] = number(&value),
            "height" if name == "svg" => size[1] = number(&value),
            _ => {
                has_box |= key == "viewBox";
                put(&mut markup, &key, &value);
            }
        }
    }
    if let ([Some(width), Some(height)], false) = (size, has_box) {
        put(&mut markup, "viewBox", &format!("0 0 {width} {height}"));
    }
    Ok((id, markup))
}

fn put(markup: &mut String, key: &str, value: &str) {
    // No value may name another resource.
    if ATTRIBUTES.contains(&key) && !value.contains("url") && !value.contains('\\') {
        write!(markup, " {key}=\"{}\"", escape(value)).expect("a String takes every write");
    }
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
            Part::Shape { id, markup } => format!("[{id}:{markup}]"),
        };
        map.parts.iter().map(part).collect()
    }

    #[test]
    fn shapes_bear_ids_and_the_drawing_stays() {
        let map = CountyMap::parse(
            "<?xml version=\"1.0\"?><!DOCTYPE svg><svg xmlns=\"http://www.w3.org/2000/svg\" width=\"64px\" height=\"32\">\
             <g><path id=\"shili\" d=\"M0 0h9v9z\" style=\"fill:#ccc; stroke : red\"/><text x=\"1\">示例 &amp; 甲</text></g>\
             <g id=\"yi\"><rect width=\"2\" height=\"2\" id=\"inner\"/></g></svg>"
                .as_bytes(),
        )
        .unwrap();
        assert_eq!(
            markup(&map),
            "<svg viewBox=\"0 0 64 32\"><g>[shili:<path d=\"M0 0h9v9z\" fill=\"#ccc\" stroke=\"red\"/>]<text x=\"1\">示例 &amp; 甲\
             </text></g>[yi:<g><rect width=\"2\" height=\"2\"/></g>]</svg>"
        );
        assert_eq!(map.ids().collect::<Vec<_>>(), ["shili", "yi"]);
        assert!(map.left_out.is_empty());
    }

    #[test]
    fn nothing_runs_loads_or_styles() {
        let map = CountyMap::parse(
            "<svg onload=\"a()\"><script>alert(1)</script><style>*{x:url(a)}</style><image href=\"http://a\"/>\
             <use href=\"#a\"/><foreignObject><p id=\"x\">甲</p></foreignObject><a href=\"javascript:a()\"><path id=\"b\"/></a>\
             <path id=\"c\" onclick=\"a()\" fill=\"url(#d)\" d='\"&lt;\"' style=\"fill:url(http://a);background:red\"/></svg>"
                .as_bytes(),
        )
        .unwrap();
        assert_eq!(markup(&map), "<svg>[c:<path d=\"&quot;&lt;&quot;\"/>]</svg>");
        let left: Vec<_> = map.left_out.iter().map(String::as_str).collect();
        assert_eq!(left, ["a", "foreignObject", "image", "script", "style", "use"]);
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
