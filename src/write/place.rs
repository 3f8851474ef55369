//! Where the output and its state lie.
//!
//! Entry point: [`Place::resolve`]. Makes nothing but the state folder, when the lock is taken.

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf, absolute};
use std::time::Duration;

use crate::error::{Error, FileAction};
use crate::fs;

/// The name of the folder beside the output that holds the state.
pub const STATE: &str = ".liuhao";
/// How often the lock is tried: one that ends just now, or that a program inherits for the moment
/// before it is started, is not another build.
const PATIENCE: u32 = 10;
const MOMENT: Duration = Duration::from_millis(20);

/// An output folder and its state folder, both absolute.
#[derive(Debug)]
pub(super) struct Place {
    /// The output, a link at its end resolved. It need not be there yet.
    pub(super) output: PathBuf,
    /// `.liuhao/<name>/`.
    pub(super) state: PathBuf,
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
        Ok(Self { output: real, state: parent.join(STATE).join(name) })
    }

    /// Makes the folder in which the output is to be.
    pub(super) fn make_parent(output: &Path) -> Result<(), Error> {
        fs::create_dir_all(&split(output)?.0)
    }

    /// Takes the lock, held until the file is closed, also by a killed process.
    pub(super) fn lock(&self) -> Result<File, Error> {
        fs::create_dir_all(&self.state)?;
        let path = self.state.join("lock");
        let file = fs::open_or_create(&path)?;
        for _ in 0..PATIENCE {
            match file.try_lock() {
                Ok(()) => return Ok(file),
                Err(TryLockError::WouldBlock) => std::thread::sleep(MOMENT),
                Err(TryLockError::Error(e)) => return Err(fs::error(FileAction::Lock, &path)(e)),
            }
        }
        Err(Error::Locked { output: self.output.clone() })
    }

    /// The file that lists what is published.
    pub(super) fn manifest(&self) -> PathBuf {
        self.state.join("manifest")
    }

    /// The file that says what a commit is doing.
    pub(super) fn journal(&self) -> PathBuf {
        self.state.join("journal")
    }

    /// Where an output lies. Pushed name by name: a resolved path on Windows takes no `/`.
    pub(super) fn file(&self, path: &str) -> PathBuf {
        let length = self.output.as_os_str().len() + 1 + path.len();
        let mut file = PathBuf::with_capacity(length);
        file.push(&self.output);
        file.extend(path.split('/'));
        file
    }
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
