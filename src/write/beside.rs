//! Files that are made for one purpose beside the site, an article, a book, a poster: each is written only where its
//! bytes differ, whole or not at all.
//!
//! Entry point: [`put`]. Unlike a publication they belong to no manifest: whoever names the place means it.

use std::path::Path;

use crate::error::Error;
use crate::fs::Root;

/// Larger files are written without a look at what stands there, in bytes.
const COMPARED: u64 = 256 * 1024 * 1024;

/// Puts `bytes` at `name` in `folder`; tells whether that changed anything.
///
/// # Errors
/// A disk that refuses; then what stood there still does.
pub(crate) fn put(folder: &Root, name: &Path, bytes: &[u8]) -> Result<bool, Error> {
    let known = folder.read(name, COMPARED)?.and_then(Result::ok);
    if known.is_some_and(|known| known == bytes) {
        return Ok(false);
    }
    // What a killed run that had the same number has left there goes.
    let beside = name.with_file_name(format!(".liuhao-{}", std::process::id()));
    let (beside, mut file) = folder.create_temporary(beside)?;
    let written = folder.write(&mut file, &beside, bytes);
    drop(file);
    let written = written.and_then(|()| folder.rename(&beside, folder, name));
    if written.is_err() {
        // The fault is told; what was begun is of no use.
        let _ = folder.remove_file(&beside);
    }
    written.map(|()| true)
}
