//! Personal data in files that are published as they are: texts, tables, pages, office documents.
//!
//! Entry points: [`in_text`], [`in_document`]. It belongs to the rule `personal-data`. Office documents are archives of XML; what
//! they hold is unpacked within limits. Of those from before 2007 every run of characters is looked at. What cannot be
//! read through is told, as nobody has looked at it then. PDF is not looked through.

use std::borrow::Cow;
use std::io::{Cursor, Read as _};
use std::sync::Arc;

use quick_xml::escape::{resolve_predefined_entity, unescape_with};
use zip::ZipArchive;

use crate::check::personal_data;
use crate::diagnostic::{Diagnostic, Encoding, Place, Source};
use crate::locale::Message;
use crate::media::{self, Class};

/// The largest file that is read, in bytes.
pub const MAX_PUBLISHED: u64 = 16 * 1024 * 1024;
/// The most text of one archive when unpacked, in bytes.
const MAX_XML: u64 = 32 * 1024 * 1024;
/// The most parts of one archive.
const MAX_PARTS: usize = 20_000;
/// Elements whose end does not end a line: a number may be cut in the middle by them.
const RUNS: [&str; 18] = [
    "t",
    "r",
    "rPr",
    "span",
    "hyperlink",
    "ins",
    "smartTag",
    "tspan",
    "a",
    "b",
    "strong",
    "i",
    "em",
    "u",
    "font",
    "mark",
    "small",
    "sup",
];
/// Attributes that people fill in, or that a click follows.
const SAID: [&str; 9] =
    ["descr", "title", "alt", "name", "href", "target", "author", "value", "content"];
/// Parts of an archive that hold words, or where links lead.
const PARTS: [&str; 2] = ["xml", "rels"];
/// How an office document from before 2007 begins.
const OLE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// Whether a file called `file` may hold text.
pub fn is_looked_through(file: &str) -> bool {
    match media::of(file).map(|media| media.class) {
        // What `publish` in `site.yaml` allows may be anything.
        Some(Class::Office | Class::Text | Class::Xml | Class::Code) | None => true,
        Some(Class::Picture | Class::Recording | Class::Pdf | Class::Font) => false,
    }
}

/// The bytes of the file `file` as text; `None` where they are none.
pub fn as_text(file: &Arc<str>, bytes: &[u8]) -> Option<Source> {
    let source = Source::decode(Arc::clone(file), bytes);
    (source.encoding != Encoding::Unknown && !source.text.contains('\0')).then_some(source)
}

/// Looks through a text; of a page or a drawing also at what is read across its tags.
pub fn in_text(source: &Source) -> Option<Diagnostic> {
    let is_markup = ["html", "htm", "xhtml", "svg", "xml"].contains(&&*media::ending(&source.file));
    personal_data::in_file(source, true).or_else(|| {
        let mut text = String::new();
        words(&source.text, &mut text);
        is_markup.then(|| in_words(&source.file, &text)).flatten()
    })
}

/// Looks through a file that is no text; `bytes` are absent where there are more than [`MAX_PUBLISHED`].
pub fn in_document(file: &Arc<str>, bytes: Option<&[u8]>) -> Option<Diagnostic> {
    let Some(bytes) = bytes else { return Some(unread(file)) };
    if bytes.starts_with(OLE) {
        return in_words(file, &characters(bytes));
    }
    if !bytes.starts_with(b"PK") {
        return None;
    }
    unpacked(bytes).map_or_else(|| Some(unread(file)), |text| in_words(file, &text))
}

fn in_words(file: &Arc<str>, text: &str) -> Option<Diagnostic> {
    personal_data::in_file(&Source::decode(Arc::clone(file), text.as_bytes()), false)
}

/// The characters of an old document, which stand in it in one byte each or in two, a line for each run.
fn characters(bytes: &[u8]) -> String {
    let shown = |byte: u8| if (b' '..=b'~').contains(&byte) { char::from(byte) } else { '\n' };
    let mut text: String = bytes.iter().map(|byte| shown(*byte)).collect();
    for from in 0..2 {
        let pairs = bytes.get(from..).unwrap_or_default().chunks_exact(2);
        let wide = pairs.map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
        text.push('\n');
        text.extend(char::decode_utf16(wide).map(|c| c.unwrap_or('\n')));
    }
    text
}

fn unread(file: &Arc<str>) -> Diagnostic {
    let message = Message::new("personal-unread");
    Diagnostic::warning(personal_data::RULE.id, Place::file(file), message)
        .with_help(Message::new("personal-unread-help"))
}

/// The words of all parts of an archive; `None` where it is damaged, locked, or larger than the limits.
fn unpacked(bytes: &[u8]) -> Option<String> {
    let parts = memchr::memmem::find_iter(bytes, b"PK\x01\x02").take(MAX_PARTS + 1).count();
    if parts > MAX_PARTS {
        return None;
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut left = MAX_XML;
    let mut text = String::new();
    for index in 0..archive.len() {
        let name = archive.name_for_index(index)?.ok()?;
        if !PARTS.contains(&&*media::ending(&name)) {
            continue;
        }
        let mut xml = Vec::new();
        archive.by_index(index).ok()?.take(left + 1).read_to_end(&mut xml).ok()?;
        left = left.checked_sub(xml.len() as u64)?;
        words(&String::from_utf8_lossy(&xml), &mut text);
    }
    Some(text)
}

/// Appends what stands between tags, a line for each element but those of [`RUNS`], and what [`SAID`] attributes say.
fn words(xml: &str, into: &mut String) {
    let (mut rest, mut said) = (xml, String::new());
    while let Some(at) = rest.find('<') {
        into.push_str(&resolved(&rest[..at]));
        let tag = &rest[at + 1..];
        let end = tag.find('>').unwrap_or(tag.len());
        if ends_line(&tag[..end]) {
            into.push('\n');
        }
        attributes(&tag[..end], &mut said);
        rest = tag.get(end + 1..).unwrap_or_default();
    }
    for part in [&*resolved(rest), "\n", &said] {
        into.push_str(part);
    }
}

/// With characters for their numbers and names.
fn resolved(text: &str) -> Cow<'_, str> {
    let name =
        |name: &str| if name == "nbsp" { Some(" ") } else { resolve_predefined_entity(name) };
    unescape_with(text, name).unwrap_or(Cow::Borrowed(text))
}

/// Appends what the attributes of a tag say, a line for each.
fn attributes(tag: &str, into: &mut String) {
    let mut parts = tag.split('"');
    while let (Some(before), Some(value)) = (parts.next(), parts.next()) {
        let name = before.trim_end_matches(['=', ' ']).rsplit([' ', ':', '\n', '\t']).next();
        if name.is_some_and(|name| SAID.iter().any(|one| one.eq_ignore_ascii_case(name))) {
            into.push_str(&resolved(value));
            into.push('\n');
        }
    }
}

fn ends_line(tag: &str) -> bool {
    if let Some(name) = tag.strip_prefix('/') {
        let local = name.rsplit(':').next().unwrap_or(name);
        return !RUNS.contains(&local);
    }
    let name = tag.trim_end_matches('/').split_ascii_whitespace().next().unwrap_or_default();
    ["br", "tab", "cr"].contains(&name.rsplit(':').next().unwrap_or(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An archive of so many empty parts.
    fn archive(parts: usize) -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for part in 0..parts {
            writer
                .start_file(format!("{part}.xml"), zip::write::SimpleFileOptions::default())
                .unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    #[test]
    fn an_archive_of_too_many_parts_is_not_opened() {
        assert!(unpacked(&archive(MAX_PARTS)).is_some());
        assert!(unpacked(&archive(MAX_PARTS + 1)).is_none());
    }

    #[test]
    fn a_number_in_several_runs_is_one_and_cells_are_apart() {
        let mut text = String::new();
        words("<w:p><w:r><w:t>1391234</w:t></w:r><w:r><w:t>5678</w:t></w:r></w:p>", &mut text);
        assert_eq!(text.trim(), "13912345678");
        text.clear();
        words("<c><v>1391234</v></c><c><v>5678</v></c>", &mut text);
        assert!(!text.contains("13912345678"), "{text}");
    }
}
