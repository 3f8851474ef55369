//! The stage: new files, whole, under numbers, on the file system of the output.
//!
//! Entry point: [`Stage::write`], callable from many threads. Dropping the stage empties it unless
//! the journal has taken it over.

use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use super::path::INNER_STAGE;
use super::place::Place;
use crate::error::{Error, FileAction};
use crate::fs;

/// How many folders the staged files are spread over.
const FOLDERS: u32 = 16;

/// On which side of a mount the stage lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum StagePlace {
    /// In the state folder.
    Beside,
    /// In a hidden folder of the output, because that is a mount of its own.
    Inside,
}

impl StagePlace {
    /// The word for it in the journal.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Beside => "beside",
            Self::Inside => "inside",
        }
    }

    /// The place of that name.
    pub(super) fn from_name(name: &str) -> Option<Self> {
        [Self::Beside, Self::Inside].into_iter().find(|place| place.name() == name)
    }

    /// The folder.
    pub(super) fn folder(self, place: &Place) -> PathBuf {
        match self {
            Self::Beside => place.state.join("stage"),
            Self::Inside => place.output.join(INNER_STAGE),
        }
    }

    /// The side from which files can be renamed into the output.
    fn find(place: &Place) -> Result<Self, Error> {
        let is_there = fs::metadata_if_exists(&place.output)?.is_some();
        let nearest = if is_there { Some(&*place.output) } else { place.output.parent() };
        let Some(Err(error)) = nearest.map(|folder| fs::check_rename(&place.state, folder)) else {
            return Ok(Self::Beside);
        };
        match error {
            Error::File { source, .. } if source.kind() == ErrorKind::CrossesDevices => {
                Ok(Self::Inside)
            }
            other => Err(other),
        }
    }
}

/// The folder of staged files.
#[derive(Debug)]
pub(super) struct Stage {
    pub(super) place: StagePlace,
    folder: PathBuf,
    next: AtomicU32,
    is_handed_over: bool,
}

impl Stage {
    /// Removes what an interrupted run has left and opens an empty stage. The folder itself is
    /// made with the first file, so that a build without changes leaves no trace.
    pub(super) fn open(place: &Place) -> Result<Self, Error> {
        discard(place)?;
        let side = StagePlace::find(place)?;
        let folder = side.folder(place);
        Ok(Self { place: side, folder, next: AtomicU32::new(0), is_handed_over: false })
    }

    /// Writes a file under the next number.
    pub(super) fn write(&self, bytes: &[u8]) -> Result<u32, Error> {
        self.write_parts(&mut std::iter::once(bytes))
    }

    /// Writes a file part by part under the next number.
    pub(super) fn write_parts<P: AsRef<[u8]>>(
        &self,
        parts: &mut dyn Iterator<Item = P>,
    ) -> Result<u32, Error> {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let path = staged(&self.folder, number);
        let mut file = match fs::create(&path) {
            Err(Error::File { source, .. }) if source.kind() == ErrorKind::NotFound => {
                fs::create_dir_all(path.parent().unwrap_or(&self.folder))?;
                fs::create(&path)?
            }
            created => created?,
        };
        for part in parts {
            file.write_all(part.as_ref()).map_err(fs::error(FileAction::Write, &path))?;
        }
        // Linux forces all of them at once, in `sync`.
        if cfg!(not(target_os = "linux")) {
            file.sync_all().map_err(fs::error(FileAction::Sync, &path))?;
        }
        Ok(number)
    }

    /// Removes a staged file that turned out to be published already.
    pub(super) fn remove(&self, number: u32) -> Result<(), Error> {
        fs::remove_file(&staged(&self.folder, number))
    }

    /// Forces the staged files to disk.
    pub(super) fn sync(&self) -> Result<(), Error> {
        match self.next.load(Ordering::Relaxed) {
            0 => Ok(()),
            _ => fs::sync_file_system(&self.folder),
        }
    }

    /// The folder, for renaming from it.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// From now on the journal answers for the staged files.
    pub(super) fn hand_over(&mut self) {
        self.is_handed_over = true;
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        if !self.is_handed_over {
            // Whoever drops the stage has an error to tell already, or nothing to publish. What
            // stays is removed by the next run.
            let _ = fs::remove_dir_all(&self.folder);
        }
    }
}

/// The path of a staged file. A few folders: ext4 spreads folders over the disk, which halved the
/// time of 10,000 files.
pub(super) fn staged(folder: &Path, number: u32) -> PathBuf {
    let mut path = folder.join((number % FOLDERS).to_string());
    path.push(number.to_string());
    path
}

/// Removes all staged files, on either side.
pub(super) fn discard(place: &Place) -> Result<(), Error> {
    fs::remove_dir_all(&StagePlace::Beside.folder(place))?;
    let inside = StagePlace::Inside.folder(place);
    match fs::metadata_if_exists(&inside)? {
        Some(found) if found.is_dir() => fs::remove_dir_all(&inside),
        _ => Ok(()),
    }
}
