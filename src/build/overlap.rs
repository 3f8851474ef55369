//! An output is neither what is read nor around it.
//!
//! Entry points: [`refuse_overlap`], [`refuse_overlap_with`].

use std::path::{Path, PathBuf};

use crate::build::Options;
use crate::config;
use crate::error::{Error, FileAction};
use crate::fs;
use crate::write;

/// Refuses an output that is, holds, or lies inside what is read.
pub(super) fn refuse_overlap(options: &Options) -> Result<(), Error> {
    if fs::metadata_if_exists(&options.root.join(config::FILE))?.is_none() {
        return Err(config::no_site(&options.root));
    }
    let output = resolve(&options.output)?;
    let root = fs::canonicalize(&options.root)?;
    if root.starts_with(&output) {
        return Err(Error::OutputOverlaps {
            output: options.output.clone(),
            source_folder: options.root.clone(),
        });
    }
    for name in ["content", "static", "themes", write::STATE] {
        refuse_overlap_with(options, &options.root.join(name))?;
    }
    Ok(())
}

/// The same for one folder.
pub(super) fn refuse_overlap_with(options: &Options, read: &Path) -> Result<(), Error> {
    let (output, folder) = (resolve(&options.output)?, resolve(read)?);
    if output.starts_with(&folder) || folder.starts_with(&output) {
        return Err(Error::OutputOverlaps {
            output: options.output.clone(),
            source_folder: folder,
        });
    }
    Ok(())
}

/// The real path of something that may not exist yet: of its nearest ancestor that does, with the
/// rest behind it.
fn resolve(path: &Path) -> Result<PathBuf, Error> {
    let absolute = std::path::absolute(path).map_err(fs::error(FileAction::Read, path))?;
    let mut missing = Vec::new();
    let mut existing = absolute.as_path();
    while fs::metadata_if_exists(existing)?.is_none() {
        let (Some(parent), Some(name)) = (existing.parent(), existing.file_name()) else { break };
        missing.push(name);
        existing = parent;
    }
    let mut resolved = fs::canonicalize(existing)?;
    resolved.extend(missing.into_iter().rev());
    Ok(resolved)
}
