//! A theme: templates and files, embedded in the binary, each of which the site may replace.
//!
//! Entry point: [`load`]. A file in the site's `themes/<name>/` wins over the embedded one of the
//! same name; `{% extends "feed/story.html" %}` there still reaches the embedded one, so that an
//! office can replace one block.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use include_dir::{Dir, include_dir};
use tera::{ErrorKind, Kwargs, State, Tera, Value};
use walkdir::WalkDir;

use crate::error::{Error, FileAction};
use crate::fs;
use crate::link;

static EMBEDDED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes/feed");

/// The name of the embedded theme, and the prefix of its templates.
pub const EMBEDDED_NAME: &str = "feed";
/// The prefix of the site's own templates.
const OWN: &str = "site";

/// A file of the theme, published below `theme/`.
#[derive(Debug, Clone, PartialEq)]
pub struct ThemeFile {
    /// Address relative to the site.
    pub address: String,
    /// Its bytes.
    pub bytes: Cow<'static, [u8]>,
}

/// Templates that are parsed and files that are read.
pub struct Theme {
    pub(crate) tera: Tera,
    /// Files to publish.
    pub files: Vec<ThemeFile>,
}

/// Loads the theme `name` for the site at `root`.
///
/// # Errors
/// [`Error::NoTheme`] for a name that is neither embedded nor a folder in `themes/`,
/// [`Error::Template`] for a template that does not parse.
pub fn load(root: &Path, name: &str) -> Result<Theme, Error> {
    let folder = root.join("themes").join(name);
    let has_own = fs::metadata_if_exists(&folder)?.is_some_and(|found| found.is_dir());
    if !has_own && name != EMBEDDED_NAME {
        return Err(Error::NoTheme { name: name.to_owned(), folder });
    }
    assemble(&if has_own { read_folder(&folder)? } else { Vec::new() })
}

/// The embedded theme by itself.
///
/// # Errors
/// [`Error::Template`] for a template that does not parse: a test parses them all.
pub fn embedded() -> Result<Theme, Error> {
    assemble(&[])
}

fn assemble(own: &[OwnFile]) -> Result<Theme, Error> {
    let mut tera = new_tera()?;
    let own_templates: Vec<_> = own.iter().filter_map(own_template).collect();
    let mut templates = embedded_templates();
    templates.retain(|(name, _)| is_needed(name, &own_templates));
    templates.extend(own_templates);
    tera.add_raw_templates(templates).map_err(|fault| template_error(&fault))?;
    Ok(Theme { tera, files: files(own) })
}

fn new_tera() -> Result<Tera, Error> {
    let mut tera = Tera::new();
    // Every template is HTML, whatever it is called.
    tera.autoescape_on([""]);
    tera.register_filter("safe_url", safe_url);
    tera.register_filter("json", json);
    tera.set_fallback_prefixes([format!("{OWN}/"), format!("{EMBEDDED_NAME}/")])
        .map_err(|fault| template_error(&fault))?;
    Ok(tera)
}

/// An address that may stand in `href`, else `#`.
fn safe_url(address: &str, _: Kwargs, _: &State<'_>) -> String {
    if link::is_safe(address) { address.to_owned() } else { "#".to_owned() }
}

/// A value as JSON that may stand inside `<script>`.
fn json(value: &Value, _: Kwargs, _: &State<'_>) -> Result<Value, tera::Error> {
    let text = serde_json::to_string(value).map_err(tera::Error::message)?;
    Ok(Value::safe_string(
        &text.replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026"),
    ))
}

/// What went wrong in a template, with its name, line and column where the engine tells them.
pub(crate) fn template_error(fault: &tera::Error) -> Error {
    match fault.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let (line, column) = (report.span().start_line, report.span().start_col + 1);
            let place = format!("{}:{line}:{column}", report.filename());
            Error::template(place, report.message())
        }
        _ => told_in_words(&fault.to_string()),
    }
}

/// The engine tells an unknown filter, a cycle and a parent that is not there as one text, with
/// the place or at least the template's name in it.
fn told_in_words(text: &str) -> Error {
    let arrow = text.split("--> ").nth(1).and_then(|rest| rest.lines().next());
    let place = arrow.or_else(|| text.split('\'').nth(1)).unwrap_or_default();
    let detail = text.lines().next().unwrap_or_default();
    Error::template(place.trim(), detail.trim_start_matches("error: "))
}

fn embedded_templates() -> Vec<(String, String)> {
    let mut found = Vec::new();
    each_embedded(&EMBEDDED, &mut |path, bytes| {
        if let Some(name) = path.strip_prefix("templates/") {
            found.push((
                format!("{EMBEDDED_NAME}/{name}"),
                String::from_utf8_lossy(bytes).into_owned(),
            ));
        }
    });
    found
}

/// An embedded template whose place the site's own has taken is needed only where that one extends
/// or includes it by its full name. A theme with templates of its own throughout owes the embedded
/// ones nothing, not even the blocks that they fill.
fn is_needed(name: &str, own: &[(String, String)]) -> bool {
    let replaced = name.replacen(EMBEDDED_NAME, OWN, 1);
    let is_replaced = own.iter().any(|(own, _)| *own == replaced);
    !is_replaced || own.iter().any(|(_, text)| text.contains(name))
}

fn each_embedded(folder: &'static Dir<'static>, visit: &mut dyn FnMut(&str, &'static [u8])) {
    for file in folder.files() {
        let path: Vec<_> = file.path().iter().map(|part| part.to_string_lossy()).collect();
        visit(&path.join("/"), file.contents());
    }
    for inner in folder.dirs() {
        each_embedded(inner, visit);
    }
}

type OwnFile = (String, Vec<u8>);

/// Every file below a folder with its path inside it, sorted.
fn read_folder(folder: &Path) -> Result<Vec<OwnFile>, Error> {
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
        if entry.file_type().is_file() && !is_hidden {
            files.push((parts.join("/"), fs::read(entry.path())?));
        }
    }
    Ok(files)
}

/// The path below `themes/<name>/templates/` of a template that an error names, if it is the site's
/// own.
pub fn own_template_name(name: &str) -> Option<&str> {
    name.strip_prefix(OWN)?.strip_prefix('/')
}

fn own_template((path, bytes): &OwnFile) -> Option<(String, String)> {
    let name = path.strip_prefix("templates/")?;
    let text = String::from_utf8_lossy(bytes);
    // A byte order mark would reach the page.
    Some((format!("{OWN}/{name}"), text.trim_start_matches('\u{FEFF}').to_owned()))
}

fn files(own: &[OwnFile]) -> Vec<ThemeFile> {
    let mut files: Vec<ThemeFile> = own
        .iter()
        .filter_map(|(path, bytes)| {
            let address = address(path)?;
            Some(ThemeFile { address, bytes: Cow::Owned(bytes.clone()) })
        })
        .collect();
    each_embedded(&EMBEDDED, &mut |path, bytes| {
        if let Some(address) = address(path)
            && !files.iter().any(|file| file.address == address)
        {
            files.push(ThemeFile { address, bytes: Cow::Borrowed(bytes) });
        }
    });
    files.sort_by(|a, b| a.address.cmp(&b.address));
    files
}

fn address(path: &str) -> Option<String> {
    path.strip_prefix("static/").map(|name| format!("theme/{name}"))
}
