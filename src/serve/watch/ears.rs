//! Which folders the system watches for us.
//!
//! Entry point: [`Ears::arm`]. On Linux every folder is watched by itself, because the system's own
//! recursion misses what is made inside a new folder; elsewhere the system watches whole trees.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use notify::{ErrorKind, RecommendedWatcher, RecursiveMode, Watcher};

use crate::fs;
use crate::serve::model;
use crate::serve::watch::alarm::Alarm;

/// Why changes are not told at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Deafness {
    /// The system watches no more folders.
    Limit,
    /// The system cannot watch.
    Failure(String),
}

/// The system's watch over the folders of a site.
pub(super) struct Ears {
    alarm: Arc<Alarm>,
    watcher: Option<RecommendedWatcher>,
    /// What is watched, and which folder it was.
    armed: BTreeMap<PathBuf, u64>,
}

impl Ears {
    pub(super) fn new(alarm: &Arc<Alarm>) -> Self {
        Self { alarm: Arc::clone(alarm), watcher: None, armed: BTreeMap::new() }
    }

    /// Begins anew: the system has failed.
    pub(super) fn drop_watcher(&mut self) {
        self.watcher = None;
        self.armed.clear();
    }

    /// Watches all folders of the site at `root`; those in `moved` are others than before.
    pub(super) fn arm(&mut self, root: &Path, moved: &BTreeSet<PathBuf>) -> Result<(), Deafness> {
        if self.watcher.is_none() {
            let alarm = Arc::clone(&self.alarm);
            let made = notify::recommended_watcher(move |event| alarm.ring(event));
            self.watcher = Some(made.map_err(|fault| Deafness::Failure(fault.to_string()))?);
        }
        let Some(watcher) = &mut self.watcher else { return Ok(()) };
        let wanted: BTreeMap<_, _> = wanted(root).into_iter().map(|path| identify(&path)).collect();
        let is_stale = |path: &PathBuf, identity: &u64| {
            wanted.get(path) != Some(identity) || moved.contains(path)
        };
        let stale: Vec<PathBuf> = self
            .armed
            .iter()
            .filter(|(path, identity)| is_stale(path, identity))
            .map(|(path, _)| path.clone())
            .collect();
        for path in stale {
            // It may have forgotten the folder already.
            let _ = watcher.unwatch(&path);
            self.armed.remove(&path);
        }
        for (path, identity) in wanted {
            if self.armed.contains_key(&path) {
                continue;
            }
            match watcher.watch(&path, mode(root, &path)) {
                Ok(()) => {
                    self.armed.insert(path, identity);
                }
                Err(fault) if is_limit(&fault) => return Err(Deafness::Limit),
                // Gone in the meantime, or not ours to look into: the scan tells.
                Err(_) => {}
            }
        }
        Ok(())
    }
}

fn is_limit(fault: &notify::Error) -> bool {
    match &fault.kind {
        ErrorKind::MaxFilesWatch => true,
        ErrorKind::Io(fault) => fault.kind() == std::io::ErrorKind::StorageFull,
        _ => false,
    }
}

fn wanted(root: &Path) -> Vec<PathBuf> {
    if cfg!(target_os = "linux") {
        return model::folders(root);
    }
    let trees = ["content", "static", "themes"].map(|name| root.join(name));
    let there = trees.into_iter().filter(|path| path.is_dir());
    std::iter::once(root.to_path_buf()).chain(there).collect()
}

fn mode(root: &Path, path: &Path) -> RecursiveMode {
    if cfg!(target_os = "linux") || path == root {
        RecursiveMode::NonRecursive
    } else {
        RecursiveMode::Recursive
    }
}

/// A folder, and what tells it from another one of its name.
fn identify(path: &Path) -> (PathBuf, u64) {
    let found = fs::metadata_if_exists(path).ok().flatten();
    #[cfg(unix)]
    let identity = found.map_or(0, |found| std::os::unix::fs::MetadataExt::ino(&found));
    #[cfg(not(unix))]
    let identity = u64::from(found.is_some());
    (path.to_path_buf(), identity)
}
