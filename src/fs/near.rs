//! A folder that is held open while names in it are asked for one after the other: the way there is walked once.
//!
//! Entry points: [`Near::of`], and [`Near::release`] when all is done; [`signatures`] for many files. What is held may be moved away
//! meanwhile, and another put in its place: that is looked at when a folder is let go.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::{Inside, Root, Signature};
use crate::error::{Error, FileAction};

/// Files that one thread asks about in a row.
const CHUNK: usize = 256;

/// The signature of each file, on all cores; see [`Root::signature`].
pub fn signatures(files: &[(&Root, &Path)]) -> Vec<Result<Option<Signature>, Error>> {
    let chunks = files.par_chunks(CHUNK).flat_map_iter(|files| {
        // Where a folder was moved meanwhile, each is asked about by its whole path.
        let of_each = || files.iter().map(|(root, path)| root.signature(path)).collect::<Vec<_>>();
        in_a_row(files).unwrap_or_else(|_| of_each())
    });
    chunks.collect()
}

/// The same of files that are named by themselves.
pub fn signatures_inside<'f>(
    files: impl Iterator<Item = &'f Inside>,
) -> Vec<Result<Option<Signature>, Error>> {
    signatures(&files.map(Inside::parts).collect::<Vec<_>>())
}

/// # Errors
/// A folder is no longer where it was: nothing holds that was found out.
fn in_a_row(files: &[(&Root, &Path)]) -> Result<Vec<Result<Option<Signature>, Error>>, Error> {
    let mut found = Vec::with_capacity(files.len());
    for of_one in files.chunk_by(|one, next| one.0.is_opened_as(next.0)) {
        let mut near = Near::new(of_one[0].0);
        for (_, path) in of_one {
            let (folder, name) = near.of(path)?;
            found.push(folder.signature(name));
        }
        near.release()?;
    }
    Ok(found)
}

/// The folder, of those below another one, that names were last asked for in.
#[derive(Debug)]
pub struct Near<'r> {
    root: &'r Root,
    held: Option<(PathBuf, Root)>,
}

impl<'r> Near<'r> {
    /// None is held yet, and never more than one.
    pub fn new(root: &'r Root) -> Self {
        Self { root, held: None }
    }

    /// The folder of a path and the name in it; the folder of all and the whole path where that folder cannot be opened.
    ///
    /// # Errors
    /// The one that was held last is no longer where it was.
    pub fn of<'p>(&mut self, path: &'p Path) -> Result<(Root, &'p Path), Error> {
        let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else {
            return Ok((self.root.clone(), path));
        };
        if let Some((_, held)) = self.held.as_ref().filter(|(of, _)| of == folder) {
            return Ok((held.clone(), Path::new(name)));
        }
        self.release()?;
        if folder.as_os_str().is_empty() {
            return Ok((self.root.clone(), path));
        }
        let Ok(opened) = self.root.passage(folder) else { return Ok((self.root.clone(), path)) };
        self.held = Some((folder.to_owned(), opened.clone()));
        Ok((opened, Path::new(name)))
    }

    /// Lets the folder go.
    ///
    /// # Errors
    /// It is no longer where it was: what was done in it was done elsewhere.
    pub fn release(&mut self) -> Result<(), Error> {
        let Some((folder, held)) = self.held.take() else { return Ok(()) };
        if self.root.passage(&folder)?.is_same(&held)? {
            return Ok(());
        }
        let fault = ErrorKind::ResourceBusy.into();
        Err(super::error(FileAction::Write, &self.root.path(&folder))(fault))
    }
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    #![allow(clippy::disallowed_methods, reason = "a test moves folders as anyone would")]

    use super::*;

    #[test]
    fn a_folder_that_was_moved_away_is_told() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("in")).unwrap();
        std::fs::write(folder.path().join("in/a"), "").unwrap();
        let root = Root::open(folder.path()).unwrap();
        let mut near = Near::new(&root);
        let (held, name) = near.of(Path::new("in/a")).unwrap();
        assert!(held.found(name).unwrap().is_some());
        near.release().unwrap();
        near.of(Path::new("in/b")).unwrap();
        std::fs::rename(folder.path().join("in"), folder.path().join("away")).unwrap();
        std::fs::create_dir(folder.path().join("in")).unwrap();
        assert!(near.release().is_err());
    }

    #[test]
    fn what_is_not_there_is_asked_for_by_its_whole_path() {
        let folder = tempfile::tempdir().unwrap();
        let root = Root::open(folder.path()).unwrap();
        let mut near = Near::new(&root);
        for path in ["a", "in/a"] {
            let (at, name) = near.of(Path::new(path)).unwrap();
            assert_eq!((at.as_path(), name), (folder.path(), Path::new(path)));
            assert!(at.found(name).unwrap().is_none());
        }
        near.release().unwrap();
    }
}
