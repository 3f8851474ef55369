//! Writes one file of the site: from what the form was filled from to what is there now, and nothing is lost unseen.
//!
//! Entry points: [`look`] finds a file by its name, [`save`] changes it. One write at a time; a file that somebody
//! else has saved meanwhile keeps theirs, and ours is put on top only where the two do not meet.

use std::sync::Arc;
use std::time::Duration;

use serde::Serialize;

use crate::diagnostic::Source;
use crate::edit;
use crate::fs::{self, Held, Kind, Replaced};
use crate::locale::Message;
use crate::parse;
use crate::serve::desk::form::{self, Form};
use crate::serve::desk::json::json;
use crate::serve::desk::refused::Refused;
use crate::serve::desk::session::{Session, etag};
use crate::serve::desk::tables;
use crate::serve::http::Answer;
use crate::serve::model::{Entry, Snapshot};
use crate::serve::preview::Preview;

/// How often a file is read again that somebody saves without a pause.
const TRIES: usize = 8;

/// How long an answer waits until the preview shows what was written.
const PATIENCE: Duration = Duration::from_secs(3);

/// What comes of the bytes of a file.
pub(super) type Apply<'c> = &'c dyn Fn(&[u8]) -> Result<Vec<u8>, Refused>;

/// A change of the bytes of a file.
pub(super) struct Change<'c> {
    /// What comes of them.
    pub(super) apply: Apply<'c>,
    /// Whether what it changes is the same in the bytes that it began with and in those that are there now.
    pub(super) is_apart: &'c dyn Fn(&[u8], &[u8]) -> bool,
}

#[derive(Serialize)]
struct Saved {
    form: Form,
    merged: bool,
}

#[derive(Serialize)]
struct Conflict {
    error: &'static str,
    message: String,
    base: Option<String>,
    ours: Option<String>,
    theirs: String,
    form: Form,
}

/// A file of the site and its bytes now.
///
/// # Errors
/// A name that is no text of the site, a link, a disk that refuses.
pub(super) fn look(preview: &Preview, file: &str) -> Result<(Arc<Entry>, Vec<u8>), Refused> {
    let absent = || Refused::new(404, "no-file", Message::new("desk-no-file").text("file", file));
    let snapshot = preview.stage.snapshot();
    let entry = Arc::clone(snapshot.entries.get(file).ok_or_else(absent)?);
    let path = &entry.text.path;
    match path.found().map_err(|fault| Refused::failed(&fault))? {
        None => Err(absent()),
        Some(found) if found.kind != Kind::File => {
            Err(Refused::new(422, "link", Message::new("desk-not-a-file")))
        }
        Some(_) => match path.read(parse::MAX_TEXT).map_err(|fault| Refused::failed(&fault))? {
            Ok(bytes) => Ok((entry, bytes)),
            Err(_) => Err(Refused::new(422, "too-large", Message::new("desk-file-too-large"))),
        },
    }
}

/// Changes a file that the form knows as `known`, and answers with the form as it is then.
pub(super) fn save(
    preview: &Preview,
    file: &str,
    known: &str,
    change: &Change<'_>,
) -> Result<Answer, Refused> {
    for _ in 0..TRIES {
        let mut session = preview.session();
        let (entry, bytes) = look(preview, file)?;
        let is_same = etag(&bytes) == known;
        let base = session.version(file, known);
        let may_merge = base.as_ref().is_some_and(|base| (change.is_apart)(base, &bytes));
        if !is_same && !may_merge {
            drop(session);
            return Ok(conflict(preview, (&entry, &bytes), base.as_deref(), change));
        }
        let after = (change.apply)(&bytes)?;
        if write(&mut session, &entry, &bytes, &after)? {
            drop(session);
            shown(preview, &entry, &after);
            let form = form::of(preview, &entry, &after);
            return Ok(json(200, &Saved { form, merged: !is_same }));
        }
    }
    Err(Refused::new(422, "busy", Message::new("desk-busy")))
}

/// Changes facts: all that is asked for, or nothing.
pub(super) fn facts(
    preview: &Preview,
    (file, etag): (&str, &str),
    changes: &[edit::Change],
) -> Result<Answer, Refused> {
    let (entry, _) = look(preview, file)?;
    let table = tables::of(preview, entry.text.kind);
    let apply = |bytes: &[u8]| {
        edit::edit_bytes(bytes, table, changes).map_err(|refusal| Refused::edit(&refusal))
    };
    let is_apart = |base: &[u8], now: &[u8]| edit::are_apart(base, now, table, changes);
    save(preview, file, etag, &Change { apply: &apply, is_apart: &is_apart })
}

/// Puts bytes in place of others; `false` where somebody has saved meanwhile.
pub(super) fn write(
    session: &mut Session,
    entry: &Entry,
    before: &[u8],
    after: &[u8],
) -> Result<bool, Refused> {
    if before == after {
        return Ok(true);
    }
    let path = &entry.text.path;
    let is_locked = path.open().and_then(|file| {
        let found = file.metadata().map_err(fs::error(crate::error::FileAction::Read, path))?;
        Ok(found.permissions().readonly())
    });
    if is_locked.map_err(|fault| Refused::failed(&fault))? {
        return Err(Refused::new(422, "read-only", Message::new("desk-read-only-file")));
    }
    match fs::replace(path, before, after, parse::MAX_TEXT) {
        Ok(Replaced::Done) => {
            session.wrote(&entry.text.file, before, after);
            session.keep(&entry.text.file, &etag(after), after);
            Ok(true)
        }
        Ok(Replaced::Changed) => Ok(false),
        Ok(Replaced::Held(held)) => {
            let id = match held {
                Held::Names => "desk-held-names",
                Held::Owner => "desk-held-owner",
                Held::Rights => "desk-held-rights",
            };
            Err(Refused::new(422, "held", Message::new(id)))
        }
        Err(fault) => Err(Refused::failed(&fault)),
    }
}

/// Both texts, where what was to be changed has changed.
fn conflict(
    preview: &Preview,
    (entry, now): (&Entry, &[u8]),
    base: Option<&[u8]>,
    change: &Change<'_>,
) -> Answer {
    let text = |bytes: &[u8]| Source::decode(Arc::clone(&entry.text.file), bytes).text;
    let ours = base.and_then(|base| (change.apply)(base).ok());
    json(
        409,
        &Conflict {
            error: "changed",
            message: preview.locale.text(&Message::new("desk-changed")),
            base: base.map(text),
            ours: ours.as_deref().map(text),
            theirs: text(now),
            form: form::of(preview, entry, now),
        },
    )
}

/// Undoes the last write of a file.
pub(super) fn undo(preview: &Preview, file: &str, known: &str) -> Result<Answer, Refused> {
    let mut session = preview.session();
    let (entry, bytes) = look(preview, file)?;
    let now = etag(&bytes);
    let before = session.before(file, &now).filter(|_| now == known);
    let Some(before) = before else {
        let has_steps = session.steps(file) > 0;
        drop(session);
        if !has_steps {
            return Err(Refused::new(422, "nothing", Message::new("desk-nothing-to-undo")));
        }
        let change = Change { apply: &|bytes| Ok(bytes.to_vec()), is_apart: &|_, _| false };
        return Ok(conflict(preview, (&entry, &bytes), None, &change));
    };
    session.undone(file);
    let count = session.steps(file);
    if !write(&mut session, &entry, &bytes, &before)? {
        return Err(Refused::new(422, "busy", Message::new("desk-busy")));
    }
    // What takes a step back is none.
    while session.steps(file) > count {
        session.undone(file);
    }
    drop(session);
    shown(preview, &entry, &before);
    Ok(json(200, &Saved { form: form::of(preview, &entry, &before), merged: false }))
}

/// Waits until the preview shows what was written: faults that other files have a part in, and the page beside the
/// form, are of that state. Goes on where it takes too long.
fn shown(preview: &Preview, entry: &Entry, bytes: &[u8]) {
    let file = &entry.text.file;
    let is_shown = |now: &Snapshot| now.entries.get(file).is_some_and(|entry| entry.is_of(bytes));
    if !is_shown(&preview.stage.snapshot()) {
        preview.alarm.wrote(preview.root.join(&**file));
        preview.stage.await_state(PATIENCE, is_shown);
    }
}
