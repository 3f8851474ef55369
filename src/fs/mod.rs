//! The file system, with the path in every error.
//!
//! Entry points: [`Root`] for what lies below a folder that the user has named, where no link is
//! followed; [`replace()`] for a file that an editor may save at the same moment; the free functions, named
//! as in [`std::fs`], for paths that the user has named. `clippy.toml` bans the originals everywhere
//! else. Only regular files are read. Nothing here decides what is read or written.
#![allow(clippy::disallowed_methods, reason = "this is the one module that may call std::fs")]

mod found;
pub(crate) mod hook;
mod inside;
mod near;
// Compiled and tried wherever tests run.
#[cfg(all(unix, test))]
#[allow(dead_code, reason = "the program itself uses the other one")]
mod portable;
mod replace;
mod root;
mod signature;
#[cfg(not(unix))]
#[path = "portable.rs"]
mod sys;
#[cfg(unix)]
#[path = "unix.rs"]
mod sys;
mod temporary;

pub use found::{Found, Kind};
pub use inside::{Inside, Parts};
pub use near::{Near, signatures, signatures_inside};
pub use replace::{FixLock, Held, Mend, Replaced, lock_fixing, remove_leftovers, replace};
pub use root::{Root, Signed};
pub use signature::{Moment, Signature, identity, program};

use std::fs::{self, File, Metadata};
use std::io;
use std::path::{Path, PathBuf};

use crate::error::{Error, FileAction, Irregular};
use crate::fs::hook::{Call, pass};

/// Turns an I/O error into an [`Error`] that names the action and the path.
pub fn error(action: FileAction, path: &Path) -> impl FnOnce(io::Error) -> Error {
    let path = path.to_path_buf();
    move |source| Error::File { action, path, source }
}

/// Reads a whole file of at most `max` bytes; of a larger one, its size.
pub fn read_at_most(path: &Path, max: u64) -> Result<Result<Vec<u8>, u64>, Error> {
    read_within(path, max).map_err(error(FileAction::Read, path))
}

/// Reads a whole file of at most `max` bytes, or `None` where no file is at `path`.
///
/// # Errors
/// A larger file is one that cannot be read.
pub fn read_if_exists(path: &Path, max: u64) -> Result<Option<Vec<u8>>, Error> {
    let read = read_within(path, max);
    let read = read.and_then(|read| read.map_err(|_| io::ErrorKind::FileTooLarge.into()));
    absent_is_none(read).map_err(error(FileAction::Read, path))
}

fn read_within(path: &Path, max: u64) -> io::Result<Result<Vec<u8>, u64>> {
    pass(Call::Open, || path.into())?;
    let opened = open(path)?;
    pass(Call::Read, || path.into())?;
    opened.read(max)
}

/// A regular file, and what was found out about it when it was opened.
#[derive(Debug)]
struct Opened {
    file: File,
    found: Metadata,
}

/// Opens a regular file. A pipe is told, not waited for.
fn open(path: &Path) -> io::Result<Opened> {
    let mut options = File::options();
    options.read(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::custom_flags(
        &mut options,
        (rustix::fs::OFlags::NONBLOCK | rustix::fs::OFlags::NOCTTY).bits().cast_signed(),
    );
    regular(options.open(path).map_err(Irregular::of)?)
}

/// The file, if it is a regular one.
fn regular(file: File) -> io::Result<Opened> {
    let found = file.metadata()?;
    if found.is_file() {
        return Ok(Opened { file, found });
    }
    if found.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt;
        let kind = found.file_type();
        if kind.is_fifo() {
            return Err(Irregular::Pipe.into());
        }
        if kind.is_socket() {
            return Err(Irregular::Socket.into());
        }
    }
    Err(Irregular::Device.into())
}

/// Creates a file with `bytes`; nothing may stand there.
pub fn create_with(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    use std::io::Write as _;
    let file = File::options().write(true).create_new(true).open(path);
    file.and_then(|mut file| file.write_all(bytes)).map_err(error(FileAction::Write, path))
}

/// Creates a folder and its parents.
pub fn create_dir_all(path: &Path) -> Result<(), Error> {
    let made = pass(Call::Make, || path.into()).and_then(|()| fs::create_dir_all(path));
    made.map_err(error(FileAction::Write, path))
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
    let found = pass(Call::Find, || path.into()).and_then(|()| fs::symlink_metadata(path));
    absent_is_none(found).map_err(error(FileAction::Read, path))
}

/// The absolute path with every link resolved.
pub fn canonicalize(path: &Path) -> Result<PathBuf, Error> {
    let real = pass(Call::Find, || path.into()).and_then(|()| fs::canonicalize(path));
    real.map_err(error(FileAction::Read, path))
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

/// Removes a folder if it is empty; tells whether it did.
pub fn remove_dir_if_empty(path: &Path) -> Result<bool, Error> {
    match fs::remove_dir(path) {
        Ok(()) => Ok(true),
        Err(e) if e.kind() == io::ErrorKind::DirectoryNotEmpty => Ok(false),
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(e) => Err(error(FileAction::Remove, path)(e)),
    }
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

/// By drive or share. A drive that is mounted in a folder is not seen: there the rename itself fails.
#[cfg(not(unix))]
fn is_other_device(a: &Path, b: &Path) -> bool {
    let drive = |path: &Path| {
        let real = fs::canonicalize(path).ok()?;
        real.components().next().map(|first| first.as_os_str().to_owned())
    };
    drive(a) != drive(b)
}
