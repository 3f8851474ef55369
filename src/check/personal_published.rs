//! Personal data in files that are published as they are: texts, tables, pages, office documents.
//!
//! Entry points: [`in_text`], [`in_archive`]. It belongs to the rule `personal-data`. Office documents are archives of XML; what
//! they hold is unpacked within limits. What cannot be read through is told, as nobody has looked at it then.

use std::io::{Cursor, Read as _};
use std::sync::Arc;

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
const RUNS: [&str; 7] = ["t", "r", "rPr", "span", "hyperlink", "ins", "smartTag"];

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

/// Looks through a text.
pub fn in_text(source: &Source) -> Option<Diagnostic> {
    personal_data::in_file(source, true)
}

/// Looks through a file that is no text; `bytes` are absent where there are more than [`MAX_PUBLISHED`].
pub fn in_archive(file: &Arc<str>, bytes: Option<&[u8]>) -> Option<Diagnostic> {
    let Some(bytes) = bytes else { return Some(unread(file)) };
    // A document from before 2007 is no archive: that office files go out is told anyway.
    if !bytes.starts_with(b"PK") {
        return None;
    }
    let Some(text) = unpacked(bytes) else { return Some(unread(file)) };
    personal_data::in_file(&Source::decode(Arc::clone(file), text.as_bytes()), false)
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
        if media::ending(&name) != "xml" {
            continue;
        }
        let mut xml = Vec::new();
        archive.by_index(index).ok()?.take(left + 1).read_to_end(&mut xml).ok()?;
        left = left.checked_sub(xml.len() as u64)?;
        words(&String::from_utf8_lossy(&xml), &mut text);
    }
    Some(text)
}

/// Appends what stands between tags, a line for each element but those of [`RUNS`].
fn words(xml: &str, into: &mut String) {
    let mut rest = xml;
    while let Some(at) = rest.find('<') {
        into.push_str(&rest[..at]);
        let tag = &rest[at + 1..];
        let end = tag.find('>').unwrap_or(tag.len());
        if ends_line(&tag[..end]) {
            into.push('\n');
        }
        rest = tag.get(end + 1..).unwrap_or_default();
    }
    into.push_str(rest);
    into.push('\n');
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
