//! Whether a file that came with a story is what its name says.
//!
//! Entry point: [`fault`]. A host tells browsers what a file is by its name, and people open it for
//! its name: a page that is called `.pdf`, or a program that is called `.mp3`, must not be handed out
//! by an office. Names are held against the first bytes; what neither is known by is left alone.

use std::sync::Arc;

use infer::MatcherType;

use crate::diagnostic::{Diagnostic, Place};
use crate::locale::Message;
use crate::picture::Format;

/// Bytes at the beginning of a file by which its kind is known.
pub(super) const HEAD: u64 = 4096;

/// What a browser or a person does with a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Picture,
    /// Sounds and films share their containers.
    Recording,
    Document,
    /// Archives; the newer office documents are some.
    Archive,
    Markup,
    Program,
}

/// What is wrong with a file called `file` that begins with `head`.
pub(super) fn fault(file: &Arc<str>, head: &[u8]) -> Option<Diagnostic> {
    let refuse = |rule, message| Diagnostic::error(rule, Place::file(file), message);
    let found = found(head);
    if found == Some(Kind::Program) {
        return Some(refuse("unsafe-file", Message::new("unsafe-program")));
    }
    let (_, ending) = file.rsplit_once('.')?;
    let named = named(&ending.to_ascii_lowercase())?;
    let is_right = match found {
        Some(found) => found == named,
        // Nothing else is a picture; other kinds begin in more ways than anybody knows.
        None => named != Kind::Picture,
    };
    let message = Message::new("file-type").text("ending", ending);
    (!is_right).then(|| refuse("file-type", message).with_help(Message::new("file-type-help")))
}

fn named(ending: &str) -> Option<Kind> {
    Some(match ending {
        "jpg" | "jpeg" | "png" | "gif" | "webp" | "heic" | "heif" | "bmp" | "tif" | "tiff"
        | "avif" => Kind::Picture,
        "mp3" | "m4a" | "aac" | "ogg" | "oga" | "opus" | "wav" | "flac" | "mp4" | "m4v" | "mov"
        | "webm" => Kind::Recording,
        "pdf" | "doc" | "xls" | "ppt" => Kind::Document,
        "docx" | "xlsx" | "pptx" | "zip" | "rar" | "7z" | "gz" => Kind::Archive,
        _ => return None,
    })
}

fn found(head: &[u8]) -> Option<Kind> {
    if Format::of(head).is_some() {
        return Some(Kind::Picture);
    }
    if let Some(found) = infer::get(head) {
        return match found.matcher_type() {
            MatcherType::App => Some(Kind::Program),
            MatcherType::Image => Some(Kind::Picture),
            MatcherType::Audio | MatcherType::Video => Some(Kind::Recording),
            MatcherType::Doc if is_zip(head) => Some(Kind::Archive),
            MatcherType::Doc => Some(Kind::Document),
            MatcherType::Archive if found.mime_type() == "application/pdf" => Some(Kind::Document),
            MatcherType::Archive => Some(Kind::Archive),
            MatcherType::Text => Some(Kind::Markup),
            _ => None,
        };
    }
    let text = head.trim_ascii_start();
    text.first().is_some_and(|first| *first == b'<').then_some(Kind::Markup)
}

fn is_zip(head: &[u8]) -> bool {
    head.starts_with(b"PK\x03\x04")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(name: &str, head: &[u8]) -> Option<&'static str> {
        fault(&name.into(), head).map(|fault| fault.rule)
    }

    #[test]
    fn a_file_is_what_its_name_says() {
        for (name, head) in [
            ("a.jpg", &b"\xFF\xD8\xFF\xE0"[..]),
            // A browser shows it all the same, and it is published under its right name.
            ("a.jpg", b"\x89PNG\r\n\x1A\n"),
            ("a.mp3", b"ID3\x03"),
            ("a.mp3", b"\0\0\0\0 padding that some recorders write"),
            ("a.m4a", b"\0\0\0\x20ftypmp42\0\0\0\0"),
            ("a.pdf", b"%PDF-1.7"),
            ("a.docx", b"PK\x03\x04\x14\0\x06\0"),
            ("a.doc", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"),
            ("a.txt", "名单".as_bytes()),
            ("README", b"#"),
        ] {
            assert_eq!(told(name, head), None, "{name} {head:?}");
        }
    }

    #[test]
    fn a_file_that_pretends_is_refused() {
        for (name, head) in [
            ("a.jpg", &b"<html><script>"[..]),
            ("a.PNG", b"<?xml version='1.0'?><svg/>"),
            ("a.gif", b""),
            ("a.jpg", b"RIFF\0\0\0\0WAVEfmt "),
            ("a.mp3", b" \n<!DOCTYPE html>"),
            ("a.mp4", b"%PDF-1.7"),
            ("a.pdf", b"<script>"),
        ] {
            assert_eq!(told(name, head), Some("file-type"), "{name} {head:?}");
        }
        for (name, head) in [
            ("a.mp3", &b"MZ\x90\0"[..]),
            ("photo.jpg", &[b"\x7FELF\x02\x01\x01", [0; 64].as_slice()].concat()),
            ("a.dat", b"MZ\x90\0"),
        ] {
            assert_eq!(told(name, head), Some("unsafe-file"), "{name} {head:?}");
        }
    }
}
