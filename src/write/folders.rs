//! What stands in the output's folders, listed once each.
//!
//! Entry point: [`Folders::may_hold`]. A first build asks for thousands of files that are not there;
//! one listing of a folder answers for all of them.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use crate::error::Error;
use crate::fs;
use crate::slug::collision_key;

/// What is known of a folder: its names as collision keys, because a disk may ignore letter case;
/// `None` where something other than a folder stands and every file has to be asked for.
type Listing = Option<HashSet<String>>;

/// Listings of folders, made when first asked for.
#[derive(Debug, Default)]
pub(super) struct Folders {
    listed: Mutex<HashMap<PathBuf, Listing>>,
}

impl Folders {
    /// Whether something of that name may have stood in the folder of `path` when it was listed.
    pub(super) fn may_hold(&self, path: &Path) -> Result<bool, Error> {
        let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else { return Ok(true) };
        let name = name.to_string_lossy();
        let holds = |listing: &Listing| {
            listing.as_ref().is_none_or(|names| names.contains(&*collision_key(&name)))
        };
        let mut listed = self.listed.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(listing) = listed.get(folder) {
            return Ok(holds(listing));
        }
        let listing = list(folder)?;
        let answer = holds(&listing);
        listed.insert(folder.to_path_buf(), listing);
        Ok(answer)
    }
}

fn list(folder: &Path) -> Result<Listing, Error> {
    match fs::metadata_if_exists(folder)? {
        None => Ok(Some(HashSet::new())),
        Some(found) if !found.is_dir() => Ok(None),
        Some(_) => {
            let paths = fs::read_dir(folder)?;
            let names = paths.iter().filter_map(|path| path.file_name());
            Ok(Some(
                names.map(|name| collision_key(&name.to_string_lossy()).into_owned()).collect(),
            ))
        }
    }
}
