//! `sheet.json`: what has changed in one story since it was published last, for the sheet of its review.
//!
//! Entry point: [`of`]. What departs too much is told by the code of `check --against`. Facts as they are now, faults and
//! open numbers the sheet has from the form.

use std::sync::Arc;

use serde::Serialize;
use serde_json::Value;

use crate::deploy::{self, Row};
use crate::diagnostic::Source;
use crate::edit::{self, Cell, Form, Standing};
use crate::locale::{Language, Message};
use crate::parse::{Document, Story};
use crate::serve::desk::label::label;
use crate::serve::desk::published::State;
use crate::serve::desk::refused::Refused;
use crate::serve::desk::{published, save, tables, wording};
use crate::serve::model::{Entry, Snapshot};
use crate::serve::preview::Preview;
use crate::serve::report::{self, Fault};
use crate::{against, build, check, render};

/// What a sheet tells beside the form.
#[derive(Serialize)]
pub(super) struct Sheet {
    /// The day of the run: `2026-01-01`.
    printed: Option<String>,
    /// The day of the last publishing; `None` where this story was not part of one.
    since: Option<String>,
    /// Whether readers have it.
    is_known: bool,
    /// Whether the text that was published is known too: one of a build by command is not kept.
    has_text: bool,
    changes: Vec<Difference>,
    /// The text below the facts as it was published.
    body: Option<String>,
    /// Numbers that depart too much from those published.
    warnings: Vec<Fault>,
}

/// A fact that is stated otherwise than it was.
#[derive(Debug, PartialEq, Eq, Serialize)]
struct Difference {
    label: String,
    before: Option<String>,
    after: Option<String>,
}

/// What is to be told of a file beside its form.
///
/// # Errors
/// No such file; facts that cannot be read; a disk that refuses.
pub(super) fn of(preview: &Preview, file: &str) -> Result<Sheet, Refused> {
    let (entry, bytes) = save::look(preview, file)?;
    let printed = preview.selection.today.map(|day| day.to_string());
    let none = Sheet {
        printed,
        since: None,
        is_known: false,
        has_text: false,
        changes: Vec::new(),
        body: None,
        warnings: Vec::new(),
    };
    let Some(last) = published::last(preview, &entry)? else { return Ok(none) };
    let known = Sheet { since: last.day, is_known: true, ..none };
    Ok(match last.state {
        State::Text(old) => of_texts(preview, &entry, (&old, &bytes), known)?,
        State::Facts(old) => of_facts(preview, &entry, (&old, &bytes), known),
        State::Published => known,
    })
}

/// What two texts differ in.
fn of_texts(
    preview: &Preview,
    entry: &Entry,
    (old, new): (&[u8], &[u8]),
    sheet: Sheet,
) -> Result<Sheet, Refused> {
    let snapshot = preview.stage.snapshot();
    let stories =
        [old, new].map(|bytes| story(build::parse_bytes(&entry.text, bytes, &snapshot.reading).0));
    let source = |bytes: &[u8]| Source::decode(Arc::clone(&entry.text.file), bytes);
    let (old, new) = (source(old), source(new));
    let table = tables::of(preview, entry.text.kind);
    let form = |source: &Source| edit::form(source, table).map_err(|one| Refused::edit(&one));
    let language = preview.locale.language();
    Ok(Sheet {
        has_text: true,
        changes: differences(&form(&old)?, &form(&new)?, language),
        body: Some(edit::below(&old).replace("\r\n", "\n")),
        warnings: warnings(preview, &snapshot, stories),
        ..sheet
    })
}

/// What the published facts of a story and its facts now differ in; nothing where it cannot be read now.
fn of_facts(preview: &Preview, entry: &Entry, (old, new): (&Row, &[u8]), sheet: Sheet) -> Sheet {
    let snapshot = preview.stage.snapshot();
    let now = story(build::parse_bytes(&entry.text, new, &snapshot.reading).0);
    let now = now.map(|story| render::facts_of(&snapshot.site.config, &story));
    let changes = match &now {
        Some(Value::Object(now)) => deploy::differences(old, now),
        Some(_) | None => Vec::new(),
    };
    let language = preview.locale.language();
    let some = |text: String| Some(text).filter(|text| !text.is_empty());
    let change = |one: deploy::FactChange| {
        let label = match language {
            Language::Chinese => one.label,
            Language::English => one.key.replace('_', " "),
        };
        let label = if one.is_odd {
            preview.locale.text(&Message::new("desk-odd-change").text("label", label))
        } else {
            label
        };
        Difference { label, before: some(one.before), after: some(one.now) }
    };
    Sheet { changes: changes.into_iter().map(change).collect(), ..sheet }
}

fn story(document: Option<Document>) -> Option<Arc<Story>> {
    match document {
        Some(Document::Story(story)) => Some(story),
        Some(Document::Series(_) | Document::Page(_) | Document::Article(_)) | None => None,
    }
}

/// What `check --against` would say of the two.
fn warnings(
    preview: &Preview,
    snapshot: &Snapshot,
    [old, new]: [Option<Arc<Story>>; 2],
) -> Vec<Fault> {
    let (Some(old), Some(new)) = (old, new) else { return Vec::new() };
    let new = [new];
    let found = check::waive(&new, against::compare(&[old], &new));
    report::of_content(found, wording(preview, snapshot, true))
}

/// Facts that are stated otherwise, rows by their names.
fn differences(old: &Form, new: &Form, language: Language) -> Vec<Difference> {
    let mut found = Vec::new();
    for (old, new) in old.facts.iter().zip(&new.facts) {
        let label = label(new.field, true, language);
        let (before, after) = (of_cell(&old.cell), of_cell(&new.cell));
        if before != after {
            found.push(Difference { label: label.clone(), before, after });
        }
        found.extend(of_rows(old, new, &label));
    }
    found
}

/// Rows that have come, gone or changed; those that only changed places are not told.
fn of_rows(old: &Standing, new: &Standing, label: &str) -> Vec<Difference> {
    let mut left: Vec<&edit::Row> = old.rows.iter().collect();
    let mut found = Vec::new();
    let mut fresh = Vec::new();
    for row in &new.rows {
        match left.iter().position(|one| text(one) == text(row)) {
            Some(same) => drop(left.remove(same)),
            None => fresh.push(row),
        }
    }
    for row in fresh {
        let twin = left.iter().position(|one| name(one).is_some() && name(one) == name(row));
        let before = twin.map(|twin| text(left.remove(twin)));
        found.push(Difference { label: label.to_owned(), before, after: Some(text(row)) });
    }
    let gone = left.into_iter();
    found.extend(gone.map(|row| Difference {
        label: label.to_owned(),
        before: Some(text(row)),
        after: None,
    }));
    found
}

/// What a row is called: its first cell.
fn name(row: &edit::Row) -> Option<String> {
    row.cells.first().and_then(|(_, cell)| of_cell(cell))
}

fn text(row: &edit::Row) -> String {
    let cells = row.cells.iter().filter_map(|(_, cell)| of_cell(cell));
    row.phrase.clone().unwrap_or_else(|| cells.collect::<Vec<_>>().join("　"))
}

fn of_cell(cell: &Cell) -> Option<String> {
    match cell {
        Cell::Empty | Cell::Other => None,
        Cell::Text(text) => Some(text.clone()),
        Cell::Texts(texts) => Some(texts.join("、")),
    }
}
