//! Takes a published site away again.
//!
//! Entry point: [`clean`]. Files that are not ours, or not as we wrote them, stay and are listed.

use std::collections::BTreeSet;
use std::path::Path;

use super::fault::{blocked, is_link};
use super::journal::{self, Published};
use super::manifest::{self, Manifest};
use super::path;
use super::place::Place;
use super::remove::{is_ours, remove_empty_folders};
use super::{Cleaned, NAMES, NOTE, apply, seal, shelf, stage};
use crate::error::Error;
use crate::fs::{self, Kind, Root};

/// Removes the files, the empty folders, the stage, the journal, the manifest, what only spares time and the lock, in this
/// order: killed half-way, it can be repeated.
pub(super) fn clean(output: &Path) -> Result<Cleaned, Error> {
    let place = Place::resolve(output)?;
    if place.state()?.is_none() {
        return Ok(Cleaned { removed: 0, kept: remaining(&place, &[])? });
    }
    let locked = place.lock()?;
    // What a killed run was doing is done or undone first: then the manifest says all.
    apply::recover(&locked)?;
    let manifest = Manifest::load(&locked.state)?.unwrap_or_default();
    let published = manifest.files.into_iter().map(|(path, hash)| Published { path, hash });
    let files: Vec<_> = published.collect();
    stage::discard(&locked)?;
    let mut removed = 0;
    if let Some(root) = locked.place.published()? {
        for file in &files {
            removed += usize::from(remove(root, file)?);
        }
        remove_empty_folders(root, &files);
    }
    for name in [journal::NAME, manifest::NAME, NOTE] {
        seal::remove(&locked.state, name)?;
    }
    seal::discard(&locked.state, &NAMES).map_err(blocked)?;
    stage::sweep(&locked).map_err(blocked)?;
    locked.state.remove_tree(shelf::FOLDER)?;
    let kept = remaining(&locked.place, &files)?;
    if kept.is_empty() {
        // Refused where the output is a mount: then the empty folder stays.
        let _ = fs::remove_dir_if_empty(&locked.place.output);
    }
    locked.remove()?;
    Ok(Cleaned { removed, kept })
}

/// Removes a file if it is as we wrote it; tells whether it did.
fn remove(output: &Root, file: &Published) -> Result<bool, Error> {
    match is_ours(output, &file.path, &file.hash) {
        Ok(true) => output.remove_file(&file.path).map(|()| true),
        Err(error) if !is_link(&error) => Err(error),
        Ok(false) | Err(_) => Ok(false),
    }
}

/// What is left in the output.
fn remaining(place: &Place, files: &[Published]) -> Result<Vec<String>, Error> {
    let Some(output) = place.published()? else { return Ok(Vec::new()) };
    let ours: BTreeSet<&str> = files.iter().flat_map(|file| path::folders(&file.path)).collect();
    let mut found = Vec::new();
    list(output, "", &ours, &mut found)?;
    Ok(found)
}

/// Lists a folder, going into those alone that once held a file of ours.
fn list(
    folder: &Root,
    prefix: &str,
    ours: &BTreeSet<&str>,
    found: &mut Vec<String>,
) -> Result<(), Error> {
    for inner in folder.names()? {
        let path = format!("{prefix}{}", inner.to_string_lossy());
        let is_folder = folder.found(&inner)?.is_some_and(|it| it.kind == Kind::Folder);
        let opened =
            if is_folder && ours.contains(path.as_str()) { folder.folder(&inner)? } else { None };
        match opened {
            Some(opened) => list(&opened, &format!("{path}/"), ours, found)?,
            None => found.push(if is_folder { format!("{path}/") } else { path }),
        }
    }
    Ok(())
}
