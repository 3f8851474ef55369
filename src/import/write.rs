//! Puts a profile into a site: whole or not at all, and never over something that is there.
//!
//! Entry points: [`Target::free`] finds the place, [`write`] fills it.

use std::path::{Path, PathBuf};

use crate::error::Error;
use crate::fs::{self, Root};
use crate::import::Profile;

/// Where a profile goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// The folder of the site that holds it: `content/branches`.
    pub folder: PathBuf,
    /// Its name in that folder.
    pub name: String,
    /// Whether it is a folder with photos, or one file.
    pub has_photos: bool,
}

impl Target {
    /// The first name of `name`, `name-2`, `name-3` … under which nothing lies in `folder`.
    ///
    /// # Errors
    /// A folder that cannot be looked at.
    pub fn free(folder: &Path, name: &str, has_photos: bool) -> Result<Self, Error> {
        let mut nth = 1;
        loop {
            let name = if nth == 1 { name.to_owned() } else { format!("{name}-{nth}") };
            let target = Self { folder: folder.to_path_buf(), name, has_photos };
            let taken = |path: &Path| fs::metadata_if_exists(path).map(|found| found.is_some());
            if !taken(&target.folder_path())? && !taken(&target.file_path())? {
                return Ok(target);
            }
            nth += 1;
        }
    }

    /// The Markdown.
    pub fn path(&self) -> PathBuf {
        if self.has_photos { self.folder_path().join("index.md") } else { self.file_path() }
    }

    fn folder_path(&self) -> PathBuf {
        self.folder.join(&self.name)
    }

    fn file_path(&self) -> PathBuf {
        self.folder.join(format!("{}.md", self.name))
    }
}

/// Writes a profile beside its place and renames it there.
///
/// # Errors
/// A disk that refuses; then nothing is left.
pub fn write(profile: &Profile, target: &Target) -> Result<(), Error> {
    fs::create_dir_all(&target.folder)?;
    let folder = Root::open(&target.folder)?;
    let beside = format!(".liuhao-import-{}", std::process::id());
    // Of a run that was killed and had the same number.
    folder.remove_tree(&beside)?;
    let written = fill(profile, target, (&folder, &beside));
    if written.is_err() {
        // The fault is told; what was begun is of no use.
        let _ = folder.remove_tree(&beside);
    }
    written
}

fn fill(profile: &Profile, target: &Target, (folder, name): (&Root, &str)) -> Result<(), Error> {
    let beside = folder.make_folder(name)?;
    put(&beside, "index.md", profile.text.as_bytes())?;
    for (name, bytes) in &profile.photos {
        put(&beside, name, bytes)?;
    }
    if target.has_photos {
        return folder.rename(name, folder, &target.name);
    }
    beside.rename("index.md", folder, format!("{}.md", target.name))?;
    folder.remove_tree(name)
}

fn put(folder: &Root, name: impl AsRef<Path>, bytes: &[u8]) -> Result<(), Error> {
    let name = name.as_ref();
    let mut file = folder.create_file(name)?;
    folder.write(&mut file, name, bytes)
}
