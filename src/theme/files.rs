//! The files of a theme: embedded ones, and the site's own over them.
//!
//! Entry points: [`embedded`] and [`own`] list them by path inside the theme, [`published`] turns
//! them into what is published below `theme/`. Style sheets and scripts are kept in small files
//! and published as one each, because every file is one more round trip for a phone.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use include_dir::{Dir, include_dir};
use walkdir::WalkDir;

use crate::error::{Error, FileAction};
use crate::fs::{self, Root};

static EMBEDDED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes/feed");

/// Folders whose files are joined in the order of their names, and what they become.
const JOINED: [(&str, &str); 2] = [("styles/", "theme/style.css"), ("scripts/", "theme/script.js")];

/// The largest file of a theme that is read, in bytes.
pub(super) const MAX_FILE: u64 = 64 * 1024 * 1024;

/// Files by their path inside the theme.
pub(super) type Files = BTreeMap<String, Cow<'static, [u8]>>;

/// A file of the theme, published below `theme/`.
#[derive(Debug, Clone, PartialEq)]
pub struct ThemeFile {
    /// Address relative to the site.
    pub address: String,
    /// Its bytes.
    pub bytes: Cow<'static, [u8]>,
}

/// The files of the embedded theme.
pub(super) fn embedded() -> Files {
    let mut files = Files::new();
    collect(&EMBEDDED, &mut files);
    files
}

fn collect(folder: &'static Dir<'static>, files: &mut Files) {
    for file in folder.files() {
        let path: Vec<_> = file.path().iter().map(|part| part.to_string_lossy()).collect();
        files.insert(path.join("/"), Cow::Borrowed(file.contents()));
    }
    for inner in folder.dirs() {
        collect(inner, files);
    }
}

/// Whether a file of a theme is text that reaches pages; `theme.yaml` is looked at by itself.
pub(super) fn is_text(path: &str) -> bool {
    let is_web = ["css", "js", "html", "svg", "txt"].iter().any(|ending| {
        path.rsplit_once('.').is_some_and(|(_, own)| own.eq_ignore_ascii_case(ending))
    });
    path.starts_with("templates/") || is_web
}

/// The files below a folder of the site.
pub(super) fn own(folder: &Path) -> Result<Files, Error> {
    read(folder, |_| true)
}

/// Those of them that are text.
pub(super) fn texts(folder: &Path) -> Result<Files, Error> {
    read(folder, is_text)
}

fn read(folder: &Path, is_wanted: impl Fn(&str) -> bool) -> Result<Files, Error> {
    let theme = Root::open(folder)?;
    let wanted = walk(folder)?.into_iter().filter(|(path, _)| is_wanted(path));
    wanted.map(|(path, inside)| Ok((path, read_one(&theme, &inside)?.into()))).collect()
}

/// The files below a folder: their paths inside it, `/` between components, and as the system knows them.
pub(super) fn walk(folder: &Path) -> Result<Vec<(String, PathBuf)>, Error> {
    let mut files = Vec::new();
    for entry in WalkDir::new(folder).sort_by_file_name() {
        let entry = entry.map_err(|fault| {
            let path: PathBuf = fault.path().unwrap_or(folder).to_path_buf();
            let source = fault.into_io_error().unwrap_or_else(|| std::io::ErrorKind::Other.into());
            Error::File { action: FileAction::Read, path, source }
        })?;
        let inside = entry.path().strip_prefix(folder).unwrap_or(entry.path());
        let parts: Vec<_> = inside.iter().map(|part| part.to_string_lossy()).collect();
        let is_hidden = parts.iter().any(|part| part.starts_with('.'));
        if !entry.file_type().is_dir() && !is_hidden {
            files.push((parts.join("/"), inside.to_path_buf()));
        }
    }
    Ok(files)
}

/// Reads one file. A link and whatever is no regular file are refused by name.
fn read_one(theme: &Root, inside: &Path) -> Result<Vec<u8>, Error> {
    let read = theme.read(inside, MAX_FILE)?;
    let fault = |kind| fs::error(FileAction::Read, &theme.path(inside))(std::io::Error::from(kind));
    read.ok_or_else(|| fault(ErrorKind::NotFound))?.map_err(|_| fault(ErrorKind::FileTooLarge))
}

/// What is published, sorted by address: `tokens` stand before all other style sheets.
pub(super) fn published(embedded: Files, own: Files, tokens: &str) -> Vec<ThemeFile> {
    let mut files = embedded;
    files.extend(own);
    let mut published = BTreeMap::new();
    for (folder, address) in JOINED {
        let parts = files.iter().filter(|(path, _)| path.starts_with(folder));
        let mut joined = Vec::new();
        if address.ends_with("css") {
            joined.extend(tokens.as_bytes());
        }
        for (_, bytes) in parts {
            joined.extend(bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes));
            joined.push(b'\n');
        }
        published.insert(address.to_owned(), Cow::Owned(joined));
    }
    // A whole file of the same name wins over the joined one.
    for (path, bytes) in files {
        if let Some(name) = path.strip_prefix("static/") {
            published.insert(format!("theme/{name}"), bytes);
        }
    }
    published.into_iter().map(|(address, bytes)| ThemeFile { address, bytes }).collect()
}
