//! Whether the templates make every page: all are rendered, and none is kept.
//!
//! Entry points: [`trial`], [`template_fault`]. `check` finds here what would stop `build`, and says it in the same words.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use crate::diagnostic::{Diagnostic, Place, Source};
use crate::error::Error;
use crate::fs;
use crate::locale::Message;
use crate::parse;
use crate::render::{Renderer, Searching};
use crate::search::{Manifest, Plan};
use crate::site::Site;
use crate::theme::{self, Theme};

/// What is wrong with the templates, each fault once, with the first page that shows it.
///
/// # Errors
/// Faults of the machine.
pub(super) fn trial(root: &Path, site: &Site, theme: &Theme) -> Result<Vec<Diagnostic>, Error> {
    // No template sees more of the index than its version.
    let manifest = Arc::new(Manifest { version: String::new(), bytes: Vec::new() });
    let plan = Plan::of(site);
    let search = Searching { plan: &plan, manifest: &|| Arc::clone(&manifest) };
    let renderer = Renderer::new(site, theme, search);
    let pages = site.routes.all().par_iter().filter(|planned| planned.route.page().is_some());
    // What is no fault of a template, such as one that does not come to an end, ends the trial.
    let faults = pages.map(|planned| match renderer.render(planned) {
        Ok(_) => Ok(None),
        Err(fault @ Error::Template { .. }) => Ok(Some((fault, &*planned.address))),
        Err(fault) => Err(fault),
    });
    let faults: Vec<_> = faults.collect::<Result<_, _>>()?;
    let mut told = BTreeMap::new();
    for (fault, page) in faults.into_iter().flatten() {
        let fault = template_fault(root, &site.config.theme, fault, Some(page))?;
        let key = (fault.place.clone(), format!("{:?}", fault.message));
        told.entry(key).or_insert(fault);
    }
    Ok(told.into_values().collect())
}

/// A fault of a template as it is shown, with the page that was being made.
///
/// # Errors
/// Any other error, as it is.
pub(super) fn template_fault(
    root: &Path,
    theme: &str,
    error: Error,
    page: Option<&str>,
) -> Result<Diagnostic, Error> {
    let Error::Template { place, detail } = error else { return Err(error) };
    let mut parts = place.split(':');
    let name = parts.next().unwrap_or_default();
    let name = theme::own_template_name(name).unwrap_or(name);
    let mut number = || parts.next().and_then(|part| part.parse::<usize>().ok());
    let (line, column) = (number(), number());
    let file: Arc<str> = format!("{}/templates/{name}", theme::shown(theme)).into();
    let place = line.and_then(|line| span(root, &file, line, column.unwrap_or(1)));
    let message = Message::new("template").text("detail", detail);
    let fault = Diagnostic::error("template", place.unwrap_or_else(|| Place::file(&file)), message);
    Ok(match page {
        Some(page) => fault.with_help(Message::new("template-page").text("page", page)),
        None => fault,
    })
}

/// The rest of the line from a column on, both counted from 1.
fn span(root: &Path, file: &Arc<str>, line: usize, column: usize) -> Option<Place> {
    let bytes = fs::read_at_most(&root.join(&**file), parse::MAX_TEXT).ok()?.ok()?;
    let source = Source::decode(Arc::clone(file), &bytes);
    let start: usize = source.text.split_inclusive('\n').take(line - 1).map(str::len).sum();
    let text = source.text.get(start..)?.lines().next()?.trim_end();
    let before: usize = text.chars().take(column - 1).map(char::len_utf8).sum();
    Some(Place::span(file, start + before..start + text.len().max(before)))
}
