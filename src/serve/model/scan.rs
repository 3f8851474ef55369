//! What lies on the disk now, by sizes and times: the truth that events only hint at.
//!
//! Entry points: [`scan`], [`stamp`]. Nothing is read here but folders.

use std::fs::Metadata;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use rayon::prelude::*;
use walkdir::WalkDir;

use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::discover::{self, Asset, TextFile};
use crate::error::Error;
use crate::fs::{self, Root};
use crate::{check, config, theme};

/// Tells one state of a file from another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stamp {
    length: u64,
    modified: Option<SystemTime>,
    /// Inode and the time of its last change, where there are such things: a file that was put
    /// in place of another may have its size and time.
    identity: (u64, i64, i64),
}

impl Stamp {
    pub(crate) fn of(found: &Metadata) -> Self {
        let modified = found.modified().ok();
        Self { length: found.len(), modified, identity: identity(found) }
    }

    /// The time of the last change.
    pub(crate) fn modified(&self) -> Option<SystemTime> {
        self.modified
    }

    /// Its length in bytes.
    pub(crate) fn length(&self) -> u64 {
        self.length
    }
}

#[cfg(unix)]
fn identity(found: &Metadata) -> (u64, i64, i64) {
    use std::os::unix::fs::MetadataExt;
    (found.ino(), found.ctime(), found.ctime_nsec())
}

#[cfg(not(unix))]
fn identity(_: &Metadata) -> (u64, i64, i64) {
    (0, 0, 0)
}

/// The files of a site with their stamps.
#[derive(Debug, Default)]
pub(crate) struct Scan {
    /// Markdown, sorted.
    pub(crate) texts: Vec<(TextFile, Stamp)>,
    /// Files to publish as they are, sorted.
    pub(crate) assets: Vec<(Asset, Stamp)>,
    /// What is wrong with names and places of files.
    pub(crate) faults: Vec<Diagnostic>,
    /// The files of the site's own themes, sorted.
    pub(crate) theme: Vec<(PathBuf, Stamp)>,
}

/// `site.yaml` and the word list; `None` where one is not there.
pub(crate) type Settings = [Option<Stamp>; 2];

/// Looks at the settings, which say where else to look.
pub(crate) fn settings(root: &Path) -> Result<Settings, Error> {
    Ok([stamp(&root.join(config::FILE))?, stamp(&root.join(check::TERMS))?])
}

/// Looks at every file of a site that has these settings.
pub(crate) fn scan(site: &Root, config: &Config) -> Result<Scan, Error> {
    let (files, faults) = discover::discover(site, &config.sections)?;
    let texts: Vec<_> = files
        .texts
        .into_par_iter()
        .filter_map(|text| Some((stamp(&text.path).transpose()?, text)))
        .map(|(stamp, text)| Ok((text, stamp?)))
        .collect::<Result<_, Error>>()?;
    let assets: Vec<_> = files
        .assets
        .into_par_iter()
        .filter_map(|asset| Some((stamp(&asset.path).transpose()?, asset)))
        .map(|(stamp, asset)| Ok((asset, stamp?)))
        .collect::<Result<_, Error>>()?;
    Ok(Scan { texts, assets, faults, theme: theme(site.as_path(), &config.theme) })
}

/// The stamp of a file; `None` where no ordinary file is there.
pub(crate) fn stamp(path: &Path) -> Result<Option<Stamp>, Error> {
    let found = fs::metadata_if_exists(path)?;
    Ok(found.filter(Metadata::is_file).map(|found| Stamp::of(&found)))
}

/// The files below `themes/`, and those of a theme that several sites share. What cannot be looked at is told when the
/// theme is loaded.
fn theme(root: &Path, name: &str) -> Vec<(PathBuf, Stamp)> {
    let shared = crate::theme::folder(root, name).ok().flatten();
    let folders = std::iter::once(root.join("themes")).chain(shared);
    let entries = folders.flat_map(|folder| WalkDir::new(folder).sort_by_file_name());
    // Settings that are no file cannot be read, which is told as well.
    let files = entries
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file() || entry.file_name() == theme::SETTINGS);
    files
        .filter_map(|entry| {
            let stamp = Stamp::of(&entry.metadata().ok()?);
            Some((entry.into_path(), stamp))
        })
        .collect()
}

/// The folders that files of the site lie in, those above them included.
pub(crate) fn folders(root: &Path) -> Vec<PathBuf> {
    let mut folders = vec![root.to_path_buf()];
    for name in ["content", "static", "themes"] {
        let walk = WalkDir::new(root.join(name)).into_iter();
        let visible = walk.filter_entry(|entry| {
            entry.file_type().is_dir()
                && (entry.depth() == 0 || !entry.file_name().to_string_lossy().starts_with('.'))
        });
        folders.extend(visible.filter_map(Result::ok).map(walkdir::DirEntry::into_path));
    }
    folders
}
