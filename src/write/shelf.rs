//! Files of the state folder that only spare time: what a run has worked out, for the next one.
//!
//! Entry points: [`Shelf::get`] and [`Shelf::put`]. Nothing here is needed: what is not there, torn, damaged, of another
//! program or brought from another place is as if it had never been written, and a disk without room for it is no fault.
//! Each file lies in `cache/` and begins with a hash of all that must be as it was: the program that wrote it, the lock
//! of this very state folder, its own name, and all that follows. No link is followed.

use std::fs::File;

use blake3::{Hash, Hasher};

use super::seal;
use crate::error::Error;
use crate::fs::{self, Root};

/// The folder of the state folder.
pub(super) const FOLDER: &str = "cache";
/// Changed whenever files of the same program are laid out otherwise.
const FORMAT: &[u8] = b"liuhao cache 1";
/// Bytes of the hash in front of a file.
const HEAD: usize = blake3::OUT_LEN;

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
        let mut head = folder.read(kept.name(), seal::MAX).ok()??.ok()?;
        let bytes = head.split_off(HEAD.min(head.len()));
        (self.head(kept, &bytes).as_bytes()[..] == head[..]).then_some(bytes)
    }

    /// Keeps bytes, if it can; what was kept before is gone either way.
    pub(super) fn put(&self, kept: Kept, bytes: &[u8]) {
        if self.try_put(kept, bytes).is_err() {
            // What is left of it is not believed, and removed by the next run that has room.
            let _ = self.state.remove_file(format!("{FOLDER}/{}", kept.name()));
        }
    }

    fn try_put(&self, kept: Kept, bytes: &[u8]) -> Result<(), Error> {
        let folder = self.state.make_folder(FOLDER)?;
        let (name, beside) = (kept.name(), format!("{}.new", kept.name()));
        folder.remove_file(&beside)?;
        let mut file = folder.create_file(&beside)?;
        folder.write(&mut file, &beside, self.head(kept, bytes).as_bytes())?;
        folder.write(&mut file, &beside, bytes)?;
        folder.rename(&beside, &folder, name)
    }

    fn head(&self, kept: Kept, bytes: &[u8]) -> Hash {
        let mut hasher = self.base.clone();
        hasher.update(kept.name().as_bytes()).update(b"\0").update(bytes);
        hasher.finalize()
    }
}
