//! Files of the state folder that only spare time: what a run has worked out, for the next one.
//!
//! Entry points: [`Shelf::get`] and [`Shelf::put`]. Nothing here is needed: what is not there, torn, damaged, of another
//! program or brought from another place is as if it had never been written, and a disk without room for it is no fault.
//! Each file lies in `cache/` and ends with a hash of all that must be as it was: the program that wrote it, the lock
//! of this very state folder, its own name, and all that stands before. No link is followed.

use std::fs::File;

use blake3::Hasher;

use super::seal;
use crate::error::Error;
use crate::fs::{self, Root};

/// The folder of the state folder.
pub(super) const FOLDER: &str = "cache";
/// Changed whenever files of the same program are laid out otherwise.
const FORMAT: &[u8] = b"liuhao cache 1";
/// Bytes of the hash behind a file.
const SEAL: usize = blake3::OUT_LEN;
/// Bytes that are written and hashed at once.
const PART: usize = 256 * 1024;

/// What is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// How the published files lie there.
    Laid,
    /// What the last build was made of, and what it said.
    Report,
    /// What was read of each text.
    Texts,
    /// What each page was made of.
    Pages,
    /// Parts of the search index.
    Runs,
}

impl Kept {
    fn name(self) -> &'static str {
        match self {
            Self::Laid => "laid",
            Self::Report => "report",
            Self::Texts => "texts",
            Self::Pages => "pages",
            Self::Runs => "runs",
        }
    }
}

/// The files of one state folder.
#[derive(Debug, Clone)]
pub(super) struct Shelf {
    state: Root,
    /// What was hashed so far: the program and the place.
    base: Hasher,
}

impl Shelf {
    /// The shelf beside this lock; `None` where nothing tells this program or this place from others.
    pub(super) fn new(state: &Root, lock: &File) -> Option<Self> {
        let (program, place) = (fs::program()?, fs::identity(lock).ok()?);
        let mut base = Hasher::new();
        for part in [FORMAT, &program, &place] {
            base.update(&(part.len() as u64).to_le_bytes()).update(part);
        }
        Some(Self { state: state.clone(), base })
    }

    /// What was kept, where it is whole and of here.
    pub(super) fn get(&self, kept: Kept) -> Option<Vec<u8>> {
        let folder = self.state.folder(FOLDER).ok()??;
        let mut bytes = folder.read(kept.name(), seal::MAX).ok()??.ok()?;
        let seal = bytes.split_off(bytes.len().checked_sub(SEAL)?);
        (self.hasher(kept).update(&bytes).finalize().as_bytes()[..] == seal[..]).then_some(bytes)
    }

    /// Keeps bytes, if it can; what was kept before is gone either way.
    pub(super) fn put<'b>(&self, kept: Kept, parts: impl IntoIterator<Item = &'b [u8]>) {
        let Some(mut filling) = self.fill(kept) else { return };
        let put = parts.into_iter().try_for_each(|part| filling.write(part));
        if put.is_ok() {
            filling.finish();
        }
    }

    /// Begins to keep bytes that come one by one.
    pub(super) fn fill(&self, kept: Kept) -> Option<Filling> {
        let begun = || {
            let folder = self.state.make_folder(FOLDER)?;
            let beside = format!("{}.new", kept.name());
            folder.remove_file(&beside)?;
            let file = folder.create_file(&beside)?;
            Ok::<_, Error>((folder, beside, file))
        };
        let Ok((folder, beside, file)) = begun() else {
            self.remove(kept);
            return None;
        };
        let (hasher, waiting) = (self.hasher(kept), Vec::with_capacity(PART));
        Some(Filling {
            shelf: self.clone(),
            kept,
            folder,
            beside,
            file,
            hasher,
            waiting,
            is_done: false,
        })
    }

    /// What is left is not believed, and removed by the next run that has room.
    fn remove(&self, kept: Kept) {
        let _ = self.state.remove_file(format!("{FOLDER}/{}", kept.name()));
    }

    fn hasher(&self, kept: Kept) -> Hasher {
        let mut hasher = self.base.clone();
        hasher.update(kept.name().as_bytes()).update(b"\0");
        hasher
    }
}

/// A file of the shelf that is being written. What it is to replace stays until [`Filling::finish`]; where that does not come, or a
/// disk refuses, nothing is kept.
#[derive(Debug)]
pub struct Filling {
    shelf: Shelf,
    kept: Kept,
    folder: Root,
    beside: String,
    file: File,
    hasher: Hasher,
    waiting: Vec<u8>,
    is_done: bool,
}

impl Filling {
    /// Appends bytes.
    ///
    /// # Errors
    /// A disk that refuses.
    pub fn write(&mut self, bytes: &[u8]) -> Result<(), Error> {
        if self.waiting.len() + bytes.len() > PART {
            self.flush()?;
        }
        if bytes.len() < PART {
            self.waiting.extend_from_slice(bytes);
            return Ok(());
        }
        self.hasher.update(bytes);
        self.folder.write(&mut self.file, &self.beside, bytes)
    }

    /// Keeps what was written, if it can.
    pub fn finish(mut self) {
        self.is_done = self.try_finish().is_ok();
    }

    fn try_finish(&mut self) -> Result<(), Error> {
        self.flush()?;
        let seal = self.hasher.finalize();
        self.folder.write(&mut self.file, &self.beside, seal.as_bytes())?;
        self.folder.rename(&self.beside, &self.folder, self.kept.name())
    }

    fn flush(&mut self) -> Result<(), Error> {
        self.hasher.update(&self.waiting);
        self.folder.write(&mut self.file, &self.beside, &self.waiting)?;
        self.waiting.clear();
        Ok(())
    }
}

impl Drop for Filling {
    fn drop(&mut self) {
        if !self.is_done {
            let _ = self.folder.remove_file(&self.beside);
            self.shelf.remove(self.kept);
        }
    }
}
