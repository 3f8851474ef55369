//! A new site from the first page, by the code of `liuhao init`.
//!
//! Entry point: [`create`]. What was made in part is taken away again.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::fs::{Kind, Root};
use crate::locale::Message;
use crate::scaffold::{self, NewSite};
use crate::serve::desk::Refused;
use crate::slug;

/// What an editor says of a new site.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Create {
    /// The folder that it is made in, by its id.
    pub(super) id: String,
    /// The name of its own folder; that of the site where it is empty.
    folder: String,
    name: String,
    introduction: String,
    counties: Vec<String>,
}

/// Makes a site in a folder of its own below `parent`; gives that folder.
///
/// # Errors
/// `name-empty`, `bad-name`, `exists`; a disk that refuses.
pub(super) fn create(parent: &Path, wanted: &Create) -> Result<PathBuf, Refused> {
    let name = wanted.name.trim();
    if name.is_empty() {
        return Err(Refused::new(422, "name-empty", Message::new("first-name-empty")));
    }
    let own = wanted.folder.trim();
    let own = if own.is_empty() { slug::from_term(name) } else { own.to_owned() };
    slug::check_component(&own)
        .map_err(|fault| Refused::new(422, "bad-name", fault.message(&own)))?;
    let root = Root::open(parent)?;
    let is_there = root.found(&own)?;
    let exists = || {
        Refused::new(422, "exists", Message::new("first-exists").path("folder", &root.path(&own)))
    };
    match is_there.as_ref().map(|found| found.kind) {
        None => {}
        Some(Kind::Folder) => {
            let folder = root.folder(&own)?.ok_or_else(exists)?;
            if !folder.names()?.is_empty() {
                return Err(exists());
            }
        }
        Some(_) => return Err(exists()),
    }
    let mut seen = BTreeSet::new();
    let counties = wanted.counties.iter().map(|county| county.trim().to_owned());
    let new = NewSite {
        name: name.to_owned(),
        introduction: wanted.introduction.trim().to_owned(),
        counties: counties.filter(|one| !one.is_empty() && seen.insert(one.clone())).collect(),
        has_draft: true,
    };
    let made = root.make_folder(&own).and_then(|folder| scaffold::make(&folder, &new));
    if let Err(fault) = made {
        if is_there.is_none() {
            // What hinders this is what hindered the making, and that is told.
            let _ = root.remove_tree(&own);
        }
        return Err(fault.into());
    }
    Ok(root.path(&own))
}
