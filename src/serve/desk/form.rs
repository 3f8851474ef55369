//! `form.json`: all that the form of one file shows.
//!
//! Entry point: [`of`]. Values stand as they were typed; what was understood, what is wrong and what may be taken from the
//! text is said beside them.

use std::sync::Arc;

use serde::Serialize;

use crate::build;
use crate::check::Selection;
use crate::diagnostic::{Encoding, Source, shown_name};
use crate::edit::{self, Cell, Standing};
use crate::fix;
use crate::import;
use crate::locale::Message;
use crate::parse::{Document, Kind, Story};
use crate::schema::Shape;
use crate::serve::desk::claims::{self, Claim};
use crate::serve::desk::fault::{Faults, FormFault};
use crate::serve::desk::field::{self, Card, Field};
use crate::serve::desk::label::fact_label;
use crate::serve::desk::review::Review;
use crate::serve::desk::session::etag;
use crate::serve::desk::{rows, tables};
use crate::serve::model::Entry;
use crate::serve::preview::Preview;

/// The form of one file.
#[derive(Serialize)]
pub(super) struct Form {
    file: String,
    name: String,
    kind: &'static str,
    /// The section that an article belongs to.
    section: Option<&'static str>,
    title: String,
    etag: String,
    writable: bool,
    why_not: Option<String>,
    fixable: bool,
    href: Option<String>,
    state: &'static str,
    text: String,
    body: String,
    body_line: usize,
    style: &'static str,
    pub(super) fields: Vec<Field>,
    faults: Vec<FormFault>,
    body_faults: Vec<FormFault>,
    claims: Vec<Claim>,
    cards: Vec<Card>,
    review: Review,
    undo: usize,
}

/// The form of a file with these bytes, which are remembered as the beginning of an edit.
pub(super) fn of(preview: &Preview, entry: &Entry, bytes: &[u8]) -> Form {
    let form = draw(preview, entry, bytes);
    let mut session = preview.session();
    session.keep(&entry.text.file, &form.etag, bytes);
    Form { undo: session.steps(&entry.text.file), ..form }
}

/// The form that a file with these bytes would have.
pub(super) fn draw(preview: &Preview, entry: &Entry, bytes: &[u8]) -> Form {
    let snapshot = preview.stage.snapshot();
    let source = Source::decode(Arc::clone(&entry.text.file), bytes);
    let table = tables::of(preview, entry.text.kind);
    let (document, diagnostics) = build::parse_bytes(&entry.text, bytes, &snapshot.reading);
    let selection = Selection::new(&snapshot.reading.rules, &preview.options.rules);
    let mut diagnostics = selection.apply(diagnostics);
    let of_site = snapshot.faults.iter().filter(|one| one.place.file == entry.text.file);
    diagnostics.extend(of_site.cloned());
    let fixed = fix::fix_with(&entry.text.file, bytes, &snapshot.reading.keys());
    let slips = fixed
        .as_ref()
        .map_or_else(Vec::new, |fixed| tables::differing(&fixed.before, &fixed.after));
    let standing = edit::form(&source, table);
    let below = edit::below(&source);
    let body_line = source.text[..source.text.len() - below.len()].matches('\n').count() + 1;
    let (is_chinese, facts) =
        standing.as_ref().map_or((true, &[][..]), |form| (form.is_chinese, &form.facts[..]));
    let mut faults = Faults::of(preview, &snapshot, diagnostics, &slips);
    faults.place(facts, body_line);
    let story = match &document {
        Some(Document::Story(story)) => Some(story),
        Some(Document::Series(_) | Document::Page(_) | Document::Article(_)) | None => None,
    };
    let known = field::Known { locale: &preview.locale, snapshot: &snapshot, story };
    let fields = field::all(&known, facts, &mut faults);
    let why_not = why_not(preview, entry, &source, standing.as_ref().err());
    let cards = edit::comments(&source, table, import::MARK);
    Form {
        file: entry.text.file.to_string(),
        name: shown_name(&entry.text.file),
        kind: match entry.text.kind {
            Kind::Story => "story",
            Kind::Series => "series",
            Kind::Page => "page",
            Kind::Article(_) => "article",
        },
        section: rows::section(entry.text.kind),
        title: rows::title(document.as_ref(), &entry.text.slug).to_owned(),
        etag: etag(bytes),
        writable: why_not.is_none(),
        why_not: why_not.map(|message| preview.locale.text(&message)),
        fixable: fixed.is_some(),
        href: snapshot.href(&entry.address()),
        state: rows::state(document.as_ref(), preview.selection),
        body: below.replace("\r\n", "\n"),
        body_line,
        style: if is_chinese { "chinese" } else { "english" },
        fields,
        claims: story.map_or_else(Vec::new, |story| open_claims(preview, story, &source, facts)),
        cards: cards.iter().map(|one| Card::of(one, &preview.locale)).collect(),
        body_faults: faults.take_body(),
        faults: faults.take_rest(),
        review: story.map(|story| Review::of(story)).unwrap_or_default(),
        undo: 0,
        text: source.text,
    }
}

fn open_claims(
    preview: &Preview,
    story: &Story,
    source: &Source,
    facts: &[Standing],
) -> Vec<Claim> {
    let empty = facts.iter().filter(|one| {
        let is_quantity = matches!(one.field.shape, Shape::Quantity);
        is_quantity && one.cell == Cell::Empty && one.group.is_some()
    });
    let empty: Vec<&'static str> = empty.map(|one| one.field.path).collect();
    let label = |key: &str| fact_label(key, &preview.locale);
    claims::of(story, source, &empty, &claims::Words { locale: &preview.locale, label: &label })
}

/// Why a file cannot be written by the form.
fn why_not(
    preview: &Preview,
    entry: &Entry,
    source: &Source,
    unread: Option<&edit::Refusal>,
) -> Option<Message> {
    if preview.control.is_read_only {
        return Some(Message::new("desk-is-read-only"));
    }
    if source.encoding != Encoding::Utf8 {
        return Some(Message::new("edit-encoding"));
    }
    let file = entry.text.path.open().ok().and_then(|file| file.metadata().ok());
    if file.is_some_and(|found| found.permissions().readonly()) {
        return Some(Message::new("desk-read-only-file"));
    }
    unread.map(edit::Refusal::message)
}
