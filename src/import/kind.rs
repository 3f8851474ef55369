//! What a file is, by its first bytes and never by its name.
//!
//! Entry point: [`Kind::of`].

use crate::import::refusal::{Refusal, Way};

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
        if let Some(refusal) = foreign(bytes) {
            return Err(refusal);
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
        Refusal::OldSheet
    } else if has("PowerPoint Document") {
        Refusal::Foreign("PowerPoint", Way::Copy)
    } else if has("__nameid_version1.0") || has("__substg1.0") {
        Refusal::Foreign("Outlook", Way::Letter)
    } else {
        // WordDocument, and what WPS writes as .wps.
        Refusal::OldDocument
    }
}

fn foreign(bytes: &[u8]) -> Option<Refusal> {
    const HEADS: [(&[u8], &str, Way); 17] = [
        (b"bplist", "plist", Way::Nothing),
        (b"%PDF-", "PDF", Way::Convert),
        (b"{\\rtf", "RTF", Way::SaveAsDocument),
        (b"Rar!", "RAR", Way::Unpack),
        (b"7z\xBC\xAF", "7z", Way::Unpack),
        (b"\x1F\x8B", "gzip", Way::Unpack),
        (b"\xFF\xD8\xFF", "JPEG", Way::Picture),
        (b"\x89PNG", "PNG", Way::Picture),
        (b"GIF8", "GIF", Way::Picture),
        (b"II*\0", "TIFF", Way::Picture),
        (b"MM\0*", "TIFF", Way::Picture),
        (b"BM", "BMP", Way::Picture),
        (b"RIFF", "WebP", Way::Picture),
        (b"ID3", "MP3", Way::Nothing),
        (b"MZ", "exe", Way::Nothing),
        (b"<svg", "SVG", Way::Picture),
        (b"AT&TFORM", "DjVu", Way::Convert),
    ];
    let head = HEADS.iter().find(|(head, name, _)| {
        // BM begins a word as well.
        bytes.starts_with(head) && (*name != "BMP" || bytes.contains(&0))
    });
    let head = head.map(|(_, name, way)| (*name, *way));
    // Safari writes the name of its part where it likes.
    let head = match head {
        Some(("plist", _)) if memchr::memmem::find(bytes, b"WebMainResource").is_some() => {
            Some(("webarchive", Way::SaveAsPage))
        }
        head => head,
    };
    let boxed = || match bytes.get(4..12) {
        Some(b"ftypheic" | b"ftypheix" | b"ftypmif1" | b"ftypavif") => Some(("HEIC", Way::Picture)),
        Some(name) if name.starts_with(b"ftyp") => Some(("MP4", Way::Nothing)),
        Some(_) | None => None,
    };
    let (name, way) =
        head.or_else(boxed).or_else(|| xml(&lower_head(bytes))).or_else(|| letter(bytes))?;
    Some(Refusal::Foreign(name, way))
}

/// What XML is that is no page: documents and sheets in one file of XML, as Word 2003, Excel 2003, UOF and
/// LibreOffice write them.
fn xml(head: &[u8]) -> Option<(&'static str, Way)> {
    const WORDS: [(&[u8], &str, Way); 10] = [
        (b"w:worddocument", "Word XML", Way::SaveAsDocument),
        (b"pkg:package", "Word XML", Way::SaveAsDocument),
        (b"office:spreadsheet", "Excel XML", Way::SaveAsSheet),
        (b"excel.sheet", "Excel XML", Way::SaveAsSheet),
        (b"opendocument.spreadsheet", "ODS", Way::SaveAsSheet),
        (b"opendocument.presentation", "ODP", Way::Copy),
        (b"opendocument.graphics", "ODG", Way::Copy),
        (b"office:document", "ODT", Way::SaveAsDocument),
        (b"<uof:", "UOF", Way::SaveAsDocument),
        (b"<svg", "SVG", Way::Picture),
    ];
    const HEADS: [&[u8]; 6] =
        [b"<?xml", b"<?mso-application", b"<office:", b"<w:worddocument", b"<pkg:", b"<uof:"];
    let is_xml = HEADS.iter().any(|word| head.starts_with(word));
    let has = |word: &[u8]| memchr::memmem::find(head, word).is_some();
    if !is_xml || has(b"<html") || has(b"<!doctype html") {
        return None;
    }
    let known = WORDS.iter().find(|(word, ..)| has(word));
    Some(known.map_or(("XML", Way::Nothing), |(_, name, way)| (*name, *way)))
}

/// A letter that is no page.
fn letter(bytes: &[u8]) -> Option<(&'static str, Way)> {
    let head = lower_head(bytes);
    let begins: [&[u8]; 7] = [
        b"from:",
        b"received:",
        b"return-path:",
        b"delivered-to:",
        b"mime-version:",
        b"to:",
        b"subject:",
    ];
    let is_letter = begins.iter().any(|word| head.starts_with(word))
        && has_word(&head, b"\nmime-version:")
        && has_word(&head, b"content-type:");
    (is_letter && !is_page_archive(bytes)).then_some(("EML", Way::Letter))
}

/// The beginning in small letters, without a mark of byte order and blanks before it. In UTF-16 every other byte is zero.
fn lower_head(bytes: &[u8]) -> Vec<u8> {
    let head = &bytes[..bytes.len().min(HEAD)];
    let head: Vec<u8> =
        head.iter().filter(|byte| **byte != 0).map(u8::to_ascii_lowercase).collect();
    let bare = [&b"\xEF\xBB\xBF"[..], b"\xFF\xFE", b"\xFE\xFF"]
        .iter()
        .find_map(|mark| head.strip_prefix(*mark))
        .unwrap_or(&head);
    bare.trim_ascii_start().to_vec()
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
    let head = lower_head(bytes);
    let names: [&[u8]; 7] = [b"<html", b"<head", b"<body", b"<meta", b"<div", b"<section", b"<p"];
    let is_named = |name: &[u8]| {
        memchr::memmem::find_iter(&head, name)
            .any(|at| head.get(at + name.len()).is_none_or(|next| b" \t\r\n>/".contains(next)))
    };
    head.first() == Some(&b'<')
        && (memchr::memmem::find(&head, b"<!doctype html").is_some()
            || names.iter().any(|name| is_named(name)))
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
        assert_eq!(Kind::of(&ole_with("WordDocument")), Err(Refusal::OldDocument));
        assert_eq!(Kind::of(&ole_with("Workbook")), Err(Refusal::OldSheet));
        assert_eq!(Kind::of(&ole_with("EncryptedPackage")), Err(Refusal::Password));
        let letter =
            b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;";
        assert_eq!(Kind::of(letter), Ok(Kind::PageArchive));
        assert_eq!(Kind::of(b"%PDF-1.7"), Err(Refusal::Foreign("PDF", Way::Convert)));
    }

    #[test]
    fn kinds_that_are_not_imported_are_told_with_what_to_do() {
        let of = |text: &str| match Kind::of(text.as_bytes()) {
            Err(Refusal::Foreign(name, way)) => (name, Some(way)),
            Ok(Kind::Page) => ("page", None),
            _ => ("other", None),
        };
        let document = Some(Way::SaveAsDocument);
        for (text, kind) in [
            ("<?xml version=\"1.0\"?><pkg:package xmlns:pkg=\"x\">", ("Word XML", document)),
            (
                "\u{feff}<?xml version=\"1.0\"?>\r\n<?mso-application progid=\"Word.Document\"?><pkg:package>",
                ("Word XML", document),
            ),
            (
                "<?mso-application progid=\"Word.Document\"?><w:wordDocument>",
                ("Word XML", document),
            ),
            (
                "<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">",
                ("Excel XML", Some(Way::SaveAsSheet)),
            ),
            ("<?xml version=\"1.0\"?><office:document>", ("ODT", document)),
            ("<?xml version=\"1.0\"?><uof:UOF>", ("UOF", document)),
            ("<?xml version=\"1.0\"?><note/>", ("XML", Some(Way::Nothing))),
            ("<?xml version=\"1.0\"?><html xmlns=\"x\"><p>a</p>", ("page", None)),
            ("{\\rtf1", ("RTF", document)),
            (
                "From: a@example.invalid\nMIME-Version: 1.0\nContent-Type: text/plain\n\na",
                ("EML", Some(Way::Letter)),
            ),
            ("\0\0\0\u{18}ftypheic", ("HEIC", Some(Way::Picture))),
            ("BM是两个字母。", ("other", None)),
        ] {
            assert_eq!(of(text), kind, "{text}");
        }
    }
}
