//! One build on its way into the output.
//!
//! Entry points: [`Publication::stage`] and [`Publication::commit`].

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{ErrorKind, Read as _};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use super::entry::{Entry, Fate, Standing};
use super::fault::told;
use super::folders::Folders;
use super::journal::Published;
use super::laid::{Laid, Seen, Watched};
use super::manifest::Manifest;
use super::path;
use super::place::{Locked, Place};
use super::plan::{Plan, Situation, plan};
use super::seal::Successor;
use super::shelf::{Filling, Kept};
use super::stage::{self, Stage};
use super::{CommitOptions, NOTE, Output, Phase, Summary, apply, laid, seal};
use crate::error::{Error, FileAction};
use crate::fs::{self, Kind, Moment, Signature};

/// A build that has begun: it holds the lock. Dropping it without a commit discards what was
/// staged and leaves the output byte for byte as it was.
#[derive(Debug)]
#[must_use = "dropping a publication discards what was staged"]
pub struct Publication {
    // Fields are dropped in this order: the stage is emptied while the lock is held.
    stage: Stage,
    locked: Locked,
    /// What is published, `None` where nothing ever was.
    manifest: Option<Manifest>,
    entries: Mutex<Vec<Entry>>,
    folders: Folders,
    /// What the next build is to know of this one.
    note: Option<String>,
    /// Files that the finishing of an interrupted run has kept.
    kept: Vec<String>,
    /// Before anything of the output was looked at.
    begun: Moment,
    /// How the published files lay when the last build was done.
    laid: BTreeMap<String, Seen>,
    /// What the next build need not work out again.
    remembered: Vec<(Kept, Vec<u8>)>,
}

/// How an output compares with what is published.
enum Compared {
    /// The bytes are the same; what tells that they stay so.
    Same(Option<Seen>),
    /// They are not; what stands there.
    Other(Standing),
}

impl Publication {
    pub(super) fn begin(output: &Path) -> Result<Self, Error> {
        Place::make_parent(output)?;
        let locked = Place::resolve(output)?.lock()?;
        let kept = apply::recover(&locked)?.kept;
        let stage = Stage::open(&locked)?;
        let manifest = Manifest::load(&locked.state)?;
        let (entries, folders) = (Mutex::default(), Folders::default());
        let known = locked.shelf().zip(manifest.as_ref());
        let laid =
            known.and_then(|(shelf, manifest)| Laid::by_path(&shelf, manifest, &locked.state));
        Ok(Self {
            stage,
            manifest,
            entries,
            folders,
            note: None,
            kept,
            begun: Moment::now(),
            laid: laid.unwrap_or_default(),
            remembered: Vec::new(),
            locked,
        })
    }

    /// Compares an output with what is published and stages it if it differs. Called from many
    /// threads; keeps no bytes. An error leaves the output as it was.
    pub fn stage(&self, output: &Output<'_>) -> Result<(), Error> {
        let Output { path, phase, bytes } = output;
        check_path(path)?;
        let is_same = |file: &File| holds(file, bytes);
        let fate = match self.compare(path, bytes.len() as u64, is_same)? {
            Compared::Same(seen) => Fate::Unchanged(seen),
            Compared::Other(standing) => Fate::Staged(self.stage.write(bytes)?, standing),
        };
        self.enter(path, *phase, blake3::hash(bytes), fate);
        Ok(())
    }

    /// Leaves a file as it is, if it is what the last build published; tells whether it did. It is read only where nothing else
    /// tells.
    pub fn leave(&self, path: &str, phase: Phase) -> Result<bool, Error> {
        let known = self.manifest.as_ref().and_then(|known| known.files.get(path));
        let (Some(hash), Some(output)) = (known, self.locked.place.published()?) else {
            return Ok(false);
        };
        // What the disk refuses is met again by whoever stages the file.
        let now = output.signature(path).ok().flatten();
        let is_told = |(known, was_settled): &Seen| *was_settled && now == Some(*known);
        let is_told = self.laid.get(path).is_some_and(is_told);
        let has_hash =
            || matches!(stage::hash(output, Path::new(path)), Ok(Some(found)) if found == *hash);
        if !is_told && !has_hash() {
            return Ok(false);
        }
        let seen = now.map(|now| (now, is_told || now.is_settled(self.begun)));
        self.enter(path, phase, *hash, Fate::Unchanged(seen));
        Ok(true)
    }

    /// What the last build kept of what it published.
    pub fn recall(&self, kept: Kept) -> Option<Vec<u8>> {
        laid::get(&self.locked.shelf()?, kept, &laid::of(&self.locked.state).ok()?)
    }

    /// Like [`Publication::stage`] for a file that is too large to be held in memory: it is written
    /// part by part and compared by its hash.
    pub fn stage_parts(
        &self,
        path: &str,
        phase: Phase,
        parts: &mut dyn Iterator<Item = Vec<u8>>,
    ) -> Result<(), Error> {
        check_path(path)?;
        let (mut hasher, mut length) = (blake3::Hasher::new(), 0);
        let number = self.stage.write_parts(&mut parts.inspect(|part| {
            hasher.update(part);
            length += part.len() as u64;
        }))?;
        let hash = hasher.finalize();
        let is_same = |file: &File| {
            let mut published = blake3::Hasher::new();
            published.update_reader(file)?;
            Ok(published.finalize() == hash)
        };
        let fate = match self.compare(path, length, is_same)? {
            Compared::Same(seen) => {
                self.stage.remove(number)?;
                Fate::Unchanged(seen)
            }
            Compared::Other(standing) => Fate::Staged(number, standing),
        };
        self.enter(path, phase, hash, fate);
        Ok(())
    }

    /// What the last build wanted this one to know; `None` where there was none, or it cannot be read.
    ///
    /// # Errors
    /// [`Error::File`] where the disk refuses.
    pub fn note(&self) -> Result<Option<String>, Error> {
        let bytes = seal::read(&self.locked.state, NOTE)?;
        Ok(bytes.and_then(|bytes| seal::unseal(&bytes).ok().map(str::to_owned)))
    }

    /// What the next build is to know, kept with the commit.
    pub fn set_note(&mut self, note: String) {
        self.note = Some(note);
    }

    /// Keeps what the next run need not work out again, whatever becomes of this build.
    pub fn keep<'b>(&self, kept: Kept, parts: impl IntoIterator<Item = &'b [u8]>) {
        if let Some(shelf) = self.locked.shelf() {
            shelf.put(kept, parts);
        }
    }

    /// The same for what comes one by one.
    pub fn fill(&self, kept: Kept) -> Option<Filling> {
        self.locked.shelf()?.fill(kept)
    }

    /// What was kept so.
    pub fn kept(&self, kept: Kept) -> Option<Vec<u8>> {
        self.locked.shelf()?.get(kept)
    }

    /// What the next build need not work out again, kept when all is published.
    pub fn remember(&mut self, kept: Kept, bytes: Vec<u8>) {
        self.remembered.push((kept, bytes));
    }

    /// The new note as it is kept; `None` where it says the same as the old one.
    fn new_note(&self) -> Result<Option<String>, Error> {
        let known = self.note()?;
        Ok(self.note.clone().filter(|note| known.as_ref() != Some(note)).map(seal::seal))
    }

    fn enter(&self, path: &str, phase: Phase, hash: blake3::Hash, fate: Fate) {
        let file = Published { path: path.to_owned(), hash };
        let mut entries = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        entries.push(Entry { file, phase, fate });
    }

    /// Whether the published bytes are the same.
    fn compare(
        &self,
        path: &str,
        length: u64,
        is_same: impl FnOnce(&File) -> std::io::Result<bool>,
    ) -> Result<Compared, Error> {
        let free = Ok(Compared::Other(Standing::Ours));
        let Some(output) = self.locked.place.published()? else { return free };
        if !self.folders.may_hold(output, path)? {
            return free;
        }
        let Some(found) = output.found(path).map_err(told)? else { return free };
        if found.kind == Kind::File
            && found.length == length
            && let Some(file) = output.open_file(path)?
        {
            // Before it is read: what changes it meanwhile changes this too.
            let signature = Signature::of(&file).ok().flatten();
            if is_same(&file).map_err(fs::error(FileAction::Read, &output.path(path)))? {
                let seen = signature.map(|one| (one, one.is_settled(self.begun)));
                return Ok(Compared::Same(seen));
            }
        }
        let is_known = self.manifest.as_ref().is_some_and(|known| known.files.contains_key(path));
        Ok(Compared::Other(match (found.kind == Kind::Folder, is_known) {
            (true, _) => Standing::Folder,
            (false, true) => Standing::Ours,
            (false, false) => Standing::Foreign,
        }))
    }

    /// Publishes what was staged and removes what was not mentioned. An error leaves the output as it
    /// was; where the disk fails so that not even the way back can be gone, the next
    /// [`super::Target::begin`] finishes or undoes the work.
    pub fn commit(mut self, options: CommitOptions) -> Result<Summary, Error> {
        let lock = self.entries.get_mut();
        let entries = std::mem::take(lock.unwrap_or_else(PoisonError::into_inner));
        let mut watched = Watched { kept: seen(&entries), ..Watched::default() };
        let nothing = Manifest::default();
        let published = self.manifest.as_ref().unwrap_or(&nothing);
        let situation =
            Situation { locked: &self.locked, stage: &self.stage, manifest: published, options };
        let Plan { journal, adopted, held } = plan(&situation, entries)?;
        let manifest = journal.manifest();
        let mut summary = Summary {
            written: journal.puts.len(),
            unchanged: journal.kept.len(),
            removed: 0,
            kept: std::mem::take(&mut self.kept),
        };
        let state = &self.locked.state;
        if journal.changes_nothing() {
            if self.manifest.as_ref() != Some(&manifest) {
                manifest.store(state)?;
            }
            self.new_note()?.map_or(Ok(()), |note| seal::store(state, NOTE, &note))?;
            if held.is_none() && !self.remembered.is_empty() {
                watched.store(&self.locked, &journal, self.remembered);
            }
            return held.map_or(Ok(summary), |(files, fault)| Err(held_back(files, fault)));
        }
        watched.staged = self.stage.seal(&journal.puts)?;
        self.locked.place.make_output()?;
        if !adopted.is_empty() {
            // From now on they are ours: a journal touches nothing else.
            let mut known = published.files.clone();
            known.extend(adopted.into_iter().map(|file| (file.path, file.hash)));
            Manifest { files: known }.store(state)?;
        }
        // A full disk is met before anything of the output is touched.
        let note = self.new_note()?;
        let note = note.map(|note| Successor::new(state, NOTE, &note)).transpose()?;
        let prepared = manifest.prepare(state)?;
        journal.store(state)?;
        self.stage.hand_over();
        let applied = apply::apply(&self.locked, &journal, &self.stage.root)?;
        apply::finish(&self.locked, prepared)?;
        note.map_or(Ok(()), Successor::take_effect)?;
        if held.is_none() && !self.remembered.is_empty() {
            watched.store(&self.locked, &journal, self.remembered);
        }
        summary.removed = applied.removed;
        summary.kept.extend(applied.kept);
        held.map_or(Ok(summary), |(files, fault)| Err(held_back(files, fault)))
    }
}

/// What tells of files that are as they should be that they stay so.
fn seen(entries: &[Entry]) -> BTreeMap<String, Seen> {
    let seen = entries.iter().filter_map(|entry| match entry.fate {
        Fate::Unchanged(seen) => Some((entry.file.path.clone(), seen?)),
        Fate::Staged(..) | Fate::Held => None,
    });
    seen.collect()
}

/// The site is published but for these files.
fn held_back(files: Vec<String>, fault: Error) -> Error {
    Error::HeldBack { files, reason: Box::new(fault) }
}

/// Whether a file holds these bytes and no others.
fn holds(mut file: &File, bytes: &[u8]) -> std::io::Result<bool> {
    let mut found = Vec::with_capacity(bytes.len() + 1);
    (&mut file).take(bytes.len() as u64 + 1).read_to_end(&mut found)?;
    Ok(found == bytes)
}

fn check_path(path: &str) -> Result<(), Error> {
    if path::is_legal(path) {
        return Ok(());
    }
    Err(fs::error(FileAction::Write, Path::new(path))(ErrorKind::InvalidFilename.into()))
}
