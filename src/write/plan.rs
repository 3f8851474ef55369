//! Plans a commit: from what was staged and what is published to a journal.
//!
//! Entry point: [`plan`]. Reads the output and changes nothing: every refusal that can be foreseen
//! happens here, so that a journal once entered can be carried out.

use std::collections::{BTreeMap, BTreeSet};
use std::io::ErrorKind;
use std::path::Path;

use blake3::Hash;

use super::entry::{Entry, Fate, Standing};
use super::fault::{is_link, told};
use super::folders::open;
use super::journal::{Journal, Published, Put};
use super::manifest::Manifest;
use super::path::{self, parent};
use super::place::{Locked, Place};
use super::remove::is_ours;
use super::stage::{self, Stage};
use super::stage_place::StagePlace;
use super::stale::stale;
use super::{CommitOptions, Phase, trial};
use crate::error::{Error, FileAction};
use crate::fs::{self, Kind, Root};

/// How many foreign files an error names.
const NAMED: usize = 5;
/// Up to so many files a build removes without asking.
const FEW: usize = 20;

/// Everything a plan is made from.
pub(super) struct Situation<'a> {
    pub(super) locked: &'a Locked,
    pub(super) stage: &'a Stage,
    pub(super) manifest: &'a Manifest,
    pub(super) options: CommitOptions,
}

/// What a commit is to do.
pub(super) struct Plan {
    pub(super) journal: Journal,
    /// Foreign files that the user allows to be overwritten.
    pub(super) adopted: Vec<Published>,
    /// Files that can be neither replaced nor removed, and why the first cannot. There are some only
    /// where a page is taken back: that must not wait.
    pub(super) held: Option<(Vec<String>, Error)>,
}

/// Makes the journal of a commit, or says why there can be none.
pub(super) fn plan(situation: &Situation<'_>, mut entries: Vec<Entry>) -> Result<Plan, Error> {
    entries.sort_unstable_by(|a, b| a.file.path.cmp(&b.file.path));
    let folders = folders_of(&entries);
    let place = &situation.locked.place;
    check_collisions(place, &entries, &folders)?;
    let mut stale = stale(situation.manifest, &entries, place.published()?)?;
    let mut adopted = Vec::new();
    if let Some(output) = place.published()? {
        adopted = check_foreign(situation, output, (&entries, &folders), &stale)?;
        check_mass_delete(situation, output, &stale)?;
    }
    check_permissions(situation, &entries, &stale)?;
    let mut held = None;
    if let Some(output) = place.published()? {
        let stiff = trial::stiff(output, situation.stage, (&entries, &stale))?;
        held = hold(situation.manifest, output, (&mut entries, &mut stale), stiff)?;
    }
    Ok(Plan { journal: journal(situation.stage.place, entries, stale), adopted, held })
}

/// Leaves out what cannot be replaced, if a page is taken back; otherwise there is no build.
fn hold(
    manifest: &Manifest,
    output: &Root,
    (entries, stale): (&mut Vec<Entry>, &mut BTreeMap<String, Hash>),
    stiff: Vec<(String, Error)>,
) -> Result<Option<(Vec<String>, Error)>, Error> {
    let names: BTreeSet<String> = stiff.iter().map(|(path, _)| path.clone()).collect();
    let Some((_, fault)) = stiff.into_iter().next() else { return Ok(None) };
    let mut is_urgent = false;
    for path in stale.keys().filter(|path| is_page(path)) {
        is_urgent |= output.found(path).is_ok_and(|found| found.is_some());
    }
    if !is_urgent {
        return Err(fault);
    }
    for entry in entries.iter_mut().filter(|entry| names.contains(&entry.file.path)) {
        if let Some(hash) = manifest.files.get(&entry.file.path) {
            entry.file.hash = *hash;
        }
        entry.fate = Fate::Held;
    }
    // What cannot be removed stays ours, and the next build tries again.
    for path in &names {
        if let Some(hash) = stale.remove(path) {
            let file = Published { path: path.clone(), hash };
            entries.push(Entry { file, phase: Phase::Page, fate: Fate::Held });
        }
    }
    Ok(Some((names.into_iter().collect(), fault)))
}

fn is_page(path: &str) -> bool {
    Path::new(path).extension() == Some("html".as_ref())
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

/// Refuses to overwrite what no build wrote; gives what the user allows to be overwritten.
fn check_foreign(
    situation: &Situation<'_>,
    output: &Root,
    (entries, folders): (&[Entry], &BTreeSet<String>),
    stale: &BTreeMap<String, Hash>,
) -> Result<Vec<Published>, Error> {
    let mut survey = Survey { output, stale, foreign: Vec::new() };
    let mut allowed = Vec::new();
    // Parents first: below a link nothing is looked at.
    for folder in folders {
        survey.look_at_folder(folder)?;
    }
    for entry in entries {
        let path = &entry.file.path;
        match entry.fate {
            Fate::Staged(_, Standing::Foreign) if situation.options.allow_overwrite => {
                let hash = stage::hash(output, Path::new(path))?;
                allowed.extend(hash.map(|hash| Published { path: path.clone(), hash }));
            }
            Fate::Staged(_, Standing::Foreign) => survey.foreign.push(path.clone()),
            Fate::Staged(_, Standing::Folder) => survey.look_inside(path)?,
            Fate::Staged(_, Standing::Ours) | Fate::Unchanged(_) | Fate::Held => {}
        }
    }
    let mut files = survey.foreign;
    let count = files.len();
    files.truncate(NAMED);
    match count {
        0 => Ok(allowed),
        _ => {
            Err(Error::ForeignFiles { output: situation.locked.place.output.clone(), files, count })
        }
    }
}

/// Looks for what stands in the way and is not ours to remove.
struct Survey<'a> {
    output: &'a Root,
    stale: &'a BTreeMap<String, Hash>,
    foreign: Vec<String>,
}

impl Survey<'_> {
    /// A path that is to be a folder.
    fn look_at_folder(&mut self, folder: &str) -> Result<(), Error> {
        match self.output.found(folder).map_err(told)?.map(|found| found.kind) {
            Some(Kind::Link) => Err(Error::LinkedFolder { path: self.output.path(folder) }),
            None | Some(Kind::Folder) => Ok(()),
            Some(Kind::File | Kind::Pipe | Kind::Socket | Kind::Device) => {
                self.look_at_file(folder)
            }
        }
    }

    /// A folder that is to be a file: all in it must be ours and stale.
    fn look_inside(&mut self, folder: &str) -> Result<(), Error> {
        let Some(opened) = self.output.folder(folder).map_err(told)? else { return Ok(()) };
        for name in opened.names()? {
            let path = format!("{folder}/{}", name.to_string_lossy());
            match opened.found(&name)? {
                Some(found) if found.kind == Kind::Folder => self.look_inside(&path)?,
                _ => self.look_at_file(&path)?,
            }
        }
        Ok(())
    }

    fn look_at_file(&mut self, path: &str) -> Result<(), Error> {
        let is_ours = match self.stale.get(path) {
            Some(hash) => is_ours(self.output, path, hash)?,
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
    output: &Root,
    stale: &BTreeMap<String, Hash>,
) -> Result<(), Error> {
    if situation.options.allow_mass_delete || stale.len() <= FEW {
        return Ok(());
    }
    let mut gone = Vec::new();
    for path in stale.keys() {
        match output.found(path) {
            Ok(Some(_)) => gone.push(path),
            Err(error) if !is_link(&error) => return Err(error),
            Ok(None) | Err(_) => {}
        }
    }
    let published = &situation.manifest.files;
    let pages = |path: &&String| is_page(path);
    let counts = [
        (gone.len(), published.len()),
        (gone.iter().copied().filter(pages).count(), published.keys().filter(pages).count()),
    ];
    match counts.into_iter().find(|(gone, all)| *gone > FEW && gone * 2 > *all) {
        Some((removed, published)) => Err(Error::MassDelete { removed, published }),
        None => Ok(()),
    }
}

/// Asks beforehand whether each folder that will change can be changed.
fn check_permissions(
    situation: &Situation<'_>,
    entries: &[Entry],
    stale: &BTreeMap<String, Hash>,
) -> Result<(), Error> {
    let place = &situation.locked.place;
    let staged = entries.iter().filter(|entry| matches!(entry.fate, Fate::Staged(..)));
    let written: BTreeSet<&str> = staged.map(|entry| parent(&entry.file.path)).collect();
    let Some(output) = place.published()? else {
        let above = place.output.parent().map(Root::open).transpose()?;
        return above.map_or(Ok(()), |above| above.check_writable());
    };
    let staging = situation.stage.root.as_path();
    for folder in &written {
        let folder = nearest(output, folder)?;
        folder.check_writable()?;
        fs::check_rename(staging, folder.as_path())?;
    }
    let emptied: BTreeSet<&str> = stale.keys().map(|path| parent(path)).collect();
    for folder in emptied.difference(&written) {
        // A link in its place keeps what it leads to.
        if let Ok(Some(folder)) = open(output, folder) {
            folder.check_writable()?;
        }
    }
    Ok(())
}

/// The nearest folder that is there already, from `folder` up to the output.
fn nearest(output: &Root, folder: &str) -> Result<Root, Error> {
    for candidate in std::iter::once(folder).chain(path::folders(folder)) {
        let found = if candidate.is_empty() { None } else { output.found(candidate)? };
        if found.is_some_and(|found| found.kind == Kind::Folder)
            && let Some(opened) = output.folder(candidate)?
        {
            return Ok(opened);
        }
    }
    Ok(output.clone())
}

fn journal(side: StagePlace, mut entries: Vec<Entry>, stale: BTreeMap<String, Hash>) -> Journal {
    // Sorted by path before, so this is the order by phase, then by the folder where a file waits, then by path: one such folder
    // is held open after the other.
    let waits_in = |fate: &Fate| match fate {
        Fate::Staged(number, _) => stage::folder_of(*number),
        Fate::Unchanged(_) | Fate::Held => 0,
    };
    entries.sort_by_key(|entry| (entry.phase, waits_in(&entry.fate)));
    let removes = stale.into_iter().map(|(path, hash)| Published { path, hash }).collect();
    let mut journal = Journal { stage: side, puts: vec![], kept: vec![], removes };
    for Entry { file, fate, .. } in entries {
        match fate {
            Fate::Staged(number, _) => journal.puts.push(Put { number, file }),
            Fate::Unchanged(_) | Fate::Held => journal.kept.push(file),
        }
    }
    journal
}
