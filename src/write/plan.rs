//! Plans a commit: from what was staged and what is published to a journal.
//!
//! Entry point: [`plan`]. Reads the output and changes nothing: every refusal that can be foreseen
//! happens here, so that a journal once entered can be carried out.

use std::collections::{BTreeMap, BTreeSet};
use std::io::ErrorKind;
use std::path::Path;

use blake3::Hash;

use super::journal::{Journal, Published, Put};
use super::manifest::Manifest;
use super::path;
use super::place::Place;
use super::remove::is_ours;
use super::stage::{Stage, StagePlace};
use super::{CommitOptions, Phase};
use crate::error::{Error, FileAction};
use crate::fs;

/// How many foreign files an error names.
const NAMED: usize = 5;
/// Up to so many files a build removes without asking.
const FEW: usize = 20;

/// What stands where a staged file goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// Nothing, or a path of the manifest.
    Ours,
    /// A file or link that no build wrote.
    Foreign,
    /// A folder.
    Folder,
}

/// What became of an output in `stage`.
#[derive(Debug)]
pub(super) enum Fate {
    /// The published bytes are the same.
    Unchanged,
    /// It waits in the stage under a number.
    Staged(u32, Standing),
}

/// One output of this build.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) file: Published,
    pub(super) phase: Phase,
    pub(super) fate: Fate,
}

/// Everything a plan is made from.
pub(super) struct Situation<'a> {
    pub(super) place: &'a Place,
    pub(super) stage: &'a Stage,
    pub(super) manifest: &'a Manifest,
    pub(super) options: CommitOptions,
}

/// Makes the journal of a commit, or says why there can be none.
pub(super) fn plan(situation: &Situation<'_>, mut entries: Vec<Entry>) -> Result<Journal, Error> {
    entries.sort_unstable_by(|a, b| a.file.path.cmp(&b.file.path));
    let folders = folders_of(&entries);
    check_collisions(situation.place, &entries, &folders)?;
    let stale = stale(situation.manifest, &entries);
    check_foreign(situation, &entries, &folders, &stale)?;
    check_mass_delete(situation, &stale)?;
    check_permissions(situation, &entries, &stale)?;
    Ok(journal(situation.stage.place, entries, stale))
}

fn folders_of(entries: &[Entry]) -> BTreeSet<String> {
    let mut folders = BTreeSet::new();
    for entry in entries {
        for folder in path::folders(&entry.file.path) {
            if folders.contains(folder) {
                break;
            }
            folders.insert(folder.to_owned());
        }
    }
    folders
}

/// Two outputs of one path, or a file and a folder of one path. The caller has checked this; a
/// mistake there must not become a broken site.
fn check_collisions(
    place: &Place,
    entries: &[Entry],
    folders: &BTreeSet<String>,
) -> Result<(), Error> {
    let twice = entries.windows(2).find(|two| two[0].file.path == two[1].file.path);
    let mixed = entries.iter().find(|entry| folders.contains(&entry.file.path));
    match twice.map(|two| &two[0]).or(mixed) {
        Some(entry) => {
            let path = place.file(&entry.file.path);
            Err(fs::error(FileAction::Write, &path)(ErrorKind::AlreadyExists.into()))
        }
        None => Ok(()),
    }
}

/// The files of earlier builds that this one does not have, by path.
fn stale(manifest: &Manifest, entries: &[Entry]) -> BTreeMap<String, Hash> {
    let has = |path: &str| entries.binary_search_by(|e| e.file.path.as_str().cmp(path)).is_ok();
    let gone = manifest.files.iter().filter(|(path, _)| !has(path));
    gone.map(|(path, hash)| (path.clone(), *hash)).collect()
}

fn check_foreign(
    situation: &Situation<'_>,
    entries: &[Entry],
    folders: &BTreeSet<String>,
    stale: &BTreeMap<String, Hash>,
) -> Result<(), Error> {
    let place = situation.place;
    let mut survey = Survey { place, stale, foreign: Vec::new() };
    // Parents first: below a link nothing is looked at.
    for folder in folders {
        survey.look_at_folder(folder)?;
    }
    for entry in entries {
        match entry.fate {
            Fate::Staged(_, Standing::Foreign) if !situation.options.allow_overwrite => {
                survey.foreign.push(entry.file.path.clone());
            }
            Fate::Staged(_, Standing::Folder) => survey.look_inside(&entry.file.path)?,
            _ => {}
        }
    }
    let mut files = survey.foreign;
    let count = files.len();
    files.truncate(NAMED);
    match count {
        0 => Ok(()),
        _ => Err(Error::ForeignFiles { output: place.output.clone(), files, count }),
    }
}

/// Looks for what stands in the way and is not ours to remove.
struct Survey<'a> {
    place: &'a Place,
    stale: &'a BTreeMap<String, Hash>,
    foreign: Vec<String>,
}

impl Survey<'_> {
    /// A path that is to be a folder.
    fn look_at_folder(&mut self, folder: &str) -> Result<(), Error> {
        let path = self.place.file(folder);
        match fs::metadata_if_exists(&path)? {
            Some(found) if found.is_symlink() => Err(Error::LinkedFolder { path }),
            Some(found) if !found.is_dir() => self.look_at_file(folder),
            _ => Ok(()),
        }
    }

    /// A folder that is to be a file: all in it must be ours and stale.
    fn look_inside(&mut self, folder: &str) -> Result<(), Error> {
        for inner in fs::read_dir(&self.place.file(folder))? {
            let name = inner.file_name().unwrap_or_default().to_string_lossy();
            let path = format!("{folder}/{name}");
            match fs::metadata_if_exists(&inner)? {
                Some(found) if found.is_dir() => self.look_inside(&path)?,
                _ => self.look_at_file(&path)?,
            }
        }
        Ok(())
    }

    fn look_at_file(&mut self, path: &str) -> Result<(), Error> {
        let is_ours = match self.stale.get(path) {
            Some(hash) => is_ours(self.place, path, hash)?,
            None => false,
        };
        if !is_ours {
            self.foreign.push(path.to_owned());
        }
        Ok(())
    }
}

/// Refuses a build that looks like a mistake (an empty content folder, a wrong output). Pages are
/// counted for themselves too: a thousand photographs must not hide that all stories would go.
fn check_mass_delete(
    situation: &Situation<'_>,
    stale: &BTreeMap<String, Hash>,
) -> Result<(), Error> {
    if situation.options.allow_mass_delete || stale.len() <= FEW {
        return Ok(());
    }
    let mut gone = Vec::new();
    for path in stale.keys() {
        if fs::metadata_if_exists(&situation.place.file(path))?.is_some() {
            gone.push(path);
        }
    }
    let is_page = |path: &&String| Path::new(path).extension() == Some("html".as_ref());
    let published = &situation.manifest.files;
    let counts = [
        (gone.len(), published.len()),
        (gone.iter().copied().filter(is_page).count(), published.keys().filter(is_page).count()),
    ];
    match counts.into_iter().find(|(gone, all)| *gone > FEW && gone * 2 > *all) {
        Some((removed, published)) => Err(Error::MassDelete { removed, published }),
        None => Ok(()),
    }
}

/// Asks beforehand whether each folder that will change can be changed, because a refusal half-way
/// through the renames would leave half a site until the next run.
fn check_permissions(
    situation: &Situation<'_>,
    entries: &[Entry],
    stale: &BTreeMap<String, Hash>,
) -> Result<(), Error> {
    let staged = entries.iter().filter(|entry| matches!(entry.fate, Fate::Staged(..)));
    let written: BTreeSet<&str> = staged.map(|entry| parent(&entry.file.path)).collect();
    for folder in &written {
        if let Some(folder) = nearest(situation.place, folder)? {
            fs::check_writable(&folder)?;
            fs::check_rename(situation.stage.folder(), &folder)?;
        }
    }
    let emptied: BTreeSet<&str> = stale.keys().map(|path| parent(path)).collect();
    for folder in emptied.difference(&written) {
        fs::check_writable(&folder_path(situation.place, folder))?;
    }
    Ok(())
}

/// The folder of a path, "" for the output itself.
fn parent(path: &str) -> &str {
    path::folders(path).next().unwrap_or_default()
}

fn folder_path(place: &Place, folder: &str) -> std::path::PathBuf {
    if folder.is_empty() { place.output.clone() } else { place.file(folder) }
}

/// The nearest folder that is there already, from `folder` up to the output.
fn nearest(place: &Place, folder: &str) -> Result<Option<std::path::PathBuf>, Error> {
    let is_folder = |path: &Path| -> Result<bool, Error> {
        Ok(fs::metadata_if_exists(path)?.is_some_and(|found| found.is_dir()))
    };
    for candidate in std::iter::once(folder).chain(path::folders(folder)).chain([""]) {
        let path = folder_path(place, candidate);
        if is_folder(&path)? {
            return Ok(Some(path));
        }
    }
    Ok(None)
}

fn journal(side: StagePlace, mut entries: Vec<Entry>, stale: BTreeMap<String, Hash>) -> Journal {
    // Sorted by path before, so this is the order by phase, then path.
    entries.sort_by_key(|entry| entry.phase);
    let removes = stale.into_iter().map(|(path, hash)| Published { path, hash }).collect();
    let mut journal = Journal { stage: side, puts: vec![], kept: vec![], removes };
    for Entry { file, fate, .. } in entries {
        match fate {
            Fate::Staged(number, _) => journal.puts.push(Put { number, file }),
            Fate::Unchanged => journal.kept.push(file),
        }
    }
    journal
}
