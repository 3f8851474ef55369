//! Saved article pages: those of the platform that offices publish on, and the densest part of any other.
//!
//! Entry point: [`read`]. A page is parsed as a browser parses it; nothing is run, no address is fetched.

mod article;
mod beside;
mod blocks;
mod card;
mod drawn;
mod elements;
mod grid;
mod hidden;
mod mhtml;
mod path;
mod shade;
mod spread;
mod tree;
mod values;

use crate::diagnostic::{Encoding, Source};
use crate::import::manuscript::Manuscript;
use crate::import::page::blocks::Read;
use crate::import::page::hidden::Why;
pub(super) use crate::import::page::values::percent_decoded;
use crate::import::refusal::Refusal;
use crate::import::report::{At, Note};
use crate::import::{Beside, decoration};
use crate::locale::Message;

/// The largest page that is read, in bytes; one of three megabytes is mostly script.
const MAX_PAGE: usize = 16 * 1024 * 1024;

/// Reads a page that was saved as one file.
///
/// # Errors
/// No page in it, or a page without an article.
pub(super) fn read_archive(bytes: &[u8]) -> Result<Manuscript, Refusal> {
    let archive = mhtml::read(bytes).ok_or(Refusal::NoArticle)?;
    read(&archive.page, &|address| archive.parts.get(address).cloned())
}

/// Reads a page. `beside` gives pictures that were saved with it.
///
/// # Errors
/// A page without an article.
pub(super) fn read(bytes: &[u8], beside: Beside<'_>) -> Result<Manuscript, Refusal> {
    if bytes.len() > MAX_PAGE {
        return Err(Refusal::FileTooLarge);
    }
    let source = Source::decode("".into(), bytes);
    if source.encoding == Encoding::Unknown {
        return Err(Refusal::Unknown);
    }
    let tree = tree::parse(&source.text);
    let found = article::find(&tree)?;
    let mut manuscript = Manuscript { meta: article::meta(&tree), ..Manuscript::default() };
    if found.is_guess {
        manuscript.notes.push(Note::new(Message::new("import-guessed-article")));
        let title = manuscript.meta.title.as_deref().unwrap_or_default();
        let told = beside::texts(&tree, found.node, &[title]);
        if !told.lines.is_empty() {
            let message = Message::new("import-beside-article")
                .text("texts", told.lines.join("；"))
                .count("cut", told.cut)
                .count("more", told.more);
            manuscript.notes.push(Note::new(message));
        }
    }
    let read = blocks::read(&tree, found.node, beside)?;
    manuscript.notes.extend(left_out(&read));
    manuscript.photos = read.photos;
    let (parts, notes) = decoration::leave_out(card::as_table(read.parts), read.decorations);
    manuscript.parts = parts;
    manuscript.notes.extend(notes);
    Ok(manuscript)
}

/// Tells what of a page was not read, or read though it may not be meant.
fn left_out(read: &Read) -> Vec<Note> {
    let mut notes = Vec::new();
    if read.players > 0 {
        notes.push(Note::new(Message::new("import-players").count("count", read.players)));
    }
    let unseen = |why: Why| {
        let texts = read.unseen.iter().filter(|one| one.why == why);
        texts.map(|one| one.text.as_str()).collect::<Vec<_>>().join("；")
    };
    let texts = [
        ("import-drawn", read.drawn.join("；")),
        ("import-struck", read.struck.clone()),
        ("import-remarks", unseen(Why::Remark)),
        ("import-deleted", unseen(Why::Deleted)),
        ("import-readings", unseen(Why::Reading)),
    ];
    for (id, text) in texts.into_iter().filter(|(_, text)| !text.is_empty()) {
        notes.push(Note::new(Message::new(id).text("text", text)));
    }
    for one in &read.unseen {
        let id = match one.why {
            Why::Unseen => "import-hidden",
            Why::Faint => "import-faint",
            Why::Remark | Why::Deleted | Why::Reading => continue,
        };
        notes.push(Note::at(At::Paragraph(one.nth), Message::new(id).text("text", &one.text)));
    }
    notes
}

/// Reads a piece of a page, such as a word processor puts on the clipboard: all of it is the article.
///
/// # Errors
/// More than a page may hold.
pub(super) fn fragment(html: &str) -> Result<Manuscript, Refusal> {
    if html.len() > MAX_PAGE {
        return Err(Refusal::FileTooLarge);
    }
    let tree = tree::parse(html);
    let body = tree.below(0).find(|node| tree.name(*node) == "body").unwrap_or_default();
    let read = blocks::read(&tree, body, &|_| None)?;
    let notes = left_out(&read);
    Ok(Manuscript { parts: read.parts, photos: read.photos, notes, ..Manuscript::default() })
}
