//! Whether a file that is published as it is is what its name says.
//!
//! Entry points: [`fault`] by the first bytes, [`xml_fault`] for a whole XML file. A host tells browsers
//! what a file is by its name, or has them guess by its bytes, and people open it for its name: a page
//! that is called `.pdf` or `.txt`, or a program that is called `.mp3`, must not be handed out by an
//! office. Which names are published at all is said in `media.rs`.

use std::sync::Arc;

use infer::MatcherType;
use quick_xml::events::Event;

use crate::diagnostic::{Diagnostic, Place};
use crate::locale::Message;
use crate::media::{self, Class};
use crate::picture::Format;

/// Bytes at the beginning of a file by which its kind is known.
pub(super) const HEAD: u64 = 4096;
/// The longest XML that is looked through, in bytes.
pub(super) const MAX_XML: u64 = 16 * 1024 * 1024;
/// Namespaces whose elements a browser brings to life.
const ALIVE: &[&str] = &[
    "http://www.w3.org/1999/xhtml",
    "http://www.w3.org/2000/svg",
    "http://www.w3.org/1998/Math/MathML",
    "http://www.w3.org/1999/XSL/Transform",
    "http://www.mozilla.org/keymaster/gatekeeper/there.is.only.xul",
];

/// What is wrong with a file called `file` that begins with `head`.
pub(super) fn fault(file: &Arc<str>, head: &[u8]) -> Option<Diagnostic> {
    let class = media::of(file)?.class;
    if class != Class::Text && is_program(head) {
        let message = Message::new("unsafe-program");
        return Some(Diagnostic::error("unsafe-file", Place::file(file), message));
    }
    (!is_of(class, head)).then(|| mismatch(file))
}

/// What is wrong with the whole text of an XML file: it must be data, and nothing that a browser shows
/// as a page. `None` stands for one that is too long to be looked through.
pub(super) fn xml_fault(file: &Arc<str>, bytes: Option<&[u8]>) -> Option<Diagnostic> {
    let is_data = bytes.and_then(|bytes| str::from_utf8(bytes).ok()).is_some_and(is_data);
    (!is_data).then(|| mismatch(file))
}

fn mismatch(file: &Arc<str>) -> Diagnostic {
    let message = Message::new("file-type").text("ending", media::ending(file));
    Diagnostic::error("file-type", Place::file(file), message)
        .with_help(Message::new("file-type-help"))
}

fn is_of(class: Class, head: &[u8]) -> bool {
    let found = infer::get(head).map(|found| found.matcher_type());
    match class {
        Class::Picture => Format::of(head).is_some() || found == Some(MatcherType::Image),
        // Sounds and films begin in more ways than anybody knows.
        Class::Recording => {
            let is_known = matches!(found, Some(MatcherType::Audio | MatcherType::Video));
            is_known || found.is_none() && !is_markup(head)
        }
        Class::Pdf => head.starts_with(b"%PDF-"),
        Class::Office => [&b"PK\x03\x04"[..], b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", b"{\\rtf"]
            .iter()
            .any(|begin| head.starts_with(begin)),
        Class::Text | Class::Code => is_text(head) && !is_markup(head),
        // Without its first line a browser that has to guess takes it for a page.
        Class::Xml => is_text(head) && is_declared(head),
        Class::Font => head.starts_with(b"wOF2"),
    }
}

fn is_program(head: &[u8]) -> bool {
    head.starts_with(b"#!")
        || infer::get(head).is_some_and(|it| it.matcher_type() == MatcherType::App)
}

/// Text has no zero bytes, unless it is in UTF-16 and says so.
fn is_text(head: &[u8]) -> bool {
    let is_wide = head.starts_with(b"\xFF\xFE") || head.starts_with(b"\xFE\xFF");
    (is_wide || !head.contains(&0)) && !head.starts_with(b"%PDF-") && Format::of(head).is_none()
}

fn is_declared(head: &[u8]) -> bool {
    head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).starts_with(b"<?xml ")
}

/// Whether a browser that has to guess could take it for a page. It skips blanks; a mark of the byte
/// order is skipped as well, for others may.
fn is_markup(head: &[u8]) -> bool {
    let wide: Vec<u8> = match head {
        [0xFF, 0xFE, rest @ ..] => rest.iter().copied().step_by(2).collect(),
        [0xFE, 0xFF, rest @ ..] => rest.iter().copied().skip(1).step_by(2).collect(),
        _ => head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).to_vec(),
    };
    let blank = |byte: &&u8| byte.is_ascii_whitespace() || byte.is_ascii_control();
    let mut text = wide.iter().skip_while(blank);
    text.next() == Some(&b'<')
        && text.next().is_some_and(|next| next.is_ascii_alphabetic() || b"!?/%".contains(next))
}

/// Whether an XML text holds data alone: no document type, which could name things of its own, no
/// instruction but the first line, no element of a namespace that browsers bring to life. It is read as
/// browsers read it only where it is in UTF-8 and says no other encoding, in which a name could be hidden.
fn is_data(text: &str) -> bool {
    if text.contains(|c: char| c.is_control() && !"\t\r\n".contains(c)) {
        return false;
    }
    let mut reader = quick_xml::Reader::from_str(text);
    reader.config_mut().check_end_names = true;
    let (mut depth, mut elements) = (0_u32, 0_u32);
    loop {
        match reader.read_event() {
            Ok(Event::Start(element)) => {
                (depth, elements) = (depth + 1, elements + 1);
                if !is_lifeless(&element) {
                    return false;
                }
            }
            Ok(Event::Empty(element)) => {
                elements += 1;
                if !is_lifeless(&element) {
                    return false;
                }
            }
            Ok(Event::End(_)) => depth = depth.saturating_sub(1),
            Ok(Event::Decl(first)) if !is_utf8(&first) => return false,
            Ok(Event::DocType(_) | Event::PI(_)) | Err(_) => return false,
            Ok(Event::Eof) => return depth == 0 && elements > 0,
            Ok(
                Event::Text(_)
                | Event::CData(_)
                | Event::Comment(_)
                | Event::Decl(_)
                | Event::GeneralRef(_),
            ) => {}
        }
    }
}

fn is_utf8(declaration: &quick_xml::events::BytesDecl<'_>) -> bool {
    let encoding = declaration.encoding();
    encoding.is_none_or(|name| name.is_ok_and(|name| name.eq_ignore_ascii_case("utf-8")))
}

fn is_lifeless(element: &quick_xml::events::BytesStart<'_>) -> bool {
    element.attributes().all(|attribute| {
        let Ok(attribute) = attribute else { return false };
        // References in a value are resolved: a name could be hidden in them.
        let value = quick_xml::escape::unescape(&attribute.value).ok();
        value.is_some_and(|value| !ALIVE.contains(&value.trim()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether a file that is called so and begins so is published.
    fn passes(name: &str, head: &[u8]) -> bool {
        fault(&name.into(), head).is_none()
    }

    #[test]
    fn a_picture_is_one_that_pages_show_or_one_of_another_kind() {
        assert!(passes("a.png", b"\xFF\xD8\xFF\xE0"));
        assert!(passes("favicon.ico", b"\0\0\x01\0\x01\0"));
        for head in [&b""[..], b"<html>", b"%PDF-1.4", b"PK\x03\x04"] {
            assert!(!passes("a.png", head) && !passes("favicon.ico", head), "{head:?}");
        }
    }

    #[test]
    fn other_files_are_what_they_are_called() {
        assert!(passes("a.mp3", b"ID3\x03") && passes("a.mp3", b"begins as nobody knows"));
        assert!(!passes("a.mp3", b"%PDF-1.4") && !passes("a.mp3", b"<html>"));
        assert!(passes("a.pdf", b"%PDF-1.4") && !passes("a.pdf", b"%!PS"));
        for head in [&b"PK\x03\x04"[..], b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", b"{\\rtf1"] {
            assert!(passes("a.docx", head), "{head:?}");
        }
        assert!(!passes("a.docx", b"%PDF-1.4"));
        assert!(passes("a.txt", b"text") && passes("a.txt", b"\xFF\xFEa\0"));
        assert!(!passes("a.txt", b"a\0b") && !passes("a.txt", b"%PDF-1.4"));
        assert!(!passes("a.txt", b"\xFF\xD8\xFF\xE0") && !passes("a.txt", b" \n<html>"));
        assert!(!passes("a.docx", b"#!/bin/sh") && passes("a.txt", b"#!/bin/sh"));
    }

    #[test]
    fn xml_is_data_and_in_utf_8() {
        let data = |text: &str| xml_fault(&"a.xml".into(), Some(text.as_bytes())).is_none();
        assert!(data("<?xml version='1.0'?><a b='c'>&#65;<!-- d --><![CDATA[e]]><f/></a>"));
        assert!(data("<?xml version='1.0' encoding='UTF-8'?><a/>"));
        for text in [
            "<?xml version='1.0' encoding='gbk'?><a/>",
            "<?xml version='1.0'?>",
            "<?xml version='1.0'?><a>",
            "<?xml version='1.0'?><a></b>",
            "<?xml version='1.0'?><!DOCTYPE a><a/>",
            "<?xml version='1.0'?><?xml-stylesheet href='a.xsl'?><a/>",
            "<a><b xmlns='http://www.w3.org/1999/xhtml'/></a>",
            "<a xmlns:h=' http://www.w3.org/1999/&#120;html'></a>",
            "<a b='c' b='d'/>",
            "<a>\u{1}</a>",
        ] {
            assert!(!data(text), "{text}");
        }
        assert!(xml_fault(&"a.xml".into(), None).is_some(), "too long to be looked through");
        assert!(xml_fault(&"a.xml".into(), Some(b"<a>\xFF</a>")).is_some());
    }
}
