//! `liuhao import`: makes a profile of a Word file, a text, a saved page, or counts a roster.

use std::io::Read as _;
use std::path::{Component, Path, PathBuf};

use serde_json::{Value, json};

use crate::cli::args::{ImportArguments, ImportFormat};
use crate::cli::into::{Change, put};
use crate::cli::{Exit, out, refused, roster};
use crate::diagnostic::Source;
use crate::error::{Error, FileAction};
use crate::fs;
use crate::import::draft::How;
use crate::import::report::Note;
use crate::import::{self, MAX_FILE, Office, Profile, Refusal, Target};
use crate::locale::{Locale, Message};
use crate::picture::MAX_BYTES;
use crate::{config, slug};

pub(super) fn run(arguments: &ImportArguments, locale: &Locale) -> Result<Exit, Error> {
    if let Some(roster) = &arguments.roster {
        return roster::run(arguments, roster, locale);
    }
    let Some(file) = &arguments.file else {
        return Err(Error::Usage { message: Message::new("import-no-file"), help: None });
    };
    if fs::metadata_if_exists(&arguments.root.join(config::FILE))?.is_none()
        && arguments.to.is_none()
        && arguments.into.is_none()
    {
        return Err(config::no_site(&arguments.root));
    }
    match story(arguments, file)? {
        Ok(profile) => match &arguments.into {
            Some(into) => put_into(arguments, &profile, into, locale),
            None => finish(arguments, &profile, locale),
        },
        Err(refusal) => refused::refuse(&refusal, arguments.format, locale),
    }
}

/// The profile of the file, or why there is none.
fn story(arguments: &ImportArguments, file: &Path) -> Result<Result<Profile, Refusal>, Error> {
    let bytes = match read(file)? {
        Ok(bytes) => bytes,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let folder = file.parent().map(Path::to_path_buf).unwrap_or_default();
    let read = import::read(&file.to_string_lossy(), &bytes, &|address| beside(&folder, address));
    let stem = file.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let has_site = fs::metadata_if_exists(&arguments.root.join(config::FILE))?.is_some();
    let fields = if has_site { config::load(&arguments.root)?.0.fields } else { Vec::new() };
    let office = Office { series: arguments.series.as_deref(), fields: &fields };
    Ok(read
        .and_then(|manuscript| import::choose(import::stories(manuscript), arguments.part))
        .map(|draft| import::profile(&draft, &office, &stem)))
}

/// The bytes of the file, or of standard input for `-`.
fn read(file: &Path) -> Result<Result<Vec<u8>, Refusal>, Error> {
    if file != Path::new("-") {
        return Ok(fs::read_at_most(file, MAX_FILE)?.map_err(|_| Refusal::FileTooLarge));
    }
    let mut bytes = Vec::new();
    let taken = std::io::stdin().lock().take(MAX_FILE + 1).read_to_end(&mut bytes);
    taken.map_err(fs::error(FileAction::Read, file))?;
    Ok(if bytes.len() as u64 > MAX_FILE { Err(Refusal::FileTooLarge) } else { Ok(bytes) })
}

/// A picture that lies beside a saved page: never above its folder, never a link.
fn beside(folder: &Path, address: &str) -> Option<Vec<u8>> {
    if address.contains("://") || address.starts_with("cid:") {
        return None;
    }
    let path = Path::new(address);
    let is_inside =
        path.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
    if !is_inside {
        return None;
    }
    let path = folder.join(path);
    let found = fs::metadata_if_exists(&path).ok().flatten()?;
    if !found.is_file() {
        return None;
    }
    fs::read_at_most(&path, MAX_BYTES).ok()?.ok()
}

fn finish(arguments: &ImportArguments, profile: &Profile, locale: &Locale) -> Result<Exit, Error> {
    let target = target(arguments, profile)?;
    if !arguments.dry_run {
        import::write(profile, &target)?;
    }
    match arguments.format {
        ImportFormat::Text => out::line(&as_text(arguments, profile, &target, locale))?,
        ImportFormat::Json => {
            out::line(&format!("{:#}", as_json(arguments, profile, &target, locale)))?;
        }
    }
    Ok(Exit::Clean)
}

/// Puts the facts alone into a profile that is there.
fn put_into(
    arguments: &ImportArguments,
    profile: &Profile,
    into: &Path,
    locale: &Locale,
) -> Result<Exit, Error> {
    let apply =
        |source: &Source| Some((import::into_profile(source, &profile.facts)?, Vec::<Note>::new()));
    let show = |_: &[Note]| match arguments.format {
        ImportFormat::Text => out::line(&found(profile, locale).join("\n")),
        ImportFormat::Json => out::line(&format!("{:#}", of_story(profile, locale))),
    };
    put(arguments, into, &Change { apply: &apply, show: &show }, locale)
}

fn target(arguments: &ImportArguments, profile: &Profile) -> Result<Target, Error> {
    let has_photos = !profile.photos.is_empty();
    let Some(to) = &arguments.to else {
        let folder = arguments.root.join("content").join("branches");
        let folder = folder.strip_prefix(".").unwrap_or(&folder).to_path_buf();
        return Target::free(&folder, &profile.name, has_photos);
    };
    let name = to.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let name = name.strip_suffix(".md").unwrap_or(&name).to_owned();
    slug::check_component(&name)
        .map_err(|fault| Error::BadSlug { slug: name.clone(), reason: fault.message(&name) })?;
    let folder = to.parent().map(PathBuf::from).unwrap_or_default();
    Target::free(&arguments.root.join(folder), &name, has_photos)
}

fn as_text(
    arguments: &ImportArguments,
    profile: &Profile,
    target: &Target,
    locale: &Locale,
) -> String {
    let done = if arguments.dry_run { "import-would" } else { "import-done" };
    let done =
        Message::new(done).path("path", &target.path()).count("photos", profile.photos.len());
    let mut lines = vec![locale.text(&done)];
    lines
        .push(locale.text(&Message::new("import-headings").count("count", profile.headings.len())));
    for (text, how) in &profile.headings {
        lines.push(format!("  {text}  ({})", locale.text(&how_message(*how))));
    }
    lines.extend(found(profile, locale));
    if !arguments.dry_run {
        lines.push(locale.text(&Message::new("import-next").text("mark", import::MARK)));
    }
    lines.join("\n")
}

/// How many facts were found, and what the editor is told.
fn found(profile: &Profile, locale: &Locale) -> Vec<String> {
    let facts = Message::new("import-facts")
        .count("filled", profile.facts.filled())
        .count("asked", profile.facts.doubts.len());
    let mut lines = vec![locale.text(&facts)];
    if !profile.notes.is_empty() {
        lines.push(locale.text(&Message::new("import-notes")));
    }
    lines.extend(profile.notes.iter().map(|note| format!("  {}", note.text(locale))));
    lines
}

fn how_message(how: How) -> Message {
    Message::new(match how {
        How::Style => "import-how-style",
        How::Outline => "import-how-outline",
        How::Numbered => "import-how-numbered",
        How::Look => "import-how-look",
        How::Mark => "import-how-mark",
        How::RunIn => "import-how-run-in",
        How::Line => "import-how-line",
    })
}

fn as_json(
    arguments: &ImportArguments,
    profile: &Profile,
    target: &Target,
    locale: &Locale,
) -> Value {
    let mut value = of_story(profile, locale);
    value["written"] = json!(!arguments.dry_run);
    value["path"] = json!(target.path().display().to_string().replace('\\', "/"));
    value["photos"] = json!(profile.photos.iter().map(|(name, _)| name).collect::<Vec<_>>());
    value
}

/// What was read, for scripts.
fn of_story(profile: &Profile, locale: &Locale) -> Value {
    let headings =
        profile.headings.iter().map(|(text, how)| json!({ "text": text, "how": how.name() }));
    let notes = profile.notes.iter().map(|note| {
        json!({
            "id": note.message.id,
            "at": note.at.message().map(|at| locale.text(&at)),
            "text": note.words(locale),
        })
    });
    let doubts =
        profile.facts.doubts.iter().map(|doubt| json!({ "field": doubt.path, "text": doubt.text }));
    json!({
        "headings": headings.collect::<Vec<_>>(),
        "filled": profile.facts.filled(),
        "to_confirm": doubts.collect::<Vec<_>>(),
        "notes": notes.collect::<Vec<_>>(),
    })
}
