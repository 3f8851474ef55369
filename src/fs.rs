//! The file system, with the path in every error.
//!
//! Entry point: the free functions, named as in [`std::fs`]. `clippy.toml` bans the originals
//! everywhere else. Nothing here decides what is read or written.
#![allow(clippy::disallowed_methods, reason = "this is the one module that may call std::fs")]

use std::fs::{self, File, Metadata};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use crate::error::{Error, FileAction};

/// Turns an I/O error into an [`Error`] that names the action and the path.
pub fn error(action: FileAction, path: &Path) -> impl FnOnce(io::Error) -> Error {
    let path = path.to_path_buf();
    move |source| Error::File { action, path, source }
}

/// Reads a whole file as bytes.
pub fn read(path: &Path) -> Result<Vec<u8>, Error> {
    fs::read(path).map_err(error(FileAction::Read, path))
}

/// Reads a whole file of at most `max` bytes; of a larger one, its size.
pub fn read_at_most(path: &Path, max: u64) -> Result<Result<Vec<u8>, u64>, Error> {
    let mut file = open(path)?;
    let size = file.metadata().map_err(error(FileAction::Read, path))?.len();
    if size > max {
        return Ok(Err(size));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or_default() + 1);
    file.read_to_end(&mut bytes).map_err(error(FileAction::Read, path))?;
    Ok(Ok(bytes))
}

/// Reads the first bytes of a file, at most `length`.
pub fn read_head(path: &Path, length: u64) -> Result<Vec<u8>, Error> {
    let mut head = Vec::new();
    let read = open(path)?.take(length).read_to_end(&mut head);
    read.map_err(error(FileAction::Read, path))?;
    Ok(head)
}

/// Reads a whole file, or `None` where no file is at `path`.
pub fn read_if_exists(path: &Path) -> Result<Option<Vec<u8>>, Error> {
    absent_is_none(fs::read(path)).map_err(error(FileAction::Read, path))
}

/// Creates or replaces a file with `bytes`.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    fs::write(path, bytes).map_err(error(FileAction::Write, path))
}

/// Replaces a file, whole or not at all: writes beside it, forces that to disk, renames. Keeps its
/// permissions. A link is refused.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let found = fs::symlink_metadata(path).map_err(error(FileAction::Read, path))?;
    if !found.is_file() {
        return Err(error(FileAction::Write, path)(io::ErrorKind::InvalidInput.into()));
    }
    // The name of the file may be as long as a name can be.
    let beside = path.with_file_name(format!(".liuhao-{}.tmp", std::process::id()));
    let store = || {
        let mut file = File::options().write(true).create_new(true).open(&beside)?;
        file.write_all(bytes)?;
        file.set_permissions(found.permissions())?;
        file.sync_all()?;
        fs::rename(&beside, path)
    };
    store().map_err(|fault| {
        // The fault is told; what was begun is of no use.
        if fault.kind() != io::ErrorKind::AlreadyExists {
            let _ = fs::remove_file(&beside);
        }
        error(FileAction::Write, path)(fault)
    })
}

/// Renames a file, replacing what is at `to`.
pub fn rename(from: &Path, to: &Path) -> Result<(), Error> {
    fs::rename(from, to).map_err(error(FileAction::Write, to))
}

/// Copies a file's bytes.
pub fn copy(from: &Path, to: &Path) -> Result<(), Error> {
    fs::copy(from, to).map(|_| ()).map_err(error(FileAction::Write, to))
}

/// Removes a file; one that is not there is no error.
pub fn remove_file(path: &Path) -> Result<(), Error> {
    absent_is_none(fs::remove_file(path)).map(|_| ()).map_err(error(FileAction::Remove, path))
}

/// Removes a folder if it is empty; tells whether it did.
pub fn remove_dir_if_empty(path: &Path) -> Result<bool, Error> {
    match fs::remove_dir(path) {
        Ok(()) => Ok(true),
        Err(e) if e.kind() == io::ErrorKind::DirectoryNotEmpty => Ok(false),
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(e) => Err(error(FileAction::Remove, path)(e)),
    }
}

/// Removes a folder with all that is in it; one that is not there is no error.
pub fn remove_dir_all(path: &Path) -> Result<(), Error> {
    absent_is_none(fs::remove_dir_all(path)).map(|_| ()).map_err(error(FileAction::Remove, path))
}

/// Creates a folder and its parents.
pub fn create_dir_all(path: &Path) -> Result<(), Error> {
    fs::create_dir_all(path).map_err(error(FileAction::Write, path))
}

/// The names in a folder, sorted by bytes (the disk's own order differs from machine to machine).
pub fn read_dir(path: &Path) -> Result<Vec<PathBuf>, Error> {
    let entries = fs::read_dir(path).map_err(error(FileAction::Read, path))?;
    let mut paths = entries
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<io::Result<Vec<_>>>()
        .map_err(error(FileAction::Read, path))?;
    paths.sort();
    Ok(paths)
}

/// What is at `path`, a link not followed, or `None` where nothing is.
pub fn metadata_if_exists(path: &Path) -> Result<Option<Metadata>, Error> {
    absent_is_none(fs::symlink_metadata(path)).map_err(error(FileAction::Read, path))
}

/// The absolute path with every link resolved.
pub fn canonicalize(path: &Path) -> Result<PathBuf, Error> {
    fs::canonicalize(path).map_err(error(FileAction::Read, path))
}

/// Opens a file for reading.
pub fn open(path: &Path) -> Result<File, Error> {
    File::open(path).map_err(error(FileAction::Read, path))
}

/// Creates or empties a file for writing.
pub fn create(path: &Path) -> Result<File, Error> {
    File::create(path).map_err(error(FileAction::Write, path))
}

/// Opens a file for writing without emptying it, creating it where it is not there (a lock).
pub fn open_or_create(path: &Path) -> Result<File, Error> {
    File::options()
        .write(true)
        .create(true)
        .truncate(false)
        .open(path)
        .map_err(error(FileAction::Write, path))
}

fn absent_is_none<T>(result: io::Result<T>) -> io::Result<Option<T>> {
    match result {
        Ok(value) => Ok(Some(value)),
        // NotADirectory: a file stands where a parent folder would be.
        Err(e) if matches!(e.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
            Ok(None)
        }
        Err(e) => Err(e),
    }
}

/// Forces all that was written on the file system of `folder` to disk. Linux does it in one call;
/// elsewhere each file has to be forced by itself, and this forces the folder alone.
#[cfg(target_os = "linux")]
pub fn sync_file_system(folder: &Path) -> Result<(), Error> {
    rustix::fs::syncfs(open(folder)?).map_err(|e| error(FileAction::Sync, folder)(e.into()))
}

/// Forces the names in `folder` to disk, where the system has such a call.
#[cfg(not(target_os = "linux"))]
pub fn sync_file_system(folder: &Path) -> Result<(), Error> {
    sync_folder(folder)
}

/// Forces the names in `folder` to disk, where the system has such a call.
pub fn sync_folder(folder: &Path) -> Result<(), Error> {
    if cfg!(unix) {
        open(folder)?.sync_all().map_err(error(FileAction::Sync, folder))?;
    }
    Ok(())
}

/// Asks whether names in `folder` may be made and removed. Only Linux answers beforehand; elsewhere
/// the write itself tells. A folder that is not there is no error.
pub fn check_writable(folder: &Path) -> Result<(), Error> {
    #[cfg(target_os = "linux")]
    {
        use rustix::fs::{Access, AtFlags, CWD, accessat};
        let wanted = Access::WRITE_OK | Access::EXEC_OK;
        let answer = accessat(CWD, folder, wanted, AtFlags::EACCESS).map_err(io::Error::from);
        absent_is_none(answer).map_err(error(FileAction::Write, folder))?;
    }
    #[cfg(not(target_os = "linux"))]
    let _ = folder;
    Ok(())
}

/// Checks that a file can be renamed from one folder to another: same file system, same mount.
pub fn check_rename(from: &Path, to: &Path) -> Result<(), Error> {
    // Linux compares the mounts before it looks for the file, so renaming a file that is not there
    // finds even two mounts of one file system, and changes nothing.
    let absent = ".liuhao-absent";
    let crosses = match fs::rename(from.join(absent), to.join(absent)) {
        Err(e) => e.kind() == io::ErrorKind::CrossesDevices,
        Ok(()) => false,
    };
    if crosses || is_other_device(from, to) {
        return Err(error(FileAction::Write, to)(io::ErrorKind::CrossesDevices.into()));
    }
    Ok(())
}

#[cfg(unix)]
fn is_other_device(a: &Path, b: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (fs::metadata(a), fs::metadata(b)) {
        (Ok(a), Ok(b)) => a.dev() != b.dev(),
        _ => false,
    }
}

#[cfg(not(unix))]
fn is_other_device(_: &Path, _: &Path) -> bool {
    false
}
