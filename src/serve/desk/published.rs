//! The texts as they were published last, kept below `.liuhao/published/` when the desk publishes: what a review sheet tells
//! the changes since.
//!
//! Entry points: [`keep`], [`last`].

use std::path::Path;

use crate::error::Error;
use crate::fs::Root;
use crate::parse::{self, Document};
use crate::serve::model::Entry;
use crate::serve::page::Preview;
use crate::site::{self, KeptBack};

/// Where they lie, each below it as it lies in the site.
const FOLDER: &str = ".liuhao/published";
/// The day of the last publishing.
const DAY: &str = ".liuhao/published/day";

/// A text as it was published.
pub(super) struct Last {
    pub(super) bytes: Vec<u8>,
    /// `2026-01-01`.
    pub(super) day: Option<String>,
}

/// Keeps the texts that a publishing has put before readers.
///
/// # Errors
/// A disk that refuses.
pub(super) fn keep(preview: &Preview) -> Result<(), Error> {
    let site = Root::open(&preview.root)?;
    let options = site::Options { drafts: false, ..preview.selection };
    let is_shown = |entry: &Entry| match &entry.document {
        Some(Document::Story(story)) => KeptBack::of(story, options).is_none(),
        Some(Document::Page(page)) => !page.is_draft,
        Some(Document::Article(article)) => !article.page.is_draft,
        Some(Document::Series(_)) => true,
        None => false,
    };
    let snapshot = preview.stage.snapshot();
    for entry in snapshot.entries.values().filter(|entry| is_shown(entry)) {
        if let Ok(bytes) = entry.text.path.read(parse::MAX_TEXT)? {
            put(&site, &Path::new(FOLDER).join(&*entry.text.file), &bytes)?;
        }
    }
    let day = preview.selection.today.map(|day| day.to_string()).unwrap_or_default();
    put(&site, Path::new(DAY), day.as_bytes())
}

/// One text, where it is another one than before.
fn put(site: &Root, path: &Path, bytes: &[u8]) -> Result<(), Error> {
    if let Some(Ok(old)) = site.read(path, parse::MAX_TEXT)?
        && old == bytes
    {
        return Ok(());
    }
    if let Some(parent) = path.parent() {
        site.make_folder(parent)?;
    }
    site.remove_file(path)?;
    let mut file = site.create_file(path)?;
    site.write(&mut file, path, bytes)
}

/// A file as it was published last; `None` where it never was from this desk.
///
/// # Errors
/// A disk that refuses.
pub(super) fn last(preview: &Preview, file: &str) -> Result<Option<Last>, Error> {
    let site = Root::open(&preview.root)?;
    let read = site.read(Path::new(FOLDER).join(file), parse::MAX_TEXT)?;
    let Some(bytes) = read.and_then(Result::ok) else { return Ok(None) };
    let day = site.read(DAY, 64)?.and_then(Result::ok);
    let day = day.and_then(|day| String::from_utf8(day).ok()).filter(|day| !day.is_empty());
    Ok(Some(Last { bytes, day }))
}
