//! Derived pictures between builds, by content hash: `.liuhao/cache/pictures/`.
//!
//! Entry point: [`Cache::derived`]. An entry is the hash of its bytes and the bytes, put into place
//! by a rename, so that a torn or damaged one is seen and made again, and two builds at once only do
//! the same work twice. What belongs to pictures that are no longer there is removed by
//! [`Cache::retain`], unless another build uses the cache at that time. Nothing here is needed: a
//! cache that is gone, or that the disk has no room for, costs time alone.

use std::collections::HashSet;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use crate::error::{Error, FileAction};
use crate::fs::{self, Inside, Root};
use crate::picture::gate::Gate;
use crate::picture::{Format, MAX_BYTES, Picture, Refusal, Request, derive, inspect};

/// The state folder of a site.
const STATE: &str = ".liuhao";
/// Where the cache lies in it.
const FOLDER: &str = "cache/pictures";
const LOCK: &str = "lock";
/// Bytes of the hash in front of an entry.
const HASH: usize = blake3::OUT_LEN;

/// A cache of derived pictures, in use until it is dropped.
#[derive(Debug)]
pub struct Cache {
    site: PathBuf,
    /// Its folder and the lock in it, held by everybody who uses the cache, alone by whoever removes from
    /// it. Opened when it is first needed; `None` where nothing can be kept.
    open: OnceLock<Option<(Root, File)>>,
    gate: Gate,
    next: AtomicU32,
}

impl Cache {
    /// The cache of the site at `site`, made when something is to be kept.
    pub fn new(site: &Path) -> Self {
        let site = site.to_path_buf();
        Self { site, open: OnceLock::new(), gate: Gate::default(), next: AtomicU32::new(0) }
    }

    /// Removes the cache.
    ///
    /// # Errors
    /// A link in place of one of its folders: what it leads to is somebody else's.
    pub fn remove(self) -> Result<(), Error> {
        let Some(state) = Root::open(&self.site)?.folder(STATE)? else { return Ok(()) };
        if state.folder(FOLDER)?.is_some() {
            state.remove_tree(FOLDER)?;
        }
        // Something else may lie there.
        let _ = state.remove_folder_if_empty("cache");
        let _ = Root::open(&self.site)?.remove_folder_if_empty(STATE);
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
    fn folder(&self) -> Option<&Root> {
        let open = self.open.get_or_init(|| self.open().ok());
        open.as_ref().map(|(folder, _)| folder)
    }

    fn open(&self) -> Result<(Root, File), Error> {
        let folder = Root::open(&self.site)?.make_folder(Path::new(STATE).join(FOLDER))?;
        let lock = lock(&folder)?;
        lock.lock_shared().map_err(fs::error(FileAction::Lock, &folder.path(LOCK)))?;
        Ok((folder, lock))
    }

    /// A derived picture, where the cache has it whole and it is what was asked for: a cache may have
    /// come with a site that somebody sent.
    fn get(&self, picture: &Picture, request: Request) -> Option<Vec<u8>> {
        let mut entry = self.folder()?.read(picture.key(request), MAX_BYTES).ok()??.ok()?;
        let bytes = entry.split_off(HASH.min(entry.len()));
        let is_whole = blake3::hash(&bytes).as_bytes()[..] == entry[..];
        (is_whole && is_of(picture, request, &bytes)).then_some(bytes)
    }

    /// Keeps a derived picture, if it can.
    fn put(&self, picture: &Picture, request: Request, bytes: &[u8]) {
        let Some(folder) = self.folder() else { return };
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let beside = format!("tmp.{}.{number}", std::process::id());
        let Ok((beside, mut file)) = folder.create_temporary(beside) else { return };
        let mut store = || {
            folder.write(&mut file, &beside, blake3::hash(bytes).as_bytes())?;
            folder.write(&mut file, &beside, bytes)?;
            folder.rename(&beside, folder, picture.key(request))
        };
        if store().is_err() {
            // What is left of it is removed by the next build that has room.
            let _ = folder.remove_file(&beside);
        }
    }

    /// Removes every entry that belongs to none of `pictures`, and what a killed build has left.
    /// Does nothing while another build uses the cache.
    pub fn retain<'p>(self, pictures: impl Iterator<Item = &'p Picture>) -> Result<(), Error> {
        // Two who hold it together would both wait for ever: let go, then try to hold it alone. Closing
        // lets go on every system.
        drop(self.open);
        let Some(folder) = Root::open(&self.site)?.folder(Path::new(STATE).join(FOLDER))? else {
            return Ok(());
        };
        let lock = lock(&folder)?;
        if !folder.try_lock(LOCK, &lock)? {
            return Ok(());
        }
        let hashes: HashSet<&str> = pictures.map(|picture| &*picture.hash).collect();
        for name in folder.names()? {
            let text = name.to_string_lossy();
            let hash = text.split('-').next().unwrap_or_default();
            if text != LOCK && !hashes.contains(hash) {
                // Whatever it is, it is of no use; what does not go is in nobody's way.
                let _ = folder.remove_tree(&name);
            }
        }
        Ok(())
    }
}

/// The file that is locked. What stands in its place, and is none, keeps nobody from the cache.
fn lock(folder: &Root) -> Result<File, Error> {
    folder.lock_file(LOCK).or_else(|_| {
        folder.make_way(LOCK)?;
        folder.lock_file(LOCK)
    })
}

/// Whether the head of an entry says the format and the size that were asked for, and nothing is behind
/// its end.
fn is_of(picture: &Picture, request: Request, bytes: &[u8]) -> bool {
    let format = picture.encoded(request);
    Format::of(bytes) == Some(format)
        && inspect(bytes, format)
            .is_ok_and(|found| (found.width, found.height) == (request.width, request.height))
}
