//! Files of the site's own theme that take no effect, mostly for a slip in their names: `templates/strory.html`,
//! `styles.css`.
//!
//! Entry point: [`stray`]. A file that another text of the theme names is in use, and what is no part of a theme at
//! all, such as a README, is the office's own.

use memchr::memmem;

use crate::diagnostic::{Diagnostic, Place, Source};
use crate::locale::Message;
use crate::media;
use crate::schema;
use crate::theme::SETTINGS;
use crate::theme::files::Files;
use crate::theme::keys::THEME;

/// The folders of a theme.
const FOLDERS: [&str; 4] = ["templates", "styles", "scripts", "static"];
/// Where a file that lies in none of them is plainly meant to be, by its ending.
const HOMES: [(&str, &str); 5] = [
    ("html", "templates"),
    ("htm", "templates"),
    ("css", "styles"),
    ("js", "scripts"),
    ("svg", "static"),
];
/// Files that win over the joined ones.
const JOINED: [&str; 2] = ["static/style.css", "static/script.js"];

/// Tells those of the files `own` of the theme in the folder `base`, by their paths inside it; `texts` are those that are text.
pub(super) fn stray(
    base: &str,
    own: &[String],
    texts: &Files,
    embedded: &Files,
) -> Vec<Diagnostic> {
    let known: Vec<&str> = embedded.keys().map(String::as_str).chain(JOINED).collect();
    let found = own.iter().filter_map(|path| {
        let (folder, file) = path.split_once('/').unwrap_or(("", path));
        let is_idle = || !known.contains(&&**path) && !is_named(path, file, texts);
        let near = || schema::nearest(path, known.iter().copied()).map(str::to_owned);
        let meant = match folder {
            "templates" => is_idle().then(near)?,
            // A text of the site may name any of these.
            "static" => Some(near().filter(|_| is_idle())?),
            "styles" | "scripts" => return None,
            _ => Some(elsewhere(path, folder, file)?),
        };
        let place = Place::file(&format!("{base}/{path}").into());
        let fault = Diagnostic::warning("theme-file", place, Message::new("theme-file"));
        Some(fault.with_help(match meant {
            Some(path) => Message::new("theme-file-meant").text("path", path),
            None => Message::new("theme-file-unused"),
        }))
    });
    found.collect()
}

/// Tells a part of a theme that lies beside `site.yaml`: of the name `name`, a folder with files of the names `inside`.
pub fn beside(name: &str, inside: Option<&[String]>) -> Option<Diagnostic> {
    let is_at_home = |file: &String| {
        HOMES.iter().any(|(ending, home)| *home == name && media::ending(file) == *ending)
    };
    let path = match inside {
        // Scripts and pictures of other programs lie in folders of these names, too.
        Some(files) => (["templates", "styles"].contains(&name) && files.iter().any(is_at_home))
            .then(|| format!("{name}/")),
        None if name == SETTINGS => Some(name.to_owned()),
        None => (media::ending(name) == "css").then(|| format!("styles/{name}")),
    };
    let fault =
        Diagnostic::warning("theme-file", Place::file(&name.into()), Message::new("theme-file"));
    path.map(|path| fault.with_help(Message::new("theme-beside-help").text("path", path)))
}

/// Tells of colours and sizes in `settings` that no page gets: an own `static/style.css` takes the place of the joined
/// one, which begins with them.
pub(super) fn void(base: &str, settings: &[u8], own: &[String]) -> Option<Diagnostic> {
    if !own.iter().any(|path| path == JOINED[0]) {
        return None;
    }
    let source = Source::decode(format!("{base}/{SETTINGS}").into(), settings);
    let map = schema::read_map(&source, 0..source.text.len());
    let first = map.entries.iter().find(|entry| {
        let field = schema::find(&THEME, &entry.key.text, true);
        field.is_some_and(|field| field.path != "params")
    })?;
    let place = Place::span(&source.file, first.key.place.clone());
    let fault = Diagnostic::warning("theme-file", place, Message::new("theme-void"));
    Some(fault.with_help(Message::new("theme-void-help")))
}

/// Whether another text names the file.
fn is_named(path: &str, file: &str, texts: &Files) -> bool {
    let mut others = texts.iter().filter(|(other, _)| *other != path);
    others.any(|(_, bytes)| memmem::find(bytes, file.as_bytes()).is_some())
}

/// Where a file belongs that lies in no folder of a theme.
fn elsewhere(path: &str, folder: &str, file: &str) -> Option<String> {
    let is_top = folder.is_empty() && path != SETTINGS;
    if is_top && schema::nearest(path.trim_end_matches(".txt"), [SETTINGS].into_iter()).is_some() {
        return Some(SETTINGS.to_owned());
    }
    let ending = media::ending(file);
    let (_, home) = HOMES.iter().find(|(one, _)| *one == ending)?;
    Some(format!("{}/{file}", schema::nearest(folder, FOLDERS.into_iter()).unwrap_or(home)))
}
