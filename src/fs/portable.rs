//! The same as `unix.rs` by paths, for systems without folders that are held open.
//!
//! Entry point: [`Handle`]. Every folder on the way is asked whether it is a link before it is used,
//! which leaves a moment between asking and using. On Windows a file that somebody has open, be it a
//! scanner for a moment, is neither moved nor removed: that is tried again for a second.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io;
use std::path::{Component, Path, PathBuf};
use std::time::Duration;

use super::found::{Access, Found, Kind};
use super::signature::Signature;

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

    pub(super) fn passage(&self, inside: &Path) -> io::Result<Self> {
        self.folder(inside)
    }

    pub(super) fn file(&self, inside: &Path, access: Access) -> io::Result<File> {
        let path = self.checked(inside)?;
        let mut options = File::options();
        let options = match access {
            Access::Read => options.read(true),
            #[cfg(unix)]
            Access::Look => options.read(true),
            Access::Lock => options.read(true).write(true).create(true).truncate(false),
            Access::New => options.write(true).create_new(true),
        };
        if is_link(&path) {
            return Err(crate::error::Irregular::Link.into());
        }
        options.open(&path)
    }

    pub(super) fn found(&self, inside: &Path) -> io::Result<Found> {
        found_at(&self.checked(inside)?)
    }

    /// Elsewhere no file has one.
    #[expect(clippy::unused_self, clippy::unnecessary_wraps, reason = "as on Unix")]
    pub(super) fn signature(&self, _: &Path) -> io::Result<Option<Signature>> {
        Ok(None)
    }

    pub(super) fn itself(&self) -> io::Result<Found> {
        found_at(&self.0)
    }

    #[expect(clippy::unnecessary_wraps, reason = "as on Unix")]
    pub(super) fn is_same(&self, other: &Self) -> io::Result<bool> {
        Ok(self.0 == other.0)
    }

    pub(super) fn make_folder(&self, inside: &Path) -> io::Result<()> {
        fs::create_dir(self.checked(inside)?)
    }

    pub(super) fn rename(&self, from: &Path, target: &Self, to: &Path) -> io::Result<()> {
        let (from, to) = (self.checked(from)?, target.checked(to)?);
        patiently(|| fs::rename(&from, &to))
    }

    #[expect(clippy::unused_self, reason = "as on Unix")]
    pub(super) fn exchange(&self, _: &Path, _: &Self, _: &Path) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }

    pub(super) fn link(&self, from: &Path, target: &Self, to: &Path) -> io::Result<()> {
        fs::hard_link(self.checked(from)?, target.checked(to)?)
    }

    pub(super) fn remove_file(&self, inside: &Path) -> io::Result<()> {
        let path = self.checked(inside)?;
        // Windows removes a link to a folder as it removes folders.
        if is_link(&path) {
            return fs::remove_file(&path).or_else(|_| fs::remove_dir(&path));
        }
        patiently(|| fs::remove_file(&path))
    }

    pub(super) fn remove_folder(&self, inside: &Path) -> io::Result<()> {
        let path = self.checked(inside)?;
        patiently(|| fs::remove_dir(&path))
    }

    pub(super) fn names(&self) -> io::Result<Vec<OsString>> {
        fs::read_dir(&self.0)?.map(|entry| entry.map(|entry| entry.file_name())).collect()
    }

    /// Whether a file may be moved: on Windows another program may hold it open.
    #[cfg(windows)]
    pub(super) fn check_movable(&self, inside: &Path) -> io::Result<()> {
        /// The right to rename and remove, as Windows numbers it.
        const DELETE: u32 = 0x0001_0000;
        let mut options = File::options();
        std::os::windows::fs::OpenOptionsExt::access_mode(&mut options, DELETE);
        options.open(self.checked(inside)?).map(drop)
    }

    #[cfg(not(windows))]
    #[expect(clippy::unused_self, clippy::unnecessary_wraps, reason = "as on Windows")]
    pub(super) fn check_movable(&self, _: &Path) -> io::Result<()> {
        Ok(())
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

/// Does a thing again while Windows says that somebody has a file open, for a second at most.
fn patiently(mut act: impl FnMut() -> io::Result<()>) -> io::Result<()> {
    /// How often, and how long it waits in between.
    const TRIES: u32 = 20;
    const PAUSE: Duration = Duration::from_millis(50);
    /// A sharing violation, as Windows numbers it; where a name is given away it says that access is denied.
    const SHARED: i32 = 32;
    for _ in 1..TRIES {
        match act() {
            Err(fault)
                if cfg!(windows)
                    && (fault.kind() == io::ErrorKind::PermissionDenied
                        || fault.raw_os_error() == Some(SHARED)) =>
            {
                std::thread::sleep(PAUSE);
            }
            done => return done,
        }
    }
    act()
}

fn is_link(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|found| found.is_symlink())
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

#[cfg(test)]
#[cfg(unix)]
mod tests {
    #![allow(clippy::disallowed_methods, reason = "a test looks at the disk as anyone would")]

    use std::os::unix::fs::symlink;

    use super::*;

    /// `in/a.txt` and `elsewhere/a.txt`, with a link `in/link` to the latter's folder.
    fn folder() -> (tempfile::TempDir, Handle) {
        let folder = tempfile::tempdir().unwrap();
        for name in ["in", "elsewhere"] {
            fs::create_dir(folder.path().join(name)).unwrap();
            fs::write(folder.path().join(name).join("a.txt"), name).unwrap();
        }
        symlink(folder.path().join("elsewhere"), folder.path().join("in/link")).unwrap();
        let handle = Handle::open(&folder.path().join("in")).unwrap();
        (folder, handle)
    }

    #[test]
    fn below_a_link_nothing_is_read_made_moved_or_removed() {
        let (folder, handle) = folder();
        let path = Path::new;
        assert!(handle.folder(path("link")).is_err());
        assert!(handle.found(path("link/a.txt")).is_err());
        assert_eq!(handle.found(path("link")).unwrap().kind, Kind::Link);
        for access in [Access::Read, Access::New, Access::Lock] {
            assert!(handle.file(path("link/a.txt"), access).is_err(), "{access:?}");
            assert!(handle.file(path("link/new"), access).is_err(), "{access:?}");
            assert!(handle.file(path("link"), access).is_err(), "{access:?}");
        }
        assert!(handle.make_folder(path("link/deep")).is_err());
        assert!(handle.rename(path("a.txt"), &handle, path("link/b.txt")).is_err());
        assert!(handle.rename(path("link/a.txt"), &handle, path("b.txt")).is_err());
        assert!(handle.link(path("a.txt"), &handle, path("link/b.txt")).is_err());
        assert!(handle.remove_file(path("link/a.txt")).is_err());
        handle.remove_file(path("link")).unwrap();
        let left: Vec<_> = fs::read_dir(folder.path().join("elsewhere")).unwrap().collect();
        assert_eq!(left.len(), 1);
    }

    #[test]
    fn no_path_leads_out() {
        let (_folder, handle) = folder();
        for path in ["../elsewhere/a.txt", "/etc/hosts", "./a.txt", "a/../a.txt"] {
            assert!(handle.file(Path::new(path), Access::Read).is_err(), "{path}");
            assert!(handle.remove_file(Path::new(path)).is_err(), "{path}");
        }
        assert!(handle.file(Path::new("a.txt"), Access::Read).is_ok());
    }
}
