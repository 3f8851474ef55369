//! What there is to send: the output of a finished build, as the build wrote it.
//!
//! Entry point: [`Output::of`]. It refuses what is half built, was touched since, or is not what the site would be now;
//! drafts that a trial build has published are found that way too.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use blake3::Hash;
use rayon::prelude::*;

use crate::deploy::fault::{Fault, Refusal};
use crate::error::FileAction;
use crate::fs::{self, Root};
use crate::site::Site;
use crate::theme::Theme;
use crate::write::{Phase, Target};

/// Name of the manifest at a target, which no file of an output may have.
pub(crate) const MANIFEST: &str = "liuhao-manifest.json";
/// The largest file that is read of an output or of a target, in bytes.
pub(super) const MAX: u64 = 1024 * 1024 * 1024;

/// A file that is to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct File {
    /// Hash of its bytes.
    pub hash: Hash,
    /// How many there are.
    pub size: u64,
    /// When it goes, as in a build.
    pub phase: Phase,
}

/// The files of a finished build.
#[derive(Debug)]
pub(crate) struct Output {
    /// The folder.
    pub root: Root,
    /// Its files, by path.
    pub files: BTreeMap<String, File>,
}

impl Output {
    /// The finished build in `folder` of the site as it is now.
    ///
    /// # Errors
    /// [`Fault::Refused`] where there is none.
    pub(crate) fn of(folder: &Path, site: &Site, theme: &Theme) -> Result<Self, Fault> {
        let Some(hashes) = Target::new(folder).finished()? else {
            return Err(Refusal::NotBuilt.into());
        };
        let phases = phases(site, theme);
        let now: BTreeSet<&str> = phases.keys().copied().collect();
        let built: BTreeSet<&str> = hashes.keys().map(String::as_str).collect();
        if now != built {
            let other = now.symmetric_difference(&built).map(|path| (*path).to_owned());
            return Err(Refusal::Stale(other.collect()).into());
        }
        if built.contains(MANIFEST) {
            return Err(Refusal::NameTaken.into());
        }
        let root = Root::open(folder)?;
        let files = files(&root, &hashes, &phases)?;
        Ok(Self { root, files })
    }

    /// The bytes of a file; `None` where the site has none such.
    pub(super) fn read(&self, path: &str) -> Result<Option<Vec<u8>>, Fault> {
        if !self.files.contains_key(path) {
            return Ok(None);
        }
        Ok(self.root.read(path, MAX)?.and_then(Result::ok))
    }

    /// Whether the build is still the one that was looked at.
    pub(super) fn is_current(&self) -> Result<bool, Fault> {
        let now = Target::new(self.root.as_path()).finished()?;
        let is_same = |now: BTreeMap<String, Hash>| {
            now.len() == self.files.len()
                && now
                    .iter()
                    .all(|(path, hash)| self.files.get(path).is_some_and(|file| file.hash == *hash))
        };
        Ok(now.is_some_and(is_same))
    }
}

/// Every address of the site, and when its file goes.
fn phases<'s>(site: &'s Site, theme: &'s Theme) -> BTreeMap<&'s str, Phase> {
    let pages = site.routes.all().iter().map(|one| (&*one.address, one.route.phase()));
    let files = theme.files.iter().map(|file| (&*file.address, Phase::Asset));
    pages.chain(files).collect()
}

/// Reads all files, on all cores, and compares them with what the build wrote.
fn files(
    root: &Root,
    hashes: &BTreeMap<String, Hash>,
    phases: &BTreeMap<&str, Phase>,
) -> Result<BTreeMap<String, File>, Fault> {
    let looked: Vec<_> = hashes
        .par_iter()
        .map(|(path, hash)| {
            let phase = phases.get(&**path).copied().unwrap_or(Phase::Asset);
            let size = root.found(path)?.map_or(0, |found| found.length);
            let is_whole = self::hash(root, path)? == Some(*hash);
            Ok((path.clone(), is_whole.then_some(File { hash: *hash, size, phase })))
        })
        .collect::<Result<_, Fault>>()?;
    let touched: Vec<_> =
        looked.iter().filter(|(_, file)| file.is_none()).map(|(path, _)| path.clone()).collect();
    if !touched.is_empty() {
        return Err(Refusal::Touched(touched).into());
    }
    Ok(looked.into_iter().filter_map(|(path, file)| Some((path, file?))).collect())
}

/// The hash of a file's bytes; `None` where nothing is.
pub(super) fn hash(root: &Root, path: &str) -> Result<Option<Hash>, Fault> {
    let Some(file) = root.open_file(path)? else { return Ok(None) };
    let mut hasher = blake3::Hasher::new();
    hasher.update_reader(file).map_err(fs::error(FileAction::Read, &root.path(path)))?;
    Ok(Some(hasher.finalize()))
}
