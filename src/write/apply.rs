//! Does what a journal says: by the commit that wrote it, or by the run after a killed one.
//!
//! Entry points: [`apply`] and [`recover`]. Every step may have been done already.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use super::journal::{Journal, Published};
use super::path;
use super::place::Place;
use super::remove::Remover;
use super::stage::staged;
use super::{seal, stage};
use crate::error::Error;
use crate::fs;

/// What was removed, and what was not.
#[derive(Debug, Default)]
pub(super) struct Applied {
    pub(super) removed: usize,
    pub(super) kept: Vec<String>,
}

/// Finishes an interrupted run whose journal is whole; discards any other.
pub(super) fn recover(place: &Place) -> Result<Applied, Error> {
    let Some(mut journal) = Journal::load(&place.journal())? else {
        seal::remove(&place.journal())?;
        return Ok(Applied::default());
    };
    let manifest = journal.manifest();
    forget_renamed(place, &mut journal)?;
    let applied = apply(place, &journal)?;
    finish(place, &manifest)?;
    Ok(applied)
}

/// Renames the staged files into place and removes what no longer exists.
pub(super) fn apply(place: &Place, journal: &Journal) -> Result<Applied, Error> {
    let mut remover = Remover::new(place);
    let (in_the_way, others) = split_removes(journal);
    for file in in_the_way {
        remover.remove(file)?;
    }
    make_way(place, journal)?;
    rename_staged(place, journal)?;
    let spared = same_file_other_case(place, journal);
    for file in others {
        if !spared.contains(file.path.as_str()) {
            remover.remove(file)?;
        }
    }
    remover.remove_empty_folders(&journal.removes)?;
    Ok(Applied { removed: remover.removed, kept: remover.kept })
}

/// Declares the new site published. The renames must be on disk before the journal goes.
pub(super) fn finish(place: &Place, manifest: &super::manifest::Manifest) -> Result<(), Error> {
    if fs::metadata_if_exists(&place.output)?.is_some() {
        fs::sync_file_system(&place.output)?;
    }
    manifest.store(&place.manifest())?;
    seal::remove(&place.journal())?;
    stage::discard(place)
}

/// Leaves out what the killed run has renamed. A file whose staged form and place are both gone
/// was removed by someone since; the next comparison finds it missing.
fn forget_renamed(place: &Place, journal: &mut Journal) -> Result<(), Error> {
    let folder = journal.stage.folder(place);
    let mut puts = std::mem::take(&mut journal.puts);
    let mut renamed = Vec::new();
    for put in puts.drain(..) {
        if fs::metadata_if_exists(&staged(&folder, put.number))?.is_some() {
            journal.puts.push(put);
        } else {
            renamed.push(put.file);
        }
    }
    journal.kept.append(&mut renamed);
    Ok(())
}

/// The removals that must come before the renames: a file where a folder is to be, or files in a
/// folder where a file is to be.
fn split_removes(journal: &Journal) -> (Vec<&Published>, Vec<&Published>) {
    if journal.removes.is_empty() || journal.puts.is_empty() {
        return (Vec::new(), journal.removes.iter().collect());
    }
    let files: HashSet<&str> = journal.puts.iter().map(|put| put.file.path.as_str()).collect();
    let folders: HashSet<&str> = files.iter().flat_map(|file| path::folders(file)).collect();
    journal.removes.iter().partition(|old| {
        folders.contains(old.path.as_str())
            || path::folders(&old.path).any(|folder| files.contains(folder))
    })
}

/// Makes the folders of the new files and removes empty folders that stand where files are to be.
fn make_way(place: &Place, journal: &Journal) -> Result<(), Error> {
    fs::create_dir_all(&place.output)?;
    let mut made = HashSet::new();
    for put in &journal.puts {
        let parents: Vec<_> =
            path::folders(&put.file.path).take_while(|folder| made.insert(*folder)).collect();
        for folder in parents.into_iter().rev() {
            make_folder(&place.file(folder))?;
        }
    }
    Ok(())
}

fn make_folder(folder: &Path) -> Result<(), Error> {
    match fs::metadata_if_exists(folder)? {
        Some(found) if found.is_symlink() => {
            Err(Error::LinkedFolder { path: folder.to_path_buf() })
        }
        Some(found) if found.is_dir() => Ok(()),
        _ => fs::create_dir_all(folder),
    }
}

fn rename_staged(place: &Place, journal: &Journal) -> Result<(), Error> {
    let folder = journal.stage.folder(place);
    for put in &journal.puts {
        let (from, to) = (staged(&folder, put.number), place.file(&put.file.path));
        match fs::rename(&from, &to) {
            Err(_) if remove_empty_tree(&to)? => fs::rename(&from, &to)?,
            renamed => renamed?,
        }
    }
    Ok(())
}

/// Removes a folder that holds nothing but empty folders; tells whether it did.
fn remove_empty_tree(folder: &Path) -> Result<bool, Error> {
    if !fs::metadata_if_exists(folder)?.is_some_and(|found| found.is_dir()) {
        return Ok(false);
    }
    for inner in fs::read_dir(folder)? {
        remove_empty_tree(&inner)?;
    }
    fs::remove_dir_if_empty(folder)
}

/// Old paths that differ from a new one only in letter case and, on a disk that ignores case, are
/// the very file just published.
fn same_file_other_case<'j>(place: &Place, journal: &'j Journal) -> HashSet<&'j str> {
    let old: HashMap<String, &str> =
        journal.removes.iter().map(|file| (file.path.to_lowercase(), file.path.as_str())).collect();
    if old.is_empty() {
        return HashSet::new();
    }
    let is_same = |old: &str, new: &str| {
        let paths = (fs::canonicalize(&place.file(old)), fs::canonicalize(&place.file(new)));
        matches!(paths, (Ok(old), Ok(new)) if old == new)
    };
    let twins = journal.published().filter_map(|new| {
        old.get(&new.path.to_lowercase()).copied().filter(|old| is_same(old, &new.path))
    });
    twins.collect()
}
