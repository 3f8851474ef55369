//! Removing published files, only if they are still as we wrote them.
//!
//! Entry point: [`Remover`]. Never follows a link and never removes a folder with something in it.

use std::collections::{BTreeSet, HashMap};

use blake3::Hash;

use super::journal::Published;
use super::path;
use super::place::Place;
use crate::error::Error;
use crate::fs;

/// Whether the file at `path` is a file with these bytes.
pub(super) fn is_ours(place: &Place, path: &str, hash: &Hash) -> Result<bool, Error> {
    let file = place.file(path);
    if !fs::metadata_if_exists(&file)?.is_some_and(|found| found.is_file()) {
        return Ok(false);
    }
    Ok(blake3::hash(&fs::read(&file)?) == *hash)
}

/// Removes files and keeps the account.
pub(super) struct Remover<'a> {
    place: &'a Place,
    /// Whether a folder and all above it are folders, not links.
    real_folders: HashMap<String, bool>,
    /// How many files were removed.
    pub(super) removed: usize,
    /// Files that someone has changed since.
    pub(super) kept: Vec<String>,
}

impl<'a> Remover<'a> {
    /// Nothing removed yet.
    pub(super) fn new(place: &'a Place) -> Self {
        Self { place, real_folders: HashMap::new(), removed: 0, kept: Vec::new() }
    }

    /// Removes a file if it is as we wrote it. A file that is gone, or that has made room for a
    /// folder of the new site, needs no removing.
    pub(super) fn remove(&mut self, file: &Published) -> Result<(), Error> {
        let target = self.place.file(&file.path);
        match fs::metadata_if_exists(&target)? {
            Some(found) if !found.is_dir() => {}
            _ => return Ok(()),
        }
        if self.is_reached_by_folders(&file.path)? && is_ours(self.place, &file.path, &file.hash)? {
            fs::remove_file(&target)?;
            self.removed += 1;
        } else {
            self.kept.push(file.path.clone());
        }
        Ok(())
    }

    /// Removes the folders of `files` that have nothing left in them. One that cannot be removed
    /// (a mount, another's folder) may stay: an empty folder publishes nothing.
    pub(super) fn remove_empty_folders<'f>(
        &mut self,
        files: impl IntoIterator<Item = &'f Published>,
    ) -> Result<(), Error> {
        let folders: BTreeSet<&str> =
            files.into_iter().flat_map(|file| path::folders(&file.path)).collect();
        // Backwards, a folder comes after those inside it.
        for folder in folders.into_iter().rev() {
            if self.is_real_folder(folder)? {
                let _ = fs::remove_dir_if_empty(&self.place.file(folder));
            }
        }
        Ok(())
    }

    fn is_reached_by_folders(&mut self, path: &str) -> Result<bool, Error> {
        path::folders(path).next().map_or(Ok(true), |parent| self.is_real_folder(parent))
    }

    fn is_real_folder(&mut self, folder: &str) -> Result<bool, Error> {
        if let Some(known) = self.real_folders.get(folder) {
            return Ok(*known);
        }
        let found = fs::metadata_if_exists(&self.place.file(folder))?;
        let is_real =
            found.is_some_and(|found| found.is_dir()) && self.is_reached_by_folders(folder)?;
        self.real_folders.insert(folder.to_owned(), is_real);
        Ok(is_real)
    }
}
