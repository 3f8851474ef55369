//! `liuhao import --roster`: counts of a roster, shown or put into a profile.

use std::io::{IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::json;
use similar::TextDiff;

use crate::cli::args::{ImportArguments, ImportFormat};
use crate::cli::{Exit, import, out};
use crate::config;
use crate::diagnostic::Source;
use crate::error::Error;
use crate::fs::{self, Replaced};
use crate::import::report::Note;
use crate::import::roster::{self, Counts, Question};
use crate::import::{MAX_FILE, Refusal};
use crate::locale::{Locale, Message};
use crate::parse;

pub(super) fn run(
    arguments: &ImportArguments,
    file: &Path,
    locale: &Locale,
) -> Result<Exit, Error> {
    let counts = match count(arguments, file)? {
        Ok(counts) => counts,
        Err(refusal) => return import::refuse(&refusal, arguments.format, locale),
    };
    let Some(into) = &arguments.into else {
        show(&counts, &counts.notes, arguments.format, locale)?;
        return Ok(Exit::Clean);
    };
    put(arguments, &counts, into, locale)
}

fn count(arguments: &ImportArguments, file: &Path) -> Result<Result<Counts, Refusal>, Error> {
    if lies_in_a_site(file)? {
        return Ok(Err(Refusal::RosterInside));
    }
    let Ok(bytes) = fs::read_at_most(file, MAX_FILE)? else {
        return Ok(Err(Refusal::FileTooLarge));
    };
    let question = Question {
        as_of: arguments.as_of,
        sheet: arguments.sheet.clone(),
        bands: arguments.bands.clone(),
    };
    Ok(roster::read(&bytes, &question))
}

/// Whether a folder above the file is a site: what lies in it may be published.
fn lies_in_a_site(file: &Path) -> Result<bool, Error> {
    let real = fs::canonicalize(file)?;
    for folder in real.ancestors().skip(1) {
        if fs::metadata_if_exists(&folder.join(config::FILE))?.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}

fn show(
    counts: &Counts,
    notes: &[Note],
    format: ImportFormat,
    locale: &Locale,
) -> Result<(), Error> {
    match format {
        ImportFormat::Text => out::line(&as_text(counts, notes, locale)),
        ImportFormat::Json => {
            let bands =
                counts.bands.iter().map(|(label, count)| json!({ "label": label, "count": count }));
            let value = json!({
                "as_of": counts.as_of.to_string(),
                "total": counts.total,
                "average_age": counts.average,
                "women": counts.women,
                "veteran": counts.veteran,
                "retired": counts.retired,
                "serving": counts.serving,
                "committee": counts.committee,
                "age_bands": bands.collect::<Vec<_>>(),
                "age_bands_partial": counts.is_partial,
                "party_50_years": counts.long,
                "notes": notes.iter().map(|note| note.text(locale)).collect::<Vec<_>>(),
            });
            out::line(&format!("{value:#}"))
        }
    }
}

fn as_text(counts: &Counts, notes: &[Note], locale: &Locale) -> String {
    let mut lines = vec![counts.yaml().trim_end().to_owned()];
    if let Some(long) = counts.long {
        lines.push(locale.text(&Message::new("roster-long").count("count", long)));
    }
    if !notes.is_empty() {
        lines.push(locale.text(&Message::new("import-notes")));
    }
    lines.extend(notes.iter().map(|note| format!("  {}", note.text(locale))));
    lines.join("\n")
}

/// Shows what would change in a profile, asks, and writes it.
fn put(
    arguments: &ImportArguments,
    counts: &Counts,
    into: &Path,
    locale: &Locale,
) -> Result<Exit, Error> {
    let whole: PathBuf =
        if into.is_absolute() { into.to_path_buf() } else { arguments.root.join(into) };
    let (folder, name) =
        (whole.parent().unwrap_or(Path::new(".")), whole.file_name().unwrap_or_default());
    let path = fs::Root::open(folder)?.inside(Path::new(name));
    let file: Arc<str> = into.to_string_lossy().replace('\\', "/").into();
    let no_room = || {
        let message = Message::new("roster-no-room").path("path", into);
        Error::Usage { message, help: Some(Message::new("roster-no-room-help")) }
    };
    let before = path.read(parse::MAX_TEXT)?.map_err(|_| no_room())?;
    let source = Source::decode(file.clone(), &before);
    let Some((text, differences)) = roster::into_profile(&source, counts) else {
        return Err(no_room());
    };
    let notes = [&counts.notes[..], &differences].concat();
    show(counts, &notes, arguments.format, locale)?;
    let diff = TextDiff::from_lines(&source.text, &text);
    let mut unified = diff.unified_diff();
    out::print(
        &unified.context_radius(2).header(&format!("a/{file}"), &format!("b/{file}")).to_string(),
    )?;
    let is_wanted = !arguments.dry_run && (arguments.yes || is_confirmed(locale)?);
    if is_wanted && fs::replace(&path, &before, text.as_bytes(), parse::MAX_TEXT)? == Replaced::Done
    {
        out::line(&locale.text(&Message::new("roster-put").path("path", into)))?;
    } else {
        out::line(&locale.text(&Message::new("roster-kept").path("path", into)))?;
    }
    Ok(Exit::Clean)
}

/// Asks at a console; where nobody can answer, the answer is no.
fn is_confirmed(locale: &Locale) -> Result<bool, Error> {
    if !std::io::stdin().is_terminal() {
        return Ok(false);
    }
    out::print(&format!("{} ", locale.text(&Message::new("roster-ask"))))?;
    let _ = std::io::stdout().flush();
    let mut answer = String::new();
    // A console that cannot be read gives no answer.
    let _ = std::io::stdin().read_line(&mut answer);
    Ok(["y", "yes", "是", "好"].contains(&answer.trim().to_lowercase().as_str()))
}
