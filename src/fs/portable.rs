//! The same as `unix.rs` by paths, for systems without folders that are held open.
//!
//! Entry point: [`Handle`]. Every folder on the way is asked whether it is a link before it is used,
//! which leaves a moment between asking and using.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io;
use std::path::{Component, Path, PathBuf};

use super::root::{Access, Found, Kind};

/// A folder by its path.
#[derive(Debug)]
pub(super) struct Handle(PathBuf);

impl Handle {
    pub(super) fn open(path: &Path) -> io::Result<Self> {
        let path = fs::canonicalize(path)?;
        if fs::metadata(&path)?.is_dir() { Ok(Self(path)) } else { Err(not_a_folder()) }
    }

    pub(super) fn folder(&self, inside: &Path) -> io::Result<Self> {
        let path = self.checked(inside)?;
        let found = fs::symlink_metadata(&path)?;
        if found.is_symlink() {
            return Err(crate::error::Irregular::Link.into());
        }
        if found.is_dir() { Ok(Self(path)) } else { Err(not_a_folder()) }
    }

    pub(super) fn file(&self, inside: &Path, access: Access) -> io::Result<File> {
        let path = self.checked(inside)?;
        let mut options = File::options();
        let options = match access {
            Access::Read => options.read(true),
            Access::Lock => options.read(true).write(true).create(true).truncate(false),
            Access::New => options.write(true).create_new(true),
        };
        if fs::symlink_metadata(&path).is_ok_and(|found| found.is_symlink()) {
            return Err(crate::error::Irregular::Link.into());
        }
        options.open(&path)
    }

    pub(super) fn found(&self, inside: &Path) -> io::Result<Found> {
        found_at(&self.checked(inside)?)
    }

    pub(super) fn itself(&self) -> io::Result<Found> {
        found_at(&self.0)
    }

    pub(super) fn make_folder(&self, inside: &Path) -> io::Result<()> {
        fs::create_dir(self.checked(inside)?)
    }

    pub(super) fn rename(&self, from: &Path, target: &Self, to: &Path) -> io::Result<()> {
        fs::rename(self.checked(from)?, target.checked(to)?)
    }

    #[expect(clippy::unused_self, reason = "as on Unix")]
    pub(super) fn exchange(&self, _: &Path, _: &Self, _: &Path) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }

    pub(super) fn link(&self, from: &Path, target: &Self, to: &Path) -> io::Result<()> {
        fs::hard_link(self.checked(from)?, target.checked(to)?)
    }

    pub(super) fn remove_file(&self, inside: &Path) -> io::Result<()> {
        fs::remove_file(self.checked(inside)?)
    }

    pub(super) fn remove_folder(&self, inside: &Path) -> io::Result<()> {
        fs::remove_dir(self.checked(inside)?)
    }

    pub(super) fn names(&self) -> io::Result<Vec<OsString>> {
        fs::read_dir(&self.0)?.map(|entry| entry.map(|entry| entry.file_name())).collect()
    }

    #[expect(clippy::unused_self, clippy::unnecessary_wraps, reason = "as on Unix")]
    pub(super) fn check_writable(&self) -> io::Result<()> {
        Ok(())
    }

    #[expect(clippy::unused_self, clippy::unnecessary_wraps, reason = "as on Unix")]
    pub(super) fn sync(&self) -> io::Result<()> {
        Ok(())
    }

    #[expect(clippy::unused_self, clippy::unnecessary_wraps, reason = "as on Unix")]
    pub(super) fn sync_file_system(&self) -> io::Result<()> {
        Ok(())
    }

    /// The path, if no folder on the way is a link. Pushed name by name: a resolved path on Windows
    /// takes no `/`.
    fn checked(&self, inside: &Path) -> io::Result<PathBuf> {
        let mut path = self.0.clone();
        let mut parts = inside.components().peekable();
        while let Some(part) = parts.next() {
            let Component::Normal(name) = part else {
                return Err(io::ErrorKind::InvalidFilename.into());
            };
            path.push(name);
            if parts.peek().is_some() && fs::symlink_metadata(&path)?.is_symlink() {
                return Err(crate::error::Irregular::Link.into());
            }
        }
        Ok(path)
    }
}

fn not_a_folder() -> io::Error {
    io::ErrorKind::NotADirectory.into()
}

fn found_at(path: &Path) -> io::Result<Found> {
    let found = fs::symlink_metadata(path)?;
    let kind = match found.file_type() {
        it if it.is_symlink() => Kind::Link,
        it if it.is_dir() => Kind::Folder,
        it if it.is_file() => Kind::File,
        _ => Kind::Device,
    };
    // A file that another program holds open can be renamed only where that allows it: all are in doubt.
    Ok(Found { kind, length: found.len(), is_sticky: false, is_held: true })
}
