//! Tries beforehand what may refuse to be replaced, so that a build does not fail half-way.
//!
//! Entry point: [`stiff`]. In a sticky folder only owners rename; an immutable file and a mount do not
//! move. Where that may be so, the file changes places with a copy of itself and back: a reader sees the
//! same bytes all the time. Windows says it without that.

use std::collections::{BTreeMap, BTreeSet};

use blake3::Hash;

use super::entry::{Entry, Fate};
use super::folders::open;
use super::path::parent;
use super::stage::Stage;
use crate::error::Error;
use crate::fs::{Kind, Root};

/// The copy's name in the stage.
const COPY: &str = "copy";

/// The files that can be neither replaced nor removed, and why.
pub(super) fn stiff(
    output: &Root,
    stage: &Stage,
    (entries, gone): (&[Entry], &BTreeMap<String, Hash>),
) -> Result<Vec<(String, Error)>, Error> {
    let staged = entries.iter().filter(|entry| matches!(entry.fate, Fate::Staged(..)));
    let paths = staged.map(|entry| &entry.file.path).chain(gone.keys());
    let mut by_folder: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for path in paths {
        by_folder.entry(parent(path)).or_default().insert(path);
    }
    let mut stiff = Vec::new();
    for (folder, paths) in by_folder {
        // What is not there, or is a link, holds nothing of ours.
        let Ok(Some(folder)) = open(output, folder) else { continue };
        let is_sticky = folder.itself()?.is_sticky;
        for path in paths {
            let name = path.rsplit('/').next().unwrap_or(path);
            let Some(found) = folder.found(name)?.filter(|found| found.kind == Kind::File) else {
                continue;
            };
            if (is_sticky || found.is_held)
                && let Err(fault) = try_one(&folder, name, stage)
            {
                stiff.push((path.to_owned(), fault));
            }
        }
    }
    Ok(stiff)
}

fn try_one(folder: &Root, name: &str, stage: &Stage) -> Result<(), Error> {
    if cfg!(not(unix)) {
        return folder.check_movable(name);
    }
    let copy = std::path::Path::new(stage.place.folder()).join(COPY);
    // One that cannot be read is tried by the commit itself.
    let Ok(Some(mut file)) = folder.open_file(name) else { return Ok(()) };
    stage.root.make_folder(stage.place.folder())?;
    stage.root.remove_file(&copy)?;
    let mut beside = stage.root.create_file(&copy)?;
    let copied = std::io::copy(&mut file, &mut beside);
    copied.map_err(crate::fs::error(crate::error::FileAction::Write, &stage.root.path(&copy)))?;
    if stage.root.exchange(&copy, folder, name)? {
        stage.root.exchange(&copy, folder, name)?;
    }
    stage.root.remove_file(&copy)
}
