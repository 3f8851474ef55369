//! Does what a journal says, all of it or nothing: by the commit that wrote it, or by the run after a
//! killed one.
//!
//! Entry points: [`apply`] and [`recover`]. A journal is believed only as far as the manifest and the
//! hashes bear it out: a folder that was sent by somebody may hold one.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;

use super::journal::{self, Journal, Published};
use super::manifest::Manifest;
use super::path;
use super::place::Locked;
use super::remove::remove_empty_folders;
use super::seal::Successor;
use super::stage::hash;
use super::transaction::{State, Transaction};
use super::{NAMES, seal, stage};
use crate::error::Error;
use crate::fs::{self, Root};

/// What was removed, and what was not.
#[derive(Debug, Default)]
pub(super) struct Applied {
    pub(super) removed: usize,
    pub(super) kept: Vec<String>,
}

/// Finishes an interrupted run; where that cannot be done goes back; and where that cannot be done either
/// takes what stands in the output as published. So no run is stuck behind a former one.
pub(super) fn recover(locked: &Locked) -> Result<Applied, Error> {
    let state = &locked.state;
    // What a dead run had prepared is made anew by whoever needs it.
    let _ = seal::discard(state, &NAMES);
    let Some(journal) = Journal::load(state)? else {
        seal::remove(state, journal::NAME)?;
        let _ = stage::sweep(locked);
        return Ok(Applied::default());
    };
    let old = Manifest::load(state)?.unwrap_or_default();
    let new = journal.manifest();
    if old == new {
        // The run ended when all was done.
        seal::remove(state, journal::NAME)?;
        let _ = stage::sweep(locked);
        return Ok(Applied::default());
    }
    let Some(root) = journal.stage.root(locked)? else {
        return drop_journal(locked).map(|()| Applied::default());
    };
    if !removes_what_is_ours(&journal, &old) {
        return drop_journal(locked).map(|()| Applied::default());
    }
    let output = locked.place.make_output()?;
    let mut transaction = Transaction::new(output, (root, journal.stage.folder()));
    if let Ok(true) = resume(&mut transaction, &journal, &old, output) {
        let applied = conclude(transaction, &journal, output);
        let mut files = new.files;
        for file in journal.kept.iter().filter(|file| old.files.get(&file.path) != Some(&file.hash))
        {
            if hash(output, Path::new(&file.path))? != Some(file.hash) {
                files.remove(&file.path);
            }
        }
        finish(locked, Manifest { files }.prepare(&locked.state)?)?;
        return Ok(applied);
    }
    if !transaction.undo() {
        settle(locked, output, &old, &new)?;
    }
    drop_journal(locked).map(|()| Applied::default())
}

/// Nothing of the journal is to be done, or all that was done has been undone.
fn drop_journal(locked: &Locked) -> Result<(), Error> {
    seal::remove(&locked.state, journal::NAME)?;
    stage::discard(locked)?;
    let _ = stage::sweep(locked);
    Ok(())
}

/// Takes up what was done and does the rest; `false` where the journal names what is not ours, or a file
/// that waits is not the one that was to be published.
fn resume(
    transaction: &mut Transaction<'_>,
    journal: &Journal,
    old: &Manifest,
    output: &Root,
) -> Result<bool, Error> {
    let mut waiting = HashSet::new();
    let mut is_fit = true;
    for put in &journal.puts {
        match transaction.resume_put(put)? {
            State::Done => {}
            State::Unfit => is_fit = false,
            State::Waiting => {
                let is_ours = old.files.contains_key(&put.file.path);
                // A folder may have to make room; what is in it is asked about by itself.
                let stands = output
                    .found(&put.file.path)?
                    .is_some_and(|found| found.kind != fs::Kind::Folder);
                is_fit &= is_ours || !stands;
                waiting.insert(put.number);
            }
        }
    }
    let mut removed = HashSet::new();
    for (nth, file) in journal.removes.iter().enumerate() {
        if transaction.resume_remove(nth, file)? {
            removed.insert(nth);
        }
    }
    if !is_fit {
        return Ok(false);
    }
    carry_out(
        transaction,
        journal,
        (&|number| waiting.contains(&number), &|nth| !removed.contains(&nth)),
    )?;
    Ok(true)
}

fn removes_what_is_ours(journal: &Journal, old: &Manifest) -> bool {
    journal.removes.iter().all(|file| old.files.get(&file.path) == Some(&file.hash))
}

/// After a run that could neither be finished nor undone: of each path that was ours or was to be, what
/// stands there is published if it is the old or the new file.
fn settle(locked: &Locked, output: &Root, old: &Manifest, new: &Manifest) -> Result<(), Error> {
    let mut files = BTreeMap::new();
    let paths: HashSet<&String> = old.files.keys().chain(new.files.keys()).collect();
    for path in paths {
        let stands = hash(output, Path::new(path)).ok().flatten();
        let (before, after) = (old.files.get(path), new.files.get(path));
        if let Some(hash) =
            stands.filter(|hash| before == Some(hash) || after == Some(hash)).or(before.copied())
        {
            files.insert(path.clone(), hash);
        }
    }
    Manifest { files }.store(&locked.state)
}

/// Renames the staged files into place and removes what no longer exists, or goes back. Where a step
/// cannot be undone either, the journal stays: the next run looks at what stands there.
pub(super) fn apply(locked: &Locked, journal: &Journal, stage: &Root) -> Result<Applied, Error> {
    let output = locked.place.make_output()?;
    let mut transaction = Transaction::new(output, (stage, journal.stage.folder()));
    let Err(fault) = carry_out(&mut transaction, journal, (&|_| true, &|_| true)) else {
        return Ok(conclude(transaction, journal, output));
    };
    if transaction.undo() {
        drop_journal(locked)?;
    }
    Err(fault)
}

/// Which puts, by number, and which removals, by place, are still to be done.
type Open<'o> = (&'o dyn Fn(u32) -> bool, &'o dyn Fn(usize) -> bool);

fn carry_out(
    transaction: &mut Transaction<'_>,
    journal: &Journal,
    (is_waiting, is_standing): Open<'_>,
) -> Result<(), Error> {
    let in_the_way = in_the_way(journal);
    let removes = || journal.removes.iter().enumerate().filter(|(nth, _)| is_standing(*nth));
    for (nth, file) in removes().filter(|(_, file)| in_the_way.contains(file.path.as_str())) {
        transaction.remove(nth, file)?;
    }
    transaction.make_folders(journal)?;
    for put in journal.puts.iter().filter(|put| is_waiting(put.number)) {
        transaction.put(put)?;
    }
    transaction.end_puts()?;
    let spared = same_file_other_case(transaction, journal);
    for (nth, file) in removes().filter(|(_, file)| !in_the_way.contains(file.path.as_str())) {
        if !spared.contains(file.path.as_str()) {
            transaction.remove(nth, file)?;
        }
    }
    Ok(())
}

fn conclude(transaction: Transaction<'_>, journal: &Journal, output: &Root) -> Applied {
    // An empty folder that cannot be removed (a mount, another's) publishes nothing.
    remove_empty_folders(output, &journal.removes);
    Applied { removed: transaction.removed, kept: transaction.kept }
}

/// Declares the new site published. The renames must be on disk before the journal goes, and the old
/// files after it.
pub(super) fn finish(locked: &Locked, manifest: Successor<'_>) -> Result<(), Error> {
    if let Some(output) = locked.place.published()? {
        output.sync_file_system()?;
    }
    manifest.take_effect()?;
    drop_journal(locked)
}

/// The removals that must come before the renames: a file where a folder is to be, or files in a
/// folder where a file is to be.
fn in_the_way(journal: &Journal) -> HashSet<&str> {
    if journal.removes.is_empty() || journal.puts.is_empty() {
        return HashSet::new();
    }
    let files: HashSet<&str> = journal.puts.iter().map(|put| put.file.path.as_str()).collect();
    let folders: HashSet<&str> = files.iter().flat_map(|file| path::folders(file)).collect();
    let is_in_the_way = |old: &&Published| {
        folders.contains(old.path.as_str())
            || path::folders(&old.path).any(|folder| files.contains(folder))
    };
    journal.removes.iter().filter(is_in_the_way).map(|old| old.path.as_str()).collect()
}

/// Old paths that differ from a new one only in letter case and, on a disk that ignores case, are
/// the very file just published.
fn same_file_other_case<'j>(
    transaction: &Transaction<'_>,
    journal: &'j Journal,
) -> HashSet<&'j str> {
    let old: HashMap<String, &str> =
        journal.removes.iter().map(|file| (file.path.to_lowercase(), file.path.as_str())).collect();
    if old.is_empty() {
        return HashSet::new();
    }
    let is_same = |old: &str, new: &str| {
        let real = |path: &str| fs::canonicalize(&transaction.path(path));
        matches!((real(old), real(new)), (Ok(old), Ok(new)) if old == new)
    };
    let twins = journal.published().filter_map(|new| {
        old.get(&new.path.to_lowercase()).copied().filter(|old| is_same(old, &new.path))
    });
    twins.collect()
}
