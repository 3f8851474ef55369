//! Derived pictures between builds, by content hash: `.liuhao/cache/pictures/`.
//!
//! Entry points: [`Cache::open`], [`Cache::get`], [`Cache::make`]. An entry is the hash of its bytes
//! and the bytes, put into place by a rename, so that a torn or damaged one is seen and made again,
//! and two builds at once only do the same work twice. What belongs to pictures that are no longer
//! there is removed by [`Cache::retain`], unless another build uses the cache at that time. Nothing
//! here is needed: a cache that is gone costs time alone.

use std::collections::HashSet;
use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use crate::error::{Error, FileAction};
use crate::fs;
use crate::picture::gate::Gate;
use crate::picture::{Picture, Refusal, Request, derive};

/// Bytes of the hash in front of an entry.
const HASH: usize = blake3::OUT_LEN;

/// A folder of derived pictures, in use until it is dropped.
#[derive(Debug)]
pub struct Cache {
    folder: PathBuf,
    /// Held by everybody who uses the cache; alone by whoever removes from it.
    lock: File,
    gate: Gate,
    next: AtomicU32,
}

impl Cache {
    /// Opens the cache in the state folder `state`, which is made where it is not there.
    pub fn open(state: &Path) -> Result<Self, Error> {
        let folder = state.join("cache").join("pictures");
        fs::create_dir_all(&folder)?;
        let path = folder.join("lock");
        let lock = fs::open_or_create(&path)?;
        lock.lock_shared().map_err(fs::error(FileAction::Lock, &path))?;
        Ok(Self { folder, lock, gate: Gate::new(), next: AtomicU32::new(0) })
    }

    /// Whether there is an entry, sound or not.
    pub fn has(&self, picture: &Picture, request: Request) -> Result<bool, Error> {
        Ok(fs::metadata_if_exists(&self.path(picture, request))?.is_some())
    }

    /// A derived picture, where the cache has it whole.
    pub fn get(&self, picture: &Picture, request: Request) -> Result<Option<Vec<u8>>, Error> {
        let entry = fs::read_if_exists(&self.path(picture, request))?;
        Ok(entry.and_then(|mut entry| {
            let bytes = entry.split_off(HASH.min(entry.len()));
            (blake3::hash(&bytes).as_bytes()[..] == entry[..]).then_some(bytes)
        }))
    }

    /// Makes derived pictures from the bytes of the picture and keeps them. Waits while too much is
    /// being decoded.
    ///
    /// # Errors
    /// Outside, a fault of the disk; inside, [`Refusal::Damaged`] for bytes that do not decode.
    pub fn make(
        &self,
        bytes: &[u8],
        picture: &Picture,
        requests: &[Request],
    ) -> Result<Result<Vec<Vec<u8>>, Refusal>, Error> {
        let pass = self.gate.enter(u64::from(picture.width) * u64::from(picture.height));
        let derived = match derive(bytes, picture, requests) {
            Ok(derived) => derived,
            Err(refusal) => return Ok(Err(refusal)),
        };
        drop(pass);
        for (request, bytes) in requests.iter().zip(&derived) {
            self.put(&self.path(picture, *request), bytes)?;
        }
        Ok(Ok(derived))
    }

    /// Removes every entry that belongs to none of `pictures`, and what a killed build has left.
    /// Does nothing while another build uses the cache.
    pub fn retain<'p>(self, pictures: impl Iterator<Item = &'p Picture>) -> Result<(), Error> {
        // Two who hold it together would both wait for ever: let go, then try to hold it alone.
        let path = self.folder.join("lock");
        self.lock.unlock().map_err(fs::error(FileAction::Lock, &path))?;
        match self.lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Ok(()),
            Err(TryLockError::Error(fault)) => {
                return Err(fs::error(FileAction::Lock, &path)(fault));
            }
        }
        let hashes: HashSet<&str> = pictures.map(|picture| &*picture.hash).collect();
        for entry in fs::read_dir(&self.folder)? {
            let name = entry.file_name().unwrap_or_default().to_string_lossy();
            let hash = name.split('-').next().unwrap_or_default();
            if name != "lock" && !hashes.contains(hash) {
                fs::remove_file(&entry)?;
            }
        }
        Ok(())
    }

    fn path(&self, picture: &Picture, request: Request) -> PathBuf {
        self.folder.join(picture.key(request))
    }

    fn put(&self, path: &Path, bytes: &[u8]) -> Result<(), Error> {
        let mut entry = Vec::with_capacity(HASH + bytes.len());
        entry.extend_from_slice(blake3::hash(bytes).as_bytes());
        entry.extend_from_slice(bytes);
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let name = format!("tmp.{}.{number}", std::process::id());
        let beside = self.folder.join(name);
        fs::write(&beside, &entry)?;
        fs::rename(&beside, path)
    }
}
