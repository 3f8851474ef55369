//! What a file is, by its first bytes and never by its name.
//!
//! Entry point: [`Kind::of`].

use crate::import::refusal::Refusal;

/// A kind of file that is imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A zip archive: Word, a spreadsheet, or something else.
    Archive,
    /// A web page.
    Page,
    /// A web page saved as one file.
    PageArchive,
    /// Text.
    Text,
}

/// Bytes at the beginning by which a page is known.
const HEAD: usize = 2048;
const OLE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

impl Kind {
    /// The kind of a file.
    ///
    /// # Errors
    /// A kind that is not imported, by its true name.
    pub(super) fn of(bytes: &[u8]) -> Result<Self, Refusal> {
        if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
            return Ok(Self::Archive);
        }
        if bytes.starts_with(OLE) {
            return Err(ole(bytes));
        }
        if let Some(name) = foreign(bytes) {
            return Err(Refusal::Foreign(name));
        }
        if is_page_archive(bytes) {
            return Ok(Self::PageArchive);
        }
        Ok(if is_page(bytes) { Self::Page } else { Self::Text })
    }
}

/// What an OLE container holds. Names of its streams are UTF-16 and stand in it as they are.
fn ole(bytes: &[u8]) -> Refusal {
    let has = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        memchr::memmem::find(bytes, &wide).is_some()
    };
    if has("EncryptedPackage") || has("EncryptionInfo") {
        Refusal::Password
    } else if has("Workbook") {
        Refusal::Old(".xls")
    } else if has("PowerPoint Document") {
        Refusal::Foreign("PowerPoint")
    } else {
        // WordDocument, and what WPS writes as .wps.
        Refusal::Old(".doc")
    }
}

fn foreign(bytes: &[u8]) -> Option<&'static str> {
    [
        (&b"%PDF-"[..], "PDF"),
        (b"{\\rtf", "RTF"),
        (b"Rar!", "RAR"),
        (b"7z\xBC\xAF", "7z"),
        (b"\x1F\x8B", "gzip"),
        (b"\xFF\xD8\xFF", "JPEG"),
        (b"\x89PNG", "PNG"),
        (b"GIF8", "GIF"),
        (b"MZ", "exe"),
    ]
    .into_iter()
    .find(|(head, _)| bytes.starts_with(head))
    .map(|(_, name)| name)
    .or_else(|| {
        let is_word = has_word(bytes, b"w:wordDocument") || has_word(bytes, b"pkg:package");
        (bytes.trim_ascii_start().starts_with(b"<?xml") && is_word).then_some("Word XML")
    })
}

fn has_word(bytes: &[u8], word: &[u8]) -> bool {
    memchr::memmem::find(&bytes[..bytes.len().min(HEAD)], word).is_some()
}

/// Whether it begins as a letter whose parts are a page.
fn is_page_archive(bytes: &[u8]) -> bool {
    let head = bytes[..bytes.len().min(HEAD)].to_ascii_lowercase();
    let begins = [
        &b"from:"[..],
        b"mime-version:",
        b"content-type:",
        b"snapshot-content-location:",
        b"subject:",
        b"date:",
    ];
    begins.iter().any(|word| head.starts_with(word))
        && has_word(&head, b"mime-version:")
        && (has_word(&head, b"multipart/related") || has_word(&head, b"text/html"))
}

/// A page begins with `<`, or with a mark of byte order or blanks before it, and names an element of HTML.
fn is_page(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(HEAD)];
    // In UTF-16 every other byte is zero.
    let head: Vec<u8> =
        head.iter().filter(|byte| **byte != 0).map(u8::to_ascii_lowercase).collect();
    let head =
        head.strip_prefix(b"\xEF\xBB\xBF").or(head.strip_prefix(b"\xFF\xFE")).unwrap_or(&head);
    let head = head.trim_ascii_start();
    let names: [&[u8]; 8] =
        [b"<!doctype html", b"<html", b"<head", b"<body", b"<meta", b"<div", b"<section", b"<p"];
    head.first() == Some(&b'<')
        && names.iter().any(|name| memchr::memmem::find(head, name).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_known_by_their_first_bytes() {
        let ole_with = |name: &str| {
            let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
            [OLE, &[0; 512], &wide].concat()
        };
        assert_eq!(Kind::of(b"PK\x03\x04"), Ok(Kind::Archive));
        assert_eq!(Kind::of("示例".as_bytes()), Ok(Kind::Text));
        assert_eq!(Kind::of(b""), Ok(Kind::Text));
        assert_eq!(Kind::of(b"\xEF\xBB\xBF\r\n<!DOCTYPE html><p>"), Ok(Kind::Page));
        assert_eq!(Kind::of(b"<!-- saved from url --><HTML>"), Ok(Kind::Page));
        assert_eq!(Kind::of(&ole_with("WordDocument")), Err(Refusal::Old(".doc")));
        assert_eq!(Kind::of(&ole_with("Workbook")), Err(Refusal::Old(".xls")));
        assert_eq!(Kind::of(&ole_with("EncryptedPackage")), Err(Refusal::Password));
        let letter =
            b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;";
        assert_eq!(Kind::of(letter), Ok(Kind::PageArchive));
        assert_eq!(Kind::of(b"%PDF-1.7"), Err(Refusal::Foreign("PDF")));
        let flat = b"<?xml version=\"1.0\"?><pkg:package xmlns:pkg=\"x\">";
        assert_eq!(Kind::of(flat), Err(Refusal::Foreign("Word XML")));
    }
}
