//! Takes a published site away again.
//!
//! Entry point: [`clean`]. Files that are not ours, or not as we wrote them, stay and are listed.

use std::collections::BTreeSet;
use std::path::Path;

use super::journal::{Journal, Published};
use super::manifest::Manifest;
use super::path;
use super::place::Place;
use super::remove::Remover;
use super::{Cleaned, seal, stage};
use crate::error::Error;
use crate::fs;

/// Removes the files, the empty folders, the stage, the journal and the manifest, in this order:
/// killed half-way, it can be repeated.
pub(super) fn clean(output: &Path) -> Result<Cleaned, Error> {
    let place = Place::resolve(output)?;
    if fs::metadata_if_exists(&place.state)?.is_none() {
        return Ok(Cleaned { removed: 0, kept: remaining(&place, &[])? });
    }
    let _lock = place.lock()?;
    let files = ever_written(&place)?;
    stage::discard(&place)?;
    let mut remover = Remover::new(&place);
    for file in &files {
        remover.remove(file)?;
    }
    remover.remove_empty_folders(&files)?;
    seal::remove(&place.journal())?;
    seal::remove(&place.manifest())?;
    let kept = remaining(&place, &files)?;
    if kept.is_empty() {
        // Refused where the output is a mount: then the empty folder stays.
        let _ = fs::remove_dir_if_empty(&place.output);
    }
    Ok(Cleaned { removed: remover.removed, kept })
}

/// What the manifest lists and what an interrupted run was writing or removing. A path may come
/// twice, with both of its hashes: either one makes it ours.
fn ever_written(place: &Place) -> Result<Vec<Published>, Error> {
    let mut files: Vec<_> = Manifest::load(&place.manifest())?
        .unwrap_or_default()
        .files
        .into_iter()
        .map(|(path, hash)| Published { path, hash })
        .collect();
    if let Some(journal) = Journal::load(&place.journal())? {
        files.extend(journal.published().chain(&journal.removes).cloned());
    }
    Ok(files)
}

/// What is left in the output.
fn remaining(place: &Place, files: &[Published]) -> Result<Vec<String>, Error> {
    if fs::metadata_if_exists(&place.output)?.is_none() {
        return Ok(Vec::new());
    }
    let ours: BTreeSet<&str> = files.iter().flat_map(|file| path::folders(&file.path)).collect();
    let mut found = Vec::new();
    list(&place.output, "", &ours, &mut found)?;
    Ok(found)
}

/// Lists a folder, going into those alone that once held a file of ours.
fn list(
    folder: &Path,
    prefix: &str,
    ours: &BTreeSet<&str>,
    found: &mut Vec<String>,
) -> Result<(), Error> {
    for inner in fs::read_dir(folder)? {
        let name = inner.file_name().unwrap_or_default().to_string_lossy();
        let path = format!("{prefix}{name}");
        let is_folder = fs::metadata_if_exists(&inner)?.is_some_and(|it| it.is_dir());
        if is_folder && ours.contains(path.as_str()) {
            list(&inner, &format!("{path}/"), ours, found)?;
        } else {
            found.push(if is_folder { format!("{path}/") } else { path });
        }
    }
    Ok(())
}
