//! The texts as they were published last, kept below `.liuhao/published/` when the desk publishes: what a review sheet tells
//! the changes since.
//!
//! Entry points: [`keep`], [`last`]. A publishing that was not made by the desk leaves no text: what is known of it is the facts
//! that it published (`data/branches.json`). Kept texts are believed while the page that they made is the published one.

use std::collections::BTreeMap;
use std::path::Path;

use jiff::Timestamp;
use jiff::tz::Offset;

use crate::deploy::Row;
use crate::error::Error;
use crate::fs::{self, Root};
use crate::parse::{self, Document};
use crate::serve::model::Entry;
use crate::serve::preview::Preview;
use crate::site::{self, KeptBack};
use crate::write::Target;

/// Where they lie, each below it as it lies in the site.
const FOLDER: &str = ".liuhao/published";
/// The day of the last publishing.
const DAY: &str = ".liuhao/published/day";

/// The hash of each page that they made.
const PAGES: &str = ".liuhao/published/pages";
/// The published facts of all stories, in the output.
const FACTS: &str = "data/branches.json";
/// The most bytes of these that are read.
const MAX_FACTS: u64 = 1 << 30;

/// A text as it was published last.
pub(super) struct Last {
    /// `2026-01-01`.
    pub(super) day: Option<String>,
    pub(super) state: State,
}

/// What is known of it.
pub(super) enum State {
    /// All of it.
    Text(Vec<u8>),
    /// The facts of a story.
    Facts(Row),
    /// Nothing but that it was published.
    Published,
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
    let published = Target::new(&preview.options.output).published()?;
    let mut pages = BTreeMap::new();
    for entry in snapshot.entries.values().filter(|entry| is_shown(entry)) {
        if let Ok(bytes) = entry.text.path.read(parse::MAX_TEXT)? {
            put(&site, &Path::new(FOLDER).join(&*entry.text.file), &bytes)?;
            let address = entry.address();
            let hash = published.get(&address).map(|hash| hash.to_hex().to_string());
            pages.extend(hash.map(|hash| (address, hash)));
        }
    }
    let day = preview.selection.today.map(|day| day.to_string()).unwrap_or_default();
    let pages = serde_json::to_vec(&pages).expect("names and hashes are texts");
    put(&site, Path::new(PAGES), &pages)?;
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

/// A file as it was published last, by the desk or by a build; `None` where readers do not have it.
///
/// # Errors
/// A disk that refuses.
pub(super) fn last(preview: &Preview, entry: &Entry) -> Result<Option<Last>, Error> {
    let output = &preview.options.output;
    let target = Target::new(output);
    let address = entry.address();
    let Some(hash) = target.published()?.remove(&address) else { return Ok(None) };
    let site = Root::open(&preview.root)?;
    let read = |path: &Path, max| Ok::<_, Error>(site.read(path, max)?.and_then(Result::ok));
    let pages = read(Path::new(PAGES), MAX_FACTS)?.unwrap_or_default();
    let pages: BTreeMap<String, String> = serde_json::from_slice(&pages).unwrap_or_default();
    let is_kept = pages.get(&address).is_some_and(|known| *known == *hash.to_hex());
    let text = if is_kept {
        read(&Path::new(FOLDER).join(&*entry.text.file), parse::MAX_TEXT)?
    } else {
        None
    };
    if let Some(bytes) = text {
        let day = read(Path::new(DAY), 64)?.and_then(|day| String::from_utf8(day).ok());
        let day = day.filter(|day| !day.is_empty());
        return Ok(Some(Last { day, state: State::Text(bytes) }));
    }
    let facts = fs::read_if_exists(&output.join(FACTS), MAX_FACTS)?;
    let row = facts.and_then(|bytes| row(&bytes, &address));
    let day = target.manifest()?.and_then(|manifest| day(&manifest));
    Ok(Some(Last { day, state: row.map_or(State::Published, State::Facts) }))
}

/// The facts of the story at an address: each stands on a line of its own.
fn row(bytes: &[u8], address: &str) -> Option<Row> {
    let lines = std::str::from_utf8(bytes).ok()?.lines();
    let lines = lines.filter(|line| line.contains(address));
    let rows = lines.filter_map(|line| serde_json::from_str(line.trim_end_matches(',')).ok());
    rows.into_iter().find(|row: &Row| row.get("address").is_some_and(|found| found == address))
}

/// The day, in China, on which a file was written.
fn day(file: &Path) -> Option<String> {
    let found = fs::metadata_if_exists(file).ok()??;
    let stamp = Timestamp::try_from(found.modified().ok()?).ok()?;
    Some(Offset::constant(8).to_datetime(stamp).date().to_string())
}
