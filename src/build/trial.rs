//! Whether the templates make every page: all are rendered, and none is kept.
//!
//! Entry points: [`trial`], [`template_fault`]. `check` finds here what would stop `build`, and says it in the same words.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use crate::build::cache::Keys;
use crate::diagnostic::{Diagnostic, Place, Source};
use crate::error::Error;
use crate::fs;
use crate::locale::Message;
use crate::parse;
use crate::render::{Renderer, Searching};
use crate::search::{Manifest, Plan};
use crate::site::Site;
use crate::theme::{self, Theme};

/// What is wrong with the templates, each fault once, with the first page that shows it. Pages that are made of what they were
/// made of when they were published are not tried.
///
/// # Errors
/// Faults of the machine.
pub(super) fn trial(
    root: &Path,
    site: &Site,
    theme: &Theme,
    keys: &Keys,
) -> Result<Vec<Diagnostic>, Error> {
    // No template sees more of the index than its version.
    let manifest = Arc::new(Manifest { version: String::new(), bytes: Vec::new() });
    let plan = Plan::of(site);
    let search = Searching { plan: &plan, manifest: &|| Arc::clone(&manifest) };
    let renderer = Renderer::new(site, theme, search);
    let pages = site.routes.all().par_iter().filter(|one| one.route.page().is_some());
    // What is no fault of a template, such as one that does not come to an end, ends the trial.
    let faults = pages.map(|planned| match keys.unless_same(&renderer, planned, &|| Ok(true)) {
        Ok(_) => Ok(None),
        Err(fault @ Error::Template { .. }) => Ok(Some((fault, &*planned.address))),
        Err(fault) => Err(fault),
    });
    let faults: Vec<_> = faults.collect::<Result<_, _>>()?;
    let mut told = BTreeMap::new();
    for (fault, page) in faults.into_iter().flatten() {
        told.entry(key(&fault)).or_insert((fault, page));
    }
    let name = &site.config.theme;
    let told = told.into_values();
    told.map(|(fault, page)| template_fault(root, name, fault, Some(page))).collect()
}

/// What makes two faults one: their place, and what is wrong but for the values that the page has.
fn key(fault: &Error) -> (String, String) {
    let Error::Template { place, detail } = fault else { return Default::default() };
    let what = detail.split(". Available").next().unwrap_or_default();
    (place.clone(), what.to_owned())
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
    let mut number = || parts.next().and_then(|part| part.parse::<usize>().ok());
    let at = number().map(|line| (line, number().unwrap_or(1)));
    let embedded = theme::embedded_template(name);
    let file: Arc<str> = match (&embedded, theme::own_template_name(name)) {
        (Some(_), _) => name.into(),
        (None, own) => format!("{}/templates/{}", theme::shown(theme), own.unwrap_or(name)).into(),
    };
    let is_embedded = embedded.is_some();
    let text = embedded.or_else(|| own_text(root, &file)).unwrap_or_default();
    let place = at.and_then(|at| rest_of_line(&text, at)).or_else(|| named(&text, &detail));
    let place = place.map_or_else(|| Place::file(&file), |span| Place::span(&file, span));
    let message = Message::new("template").text("detail", detail);
    let mut fault = Diagnostic::error("template", place, message);
    if is_embedded {
        fault = fault.with_label(Message::new("template-embedded").text("theme", theme));
    }
    Ok(match page {
        Some(page) => fault.with_help(Message::new("template-page").text("page", page)),
        None => fault,
    })
}

/// The text of a template of the site.
fn own_text(root: &Path, file: &Arc<str>) -> Option<String> {
    let bytes = fs::read_at_most(&root.join(&**file), parse::MAX_TEXT).ok()?.ok()?;
    Some(Source::decode(Arc::clone(file), &bytes).text)
}

/// The rest of a line from a column on, both counted from 1; of the last one where the fault is that the text ends.
fn rest_of_line(text: &str, (line, column): (usize, usize)) -> Option<Range<usize>> {
    let text = text.trim_end();
    let number = line.min(text.lines().count()).checked_sub(1)?;
    let start: usize = text.split_inclusive('\n').take(number).map(str::len).sum();
    let rest = text[start..].lines().next()?.trim_end();
    let before: usize = rest.chars().take(column - 1).map(char::len_utf8).sum();
    let before = if before < rest.len() { before } else { 0 };
    Some(start + before..start + rest.len())
}

/// The tag that a fault without a place speaks of: a parent that is not there, a circle of parents, a block.
fn named(text: &str, detail: &str) -> Option<Range<usize>> {
    let block = detail.strip_prefix("Block `").and_then(|rest| rest.split('`').next());
    let tag = match block {
        Some(name) => format!("block {name}"),
        None if ["extend", "inherit"].iter().any(|word| detail.contains(word)) => "extends".into(),
        None => return None,
    };
    let start = text.find(&tag)?;
    let end = text[start..].find(['%', '\n']).map_or(text.len(), |end| start + end);
    Some(start..start + text[start..end].trim_end_matches(['-', ' ', '\r']).len())
}
