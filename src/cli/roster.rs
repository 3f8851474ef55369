//! `liuhao import --roster`: counts of a roster, shown or put into a profile.

use std::path::Path;

use serde_json::json;

use crate::cli::args::{ImportArguments, ImportFormat};
use crate::cli::into::{Change, put};
use crate::cli::{Exit, out, refused};
use crate::config;
use crate::diagnostic::Source;
use crate::error::Error;
use crate::fs;
use crate::import::report::Note;
use crate::import::roster::{self, Counts, Question};
use crate::import::{MAX_FILE, Refusal};
use crate::locale::{Locale, Message};

pub(super) fn run(
    arguments: &ImportArguments,
    file: &Path,
    locale: &Locale,
) -> Result<Exit, Error> {
    let counts = match count(arguments, file)? {
        Ok(counts) => counts,
        Err(refusal) => return refused::refuse(&refusal, arguments.format, locale),
    };
    let Some(into) = &arguments.into else {
        show(&counts, &counts.notes, arguments.format, locale)?;
        return Ok(Exit::Clean);
    };
    let apply = |source: &Source| roster::into_profile(source, &counts);
    let show_both = |more: &[Note]| {
        show(&counts, &[&counts.notes[..], more].concat(), arguments.format, locale)
    };
    put(arguments, into, &Change { apply: &apply, show: &show_both }, locale)
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
