//! The stage: new files, whole, under numbers, on the file system of the output.
//!
//! Entry point: [`Stage::write`], callable from many threads. Dropping the stage empties it unless
//! the journal has taken it over.

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, PoisonError};

use blake3::Hash;
use rayon::prelude::*;

use super::fault::blocked;
use super::journal::Put;
use super::path::INNER_STAGE;
use super::place::Locked;
use super::stage_place::StagePlace;
use crate::error::{Error, FileAction};
use crate::fs::{self, Kind, Moment, Root, Signature, Signed};

/// How many folders the staged files are spread over.
const FOLDERS: u32 = 16;

/// The folder that a number waits in.
pub(super) fn folder_of(number: u32) -> u32 {
    number % FOLDERS
}

/// The folder of staged files, opened anew for each build.
#[derive(Debug)]
pub(super) struct Stage {
    pub(super) place: StagePlace,
    pub(super) root: Root,
    next: AtomicU32,
    /// What tells that a file is as it was written, by number.
    written: Mutex<BTreeMap<u32, Signature>>,
    is_handed_over: bool,
}

impl Stage {
    /// Removes what an interrupted run has left and opens an empty stage. The folder itself is
    /// made with the first file, so that a build without changes leaves no trace.
    pub(super) fn open(locked: &Locked) -> Result<Self, Error> {
        discard(locked)?;
        let _ = sweep(locked);
        let place = StagePlace::find(locked)?;
        let root = place.root(locked)?.unwrap_or(&locked.state).clone();
        let (next, written) = (AtomicU32::new(0), Mutex::default());
        Ok(Self { place, root, next, written, is_handed_over: false })
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
        let path = self.path(number);
        let mut file = match self.root.create_file(&path) {
            Err(Error::File { source, .. }) if source.kind() == ErrorKind::NotFound => {
                self.root.make_folder(path.parent().unwrap_or(&path))?;
                self.root.create_file(&path)?
            }
            created => created?,
        };
        for part in parts {
            self.root.write(&mut file, &path, part.as_ref())?;
        }
        // Linux forces all of them at once, in `sync`.
        if cfg!(not(target_os = "linux")) {
            self.root.sync_file(&file, &path)?;
        }
        if let Ok(Some(signature)) = Signature::of(&file) {
            let mut written = self.written.lock().unwrap_or_else(PoisonError::into_inner);
            written.insert(number, signature);
        }
        Ok(number)
    }

    /// Removes a staged file that turned out to be published already.
    pub(super) fn remove(&self, number: u32) -> Result<(), Error> {
        self.root.remove_file(self.path(number))
    }

    /// Forces the staged files to disk and looks whether each is what was staged: until it is put into
    /// place, somebody may have changed it. Gives what tells that they stay so, by number.
    pub(super) fn seal(&mut self, puts: &[Put]) -> Result<BTreeMap<u32, Signature>, Error> {
        if self.next.load(Ordering::Relaxed) == 0 {
            return Ok(BTreeMap::new());
        }
        let written = std::mem::take(&mut self.written);
        let written = written.into_inner().unwrap_or_else(PoisonError::into_inner);
        let (synced, checked) =
            rayon::join(|| self.root.sync_file_system(), || self.checked(puts, &written));
        synced?;
        checked
    }

    /// A file is read only where its signature does not tell that it is as it was written.
    fn checked(
        &self,
        puts: &[Put],
        written: &BTreeMap<u32, Signature>,
    ) -> Result<BTreeMap<u32, Signature>, Error> {
        // Those of one folder follow each other: the way there is walked once.
        let mut puts: Vec<_> = puts.iter().map(|put| (put, self.path(put.number))).collect();
        puts.sort_unstable_by_key(|(put, _)| (folder_of(put.number), put.number));
        let paths: Vec<_> = puts.iter().map(|(_, path)| (&self.root, path.as_path())).collect();
        let moment = Moment::now();
        let checked = puts.par_iter().zip(fs::signatures(&paths)).map(|((put, _), found)| {
            let found = found.ok().flatten().filter(|found| found.is_settled(moment));
            match found.filter(|found| written.get(&put.number) == Some(found)) {
                Some(signature) => Ok(Some((put.number, signature))),
                None => self.check(put),
            }
        });
        Ok(checked.collect::<Result<Vec<_>, Error>>()?.into_iter().flatten().collect())
    }

    fn check(&self, put: &Put) -> Result<Option<(u32, Signature)>, Error> {
        let path = self.path(put.number);
        // Nearly all are short, and opened once. Whatever else is there is looked at step by step.
        if let Ok(Some(Signed { signature, bytes })) = self.root.read_signed(&path, ONE_PIECE)
            && blake3::hash(&bytes) == put.file.hash
        {
            return Ok(signature.map(|signature| (put.number, signature)));
        }
        let signature = self.root.signature(&path)?;
        if hash(&self.root, &path)? == Some(put.file.hash) {
            return Ok(signature.map(|signature| (put.number, signature)));
        }
        Err(fs::error(FileAction::Read, &self.root.path(&path))(ErrorKind::ResourceBusy.into()))
    }

    fn path(&self, number: u32) -> PathBuf {
        staged(self.place.folder(), number)
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
            let _ = self.root.remove_tree(self.place.folder());
        }
    }
}

/// The path of a staged file. A few folders: ext4 spreads folders over the disk, which halved the
/// time of 10,000 files.
pub(super) fn staged(folder: &str, number: u32) -> PathBuf {
    let mut path = Path::new(folder).join(folder_of(number).to_string());
    path.push(number.to_string());
    path
}

/// Bytes of a file that is hashed in one piece: most pages are shorter, and the buffer of a reader is wiped for each file.
const ONE_PIECE: u64 = 1024 * 1024;

/// The hash of a regular file; `None` where there is none.
pub(super) fn hash(root: &Root, path: &Path) -> Result<Option<Hash>, Error> {
    match root.found(path)? {
        Some(found) if found.kind == Kind::File => {}
        _ => return Ok(None),
    }
    match root.read(path, ONE_PIECE)? {
        None => return Ok(None),
        Some(Ok(bytes)) => return Ok(Some(blake3::hash(&bytes))),
        Some(Err(_longer)) => {}
    }
    let Some(file) = root.open_file(path)? else { return Ok(None) };
    let mut hasher = blake3::Hasher::new();
    hasher.update_reader(file).map_err(fs::error(FileAction::Read, &root.path(path)))?;
    Ok(Some(hasher.finalize()))
}

/// Removes all staged files, on either side; what does not go is moved aside.
///
/// # Errors
/// It stays where new files are to be staged.
pub(super) fn discard(locked: &Locked) -> Result<(), Error> {
    for place in [StagePlace::Beside, StagePlace::Inside] {
        let Some(root) = place.root(locked)? else { continue };
        // A link of that name leads elsewhere: it goes, and what it leads to stays.
        root.make_way(place.folder()).map_err(blocked)?;
    }
    Ok(())
}

/// Removes what former runs have moved aside.
///
/// # Errors
/// It still does not go. A build does without that.
pub(super) fn sweep(locked: &Locked) -> Result<(), Error> {
    let beside = locked.state.clear_temporaries(&[StagePlace::Beside.folder()]);
    let inside = locked.place.published()?.map(|it| it.clear_temporaries(&[INNER_STAGE]));
    beside.and(inside.unwrap_or(Ok(())))
}

/// Whether a former run has left anything of its stage, moved aside or not.
pub(super) fn is_left(locked: &Locked) -> Result<bool, Error> {
    let beside = locked.state.has_temporaries(&[StagePlace::Beside.folder()])?;
    let inside = locked.place.published()?.map(|it| it.has_temporaries(&[INNER_STAGE]));
    Ok(beside || inside.transpose()?.unwrap_or(false))
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    #![allow(clippy::disallowed_methods, reason = "a test looks at the disk as anyone would")]

    use std::sync::Arc;

    use super::*;
    use crate::fs::hook::Call;
    use crate::fs::hook::testing::Hook;
    use crate::write::journal::Published;
    use crate::write::place::Place;

    /// Stages 甲 and 乙, lets `meanwhile` do something to the folder they wait in when their signatures hold, and seals; gives how many
    /// files were opened for that.
    fn sealed_after(meanwhile: impl FnOnce(&Path)) -> (Result<usize, Error>, usize) {
        let folder = tempfile::tempdir().unwrap();
        let locked = Place::resolve(&folder.path().join("public")).unwrap().lock().unwrap();
        let mut stage = Stage::open(&locked).unwrap();
        let puts = ["甲", "乙"].map(|text| Put {
            number: stage.write(text.as_bytes()).unwrap(),
            file: Published { path: text.into(), hash: blake3::hash(text.as_bytes()) },
        });
        let places = [0, 1].map(|nth: usize| stage.path(puts[nth].number));
        let settle = || {
            let is_settled = |path| {
                let now = stage.root.signature(path).unwrap();
                now.is_none_or(|now| now.is_settled(Moment::now()))
            };
            while !places.iter().all(is_settled) {
                std::thread::yield_now();
            }
        };
        settle();
        meanwhile(&stage.root.path(&places[0]));
        settle();
        let opened = Arc::new(AtomicU32::new(0));
        let hook = Hook::new(folder.path(), {
            let opened = Arc::clone(&opened);
            move |call, path| {
                let is_file = path.is_file();
                opened.fetch_add(u32::from(call == Call::Open && is_file), Ordering::Relaxed);
                Ok(())
            }
        });
        let sealed = stage.seal(&puts).map(|signatures| signatures.len());
        drop(hook);
        (sealed, opened.load(Ordering::Relaxed) as usize)
    }

    #[test]
    fn what_lies_as_it_was_written_is_not_read_again() {
        let (sealed, opened) = sealed_after(|_| ());
        let can_tell = cfg!(target_os = "linux");
        assert_eq!((sealed.unwrap(), opened == 0), (if can_tell { 2 } else { 0 }, can_tell));
    }

    #[test]
    fn what_was_changed_meanwhile_is_read_and_refused_where_it_differs() {
        let (sealed, _) = sealed_after(|file| std::fs::write(file, "丙").unwrap());
        sealed.unwrap_err();
        let (sealed, _) = sealed_after(|file| std::fs::remove_file(file).unwrap());
        sealed.unwrap_err();
        let (sealed, opened) = sealed_after(|file| {
            std::fs::rename(file, file.with_extension("aside")).unwrap();
            std::fs::write(file, "甲").unwrap();
        });
        sealed.unwrap();
        assert!(opened > 0);
    }

    #[test]
    fn files_of_any_length_have_the_hash_of_their_bytes() {
        let folder = tempfile::tempdir().unwrap();
        let root = Root::open(folder.path()).unwrap();
        let piece = usize::try_from(ONE_PIECE).unwrap();
        for length in [0, 1, 70_000, piece - 1, piece, piece + 1, 3 * piece + 7] {
            let bytes: Vec<u8> = (0..=250).cycle().take(length).collect();
            std::fs::write(folder.path().join("a"), &bytes).unwrap();
            assert_eq!(
                hash(&root, Path::new("a")).unwrap(),
                Some(blake3::hash(&bytes)),
                "{length}"
            );
        }
    }

    /// Two guards stand behind each other: what a name stands for is asked without following a link, and no link is opened.
    #[test]
    fn a_link_has_no_hash() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("a"), "SECRET").unwrap();
        std::os::unix::fs::symlink("a", folder.path().join("b")).unwrap();
        let root = Root::open(folder.path()).unwrap();
        assert_eq!(hash(&root, Path::new("a")).unwrap(), Some(blake3::hash(b"SECRET")));
        assert_eq!(hash(&root, Path::new("b")).unwrap(), None);
        root.open_file("b").unwrap_err();
    }
}
