//! `liuhao booklet`: a series, or one story, for the printing office, as a Word file or as PDF.

use std::path::Path;

use crate::booklet::{self, Print};
use crate::cli::args::BookletArguments;
use crate::cli::stories::{self, Loaded, derived};
use crate::cli::{Exit, browser, out, pdf};
use crate::error::Error;
use crate::fs::{self, Root};
use crate::locale::{Locale, Message};
use crate::picture::Cache;
use crate::site::permalink;
use crate::write::beside;

pub(super) fn run(arguments: &BookletArguments, locale: &Locale) -> Result<Exit, Error> {
    if arguments.docx.is_none() && arguments.pdf.is_none() {
        return Err(Error::Usage { message: Message::new("booklet-no-file"), help: None });
    }
    let mut loaded = stories::load(&arguments.root)?;
    let Some(print) = print(arguments, &mut loaded, locale)? else { return Ok(Exit::Faulty) };
    if let Some(file) = &arguments.docx {
        let document = booklet::document(&loaded.site, print);
        let cache = Cache::new(&arguments.root);
        let bytes = document
            .package(|media| derived(&cache, (media.path, media.picture), media.request))?;
        let photos = document.media.len();
        tell(file, put(file, &bytes)?, ("booklet-done", photos), locale)?;
    }
    if let Some(file) = &arguments.pdf {
        let address = match print {
            Print::Series(id) if loaded.site.list(id).has_booklet() => {
                permalink::booklet(&loaded.site.list(id).series.slug)
            }
            Print::Series(_) => {
                return Err(Error::Usage { message: Message::new("booklet-no-page"), help: None });
            }
            Print::Story(id) => permalink::story(&loaded.site.story(id).slug),
        };
        let page = browser::Page { root: &arguments.root, address: &address };
        let printed = browser::print(&page, arguments.browser.as_deref(), locale)?;
        let base_url = loaded.site.config.base_url.as_deref();
        let bytes = pdf::with_links_to(base_url, &printed).unwrap_or(printed);
        let known = fs::read_if_exists(file, browser::MAX_PDF)?;
        let is_new = !known.is_some_and(|known| pdf::is_same(&known, &bytes));
        let is_new = is_new && put(file, &bytes)?;
        tell(file, is_new, ("booklet-pdf-done", bytes.len() / 1024), locale)?;
    }
    Ok(Exit::Clean)
}

/// What is to be printed; `None` where errors stand in it, which were told.
fn print(
    arguments: &BookletArguments,
    loaded: &mut Loaded,
    locale: &Locale,
) -> Result<Option<Print>, Error> {
    if let Some(name) = &arguments.story {
        let chosen = loaded.chosen(std::slice::from_ref(name), locale)?;
        return Ok(chosen.and_then(|chosen| chosen.first().copied()).map(Print::Story));
    }
    let Some(name) = &arguments.series else {
        return Err(Error::Usage { message: Message::new("booklet-no-series"), help: None });
    };
    let found = loaded.series(name)?;
    if loaded.is_faulty(found, locale)? {
        return Ok(None);
    }
    Ok(Some(Print::Series(found)))
}

/// Puts a file where the call says; tells whether that changed anything.
fn put(file: &Path, bytes: &[u8]) -> Result<bool, Error> {
    let folder = file.parent().filter(|parent| !parent.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    let Some(name) = file.file_name() else {
        return Err(Error::Usage { message: Message::new("booklet-no-file"), help: None });
    };
    fs::create_dir_all(folder)?;
    beside::put(&Root::open(folder)?, Path::new(name), bytes)
}

fn tell(
    file: &Path,
    is_new: bool,
    (done, count): (&'static str, usize),
    locale: &Locale,
) -> Result<(), Error> {
    let id = if is_new { done } else { "booklet-unchanged" };
    out::line(&locale.text(&Message::new(id).path("path", file).count("count", count)))
}
