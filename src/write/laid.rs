//! How the published files lie there, so that the next build need not read them to know that they are as it left them.
//!
//! Entry points: [`Laid::store`] when a commit is done, [`Target::standing`] for the run after it. A file whose signature is not
//! settled yet is read and held against its hash. Whatever is in doubt is told as if nothing were known.
//!
//! [`Target::standing`]: super::Target::standing

use std::collections::BTreeMap;
use std::path::Path;

use rayon::prelude::*;

use super::NOTE;
use super::journal::{self, Journal};
use super::manifest::{self, Manifest};
use super::place::{LOCK, Locked, Place};
use super::shelf::{Kept, Shelf};
use super::{NAMES, seal, stage};
use crate::error::Error;
use crate::fs::{self, Moment, Root, Signature};

/// A signature, and whether it could be believed when it was taken.
pub(super) type Seen = (Signature, bool);
/// Bytes of a signature that is kept, and of whether it could be believed.
const BYTES: usize = Signature::BYTES + 1;
/// Bytes of what the files belong to.
const HEAD: usize = 2 * blake3::OUT_LEN;

/// The signatures of all published files, in the order of the manifest.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Laid {
    /// The manifest and the note that they belong to.
    of: [u8; HEAD],
    files: Vec<Seen>,
}

/// An output that is as the last build left it. As long as it is kept, no build changes it.
#[derive(Debug)]
pub struct Standing {
    shelf: Shelf,
    of: [u8; HEAD],
    /// How many files are published.
    pub files: usize,
    _locked: Locked,
}

impl Standing {
    /// What the last build kept.
    pub fn get(&self, kept: Kept) -> Option<Vec<u8>> {
        get(&self.shelf, kept, &self.of)
    }

    /// Keeps something in place of it.
    pub fn put(&self, kept: Kept, bytes: &[u8]) {
        self.shelf.put(kept, [&self.of[..], bytes]);
    }
}

/// What was kept with the manifest and the note of `of`.
pub(super) fn get(shelf: &Shelf, kept: Kept, of: &[u8; HEAD]) -> Option<Vec<u8>> {
    let mut bytes = shelf.get(kept)?;
    let rest = bytes.split_off(HEAD.min(bytes.len()));
    (bytes == of).then_some(rest)
}

/// The manifest and the note that a state folder holds now.
pub(super) fn of(state: &Root) -> Result<[u8; HEAD], Error> {
    let mut of = [0; HEAD];
    let (first, second) = of.split_at_mut(blake3::OUT_LEN);
    for (name, part) in [(manifest::NAME, first), (NOTE, second)] {
        if let Some(bytes) = seal::read(state, name)? {
            part.copy_from_slice(blake3::hash(&bytes).as_bytes());
        }
    }
    Ok(of)
}

/// What a commit has seen of files: of those that stay, by path; of staged ones, by number.
#[derive(Debug, Default)]
pub(super) struct Watched {
    pub(super) kept: BTreeMap<String, Seen>,
    pub(super) staged: BTreeMap<u32, Signature>,
}

impl Watched {
    /// The signatures of the files that `journal` has published, if every one has its own.
    fn laid(&self, journal: &Journal, output: &Root) -> Option<Vec<(String, Seen)>> {
        // Only now: a file that had its time before cannot be changed and keep it.
        let moment = Moment::now();
        let paths: Vec<_> =
            journal.puts.iter().map(|put| (output, Path::new(&put.file.path))).collect();
        let puts = journal.puts.par_iter().zip(fs::signatures(&paths)).map(|(put, now)| {
            let now = now.ok()??;
            // The time of its last change is that of the rename.
            let is_ours = self.staged.get(&put.number)?.is_same_but_moved(&now);
            is_ours.then(|| (put.file.path.clone(), (now, now.is_settled(moment))))
        });
        let kept = journal.kept.par_iter();
        let kept = kept.map(|file| Some((file.path.clone(), *self.kept.get(&file.path)?)));
        puts.chain(kept).collect()
    }

    /// Keeps how the published files lie there, and what the build has worked out.
    pub(super) fn store(
        &self,
        locked: &Locked,
        journal: &Journal,
        remembered: Vec<(Kept, Vec<u8>)>,
    ) {
        let Some(to) = locked.shelf() else { return };
        let (Ok(Some(output)), Ok(of)) = (locked.place.published(), of(&locked.state)) else {
            return;
        };
        if let Some(mut files) = self.laid(journal, output) {
            files.sort_unstable_by(|a, b| a.0.cmp(&b.0));
            let files = files.into_iter().map(|(_, seen)| seen).collect();
            Laid { of, files }.store(&to);
        }
        for (kept, bytes) in remembered {
            to.put(kept, [&of[..], &bytes]);
        }
    }
}

impl Laid {
    fn store(&self, to: &Shelf) {
        let mut bytes = self.of.to_vec();
        for (signature, is_settled) in &self.files {
            bytes.extend(signature.to_bytes());
            bytes.push(u8::from(*is_settled));
        }
        to.put(Kept::Laid, [&bytes[..]]);
    }

    /// Its signatures by path, where they are those of `manifest` as `state` holds it.
    pub(super) fn by_path(
        shelf: &Shelf,
        manifest: &Manifest,
        state: &Root,
    ) -> Option<BTreeMap<String, Seen>> {
        let laid = Self::load(shelf)?;
        let is_of = laid.files.len() == manifest.files.len() && of(state).ok()? == laid.of;
        let paths = manifest.files.keys().cloned();
        is_of.then(|| paths.zip(laid.files).collect())
    }

    fn load(shelf: &Shelf) -> Option<Self> {
        let bytes = shelf.get(Kept::Laid)?;
        let (of, rest) = bytes.split_first_chunk()?;
        let (files, rest) = rest.as_chunks::<BYTES>();
        let file = |bytes: &[u8; BYTES]| {
            let (signature, settled) = bytes.split_first_chunk()?;
            Some((Signature::from_bytes(signature), settled == [1]))
        };
        let files = files.iter().map(file).collect::<Option<_>>()?;
        rest.is_empty().then_some(Self { of: *of, files })
    }

    /// The same as the files lie now; `None` where one is not as it was.
    fn again(&self, manifest: &Manifest, output: &Root) -> Result<Option<Self>, Error> {
        if manifest.files.len() != self.files.len() {
            return Ok(None);
        }
        let moment = Moment::now();
        let paths: Vec<_> = manifest.files.keys().map(|path| (output, Path::new(path))).collect();
        let signatures = fs::signatures(&paths);
        let files: Vec<_> = manifest.files.iter().zip(&self.files).zip(signatures).collect();
        let seen = files.into_par_iter().map(|(((path, hash), (known, is_settled)), now)| {
            let Some(now) = now?.filter(|now| now == known) else { return Ok(None) };
            if *is_settled || stage::hash(output, Path::new(path))? == Some(*hash) {
                return Ok(Some((now, *is_settled || now.is_settled(moment))));
            }
            Ok(None)
        });
        let seen: Result<Option<Vec<_>>, Error> =
            seen.collect::<Result<Vec<Option<_>>, _>>().map(|all| all.into_iter().collect());
        Ok(seen?.map(|files| Self { of: self.of, files }))
    }
}

/// Whether the output is as the last build left it, with nothing begun since.
pub(super) fn standing(output: &Path) -> Result<Option<Standing>, Error> {
    let place = Place::resolve(output)?;
    if place.state()?.is_none() {
        return Ok(None);
    }
    let locked = place.lock()?;
    let Some(shelf) = locked.shelf() else { return Ok(None) };
    let Some(laid) = Laid::load(&shelf) else { return Ok(None) };
    if has_leftovers(&locked)? || of(&locked.state)? != laid.of {
        return Ok(None);
    }
    let (Some(manifest), Some(output)) =
        (Manifest::load(&locked.state)?, locked.place.published()?)
    else {
        return Ok(None);
    };
    let Some(now) = laid.again(&manifest, output)? else { return Ok(None) };
    if now != laid {
        now.store(&shelf);
    }
    Ok(Some(Standing { shelf, of: laid.of, files: manifest.files.len(), _locked: locked }))
}

/// Whether a run that was killed has left something to be finished or undone.
fn has_leftovers(locked: &Locked) -> Result<bool, Error> {
    let is_left = seal::has_prepared(&locked.state, &NAMES)? || stage::is_left(locked)?;
    Ok(is_left || locked.state.found(journal::NAME)?.is_some())
}

/// The shelf of an output; `None` where nothing was ever published.
pub(super) fn shelf(output: &Path) -> Option<Shelf> {
    let state = Place::resolve(output).ok()?.state().ok()??;
    let lock = state.open_file(LOCK).ok()??;
    Shelf::new(&state, &lock)
}

/// What was kept with whichever manifest.
pub(super) fn kept(output: &Path, kept: Kept) -> Option<Vec<u8>> {
    let mut bytes = shelf(output)?.get(kept)?;
    (bytes.len() >= HEAD).then(|| bytes.split_off(HEAD))
}
