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
pub fn put(folder: &Root, name: &Path, bytes: &[u8]) -> Result<bool, Error> {
    let known = folder.read(name, COMPARED)?.and_then(Result::ok);
    if known.is_some_and(|known| known == bytes) {
        return Ok(false);
    }
    let beside = name.with_file_name(format!(".liuhao-{}", std::process::id()));
    // Of a run that was killed and had the same number.
    folder.remove_file(&beside)?;
    let written = fill(folder, (&beside, name), bytes);
    if written.is_err() {
        // The fault is told; what was begun is of no use.
        let _ = folder.remove_file(&beside);
    }
    written.map(|()| true)
}

fn fill(folder: &Root, (beside, name): (&Path, &Path), bytes: &[u8]) -> Result<(), Error> {
    let mut file = folder.create_file(beside)?;
    folder.write(&mut file, beside, bytes)?;
    folder.rename(beside, folder, name)
}
