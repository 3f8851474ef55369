//! Derived pictures between builds, by content hash: `.liuhao/cache/pictures/`.
//!
//! Entry point: [`Cache::derived`]. An entry is the hash of its bytes and the bytes, put into place
//! by a rename, so that a torn or damaged one is seen and made again, and two builds at once only do
//! the same work twice. What belongs to pictures that are no longer there is removed by
//! [`Cache::retain`], unless another build uses the cache at that time. Nothing here is needed: a
//! cache that is gone, or that the disk has no room for, costs time alone.

use std::collections::HashSet;
use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use crate::error::{Error, FileAction};
use crate::fs::{self, Inside};
use crate::picture::gate::Gate;
use crate::picture::{MAX_BYTES, Picture, Refusal, Request, derive};

/// Bytes of the hash in front of an entry.
const HASH: usize = blake3::OUT_LEN;

/// A cache of derived pictures, in use until it is dropped.
#[derive(Debug)]
pub struct Cache {
    path: PathBuf,
    /// Held by everybody who uses the cache, alone by whoever removes from it. Opened when it is
    /// first needed; `None` where nothing can be kept.
    lock: OnceLock<Option<File>>,
    gate: Gate,
    next: AtomicU32,
}

impl Cache {
    /// The cache in the state folder `state`, which is made when something is to be kept.
    pub fn new(state: &Path) -> Self {
        let path = state.join("cache").join("pictures");
        Self { path, lock: OnceLock::new(), gate: Gate::default(), next: AtomicU32::new(0) }
    }

    /// Removes the cache.
    pub fn remove(self) -> Result<(), Error> {
        fs::remove_dir_all(&self.path)?;
        for above in self.path.ancestors().skip(1).take(2) {
            if fs::metadata_if_exists(above)?.is_some() {
                // Something else lies in it.
                let _ = fs::remove_dir_if_empty(above);
            }
        }
        Ok(())
    }

    /// Derived pictures of the file at `path`, in the order of the requests: from the cache, and the
    /// others made. The file is read only if one has to be made. Waits while too much is being
    /// decoded.
    ///
    /// # Errors
    /// Outside, a file that cannot be read; inside, [`Refusal::Damaged`] for bytes that do not decode
    /// and [`Refusal::Changed`] for a file that is not the one that was looked at.
    pub fn derived(
        &self,
        path: &Inside,
        picture: &Picture,
        requests: &[Request],
    ) -> Result<Result<Vec<Vec<u8>>, Refusal>, Error> {
        let mut derived: Vec<_> = requests.iter().map(|one| self.get(picture, *one)).collect();
        let both = requests.iter().zip(&derived);
        let missing: Vec<Request> =
            both.filter(|(_, entry)| entry.is_none()).map(|(request, _)| *request).collect();
        if !missing.is_empty() {
            let Ok(bytes) = path.read(MAX_BYTES)? else {
                return Ok(Err(Refusal::Changed));
            };
            if !picture.is_of(&bytes) {
                return Ok(Err(Refusal::Changed));
            }
            let pass = self.gate.enter(picture);
            let made = match derive(&bytes, picture, &missing) {
                Ok(made) => made,
                Err(refusal) => return Ok(Err(refusal)),
            };
            drop(pass);
            let places = derived.iter_mut().filter(|entry| entry.is_none());
            for ((request, bytes), place) in missing.iter().zip(made).zip(places) {
                self.put(picture, *request, &bytes);
                *place = Some(bytes);
            }
        }
        Ok(Ok(derived.into_iter().flatten().collect()))
    }

    /// A folder that cannot be written to is no fault: then every picture is made.
    fn lock(&self) -> Option<&File> {
        self.lock.get_or_init(|| self.open().ok()).as_ref()
    }

    fn open(&self) -> Result<File, Error> {
        fs::create_dir_all(&self.path)?;
        let file = self.path.join("lock");
        let lock = fs::open_or_create(&file)?;
        lock.lock_shared().map_err(fs::error(FileAction::Lock, &file))?;
        Ok(lock)
    }

    /// A derived picture, where the cache has it whole.
    fn get(&self, picture: &Picture, request: Request) -> Option<Vec<u8>> {
        self.lock()?;
        let path = self.path.join(picture.key(request));
        let mut entry = fs::read_if_exists(&path, MAX_BYTES * 2).ok()??;
        let bytes = entry.split_off(HASH.min(entry.len()));
        (blake3::hash(&bytes).as_bytes()[..] == entry[..]).then_some(bytes)
    }

    /// Keeps a derived picture, if it can.
    fn put(&self, picture: &Picture, request: Request, bytes: &[u8]) {
        if self.lock().is_none() {
            return;
        }
        let mut entry = Vec::with_capacity(HASH + bytes.len());
        entry.extend_from_slice(blake3::hash(bytes).as_bytes());
        entry.extend_from_slice(bytes);
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let beside = self.path.join(format!("tmp.{}.{number}", std::process::id()));
        let kept = fs::write(&beside, &entry)
            .and_then(|()| fs::rename(&beside, &self.path.join(picture.key(request))));
        if kept.is_err() {
            // What is left of it is removed by the next build that has room.
            let _ = fs::remove_file(&beside);
        }
    }

    /// Removes every entry that belongs to none of `pictures`, and what a killed build has left.
    /// Does nothing while another build uses the cache.
    pub fn retain<'p>(self, pictures: impl Iterator<Item = &'p Picture>) -> Result<(), Error> {
        if self.lock.get().is_none() && fs::metadata_if_exists(&self.path)?.is_none() {
            return Ok(());
        }
        // Two who hold it together would both wait for ever: let go, then try to hold it alone. Closing
        // lets go on every system.
        drop(self.lock);
        let file = self.path.join("lock");
        let lock = fs::open_or_create(&file)?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Ok(()),
            Err(TryLockError::Error(fault)) => {
                return Err(fs::error(FileAction::Lock, &file)(fault));
            }
        }
        let hashes: HashSet<&str> = pictures.map(|picture| &*picture.hash).collect();
        for entry in fs::read_dir(&self.path)? {
            let name = entry.file_name().unwrap_or_default().to_string_lossy();
            let hash = name.split('-').next().unwrap_or_default();
            if name != "lock" && !hashes.contains(hash) {
                fs::remove_file(&entry)?;
            }
        }
        Ok(())
    }
}
