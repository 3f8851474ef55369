//! One file below a folder that the user has named, read without following a link.
//!
//! Entry point: [`Inside`], made by [`Root::inside`].

use std::fs::File;
use std::io::{self, Read as _};
use std::ops::Deref;
use std::path::{Path, PathBuf};

use super::found::Found;
use super::hook::{Call, pass};
use super::root::Root;
use super::signature::Signature;
use crate::error::{Error, FileAction};

/// A file below a root. It derefs to its path, for messages; only its methods read it.
#[derive(Debug, Clone)]
pub struct Inside {
    root: Root,
    below: Box<Path>,
    path: PathBuf,
}

impl Root {
    /// One file below this folder.
    pub fn inside(&self, inside: impl AsRef<Path>) -> Inside {
        Inside::new(self, inside.as_ref())
    }
}

impl Inside {
    /// The file at `below` in a root.
    fn new(root: &Root, below: &Path) -> Self {
        Self { root: root.clone(), below: below.into(), path: root.path(below) }
    }

    /// Whether it is reached from this very opening of a folder, and not from an earlier one.
    pub fn is_below(&self, root: &Root) -> bool {
        self.root.is_opened_as(root)
    }

    /// What stands there.
    pub fn found(&self) -> Result<Option<Found>, Error> {
        self.root.found(&self.below)
    }

    /// What tells that it is still as it was; `None` where nothing can, or no such file is there.
    pub fn signature(&self) -> Result<Option<Signature>, Error> {
        self.root.signature(&self.below)
    }

    /// Opens it, if it is a regular file.
    pub fn open(&self) -> Result<File, Error> {
        self.root.open_file(&self.below)?.ok_or_else(|| self.absent())
    }

    fn absent(&self) -> Error {
        super::error(FileAction::Read, &self.path)(io::ErrorKind::NotFound.into())
    }

    /// Reads a file of at most `max` bytes; of a larger one, its size.
    pub fn read(&self, max: u64) -> Result<Result<Vec<u8>, u64>, Error> {
        let opened = self.root.opened(&self.below)?.ok_or_else(|| self.absent())?;
        let read = pass(Call::Read, || self.path.clone()).and_then(|()| opened.read(max));
        read.map_err(super::error(FileAction::Read, &self.path))
    }

    /// Reads the first bytes of a file, at most `length`.
    pub fn head(&self, length: u64) -> Result<Vec<u8>, Error> {
        let mut head = Vec::new();
        let read = self.open()?.take(length).read_to_end(&mut head);
        read.map_err(super::error(FileAction::Read, &self.path))?;
        Ok(head)
    }

    /// Its bytes in parts of at most `length`, no more than it had when it was opened.
    pub fn parts_of(&self, length: u64) -> Result<Parts<'_>, Error> {
        let file = self.open()?;
        let size = file.metadata().map_err(super::error(FileAction::Read, &self.path))?.len();
        Ok(Parts { of: self, file: file.take(size), length, left: size, fault: None })
    }

    /// The folder that everything is below, and the path from there.
    pub(super) fn parts(&self) -> (&Root, &Path) {
        (&self.root, &self.below)
    }
}

/// A file, part by part. Whether it was all there is known at the end: [`Parts::finish`].
#[derive(Debug)]
pub struct Parts<'f> {
    of: &'f Inside,
    file: io::Take<File>,
    length: u64,
    left: u64,
    fault: Option<io::Error>,
}

impl Parts<'_> {
    /// An error where the file could not be read to its end.
    pub fn finish(self) -> Result<(), Error> {
        let fault = self.fault.or((self.left > 0).then(|| io::ErrorKind::ResourceBusy.into()));
        fault.map_or(Ok(()), |fault| Err(super::error(FileAction::Read, &self.of.path)(fault)))
    }
}

impl Iterator for Parts<'_> {
    type Item = Vec<u8>;

    fn next(&mut self) -> Option<Vec<u8>> {
        let mut part = Vec::new();
        let asked = pass(Call::Read, || self.of.path.clone());
        let read = asked.and_then(|()| (&mut self.file).take(self.length).read_to_end(&mut part));
        self.fault = self.fault.take().or(read.err());
        self.left = self.left.saturating_sub(part.len() as u64);
        (!part.is_empty() && self.fault.is_none()).then_some(part)
    }
}

impl Deref for Inside {
    type Target = Path;

    fn deref(&self) -> &Path {
        &self.path
    }
}

impl PartialEq for Inside {
    fn eq(&self, other: &Self) -> bool {
        self.path == other.path
    }
}
