//! Removing what is ours from the output, only where it is still as we wrote it.
//!
//! Entry points: [`is_ours`], [`remove_empty_folders`]. Never follows a link and never removes a folder with
//! something in it.

use std::collections::BTreeSet;
use std::path::Path;

use blake3::Hash;

use super::journal::Published;
use super::path;
use super::stage;
use crate::error::Error;
use crate::fs::Root;

/// Whether the file at `path` is a file with these bytes.
pub(super) fn is_ours(output: &Root, path: &str, hash: &Hash) -> Result<bool, Error> {
    Ok(stage::hash(output, Path::new(path))? == Some(*hash))
}

/// Removes the folders of `files` that have nothing left in them. One that cannot be removed (a mount,
/// another's folder, a link) may stay: an empty folder publishes nothing.
pub(super) fn remove_empty_folders<'f>(
    output: &Root,
    files: impl IntoIterator<Item = &'f Published>,
) {
    let folders: BTreeSet<&str> =
        files.into_iter().flat_map(|file| path::folders(&file.path)).collect();
    // Backwards, a folder comes after those inside it.
    for folder in folders.into_iter().rev() {
        let _ = output.remove_folder_if_empty(folder);
    }
}
