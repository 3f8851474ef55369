//! What stands in the output's folders, listed once each.
//!
//! Entry points: [`Folders::may_hold`], [`open`]. A first build asks for thousands of files that are not there;
//! one listing of a folder answers for all of them.

use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, PoisonError};

use super::fault::told;
use crate::error::Error;
use crate::fs::{Kind, Root};
use crate::slug::collision_key;

/// What is known of a folder: its names as collision keys, because a disk may ignore letter case;
/// `None` where something other than a folder stands and every file has to be asked for.
type Listing = Option<HashSet<String>>;

/// Listings of folders, made when first asked for.
#[derive(Debug, Default)]
pub(super) struct Folders {
    listed: Mutex<HashMap<String, Listing>>,
}

impl Folders {
    /// Whether something may have stood at `path` in the output when its folder was listed.
    pub(super) fn may_hold(&self, output: &Root, path: &str) -> Result<bool, Error> {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let holds = |listing: &Listing| {
            listing.as_ref().is_none_or(|names| names.contains(&*collision_key(name)))
        };
        let mut listed = self.listed.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(listing) = listed.get(folder) {
            return Ok(holds(listing));
        }
        let listing = list(output, folder).map_err(told)?;
        let answer = holds(&listing);
        listed.insert(folder.to_owned(), listing);
        Ok(answer)
    }
}

fn list(output: &Root, folder: &str) -> Result<Listing, Error> {
    let opened = match folder {
        "" => Some(output.clone()),
        _ => match output.found(folder)?.map(|found| found.kind) {
            None => None,
            Some(Kind::Folder | Kind::Link) => output.folder(folder)?,
            Some(Kind::File | Kind::Pipe | Kind::Socket | Kind::Device) => return Ok(None),
        },
    };
    let Some(opened) = opened else { return Ok(Some(HashSet::new())) };
    let names = opened.names()?;
    Ok(Some(names.iter().map(|name| collision_key(&name.to_string_lossy()).into_owned()).collect()))
}

/// A folder of the output; "" is the output itself.
pub(super) fn open(output: &Root, folder: &str) -> Result<Option<Root>, Error> {
    if folder.is_empty() { Ok(Some(output.clone())) } else { output.folder(folder).map_err(told) }
}
