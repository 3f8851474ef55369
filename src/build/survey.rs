//! What is found out about a file that is no text of the site.
//!
//! Entry points: [`survey_one`] looks at one file, [`of_site`] says what counts once it is known which files are
//! published.

use std::collections::HashSet;
use std::sync::Arc;

use crate::check;
use crate::diagnostic::{Diagnostic, Severity};
use crate::discover::Asset;
use crate::error::Error;
use crate::media;
use crate::parse::Document;
use crate::picture;
use crate::site::county_map::{self, CountyMap};
use crate::site::{Seen, Site};

/// What was found out about a file.
#[derive(Debug, Clone, Default)]
pub struct Surveyed {
    /// What other parts of the program need to know of it.
    pub seen: Seen,
    /// What is wrong with it wherever it lies.
    pub faults: Vec<Diagnostic>,
    /// What is told of it where it is published.
    pub told: Vec<Diagnostic>,
}

/// Looks at one file.
///
/// # Errors
/// A file that cannot be read.
pub fn survey_one(asset: &Asset) -> Result<Surveyed, Error> {
    if &*asset.file == county_map::FILE {
        return survey_map(asset);
    }
    let survey = picture::survey(&asset.path, &asset.file)?;
    let faults = survey.fault.or_else(|| check::photo(&asset.file, &survey.comments));
    let mut surveyed = Surveyed {
        seen: Seen { picture: survey.picture, ..Seen::default() },
        faults: faults.into_iter().collect(),
        told: Vec::new(),
    };
    if !check::is_looked_through(&asset.file) {
        return Ok(surveyed);
    }
    let bytes = asset.path.read(check::MAX_PUBLISHED)?.ok();
    match bytes.as_deref().and_then(|bytes| check::as_text(&asset.file, bytes)) {
        Some(text) => {
            surveyed.told.extend(check::in_text(&text));
            surveyed.faults.extend(check::text(&text));
            surveyed.seen.names = media::names(&text.text);
        }
        None => surveyed.told.extend(check::in_document(&asset.file, bytes.as_deref())),
    }
    Ok(surveyed)
}

/// Looks at the map, whose words become part of a page.
fn survey_map(asset: &Asset) -> Result<Surveyed, Error> {
    let bytes = asset.path.read(county_map::MAX_BYTES)?.ok();
    let text = bytes.as_deref().and_then(|bytes| check::as_text(&asset.file, bytes));
    let read = bytes.map(|bytes| CountyMap::parse(&bytes));
    let mut faults = Vec::from_iter(check::map_file(read.as_ref()));
    faults.extend(text.as_ref().and_then(check::in_text));
    let seen = Seen { map: read.and_then(Result::ok), ..Seen::default() };
    Ok(Surveyed { seen, faults, told: Vec::new() })
}

/// What was found out, apart from what is told of it.
pub(super) fn apart(assets: Vec<(Asset, Surveyed)>) -> (Vec<(Asset, Seen)>, Vec<Diagnostic>) {
    let mut all = Vec::new();
    let seen = assets.into_iter().map(|(asset, surveyed)| {
        all.extend(surveyed.told);
        (asset, surveyed.seen)
    });
    (seen.collect(), all)
}

/// What of `told` concerns files that are published as they are.
pub(super) fn of_site(told: Vec<Diagnostic>, site: &Site) -> impl Iterator<Item = Diagnostic> {
    let published: HashSet<_> =
        site.published_files().map(|asset| Arc::clone(&asset.file)).collect();
    told.into_iter().filter(move |one| published.contains(&one.place.file))
}

/// Whether a text could not be read: which files it names is not known then.
pub(super) fn unread(diagnostics: &[Diagnostic], documents: &[Document]) -> bool {
    let read: HashSet<&str> = documents.iter().map(|document| &**document.file()).collect();
    let is_text = |file: &Arc<str>| file.ends_with(".md") || file.ends_with(".markdown");
    diagnostics.iter().any(|one| {
        let file = &one.place.file;
        one.severity == Severity::Error && is_text(file) && !read.contains(&**file)
    })
}
