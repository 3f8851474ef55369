//! One build on its way into the output.
//!
//! Entry points: [`Publication::stage`] and [`Publication::commit`].

use std::fs::File;
use std::io::ErrorKind;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use super::folders::Folders;
use super::journal::Published;
use super::manifest::Manifest;
use super::path;
use super::place::Place;
use super::plan::{Entry, Fate, Situation, Standing, plan};
use super::stage::Stage;
use super::{CommitOptions, Output, Phase, Summary, apply};
use crate::error::{Error, FileAction};
use crate::fs;

/// A build that has begun: it holds the lock. Dropping it without a commit discards what was
/// staged and leaves the output byte for byte as it was.
#[derive(Debug)]
#[must_use = "dropping a publication discards what was staged"]
pub struct Publication {
    place: Place,
    /// What is published, `None` where nothing ever was.
    manifest: Option<Manifest>,
    entries: Mutex<Vec<Entry>>,
    folders: Folders,
    /// Files that the finishing of an interrupted run has kept.
    kept: Vec<String>,
    // Fields are dropped in this order: the stage is emptied while the lock is held.
    stage: Stage,
    _lock: File,
}

impl Publication {
    pub(super) fn begin(output: &Path) -> Result<Self, Error> {
        Place::make_parent(output)?;
        let place = Place::resolve(output)?;
        let lock = place.lock()?;
        let kept = apply::recover(&place)?.kept;
        let stage = Stage::open(&place)?;
        let manifest = Manifest::load(&place.manifest())?;
        Ok(Self {
            place,
            manifest,
            entries: Mutex::default(),
            folders: Folders::default(),
            kept,
            stage,
            _lock: lock,
        })
    }

    /// Compares an output with what is published and stages it if it differs. Called from many
    /// threads; keeps no bytes. An error leaves the output as it was.
    pub fn stage(&self, output: &Output<'_>) -> Result<(), Error> {
        let Output { path, phase, bytes } = output;
        check_path(path)?;
        let is_same = |target: &Path| Ok(fs::read(target)? == **bytes);
        let fate = match self.compare(path, bytes.len() as u64, is_same)? {
            None => Fate::Unchanged,
            Some(standing) => Fate::Staged(self.stage.write(bytes)?, standing),
        };
        self.enter(path, *phase, blake3::hash(bytes), fate);
        Ok(())
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
        let is_same = |target: &Path| {
            let mut published = blake3::Hasher::new();
            let read = published.update_reader(fs::open_path(target)?);
            read.map_err(fs::error(FileAction::Read, target))?;
            Ok(published.finalize() == hash)
        };
        let fate = match self.compare(path, length, is_same)? {
            None => {
                self.stage.remove(number)?;
                Fate::Unchanged
            }
            Some(standing) => Fate::Staged(number, standing),
        };
        self.enter(path, phase, hash, fate);
        Ok(())
    }

    fn enter(&self, path: &str, phase: Phase, hash: blake3::Hash, fate: Fate) {
        let file = Published { path: path.to_owned(), hash };
        let mut entries = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        entries.push(Entry { file, phase, fate });
    }

    /// `None` if the published bytes are the same, otherwise what stands there.
    fn compare(
        &self,
        path: &str,
        length: u64,
        is_same: impl FnOnce(&Path) -> Result<bool, Error>,
    ) -> Result<Option<Standing>, Error> {
        let target = self.place.file(path);
        if !self.folders.may_hold(&target)? {
            return Ok(Some(Standing::Ours));
        }
        let Some(found) = fs::metadata_if_exists(&target)? else {
            return Ok(Some(Standing::Ours));
        };
        if found.is_file() && found.len() == length && is_same(&target)? {
            return Ok(None);
        }
        let is_known = self.manifest.as_ref().is_some_and(|known| known.files.contains_key(path));
        Ok(Some(match (found.is_dir(), is_known) {
            (true, _) => Standing::Folder,
            (false, true) => Standing::Ours,
            (false, false) => Standing::Foreign,
        }))
    }

    /// Publishes what was staged and removes what was not mentioned. Before the journal is entered
    /// an error leaves the output as it was; after that (the disk failed) the next
    /// [`super::Target::begin`] finishes the work.
    pub fn commit(mut self, options: CommitOptions) -> Result<Summary, Error> {
        let lock = self.entries.get_mut();
        let entries = std::mem::take(lock.unwrap_or_else(PoisonError::into_inner));
        let nothing = Manifest::default();
        let published = self.manifest.as_ref().unwrap_or(&nothing);
        let situation =
            Situation { place: &self.place, stage: &self.stage, manifest: published, options };
        let journal = plan(&situation, entries)?;
        let manifest = journal.manifest();
        let mut summary = Summary {
            written: journal.puts.len(),
            unchanged: journal.kept.len(),
            removed: 0,
            kept: std::mem::take(&mut self.kept),
        };
        if journal.changes_nothing() {
            if self.manifest.as_ref() != Some(&manifest) {
                manifest.store(&self.place.manifest())?;
            }
            return Ok(summary);
        }
        self.stage.sync()?;
        fs::create_dir_all(&self.place.output)?;
        journal.store(&self.place.journal())?;
        self.stage.hand_over();
        let applied = apply::apply(&self.place, &journal)?;
        apply::finish(&self.place, &manifest)?;
        summary.removed = applied.removed;
        summary.kept.extend(applied.kept);
        Ok(summary)
    }
}

fn check_path(path: &str) -> Result<(), Error> {
    if path::is_legal(path) {
        return Ok(());
    }
    Err(fs::error(FileAction::Write, Path::new(path))(ErrorKind::InvalidFilename.into()))
}
