//! What comes to the desk from outside: a file that becomes a story, a roster, a paste, a photo.
//!
//! Entry points: [`import`], [`paste`], [`photo`]. All of it is the code of `liuhao import`; what is written goes beside
//! what is there and never over it.

use serde::Serialize;
use serde_json::{Value, json};

use crate::config;
use crate::discover;
use crate::fs::Root;
use crate::import::roster::{self, Counts, Question};
use crate::import::{self, Office, Profile, Refusal, Target};
use crate::locale::Message;
use crate::picture::Format;
use crate::serve::desk::label::fact_label;
use crate::serve::desk::refused::Refused;
use crate::serve::desk::shelf;
use crate::serve::model::Snapshot;
use crate::serve::preview::Preview;

/// The age bands of a roster that does not say otherwise, as `liuhao import` has them.
const BANDS: [u8; 2] = [69, 79];
/// Photos that lie beside one story.
const MAX_PHOTOS: usize = 1000;

/// A file on its way to become a story.
pub(super) struct Sent<'s> {
    /// What its owner calls it; decides nothing but the name of a story without one.
    pub(super) name: &'s str,
    /// Which of its stories, from 1.
    pub(super) part: Option<usize>,
    /// The series it belongs to.
    pub(super) series: Option<&'s str>,
    pub(super) bytes: &'s [u8],
}

/// What came of an import.
#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum Imported {
    Story {
        file: String,
        title: String,
        photos: usize,
        headings: Vec<String>,
        filled: usize,
        asked: usize,
        notes: Vec<String>,
    },
    Roster {
        roster: Value,
    },
}

/// Makes a story of a file, or counts a roster.
///
/// # Errors
/// Why the file cannot be imported; a disk that refuses.
pub(super) fn import(preview: &Preview, sent: &Sent<'_>) -> Result<Imported, Refused> {
    let manuscript = match import::read(sent.name, sent.bytes, &|_| None) {
        Err(Refusal::Spreadsheet) => return count(preview, sent.bytes),
        other => other?,
    };
    let draft = import::choose(import::stories(manuscript), sent.part)?;
    let stem = sent.name.rsplit_once('.').map_or(sent.name, |(stem, _)| stem);
    let fields = config::load(&preview.root).map(|(config, _)| config.fields).unwrap_or_default();
    let office = Office { series: sent.series, fields: &fields };
    let profile = import::profile(&draft, &office, stem);
    let folder = preview.root.join(shelf::BRANCHES);
    let target = Target::free(&folder, &profile.name, !profile.photos.is_empty())?;
    import::write(&profile, &target)?;
    let title = draft.meta.title.clone().unwrap_or_else(|| profile.name.clone());
    Ok(told(preview, &profile, (shelf::name_of(preview, &target.path()), title)))
}

fn told(preview: &Preview, profile: &Profile, (file, title): (String, String)) -> Imported {
    Imported::Story {
        file,
        title,
        photos: profile.photos.len(),
        headings: profile.headings.iter().map(|(text, _)| text.clone()).collect(),
        filled: profile.facts.filled(),
        asked: profile.facts.doubts.len(),
        notes: profile.notes.iter().map(|note| note.text(&preview.locale)).collect(),
    }
}

/// The counts of a roster: shown, and put into a story by the form.
fn count(preview: &Preview, bytes: &[u8]) -> Result<Imported, Refused> {
    let question = Question { as_of: None, sheet: None, bands: BANDS.to_vec() };
    let counts = match roster::read(bytes, &question) {
        // Nothing in it says of which day it is: then of today.
        Err(Refusal::NoDay) => {
            roster::read(bytes, &Question { as_of: preview.selection.today, ..question })?
        }
        other => other?,
    };
    Ok(Imported::Roster { roster: roster_told(preview, &counts) })
}

fn roster_told(preview: &Preview, counts: &Counts) -> Value {
    let day = ("as_of".to_owned(), counts.as_of.to_string());
    let fields = counts.fields().into_iter().map(|(key, value)| (format!("members.{key}"), value));
    let fields: Vec<_> = std::iter::once(day).chain(fields).collect();
    let facts = fields.iter().map(|(path, value)| {
        json!({ "path": path, "label": fact_label(path, &preview.locale), "value": value })
    });
    let bands = counts.bands.iter().map(
        |(label, count)| json!({ "path": "members.age_bands", "label": label, "value": count.to_string() }),
    );
    let set =
        fields.iter().map(|(path, value)| json!({ "op": "set", "path": path, "value": value }));
    let rows = counts.bands.iter().map(|(label, count)| {
        let values = json!({ "age_band.label": label, "age_band.count": count.to_string() });
        json!({ "op": "insert", "path": "members.age_bands", "values": values })
    });
    json!({
        "facts": facts.chain(bands).collect::<Vec<_>>(),
        "changes": set.chain(rows).collect::<Vec<_>>(),
        "notes": counts.notes.iter().map(|note| note.text(&preview.locale)).collect::<Vec<_>>(),
    })
}

/// What was pasted, as Markdown.
#[derive(Serialize)]
pub(super) struct Pasted {
    markdown: String,
    notes: Vec<String>,
}

/// Turns what a word processor or a browser puts on the clipboard into Markdown; writes nothing.
///
/// # Errors
/// Why it cannot be read.
pub(super) fn paste(preview: &Preview, html: &str) -> Result<Pasted, Refused> {
    let (markdown, notes) = import::fragment(html)?;
    Ok(Pasted { markdown, notes: notes.iter().map(|note| note.text(&preview.locale)).collect() })
}

/// A plain text without what is of persons; writes nothing.
pub(super) fn paste_plain(preview: &Preview, text: &str) -> Pasted {
    let (markdown, notes) = import::plain(text);
    Pasted { markdown, notes: notes.iter().map(|note| note.text(&preview.locale)).collect() }
}

/// A photo that lies beside its story now.
#[derive(Serialize)]
pub(super) struct Placed {
    name: String,
    markdown: String,
}

/// Puts a photo beside a story, under a name of our making.
///
/// # Errors
/// No picture that pages show; no such story; a disk that refuses.
pub(super) fn photo(
    preview: &Preview,
    snapshot: &Snapshot,
    file: &str,
    bytes: &[u8],
) -> Result<Placed, Refused> {
    let format = Format::of(bytes)
        .ok_or_else(|| Refused::new(422, "photo-kind", Message::new("desk-photo-kind")))?;
    let entry = shelf::entry(snapshot, file)?;
    let (folder, _) = file.rsplit_once('/').unwrap_or_default();
    let folder = Root::open(&preview.root)?.make_folder(folder)?;
    let is_alone = discover::own_folder(file).is_some();
    for nth in 1..=MAX_PHOTOS {
        let stem = if is_alone { nth.to_string() } else { format!("{}-{nth}", entry.text.slug) };
        let name = format!("{stem}.{}", format.ending());
        if folder.found(&name)?.is_some() {
            continue;
        }
        let mut made = folder.create_file(&name)?;
        folder.write(&mut made, &name, bytes)?;
        return Ok(Placed { markdown: format!("![]({name})"), name });
    }
    Err(Refused::new(422, "photo-many", Message::new("desk-photo-many")))
}
