//! A folder that the user has named, and all access below it: no link is followed there, and only
//! regular files are opened.
//!
//! Entry point: [`Root`]; [`super::Inside`] is one file below it. A folder or file that becomes a link
//! between two calls is refused by the second; it is never walked through.

use std::ffi::OsString;
use std::fs::{File, TryLockError};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use same_file::Handle;

use super::found::{Access, Found, Kind};
use super::hook::{Call, pass};
use super::{Opened, Signature, absent_is_none, regular, sys};
use crate::error::{Error, FileAction, Irregular};

/// A folder held open. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Root {
    handle: Arc<sys::Handle>,
    path: Arc<Path>,
}

/// What a file holds, and what tells that it was so when it was opened.
#[derive(Debug)]
pub struct Signed {
    /// `None` where nothing can tell.
    pub signature: Option<Signature>,
    /// All of the file.
    pub bytes: Vec<u8>,
}

impl Root {
    /// Opens a folder that the user has named: links on the way there are followed.
    pub fn open(path: &Path) -> Result<Self, Error> {
        let opened = pass(Call::Open, || path.into()).and_then(|()| sys::Handle::open(path));
        let handle = opened.map_err(super::error(FileAction::Read, path))?;
        Ok(Self { handle: Arc::new(handle), path: path.into() })
    }

    /// A folder below this one; `None` where nothing is.
    pub fn folder(&self, inside: impl AsRef<Path>) -> Result<Option<Self>, Error> {
        let inside = inside.as_ref();
        let opened = self.ask(Call::Open, FileAction::Read, inside, || self.handle.folder(inside));
        let Some(handle) = if_present(opened)? else { return Ok(None) };
        Ok(Some(Self { handle: Arc::new(handle), path: self.path(inside).into() }))
    }

    /// A folder below this one, to ask for names in it; it need not be readable.
    pub fn passage(&self, inside: impl AsRef<Path>) -> Result<Self, Error> {
        let inside = inside.as_ref();
        let opened = self.ask(Call::Open, FileAction::Read, inside, || self.handle.passage(inside));
        Ok(Self { handle: Arc::new(opened?), path: self.path(inside).into() })
    }

    /// Makes a folder below this one, and those above it, where they are not there.
    pub fn make_folder(&self, inside: impl AsRef<Path>) -> Result<Self, Error> {
        let inside = inside.as_ref();
        let mut made = PathBuf::new();
        for part in inside {
            made.push(part);
            match self.change(Call::Make, &made, || self.handle.make_folder(&made)) {
                Err(Error::File { source, .. })
                    if source.kind() == io::ErrorKind::AlreadyExists => {}
                done => done?,
            }
        }
        let opened = self.ask(Call::Open, FileAction::Write, inside, || self.handle.folder(inside));
        Ok(Self { handle: Arc::new(opened?), path: self.path(inside).into() })
    }

    /// The path of this folder, as it was named.
    pub fn as_path(&self) -> &Path {
        &self.path
    }

    /// The path of something below this folder, for a message. Pushed name by name: a resolved path
    /// on Windows takes no `/`.
    pub fn path(&self, inside: impl AsRef<Path>) -> PathBuf {
        let inside = inside.as_ref();
        let length = self.path.as_os_str().len() + 1 + inside.as_os_str().len();
        let mut path = PathBuf::with_capacity(length);
        path.push(&self.path);
        path.extend(inside);
        path
    }

    /// What stands there; `None` for nothing, or where a file stands in place of a folder above.
    pub fn found(&self, inside: impl AsRef<Path>) -> Result<Option<Found>, Error> {
        let inside = inside.as_ref();
        if_present(self.ask(Call::Find, FileAction::Read, inside, || self.handle.found(inside)))
    }

    /// What tells that a regular file is still as it was; `None` where nothing can, or no such file is there.
    pub fn signature(&self, inside: impl AsRef<Path>) -> Result<Option<Signature>, Error> {
        let inside = inside.as_ref();
        // Elsewhere no file has one: it need not be opened.
        if !cfg!(target_os = "linux") {
            return Ok(None);
        }
        let looked =
            self.ask(Call::Find, FileAction::Read, inside, || self.handle.signature(inside));
        Ok(if_present(looked)?.flatten())
    }

    /// What this folder itself is.
    pub fn itself(&self) -> Result<Found, Error> {
        self.ask(Call::Find, FileAction::Read, Path::new(""), || self.handle.itself())
    }

    /// Whether another one is this very folder, and not only called the same.
    pub fn is_same(&self, other: &Self) -> Result<bool, Error> {
        let is_same = || self.handle.is_same(&other.handle);
        self.ask(Call::Find, FileAction::Read, Path::new(""), is_same)
    }

    /// Whether it is a clone of the other one.
    pub(super) fn is_opened_as(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.handle, &other.handle)
    }

    /// Opens a regular file for reading; `None` where nothing is.
    pub fn open_file(&self, inside: impl AsRef<Path>) -> Result<Option<File>, Error> {
        Ok(self.opened(inside.as_ref())?.map(|opened| opened.file))
    }

    pub(super) fn opened(&self, inside: &Path) -> Result<Option<Opened>, Error> {
        if_present(self.ask(Call::Open, FileAction::Read, inside, || {
            regular(self.handle.file(inside, Access::Read)?)
        }))
    }

    /// Reads a regular file of at most `max` bytes; `None` where nothing is, of a larger one its size.
    pub fn read(
        &self,
        inside: impl AsRef<Path>,
        max: u64,
    ) -> Result<Option<Result<Vec<u8>, u64>>, Error> {
        let inside = inside.as_ref();
        let Some(opened) = self.opened(inside)? else { return Ok(None) };
        self.ask(Call::Read, FileAction::Read, inside, || opened.read(max)).map(Some)
    }

    /// Reads a regular file of at most `max` bytes, with what told that it was as it is when it was opened; `None` where nothing is,
    /// and of a larger one.
    pub fn read_signed(&self, inside: impl AsRef<Path>, max: u64) -> Result<Option<Signed>, Error> {
        let inside = inside.as_ref();
        let Some(opened) = self.opened(inside)? else { return Ok(None) };
        let signature = Signature::of_opened(&opened);
        let read = self.ask(Call::Read, FileAction::Read, inside, || opened.read(max));
        Ok(read?.ok().map(|bytes| Signed { signature, bytes }))
    }

    /// Reads a whole file of at most `max` bytes, or `None` where nothing is.
    ///
    /// # Errors
    /// A larger file is one that cannot be read.
    pub fn read_whole(&self, inside: impl AsRef<Path>, max: u64) -> Result<Option<Vec<u8>>, Error> {
        let inside = inside.as_ref();
        let too_large = |_| {
            let fault = io::ErrorKind::FileTooLarge.into();
            super::error(FileAction::Read, &self.path(inside))(fault)
        };
        self.read(inside, max)?.map(|read| read.map_err(too_large)).transpose()
    }

    /// Makes a file for writing; nothing may stand there.
    pub fn create_file(&self, inside: impl AsRef<Path>) -> Result<File, Error> {
        let inside = inside.as_ref();
        self.change(Call::Make, inside, || self.handle.file(inside, Access::New))
    }

    /// Writes into a file that was made below this folder.
    pub fn write(
        &self,
        file: &mut File,
        inside: impl AsRef<Path>,
        bytes: &[u8],
    ) -> Result<(), Error> {
        use std::io::Write as _;
        self.change(Call::Write, inside.as_ref(), || file.write_all(bytes))
    }

    /// Forces a file below this folder to disk.
    pub fn sync_file(&self, file: &File, inside: impl AsRef<Path>) -> Result<(), Error> {
        self.ask(Call::Sync, FileAction::Sync, inside.as_ref(), || file.sync_all())
    }

    /// Opens a regular file that is to be locked, and makes it where it is not there.
    pub fn lock_file(&self, inside: impl AsRef<Path>) -> Result<File, Error> {
        let inside = inside.as_ref();
        self.ask(Call::Lock, FileAction::Lock, inside, || {
            regular(self.handle.file(inside, Access::Lock)?).map(|opened| opened.file)
        })
    }

    /// Takes the lock of a file that was opened below this folder; `false` where another has it.
    pub fn try_lock(&self, inside: impl AsRef<Path>, file: &File) -> Result<bool, Error> {
        self.ask(Call::Lock, FileAction::Lock, inside.as_ref(), || match file.try_lock() {
            Ok(()) => Ok(true),
            Err(TryLockError::WouldBlock) => Ok(false),
            Err(TryLockError::Error(fault)) => Err(fault),
        })
    }

    /// Whether a file that was opened below this folder still has this name.
    pub fn is_named(&self, inside: impl AsRef<Path>, file: &File) -> Result<bool, Error> {
        let inside = inside.as_ref();
        let Some(named) = self.open_file(inside)? else { return Ok(false) };
        let is_same = || Ok(Handle::from_file(named)? == Handle::from_file(file.try_clone()?)?);
        self.ask(Call::Find, FileAction::Read, inside, is_same)
    }

    /// Renames a file, replacing what is at `to`.
    pub fn rename(
        &self,
        from: impl AsRef<Path>,
        target: &Self,
        to: impl AsRef<Path>,
    ) -> Result<(), Error> {
        let (from, to) = (from.as_ref(), to.as_ref());
        target.change(Call::Rename, to, || self.handle.rename(from, &target.handle, to))
    }

    /// Lets two files change places; `false` where the file system has no such step.
    pub fn exchange(
        &self,
        from: impl AsRef<Path>,
        target: &Self,
        to: impl AsRef<Path>,
    ) -> Result<bool, Error> {
        let (from, to) = (from.as_ref(), to.as_ref());
        match target.change(Call::Rename, to, || self.handle.exchange(from, &target.handle, to)) {
            Err(Error::File { source, .. }) if source.kind() == io::ErrorKind::Unsupported => {
                Ok(false)
            }
            done => done.map(|()| true),
        }
    }

    /// Gives a file a second name.
    pub fn link(
        &self,
        from: impl AsRef<Path>,
        target: &Self,
        to: impl AsRef<Path>,
    ) -> Result<(), Error> {
        let (from, to) = (from.as_ref(), to.as_ref());
        target.change(Call::Make, to, || self.handle.link(from, &target.handle, to))
    }

    /// Removes a file, or the link itself; one that is not there is no error.
    pub fn remove_file(&self, inside: impl AsRef<Path>) -> Result<(), Error> {
        let inside = inside.as_ref();
        let removed =
            self.ask(Call::Remove, FileAction::Remove, inside, || self.handle.remove_file(inside));
        if_present(removed).map(|_| ())
    }

    /// Removes a folder if it is empty; tells whether it did.
    pub fn remove_folder_if_empty(&self, inside: impl AsRef<Path>) -> Result<bool, Error> {
        let inside = inside.as_ref();
        let removed = self
            .ask(Call::Remove, FileAction::Remove, inside, || self.handle.remove_folder(inside));
        match removed {
            Err(Error::File { source, .. })
                if source.kind() == io::ErrorKind::DirectoryNotEmpty =>
            {
                Ok(false)
            }
            other => Ok(if_present(other)?.is_some()),
        }
    }

    /// Removes what stands there with all that is in it; a link is removed and not followed.
    pub fn remove_tree(&self, inside: impl AsRef<Path>) -> Result<(), Error> {
        let inside = inside.as_ref();
        match self.found(inside)? {
            None => return Ok(()),
            Some(found) if found.kind != Kind::Folder => return self.remove_file(inside),
            Some(_) => {}
        }
        if let Some(folder) = self.folder(inside)? {
            for name in folder.names()? {
                folder.remove_tree(&name)?;
            }
        }
        let removed = self
            .ask(Call::Remove, FileAction::Remove, inside, || self.handle.remove_folder(inside));
        if_present(removed).map(|_| ())
    }

    /// The names in this folder, sorted by bytes (the disk's own order differs from machine to machine).
    pub fn names(&self) -> Result<Vec<OsString>, Error> {
        let mut names =
            self.ask(Call::List, FileAction::Read, Path::new(""), || self.handle.names())?;
        names.sort();
        Ok(names)
    }

    /// Asks whether names in this folder may be made and removed. Only Linux answers beforehand;
    /// elsewhere the write itself tells.
    pub fn check_writable(&self) -> Result<(), Error> {
        self.change(Call::Find, Path::new(""), || self.handle.check_writable())
    }

    /// Asks whether a file may be moved. Only Windows answers beforehand, where another program may hold
    /// it open; elsewhere the move itself tells.
    pub fn check_movable(&self, inside: impl AsRef<Path>) -> Result<(), Error> {
        let inside = inside.as_ref();
        self.change(Call::Find, inside, || self.handle.check_movable(inside))
    }

    /// Forces the names in this folder to disk, where the system has such a call.
    pub fn sync(&self) -> Result<(), Error> {
        self.ask(Call::Sync, FileAction::Sync, Path::new(""), || self.handle.sync())
    }

    /// Forces all that was written on this folder's file system to disk. Linux does it in one call;
    /// elsewhere each file has to be forced by itself, and this forces the folder alone.
    pub fn sync_file_system(&self) -> Result<(), Error> {
        self.ask(Call::Sync, FileAction::Sync, Path::new(""), || self.handle.sync_file_system())
    }

    fn change<T>(
        &self,
        call: Call,
        inside: &Path,
        act: impl FnOnce() -> io::Result<T>,
    ) -> Result<T, Error> {
        self.ask(call, FileAction::Write, inside, act)
    }

    fn ask<T>(
        &self,
        call: Call,
        action: FileAction,
        inside: &Path,
        act: impl FnOnce() -> io::Result<T>,
    ) -> Result<T, Error> {
        let done = pass(call, || self.path(inside)).and_then(|()| act());
        done.map_err(|fault| {
            let source = Irregular::of(fault);
            Error::File { action, path: self.path(inside), source }
        })
    }
}

impl Opened {
    /// Reads all that a file of at most `max` bytes holds; of a larger one, its size.
    pub(super) fn read(&self, max: u64) -> io::Result<Result<Vec<u8>, u64>> {
        let (mut file, size) = (&self.file, self.found.len());
        if size > max {
            return Ok(Err(size));
        }
        // One byte more: as long as a file has not grown, the first read gives all of it and says so.
        let mut bytes = vec![0; usize::try_from(size).unwrap_or_default() + 1];
        let first = loop {
            match file.read(&mut bytes) {
                Err(fault) if fault.kind() == io::ErrorKind::Interrupted => {}
                done => break done?,
            }
        };
        bytes.truncate(first);
        if first as u64 != size {
            file.take((max + 1).saturating_sub(first as u64)).read_to_end(&mut bytes)?;
        }
        let read = bytes.len() as u64;
        Ok(if read > max { Err(read) } else { Ok(bytes) })
    }
}

fn if_present<T>(result: Result<T, Error>) -> Result<Option<T>, Error> {
    match result {
        Err(Error::File { action, path, source }) => {
            absent_is_none(Err(source)).map_err(|source| Error::File { action, path, source })
        }
        other => other.map(Some),
    }
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "clippy knows a test by its attribute alone")]

    use std::fs;
    use std::os::unix::fs::symlink;
    use std::sync::atomic::{AtomicBool, Ordering};

    use super::*;
    use crate::fs::hook::testing::Hook;

    /// In memory where the system has such a folder: nothing here is about the disk.
    fn folder() -> tempfile::TempDir {
        let memory = Path::new("/dev/shm");
        let made = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() };
        made.unwrap()
    }

    /// A folder with `in/a.txt`, and one elsewhere that a link could lead to.
    fn folders() -> (tempfile::TempDir, tempfile::TempDir) {
        let (here, there) = (folder(), folder());
        fs::create_dir(here.path().join("in")).unwrap();
        fs::write(here.path().join("in/a.txt"), "ours").unwrap();
        fs::write(there.path().join("a.txt"), "SECRET").unwrap();
        (here, there)
    }

    /// Lets the folder, or the file in it, become a link right before the next call.
    fn swapping(here: &Path, there: &Path, is_file: bool) -> Hook {
        let (here, there) = (here.to_path_buf(), there.to_path_buf());
        let is_done = AtomicBool::new(false);
        Hook::new(&here.clone(), move |_, _| {
            if !is_done.swap(true, Ordering::Relaxed) {
                let name = if is_file { "in/a.txt" } else { "in" };
                let to = if is_file { there.join("a.txt") } else { there.clone() };
                fs::rename(here.join(name), here.join("away"))?;
                symlink(to, here.join(name))?;
            }
            Ok(())
        })
    }

    /// A thousand times: nothing elsewhere is read, changed, made or removed.
    #[test]
    fn a_link_that_comes_in_between_is_never_followed() {
        for round in 0..1000 {
            let (here, there) = folders();
            let root = Root::open(here.path()).unwrap();
            let _hook = swapping(here.path(), there.path(), round / 8 % 2 == 1);
            match round % 8 {
                0 => assert!(root.read("in/a.txt", 99).is_err()),
                1 => assert!(root.inside("in/a.txt").head(9).is_err()),
                2 => drop(root.create_file("in/b.txt")),
                3 => drop(root.rename("in/a.txt", &root, "in/c.txt")),
                4 => drop(root.remove_file("in/a.txt")),
                5 => drop(root.remove_tree("in")),
                6 => drop(root.make_folder("in/deep")),
                _ => drop(root.exchange("in/a.txt", &root, "in/a.txt")),
            }
            let names: Vec<_> = fs::read_dir(there.path()).unwrap().collect();
            assert_eq!(names.len(), 1, "round {round}");
            assert_eq!(fs::read(there.path().join("a.txt")).unwrap(), b"SECRET", "round {round}");
        }
    }

    #[test]
    fn only_regular_files_are_read() {
        let (here, _) = folders();
        let root = Root::open(here.path()).unwrap();
        rustix::fs::mknodat(
            rustix::fs::CWD,
            here.path().join("pipe"),
            rustix::fs::FileType::Fifo,
            rustix::fs::Mode::from_raw_mode(0o600),
            0,
        )
        .unwrap();
        let _socket = std::os::unix::net::UnixListener::bind(here.path().join("socket")).unwrap();
        symlink("/dev/zero", here.path().join("link")).unwrap();
        let kinds = ["pipe", "socket", "link", "in"];
        let kinds = kinds.map(|name| root.found(name).unwrap().map(|found| found.kind));
        assert_eq!(kinds, [Kind::Pipe, Kind::Socket, Kind::Link, Kind::Folder].map(Some));
        for name in ["pipe", "socket", "link", "in"] {
            assert!(root.read(name, 99).is_err(), "{name}");
            assert!(root.lock_file(name).is_err(), "{name}");
        }
        assert!(super::super::read_at_most(&here.path().join("link"), 99).is_err(), "/dev/zero");
        assert!(super::super::read_at_most(&here.path().join("pipe"), 99).is_err());
        assert_eq!(root.read("in/a.txt", 3).unwrap(), Some(Err(4)));
    }
}
