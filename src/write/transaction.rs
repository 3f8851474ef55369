//! Steps that change the output, each with the way back.
//!
//! Entry points: [`Transaction::put`], [`Transaction::remove`] and [`Transaction::undo`]. A new file and
//! the old one change places in one step, so that a reader never finds nothing; the old one stays in the
//! stage until all is done. Where a disk knows no such step, the old file gets a second name there first.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::fault::is_link;
use super::journal::{Journal, Published, Put};
use super::path;
use super::stage::{hash, staged};
use crate::error::Error;
use crate::fs::{Kind, Near, Root};

/// A step that was done.
#[derive(Debug)]
enum Done {
    /// The new file stands there, the old one lies under its number.
    Exchanged(PathBuf, String),
    /// The new file stands there, the old one lies here.
    Replaced(PathBuf, String),
    /// The new file stands where nothing stood; its place in the stage.
    Placed(PathBuf, String),
    /// The old file lies here.
    Removed(PathBuf, String),
    /// A folder was made.
    Made(String),
    /// An empty folder was removed.
    Cleared(String),
}

/// What has been done to the output so far.
pub(super) struct Transaction<'t> {
    output: &'t Root,
    /// The folder that the stage lies in, and its name there.
    stage: (&'t Root, &'static str),
    /// Where files wait.
    waiting: Near<'t>,
    /// Where files are put.
    near: Near<'t>,
    done: Vec<Done>,
    /// How many files were removed.
    pub(super) removed: usize,
    /// Files that someone has changed since.
    pub(super) kept: Vec<String>,
}

/// What an interrupted run has made of a file.
pub(super) enum State {
    /// It still waits.
    Waiting,
    /// It stands in its place.
    Done,
    /// What waits is not what was to be published.
    Unfit,
}

impl<'t> Transaction<'t> {
    /// Nothing done yet.
    pub(super) fn new(output: &'t Root, stage: (&'t Root, &'static str)) -> Self {
        // Files that follow each other go into one folder.
        Self {
            output,
            stage,
            waiting: Near::new(stage.0),
            near: Near::new(output),
            done: Vec::new(),
            removed: 0,
            kept: Vec::new(),
        }
    }

    /// Where something of the output lies.
    pub(super) fn path(&self, inside: &str) -> PathBuf {
        self.output.path(inside)
    }

    /// What an interrupted run has made of a file; what it has done is taken up.
    pub(super) fn resume_put(&mut self, put: &Put) -> Result<State, Error> {
        let (stage, folder) = self.stage;
        let (from, to) = (staged(folder, put.number), &put.file.path);
        let waits = stage.found(&from)?.is_some();
        if waits && hash(stage, &from)? == Some(put.file.hash) {
            return Ok(State::Waiting);
        }
        let stands = hash(self.output, Path::new(to))? == Some(put.file.hash);
        if !stands {
            // What somebody has removed or changed since is found by the next comparison.
            return Ok(if waits { State::Unfit } else { State::Done });
        }
        let beside = old(folder, put.number);
        self.done.push(if waits {
            Done::Exchanged(from, to.clone())
        } else if stage.found(&beside)?.is_some() {
            Done::Replaced(beside, to.clone())
        } else {
            Done::Placed(from, to.clone())
        });
        Ok(State::Done)
    }

    /// Takes up a removal of an interrupted run; `false` where it is still to be done.
    pub(super) fn resume_remove(&mut self, nth: usize, file: &Published) -> Result<bool, Error> {
        let gone = self.gone(nth);
        let is_done =
            self.stage.0.found(&gone)?.is_some() && self.output.found(&file.path)?.is_none();
        if is_done {
            self.removed += 1;
            self.done.push(Done::Removed(gone, file.path.clone()));
        }
        Ok(is_done)
    }

    /// Makes the folders above the new files.
    pub(super) fn make_folders(&mut self, journal: &Journal) -> Result<(), Error> {
        let mut known = std::collections::HashSet::new();
        for put in &journal.puts {
            let parents: Vec<_> =
                path::folders(&put.file.path).take_while(|folder| known.insert(*folder)).collect();
            for folder in parents.into_iter().rev() {
                self.make_folder(folder)?;
            }
        }
        Ok(())
    }

    fn make_folder(&mut self, folder: &str) -> Result<(), Error> {
        match self.output.found(folder)?.map(|found| found.kind) {
            Some(Kind::Folder) => return Ok(()),
            Some(Kind::Link) => return Err(Error::LinkedFolder { path: self.output.path(folder) }),
            None | Some(Kind::File | Kind::Pipe | Kind::Socket | Kind::Device) => {}
        }
        // Noted first: it may be made and then not be opened.
        self.done.push(Done::Made(folder.to_owned()));
        self.output.make_folder(folder).map(|_| ())
    }

    /// Puts a staged file into its place.
    pub(super) fn put(&mut self, put: &Put) -> Result<(), Error> {
        let (stage, folder) = self.stage;
        let (from, to) = (staged(folder, put.number), put.file.path.clone());
        let (into, name) = self.near.of(Path::new(&to))?;
        match into.found(name)?.map(|found| found.kind) {
            None => return self.place(from, to),
            Some(Kind::Folder) => {
                self.clear(&to)?;
                return self.place(from, to);
            }
            Some(Kind::File | Kind::Link | Kind::Pipe | Kind::Socket | Kind::Device) => {}
        }
        let (waiting, number) = self.waiting.of(&from)?;
        if waiting.exchange(number, &into, name)? {
            self.done.push(Done::Exchanged(from, to));
            return Ok(());
        }
        let beside = old(folder, put.number);
        stage.remove_file(&beside)?;
        // A disk without second names gets a copy.
        if self.output.link(&to, stage, &beside).is_err() {
            self.copy(&to, &beside)?;
        }
        stage.rename(&from, self.output, &to)?;
        self.done.push(Done::Replaced(beside, to));
        Ok(())
    }

    fn place(&mut self, from: PathBuf, to: String) -> Result<(), Error> {
        let (folder, name) = self.near.of(Path::new(&to))?;
        let (waiting, number) = self.waiting.of(&from)?;
        waiting.rename(number, &folder, name)?;
        self.done.push(Done::Placed(from, to));
        Ok(())
    }

    /// All files have been put.
    ///
    /// # Errors
    /// A folder is no longer where it was.
    pub(super) fn end_puts(&mut self) -> Result<(), Error> {
        self.release()
    }

    /// Lets go of both folders, whatever is told of one of them.
    fn release(&mut self) -> Result<(), Error> {
        let released = self.waiting.release();
        self.near.release().and(released)
    }

    fn copy(&self, from: &str, to: &Path) -> Result<(), Error> {
        let stage = self.stage.0;
        let Some(mut file) = self.output.open_file(from)? else { return Ok(()) };
        let mut copy = stage.create_file(to)?;
        let copied = std::io::copy(&mut file, &mut copy);
        copied
            .map(|_| ())
            .map_err(crate::fs::error(crate::error::FileAction::Write, &stage.path(to)))
    }

    /// Removes a folder that holds nothing but empty folders; what holds more stays, and the next step
    /// fails.
    fn clear(&mut self, folder: &str) -> Result<(), Error> {
        let Some(opened) = self.output.folder(folder)? else { return Ok(()) };
        for name in opened.names()? {
            let inner = format!("{folder}/{}", name.to_string_lossy());
            if self.output.found(&inner)?.is_some_and(|found| found.kind == Kind::Folder) {
                self.clear(&inner)?;
            }
        }
        if self.output.remove_folder_if_empty(folder)? {
            self.done.push(Done::Cleared(folder.to_owned()));
        }
        Ok(())
    }

    /// Removes a file if it is as we wrote it. A file that is gone, or that has made room for a folder
    /// of the new site, needs no removing.
    pub(super) fn remove(&mut self, nth: usize, file: &Published) -> Result<(), Error> {
        match self.output.found(&file.path) {
            Ok(None) => return Ok(()),
            Ok(Some(found)) if found.kind == Kind::Folder => return Ok(()),
            Err(error) if is_link(&error) => {
                self.kept.push(file.path.clone());
                return Ok(());
            }
            found => drop(found?),
        }
        if hash(self.output, Path::new(&file.path))? != Some(file.hash) {
            self.kept.push(file.path.clone());
            return Ok(());
        }
        let gone = self.gone(nth);
        let (stage, folder) = self.stage;
        match self.output.rename(&file.path, stage, &gone) {
            Err(Error::File { source, .. }) if source.kind() == ErrorKind::NotFound => {
                stage.make_folder(Path::new(folder).join(GONE))?;
                self.output.rename(&file.path, stage, &gone)?;
            }
            renamed => renamed?,
        }
        self.removed += 1;
        self.done.push(Done::Removed(gone, file.path.clone()));
        Ok(())
    }

    fn gone(&self, nth: usize) -> PathBuf {
        Path::new(self.stage.1).join(GONE).join(nth.to_string())
    }

    /// Goes all the way back; `false` where a step could not be undone. The others are undone all the
    /// same.
    pub(super) fn undo(&mut self) -> bool {
        // Whatever is held may be what is wanting.
        let _ = self.release();
        let (output, stage) = (self.output, self.stage.0);
        let back = |done: &Done| match done {
            Done::Exchanged(from, to) => stage.exchange(from, output, to),
            Done::Replaced(from, to) | Done::Removed(from, to) => {
                stage.rename(from, output, to).map(|()| true)
            }
            Done::Placed(from, to) => output.rename(to, stage, from).map(|()| true),
            Done::Made(folder) => output.remove_folder_if_empty(folder).map(|_| true),
            Done::Cleared(folder) => output.make_folder(folder).map(|_| true),
        };
        let done = std::mem::take(&mut self.done);
        let failed = done.iter().rev().filter(|step| !back(step).unwrap_or_default());
        failed.count() == 0
    }
}

/// Removed files, in the stage.
const GONE: &str = "gone";

/// Where the old file lies beside its new one.
fn old(folder: &str, number: u32) -> PathBuf {
    staged(folder, number).with_extension("old")
}
