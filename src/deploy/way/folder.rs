//! A folder of this machine: another disk, a stick, a share.
//!
//! Entry point: [`Folder`]. Files are written into `.liuhao-part/` of the target, forced to disk, and renamed into place.

use std::collections::BTreeMap;
use std::path::Path;

use crate::deploy::above;
use crate::deploy::fault::{Fault, Refusal};
use crate::deploy::listing::{Kind, Listing};
use crate::deploy::way::{Batch, Depth, Way};
use crate::fs::{self, Root};

/// Where files wait to be renamed.
const PART: &str = ".liuhao-part";
/// Bytes that are held in memory.
const CHUNK: u64 = 16 * 1024 * 1024;

pub(super) struct Folder {
    /// The folder; in a dry run it may not be there yet.
    target: Option<Root>,
    parent: Root,
    name: std::ffi::OsString,
}

impl Folder {
    /// The target at `to`, from the folder of the site. It is made when something is sent; what it lies in must be there.
    pub(super) fn open(site: &Path, to: &str) -> Result<Self, Fault> {
        let path = site.join(to);
        let no_folder = || Fault::Refused(Refusal::NoFolder(to.to_owned()));
        let found = fs::metadata_if_exists(&path)?;
        // The root of a disk is in no folder.
        let (parent, name) = match (path.parent(), path.file_name()) {
            (Some(parent), Some(name)) => (parent, name.to_owned()),
            _ => (&*path, std::ffi::OsString::new()),
        };
        let parent = if parent.as_os_str().is_empty() { Path::new(".") } else { parent };
        if fs::metadata_if_exists(parent)?.is_none() {
            return Err(no_folder());
        }
        let target = match found {
            Some(_) => Some(Root::open(&path).map_err(|_| no_folder())?),
            None => None,
        };
        Ok(Self { target, parent: Root::open(parent)?, name })
    }

    fn made(&mut self) -> Result<&Root, Fault> {
        let target = match self.target.take() {
            Some(target) => target,
            None => self.parent.make_folder(&self.name)?,
        };
        Ok(self.target.insert(target))
    }
}

impl Way for Folder {
    fn list(&mut self, depth: Depth<'_>) -> Result<Listing, Fault> {
        let Some(target) = &self.target else { return Ok(Listing::default()) };
        let mut entries = BTreeMap::new();
        list(target, "", &mut entries)?;
        if let Depth::Within(folders) = depth {
            for folder in folders {
                if entries.get(folder) == Some(&Kind::Folder)
                    && let Some(root) = target.folder(folder)?
                {
                    list(&root, &format!("{folder}/"), &mut entries)?;
                }
            }
        }
        Ok(Listing { entries })
    }

    fn fetch(&mut self, _paths: &[&str]) -> Result<Root, Fault> {
        Ok(self.made()?.clone())
    }

    fn send(&mut self, batch: &Batch<'_>) -> Result<(), Fault> {
        let target = self.made()?;
        // Of an interrupted run.
        target.remove_tree(PART)?;
        let part = target.make_folder(PART)?;
        for (number, path) in batch.paths.iter().enumerate() {
            let name = number.to_string();
            let mut file = part.create_file(&name)?;
            let from = batch.folder.inside(path);
            let mut chunks = from.parts_of(CHUNK)?;
            for chunk in &mut chunks {
                part.write(&mut file, &name, &chunk)?;
            }
            chunks.finish()?;
            // Elsewhere no call forces all of them at once.
            if !cfg!(target_os = "linux") {
                part.sync_file(&file, &name)?;
            }
        }
        part.sync_file_system()?;
        for (number, path) in batch.paths.iter().enumerate() {
            match path.rsplit_once('/') {
                Some((folder, name)) => {
                    part.rename(number.to_string(), &target.make_folder(folder)?, name)?;
                }
                None => part.rename(number.to_string(), target, path)?,
            }
        }
        Ok(target.remove_tree(PART)?)
    }

    fn remove(&mut self, paths: &[&str]) -> Result<(), Fault> {
        let target = self.made()?;
        for path in paths {
            target.remove_file(path)?;
        }
        let mut folders: Vec<&str> = paths.iter().flat_map(|path| above(path)).collect();
        folders.sort_by_key(|folder| std::cmp::Reverse(folder.len()));
        folders.dedup();
        for folder in folders {
            // One with something in it stays.
            let _ = target.remove_folder_if_empty(folder);
        }
        Ok(())
    }
}

fn list(root: &Root, prefix: &str, entries: &mut BTreeMap<String, Kind>) -> Result<(), Fault> {
    for name in root.names()? {
        let Some(found) = root.found(&name)? else { continue };
        let kind = match found.kind {
            fs::Kind::File => Kind::File(found.length),
            fs::Kind::Folder => Kind::Folder,
            fs::Kind::Link | fs::Kind::Pipe | fs::Kind::Socket | fs::Kind::Device => Kind::Other,
        };
        let path = format!("{prefix}{}", name.to_string_lossy());
        // Ours, of a run that is over or was interrupted.
        if path != PART {
            entries.insert(path, kind);
        }
    }
    Ok(())
}
