//! Replaces a file that an editor may save at the same moment: nothing that was saved is lost, and no
//! file is ever torn.
//!
//! Entry point: [`replace`]. The new text is written beside the file and changes places with it in one
//! step. What the step has moved away is looked at: if it is not what was read before, somebody has
//! saved meanwhile, and the two change back. Where the file system has no such step, the file is
//! compared once more right before the rename.

use std::fs::{File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use super::temporary::random;
use super::{Inside, Root};
use crate::error::{Error, FileAction};

/// How often a name beside the file is tried before another is.
const TRIES: u32 = 16;
/// How often two files change places before it is given up: somebody saves without a pause.
const SWAPS: u32 = 64;
/// What a file beside another one is called: the hash of that one's name and a random number.
const PREFIX: &str = ".liuhao-fix-";
const SUFFIX: &str = ".tmp";

/// What became of a replacement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Replaced {
    /// The file has the new bytes.
    Done,
    /// The file has other bytes than were read: it is as somebody has saved it.
    Changed,
    /// The file is as it was, because the new one would not be the same in everything else.
    Held(Held),
}

/// What a new file could not keep.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Held {
    /// Other names of the same file.
    Names,
    /// The owner or the group.
    Owner,
    /// Rights beyond the ordinary ones (an access list, a label).
    Rights,
}

/// Puts `after` in place of `before` in a file of at most `max` bytes.
pub fn replace(file: &Inside, before: &[u8], after: &[u8], max: u64) -> Result<Replaced, Error> {
    let (root, inside) = file.parts();
    let folder = inside.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = match folder {
        Some(folder) => root.folder(folder)?.ok_or_else(|| absent(file))?,
        None => root.clone(),
    };
    let name = inside.file_name().ok_or_else(|| absent(file))?;
    let old = folder.open_file(name)?.ok_or_else(|| absent(file))?;
    if let Some(held) = names(&old).map_err(super::error(FileAction::Read, file))? {
        return Ok(Replaced::Held(held));
    }
    let (beside, mut new) = create_beside(&folder, Path::new(name))?;
    let swap = Swap { folder: &folder, name: Path::new(name), beside: &beside, max };
    let done = (|| {
        folder.write(&mut new, &beside, after)?;
        if let Some(held) = dress(&old, &new).map_err(super::error(FileAction::Write, file))? {
            return Ok(Replaced::Held(held));
        }
        folder.sync_file(&new, &beside)?;
        // Windows moves no file onto one that is open, on many of its file systems.
        drop((old, new));
        swap.run(before, after)
    })();
    // What is moved away has been looked at, or was never put into place; after an error the one thing
    // to tell is that error, and the next run looks at what is left.
    match done {
        Ok(done) => folder.remove_file(&beside).map(|()| done),
        Err(fault) => {
            if swap.holds(&beside, after) {
                let _ = folder.remove_file(&beside);
            }
            Err(fault)
        }
    }
}

fn absent(file: &Path) -> Error {
    super::error(FileAction::Read, file)(io::ErrorKind::NotFound.into())
}

/// A file and the one beside it.
struct Swap<'s> {
    folder: &'s Root,
    name: &'s Path,
    beside: &'s Path,
    max: u64,
}

impl Swap<'_> {
    /// Lets the two change places until what is moved away is what was put there.
    fn run(&self, before: &[u8], after: &[u8]) -> Result<Replaced, Error> {
        if !self.holds(self.name, before) {
            return Ok(Replaced::Changed);
        }
        match self.folder.exchange(self.beside, self.folder, self.name) {
            // No file system in use by offices that lacks the step has one that is nearer to it.
            Ok(false) => {
                self.folder.rename(self.beside, self.folder, self.name)?;
                return Ok(Replaced::Done);
            }
            // Somebody has removed it.
            Err(Error::File { source, .. }) if source.kind() == io::ErrorKind::NotFound => {
                return Ok(Replaced::Changed);
            }
            swapped => swapped.map(|_| ())?,
        }
        // Some programs write into the file that they have opened: it is looked at again when the step is
        // on the disk.
        if self.holds(self.beside, before) {
            self.folder.sync()?;
            if self.holds(self.beside, before) {
                return Ok(Replaced::Done);
            }
        }
        self.give_back(after.to_vec())
    }

    /// Somebody saved between the look and the step: theirs goes back. If it is itself saved over in
    /// that moment, the newer one goes back, and so on.
    fn give_back(&self, mut put: Vec<u8>) -> Result<Replaced, Error> {
        for _ in 0..SWAPS {
            let theirs = self.bytes(self.beside);
            self.folder.exchange(self.beside, self.folder, self.name)?;
            if self.holds(self.beside, &put) {
                return Ok(Replaced::Changed);
            }
            put = theirs?;
        }
        let fault = io::ErrorKind::ResourceBusy.into();
        Err(super::error(FileAction::Write, &self.folder.path(self.name))(fault))
    }

    fn bytes(&self, name: &Path) -> Result<Vec<u8>, Error> {
        let too_large = || {
            super::error(FileAction::Read, &self.folder.path(name))(
                io::ErrorKind::FileTooLarge.into(),
            )
        };
        let read = self.folder.read(name, self.max)?;
        read.and_then(Result::ok).ok_or_else(too_large)
    }

    fn holds(&self, name: &Path, bytes: &[u8]) -> bool {
        self.bytes(name).is_ok_and(|found| found == bytes)
    }
}

/// Makes a file in the same folder. Its name does not grow with the other's, which may be as long as a
/// name can be.
fn create_beside(folder: &Root, name: &Path) -> Result<(PathBuf, File), Error> {
    let mut tries = 0;
    loop {
        let random = random();
        let beside = PathBuf::from(format!("{PREFIX}{}-{random:016x}{SUFFIX}", digest(name)));
        match folder.create_file(&beside) {
            Err(Error::File { source, .. })
                if source.kind() == io::ErrorKind::AlreadyExists && tries < TRIES =>
            {
                tries += 1;
            }
            made => return made.map(|file| (beside, file)),
        }
    }
}

fn digest(name: &Path) -> String {
    blake3::hash(name.as_os_str().as_encoded_bytes()).to_hex()[..16].to_owned()
}

/// What a text of a file of that name is mended to.
pub type Mend<'m> = &'m dyn Fn(&Path, &[u8]) -> Option<Vec<u8>>;

/// Removes what a killed run has left in the folder of these files, if nothing in it could be missed:
/// it is what a file holds now, or `mend` makes one of the other. Gives what was left alone.
pub fn remove_leftovers(folder: &Root, max: u64, mend: Mend<'_>) -> Result<Vec<PathBuf>, Error> {
    let names = folder.names()?;
    let bytes = |name: &Path| folder.read(name, max).ok().flatten().and_then(Result::ok);
    let is_known = |left: &str, digest: &str| {
        let name = names.iter().map(Path::new).find(|name| self::digest(name) == digest)?;
        let (left, now) = (bytes(Path::new(left))?, bytes(name)?);
        let (of_left, of_now) = (mend(name, &left), mend(name, &now));
        let is_old = left == now || of_left.is_some_and(|mended| mended == now);
        Some(is_old || is_begun(of_now, &left))
    };
    let mut kept = Vec::new();
    for left in names.iter().filter_map(|name| name.to_str()) {
        let may_go = match owner(left) {
            Owner::Nobody => continue,
            Owner::FormerVersion => true,
            Owner::File(digest) => is_known(left, digest).unwrap_or_default(),
        };
        if may_go {
            folder.remove_file(left)?;
        } else {
            kept.push(folder.path(left));
        }
    }
    Ok(kept)
}

/// Whether a text is the beginning of the whole: it was begun and not ended.
fn is_begun(whole: Option<Vec<u8>>, part: &[u8]) -> bool {
    part.is_empty() || whole.is_some_and(|whole| whole.starts_with(part))
}

/// Whose leftover a name is.
enum Owner<'n> {
    /// It is none.
    Nobody,
    /// A former version's, which wrote nothing but mended text there.
    FormerVersion,
    /// That of the file with this hash of its name.
    File(&'n str),
}

fn owner(name: &str) -> Owner<'_> {
    let Some(rest) = name.strip_prefix(".liuhao-").and_then(|rest| rest.strip_suffix(SUFFIX))
    else {
        return Owner::Nobody;
    };
    if !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit()) {
        return Owner::FormerVersion;
    }
    let random = rest.strip_prefix("fix-").and_then(|rest| rest.split_once('-'));
    random.map_or(Owner::Nobody, |(digest, _)| Owner::File(digest))
}

/// Held by whoever mends a site.
#[derive(Debug)]
pub struct FixLock {
    _folder: Option<File>,
}

/// Takes the lock of those who mend a site: the folder itself, so that nothing has to be made for it.
/// `None` where another run holds it. Windows locks no folders; names are random there too.
pub fn lock_fixing(root: &Path) -> Result<Option<FixLock>, Error> {
    if !cfg!(unix) {
        return Ok(Some(FixLock { _folder: None }));
    }
    let folder = File::open(root).map_err(super::error(FileAction::Lock, root))?;
    match folder.try_lock() {
        Ok(()) => Ok(Some(FixLock { _folder: Some(folder) })),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(fault)) => Err(super::error(FileAction::Lock, root)(fault)),
    }
}

/// Whether the file has other names, which would keep the old text.
#[cfg(unix)]
fn names(old: &File) -> io::Result<Option<Held>> {
    use std::os::unix::fs::MetadataExt;
    Ok((old.metadata()?.nlink() > 1).then_some(Held::Names))
}

#[cfg(not(unix))]
fn names(_: &File) -> io::Result<Option<Held>> {
    Ok(None)
}

/// Gives the new file the owner, the mode and the further attributes of the old one.
#[cfg(unix)]
fn dress(old: &File, new: &File) -> io::Result<Option<Held>> {
    use std::os::unix::fs::MetadataExt;
    let (found, now) = (old.metadata()?, new.metadata()?);
    if (found.uid(), found.gid()) != (now.uid(), now.gid())
        && std::os::unix::fs::fchown(new, Some(found.uid()), Some(found.gid())).is_err()
    {
        return Ok(Some(Held::Owner));
    }
    new.set_permissions(found.permissions())?;
    Ok(if attributes(old, new) { None } else { Some(Held::Rights) })
}

#[cfg(not(unix))]
fn dress(old: &File, new: &File) -> io::Result<Option<Held>> {
    new.set_permissions(old.metadata()?.permissions())?;
    Ok(None)
}

/// Copies further attributes; `false` where one that counts could not be.
#[cfg(target_os = "linux")]
fn attributes(old: &File, new: &File) -> bool {
    use rustix::fs::{XattrFlags, fgetxattr, flistxattr, fsetxattr};
    let mut list = vec![0; 64 * 1024];
    let Ok(length) = flistxattr(old, &mut list[..]) else { return true };
    let mut value = vec![0; 64 * 1024];
    list[..length].split(|byte| *byte == 0).filter(|name| !name.is_empty()).all(|name| {
        // A label is given by the system itself.
        if name.starts_with(b"security.") {
            return true;
        }
        let read = fgetxattr(old, name, &mut value[..]);
        read.is_ok_and(|length| fsetxattr(new, name, &value[..length], XattrFlags::empty()).is_ok())
    })
}

#[cfg(all(unix, not(target_os = "linux")))]
fn attributes(_: &File, _: &File) -> bool {
    true
}

#[cfg(test)]
mod tests {
    #![allow(clippy::disallowed_methods, reason = "a test looks at the disk as anyone would")]

    use std::fs;
    use std::io::Write as _;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::sync::{Arc, Mutex};

    use super::*;
    use crate::fs::hook::Call;
    use crate::fs::hook::testing::Hook;

    const SAVED: &str = "what somebody has saved";

    /// How somebody saves.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    enum Way {
        /// A new file takes the place of the old one.
        Rename,
        /// The file of that name is emptied and written.
        InPlace,
        /// The file that was opened long before is.
        Held,
    }

    fn save(path: &Path, held: &mut File, way: Way) {
        match way {
            Way::Rename => {
                let beside = path.with_extension("saving");
                fs::write(&beside, SAVED).unwrap();
                fs::rename(beside, path).unwrap();
            }
            Way::InPlace => fs::write(path, SAVED).unwrap(),
            Way::Held => {
                held.set_len(0).unwrap();
                held.write_all(SAVED.as_bytes()).unwrap();
            }
        }
    }

    /// Somebody saves before the nth call of a replacement. Gives what the file holds in the end, and
    /// which call that was, if there was one.
    fn saved_at(nth: usize, way: Way) -> (String, Option<Call>) {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap();
        let path = root.join("a.md");
        fs::write(&path, "before").unwrap();
        let file = Root::open(&root).unwrap().inside(Path::new("a.md"));
        let held = Mutex::new(File::options().write(true).open(&path).unwrap());
        let count = AtomicUsize::new(0);
        let (at, target) = (Arc::new(Mutex::new(None)), path.clone());
        let told = Arc::clone(&at);
        let hook = Hook::new(&root, move |call, _| {
            if count.fetch_add(1, Ordering::Relaxed) == nth {
                save(&target, &mut held.lock().unwrap(), way);
                *told.lock().unwrap() = Some(call);
            }
            Ok(())
        });
        let _ = replace(&file, b"before", b"after", 1024);
        drop(hook);
        let names: Vec<_> =
            fs::read_dir(&root).unwrap().map(|one| one.unwrap().file_name()).collect();
        assert_eq!(names, ["a.md"], "call {nth}");
        let at = *at.lock().unwrap();
        (fs::read_to_string(&path).unwrap(), at)
    }

    /// Windows tells whoever saves that a file is in use, where it is open; and two files change no places there.
    #[test]
    #[cfg(unix)]
    fn what_somebody_saves_before_any_call_is_there_in_the_end() {
        for way in [Way::Rename, Way::InPlace, Way::Held] {
            for nth in 0.. {
                let (text, at) = saved_at(nth, way);
                // Whoever writes into the old file when all looks are done writes into one without a name.
                let is_too_late = way == Way::Held && at == Some(Call::Remove);
                let is_saved = at.is_some() && !is_too_late;
                assert_eq!(text, if is_saved { SAVED } else { "after" }, "{way:?}, call {nth}");
                if at.is_none() {
                    assert!(nth > 8, "{nth} calls alone were hooked");
                    break;
                }
            }
        }
    }

    /// A disk on which two files cannot change places in one step: the look before the rename is all there is.
    #[test]
    fn what_was_saved_before_is_kept_where_files_cannot_change_places() {
        for (now, then) in [("before", "after"), (SAVED, SAVED)] {
            let folder = tempfile::tempdir().unwrap();
            let root = folder.path().canonicalize().unwrap();
            fs::write(root.join("a.md"), now).unwrap();
            let file = Root::open(&root).unwrap().inside(Path::new("a.md"));
            let renames = AtomicUsize::new(0);
            let hook = Hook::new(&root, move |call, _| {
                let is_exchange =
                    call == Call::Rename && renames.fetch_add(1, Ordering::Relaxed) == 0;
                if is_exchange { Err(io::ErrorKind::Unsupported.into()) } else { Ok(()) }
            });
            let done = replace(&file, b"before", b"after", 1024).unwrap();
            drop(hook);
            assert_eq!(done == Replaced::Done, now == "before");
            assert_eq!(fs::read_to_string(root.join("a.md")).unwrap(), then);
            assert_eq!(fs::read_dir(&root).unwrap().count(), 1);
        }
    }
}
