//! A theme: templates and files, embedded in the binary, each of which the site may replace.
//!
//! Entry point: [`load`]. A file in the site's `themes/<name>/` wins over the embedded one of the
//! same name; `{% extends "feed/story.html" %}` there still reaches the embedded one, so that an
//! office can replace one block.

mod colour;
mod export;
mod files;
mod keys;
mod phrases;
mod place;
pub(crate) mod pulse;
mod settings;
mod stray;
mod values;

pub use colour::Colour;
pub use export::{Part, Unknown, Wanted, export, list};
pub use files::ThemeFile;
pub use place::{folder, shown};
pub use settings::Palette;
pub use stray::beside;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use blake3::{Hash, Hasher};
use tera::{ErrorKind, Kwargs, State, Tera, Value};

use crate::diagnostic::{Diagnostic, Source};
use crate::error::{Error, FileAction};
use crate::fs::{self, Inside, Root};
use crate::link;
use crate::media;
use crate::schema;
use crate::schema::free::{Free, Named};
use crate::theme::files::Files;
use crate::theme::pulse::Pulsed;
use crate::theme::values::Settings;

/// The name of the embedded theme, and the prefix of its templates.
pub const EMBEDDED_NAME: &str = "feed";
/// The prefix of the site's own templates.
const OWN: &str = "site";

/// Colours and sizes, in the folder of a theme.
pub const SETTINGS: &str = "theme.yaml";

/// The filters that templates have beside those of the engine.
pub const FILTERS: [&str; 3] = ["breaks", "json", "safe_url"];

/// Templates that are parsed and files that are read.
pub struct Theme {
    pub(crate) tera: Tera,
    /// The site's own templates as the engine knows them.
    pulsed: BTreeMap<String, Pulsed>,
    /// Files to publish.
    pub files: Vec<ThemeFile>,
    /// The colours of a bright screen, for whoever draws a story elsewhere.
    pub palette: Palette,
    /// Its parameters, as templates find them under `params`.
    pub(crate) params: Value,
    /// Of all that an office adds to what the program knows.
    pub(crate) digest: Hash,
}

fn params(params: &[(String, Free)]) -> Value {
    let of = |value: &Free| match value {
        Free::Flag(flag) => Value::from(*flag),
        Free::Number(number) => number_value(*number),
        Free::Text(text) => Value::from(text.as_str()),
        Free::Texts(texts) => Value::from_serializable(texts),
    };
    let map: BTreeMap<&str, Value> =
        params.iter().map(|(name, value)| (name.as_str(), of(value))).collect();
    Value::from_serializable(&map)
}

/// A whole number as one: a template shows 3, not 3.0.
fn number_value(number: f64) -> Value {
    /// Up to here every whole number is told from its neighbours (2^53).
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if number.fract() != 0.0 || number.abs() > EXACT {
        return Value::from(number);
    }
    #[expect(clippy::cast_possible_truncation, reason = "it is whole, and no larger than 2^53")]
    let whole = number as i64;
    Value::from(whole)
}

/// Loads the theme `name` for the site at `root`, which sets `params` of it.
///
/// # Errors
/// [`Error::NoTheme`] for a name that is neither embedded nor a folder, [`Error::ThemeOutside`] for a folder elsewhere,
/// [`Error::Template`] for a template that does not parse.
pub fn load(root: &Path, name: &str, params: &[Named]) -> Result<Theme, Error> {
    let own = match folder(root, name)? {
        Some(folder) => files::own(&folder)?,
        None if name == EMBEDDED_NAME => Files::new(),
        None => {
            let folder = root.join(shown(name));
            return Err(Error::NoTheme { name: name.to_owned(), folder });
        }
    };
    assemble(name, own, params)
}

/// The folder of the site's own theme `name`, and the files of it that are read.
///
/// # Errors
/// As [`folder`], and a folder that cannot be read.
pub fn inputs(root: &Path, name: &str) -> Result<(Option<PathBuf>, Vec<Inside>), Error> {
    let Some(folder) = folder(root, name)? else { return Ok((None, Vec::new())) };
    let theme = Root::open(&folder)?;
    let files = files::walk(&folder)?.into_iter().map(|(_, inside)| theme.inside(inside));
    Ok((Some(fs::canonicalize(&folder)?), files.collect()))
}

/// The settings of a theme in a folder; a link in their place is told by name.
fn own_settings(folder: &Path) -> Result<Option<Vec<u8>>, Error> {
    let folder = Root::open(folder)?;
    let Some(read) = folder.read(SETTINGS, files::MAX_FILE)? else { return Ok(None) };
    let too_large = |_| {
        let fault = std::io::ErrorKind::FileTooLarge.into();
        fs::error(FileAction::Read, &folder.path(SETTINGS))(fault)
    };
    read.map(Some).map_err(too_large)
}

/// The embedded theme by itself.
///
/// # Errors
/// [`Error::Template`] for a template that does not parse: a test parses them all.
pub fn embedded() -> Result<Theme, Error> {
    assemble(EMBEDDED_NAME, Files::new(), &[])
}

fn assemble(name: &str, own: Files, given: &[Named]) -> Result<Theme, Error> {
    let embedded = files::embedded();
    let digest = digest(name, &own, given);
    let own_templates = templates(&own, OWN);
    let mut tera = new_tera(!own_templates.is_empty())?;
    let mut all = templates(&embedded, EMBEDDED_NAME);
    all.retain(|(name, _)| is_needed(name, &own_templates));
    all.extend(own_templates.iter().cloned());
    // Faults of what is written are told as they are written.
    tera.add_raw_templates(all).map_err(|fault| template_error(&fault))?;
    let pulsed: BTreeMap<String, Pulsed> =
        own_templates.into_iter().map(|(name, text)| (name, Pulsed::new(&text))).collect();
    let texts = pulsed.iter().map(|(name, pulsed)| (name, &pulsed.text));
    tera.add_raw_templates(texts).map_err(|fault| template_error(&fault))?;
    let (settings, _) = settings(&embedded, name, own.get(SETTINGS).map(|bytes| &**bytes));
    let palette = settings.palette();
    let params = params(&settings.params(given).0);
    let files = files::published(embedded, own, &settings.css());
    Ok(Theme { tera, pulsed, files, palette, params, digest })
}

fn digest(name: &str, own: &Files, given: &[Named]) -> Hash {
    let mut hasher = Hasher::new();
    let said = format!("{name:?} {given:?}");
    let files = own.iter().flat_map(|(path, bytes)| [path.as_bytes(), bytes]);
    for part in std::iter::once(said.as_bytes()).chain(files) {
        hasher.update(&(part.len() as u64).to_le_bytes()).update(part);
    }
    hasher.finalize()
}

impl Theme {
    /// What went wrong while a template was rendered.
    pub(crate) fn fault(&self, fault: &tera::Error) -> Error {
        let ErrorKind::RenderingError(report) = fault.kind() else { return template_error(fault) };
        let (line, column) = (report.span().start_line, report.span().start_col + 1);
        let own = self.pulsed.get(report.filename());
        let column = own.map_or(column, |own| own.column(line, column));
        Error::template(format!("{}:{line}:{column}", report.filename()), report.message())
    }
}

/// What is wrong with the site's own `theme.yaml`, with the encoding of its other texts, and with names of files.
///
/// # Errors
/// [`Error::File`] where it cannot be read.
pub fn check(root: &Path, name: &str, params: &[Named]) -> Result<Vec<Diagnostic>, Error> {
    // Where it may not lie is told when it is loaded.
    let folder = match folder(root, name) {
        Ok(folder) => folder,
        Err(Error::ThemeOutside { .. } | Error::NoTheme { .. }) => None,
        Err(fault) => return Err(fault),
    };
    let own = folder.as_deref().map(own_settings).transpose()?.flatten();
    let embedded = files::embedded();
    let (read, mut faults) = settings(&embedded, name, own.as_deref());
    let has_theme = folder.is_some() || name == EMBEDDED_NAME;
    if has_theme {
        faults.extend(read.params(params).1);
    }
    let Some(folder) = folder else { return Ok(faults) };
    let texts = files::texts(&folder)?;
    let base = shown(name);
    faults.extend(texts.iter().filter_map(|(path, bytes)| {
        schema::encoding(&Source::decode(format!("{base}/{path}").into(), bytes))
    }));
    let paths: Vec<String> = files::walk(&folder)?.into_iter().map(|(path, _)| path).collect();
    faults.extend(stray::stray(&base, &paths, &texts, &embedded));
    if let Some(own) = &own {
        faults.extend(stray::void(&base, own, &paths));
    }
    Ok(faults)
}

/// The texts of all themes of the site at `root`: paths relative to it, `/` between components.
///
/// # Errors
/// [`Error::File`] where a folder cannot be read.
pub fn texts(root: &Path) -> Result<Vec<String>, Error> {
    let folder = root.join("themes");
    if fs::metadata_if_exists(&folder)?.is_none_or(|found| !found.is_dir()) {
        return Ok(Vec::new());
    }
    let is_text = |path: &str| {
        let inside = path.split_once('/').map_or("", |(_, inside)| inside);
        files::is_text(inside) || inside == SETTINGS
    };
    let texts = files::walk(&folder)?.into_iter().filter(|(path, _)| is_text(path));
    Ok(texts.map(|(path, _)| format!("themes/{path}")).collect())
}

/// What may be names of files of the site in its own theme, seen from the site's root; none where the theme cannot be
/// read, which [`load`] tells.
pub fn names(root: &Path, name: &str) -> Vec<Box<str>> {
    let folder = folder(root, name).ok().flatten();
    let own = folder.and_then(|folder| files::own(&folder).ok()).unwrap_or_default();
    let named = |(path, bytes): (&String, &Cow<'static, [u8]>)| {
        let is_text = ["html", "css", "js", "svg"].contains(&&*media::ending(path));
        let text = if is_text { String::from_utf8_lossy(bytes) } else { Cow::Borrowed("") };
        media::names(&text)
    };
    // Whatever depth a file is published at, its way up leads to the root.
    let from_root = |name: Box<str>| name.trim_start_matches("../").into();
    let all: BTreeSet<Box<str>> = own.iter().flat_map(named).map(from_root).collect();
    all.into_iter().collect()
}

fn settings(embedded: &Files, name: &str, own: Option<&[u8]>) -> (Settings, Vec<Diagnostic>) {
    let source = |bytes: &[u8]| {
        let file: Arc<str> = format!("{}/{SETTINGS}", shown(name)).into();
        Source::decode(file, bytes)
    };
    let embedded = embedded.get(SETTINGS).map(|bytes| &**bytes).unwrap_or_default();
    Settings::of(&source(embedded), own.map(source).as_ref())
}

/// The engine, which looks for a template among those of the site first, where it has any.
fn new_tera(has_own: bool) -> Result<Tera, Error> {
    let mut tera = Tera::new();
    // Every template is HTML, whatever it is called.
    tera.autoescape_on([""]);
    let [breaks, json_name, safe_url_name] = FILTERS;
    tera.register_filter(safe_url_name, safe_url);
    tera.register_filter(json_name, json);
    tera.register_filter(breaks, phrases::breaks);
    pulse::register(&mut tera);
    let folders = [OWN, EMBEDDED_NAME].into_iter().skip(usize::from(!has_own));
    tera.set_fallback_prefixes(folders.map(|folder| format!("{folder}/")))
        .map_err(|fault| template_error(&fault))?;
    Ok(tera)
}

/// An address that may stand in `href`, else `#`.
fn safe_url(address: &str, _: Kwargs, _: &State<'_>) -> String {
    if link::is_safe(address) { address.to_owned() } else { "#".to_owned() }
}

/// A value as JSON that may stand inside `<script>`.
fn json(value: &Value, _: Kwargs, _: &State<'_>) -> Result<Value, tera::Error> {
    let mut text = serde_json::to_string(value).map_err(tera::Error::message)?;
    if text.bytes().any(|byte| matches!(byte, b'<' | b'>' | b'&')) {
        text = text.replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026");
    }
    Ok(Value::safe_string(&text))
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

/// The templates among files, their names behind the prefix of their theme.
fn templates(files: &Files, prefix: &str) -> Vec<(String, String)> {
    let named = files.iter().filter_map(|(path, bytes)| {
        let name = path.strip_prefix("templates/")?;
        // Without a byte order mark, which would reach the page. Another encoding is an error ([`check`]).
        Some((format!("{prefix}/{name}"), Source::decode(name.into(), bytes).text))
    });
    named.collect()
}

/// An embedded template whose place the site's own has taken is needed only where that one extends
/// or includes it by its full name. A theme with templates of its own throughout owes the embedded
/// ones nothing, not even the blocks that they fill.
fn is_needed(name: &str, own: &[(String, String)]) -> bool {
    let replaced = name.replacen(EMBEDDED_NAME, OWN, 1);
    let is_replaced = own.iter().any(|(own, _)| *own == replaced);
    !is_replaced || own.iter().any(|(_, text)| text.contains(name))
}

/// The text of an embedded template by its full name, `feed/story.html`.
pub fn embedded_template(name: &str) -> Option<String> {
    let path = name.strip_prefix(EMBEDDED_NAME)?.strip_prefix('/')?;
    let bytes = files::embedded().remove(&format!("templates/{path}"))?;
    String::from_utf8(bytes.into_owned()).ok()
}

/// The path below `themes/<name>/templates/` of a template that an error names, if it is the site's
/// own.
pub fn own_template_name(name: &str) -> Option<&str> {
    name.strip_prefix(OWN)?.strip_prefix('/')
}

/// The keys of `theme.yaml`.
pub fn keys() -> crate::schema::Fields {
    &keys::THEME
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    /// An own `feed.html`, with other templates beside it.
    fn theme(page: &str, others: impl IntoIterator<Item = (String, String)>) -> Theme {
        let all = others.into_iter().chain([("feed.html".to_owned(), page.to_owned())]);
        let own = all.map(|(name, text)| (format!("templates/{name}"), text.into_bytes().into()));
        assemble(EMBEDDED_NAME, own.collect(), &[]).map_err(|fault| fault.message()).unwrap()
    }

    /// Sixteen times sixteen times sixteen …, each in a template of its own.
    fn doubled(text: impl Fn(usize) -> String) -> Vec<(String, String)> {
        let last = ("d8.html".to_owned(), "{% block a %}{% set x = 1 %}{% endblock %}".to_owned());
        let others = (0..8).map(|n| (format!("d{n}.html"), text(n + 1)));
        others.chain([last]).collect()
    }

    #[test]
    fn whatever_runs_on_without_writing_is_stopped() {
        let many = "range(end=100000)";
        let include = |n: usize| format!("{{% include \"d{n}.html\" %}}").repeat(16);
        let extend = |n: usize| {
            let above = "{{ super() }}".repeat(16);
            format!("{{% extends \"d{n}.html\" %}}{{% block a %}}{above}{{% endblock %}}")
        };
        let component = |n: usize| {
            let call = format!("{{{{ <m{}/> }}}}", n + 1).repeat(16);
            format!(
                "{{% component m{n}() %}}{{% set x %}}{call}{{% endset %}}{{% endcomponent m{n} %}}"
            )
        };
        let components = (0..8).map(component).chain([component(8).replace("<m9/>", "1")]);
        for theme in [
            theme(
                &format!(
                    "{{% for a in {many} %}}{{% for b in {many} %}}{{% set c = b %}}{{% endfor %}}{{% endfor %}}"
                ),
                [],
            ),
            theme(
                &format!(
                    "{{% set x %}}{{%- for a in {many} -%}} {{%- for b in {many} -%}} 支 {{%- endfor -%}} {{%- endfor -%}}{{% endset %}}"
                ),
                [],
            ),
            theme(
                &format!("{{{{ [[1 for a in {many}] | length for b in {many}] | length }}}}"),
                [],
            ),
            theme(&format!("{}{{{{ <m0/> }}}}", components.collect::<String>()), []),
            theme(&include(0), doubled(include)),
            theme(&extend(0), doubled(extend)),
        ] {
            let page = pulse::begin(pulse::limits(Duration::from_millis(50), usize::MAX));
            let fault = theme.tera.render("feed.html", &tera::Context::new());
            assert!(page.is_late(), "{fault:?}");
        }
    }

    /// Long before its time is over: in a set block, in a text that doubles, in lists of lists.
    #[test]
    fn whatever_fills_the_memory_is_stopped() {
        let many = "range(end=100000)";
        let long = "支".repeat(1000);
        for page in [
            format!(
                "{{% set x %}}{{% for a in {many} %}}{{% for b in {many} %}}{long}{{% endfor %}}{{% endfor %}}{{% endset %}}"
            ),
            format!(
                "{{% set x = \"{long}\" %}}{{% for a in {many} %}}{{% set_global x = x ~ x %}}{{% endfor %}}"
            ),
            format!("{{{{ [[a for a in {many}] for b in {many}] | length }}}}"),
        ] {
            let theme = theme(&page, []);
            let time = Duration::from_secs(600);
            let page = pulse::begin(pulse::limits(time, 64 * 1024 * 1024));
            let begun = std::time::Instant::now();
            let fault = theme.tera.render("feed.html", &tera::Context::new());
            assert!(page.is_late() && begun.elapsed() < time, "{fault:?}");
        }
    }

    #[test]
    fn a_fault_has_the_place_that_its_author_sees() {
        let page = "{% for a in [b for b in [1]] %}支{{ a ~ nothing.at.all }}{% endfor %}";
        let theme = theme(page, []);
        let fault = theme.tera.render("feed.html", &tera::Context::new()).unwrap_err();
        let Error::Template { place, .. } = theme.fault(&fault) else { panic!("{fault:?}") };
        let column = page[..page.find("nothing").unwrap()].chars().count() + 1;
        assert_eq!(place, format!("site/feed.html:1:{column}"));
    }
}
