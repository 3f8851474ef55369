//! `--into`: shows what would change in a profile, asks, and writes it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use similar::TextDiff;

use crate::cli::args::{ImportArguments, ImportFormat};
use crate::cli::{Exit, ask, out};
use crate::diagnostic::Source;
use crate::error::Error;
use crate::fs::{self, Replaced};
use crate::import::report::Note;
use crate::locale::{Locale, Message};
use crate::parse;

/// Makes the text of a profile with what is put into it, and what is to be said; `None` where there is no room.
type Apply<'c> = &'c dyn Fn(&Source) -> Option<(String, Vec<Note>)>;

/// What is to be put into a profile.
pub(super) struct Change<'c> {
    /// The change itself.
    pub(super) apply: Apply<'c>,
    /// Tells what was read, with what is to be said of the profile.
    pub(super) show: &'c dyn Fn(&[Note]) -> Result<(), Error>,
}

/// Shows what would change in a profile, asks, and writes it.
pub(super) fn put(
    arguments: &ImportArguments,
    into: &Path,
    change: &Change<'_>,
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
    let Some((text, notes)) = (change.apply)(&source) else {
        return Err(no_room());
    };
    (change.show)(&notes)?;
    if arguments.format == ImportFormat::Text {
        let diff = TextDiff::from_lines(&source.text, &text);
        let mut unified = diff.unified_diff();
        unified.context_radius(2).header(&format!("a/{file}"), &format!("b/{file}"));
        out::print(&unified.to_string())?;
    }
    let is_wanted =
        !arguments.dry_run && (arguments.yes || ask::is_confirmed("roster-ask", locale)?);
    let is_done = is_wanted
        && fs::replace(&path, &before, text.as_bytes(), parse::MAX_TEXT)? == Replaced::Done;
    let told = Message::new(if is_done { "roster-put" } else { "roster-kept" }).path("path", into);
    match arguments.format {
        ImportFormat::Text => out::line(&locale.text(&told))?,
        ImportFormat::Json => out::tell(&locale.text(&told)),
    }
    Ok(Exit::Clean)
}
