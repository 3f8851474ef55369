//! XML as events with resolved names: by name space, never by prefix; transitional and Strict are equal.
//!
//! Entry point: [`Xml::next`]. A document type is refused, entities beyond the five stay as they are written, depth is
//! limited.

use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::{QName, ResolveResult};
use quick_xml::reader::NsReader;

use crate::import::refusal::{MAX_DEPTH, Refusal};

/// A name space that means something to us.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::import) enum Ns {
    /// WordprocessingML.
    Word,
    /// Relationships of the document.
    Relation,
    /// DrawingML and its pictures.
    Drawing,
    /// Formulas.
    Math,
    /// Markup compatibility.
    Compatible,
    /// VML and Office's part of it.
    Vml,
    /// Shapes of Word 2010 and later.
    Shape,
    /// No name space.
    None,
    /// Any other.
    Other,
}

/// An element that opens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::import) struct Tag {
    pub(in crate::import) ns: Ns,
    pub(in crate::import) name: String,
    /// Attributes with values.
    attributes: Vec<(Ns, String, String)>,
    /// Of a choice, whether we understand all that it requires.
    pub(in crate::import) is_understood: bool,
}

/// A step through a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::import) enum Step {
    Open(Tag),
    Close,
    Text(String),
    End,
}

impl Tag {
    /// Whether it is this element.
    pub(in crate::import) fn is(&self, ns: Ns, name: &str) -> bool {
        self.ns == ns && self.name == name
    }

    /// An attribute of WordprocessingML, or without a name space.
    pub(in crate::import) fn get(&self, name: &str) -> Option<&str> {
        let own = |ns: Ns| matches!(ns, Ns::Word | Ns::None);
        let found = self.attributes.iter().find(|(ns, key, _)| own(*ns) && key == name);
        found.map(|(_, _, value)| value.as_str())
    }

    /// An attribute of any name space.
    pub(in crate::import) fn any(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(_, key, _)| key == name).map(|(_, _, value)| value.as_str())
    }

    /// An attribute of relationships.
    pub(in crate::import) fn relation(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(ns, key, _)| *ns == Ns::Relation && key == name);
        found.map(|(_, _, value)| value.as_str())
    }

    /// The value `val`, as nearly every property has.
    pub(in crate::import) fn val(&self) -> Option<&str> {
        self.get("val")
    }

    /// Whether a flag is on: present without a value, or with one that does not say no.
    pub(in crate::import) fn is_on(&self) -> bool {
        !matches!(self.val(), Some("0" | "false" | "off" | "none"))
    }
}

/// A document being read.
pub(in crate::import) struct Xml<'t> {
    reader: NsReader<&'t [u8]>,
    depth: usize,
    /// The name of the part, for reports.
    part: &'t str,
}

impl<'t> Xml<'t> {
    pub(in crate::import) fn new(text: &'t str, part: &'t str) -> Self {
        let mut reader = NsReader::from_str(text);
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.allow_dangling_amp = true;
        Self { reader, depth: 0, part }
    }

    /// The next step; after the end, the end again.
    pub(in crate::import) fn next(&mut self) -> Result<Step, Refusal> {
        loop {
            let broken = |_| Refusal::Xml(self.part.to_owned());
            let event = self.reader.read_event().map_err(broken)?;
            return Ok(match event {
                Event::Start(start) => {
                    self.depth += 1;
                    if self.depth > MAX_DEPTH {
                        return Err(Refusal::TooDeep);
                    }
                    Step::Open(self.tag(&start))
                }
                Event::End(_) => {
                    self.depth = self.depth.saturating_sub(1);
                    Step::Close
                }
                Event::Text(text) => Step::Text(text.xml10_content().into_owned()),
                Event::CData(data) => Step::Text(data.xml10_content().into_owned()),
                Event::GeneralRef(reference) => Step::Text(entity(&reference)),
                Event::DocType(_) => return Err(Refusal::Dtd),
                Event::Eof if self.depth > 0 => return Err(Refusal::Xml(self.part.to_owned())),
                Event::Eof => Step::End,
                Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => continue,
            });
        }
    }

    /// Passes over the rest of the element that has just opened.
    pub(in crate::import) fn skip(&mut self) -> Result<(), Refusal> {
        let mut depth = 1;
        while depth > 0 {
            match self.next()? {
                Step::Open(_) => depth += 1,
                Step::Close => depth -= 1,
                Step::Text(_) => {}
                Step::End => return Ok(()),
            }
        }
        Ok(())
    }

    fn tag(&self, start: &BytesStart<'_>) -> Tag {
        let resolver = self.reader.resolver();
        let (ns, local) = resolver.resolve_element(start.name());
        let (ns, name) = (space(&ns), local.as_ref().to_owned());
        let mut attributes = Vec::new();
        for attribute in start.attributes().with_checks(false).flatten() {
            let (ns, local) = resolver.resolve_attribute(attribute.key);
            let value = attribute.normalized_value(XmlVersion::Implicit1_0);
            let value = value.map_or_else(|_| String::new(), std::borrow::Cow::into_owned);
            attributes.push((space(&ns), local.as_ref().to_owned(), value));
        }
        let is_choice = ns == Ns::Compatible && name == "Choice";
        let is_understood = is_choice
            && attributes.iter().find(|(_, key, _)| key == "Requires").is_some_and(
                |(_, _, value)| value.split_whitespace().all(|prefix| self.understands(prefix)),
            );
        Tag { ns, name, attributes, is_understood }
    }

    /// Whether the name space of a prefix holds nothing but shapes, groups, and details of Word.
    fn understands(&self, prefix: &str) -> bool {
        let name = format!("{prefix}:any");
        let found = self.reader.resolver().resolve_prefix(QName(&name).prefix(), false);
        let ResolveResult::Bound(uri) = found else { return false };
        let uri: &str = uri.as_ref();
        uri.contains("/office/word/")
            || uri.contains("/drawing/2010/main")
            || uri.contains("/drawing/2010/picture")
    }
}

fn entity(reference: &quick_xml::events::BytesRef<'_>) -> String {
    if let Ok(Some(c)) = reference.resolve_char_ref() {
        return c.to_string();
    }
    let name: &str = &reference.xml10_content();
    quick_xml::escape::resolve_predefined_entity(name)
        .map_or_else(|| format!("&{name};"), str::to_owned)
}

fn space(found: &ResolveResult<'_>) -> Ns {
    let ResolveResult::Bound(uri) = found else { return Ns::None };
    let uri: &str = uri.as_ref();
    match uri {
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        | "http://purl.oclc.org/ooxml/wordprocessingml/main" => Ns::Word,
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        | "http://purl.oclc.org/ooxml/officeDocument/relationships" => Ns::Relation,
        "http://schemas.openxmlformats.org/officeDocument/2006/math"
        | "http://purl.oclc.org/ooxml/officeDocument/math" => Ns::Math,
        "http://schemas.openxmlformats.org/markup-compatibility/2006" => Ns::Compatible,
        "urn:schemas-microsoft-com:vml" | "urn:schemas-microsoft-com:office:office" => Ns::Vml,
        _ if uri.starts_with("http://schemas.openxmlformats.org/drawingml/2006/")
            || uri.starts_with("http://purl.oclc.org/ooxml/drawingml/") =>
        {
            Ns::Drawing
        }
        _ if uri.starts_with("http://schemas.microsoft.com/office/word/2010/wordprocessing") => {
            Ns::Shape
        }
        _ => Ns::Other,
    }
}
