//! Folders that are held open: below them no link is followed, whatever happens to paths meanwhile.
//!
//! Entry point: [`Handle`]. Linux resolves a whole path in one call (`openat2`); where that is not to
//! be had (a kernel before 5.6, other systems) each folder on the way is opened by itself.

use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io;
use std::os::fd::OwnedFd;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::Path;

use rustix::fs::{self as sys, AtFlags, CWD, Dir, FileType, Mode, OFlags};
use rustix::io::Errno;

use super::found::{Access, Found, Kind};
use super::signature::Signature;

/// An open folder.
#[derive(Debug)]
pub(super) struct Handle(OwnedFd);

/// The folder that a name stands in.
enum Parent<'h> {
    Same(&'h Handle),
    Inner(Handle),
}

impl std::ops::Deref for Parent<'_> {
    type Target = OwnedFd;

    fn deref(&self) -> &OwnedFd {
        match self {
            Self::Same(handle) => &handle.0,
            Self::Inner(handle) => &handle.0,
        }
    }
}

impl Handle {
    /// Opens a folder by a path that the user has named: links are followed.
    pub(super) fn open(path: &Path) -> io::Result<Self> {
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
        Ok(Self(sys::openat(CWD, path, flags, Mode::empty())?))
    }

    /// A folder below this one.
    pub(super) fn folder(&self, inside: &Path) -> io::Result<Self> {
        let flags = OFlags::RDONLY | OFlags::DIRECTORY;
        self.resolve(inside, flags, Mode::empty()).map(Self)
    }

    /// A folder below this one, to ask for names in it; it need not be readable.
    pub(super) fn passage(&self, inside: &Path) -> io::Result<Self> {
        self.resolve(inside, OFlags::DIRECTORY | passing(), Mode::empty()).map(Self)
    }

    /// A file below this one. What is opened for reading or as a lock may turn out to be none: whoever
    /// opens it asks.
    pub(super) fn file(&self, inside: &Path, access: Access) -> io::Result<File> {
        // A pipe is opened without waiting for its other end.
        let flags = match access {
            Access::Read => OFlags::RDONLY | OFlags::NONBLOCK | OFlags::NOCTTY,
            Access::Lock => OFlags::RDWR | OFlags::CREATE | OFlags::NONBLOCK | OFlags::NOCTTY,
            Access::New => OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL,
            // To be asked about a pipe is not to wait for it: nothing is opened for reading.
            Access::Look => passing(),
        };
        Ok(self.resolve(inside, flags, Mode::from_raw_mode(0o666))?.into())
    }

    /// What is there; a link is not followed.
    pub(super) fn found(&self, inside: &Path) -> io::Result<Found> {
        let (parent, name) = self.parent(inside)?;
        found_at(&parent, name)
    }

    /// What tells that a regular file is as it was; `None` where nothing can, and for what is none.
    pub(super) fn signature(&self, inside: &Path) -> io::Result<Option<Signature>> {
        #[cfg(target_os = "linux")]
        {
            use rustix::fs::{StatxAttributes, StatxFlags};
            let (parent, name) = self.parent(inside)?;
            match sys::statx(&*parent, name, AtFlags::SYMLINK_NOFOLLOW, StatxFlags::BASIC_STATS) {
                Ok(stat) if kind(FileType::from_raw_mode(stat.stx_mode.into())) == Kind::Link => {
                    return Err(Errno::LOOP.into());
                }
                // What is mounted on a name lies on another disk than its folder, which only newer kernels tell.
                Ok(stat)
                    if stat.stx_attributes_mask.contains(StatxAttributes::MOUNT_ROOT)
                        && !stat.stx_attributes.contains(StatxAttributes::MOUNT_ROOT) =>
                {
                    return Ok(Signature::of_statx(&stat, &*parent));
                }
                Ok(_) | Err(Errno::NOSYS) => {}
                Err(fault) => return Err(fault.into()),
            }
        }
        Signature::of(&self.file(inside, Access::Look)?)
    }

    /// What this folder is.
    pub(super) fn itself(&self) -> io::Result<Found> {
        found_at(&self.0, OsStr::new("."))
    }

    /// Whether another one is this very folder.
    pub(super) fn is_same(&self, other: &Self) -> io::Result<bool> {
        let (one, two) = (sys::fstat(&self.0)?, sys::fstat(&other.0)?);
        Ok((one.st_dev, one.st_ino) == (two.st_dev, two.st_ino))
    }

    /// Makes a folder.
    pub(super) fn make_folder(&self, inside: &Path) -> io::Result<()> {
        let (parent, name) = self.parent(inside)?;
        Ok(sys::mkdirat(&*parent, name, Mode::from_raw_mode(0o777))?)
    }

    /// Renames, replacing what is at `to`.
    pub(super) fn rename(&self, from: &Path, target: &Self, to: &Path) -> io::Result<()> {
        let ((from, old), (to, new)) = (self.parent(from)?, target.parent(to)?);
        Ok(sys::renameat(&*from, old, &*to, new)?)
    }

    /// Lets two files change places as one step. [`io::ErrorKind::Unsupported`] where the system or
    /// the file system has no such step.
    pub(super) fn exchange(&self, from: &Path, target: &Self, to: &Path) -> io::Result<()> {
        #[cfg(any(target_os = "linux", target_os = "macos"))]
        {
            let ((from, old), (to, new)) = (self.parent(from)?, target.parent(to)?);
            let flags = sys::RenameFlags::EXCHANGE;
            match sys::renameat_with(&*from, old, &*to, new, flags) {
                Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => {
                    Err(io::ErrorKind::Unsupported.into())
                }
                done => Ok(done?),
            }
        }
        #[cfg(not(any(target_os = "linux", target_os = "macos")))]
        {
            let _ = (from, target, to);
            Err(io::ErrorKind::Unsupported.into())
        }
    }

    /// Gives a file a second name.
    pub(super) fn link(&self, from: &Path, target: &Self, to: &Path) -> io::Result<()> {
        let ((from, old), (to, new)) = (self.parent(from)?, target.parent(to)?);
        Ok(sys::linkat(&*from, old, &*to, new, AtFlags::empty())?)
    }

    /// Removes a file, or the link itself.
    pub(super) fn remove_file(&self, inside: &Path) -> io::Result<()> {
        let (parent, name) = self.parent(inside)?;
        Ok(sys::unlinkat(&*parent, name, AtFlags::empty())?)
    }

    /// Removes an empty folder.
    pub(super) fn remove_folder(&self, inside: &Path) -> io::Result<()> {
        let (parent, name) = self.parent(inside)?;
        Ok(sys::unlinkat(&*parent, name, AtFlags::REMOVEDIR)?)
    }

    /// The names in this folder, in no order.
    pub(super) fn names(&self) -> io::Result<Vec<OsString>> {
        let mut names = Vec::new();
        for entry in Dir::read_from(&self.0)? {
            let name = entry?.file_name().to_bytes().to_vec();
            if name != b"." && name != b".." {
                names.push(OsString::from_vec(name));
            }
        }
        Ok(names)
    }

    /// Whether a file may be moved: Unix tells that only when it is moved.
    #[expect(clippy::unused_self, clippy::unnecessary_wraps, reason = "as on Windows")]
    pub(super) fn check_movable(&self, _: &Path) -> io::Result<()> {
        Ok(())
    }

    /// Whether names in this folder may be made and removed.
    #[cfg(target_os = "linux")]
    pub(super) fn check_writable(&self) -> io::Result<()> {
        use rustix::fs::{Access, accessat};
        let wanted = Access::WRITE_OK | Access::EXEC_OK;
        Ok(accessat(&self.0, ".", wanted, AtFlags::EACCESS)?)
    }

    #[cfg(not(target_os = "linux"))]
    #[expect(clippy::unused_self, clippy::unnecessary_wraps, reason = "as on Linux")]
    pub(super) fn check_writable(&self) -> io::Result<()> {
        Ok(())
    }

    /// Forces the names in this folder to disk.
    pub(super) fn sync(&self) -> io::Result<()> {
        Ok(sys::fsync(&self.0)?)
    }

    /// Forces all that was written on the file system of this folder to disk.
    pub(super) fn sync_file_system(&self) -> io::Result<()> {
        #[cfg(target_os = "linux")]
        {
            Ok(sys::syncfs(&self.0)?)
        }
        #[cfg(not(target_os = "linux"))]
        self.sync()
    }

    /// The folder of a path and the last name in it.
    fn parent<'p>(&self, inside: &'p Path) -> io::Result<(Parent<'_>, &'p OsStr)> {
        let (folder, name) = split(inside)?;
        let Some(folder) = folder else { return Ok((Parent::Same(self), name)) };
        Ok((Parent::Inner(self.passage(folder)?), name))
    }

    fn resolve(&self, inside: &Path, flags: OFlags, mode: Mode) -> io::Result<OwnedFd> {
        let flags = flags | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        #[cfg(target_os = "linux")]
        {
            use rustix::fs::ResolveFlags;
            let within = ResolveFlags::BENEATH | ResolveFlags::NO_SYMLINKS;
            let mode = if flags.contains(OFlags::CREATE) { mode } else { Mode::empty() };
            match sys::openat2(&self.0, inside, flags, mode, within) {
                // Kernels before 5.6 do not know it, some containers do not allow it.
                // A link at the end of the way is only told to be no folder: the walk says so.
                Err(Errno::NOSYS | Errno::PERM | Errno::AGAIN | Errno::NOTDIR) => {}
                opened => return Ok(opened?),
            }
        }
        self.walk(inside, flags, mode)
    }

    /// The same, folder by folder.
    fn walk(&self, inside: &Path, flags: OFlags, mode: Mode) -> io::Result<OwnedFd> {
        let (folder, name) = split(inside)?;
        let mut at = None;
        for part in folder.into_iter().flat_map(Path::iter) {
            let above = at.as_ref().unwrap_or(&self.0);
            let step = OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC | passing();
            let next = sys::openat(above, checked(part)?, step, Mode::empty());
            at = Some(next.map_err(|fault| as_link(above, part, fault))?);
        }
        let above = at.as_ref().unwrap_or(&self.0);
        let opened = sys::openat(above, checked(name)?, flags | OFlags::NOFOLLOW, mode);
        opened.map_err(|fault| as_link(above, name, fault).into())
    }
}

fn found_at(parent: &OwnedFd, name: &OsStr) -> io::Result<Found> {
    let flags = AtFlags::SYMLINK_NOFOLLOW;
    #[cfg(target_os = "linux")]
    {
        use rustix::fs::StatxFlags;
        match sys::statx(parent, name, flags, StatxFlags::BASIC_STATS) {
            Err(Errno::NOSYS) => {}
            stat => return Ok(of_statx(&stat?)),
        }
    }
    let stat = sys::statat(parent, name, flags)?;
    #[allow(
        clippy::useless_conversion,
        clippy::cast_sign_loss,
        clippy::unnecessary_cast,
        reason = "types differ from system to system"
    )]
    Ok(Found {
        kind: kind(FileType::from_raw_mode(stat.st_mode)),
        length: stat.st_size as u64,
        is_sticky: u32::from(stat.st_mode) & 0o1000 != 0,
        is_held: false,
    })
}

/// A folder that is only passed through need not be readable.
fn passing() -> OFlags {
    #[cfg(target_os = "linux")]
    return OFlags::PATH;
    #[cfg(not(target_os = "linux"))]
    OFlags::RDONLY
}

/// A link that was to be a folder is told as a link.
fn as_link(above: &OwnedFd, name: &OsStr, fault: Errno) -> Errno {
    let is_link = fault == Errno::NOTDIR
        && sys::statat(above, name, AtFlags::SYMLINK_NOFOLLOW)
            .is_ok_and(|stat| FileType::from_raw_mode(stat.st_mode) == FileType::Symlink);
    if is_link { Errno::LOOP } else { fault }
}

fn split(inside: &Path) -> io::Result<(Option<&Path>, &OsStr)> {
    let name = inside.file_name().ok_or(io::ErrorKind::InvalidFilename)?;
    let folder = inside.parent().filter(|folder| !folder.as_os_str().is_empty());
    Ok((folder, name))
}

/// A part of a path that does not lead up or away.
fn checked(part: &OsStr) -> Result<&OsStr, Errno> {
    if matches!(part.as_bytes(), b"" | b"." | b".." | b"/") { Err(Errno::INVAL) } else { Ok(part) }
}

#[cfg(target_os = "linux")]
fn of_statx(stat: &rustix::fs::Statx) -> Found {
    use rustix::fs::StatxAttributes;
    let held = StatxAttributes::IMMUTABLE | StatxAttributes::APPEND | StatxAttributes::MOUNT_ROOT;
    Found {
        kind: kind(FileType::from_raw_mode(stat.stx_mode.into())),
        length: stat.stx_size,
        is_sticky: stat.stx_mode & 0o1000 != 0,
        is_held: stat.stx_attributes.intersects(held),
    }
}

fn kind(of: FileType) -> Kind {
    match of {
        FileType::RegularFile => Kind::File,
        FileType::Directory => Kind::Folder,
        FileType::Symlink => Kind::Link,
        FileType::Fifo => Kind::Pipe,
        FileType::Socket => Kind::Socket,
        FileType::CharacterDevice | FileType::BlockDevice | FileType::Unknown => Kind::Device,
    }
}
