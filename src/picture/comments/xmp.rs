//! Texts in XMP (ISO 16684-1).

use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

/// Namespaces by the prefixes that everybody writes. The others hold histories and identifiers.
const PREFIXES: [&str; 11] = [
    "dc",
    "exif",
    "tiff",
    "photoshop",
    "xmp",
    "xmpRights",
    "Iptc4xmpCore",
    "Iptc4xmpExt",
    "lr",
    "MicrosoftPhoto",
    "plus",
];

pub(super) fn texts(xml: &str) -> Vec<String> {
    let mut reader = Reader::from_str(xml);
    let mut texts = Vec::new();
    let mut text = String::new();
    // How deep the reader is inside an element of ours.
    let mut depth = 0usize;
    loop {
        match reader.read_event() {
            Ok(Event::Start(element)) => {
                attributes(&element, &mut texts);
                let is_ours = is_known(element.name().as_ref());
                depth = if depth > 0 || is_ours { depth + 1 } else { 0 };
            }
            Ok(Event::Empty(element)) => attributes(&element, &mut texts),
            Ok(Event::Text(piece)) if depth > 0 => {
                text.push_str(&piece);
            }
            Ok(Event::CData(piece)) if depth > 0 => {
                text.push_str(&piece);
            }
            Ok(Event::GeneralRef(piece)) if depth > 0 => {
                text.extend(piece.resolve_char_ref().ok().flatten());
            }
            Ok(Event::End(_)) => {
                depth = depth.saturating_sub(1);
                texts.push(std::mem::take(&mut text));
            }
            Ok(Event::Eof) | Err(_) => break,
            Ok(_) => {}
        }
    }
    texts.push(text);
    texts
}

fn attributes(element: &BytesStart<'_>, texts: &mut Vec<String>) {
    for attribute in element.attributes().flatten() {
        if is_known(attribute.key.as_ref()) {
            texts.push(attribute.value.clone().into_owned());
        }
    }
}

fn is_known(name: &str) -> bool {
    name.split_once(':').is_some_and(|(prefix, _)| PREFIXES.contains(&prefix))
}

#[cfg(test)]
mod tests {
    use super::texts;

    #[test]
    fn what_stands_in_known_elements_and_attributes_is_read() {
        let xml = "<x:xmpmeta xmlns:x='adobe:ns:meta/'>outside&#65;<![CDATA[too]]>\
            <rdf:RDF><rdf:Description dc:title='attribute' xmpMM:history='no'>\
            <dc:description><rdf:Alt><rdf:li>cap&#65;tion</rdf:li><rdf:li><![CDATA[c<d]]></rdf:li></rdf:Alt></dc:description>\
            between\
            <xmpMM:History>no<rdf:li>no</rdf:li></xmpMM:History><photoshop:Credit/>\
            <dc:creator plus:role='role'/></rdf:Description></rdf:RDF></x:xmpmeta>";
        let mut found = texts(xml);
        found.retain(|text| !text.is_empty());
        assert_eq!(found, ["attribute", "capAtion", "c<d", "role"]);
        assert_eq!(texts("<dc:title>cut off").concat(), "cut off");
    }
}
