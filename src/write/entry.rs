//! One output of a build, and what became of it in the stage.
//!
//! Entry point: [`Entry`].

use super::Phase;
use super::journal::Published;
use super::laid::Seen;

/// What stands where a staged file goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// Nothing, or a path of the manifest.
    Ours,
    /// A file or link that no build wrote.
    Foreign,
    /// A folder.
    Folder,
}

/// What became of an output in `stage`.
#[derive(Debug)]
pub(super) enum Fate {
    /// The published bytes are the same; what tells that they stay so.
    Unchanged(Option<Seen>),
    /// It waits in the stage under a number.
    Staged(u32, Standing),
    /// What stands there cannot be replaced and stays.
    Held,
}

/// One output of this build.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) file: Published,
    pub(super) phase: Phase,
    pub(super) fate: Fate,
}
