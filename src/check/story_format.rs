//! Files that an office means as a story, and that are none yet: Word files, texts by another name.
//!
//! Entry points: [`binary`] by the bytes of a Markdown file, [`text`] by name and front matter. `story-format` cannot be
//! switched off: the story would be missing without a word.

use std::sync::Arc;

use infer::MatcherType;
use memchr::{memchr, memmem};

use crate::diagnostic::{Diagnostic, Encoding, Place, Source, Split};
use crate::locale::Message;
use crate::media;
use crate::parse;

/// What a file is that no text editor wrote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// A document of Word, WPS or their like.
    Word,
    /// Something else, by its usual name.
    Other(&'static str),
}

/// What the bytes of a file called `.md` are, where they are no text, whatever `source` makes of them.
pub fn binary(source: &Source, bytes: &[u8]) -> Option<Diagnostic> {
    let file = &source.file;
    let is_text = || {
        let has_zero = memchr(0, source.text.as_bytes()).is_some();
        source.encoding != Encoding::Unknown && !has_zero
    };
    match document(bytes).or_else(|| if is_text() { None } else { other(bytes) })? {
        Form::Word => Some(word(file)),
        Form::Other(kind) => {
            let message = Message::new("story-binary").text("kind", kind);
            Some(fault(file, message, "story-binary-help"))
        }
    }
}

fn document(bytes: &[u8]) -> Option<Form> {
    if bytes.starts_with(b"{\\rtf") {
        return Some(Form::Word);
    }
    if bytes.starts_with(b"%PDF-") {
        return Some(Form::Other("PDF"));
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Some(archive(bytes));
    }
    // Word, WPS and what is damaged; names of streams are UTF-16.
    let is_old = bytes.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
    let has = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        memmem::find(bytes, &wide).is_some()
    };
    is_old.then(|| match [has("Workbook"), has("PowerPoint Document")] {
        [true, _] => Form::Other("Excel"),
        [false, true] => Form::Other("PowerPoint"),
        [false, false] => Form::Word,
    })
}

/// What an archive holds, by the names and kinds that stand in it uncompressed.
fn archive(bytes: &[u8]) -> Form {
    let marks = [
        ("xl/", Form::Other("Excel")),
        ("opendocument.spreadsheet", Form::Other("Excel")),
        ("ppt/", Form::Other("PowerPoint")),
        ("opendocument.presentation", Form::Other("PowerPoint")),
        ("word/", Form::Word),
        ("opendocument.text", Form::Word),
    ];
    let mut found = marks.iter().filter(|(mark, _)| memmem::find(bytes, mark.as_bytes()).is_some());
    found.next().map_or(Form::Other("ZIP"), |(_, form)| *form)
}

fn other(bytes: &[u8]) -> Option<Form> {
    let found = infer::get(bytes)?;
    (found.matcher_type() != MatcherType::Text).then(|| Form::Other(found.extension()))
}

/// Tells a Word file where a story is expected.
pub(super) fn word(file: &Arc<str>) -> Diagnostic {
    let help = Message::new("story-word-help").text("file", &**file);
    Diagnostic::error("story-format", Place::file(file), Message::new("story-word")).with_help(help)
}

/// Whether a text in `content/` that is not called `.md` is meant as a story: by its name, or its first lines.
pub fn text(source: &Source) -> Option<Diagnostic> {
    let file = &source.file;
    let ending = media::ending(file);
    let name = file.rsplit('/').next().unwrap_or(file).to_lowercase();
    let is_meant =
        name.contains(".md.") || parse::is_misplaced_story(source, None) || is_page(source);
    let message = match &*ending {
        "" => Message::new("story-text-bare"),
        _ => Message::new("story-text").text("ending", ending),
    };
    (file.starts_with("content/") && is_meant).then(|| fault(file, message, "story-text-help"))
}

/// Whether a text has facts of its own with a title among them, as a page or a preface has.
fn is_page(source: &Source) -> bool {
    let Split::Found { yaml, .. } = source.split() else { return false };
    let is_text = matches!(&*media::ending(&source.file), "" | "txt" | "text" | "mdx" | "mkd");
    let is_title = |line: &str| {
        let key = line.split([':', '：']).next().unwrap_or_default().trim();
        key.len() < line.len() && matches!(key, "标题" | "title")
    };
    is_text && source.text[yaml].lines().any(is_title)
}

fn fault(file: &Arc<str>, message: Message, help: &'static str) -> Diagnostic {
    Diagnostic::error("story-format", Place::file(file), message).with_help(Message::new(help))
}
