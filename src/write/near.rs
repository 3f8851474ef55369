//! Folders that are held open while names in them are asked for one after the other: the way to each is walked once.
//!
//! Entry points: [`Near::of`], and [`Near::release`] when all is done. What is held may be moved away meanwhile, and another put in
//! its place: that is looked at when a folder is let go.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::error::{Error, FileAction};
use crate::fs::{self, Root};

/// Folders below one folder.
pub(super) struct Near<'r> {
    root: &'r Root,
    /// How many are held at once.
    most: usize,
    held: Vec<(PathBuf, Root)>,
}

impl<'r> Near<'r> {
    pub(super) fn new(root: &'r Root, most: usize) -> Self {
        Self { root, most, held: Vec::with_capacity(most) }
    }

    /// The folder of a path and the name in it; the folder of all and the whole path where that folder cannot be opened.
    ///
    /// # Errors
    /// The one that was held last is no longer where it was.
    pub(super) fn of<'p>(&mut self, path: &'p Path) -> Result<(Root, &'p Path), Error> {
        let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else {
            return Ok((self.root.clone(), path));
        };
        if folder.as_os_str().is_empty() {
            return Ok((self.root.clone(), path));
        }
        if let Some((_, held)) = self.held.iter().find(|(of, _)| of == folder) {
            return Ok((held.clone(), Path::new(name)));
        }
        let Ok(opened) = self.root.passage(folder) else { return Ok((self.root.clone(), path)) };
        if self.held.len() >= self.most {
            self.release()?;
        }
        self.held.push((folder.to_owned(), opened.clone()));
        Ok((opened, Path::new(name)))
    }

    /// Lets all folders go.
    ///
    /// # Errors
    /// One is no longer where it was: what was done in it was done elsewhere.
    pub(super) fn release(&mut self) -> Result<(), Error> {
        for (folder, held) in self.held.drain(..) {
            if !self.root.passage(&folder)?.is_same(&held)? {
                let fault = ErrorKind::ResourceBusy.into();
                return Err(fs::error(FileAction::Write, &self.root.path(&folder))(fault));
            }
        }
        Ok(())
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
        let mut near = Near::new(&root, 1);
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
        let mut near = Near::new(&root, 1);
        for path in ["a", "in/a"] {
            let (at, name) = near.of(Path::new(path)).unwrap();
            assert_eq!((at.as_path(), name), (folder.path(), Path::new(path)));
            assert!(at.found(name).unwrap().is_none());
        }
        near.release().unwrap();
    }
}
