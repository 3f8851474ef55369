//! Where the output and its state lie.
//!
//! Entry points: [`Place::resolve`], [`Place::lock`]. Makes nothing but the state folder, when the lock is
//! taken. Above the folder of the output links are followed, and at its end one (a user may keep the site
//! on another disk); below it and in the state none is.

use std::fs::File;
use std::io::ErrorKind;
use std::path::{Path, PathBuf, absolute};
use std::sync::OnceLock;
use std::time::Duration;

use super::fault::{blocked, told};
use super::shelf::Shelf;
use crate::error::{Error, FileAction};
use crate::fs::{self, Root};

/// The name of the folder beside the output that holds the state.
pub const STATE: &str = ".liuhao";
/// The lock in it.
pub(super) const LOCK: &str = "lock";
/// How often the lock is tried: one that ends just now, or that a program inherits for the moment
/// before it is started, is not another build.
const PATIENCE: u32 = 10;
const MOMENT: Duration = Duration::from_millis(20);

/// An output folder and its state folder.
#[derive(Debug)]
pub(super) struct Place {
    /// The output, absolute, a link at its end resolved. It need not be there yet.
    pub(super) output: PathBuf,
    /// The folder that both lie in.
    base: Root,
    /// `.liuhao/<name>`, from there.
    state: PathBuf,
    opened: OnceLock<Root>,
}

impl Place {
    /// Finds the folders. The parent of the output must be there.
    pub(super) fn resolve(output: &Path) -> Result<Self, Error> {
        let (parent, name) = split(output)?;
        let parent = fs::canonicalize(&parent)?;
        let mut real = parent.join(&name);
        if let Some(found) = fs::metadata_if_exists(&real)? {
            real = fs::canonicalize(&real)?;
            if !found.is_dir() && fs::metadata_if_exists(&real)?.is_none_or(|it| !it.is_dir()) {
                return Err(Error::OutputNotFolder { output: output.to_path_buf() });
            }
        }
        let (base, state) = (Root::open(&parent)?, Path::new(STATE).join(name));
        Ok(Self { output: real, base, state, opened: OnceLock::new() })
    }

    /// Makes the folder in which the output is to be.
    pub(super) fn make_parent(output: &Path) -> Result<(), Error> {
        fs::create_dir_all(&split(output)?.0)
    }

    /// The state folder; `None` where there is none.
    pub(super) fn state(&self) -> Result<Option<Root>, Error> {
        self.base.folder(&self.state).map_err(told)
    }

    /// Makes the state folder and takes the lock in it, held until the file is closed, also by a killed
    /// process.
    pub(super) fn lock(self) -> Result<Locked, Error> {
        for _ in 0..PATIENCE {
            if let Some((state, lock)) = self.try_lock()? {
                return Ok(Locked { place: self, state, lock });
            }
            std::thread::sleep(MOMENT);
        }
        Err(Error::Locked { output: self.output.clone() })
    }

    /// `None` where another holds it, or `clean` has just taken it away.
    fn try_lock(&self) -> Result<Option<(Root, File)>, Error> {
        let state = match self.base.make_folder(&self.state) {
            Err(error) if is_absent(&error) => return Ok(None),
            made => made.map_err(told)?,
        };
        let file = match state.lock_file(LOCK) {
            Err(error) if is_absent(&error) => return Ok(None),
            opened => opened.map_err(blocked)?,
        };
        // A lock on a file that has no name any more keeps nobody out.
        let is_ours = state.try_lock(LOCK, &file)? && state.is_named(LOCK, &file)?;
        Ok(is_ours.then_some((state, file)))
    }

    /// The output folder; `None` where it is not there.
    pub(super) fn published(&self) -> Result<Option<&Root>, Error> {
        if self.opened.get().is_none() {
            if fs::metadata_if_exists(&self.output)?.is_none() {
                return Ok(None);
            }
            let root = Root::open(&self.output)?;
            // Another thread may have been quicker.
            let _ = self.opened.set(root);
        }
        Ok(self.opened.get())
    }

    /// The output folder, made where it is not there.
    pub(super) fn make_output(&self) -> Result<&Root, Error> {
        if self.published()?.is_none() {
            fs::create_dir_all(&self.output)?;
        }
        let absent =
            || fs::error(FileAction::Write, &self.output)(std::io::ErrorKind::NotFound.into());
        self.published()?.ok_or_else(absent)
    }

    /// Where an output lies, for a message.
    pub(super) fn file(&self, path: &str) -> PathBuf {
        let mut file = self.output.clone();
        file.extend(path.split('/'));
        file
    }
}

/// A place whose lock is held.
#[derive(Debug)]
pub(super) struct Locked {
    pub(super) place: Place,
    /// `.liuhao/<name>/`.
    pub(super) state: Root,
    lock: File,
}

impl Locked {
    /// Where it is kept what only spares time.
    pub(super) fn shelf(&self) -> Option<Shelf> {
        Shelf::new(&self.state, &self.lock)
    }

    /// Takes the lock away and the state folder, where nothing else lies in it. Whoever waits for the lock finds that
    /// its file has no name any more.
    pub(super) fn remove(self) -> Result<(), Error> {
        let Self { place, state, lock } = self;
        state.remove_file(LOCK)?;
        // Windows keeps the name of an open file.
        drop((state, lock));
        // Something else may lie there, or another build has begun.
        let _ = place.base.remove_folder_if_empty(&place.state);
        let _ = place.base.remove_folder_if_empty(STATE);
        Ok(())
    }
}

/// Whether an error is about something that is not there.
fn is_absent(error: &Error) -> bool {
    matches!(error, Error::File { source, .. } if source.kind() == ErrorKind::NotFound)
}

/// The parent and the name of an output such as `public`, `../public/` or `.`.
fn split(output: &Path) -> Result<(PathBuf, std::ffi::OsString), Error> {
    let full = match output.file_name() {
        Some(_) => absolute(output).map_err(fs::error(FileAction::Read, output))?,
        None => fs::canonicalize(output)?,
    };
    match (full.parent(), full.file_name()) {
        (Some(parent), Some(name)) => Ok((parent.to_path_buf(), name.to_owned())),
        // The root of a disk has no place beside it for the state.
        _ => Err(Error::OutputNotFolder { output: output.to_path_buf() }),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::disallowed_methods, reason = "a test looks at the disk as anyone would")]

    use std::sync::atomic::{AtomicBool, Ordering};

    use super::*;
    use crate::fs::hook::Call;
    use crate::fs::hook::testing::Hook;

    /// Right before a lock is taken, whoever had it takes its file away.
    #[test]
    fn a_lock_without_a_name_is_none() {
        let folder = tempfile::tempdir().unwrap();
        let base = folder.path().canonicalize().unwrap();
        let (output, lock) = (base.join("public"), base.join(STATE).join("public").join(LOCK));
        let (is_gone, file) = (AtomicBool::new(false), lock.clone());
        let hook = Hook::new(&base, move |call, _| {
            if call == Call::Lock && file.exists() && !is_gone.swap(true, Ordering::Relaxed) {
                std::fs::remove_file(&file)?;
            }
            Ok(())
        });
        let held = Place::resolve(&output).unwrap().lock().unwrap();
        drop(hook);
        assert!(lock.exists());
        let second = Place::resolve(&output).unwrap().lock();
        assert!(matches!(second, Err(Error::Locked { .. })), "two have the lock");
        drop(held);
    }
}
